"""What an edited cell writes, by its column: core calls that take the event's id and what was typed or chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.changes import Changes
from corpus.store import Store
from labels import events, record_edits


def _set_status(store: Store, event_id: int, status: Any) -> Changes:
    return events.describe(store, event_id, status=status)


def _set_note(store: Store, event_id: int, note: str) -> Changes:
    return events.describe(store, event_id, note=note)


def _set_type(store: Store, event_id: int, type_id: int) -> Changes:
    return events.set_type(store, event_id, type_id or None)


FUNCTIONS: dict[str, Callable[[Store, int, Any], Changes]] = {
    "status": _set_status,
    "note": _set_note,
    "type": _set_type,
    "date": record_edits.set_date,
    "fatalities": record_edits.set_fatalities,
}
