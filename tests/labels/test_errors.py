"""Differences between the coding and cross-validated predictions: what is asked, in which order, and what is not."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import articles
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import errors, spans, verdicts
from labels.error import Difference, Reading
from labels.errors import ORIGIN, paired

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday."
HAMA, OTHER_HAMA, FRIDAY, SHELLING = (13, 17), (29, 33), (21, 27), (0, 8)
Predicted = tuple[int, int, int, int, float]
Add = Callable[..., int]


@pytest.fixture
def article(add_article: Add) -> int:
    return add_article(TEXT)


@pytest.fixture
def place(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


@pytest.fixture
def day(add_label: Callable[[str], int]) -> int:
    return add_label("DATE")


@pytest.fixture
def cross(store: Store) -> Callable[..., int]:
    """Takes article ids and predictions (article, start, end, label, score), keeps them as a run; returns its id."""

    def write(article_ids: Sequence[int], predicted: Sequence[Predicted] = ()) -> int:
        with store.transaction():
            conn = store.db.conn
            sql = "INSERT INTO training_run (uid, kind, seconds, at) VALUES (?, 'errors', 1.0, ?)"
            run = int(conn.execute(sql, (new_uid(), now())).lastrowid or 0)
            conn.executemany("INSERT INTO crossed VALUES (?, ?)", [(run, each) for each in article_ids])
            conn.executemany(
                'INSERT INTO cross_prediction (run_id, article_id, start, "end", label_id, score) '
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(run, *row) for row in predicted],
            )
        return run

    return write


def done(store: Store, article_id: int) -> None:
    articles.set_status(store, article_id, "done")


def told(items: Sequence[Difference]) -> list[tuple[str, str]]:
    return [(item.kind, item.surface) for item in items]


def test_without_a_run_nothing_differs(store: Store, article: int) -> None:
    found = errors.find(store)
    assert (found.run, found.items) == (None, [])


def test_what_both_say_is_no_difference(store: Store, article: int, place: int, cross: Add) -> None:
    spans.add(store, article, *HAMA, place)
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.9)])
    assert errors.find(store).items == []


def test_each_kind_is_told_apart(store: Store, article: int, place: int, day: int, cross: Add) -> None:
    spans.add(store, article, *HAMA, place)
    spans.add(store, article, *FRIDAY, day)
    spans.add(store, article, *OTHER_HAMA, place)
    done(store, article)
    predicted = [(article, 13, 20, place, 0.6), (article, *FRIDAY, place, 0.8), (article, *SHELLING, place, 0.7)]
    cross([article], predicted)
    found = {item.surface: item for item in errors.find(store).items if item.kind != "missed"}
    assert {surface: item.kind for surface, item in found.items()} == {
        "Hama": "boundary",
        "Friday": "label",
        "Shelling": "spurious",
    }
    assert found["Friday"].human == Reading(*FRIDAY, day)
    assert found["Friday"].model == Reading(*FRIDAY, place)
    missed = [item for item in errors.find(store).items if item.kind == "missed"]
    assert [(item.human, item.model) for item in missed] == [(Reading(*OTHER_HAMA, place), None)]


def test_the_surest_come_first(store: Store, article: int, place: int, cross: Add) -> None:
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.2), (article, *SHELLING, place, 0.9), (article, *FRIDAY, place, 0.5)])
    assert [item.surface for item in errors.find(store).items] == ["Shelling", "Friday", "Hama"]


def test_what_the_model_never_finds_comes_before_what_it_overlooks(
    store: Store, article: int, place: int, cross: Add
) -> None:
    for where in (HAMA, OTHER_HAMA, FRIDAY):
        spans.add(store, article, *where, place)
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.9)])
    found = errors.find(store).items
    assert told(found) == [("missed", "Friday"), ("missed", "Hama")]
    assert found[0].score > found[1].score


def test_only_the_newest_run_counts(store: Store, article: int, place: int, cross: Add) -> None:
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.9)])
    newest = cross([article], [(article, *FRIDAY, place, 0.9)])
    found = errors.find(store)
    assert found.run
    assert (found.run.id, found.run.articles) == (newest, 1)
    assert told(found.items) == [("spurious", "Friday")]


def test_articles_that_somebody_else_finished_are_theirs(store: Store, article: int, place: int, cross: Add) -> None:
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.9)])
    with Store.open(store.path, coder="omar") as other:
        assert errors.find(other).items == []


def test_what_was_rejected_or_confirmed_is_not_asked_again(store: Store, article: int, place: int, cross: Add) -> None:
    spans.add(store, article, *OTHER_HAMA, place)
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.9)])
    verdicts.add(store, article, *HAMA, "rejected", origin=ORIGIN, label_id=place)
    verdicts.add(store, article, *OTHER_HAMA, "confirmed", origin=ORIGIN, label_id=place)
    assert errors.find(store).items == []


def test_one_article_is_looked_at_again_by_itself(store: Store, article: int, place: int, cross: Add) -> None:
    done(store, article)
    cross([article], [(article, *HAMA, place, 0.9), (article, *FRIDAY, place, 0.5)])
    found = errors.find(store)
    assert found.run
    spans.add(store, article, *HAMA, place)
    assert told(errors.of_articles(store, found.run, [article], found.doubts)) == [("spurious", "Friday")]


def test_an_article_that_was_not_crossed_has_no_differences(
    store: Store, article: int, place: int, add_article: Add, cross: Add
) -> None:
    done(store, article)
    other = add_article("Homs was calm.")
    spans.add(store, other, 0, 4, place)
    done(store, other)
    cross([article])
    found = errors.find(store)
    assert found.run
    assert found.items == []
    assert errors.of_articles(store, found.run, [other], found.doubts) == []


def test_the_same_ends_pair_before_a_better_label() -> None:
    human, same_ends, same_label = Reading(0, 10, 1), Reading(0, 10, 2), Reading(2, 10, 1)
    pairs = paired([human], [(same_label, 0.9), (same_ends, 0.3)])
    assert pairs == [(human, same_ends, 0.3), (None, same_label, 0.9)]


def test_nested_words_with_another_label_are_two_things() -> None:
    human, model = Reading(0, 30, 1), Reading(4, 8, 2)
    assert paired([human], [(model, 0.9)]) == [(human, None, 0.0), (None, model, 0.9)]


READINGS = st.lists(
    st.builds(lambda at, length, label: Reading(at, at + length, label), st.integers(0, 30), st.integers(1, 9),
              st.integers(1, 3)),
    max_size=8, unique=True,
)  # fmt: skip


@given(READINGS, READINGS)
def test_every_reading_is_in_exactly_one_pair(coded: list[Reading], predicted: list[Reading]) -> None:
    pairs = paired(coded, [(each, 0.5) for each in predicted])
    assert sorted(human for human, _, _ in pairs if human) == sorted(coded)
    assert sorted(model for _, model, _ in pairs if model) == sorted(predicted)
    for human, model, _ in pairs:
        assert not (human and model) or (human.start < model.end and model.start < human.end)


def test_an_article_is_shown_with_its_text(store: Store, add_article: Add) -> None:
    article_id = add_article("Hama was calm.", title="Calm", source="SANA", published="2024-12-03")
    assert errors.article_text(store, article_id) == ("Calm", "SANA", "2024-12-03", "Hama was calm.")


def test_the_first_articles_can_be_looked_through_alone(
    store: Store, article: int, place: int, add_article: Add, cross: Add
) -> None:
    other = add_article("Homs was calm.")
    for each in (article, other):
        done(store, each)
    cross([article, other], [(article, *HAMA, place, 0.9), (other, 0, 4, place, 0.9)])
    assert [item.article_id for item in errors.find(store, first=1).items] == [article]
    assert len(errors.find(store).items) == 2


def test_a_prediction_beyond_the_text_is_passed_over(store: Store, article: int, place: int, cross: Add) -> None:
    done(store, article)
    cross([article], [(article, 50, 5_000_000, place, 0.9), (article, *HAMA, place, 0.8)])
    assert told(errors.find(store).items) == [("spurious", "Hama")]
