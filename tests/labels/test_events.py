"""Events: written, read, changed, undone; evidence follows its spans; `record` follows everything."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import articles, journal
from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import events, spans
from labels.event import ArgumentDraft, EventDraft

TEXT = "Rebels seized Rastan on Friday, killing at least 20. The army fled Rastan."


@pytest.fixture
def article(store: Store, add_article: Callable[..., int]) -> int:
    return add_article(TEXT)


@pytest.fixture
def book(store: Store) -> dict[str, int]:
    """Two types and five roles, by name."""
    found: dict[str, int] = {}
    with journal.step(store, "codebook", "Use a codebook") as step:
        for position, (name, kind, slot, many) in enumerate(
            [("Actor", "actor", "actor", 1), ("Target", "actor", "target", 0), ("Place", "place", "place", 0),
             ("Date", "date", "date", 0), ("Fatalities", "number", "fatalities", 0)]
        ):  # fmt: skip
            row = {"uid": new_uid(), "name": name, "kind": kind, "slot": slot, "many": many, "position": position}
            found[name] = step.insert("role", row | {"created": now(), "changed": now()})
        parent: int | None = None
        for position, name in enumerate(("Battles", "Armed clash")):
            row = {"uid": new_uid(), "name": name, "parent_id": parent, "position": position}
            parent = found[name] = step.insert("event_type", row | {"created": now(), "changed": now()})
    return found


@pytest.fixture
def label(store: Store, add_label: Callable[..., int]) -> int:
    return add_label("EVENT")


def draft(book: dict[str, int], **more: Any) -> EventDraft:
    arguments = (
        ArgumentDraft(book["Actor"], "Rebels", 0, 6),
        ArgumentDraft(book["Place"], "Rastan", 14, 20, value={"precision": "exact"}),
        ArgumentDraft(book["Date"], "Friday", 24, 30, value={"start": "2024-12-06", "end": "2024-12-06"}),
        ArgumentDraft(book["Fatalities"], "at least 20", 40, 51, value={"low": 20, "best": 20}),
    )
    given: dict[str, Any] = {"type_id": book["Armed clash"], "start": 7, "end": 13, "arguments": arguments}
    return EventDraft(**given | more)


def record(store: Store, event_id: int) -> dict[str, Any]:
    names = "actor, place, date_start, fatalities_low, fatalities_high, status, hidden"
    row = store.row(f"SELECT {names} FROM record WHERE event_id = ?", (event_id,))
    return dict(zip(names.split(", "), row, strict=True)) if row else {}


def test_an_event_is_read_as_it_was_written(store: Store, article: int, book: dict[str, int]) -> None:
    changes = events.add(store, article, draft(book, certainty="claimed"))
    [event] = events.of_article(store, article)
    assert changes.events == (event.id,)
    assert (event.type, event.status, event.certainty) == ("Battles / Armed clash", "happened", "claimed")
    assert [(each.role, each.shown, each.free) for each in event.arguments] == [
        ("Actor", "Rebels", False), ("Place", "Rastan", False), ("Date", "Friday", False),
        ("Fatalities", "at least 20", False),
    ]  # fmt: skip
    assert articles.status(store, article) == "in progress"


def test_a_record_follows_its_event(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    assert record(store, event_id) == {
        "actor": "Rebels", "place": "Rastan", "date_start": "2024-12-06", "fatalities_low": 20,
        "fatalities_high": None, "status": "happened", "hidden": 0,
    }  # fmt: skip
    events.describe(store, event_id, status="denied")
    events.fill(store, event_id, ArgumentDraft(book["Actor"], "The army", 53, 61))
    assert record(store, event_id)["status"] == "denied"
    assert record(store, event_id)["actor"] == "Rebels; The army"
    journal.undo(store)
    assert record(store, event_id)["actor"] == "Rebels"
    assert store.value("SELECT event_count FROM article") == 1


def test_undo_takes_an_event_and_its_record_away_and_redo_brings_them_back(
    store: Store, article: int, book: dict[str, int]
) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    before = events.get(store, event_id)
    journal.undo(store)
    assert events.of_article(store, article) == []
    assert record(store, event_id) == {}
    assert store.value("SELECT event_count FROM article") == 0
    journal.redo(store)
    assert events.get(store, event_id) == before
    assert record(store, event_id)["place"] == "Rastan"


def test_an_article_removed_hides_its_records(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    articles.remove(store, [article])
    assert record(store, event_id)["hidden"] == 1
    journal.undo(store)
    assert record(store, event_id)["hidden"] == 0


def test_a_name_changed_changes_the_records(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    with journal.step(store, "actor", "Add an actor") as step:
        row = {"uid": new_uid(), "name": "HTS", "created": now(), "changed": now()}
        entity = step.insert("entity", row)
    events.change_argument(store, events.get(store, event_id).arguments[0].id, entity_id=entity)
    assert record(store, event_id)["actor"] == "HTS"
    with journal.step(store, "actor", "Rename an actor") as step:
        step.update("entity", entity, name="Hayat Tahrir al-Sham")
    assert record(store, event_id)["actor"] == "Hayat Tahrir al-Sham"


def test_a_single_role_is_replaced_and_a_many_role_grows(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    events.fill(store, event_id, ArgumentDraft(book["Place"], "Rastan", 67, 73))
    events.fill(store, event_id, ArgumentDraft(book["Actor"], "The army", 53, 61))
    found = [(each.role, each.start, each.ordinal) for each in events.get(store, event_id).arguments]
    assert found[:3] == [("Actor", 0, 0), ("Actor", 53, 1), ("Place", 67, 0)]


def test_the_same_words_twice_change_nothing(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    assert not events.fill(store, event_id, ArgumentDraft(book["Actor"], "Rebels", 0, 6))


def test_a_span_removed_leaves_its_words_as_evidence(
    store: Store, article: int, book: dict[str, int], label: int
) -> None:
    [span_id] = spans.add(store, article, 7, 13, label).spans
    argument = ArgumentDraft(book["Actor"], "seized", 7, 13, span_id=span_id)
    [event_id] = events.add(store, article, draft(book, trigger_span_id=span_id, arguments=(argument,))).events
    spans.remove(store, [span_id])
    event = events.get(store, event_id)
    assert (event.trigger_span_id, event.start, event.arguments[0].span_id) == (None, 7, None)
    assert not event.arguments[0].free
    journal.undo(store)
    assert events.get(store, event_id).trigger_span_id == span_id


def test_evidence_follows_a_span_whose_end_moves(store: Store, article: int, book: dict[str, int], label: int) -> None:
    [span_id] = spans.add(store, article, 0, 6, label).spans
    argument = ArgumentDraft(book["Actor"], "Rebels", 0, 6, span_id=span_id)
    [event_id] = events.add(store, article, draft(book, arguments=(argument,))).events
    spans.move(store, span_id, 0, 13)
    [found] = events.get(store, event_id).arguments
    assert (found.text, found.end) == ("Rebels seized", 13)


def test_a_duplicate_says_the_same_and_is_another(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    [copy] = events.duplicate(store, event_id).events
    first, second = events.many(store, [event_id, copy])
    assert events.as_draft(first) == events.as_draft(second)
    assert first.uid != second.uid


def test_an_argument_moves_to_another_event(store: Store, article: int, book: dict[str, int]) -> None:
    [first] = events.add(store, article, draft(book)).events
    [second] = events.add(store, article, EventDraft()).events
    events.move_argument(store, events.get(store, first).arguments[1].id, second)
    assert [each.role for each in events.get(store, first).arguments] == ["Actor", "Date", "Fatalities"]
    assert [each.text for each in events.get(store, second).arguments] == ["Rastan"]
    assert record(store, first)["place"] == ""
    assert record(store, second)["place"] == "Rastan"


def test_removing_several_events_is_one_step(store: Store, article: int, book: dict[str, int]) -> None:
    made = [events.add(store, article, draft(book)).events[0] for _ in range(3)]
    events.remove(store, made[:2])
    assert [event.id for event in events.of_article(store, article)] == made[2:]
    journal.undo(store)
    assert [event.id for event in events.of_article(store, article)] == made


def test_only_its_coder_changes_an_event(store: Store, article: int, book: dict[str, int]) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    with Store.open(store.path, coder="somebody else") as other:
        with pytest.raises(UserError, match=r"only .* can change it"):
            events.describe(other, event_id, note="mine")
        events.duplicate(other, event_id)
        assert {event.coder for event in events.of_article(other, article)} == {store.coder_name, "somebody else"}


@pytest.mark.parametrize(
    ("role", "value", "sentence"),
    [
        ("Date", {"start": "2024-12-07", "end": "2024-12-06"}, "ends .* before it starts"),
        ("Date", {"start": "1899-12-31"}, "before 1900"),
        ("Date", {"start": "Friday"}, "is not a date"),
        ("Fatalities", {"low": 5, "best": 3}, "out of order"),
        ("Fatalities", {"best": -1}, "whole numbers"),
        ("Place", {"precision": "somewhere"}, "no precision"),
    ],
)
def test_a_value_that_contradicts_itself_is_refused(
    store: Store, article: int, book: dict[str, int], role: str, value: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        events.add(store, article, EventDraft(arguments=(ArgumentDraft(book[role], "x", value=value),)))
    assert events.of_article(store, article) == []


@pytest.mark.parametrize("ends", [(0, 1000), (5, 5), (-1, 3), (None, 3)])
def test_evidence_outside_the_article_is_refused(store: Store, article: int, ends: tuple[Any, Any]) -> None:
    with pytest.raises(UserError, match="outside the article"):
        events.add(store, article, EventDraft(start=ends[0], end=ends[1]))


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "fill", "clear", "type", "remove", "undo", "redo"]), st.integers(0, 5))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(acts=ACTS)
def test_records_and_counts_are_true_after_any_acts(
    store: Store, article: int, book: dict[str, int], acts: list[tuple[str, int]]
) -> None:
    for act, number in acts:
        _act(store, article, book, act, number)
    kept = store.rows("SELECT event_id, actor, place, status FROM record ORDER BY 1")
    made = [
        (
            event.id,
            "; ".join(each.text for each in event.arguments if each.slot == "actor"),
            next((each.text for each in event.arguments if each.slot == "place"), ""),
            event.status,
        )
        for event in sorted(events.of_article(store, article), key=lambda event: event.id)
    ]
    assert kept == made
    assert store.value("SELECT event_count FROM article WHERE id = ?", (article,)) == len(made)


def _act(store: Store, article: int, book: dict[str, int], act: str, number: int) -> None:
    present = events.of_article(store, article)
    event = present[number % len(present)] if present else None
    if act in ("undo", "redo"):
        (journal.undo if act == "undo" else journal.redo)(store)
    elif act == "add" or event is None:
        events.add(store, article, draft(book))
    elif act == "fill":
        events.fill(store, event.id, ArgumentDraft(book["Actor"], TEXT[number : number + 3], number, number + 3))
    elif act == "clear" and event.arguments:
        events.clear(store, event.arguments[number % len(event.arguments)].id)
    elif act == "type":
        events.set_type(store, event.id, book["Battles"] if number % 2 else None)
    else:
        events.remove(store, [event.id])


def test_what_is_gone_is_said_in_a_sentence_and_nothing_is_written(
    store: Store, article: int, book: dict[str, int]
) -> None:
    [event_id] = events.add(store, article, draft(book)).events
    before = events.get(store, event_id)
    actor = ArgumentDraft(book["Actor"], "Rebels", 0, 6)
    wrongs: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: events.add(store, article, EventDraft(type_id=99)), "event type is gone"),
        (lambda: events.add(store, article, EventDraft(trigger_span_id=99)), "span belongs to another article"),
        (lambda: events.set_type(store, event_id, 99), "event type is gone"),
        (lambda: events.fill(store, event_id, replace(actor, text="x", start=7, entity_id=99)), "outside the article"),
        (lambda: events.fill(store, event_id, ArgumentDraft(book["Actor"], "x", entity_id=99)), "actor is gone"),
        (lambda: events.fill(store, event_id, ArgumentDraft(book["Actor"], "x", place_id=99)), "place is gone"),
        (lambda: events.fill(store, event_id, ArgumentDraft(book["Actor"], "x", span_id=99)), "another article"),
        (lambda: events.fill(store, event_id, ArgumentDraft(99, "x")), "role is gone"),
    )
    for wrong, words in wrongs:
        with pytest.raises(UserError, match=words):
            wrong()
    assert events.of_article(store, article) == [before]


def test_days_are_kept_as_tables_sort_them(store: Store, article: int, book: dict[str, int]) -> None:
    argument = ArgumentDraft(book["Date"], "Friday", value={"start": "20241206", "end": "2024-12-06"})
    events.add(store, article, EventDraft(arguments=(argument,)))
    assert store.value("SELECT date_start FROM record") == "2024-12-06"


def test_a_number_that_is_none_is_refused(store: Store, article: int, book: dict[str, int]) -> None:
    with pytest.raises(UserError, match="neither words nor a number"):
        events.add(store, article, EventDraft(arguments=(ArgumentDraft(book["Actor"], "x", value={"x": math.nan}),)))


def test_the_same_words_moved_to_an_event_that_has_them_stand_there_once(
    store: Store, article: int, book: dict[str, int]
) -> None:
    [first] = events.add(store, article, draft(book)).events
    [second] = events.add(store, article, draft(book)).events
    moved = next(argument for argument in events.get(store, first).arguments if argument.role == "Actor")
    events.move_argument(store, moved.id, second)
    assert [argument.text for argument in events.get(store, second).arguments].count(moved.text) == 1
