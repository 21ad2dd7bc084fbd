"""All SQL on events and their arguments. Every write is one journal step; a coder changes only their own events."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, Literal

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import now
from corpus.wording import short
from labels import event_rows
from labels.event import Argument, ArgumentDraft, Event, EventDraft, EventStatus
from labels.event_reading import counts as counts
from labels.event_reading import get as get
from labels.event_reading import many as many
from labels.event_reading import of_article as of_article
from labels.event_reading import type_path as type_path
from labels.event_rows import argument_draft as argument_draft
from labels.event_rows import delete as delete
from labels.event_rows import insert as insert
from labels.event_value import as_kept

Keep = Literal["keep"]
KEEP: Keep = "keep"


def add(store: Store, article_id: int, draft: EventDraft) -> Changes:
    """Write an event; `Changes.events` has its id.

    Raises:
        UserError: its evidence lies outside the text, a value contradicts itself, or the project cannot be written.
    """
    with journal.step(store, "event", f"Add event{_of(draft_words(store, draft))}", article_id=article_id) as step:
        insert(step, article_id, draft)
        if articles.status(store, article_id) == "new":
            articles.put_status(step, article_id, "in progress")
        return step.changes


def set_type(store: Store, event_id: int, type_id: int | None) -> Changes:
    """Say of what type an event is; None leaves it open."""
    event = own(store, event_id)
    event_rows.check_there(store, "event_type", type_id)
    name = type_path(store, type_id) if type_id else "no type"
    return _update(store, event, f"Event type {name}", event_type_id=type_id)


def set_trigger(store: Store, event_id: int, span_id: int | None) -> Changes:
    """Give an event its trigger span, of the same article, or take it away."""
    event = own(store, event_id)
    values: dict[str, Any] = {"trigger_span_id": span_id}
    if ends := event_rows.check_span(store, event.article_id, span_id):
        values |= {"start": ends[0], "end": ends[1]}
    return _update(store, event, f"Trigger of {_name(event)}", **values)


def describe(
    store: Store,
    event_id: int,
    *,
    status: EventStatus | None = None,
    historical: bool | None = None,
    certainty: str | None = None,
    note: str | None = None,
) -> Changes:
    """Set status, historical flag, certainty or note of an event; None leaves it."""
    event = own(store, event_id)
    given: dict[str, Any] = {
        "status": None if status is None else event_rows.check_status(status),
        "historical": None if historical is None else int(historical),
        "certainty": None if certainty is None else clean_text(certainty).strip(),
        "note": None if note is None else clean_text(note).strip(),
    }
    values = {name: value for name, value in given.items() if value is not None}
    words = ", ".join(name for name in values) or "nothing"
    return _update(store, event, f"Set {words} of {_name(event)}", **values)


def fill(store: Store, event_id: int, draft: ArgumentDraft) -> Changes:
    """Fill a role as one step, as `event_rows.put` does; empty `Changes` when these very words fill it already."""
    event = own(store, event_id)
    name = store.value("SELECT name FROM role WHERE id = ?", (draft.role_id,)) or "Role"
    with _step(store, event, f"{name} of {_name(event)}: “{short(draft.text)}”") as step:
        event_rows.put(step, event, draft)
        return step.changes


def change_argument(
    store: Store,
    argument_id: int,
    *,
    text: str | None = None,
    value: dict[str, Any] | None = None,
    entity_id: int | Keep | None = KEEP,
    place_id: int | Keep | None = KEEP,
) -> Changes:
    """Change what an argument says or is linked to; None and `KEEP` leave a part as it is."""
    event, argument = _argument_own(store, argument_id)
    values: dict[str, Any] = {}
    if text is not None:
        values["text"] = clean_text(text).strip()
    if value is not None:
        values["value"] = as_kept(argument.kind, value)
    for table, column, linked in (("entity", "entity_id", entity_id), ("place", "place_id", place_id)):
        if linked != KEEP:
            event_rows.check_there(store, table, linked)
            values[column] = linked
    with _step(store, event, f"Change {argument.role} of {_name(event)}") as step:
        step.update("argument", argument_id, **values)
        if step.changes:
            step.update("event", event.id, changed=now())
        return step.changes


def clear(store: Store, argument_id: int) -> Changes:
    """Empty one filled role."""
    event, argument = _argument_own(store, argument_id)
    with _step(store, event, f"Clear {argument.role} of {_name(event)}") as step:
        step.delete("argument", argument_id)
        step.update("event", event.id, changed=now())
        return step.changes


def move_argument(store: Store, argument_id: int, event_id: int) -> Changes:
    """Move a filled role to another event of the article; the same words, or a single role, there are replaced."""
    event, argument = _argument_own(store, argument_id)
    other = own(store, event_id)
    if other.article_id != event.article_id:
        raise UserError("The other event belongs to another article; nothing was moved.")
    if other.id == event.id:
        return Changes()
    many_ = bool(store.value("SELECT many FROM role WHERE id = ?", (argument.role_id,)))
    there = [each for each in other.arguments if each.role_id == argument.role_id]
    going = [each for each in there if not many_ or event_rows.same(each, argument_draft(argument))]
    with _step(store, event, f"Move {argument.role} to {_name(other)}") as step:
        for replaced in going:
            step.delete("argument", replaced.id)
        ordinal = event_rows.next_ordinal(there, going)
        step.update("argument", argument_id, event_id=other.id, ordinal=ordinal)
        step.update("event", event.id, changed=now())
        step.update("event", other.id, changed=now())
        return step.changes


def duplicate(store: Store, event_id: int) -> Changes:
    """Make another event with the same type and arguments, to be changed where it differs; `Changes.events` has it."""
    event = get(store, event_id)
    with _step(store, event, f"Duplicate {_name(event)}") as step:
        insert(step, event.article_id, as_draft(event))
        return step.changes


def remove(store: Store, event_ids: Iterable[int]) -> Changes:
    """Remove events as one undoable step; their spans stay."""
    found = [own(store, event_id) for event_id in dict.fromkeys(event_ids)]
    if not found:
        return Changes()
    summary = f"Remove {_name(found[0])}" if len(found) == 1 else f"Remove {len(found)} events"
    with _step(store, found[0], summary) as step:
        for event in found:
            delete(step, event.id)
        return step.changes


def as_draft(event: Event) -> EventDraft:
    """Return a draft that says what the event says."""
    return EventDraft(
        type_id=event.type_id, trigger_span_id=event.trigger_span_id, start=event.start, end=event.end,
        arguments=tuple(argument_draft(argument) for argument in event.arguments), status=event.status,
        historical=event.historical, certainty=event.certainty, note=event.note,
    )  # fmt: skip


def draft_words(store: Store, draft: EventDraft) -> str:
    """Return what a draft is called: its trigger's words, else its type."""
    surface = store.value("SELECT surface FROM span WHERE id = ?", (draft.trigger_span_id,))
    return short(str(surface)) if surface else type_path(store, draft.type_id)


