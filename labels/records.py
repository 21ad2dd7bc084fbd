"""All reading of the table of events: lists, rows, numbers for map and timeline, counts. Written by `labels.events`."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, get_args

from corpus.store import Store
from labels.gazetteer.context import country_name
from labels.record import Box, Group, GroupKey, Points, RecordQuery, RecordRow, RecordTable, SortKey, Unit

BLANK = " "  # in a query: records that have none
NO_DATE = "none"  # as a month in a query
_LAST = 2**63 - 1  # the greatest id there can be
_MAX_PARAMETERS = 10_000  # SQLite takes 32,766
_Params = list[Any]
ALL = RecordQuery()
SORTS: dict[SortKey, tuple[str, str]] = {  # what to sort by, and the join it needs
    "date": ("record.date_start", ""),
    "type": ("event_type.name COLLATE NOCASE", "LEFT JOIN event_type ON event_type.id = record.event_type_id"),
    "actor": ("record.actor", ""),
    "target": ("record.target", ""),
    "place": ("record.place", ""),
    "country": ("record.country", ""),
    "admin1": ("record.admin1", ""),
    "admin2": ("record.admin2", ""),
    "fatalities": ("coalesce(record.fatalities_best, record.fatalities_low, record.fatalities_high)", ""),
    "status": ("record.status", ""),
    "coder": ("coder.name", "JOIN coder ON coder.id = record.coder_id"),
    "article": ("article.title COLLATE NOCASE", "JOIN article ON article.id = record.article_id"),
    "source": ("article.source COLLATE NOCASE", "JOIN article ON article.id = record.article_id"),
    "published": ("article.published", "JOIN article ON article.id = record.article_id"),
    "event": ("record.event_id", ""),
}
_ROW = """
SELECT record.event_id, record.article_id, record.event_type_id, date_start, date_end, date_precision, actor, target,
  place, country, admin1, admin2, latitude, longitude, geo_precision, fatalities_low, fatalities_best, fatalities_high,
  record.status, record.historical, record.canonical_id, coder.name, article.title, article.source, article.published,
  coalesce(span.start, event.start), coalesce(span."end", event."end"), event.certainty, event.note, event.origin,
  CASE WHEN record.canonical_id IS NULL THEN 1
    ELSE (SELECT count(*) FROM report_link WHERE report_link.canonical_id = record.canonical_id) END
FROM record
JOIN event ON event.id = record.event_id
JOIN article ON article.id = record.article_id
JOIN coder ON coder.id = record.coder_id
LEFT JOIN span ON span.id = event.trigger_span_id
"""
NOWHERE = 999.0  # degrees, in a `RecordTable`: no place on the map
_TABLE = f"""
SELECT event_id, article_id, coalesce(event_type_id, 0),
  coalesce(CAST(julianday(nullif(date_start, '')) - 1721424.5 AS INTEGER), 0),
  coalesce(latitude, {NOWHERE}), coalesce(longitude, {NOWHERE}),
  coalesce(fatalities_low, fatalities_best, fatalities_high, -1),
  coalesce(fatalities_best, fatalities_low, fatalities_high, -1),
  coalesce(fatalities_high, fatalities_best, fatalities_low, -1),
  historical = 0 AND status = 'happened'
FROM record
"""
_WIDTH = 10  # columns of it, in the order of `RecordTable`
DETAILS = (
    "event", "type", "start", "end", "actor", "target", "place", "country", "admin1", "admin2", "status", "historical",
    "canonical", "coder", "article", "source", "published", "note",
)  # fmt: skip
_DETAILS = """
SELECT record.event_id, coalesce(record.event_type_id, 0), date_start, coalesce(nullif(date_end, ''), date_start),
  actor, target, place, country, admin1, admin2, record.status, record.historical, coalesce(record.canonical_id, 0),
  (SELECT name FROM coder WHERE coder.id = record.coder_id), article.title, article.source, article.published,
  event.note
