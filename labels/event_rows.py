"""Rows of events and arguments, written inside a step that is open already, and what they may not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import cast

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from labels import canonical_links
from labels.draft_status import is_historical
from labels.event import EVENT_STATUSES, Argument, ArgumentDraft, Event, EventDraft
from labels.event_value import as_kept, check_value

GUESSED = "from"  # in a value: a draft found its words outside the event's own sentence, and said where
Settle = Callable[[journal.Step, ArgumentDraft], ArgumentDraft]
_GONE = {"label": "label", "event_type": "event type", "entity": "actor", "place": "place"}


def as_it_is(step: journal.Step, draft: ArgumentDraft) -> ArgumentDraft:
    """Settle nothing."""
    return draft


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
    """Write an event and return its id.

    Raises:
        UserError: its evidence lies outside the text, a value contradicts itself, or what it names is gone.
    """
    at, length = now(), length_of(step.store, article_id)
    check_range(draft.start, draft.end, length)
    check_there(step.store, "event_type", draft.type_id)
    check_span(step.store, article_id, draft.trigger_span_id)
    event_id = step.insert(
        "event",
        {
            "uid": uid or new_uid(), "article_id": article_id, "event_type_id": draft.type_id,
            "coder_id": coder_id or step.coder_id, "trigger_span_id": draft.trigger_span_id,
            "start": draft.start, "end": draft.end, "status": check_status(draft.status),
            "historical": int(draft.historical), "certainty": clean_text(draft.certainty).strip(),
            "note": clean_text(draft.note).strip(), "origin": draft.origin, "created": created or at,
            "changed": changed or at,
        },
    )  # fmt: skip
    ordinals: dict[int, int] = defaultdict(int)
    for argument in draft.arguments:
        _insert_argument(step, event_id, article_id, argument, ordinals[argument.role_id])
        ordinals[argument.role_id] += 1
    return event_id


def put(step: journal.Step, event: Event, draft: ArgumentDraft, *, settle: Settle = as_it_is) -> None:
    """Fill a role: one more where the role takes several, else in place of what is there.

    What a draft only guessed from another sentence gives way in either case, and a date long before the article marks
    the event as historical. Nothing is written when these very words fill the role already.

    Raises:
        UserError: as in `insert`, or the role is gone.
    """
    kind, many = _role(step.store, draft.role_id)
    there = [argument for argument in event.arguments if argument.role_id == draft.role_id]
    if any(same(argument, draft) and not argument.value.get(GUESSED) for argument in there):
        return
    check_value(kind, draft.value)  # before anything is settled: a place is not taken over for a value that is none
    going = [argument for argument in there if not many or argument.value.get(GUESSED)]
    for argument in going:
        step.delete("argument", argument.id)
    settled = settle(step, draft)
    _insert_argument(step, event.id, event.article_id, settled, next_ordinal(there, going))
    past = kind == "date" and _is_past(step.store, event.article_id, settled)
    step.update("event", event.id, changed=now(), **({"historical": 1} if past else {}))


def delete(step: journal.Step, event_id: int) -> None:
    """Remove an event and all that hangs on it."""
    for (row_id,) in step.store.rows("SELECT id FROM argument WHERE event_id = ?", (event_id,)):
        step.delete("argument", row_id)
    canonical_links.unlink(step, event_id)
    step.delete("event", event_id)


def _insert_argument(step: journal.Step, event_id: int, article_id: int, draft: ArgumentDraft, ordinal: int) -> None:
    store = step.store
    check_range(draft.start, draft.end, length_of(store, article_id))
    kind, _ = _role(store, draft.role_id)
    check_span(store, article_id, draft.span_id)
    check_there(store, "entity", draft.entity_id)
    check_there(store, "place", draft.place_id)
    step.insert(
        "argument",
        {
            "uid": new_uid(), "event_id": event_id, "role_id": draft.role_id, "ordinal": ordinal,
            "span_id": draft.span_id, "start": draft.start, "end": draft.end, "text": clean_text(draft.text),
            "value": as_kept(kind, draft.value), "entity_id": draft.entity_id, "place_id": draft.place_id,
        },
    )  # fmt: skip


def same(argument: Argument, draft: ArgumentDraft) -> bool:
    """Whether a filled role rests on the very words of a draft, or says the same where no words prove it."""
    if draft.start is None:
        return argument.start is None and (argument.text, argument.value) == (draft.text, draft.value)
    return (argument.start, argument.end) == (draft.start, draft.end)


def argument_draft(argument: Argument) -> ArgumentDraft:
    """Return a draft that says what the argument says."""
    return ArgumentDraft(
        role_id=argument.role_id, text=argument.text, start=argument.start, end=argument.end,
        span_id=argument.span_id, value=argument.value, entity_id=argument.entity_id, place_id=argument.place_id,
    )  # fmt: skip


def next_ordinal(there: list[Argument], going: list[Argument]) -> int:
    """Return the number of what comes after those of a role that stay."""
    gone = {argument.id for argument in going}
    return 1 + max((argument.ordinal for argument in there if argument.id not in gone), default=-1)


def _is_past(store: Store, article_id: int, draft: ArgumentDraft) -> bool:
    """Say whether a date is so long before its article that the event is history, as a draft would have it."""
    published = store.value("SELECT published FROM article WHERE id = ?", (article_id,))
    return "precision" in draft.value and is_historical(draft.value, str(published or ""))


def _role(store: Store, role_id: int) -> tuple[str, bool]:
    row = store.row("SELECT kind, many FROM role WHERE id = ?", (role_id,))
    if row is None:
        raise UserError("That role is gone from the codebook; choose another.")
    return str(row[0]), bool(row[1])


# What they may not say


def length_of(store: Store, article_id: int) -> int:
    """Return the length of an article's text in code points.

    Raises:
        UserError: the article was removed, or there is none.
    """
    found = store.value("SELECT length FROM article WHERE id = ? AND removed = 0", (article_id,))
    if found is None:
        raise UserError(f"There is no article {article_id} in {store.path}.")
    return int(found)


def check_range(start: int | None, end: int | None, length: int) -> None:
    """Refuse evidence (code points, half-open) that lies outside the text; two None are none, and fine."""
    if (start is None) != (end is None) or (start is not None and not 0 <= start < cast("int", end) <= length):
        raise UserError(f"The evidence {start} to {end} lies outside the article; nothing was written.")


def check_status(status: str) -> str:
    """Return a status; one that is none is refused."""
    if status not in EVENT_STATUSES:
        raise UserError(f"{status} is not an event's status; use one of {', '.join(EVENT_STATUSES)}.")
    return status


def check_there(store: Store, table: str, row_id: int | None) -> None:
    """Refuse a label, event type, actor or place (by its table) that somebody has taken away since it was offered."""
    if row_id is not None and not store.value(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)):
        raise UserError(f"That {_GONE[table]} is gone; choose another.")


def check_span(store: Store, article_id: int, span_id: int | None) -> tuple[int, int] | None:
    """Return the ends of a span that is to prove something, None for no span; it must be one of the article's."""
    if span_id is None:
        return None
    row = store.row('SELECT article_id, start, "end" FROM span WHERE id = ?', (span_id,))
    if row is None or row[0] != article_id:
        raise UserError("That span belongs to another article, or is gone; nothing was written.")
    return int(row[1]), int(row[2])
