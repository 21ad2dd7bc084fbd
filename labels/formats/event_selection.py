"""Which events an export takes; all SQL on events that exporters need. What is read is read in portions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from math import isfinite
from typing import Any

from corpus.derived import read_value
from corpus.store import Store
from labels.event_type import SEPARATOR
from labels.formats.event_record import ActorOut, ArgumentOut, EventOut, PlaceOut
from labels.formats.selection import Item

_EVENTS = """
SELECT event.id, event.uid, event.article_id, event_type_id, coder.name, span.uid,
  coalesce(span.surface, substr(article_text.text, event.start + 1, event."end" - event.start)), event.start,
  event."end", status, historical, event.certainty, event.note, event.origin, event.created, event.changed,
  canonical_event.id, canonical_event.uid, label.name
FROM event JOIN coder ON coder.id = event.coder_id LEFT JOIN span ON span.id = trigger_span_id
LEFT JOIN label ON label.id = span.label_id
LEFT JOIN article_text ON article_text.article_id = event.article_id AND span.id IS NULL AND event.start IS NOT NULL
LEFT JOIN report_link ON report_link.event_id = event.id
LEFT JOIN canonical_event ON canonical_event.id = report_link.canonical_id
"""
_ARGUMENTS = """
SELECT argument.event_id, argument.uid, role.name, role.kind, role.slot, argument.text, argument.value, argument.start,
  argument."end", span.uid, entity.id, entity.uid, entity.name, entity.type, entity.side, entity.country,
  entity.valid_from, entity.valid_to, place.uid, place.name, place.kind, place.country, place.admin1, place.admin2,
  place.latitude, place.longitude, place.population, place.geonameid, place.origin, role.many, label.name
FROM argument JOIN role ON role.id = role_id LEFT JOIN span ON span.id = argument.span_id
LEFT JOIN label ON label.id = span.label_id
LEFT JOIN entity ON entity.id = entity_id LEFT JOIN place ON place.id = place_id
WHERE argument.event_id IN ({}) ORDER BY role.position, role.id, ordinal, argument.id
"""

_ENDLESS = re.compile(r"NaN|Infinity|[eE]\+?\d{3}")  # what may be a number without end to Python
_EVENT_MARKS = """
SELECT article_id, event.coder_id, group_concat(quote(event.uid) || quote(event_type_id) || quote(trigger_span_id) ||
  quote(event.start) || quote(event."end") || status || historical || quote(event.certainty) || quote(event.note))
FROM event GROUP BY article_id, event.coder_id
"""
_ARGUMENT_MARKS = """
SELECT article_id, event.coder_id, group_concat(quote(argument.event_id) || quote(role.name) ||
  role.kind || quote(role.slot) || quote(ordinal) ||
  quote(argument.span_id) || quote(argument.start) || quote(argument."end") || quote(argument.text) || quote(value) ||
  quote(entity.name) || quote(entity.changed) || quote(place.name) || quote(place.changed))
FROM argument JOIN event ON event.id = event_id JOIN role ON role.id = role_id
LEFT JOIN entity ON entity.id = entity_id LEFT JOIN place ON place.id = place_id GROUP BY article_id, event.coder_id
"""


class EventReader:
    """Reads events with all that belongs to them, a batch of articles at a time.

    Types and actors' codes are read once: they are few, and an export sees one state of the project.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._types = type_paths(store)
        self._codes: dict[int, list[str]] = defaultdict(list)
        for entity_id, code in store.rows("SELECT entity_id, code FROM entity_code ORDER BY id"):
            self._codes[entity_id].append(code)

    def read(self, batch: Sequence[Item], *, everyone: bool = False) -> dict[int, list[EventOut]]:
        """Return the events of each article, by its id, in reading order; those without a place in the text last.

        Args:
            everyone: the events of all coders, not only of the one whose coding of the article goes out.
        """
        items = {item.id: item for item in batch}
        marks = ",".join("?" * len(batch))
        rows = self._store.rows(
            f"{_EVENTS} WHERE event.article_id IN ({marks}) "
            "ORDER BY event.article_id, event.start IS NULL, event.start, event.id",
            list(items),
        )
        if not everyone:
            mine = {item.id: item.coder_id for item in batch}
            whose = dict(self._store.rows(f"SELECT id, coder_id FROM event WHERE article_id IN ({marks})", list(items)))
            rows = [row for row in rows if whose[row[0]] == mine[row[2]]]
        arguments = self._arguments([row[0] for row in rows])
        found: dict[int, list[EventOut]] = {item.id: [] for item in batch}
        for row in rows:
            found[row[2]].append(self._event(row, items[row[2]], arguments.get(row[0], ())))
        return found

    def _event(self, row: tuple[Any, ...], item: Item, arguments: Sequence[ArgumentOut]) -> EventOut:
        number, uid, _, type_id, coder, trigger, words, start, end, status, historical, *rest = row
        path, code = self._types.get(type_id, ("", ""))
        certainty, note, origin, created, changed, canonical_id, canonical, label = rest
        return EventOut(
            id=number, uid=uid, article=item, type_id=type_id, type=path, code=code, coder=coder,
            trigger=trigger or "", words=words or "", start=start, end=end, status=status,
            historical=bool(historical), certainty=certainty, note=note, origin=origin, created=created,
            changed=changed, canonical_id=canonical_id, canonical=canonical or "", arguments=tuple(arguments),
            label=label or "",
        )  # fmt: skip

    def _arguments(self, event_ids: Sequence[int]) -> dict[int, list[ArgumentOut]]:
        found: dict[int, list[ArgumentOut]] = defaultdict(list)
        for at in range(0, len(event_ids), 500):
            some = event_ids[at : at + 500]
            for row in self._store.rows(_ARGUMENTS.format(",".join("?" * len(some))), some):
                found[row[0]].append(self._argument(row))
        return found

    def _argument(self, row: tuple[Any, ...]) -> ArgumentOut:
        _, uid, role, kind, slot, text, value, start, end, span, entity_id, *rest = row
        actor = ActorOut(*[*rest[:7], tuple(self._codes.get(entity_id, ()))]) if entity_id is not None else None
        place = PlaceOut(*rest[7:-2]) if rest[7] is not None else None
        return ArgumentOut(
            uid=uid, role=role, kind=kind, slot=slot, text=text, value=_value(value), start=start, end=end,
            span=span or "", actor=actor, place=place, many=bool(rest[-2]), label=rest[-1] or "",
        )  # fmt: skip


