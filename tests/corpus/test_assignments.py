"""Who codes what, and what is held out."""

import pytest
from pyroaring import BitMap

from corpus import articles, assignments, facets, journal, near_copies
from corpus.article import RawArticle
from corpus.assignment import Assignment
from corpus.errors import UserError
from corpus.query import parse
from corpus.queue import next_article
from corpus.store import Store
from labels.intake import take_in


@pytest.fixture
def ten(store: Store) -> Store:
    take_in(
        store, [RawArticle(text=f"Article {number}.", published=f"2024-12-{number + 1:02}") for number in range(10)]
    )
    return store


def one(store: Store) -> Assignment:
    (found,) = assignments.all_assignments(store)
    return found


def test_an_assignment_keeps_its_articles_in_order_and_its_coders(ten: Store) -> None:
    assignments.add(ten, [("Monday", [3, 1, 2], ["rima", "omar", "rima"])], how={"how": "random", "seed": 7})
    found = one(ten)
    assert list(found.articles) == [3, 1, 2]
    assert found.coders == ("omar", "rima")
    assert (found.name, found.purpose, found.closed, found.how["seed"]) == ("Monday", "coding", False, 7)


def test_several_assignments_are_one_step(ten: Store) -> None:
    assignments.add(ten, [("Rima 1", [1], ["rima"]), ("Omar 1", [2], ["omar"])])
    assert len(assignments.all_assignments(ten)) == 2
    journal.undo(ten)
    assert assignments.all_assignments(ten) == []
    journal.redo(ten)
    assert [each.coders for each in assignments.all_assignments(ten)] == [("omar",), ("rima",)]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_must_be_one(ten: Store, name: str) -> None:
    with pytest.raises(UserError, match="name"):
        assignments.add(ten, [(name, [1], [])])


def test_a_name_is_given_once(ten: Store) -> None:
    assignments.add(ten, [("Monday", [1], [])])
    with pytest.raises(UserError, match="called monday already"):
        assignments.add(ten, [("monday", [2], [])])
    with pytest.raises(UserError, match="same name"):
        assignments.add(ten, [("A", [2], []), ("a", [3], [])])


def test_an_assignment_of_nothing_is_refused(ten: Store) -> None:
    with pytest.raises(UserError, match="no articles for Monday"):
        assignments.add(ten, [("Monday", [], [])])


def test_coders_come_and_go(ten: Store) -> None:
    assignments.add(ten, [("Monday", [1], ["rima", "omar"])])
    assignments.give(ten, one(ten).id, ["omar", "lina"])
    assert one(ten).coders == ("lina", "omar")
    journal.undo(ten)
    assert one(ten).coders == ("omar", "rima")


def test_a_coders_queue_is_their_open_assignments_oldest_first(ten: Store) -> None:
    me = ten.coder_name
    assignments.add(ten, [("First", [1], [me]), ("Second", [2], [me]), ("Other", [3], ["omar"])])
    assignments.add(ten, [("Test set", [4], [me])], purpose="hold-out")
    assignments.add(ten, [("Gone", [5], [me])])
    assignments.close(ten, assignments.all_assignments(ten)[0].id)
    assert [each.name for each in assignments.of_coder(ten)] == ["First", "Second"]


def test_what_is_held_out_is_held_until_it_is_let_out(ten: Store) -> None:
    assignments.add(ten, [("Test set", [4, 5], [])], purpose="hold-out")
    assert assignments.held_out(ten) == BitMap([4, 5])
    assignments.close(ten, one(ten).id)
    assert assignments.held_out(ten) == BitMap()
    assert journal.undo_summary(ten) == "Let out Test set"


def test_an_assignment_is_renamed_and_removed(ten: Store) -> None:
    assignments.add(ten, [("Monday", [1], ["rima"])])
    assignments.rename(ten, one(ten).id, "Tuesday")
    assert one(ten).name == "Tuesday"
    assignments.remove(ten, one(ten).id)
    with pytest.raises(UserError, match="gone"):
        assignments.get(ten, 1)
    journal.undo(ten)
    assert one(ten).coders == ("rima",)


def test_what_is_assigned_already_is_not_free(ten: Store) -> None:
    everything = articles_of(ten)
    assignments.add(ten, [("Monday", [1, 2], [])])
    assert assignments.free(ten, everything) == everything - BitMap([1, 2])
    assert assignments.free(ten, everything, free_only=False) == everything


def test_a_held_out_article_is_never_picked(ten: Store) -> None:
    assignments.add(ten, [("Test set", [1], [])], purpose="hold-out")
    assert 1 not in assignments.free(ten, articles_of(ten), free_only=False)


@pytest.mark.parametrize(
    ("shared", "dealt"),
    [
        (0, {"a": [1, 3, 5], "b": [2, 4]}),
        (2, {"a": [1, 2, 3, 5], "b": [1, 2, 4]}),
        (9, {"a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 4, 5]}),
    ],
)
def test_articles_are_dealt_out_in_turn(shared: int, dealt: dict[str, list[int]]) -> None:
    assert assignments.deal([1, 2, 3, 4, 5], ["a", "b"], shared=shared) == dealt


@pytest.mark.parametrize("text", ["[", '[1, null, -4, "2", 99999999999]', "[[1]]"])
def test_a_damaged_list_gives_what_is_left_of_it(ten: Store, text: str) -> None:
    assignments.add(ten, [("Monday", [1], [])])
    ten.db.conn.execute("UPDATE assignment SET articles = ?, how = '{'", (text,))
    assert list(one(ten).articles) == ([1] if "null" in text else [])
    assert one(ten).how == {}


def articles_of(store: Store) -> BitMap:
    return facets.ids(store, "article")


def test_what_is_held_out_is_in_nobodys_list_unless_asked_for_by_name(ten: Store) -> None:
    assignments.add(ten, [("Test set", [4, 5], [])], purpose="hold-out")
    assert list(articles.ids(ten)) == [1, 2, 3, 6, 7, 8, 9, 10]
    assert list(articles.ids(ten, parse('assigned:"Test set"'))) == [4, 5]
    assert sum(articles.status_counts(ten).values()) == 8
    assert next_article(ten, 3) == 6


def test_a_near_copy_of_what_somebody_codes_is_not_free(ten: Store) -> None:
    near_copies.join(ten, [1, 5])
    near_copies.join(ten, [2, 6])
    assignments.add(ten, [("Monday", [5], ["rima"])])
    assert assignments.free(ten, articles_of(ten)) == articles_of(ten) - BitMap([1, 5, 6])
    assert assignments.free(ten, articles_of(ten), once=False) == articles_of(ten) - BitMap([5])


def test_holding_out_is_called_so(ten: Store) -> None:
    assert assignments.add(ten, [("Test set", [1], [])], purpose="hold-out").summary == "Hold out Test set"