def _update(store: Store, event: Event, summary: str, **values: Any) -> Changes:
    with _step(store, event, summary) as step:
        step.update("event", event.id, **values)
        if step.changes:
            step.update("event", event.id, changed=now())
        return step.changes


def _step(store: Store, event: Event, summary: str) -> AbstractContextManager[journal.Step]:
    return journal.step(store, "event", summary, article_id=event.article_id)


def own(store: Store, event_id: int) -> Event:
    """Return one of the present coder's events.

    Raises:
        UserError: it is gone, or another coder's.
    """
    event = get(store, event_id)
    if event.coder_id != store.coder_id:
        raise UserError(f"That event was coded by {event.coder}; only {event.coder} can change it.")
    return event


def _argument_own(store: Store, argument_id: int) -> tuple[Event, Argument]:
    event_id = store.value("SELECT event_id FROM argument WHERE id = ?", (argument_id,))
    if event_id is None:
        raise UserError("That part of the event is gone; somebody has removed it.")
    event = own(store, int(event_id))
    return event, next(argument for argument in event.arguments if argument.id == argument_id)


def _role(store: Store, role_id: int) -> tuple[str, bool]:
    row = store.row("SELECT name, many FROM role WHERE id = ?", (role_id,))
    if row is None:
        raise UserError("That role is gone from the codebook; choose another.")
    return str(row[0]), bool(row[1])


def _name(event: Event) -> str:
    words = event.trigger or event.type
    return f"event “{short(words)}”" if words else "the event"


def _of(words: str) -> str:
    return f" “{words}”" if words else ""
