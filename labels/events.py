"""All SQL on events and their arguments. Every write is one journal step; a coder changes only their own events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, Literal, cast

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from labels.event import EVENT_STATUSES, Argument, ArgumentDraft, Event, EventDraft, EventStatus
from labels.event_reading import counts as counts
from labels.event_reading import get as get
from labels.event_reading import many as many
from labels.event_reading import of_article as of_article
from labels.event_reading import type_path as type_path
from labels.event_value import check_value, dump_value

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


def insert(
    step: journal.Step,
    article_id: int,
    draft: EventDraft,
    *,
    coder_id: int | None = None,
    uid: str = "",
    created: str = "",
    changed: str = "",
) -> int:
    """Write an event inside a step that is open already and return its id."""
    at = now()
    length = _length(step.store, article_id)
    _check_range(draft.start, draft.end, length)
    event_id = step.insert(
        "event",
        {
            "uid": uid or new_uid(), "article_id": article_id, "event_type_id": draft.type_id,
            "coder_id": coder_id or step.coder_id, "trigger_span_id": draft.trigger_span_id,
            "start": draft.start, "end": draft.end, "status": _check_status(draft.status),
            "historical": int(draft.historical), "certainty": clean_text(draft.certainty).strip(),
            "note": clean_text(draft.note).strip(), "origin": draft.origin, "created": created or at,
            "changed": changed or at,
        },
    )  # fmt: skip
    ordinals: dict[int, int] = defaultdict(int)
    for argument in draft.arguments:
        _insert_argument(step, event_id, argument, ordinals[argument.role_id], length)
        ordinals[argument.role_id] += 1
    return event_id


def set_type(store: Store, event_id: int, type_id: int | None) -> Changes:
    """Say of what type an event is; None leaves it open."""
    event = _own(store, event_id)
    name = type_path(store, type_id) if type_id else "no type"
    return _update(store, event, f"Event type {name}", event_type_id=type_id)


def set_trigger(store: Store, event_id: int, span_id: int | None) -> Changes:
    """Give an event its trigger span, of the same article, or take it away."""
    event = _own(store, event_id)
    values: dict[str, Any] = {"trigger_span_id": span_id}
    if span_id is not None:
        row = store.row('SELECT article_id, start, "end" FROM span WHERE id = ?', (span_id,))
        if row is None or row[0] != event.article_id:
            raise UserError("That span belongs to another article, or is gone; the trigger was left as it was.")
        values |= {"start": row[1], "end": row[2]}
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
    event = _own(store, event_id)
    given: dict[str, Any] = {
        "status": None if status is None else _check_status(status),
        "historical": None if historical is None else int(historical),
        "certainty": None if certainty is None else clean_text(certainty).strip(),
        "note": None if note is None else clean_text(note).strip(),
    }
    values = {name: value for name, value in given.items() if value is not None}
    words = ", ".join(name for name in values) or "nothing"
    return _update(store, event, f"Set {words} of {_name(event)}", **values)


def fill(store: Store, event_id: int, draft: ArgumentDraft) -> Changes:
    """Fill a role: one more where the role takes several, else in place of what is there.

    Empty `Changes` when these very words fill the role already.
    """
    event = _own(store, event_id)
    name, many_ = _role(store, draft.role_id)
    there = [argument for argument in event.arguments if argument.role_id == draft.role_id]
    if any(_same(argument, draft) for argument in there):
        return Changes()
    with _step(store, event, f"{name} of {_name(event)}: “{_short(draft.text)}”") as step:
        if there and not many_:
            for argument in there:
                step.delete("argument", argument.id)
            there = []
        ordinal = max((argument.ordinal for argument in there), default=-1) + 1
        _insert_argument(step, event_id, draft, ordinal, _length(store, event.article_id))
        step.update("event", event_id, changed=now())
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
        check_value(argument.kind, value)
        values["value"] = dump_value(value)
    values |= {} if entity_id == KEEP else {"entity_id": entity_id}
    values |= {} if place_id == KEEP else {"place_id": place_id}
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
    """Move a filled role to another event of the article; a single role there is replaced."""
    event, argument = _argument_own(store, argument_id)
    other = _own(store, event_id)
    if other.article_id != event.article_id:
        raise UserError("The other event belongs to another article; nothing was moved.")
    if other.id == event.id:
        return Changes()
    _, many_ = _role(store, argument.role_id)
    there = [each for each in other.arguments if each.role_id == argument.role_id]
    with _step(store, event, f"Move {argument.role} to {_name(other)}") as step:
        for replaced in there if not many_ else ():
            step.delete("argument", replaced.id)
        ordinal = max((each.ordinal for each in there), default=-1) + 1 if many_ else 0
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
    found = [_own(store, event_id) for event_id in dict.fromkeys(event_ids)]
    if not found:
        return Changes()
    summary = f"Remove {_name(found[0])}" if len(found) == 1 else f"Remove {len(found)} events"
    with _step(store, found[0], summary) as step:
        for event in found:
            delete(step, event.id)
        return step.changes


def delete(step: journal.Step, event_id: int) -> None:
    """Remove an event and all that hangs on it, inside a step that is open already."""
    for table in ("argument", "report_link"):
        for (row_id,) in step.store.rows(f"SELECT id FROM {table} WHERE event_id = ?", (event_id,)):
            step.delete(table, row_id)
    step.delete("event", event_id)


def as_draft(event: Event) -> EventDraft:
    """Return a draft that says what the event says."""
    return EventDraft(
        type_id=event.type_id, trigger_span_id=event.trigger_span_id, start=event.start, end=event.end,
        arguments=tuple(argument_draft(argument) for argument in event.arguments), status=event.status,
        historical=event.historical, certainty=event.certainty, note=event.note,
    )  # fmt: skip


def argument_draft(argument: Argument) -> ArgumentDraft:
    """Return a draft that says what the argument says."""
    return ArgumentDraft(
        role_id=argument.role_id, text=argument.text, start=argument.start, end=argument.end,
        span_id=argument.span_id, value=argument.value, entity_id=argument.entity_id, place_id=argument.place_id,
    )  # fmt: skip


def draft_words(store: Store, draft: EventDraft) -> str:
    """Return what a draft is called: its trigger's words, else its type."""
    surface = store.value("SELECT surface FROM span WHERE id = ?", (draft.trigger_span_id,))
    return _short(str(surface)) if surface else type_path(store, draft.type_id)


