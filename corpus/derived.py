"""What is kept beside the coding so that lists need not count or join: span and event counts, and `record`.

`record` has one row for each event, flat, as tables, map and timeline ask for it. The journal brings it up to date
after every write, undo and redo; an import, which writes in bulk, calls `refresh` itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pyroaring import BitMap

from corpus import facets, stored_json
from corpus.changes import Changes
from corpus.store import Store

_AT_ONCE = 500  # ids in one query; SQLite takes 32,766 values, a batch this size stays in its cache
_DIRECT = {"event": "row_id", "argument": "event_id", "report_link": "event_id"}
_LINKED = {"entity": "entity_id", "place": "place_id", "role": "role_id"}
# What `record` shows of those; a definition or a date more leaves every record as it was.
_SHOWN = {
    "entity": {"name"},
    "place": {"name", "country", "admin1", "admin2", "latitude", "longitude"},
    "role": {"kind", "slot", "position"},
}
# The order of roles only matters to one that shares its column with another.
_RIVALS = (
    "SELECT 1 FROM role JOIN role AS other ON other.id <> role.id AND other.slot = role.slot WHERE role.id = ? "
    "AND (role.slot <> '' OR (role.kind IN ('date', 'place') AND other.kind = role.kind)) LIMIT 1"
)
_COLUMNS = (
    "event_id", "article_id", "coder_id", "event_type_id", "status", "historical", "canonical_id", "hidden",
    "date_start", "date_end", "date_precision", "actor", "target", "place", "country", "admin1", "admin2",
    "latitude", "longitude", "geo_precision", "fatalities_low", "fatalities_best", "fatalities_high",
)  # fmt: skip
_INSERT = f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_EVENTS = (
    "SELECT event.id, event.article_id, event.coder_id, event_type_id, status, historical, canonical_id, removed "
    "FROM event JOIN article ON article.id = event.article_id "
    "LEFT JOIN report_link ON report_link.event_id = event.id WHERE event.id IN ({})"
)
_NEXT = "SELECT id FROM event WHERE id > ? UNION SELECT event_id FROM record WHERE event_id > ? ORDER BY 1 LIMIT ?"
_ARGUMENTS = (
    "SELECT argument.event_id, role.slot, role.kind, argument.text, argument.value, entity.name, place.name, "
    "place.country, place.admin1, place.admin2, place.latitude, place.longitude "
    "FROM argument JOIN role ON role.id = role_id LEFT JOIN entity ON entity.id = entity_id "
    "LEFT JOIN place ON place.id = place_id WHERE argument.event_id IN ({}) "
    "ORDER BY role.position, ordinal, argument.id"
)


def recount(store: Store, changes: Changes) -> None:
    """Count again the spans of the articles that a write touched, and put those articles into the sets they are in."""
    facets.refresh(store.db.conn, changes.kinds, changes.articles)
    if "span" in changes.kinds:
        store.db.conn.executemany(
            "UPDATE article SET span_count = (SELECT count(*) FROM span WHERE article_id = article.id) WHERE id = ?",
            [(article_id,) for article_id in changes.articles],
        )


def follow(store: Store, step_id: int, *, after: int = 0) -> tuple[int, ...]:
    """Bring up to date what a step's changes bear on, from change number `after` on; return the events concerned."""
    events = _events_of(store, step_id, after)
    refresh(store, events)
    return tuple(sorted(events))


def articles_of(store: Store, event_ids: Iterable[int]) -> set[int]:
    """Return the articles of events; those of events that are gone are not known."""
    return {
        int(article_id)
        for ids in _parts(sorted(event_ids))
        for (article_id,) in store.rows(
            f"SELECT DISTINCT article_id FROM event WHERE id IN ({', '.join('?' * len(ids))})", ids
        )
    }


def refresh(store: Store, event_ids: Collection[int]) -> None:
    """Make the records of these events anew, and the counts of events of their articles; events gone lose theirs."""
    for ids in _parts(sorted(event_ids)):
        marks = ", ".join("?" * len(ids))
        old, new = _kept(store, ids, marks), {row[0]: row for row in _records(store, ids, marks)}
        stale = [(event_id,) for event_id, row in old.items() if new.get(event_id) != row]
        store.db.conn.executemany("DELETE FROM record WHERE event_id = ?", stale)
        store.db.conn.executemany(_INSERT, [row for event_id, row in new.items() if old.get(event_id) != row])
        _count_events(store, {(old | new)[event_id][1] for event_id in old.keys() ^ new.keys()})


def differing(store: Store) -> Iterator[tuple[int, int]]:
    """Yield event and article wherever `record` does not say what the events say; it reads all and mends nothing."""
    last = 0
    while ids := [row[0] for row in store.rows(_NEXT, (last, last, _AT_ONCE))]:
        last, marks = ids[-1], ", ".join("?" * len(ids))
        kept, anew = set(_kept(store, ids, marks).values()), set(_records(store, ids, marks))
        yield from sorted({(row[0], row[1]) for row in kept ^ anew})


def hide(store: Store, article_ids: Iterable[int]) -> None:
    """Let records go out of sight, or come back, with their articles."""
    store.db.conn.executemany(
        "UPDATE record SET hidden = (SELECT removed FROM article WHERE article.id = article_id) WHERE article_id = ?",
        [(article_id,) for article_id in article_ids],
    )


