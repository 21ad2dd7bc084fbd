"""Merges, splits, new names and retirement, and what the coders taught the program by patterns and verdicts."""

from collections.abc import Callable
from typing import Any, Literal

import pytest

from corpus import journal
from corpus.store import Store
from labels import codebook_edit, event_types, labels, patterns, spans, verdicts
from labels.suggest.lexicon import Lexicon

HAMA = (13, 17)
Said = Literal["rejected", "confirmed"]


@pytest.fixture
def article_id(add_article: Callable[..., int]) -> int:
    return add_article()


@pytest.fixture
def place(store: Store, add_label: Callable[[str], int]) -> int:
    return add_label("PLACE")


@pytest.fixture
def location(store: Store, add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


def _rows(store: Store) -> list[tuple[Any, ...]]:
    return [*store.rows("SELECT * FROM pattern ORDER BY id"), *store.rows("SELECT * FROM verdict ORDER BY id")]


def _said(store: Store, article_id: int) -> list[tuple[str, int | None]]:
    return [(each.verdict, each.label_id) for each in verdicts.of_article(store, article_id)]


def _say(store: Store, article_id: int, said: Said, label_id: int, *, at: str) -> None:
    verdicts.add(store, article_id, *HAMA, said, origin="model 1", label_id=label_id)
    with store.transaction():
        store.db.execute("UPDATE verdict SET created = ? WHERE id = (SELECT max(id) FROM verdict)", (at,))


def test_patterns_of_a_merged_label_are_the_others(store: Store, place: int, location: int) -> None:
    patterns.add(store, place, "words", "Hama", note="the town")
    codebook_edit.merge_labels(store, place, location)
    (kept,) = patterns.all_patterns(store)
    assert (kept.label_id, kept.body, kept.note, kept.off) == (location, "Hama", "the town", False)


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_a_pattern_that_both_have_is_on_if_either_is(
    store: Store, place: int, location: int, first: bool, second: bool
) -> None:
    patterns.add(store, place, "words", "Hama", off=first)
    patterns.add(store, location, "words", "Hama", off=second)
    before = _rows(store)
    codebook_edit.merge_labels(store, place, location)
    (kept,) = patterns.all_patterns(store)
    assert (kept.label_id, kept.off) == (location, first and second)
    after = _rows(store)
    journal.undo(store)
    assert _rows(store) == before
    journal.redo(store)
    assert _rows(store) == after


@pytest.mark.parametrize(("old", "new", "kept"), [("2", "1", "rejected"), ("1", "2", "confirmed")])
def test_of_verdicts_that_contradict_each_other_the_newest_stays(
    store: Store, article_id: int, place: int, location: int, old: str, new: str, kept: str
) -> None:
    _say(store, article_id, "rejected", place, at=f"2024-01-0{old}")
    _say(store, article_id, "confirmed", location, at=f"2024-01-0{new}")
    before = _rows(store)
    codebook_edit.merge_labels(store, place, location)
    assert _said(store, article_id) == [(kept, location)]
    after = _rows(store)
    journal.undo(store)
    assert _rows(store) == before
    journal.redo(store)
    assert _rows(store) == after


def test_the_same_verdict_on_both_is_kept_once(store: Store, article_id: int, place: int, location: int) -> None:
    for label_id in (place, location):
        _say(store, article_id, "rejected", label_id, at="2024-01-01")
    codebook_edit.merge_labels(store, place, location)
    assert _said(store, article_id) == [("rejected", location)]


def test_what_another_coder_said_stays_beside_it(store: Store, article_id: int, place: int, location: int) -> None:
    _say(store, article_id, "rejected", place, at="2024-01-01")
    with Store.open(store.path, coder="omar") as other:
        _say(other, article_id, "confirmed", location, at="2024-01-02")
    codebook_edit.merge_labels(store, place, location)
    assert store.rows("SELECT verdict, label_id FROM verdict ORDER BY id") == [
        ("rejected", location),
        ("confirmed", location),
    ]


def test_what_a_coder_corrected_to_the_other_label_is_not_rejected_then(
    store: Store, article_id: int, place: int, location: int
) -> None:
    spans.add(store, article_id, *HAMA, location)
    _say(store, article_id, "rejected", place, at="2024-01-01")
    before = _rows(store)
    codebook_edit.merge_labels(store, place, location)
    assert _said(store, article_id) == []
    journal.undo(store)
    assert _rows(store) == before


def test_verdicts_on_events_of_a_merged_type_bear_on_the_other(store: Store, article_id: int) -> None:
    for name in ("Clash", "Battle"):
        event_types.add(store, name)
    clash, battle = (event_types.by_path(store)[name].id for name in ("Clash", "Battle"))
    for type_id in (clash, battle):
        verdicts.add(store, article_id, *HAMA, "rejected", origin="model 1", event_type_id=type_id)
    codebook_edit.merge_types(store, clash, battle)
    assert [each.event_type_id for each in verdicts.of_article(store, article_id)] == [battle]


def test_a_split_leaves_patterns_and_verdicts_with_the_label(store: Store, article_id: int, place: int) -> None:
    spans.add(store, article_id, *HAMA, place)
    patterns.add(store, place, "words", "Hama")
    verdicts.add(store, article_id, 29, 33, "rejected", origin="model 1", label_id=place)
    before = _rows(store)
    codebook_edit.split_label(store, place, ["Hama"], name="TOWN")
    assert _rows(store) == before


def test_a_new_name_changes_neither(store: Store, article_id: int, place: int) -> None:
    patterns.add(store, place, "words", "Hama")
    _say(store, article_id, "rejected", place, at="2024-01-01")
    labels.rename(store, place, "TOWN")
    assert [each.label for each in patterns.all_patterns(store)] == ["TOWN"]
    assert _said(store, article_id) == [("rejected", place)]


def test_patterns_of_a_retired_label_suggest_nothing_until_it_is_restored(
    store: Store, article_id: int, place: int
) -> None:
    patterns.add(store, place, "words", "Hama")
    _say(store, article_id, "rejected", place, at="2024-01-01")
    labels.retire(store, place)
    assert Lexicon.of(store).find(store, "Then Hama fell.") == []
    labels.restore(store, place)
    assert [each.label_id for each in Lexicon.of(store).find(store, "Then Hama fell.")] == [place]
    assert _said(store, article_id) == [("rejected", place)]