def type_paths(store: Store) -> dict[int | None, tuple[str, str]]:
    """Return path and code of every event type by its id, retired ones too."""
    rows = {row[0]: row[1:] for row in store.rows("SELECT id, parent_id, name, code FROM event_type")}
    return {number: (_path(rows, number), row[2]) for number, row in rows.items()}


def roles_used(store: Store) -> list[tuple[str, str, str]]:
    """Return name, kind and slot of the roles that are in use or offered, in the codebook's order."""
    return [
        (row[0], row[1], row[2])
        for row in store.rows(
            "SELECT name, kind, slot FROM role WHERE retired = 0 OR EXISTS "
            "(SELECT 1 FROM argument WHERE role_id = role.id) ORDER BY position, id"
        )
    ]


def count_by_article(store: Store, chosen: Sequence[Item]) -> tuple[int, int]:
    """Return how many events these articles have of the coder whose coding goes out, and of others."""
    whose = {item.id: item.coder_id for item in chosen}
    mine = others = 0
    for article_id, coder_id, count in store.rows(
        "SELECT article_id, coder_id, count(*) FROM event GROUP BY article_id, coder_id"
    ):
        if article_id in whose:
            mine, others = (mine + count, others) if whose[article_id] == coder_id else (mine, others + count)
    return mine, others


def types_used(store: Store, chosen: Sequence[Item]) -> list[str]:
    """Return the paths of the types of the events that go out, and of what is above them, in order."""
    whose = {item.id: item.coder_id for item in chosen}
    rows = store.rows("SELECT DISTINCT article_id, coder_id, event_type_id FROM event WHERE event_type_id IS NOT NULL")
    used = {kind for article_id, coder_id, kind in rows if whose.get(article_id) == coder_id}
    paths = type_paths(store) if used else {}
    return sorted({above for kind in used for above in with_ancestors(paths[kind][0])})


def with_ancestors(path: str) -> list[str]:
    """Return the paths from the root to a type."""
    names = path.split(SEPARATOR)
    return [SEPARATOR.join(names[: depth + 1]) for depth in range(len(names))]


def coding_marks(store: Store, chosen: Sequence[Item]) -> dict[int, str]:
    """Return for each article with events a string that changes when one that goes out changes, or what it names."""
    whose = {item.id: item.coder_id for item in chosen}
    found: dict[int, str] = {}
    for sql in (_EVENT_MARKS, _ARGUMENT_MARKS) if store.value("SELECT 1 FROM event LIMIT 1") else ():
        for article_id, coder_id, mark in store.rows(sql):
            if whose.get(article_id) == coder_id:
                found[article_id] = f"{found.get(article_id, '')}{mark}"
    return found


def _value(text: str) -> dict[str, Any]:
    """Return an argument's value. A number that JSON does not have is None: no file that we write could hold it."""
    if text == "{}":
        return {}
    found = read_value(text)
    return _finite(found) if _ENDLESS.search(text) else found


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _path(rows: dict[int, tuple[Any, ...]], number: int) -> str:
    names: list[str] = []
    seen: set[int] = set()
    at: int | None = number
    while at in rows and at not in seen:  # a damaged file may hold a ring
        seen.add(at)
        names.append(str(rows[at][1]))
        at = rows[at][0]
    return SEPARATOR.join(reversed(names))