FROM record JOIN event ON event.id = record.event_id JOIN article ON article.id = record.article_id
"""
_GROUPS: dict[GroupKey, str] = {
    "type": "coalesce(record.event_type_id, 0)",
    "country": "record.country",
    "month": "substr(record.date_start, 1, 7)",
    "actor": "record.actor",
    "coder": "(SELECT name FROM coder WHERE coder.id = record.coder_id)",
}
GROUP_KEYS: tuple[GroupKey, ...] = get_args(GroupKey)
_UNITS: dict[Unit, str] = {
    "day": "record.date_start",
    "week": "date(record.date_start, '-6 days', 'weekday 1')",
    "month": "substr(record.date_start, 1, 7) || '-01'",
}
_HAY = (
    "record.actor || ' ' || record.target || ' ' || record.place || ' ' || record.country || ' ' || record.admin1 "
    "|| ' ' || record.admin2 || ' ' || event.note || ' ' || article.title || ' ' || article.source"
)
_WORDS = "FROM record JOIN event ON event.id = record.event_id JOIN article ON article.id = record.article_id"
_ROOTS = """
WITH RECURSIVE tree (id, root) AS (
  SELECT id, id FROM event_type WHERE parent_id IS NULL
  UNION SELECT event_type.id, tree.root FROM event_type JOIN tree ON event_type.parent_id = tree.id
)
"""


def ids(store: Store, query: RecordQuery = ALL, *, sort: SortKey = "date", descending: bool = True) -> array[int]:
    """Return the event ids a query lists, sorted; records without what is sorted by come last."""
    by, join = SORTS[sort]
    where, params = _where(store, query)
    way = "DESC" if descending else "ASC"
    if sort == "event":
        order = f"record.event_id {way}"
    elif descending:  # what is empty comes last by itself
        order = f"+{by} DESC, record.event_id DESC"  # the plus keeps an index away: a scan and a sort are faster
    else:
        order = f"nullif({by}, '') NULLS LAST, record.event_id"
    found = store.rows(f"SELECT record.event_id FROM record {join} {where} ORDER BY {order}", params)
    return array("q", [row[0] for row in found])


def count(store: Store) -> int:
    """Return how many records there are, whatever is asked for."""
    return int(store.value("SELECT count(*) FROM record WHERE hidden = 0") or 0)


def rows(store: Store, event_ids: Sequence[int], *, roles: Sequence[int] = ()) -> list[RecordRow]:
    """Return table rows for the ids given, in that order; ids that are gone are left out.

    `roles` are ids of further roles whose contents are wanted in `extra`.
    """
    by_id: dict[int, RecordRow] = {}
    for some in _parts(event_ids):
        marks = ",".join("?" * len(some))
        extra = _extra(store, some, roles)
        for row in store.rows(f"{_ROW} WHERE record.event_id IN ({marks}) AND record.hidden = 0", some):
            by_id[row[0]] = _row(row, extra.get(row[0], {}))
    return [by_id[event_id] for event_id in event_ids if event_id in by_id]


def _row(row: tuple[Any, ...], extra: dict[int, str]) -> RecordRow:
    values = [*row, extra]
    values[19] = bool(values[19])  # historical
    return RecordRow(*values)


def table(store: Store, article_ids: Iterable[int] | None = None) -> RecordTable:
    """Return the numbers of all records, or of those of some articles."""
    found: list[tuple[Any, ...]] = []
    if article_ids is None:
        found = store.rows(f"{_TABLE} WHERE hidden = 0 ORDER BY event_id")
    else:
        for some in _parts(sorted(article_ids)):
            found += store.rows(f"{_TABLE} WHERE hidden = 0 AND article_id IN ({','.join('?' * len(some))})", some)
        found.sort()
    flat = array("d", chain.from_iterable(found))
    return RecordTable(*(flat[at::_WIDTH] for at in range(_WIDTH)))


def details(
    store: Store, article_ids: Iterable[int] | None = None, *, first: int = 0, last: int = _LAST
) -> list[tuple[Any, ...]]:
    """Return what is filtered, sorted and searched by, as named in `DETAILS`, in the order of event ids.

    Of events from `first` to `last` (ids, both inclusive), or of those of some articles. A type, canonical event or
    coder that there is not is 0 or "".
    """
    if article_ids is None:
        where = "WHERE record.hidden = 0 AND record.event_id BETWEEN ? AND ? ORDER BY record.event_id"
        return store.rows(f"{_DETAILS} {where}", (first, last))
    found: list[tuple[Any, ...]] = []
    for some in _parts(sorted(article_ids)):
        marks = ",".join("?" * len(some))
        found += store.rows(f"{_DETAILS} WHERE record.hidden = 0 AND record.article_id IN ({marks})", some)
    return sorted(found, key=lambda row: row[0])


def type_paths(store: Store) -> dict[int, str]:
    """Return what each event type is called with what it is below: `Battles / Armed clash`."""
    names = {row[0]: (row[1], row[2]) for row in store.rows("SELECT id, name, parent_id FROM event_type")}
    found: dict[int, str] = {}
    for type_id, (name, parent) in names.items():
        path, seen = name, {type_id}
        while parent in names and parent not in seen:
            seen.add(parent)
            above, parent = names[parent][0], names[parent][1]
            path = f"{above} / {path}"
        found[type_id] = path
    return found


def hay(row: Sequence[Any], types: Mapping[int, str]) -> str:
    """Return what a query's `text` is looked for in, folded in case; `row` is one of `details`."""
    kind, actor, target, place, country, admin1, admin2 = row[1], *row[4:10]
    named = country_name(country) if len(country) == 2 else ""
    parts = (actor, target, place, country, named, admin1, admin2, types.get(kind, ""), row[17], row[14], row[15])
    return " ".join(parts).casefold()