def show_batch(store: Store, batch_id: int) -> None:
    """Follow the articles of an import that went out of sight, or came back."""
    of_batch = "SELECT id FROM article WHERE batch_id = ?"
    store.db.conn.execute(
        "UPDATE record SET hidden = (SELECT removed FROM article WHERE article.id = article_id) "
        f"WHERE article_id IN ({of_batch})",
        (batch_id,),
    )
    came = BitMap([row[0] for row in store.rows(of_batch, (batch_id,))])
    shown = BitMap([row[0] for row in store.rows(f"{of_batch} AND removed = 0", (batch_id,))])
    facets.replace(store.db.conn, "article", "", came, shown)


def _events_of(store: Store, step_id: int, after: int) -> set[int]:
    kinds = ", ".join(f"'{name}'" for name in (*_DIRECT, *_LINKED, "article"))
    found: dict[str, list[tuple[int, str | None, str | None]]] = defaultdict(list)
    rows = store.rows(
        f"SELECT tbl, row_id, before, after FROM change WHERE step_id = ? AND id > ? AND tbl IN ({kinds})",
        (step_id, after),
    )
    for table, row_id, before, later in rows:
        found[table].append((row_id, before, later))
    events = {row_id for row_id, _, _ in found["event"]}
    for table in ("argument", "report_link"):
        events |= {int(event_id) for row in found[table] for event_id in _named(row)}
    events |= _owners(store, found)
    hide(store, [row_id for row_id, _, _ in found["article"]])
    return events


def _named(row: tuple[int, str | None, str | None]) -> Iterator[int]:
    for text in row[1:]:
        event_id = stored_json.mapping(text).get("event_id")
        if type(event_id) is int:
            yield event_id


def _owners(store: Store, found: dict[str, list[tuple[int, str | None, str | None]]]) -> set[int]:
    """Return the events of arguments that changed without naming their event, or whose actor, place or role changed."""
    asked = [("id", row_id) for row_id, _, _ in found["argument"]]
    for table, column in _LINKED.items():
        asked += [(column, row[0]) for row in found[table] if _is_shown(store, table, row)]
    return {
        int(event_id)
        for column, row_id in asked
        for (event_id,) in store.rows(f"SELECT event_id FROM argument WHERE {column} = ?", (row_id,))
    }


def _is_shown(store: Store, table: str, row: tuple[int, str | None, str | None]) -> bool:
    """Whether a change of an actor, place or role bears on what records show."""
    row_id, before, after = row
    if before is None or after is None:
        return True
    changed = (stored_json.mapping(before).keys() | stored_json.mapping(after).keys()) & _SHOWN[table]
    return bool(changed) and (changed != {"position"} or store.value(_RIVALS, (row_id,)) is not None)


def _count_events(store: Store, article_ids: set[int]) -> None:
    store.db.conn.executemany(
        "UPDATE article SET event_count = (SELECT count(*) FROM event WHERE article_id = article.id) WHERE id = ?",
        [(article_id,) for article_id in article_ids],
    )


def _kept(store: Store, ids: list[int], marks: str) -> dict[int, tuple[Any, ...]]:
    return {
        row[0]: row for row in store.rows(f"SELECT {', '.join(_COLUMNS)} FROM record WHERE event_id IN ({marks})", ids)
    }


def _records(store: Store, ids: list[int], marks: str) -> Iterator[tuple[Any, ...]]:
    arguments: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in store.rows(_ARGUMENTS.format(marks), ids):
        arguments[row[0]].append(row[1:])
    for event in store.rows(_EVENTS.format(marks), ids):
        yield (*event, *_flat(arguments[event[0]]))


def _flat(arguments: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return one event's arguments as the columns of `record` from the dates on."""
    date, place = _first(arguments, "date", "date"), _first(arguments, "place", "place")
    deaths = _first(arguments, "fatalities", "")
    days, numbers, where = (read_value(found[3]) if found else {} for found in (date, deaths, place))
    named: tuple[Any, ...] = ("", "", "", "", None, None)
    if place:
        named = (place[5] or place[2], *(each or "" for each in place[6:9]), *place[9:11])
    return (
        *(_text(days.get(key)) for key in ("start", "end", "precision")),
        _names(arguments, "actor"), _names(arguments, "target"), *named, _text(where.get("precision")),
        *(_whole(numbers.get(key)) for key in ("low", "best", "high")),
    )  # fmt: skip


def _first(arguments: list[tuple[Any, ...]], slot: str, kind: str) -> tuple[Any, ...] | None:
    """Return the first argument of that slot, else the first of that kind whose role has no slot."""
    of_slot = (found for found in arguments if found[0] == slot)
    return next(of_slot, next((found for found in arguments if kind and not found[0] and found[1] == kind), None))


def _names(arguments: list[tuple[Any, ...]], slot: str) -> str:
    return "; ".join(str(found[4] or found[2]) for found in arguments if found[0] == slot)


def read_value(text: str) -> dict[str, Any]:
    """Return an argument's value; empty where a damaged file holds something else."""
    return stored_json.mapping(text)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62 else None


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
