"""Drawing articles and giving them out."""

import pytest

from corpus import assigning, assignments, journal
from corpus.article import RawArticle
from corpus.assigning import Plan
from corpus.errors import UserError
from corpus.query import parse
from corpus.store import Store
from labels.intake import take_in


@pytest.fixture
def ten(store: Store) -> Store:
    take_in(
        store, [RawArticle(text=f"Article {number}.", source="sana" if number < 4 else "wire") for number in range(10)]
    )
    return store


def made(store: Store) -> dict[str, tuple[list[int], tuple[str, ...]]]:
    found = reversed(assignments.all_assignments(store))
    return {each.name: (list(each.articles), each.coders) for each in found}


def test_one_coder_gets_what_was_drawn(ten: Store) -> None:
    assigning.assign(ten, Plan("Monday", parse("source:wire"), count=3, coders=("rima",)))
    assert made(ten) == {"Monday": ([5, 6, 7], ("rima",))}


def test_articles_are_dealt_out_to_several_coders(ten: Store) -> None:
    assigning.assign(ten, Plan("Monday", count=5, coders=("rima", "omar"), shared=1))
    assert made(ten) == {"Monday (rima)": ([1, 2, 4], ("rima",)), "Monday (omar)": ([1, 3, 5], ("omar",))}
    journal.undo(ten)
    assert made(ten) == {}


def test_what_all_of_them_code_is_one_assignment(ten: Store) -> None:
    assigning.assign(ten, Plan("Monday", count=2, coders=("rima", "omar"), shared=2))
    assert made(ten) == {"Monday": ([1, 2], ("omar", "rima"))}


def test_how_they_were_drawn_is_kept(ten: Store) -> None:
    assigning.assign(ten, Plan("Monday", parse("source:wire"), count=2, how="random", seed=7))
    (found,) = assignments.all_assignments(ten)
    assert found.how == {"how": "random", "seed": 7, "count": 2, "query": "source:wire"}


def test_when_nothing_is_left_that_is_said(ten: Store) -> None:
    assigning.assign(ten, Plan("All", count=10))
    with pytest.raises(UserError, match="No articles are left"):
        assigning.assign(ten, Plan("More"))


def test_near_copies_are_held_out_with_their_story(ten: Store) -> None:
    ten.db.conn.execute("UPDATE article SET group_id = 2 WHERE id IN (2, 7, 9)")
    assigning.assign(ten, Plan("Test", count=2, purpose="hold-out"))
    assert made(ten)["Test"][0] == [1, 2, 7, 9]
