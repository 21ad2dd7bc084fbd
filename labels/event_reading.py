"""Reading events with their arguments; `labels.events` writes them and offers these functions too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from corpus.derived import read_value
from corpus.errors import UserError
from corpus.store import Store
from labels.event import Argument, Event
from labels.event_type import SEPARATOR

_EVENT = (
    "event.id, event.uid, event.article_id, event_type_id, event.coder_id, coder.name, trigger_span_id, "
    "coalesce(span.surface, ''), event.start, event.\"end\", status, historical, event.certainty, event.note, "
    "event.origin, event.created, event.changed, canonical_id"
)
_EVENT_FROM = (
    "FROM event JOIN coder ON coder.id = event.coder_id LEFT JOIN span ON span.id = trigger_span_id "
    "LEFT JOIN report_link ON report_link.event_id = event.id"
)
_ARGUMENT = (
    "argument.id, argument.uid, argument.event_id, role_id, role.name, role.kind, role.slot, ordinal, span_id, start, "
    "\"end\", text, value, entity_id, coalesce(entity.name, ''), place_id, coalesce(place.name, '')"
)
_ARGUMENT_FROM = (
    "FROM argument JOIN role ON role.id = role_id LEFT JOIN entity ON entity.id = entity_id "
    "LEFT JOIN place ON place.id = place_id"
)
_AT_ONCE = 500  # ids in one query


def of_article(store: Store, article_id: int, *, coder_id: int | None = None) -> list[Event]:
    """Return an article's events in the order of the words they rest on, then of making; of all coders or of one."""
    where = "event.article_id = ?" + ("" if coder_id is None else " AND event.coder_id = ?")
    params = (article_id,) if coder_id is None else (article_id, coder_id)
    rows = store.rows(
        f"SELECT {_EVENT} {_EVENT_FROM} WHERE {where} ORDER BY coalesce(span.start, event.start, 1 << 40), event.id",
        params,
    )
    return _whole(store, rows)


def get(store: Store, event_id: int) -> Event:
    """Return one event.

    Raises:
        UserError: it is gone.
    """
    found = many(store, [event_id])
    if not found:
        raise UserError("That event is gone; somebody has removed it.")
    return found[0]


def many(store: Store, event_ids: Sequence[int]) -> list[Event]:
    """Return these events in the order given; those that are gone are left out."""
    found: dict[int, Event] = {}
    for at in range(0, len(event_ids), _AT_ONCE):
        ids = list(event_ids[at : at + _AT_ONCE])
        marks = ", ".join("?" * len(ids))
        rows = store.rows(f"SELECT {_EVENT} {_EVENT_FROM} WHERE event.id IN ({marks})", ids)
        found |= {event.id: event for event in _whole(store, rows)}
    return [found[event_id] for event_id in event_ids if event_id in found]


def counts(store: Store) -> dict[int | None, int]:
    """Return the number of events of each type (None: no type yet) in articles that are not removed."""
    return dict(store.rows("SELECT event_type_id, count(*) FROM record WHERE hidden = 0 GROUP BY event_type_id"))


def type_path(store: Store, type_id: int | None) -> str:
    """Return a type's path ("Battles / Armed clash"), "" for none."""
    return _paths(store).get(type_id, "")


def _whole(store: Store, rows: list[tuple[Any, ...]]) -> list[Event]:
    paths = _paths(store)
    arguments = _arguments(store, [row[0] for row in rows])
    found = []
    for row in rows:
        values = [*row[:4], paths.get(row[3], ""), *row[4:], tuple(arguments[row[0]])]
        values[12] = bool(values[12])
        found.append(Event(*values))
    return found


def _arguments(store: Store, event_ids: list[int]) -> dict[int, list[Argument]]:
    found: dict[int, list[Argument]] = defaultdict(list)
    for at in range(0, len(event_ids), _AT_ONCE):
        ids = event_ids[at : at + _AT_ONCE]
        rows = store.rows(
            f"SELECT {_ARGUMENT} {_ARGUMENT_FROM} WHERE argument.event_id IN ({', '.join('?' * len(ids))}) "
            "ORDER BY role.position, role_id, ordinal, argument.id",
            ids,
        )
        for row in rows:
            values = list(row)
            values[12] = read_value(values[12])
            found[row[2]].append(Argument(*values))
    return found


def _paths(store: Store) -> dict[int | None, str]:
    """Return the path of every type; a damaged file's cycle ends where it began."""
    rows = {row[0]: (row[1], str(row[2])) for row in store.rows("SELECT id, parent_id, name FROM event_type")}
    found: dict[int | None, str] = {}
    for type_id in rows:
        names: list[str] = []
        at, seen = type_id, set[int]()
        while at in rows and at not in seen:
            seen.add(at)
            names.insert(0, rows[at][1])
            at = rows[at][0]
        found[type_id] = SEPARATOR.join(names)
    return found
