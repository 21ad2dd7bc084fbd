"""Near-copies are found when they come in."""

import random

import pytest

from corpus import journal
from corpus.article import RawArticle
from corpus.progress import Cancelled
from corpus.store import Store
from labels import intake_groups
from labels.check import check
from labels.intake import take_in
from labels.intake_groups import group_new
from labels.intake_report import IntakeReport

WORDS = [f"word{number}" for number in range(900)]


def story(seed: int, byline: str = "") -> RawArticle:
    return RawArticle(text=f"{byline} " + " ".join(random.Random(seed).choices(WORDS, k=200)) + ".", title=f"{seed}")


def bring(store: Store, *stories: RawArticle) -> IntakeReport:
    return group_new(store, take_in(store, stories))


def grouped(store: Store) -> list[int | None]:
    return [row[0] for row in store.rows("SELECT group_id FROM article ORDER BY id")]


def test_a_wire_copy_is_grouped_with_what_was_there(store: Store) -> None:
    bring(store, story(1), story(2))
    report = bring(store, story(2, "By our correspondent"), story(3))
    assert grouped(store) == [None, 2, 2, None]
    assert report.copies == 1
    assert report.sentence == "2 articles added, 1 of them near-copies of others."


def test_one_undo_takes_back_import_and_groups(store: Store) -> None:
    bring(store, story(2))
    bring(store, story(2, "Reuters"))
    journal.undo(store)
    assert grouped(store)[0] is None
    journal.redo(store)
    assert grouped(store) == [1, 1]
    assert check(store) == []


def test_stopped_the_import_stands_alone(store: Store) -> None:
    bring(store, story(2))
    report = take_in(store, [story(2, "Reuters")])

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    assert group_new(store, report, progress=stop).copies == 0
    assert grouped(store) == [None, None]


@pytest.mark.parametrize("limit", ["MOST", "_LARGEST"])
def test_large_work_waits_until_it_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(intake_groups, limit, 1)
    assert bring(store, story(2), story(2, "Reuters")).copies == 0
    assert grouped(store) == [None, None]


def test_an_import_of_nothing_looks_for_nothing(store: Store) -> None:
    assert bring(store).copies == 0