def _insert_argument(step: journal.Step, event_id: int, draft: ArgumentDraft, ordinal: int, length: int) -> None:
    _check_range(draft.start, draft.end, length)
    kind = step.store.value("SELECT kind FROM role WHERE id = ?", (draft.role_id,))
    if kind is None:
        raise UserError("That role is gone from the codebook; choose another.")
    check_value(kind, draft.value)
    step.insert(
        "argument",
        {
            "uid": new_uid(), "event_id": event_id, "role_id": draft.role_id, "ordinal": ordinal,
            "span_id": draft.span_id, "start": draft.start, "end": draft.end, "text": clean_text(draft.text),
            "value": dump_value(draft.value), "entity_id": draft.entity_id, "place_id": draft.place_id,
        },
    )  # fmt: skip


def _update(store: Store, event: Event, summary: str, **values: Any) -> Changes:
    with _step(store, event, summary) as step:
        step.update("event", event.id, **values)
        if step.changes:
            step.update("event", event.id, changed=now())
        return step.changes


def _step(store: Store, event: Event, summary: str) -> AbstractContextManager[journal.Step]:
    return journal.step(store, "event", summary, article_id=event.article_id)


def _own(store: Store, event_id: int) -> Event:
    event = get(store, event_id)
    if event.coder_id != store.coder_id:
        raise UserError(f"That event was coded by {event.coder}; only {event.coder} can change it.")
    return event


def _argument_own(store: Store, argument_id: int) -> tuple[Event, Argument]:
    event_id = store.value("SELECT event_id FROM argument WHERE id = ?", (argument_id,))
    if event_id is None:
        raise UserError("That part of the event is gone; somebody has removed it.")
    event = _own(store, int(event_id))
    return event, next(argument for argument in event.arguments if argument.id == argument_id)


def _role(store: Store, role_id: int) -> tuple[str, bool]:
    row = store.row("SELECT name, many FROM role WHERE id = ?", (role_id,))
    if row is None:
        raise UserError("That role is gone from the codebook; choose another.")
    return str(row[0]), bool(row[1])


def _same(argument: Argument, draft: ArgumentDraft) -> bool:
    if draft.start is None:
        return argument.start is None and argument.text == draft.text and argument.value == draft.value
    return (argument.start, argument.end) == (draft.start, draft.end)


def _length(store: Store, article_id: int) -> int:
    found = store.value("SELECT length FROM article WHERE id = ? AND removed = 0", (article_id,))
    if found is None:
        raise UserError(f"There is no article {article_id} in {store.path}.")
    return int(found)


def _check_range(start: int | None, end: int | None, length: int) -> None:
    if (start is None) != (end is None) or (start is not None and not 0 <= start < cast("int", end) <= length):
        raise UserError(f"The evidence {start} to {end} lies outside the article; nothing was written.")


def _check_status(status: str) -> str:
    if status not in EVENT_STATUSES:
        raise UserError(f"{status} is not an event's status; use one of {', '.join(EVENT_STATUSES)}.")
    return status


def _name(event: Event) -> str:
    words = event.trigger or event.type
    return f"event “{_short(words)}”" if words else "the event"


def _of(words: str) -> str:
    return f" “{words}”" if words else ""


def _short(surface: str) -> str:
    plain = " ".join(surface.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