def points(store: Store, query: RecordQuery = ALL) -> Points:
    """Return where the records of a query lie, in the order of ids."""
    where, params = _where(store, query)
    found = store.rows(
        "SELECT record.event_id, record.latitude, record.longitude, coalesce(record.event_type_id, 0) FROM record "
        f"{where} AND record.latitude IS NOT NULL ORDER BY record.event_id",
        params,
    )
    columns = list(zip(*found, strict=True)) if found else [()] * 4
    return Points(array("q", columns[0]), array("d", columns[1]), array("d", columns[2]), array("q", columns[3]))


def days(store: Store, query: RecordQuery = ALL, *, unit: Unit = "day") -> dict[str, dict[int, int]]:
    """Return how many records begin in each unit of time: its first day (ISO) -> root type (0: none) -> count.

    Weeks begin on Monday. Records without a date are left out.
    """
    where, params = _where(store, query)
    counted = store.rows(
        f"{_ROOTS} SELECT {_UNITS[unit]} AS unit, coalesce(tree.root, 0), count(*) FROM record "
        f"LEFT JOIN tree ON tree.id = record.event_type_id {where} AND record.date_start <> '' "
        "GROUP BY 1, 2 ORDER BY 1",
        params,
    )
    found: dict[str, dict[int, int]] = {}
    for day, root, number in counted:
        found.setdefault(str(day), {})[root] = number
    return found


def groups(store: Store, key: GroupKey, query: RecordQuery = ALL) -> list[Group]:
    """Return groups with their numbers of records, the largest first (months: the latest first).

    Keys are what `RecordQuery` takes: a type's id, a month, a name; `BLANK` (`NO_DATE`) where there is none.
    """
    where, params = _where(store, query)
    order = "1 DESC" if key == "month" else "2 DESC, 1"
    found = store.rows(f"SELECT {_GROUPS[key]}, count(*) FROM record {where} GROUP BY 1 ORDER BY {order}", params)
    nothing = NO_DATE if key == "month" else BLANK
    return [Group(str(value) if value != "" else nothing, str(value), number) for value, number in found]


def names(store: Store, key: GroupKey) -> list[str]:
    """Return the names of one kind that occur in the table, sorted: for menus."""
    found = store.rows(f"SELECT DISTINCT {_GROUPS[key]} FROM record WHERE hidden = 0")
    return sorted((str(row[0]) for row in found if row[0]), key=str.casefold)


def group_key(name: str) -> GroupKey | None:
    """Return the key of that name, None when there is none."""
    return next((key for key in GROUP_KEYS if key == name), None)


def _parts(values: Sequence[int]) -> Iterable[list[int]]:
    for start in range(0, len(values), _MAX_PARAMETERS):
        yield list(values[start : start + _MAX_PARAMETERS])


def _extra(store: Store, event_ids: Sequence[int], roles: Sequence[int]) -> dict[int, dict[int, str]]:
    if not roles:
        return {}
    found = store.rows(
        "SELECT argument.event_id, argument.role_id, coalesce(entity.name, place.name, argument.text) FROM argument "
        "LEFT JOIN entity ON entity.id = argument.entity_id LEFT JOIN place ON place.id = argument.place_id "
        f"WHERE argument.event_id IN ({','.join('?' * len(event_ids))}) "
        f"AND argument.role_id IN ({','.join('?' * len(roles))}) ORDER BY argument.event_id, argument.ordinal",
        [*event_ids, *roles],
    )
    by_event: dict[int, dict[int, str]] = {}
    for event_id, role_id, text in found:
        held = by_event.setdefault(event_id, {})
        held[role_id] = f"{held[role_id]}; {text}" if role_id in held else text
    return by_event


