"""The numbers of all records, held as arrays: what is filtered, sorted, summed up, put on the map and in the timeline.

The same hundred thousand rows are asked again and again, so that SQL only reads them; which of them a query finds, and
in which order, comes from here. Import it only when the page is shown: it needs numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.store import Store
from desktop.events import columns
from desktop.events.details import Details
from labels import records
from labels.record import Box, Group, GroupKey, RecordQuery, RecordTable, SortKey

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NOTHING = np.zeros(0, dtype=np.int64)
_SPARSE, _FEW = 20, 1_000_000  # above so many ids for each record they are searched for, not looked up
_GROUPED = {"country": "country", "month": "start", "actor": "actor", "coder": "coder"}


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list of records comes to; fatalities are summed, each report for itself.

    Attributes:
        beside: records whose fatalities are not summed: what was planned, denied or is history.
    """

    events: int = 0
    articles: int = 0
    low: int = 0
    best: int = 0
    high: int = 0
    beside: int = 0


class Frame:
    """All records of a project. Every array is in the order of `ids`, which are sorted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: Ints | None = None  # where each id stands; made when first asked for
        self.load()

    def load(self) -> None:
        """Read everything anew."""
        self._take(records.table(self._store))
        self._orders: dict[tuple[SortKey, bool], Ints] = {}
        self.details = Details(self._store, self.ids)

    def refresh(self, article_ids: Collection[int]) -> None:
        """Read the records of some articles anew. Nothing moves in the orders; what is new comes first in them."""
        fresh = records.table(self._store, article_ids)
        stays = ~np.isin(self.articles, list(article_ids))
        before, gone = self.ids, np.flatnonzero(~stays)
        if self.details.complete and np.array_equal(before[gone], np.array(fresh.ids, dtype=np.int64)):
            for column in fields(RecordTable):
                getattr(self, column.name)[gone] = np.array(getattr(fresh, column.name))
            self._settle()
            self.details.replace(article_ids, gone)
            return
        ids = np.concatenate([self.ids[stays], np.array(fresh.ids, dtype=np.int64)])
        order = np.argsort(ids, kind="stable")
        for column in fields(RecordTable):
            held = getattr(self, column.name)
            both = np.concatenate([held[stays], np.array(getattr(fresh, column.name), dtype=held.dtype)])
            setattr(self, column.name, both[order])
        self._settle()
        if self.details.complete:
            self.details.refresh(article_ids, stays, order)
        else:
            self.details = Details(self._store, self.ids)
        if not np.array_equal(before, self.ids):
            new = np.setdiff1d(self.ids, before, assume_unique=True)
            self._orders = {key: np.concatenate([new, known[self._has(known)]]) for key, known in self._orders.items()}

    def pick(self, query: RecordQuery, sort: SortKey, *, descending: bool, only: Ints | None = None) -> Ints:
        """Return the ids a query finds, in order; `only` narrows them to some ids."""
        order = self._order(sort, descending)
        if not query and only is None:
            return order
        found = self._found(query)
        if only is not None:
            found &= self.mask(only)
        return np.asarray(order[found[self.at(order)]])

    def mask(self, ids: Ints) -> Bools:
        """Return which records are among some ids; ids that are not there do not matter."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        if len(self.ids) and len(ids):
            at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
            found[at[self.ids[at] == ids]] = True
        return found

    def at(self, ids: ArrayLike) -> Ints:
        """Return where ids stand in the arrays; they must be there."""
        wanted = np.asarray(ids, dtype=np.int64)
        places = self._places
        if places is None and len(self.ids) and int(self.ids[-1]) < _SPARSE * len(self.ids) + _FEW:
            places = self._places = np.zeros(int(self.ids[-1]) + 1, dtype=np.int64)
            places[self.ids] = np.arange(len(self.ids))
        return np.searchsorted(self.ids, wanted) if places is None else np.asarray(places[wanted])

    def known(self, ids: ArrayLike) -> Ints:
        """Return those of the ids that are (still) there, sorted."""
        return np.asarray(self.ids[self.mask(np.asarray(ids, dtype=np.int64))])

    def totals(self, ids: Ints) -> Totals:
        """Sum up some records."""
        at = self.at(ids)
        told = at[(self.best[at] >= 0) & (self.counted[at] > 0)]
        sums = [int(column[told].sum()) for column in (self.low, self.best, self.high)]
        seen = np.zeros(int(self.articles.max(initial=0)) + 1, dtype=np.bool_)
        seen[self.articles[at]] = True
        beside = int(np.count_nonzero((self.best[at] >= 0) & (self.counted[at] == 0)))
        low, best, high = sums
        return Totals(len(ids), int(np.count_nonzero(seen)), low, best, high, beside)

    def groups(self, key: GroupKey, ids: Ints) -> list[Group]:
        """Return how many of some records have what in common; the largest first, months the latest first."""
        at = self.at(ids)
        counts: dict[str, int] = {}
        if key == "type":
            kinds, numbers = np.unique(self.types[at], return_counts=True)
            counts = {str(kind): number for kind, number in zip(kinds.tolist(), numbers.tolist(), strict=True)}
        else:
            column = self.details.column(_GROUPED[key])
            numbers = np.bincount(column.codes[at], minlength=len(column.names))
            for name, number in zip(column.names, numbers.tolist(), strict=True):
                shown = name[:7] if key == "month" else name
                counts[shown] = counts.get(shown, 0) + number
        nothing = records.NO_DATE if key == "month" else records.BLANK
        groups = [Group(name or nothing, name, count) for name, count in counts.items() if count]
        if key == "month":
            return sorted(groups, key=lambda group: group.name, reverse=True)
        return sorted(groups, key=lambda group: (-group.count, group.name))

    def warm(self) -> bool:
        """Read on in what is filtered and sorted by, so that nobody waits for it later; says whether there is more."""
        return self.details.read_some()

    def _take(self, table: RecordTable) -> None:
        self.ids, self.articles = np.array(table.ids, dtype=np.int64), np.array(table.articles, dtype=np.int64)
        self.types, self.days = np.array(table.types, dtype=np.int64), np.array(table.days, dtype=np.int64)
        self.lats, self.lons = np.array(table.lats, dtype=np.float64), np.array(table.lons, dtype=np.float64)
        self.low, self.best = np.array(table.low, dtype=np.int64), np.array(table.best, dtype=np.int64)
        self.high, self.counted = np.array(table.high, dtype=np.int64), np.array(table.counted, dtype=np.int64)
        self._settle()

    def _settle(self) -> None:
        self._places = None
        nowhere = self.lats == records.NOWHERE
        self.lats[nowhere] = self.lons[nowhere] = np.nan

    def _has(self, ids: Ints) -> Bools:
        """Return which of some ids are there."""
        if not len(self.ids):
            return np.zeros(len(ids), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.asarray(self.ids[at] == ids)

    # Orders

    def _order(self, sort: SortKey, descending: bool) -> Ints:
        key = (sort, descending)
        if key not in self._orders:
            self._orders[key] = self._sorted(self._ranks(sort), descending=descending)
        return self._orders[key]

    def _sorted(self, ranks: Ints, *, descending: bool) -> Ints:
        """Return all ids by rank, then by id; those of rank -1 come last either way."""
        number = len(self.ids)
        keys = np.where(ranks < 0, -1 if descending else int(ranks.max(initial=0)) + 1, ranks) * number
        ordered = np.sort(keys + np.arange(number)) % max(1, number)  # faster than to sort indirectly
        return np.asarray(self.ids[ordered[::-1] if descending else ordered])

    def _ranks(self, sort: SortKey) -> Ints:
        match sort:
            case "date":
                return np.where(self.days > 0, self.days, -1)
            case "event":
                return np.arange(len(self.ids))
            case "fatalities":
                return self.best
            case "type":
                return self._type_ranks()
            case _:
                shown: Callable[[str], str] = columns.country if sort == "country" else str
                return self.details.column(sort).ranks(shown)

    def _type_ranks(self) -> Ints:
        names = {kind: path.split(" / ")[-1].casefold() for kind, path in records.type_paths(self._store).items()}
        order = {name: rank for rank, name in enumerate(sorted(set(names.values())))}
        found, inverse = np.unique(self.types, return_inverse=True)
        ranks = [order[names[kind]] if kind in names else -1 for kind in found.tolist()]
        return np.array(ranks, dtype=np.int64)[inverse] if ranks else NOTHING

    # Filters

    def _found(self, query: RecordQuery) -> Bools:
        """Return which records a query finds: the same as `records.ids` does."""
        found = np.ones(len(self.ids), dtype=np.bool_)
        if query.types:
            found &= np.isin(self.types, list(records.descendants(self._store, query.types)))
        if query.article_id:
            found &= self.articles == query.article_id
        if query.box is not None:
            found &= self._inside(query.box)
        if query.canonical_only:
            found &= self._first_reports()
        for name, test in _tests(query):
            found &= self.details.column(name).where(test)
        if query.actor:
            found &= self._with_actor(query.actor)
        for word in query.text.casefold().split():
            found &= self.details.having(word)
        return found

    def _inside(self, box: Box) -> Bools:
        lons = self.lons
        across = (lons >= box.west) & (lons <= box.east)
        if box.west > box.east:
            across = (lons >= box.west) & (lons <= 180) | (lons <= box.east)
        return across & (self.lats >= box.south) & (self.lats <= box.north)

    def _with_actor(self, actor: str) -> Bools:
        if not actor.strip():
            return self.details.column("actor").where(lambda name: not name)
        part = f"; {actor}; "
        one, other = (
            self.details.column(name).where(lambda name: part in f"; {name}; ") for name in ("actor", "target")
        )
        return one | other

    def _first_reports(self) -> Bools:
        """Return the first report of each canonical event, and those that are joined to none."""
        column = self.details.column("canonical")
        alone = column.where(lambda name: name == "0")
        alone[np.unique(column.codes, return_index=True)[1]] = True
        return alone


def _tests(query: RecordQuery) -> list[tuple[str, Callable[[str], bool]]]:
    """Return what a query asks of single columns."""
    found: list[tuple[str, Callable[[str], bool]]] = []
    if query.since:
        found.append(("end", lambda end: end >= query.since))
    if query.until:
        found.append(("start", lambda start: "0" <= start <= query.until))
    if query.month:
        month = "" if query.month == records.NO_DATE else query.month
        found.append(("start", lambda start: start[:7] == month))
    for name in ("coder", "status", "country"):
        if wanted := getattr(query, name):
            found.append((name, wanted.strip().__eq__))
    if query.historical is not None:
        found.append(("historical", lambda value: value == str(int(bool(query.historical)))))
    return found
