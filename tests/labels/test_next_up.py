"""What to code next, and why."""

from collections.abc import Callable

import pytest

from corpus import articles, assignments, journal
from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from labels.intake import take_in
from labels.next_up import Next, assign, name, next_up, to_do

MODEL = {"uid": "m", "number": 3, "preset": "quick", "language": "en", "folder": "f", "fingerprint": "x", "articles": 1}


@pytest.fixture
def wires(store: Store) -> Store:
    """Twelve articles; Model 3 has looked at the first ten, and doubts the later ones more."""
    take_in(store, [RawArticle(text=f"Report {number} from Hama.", source="sana") for number in range(1, 13)])
    with store.transaction():
        store.db.table("model").insert(
            MODEL | {"id": 1, "spans": 1, "seconds": 1.0, "size": 1, "created": "2024-12-06T00:00:00Z"}
        )
        for number in range(1, 11):
            store.db.execute("INSERT INTO doubt VALUES (?, 1, ?, 0.41)", (number, float(number)))
    return store


def suggest(store: Store, article_id: int, label_id: int, *scores: float, origin: str = "model 3") -> None:
    """Let suggestions of these scores wait in an article."""
    sql = 'INSERT INTO suggestion (article_id, start, "end", label_id, origin, score) VALUES (?, ?, ?, ?, ?, ?)'
    with store.transaction():
        for at, score in enumerate(scores):
            store.db.execute(sql, (article_id, at, at + 1, label_id, origin, score))


def reasons(found: list[Next]) -> dict[int, str]:
    """Return the reason of each article that chance did not draw."""
    return {each.article_id: each.reason for each in found if not each.by_chance}


def test_what_a_model_doubts_most_comes_first_and_some_by_chance(wires: Store) -> None:
    found = next_up(wires, count=12, seed=1)
    assert {each.reason for each in found if each.by_chance} == {"drawn by chance"}
    chosen = [each.article_id for each in found if not each.by_chance]
    assert chosen == sorted(chosen, reverse=True)


def test_an_article_has_its_title_and_outlet(wires: Store) -> None:
    first = next_up(wires, count=1)[0]
    assert (first.title, first.source) == ("Report 10 from Hama.", "sana")


def test_fewer_are_the_first_of_more(wires: Store) -> None:
    assert next_up(wires, count=9, seed=5)[:4] == next_up(wires, count=4, seed=5)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ((), "Model 3 finds nothing in it"),
        ((0.9, 0.8), "Model 3 is sure of its 2 suggestions"),
        ((0.9, 0.5, 0.3), "Model 3 doubts 2 of its 3 suggestions"),
        ((0.5, 0.3), "Model 3 doubts all its 2 suggestions"),
        ((0.5,), "Model 3 doubts its 1 suggestion"),
    ],
)
def test_the_reason_counts_what_the_model_doubts(
    wires: Store, add_label: Callable[[str], int], scores: tuple[float, ...], reason: str
) -> None:
    label_id = add_label("PLACE")
    suggest(wires, 10, label_id, *scores)
    suggest(wires, 10, label_id, 0.3, 0.3, origin="import GPT")
    assert reasons(next_up(wires, count=3))[10] == f"{reason}; 41% of its words are new"


def test_there_is_nothing_before_a_model_has_looked(store: Store) -> None:
    take_in(store, [RawArticle(text="Hama was calm.")])
    assert next_up(store) == []
    with pytest.raises(UserError, match="let one suggest first"):
        assign(store, 5)


def test_what_is_done_assigned_or_held_out_is_not_next(wires: Store) -> None:
    articles.set_status(wires, 10, "done")
    assignments.add(wires, [("mine", [9], ("rima",))])
    assignments.add(wires, [("test", [8], ())], purpose="hold-out")
    assert set(to_do(wires)).isdisjoint({8, 9, 10})
    assert {each.article_id for each in next_up(wires, count=20)} == {1, 2, 3, 4, 5, 6, 7, 11, 12}


def test_of_near_copies_one_is_next_and_none_when_one_is_done(wires: Store) -> None:
    wires.db.conn.execute("UPDATE article SET group_id = 4 WHERE id IN (4, 7)")
    wires.db.conn.execute("UPDATE article SET group_id = 9 WHERE id IN (9, 10)")
    articles.set_status(wires, 9, "done")
    assert set(to_do(wires)) == {1, 2, 3, 4, 5, 6, 8, 11, 12}


def test_what_no_model_looked_at_may_come_by_chance(wires: Store) -> None:
    found = {each.article_id: each.by_chance for each in next_up(wires, count=12)}
    assert found[11]
    assert found[12]


def test_an_assignment_is_what_was_shown(wires: Store) -> None:
    shown = [each.article_id for each in next_up(wires, count=6, seed=2)]
    assign(wires, 6, ["rima"], seed=2)
    made = assignments.all_assignments(wires)[0]
    assert (made.name, [*made.articles], made.coders) == ("Most useful", shown, ("rima",))
    assert made.how["how"] == "gain"


def test_it_is_the_present_coders_when_nobody_is_named(wires: Store) -> None:
    assign(wires, 3)
    assert assignments.all_assignments(wires)[0].coders == (wires.coder_name,)


def test_two_coders_share_them_out(wires: Store) -> None:
    assign(wires, 6, ["rima", "samir"])
    assert {each.name: len(each.articles) for each in assignments.all_assignments(wires)} == {
        "Most useful (rima)": 3,
        "Most useful (samir)": 3,
    }
    assert name(wires) == "Most useful 2"


def test_the_next_one_has_a_number(wires: Store) -> None:
    assign(wires, 3)
    assign(wires, 3)
    assert {each.name for each in assignments.all_assignments(wires)} == {"Most useful", "Most useful 2"}


def test_an_assignment_is_undone_in_one_step(wires: Store) -> None:
    assign(wires, 3)
    journal.undo(wires)
    assert assignments.all_assignments(wires) == []