def _where(store: Store, query: RecordQuery) -> tuple[str, _Params]:
    terms, params = ["record.hidden = 0"], _Params()
    for term, values in (
        *_plain_terms(query), *_type_terms(store, query), *_text_terms(store, query), *_box_terms(query.box),
    ):  # fmt: skip
        terms.append(term)
        params += values
    return f"WHERE {' AND '.join(terms)}", params


def _plain_terms(query: RecordQuery) -> Iterable[tuple[str, _Params]]:
    """Say what a query restricts; a plus keeps an index away where one scan is faster than many look-ups."""
    if query.since:
        yield "coalesce(nullif(record.date_end, ''), record.date_start) >= ?", [query.since]
    if query.until:
        yield "+record.date_start BETWEEN '0' AND ?", [query.until]
    if query.month == NO_DATE:
        yield "record.date_start = ''", []
    elif query.month:
        yield "+record.date_start BETWEEN ? AND ?", [f"{query.month}-00", f"{query.month}-99"]
    if query.country:
        yield "+record.country = ?", [query.country.strip()]
    if query.actor.strip():
        # Several are joined by "; ". Nearly all rows are done with after the first, cheap look.
        listed = "(instr(record.{0}, ?) AND instr('; ' || record.{0} || '; ', '; ' || ? || '; '))"
        yield f"({listed.format('actor')} OR {listed.format('target')})", [query.actor] * 4
    elif query.actor:
        yield "record.actor = ''", []
    if query.coder:
        yield "record.coder_id IN (SELECT id FROM coder WHERE name = ?)", [query.coder]
    if query.status:
        yield "record.status = ?", [query.status]
    if query.historical is not None:
        yield "record.historical = ?", [int(query.historical)]
    if query.article_id:
        yield "record.article_id = ?", [query.article_id]
    if query.canonical_only:
        yield (
            "(record.canonical_id IS NULL OR record.event_id IN (SELECT min(other.event_id) FROM record other "
            "WHERE other.canonical_id IS NOT NULL AND other.hidden = 0 GROUP BY other.canonical_id))",
            [],
        )


def _type_terms(store: Store, query: RecordQuery) -> Iterable[tuple[str, _Params]]:
    if not query.types:
        return
    wanted = sorted(descendants(store, query.types))
    known = f"+record.event_type_id IN ({','.join('?' * len(wanted))})"
    yield (f"({known} OR record.event_type_id IS NULL)" if 0 in query.types else known), wanted


def descendants(store: Store, type_ids: Iterable[int]) -> set[int]:
    """Return these event types with everything below them."""
    children: dict[int, list[int]] = {}
    for child, parent in store.rows("SELECT id, parent_id FROM event_type WHERE parent_id IS NOT NULL"):
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    waiting = list(type_ids)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children.get(one, [])
    return found


def _text_terms(store: Store, query: RecordQuery) -> Iterable[tuple[str, _Params]]:
    """Each word must be somewhere: in the texts, in the name of the country or of the type."""
    words = query.text.split()
    types = type_paths(store) if words else {}
    codes = [row[0] for row in store.rows("SELECT DISTINCT country FROM record")] if words else []
    for word in words:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        folded = word.casefold()
        kinds = [type_id for type_id, path in types.items() if folded in path.casefold()]
        named = [code for code in codes if len(code) == 2 and folded in country_name(code).casefold()]
        yield (
            f"(record.event_id IN (SELECT record.event_id {_WORDS} WHERE {_HAY} LIKE ? ESCAPE '\\') "
            f"OR record.event_type_id IN ({','.join('?' * len(kinds))}) "
            f"OR record.country IN ({','.join('?' * len(named))}))",
            [like, *kinds, *named],
        )


def _box_terms(box: Box | None) -> Iterable[tuple[str, _Params]]:
    if box is None:
        return
    yield "record.latitude BETWEEN ? AND ?", [box.south, box.north]
    if box.west <= box.east:
        yield "record.longitude BETWEEN ? AND ?", [box.west, box.east]
    else:
        yield "(record.longitude >= ? OR record.longitude <= ?)", [box.west, box.east]
