"""The numbers of all records, held as arrays: what is filtered, sorted, summed up, put on the map and in the timeline.

SQL says which records a query finds; the order and everything that is counted comes from here, since the same hundred
thousand rows are asked again and again. Import it only when the page is shown: it needs numpy.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.store import Store
from labels import records
from labels.record import Group, GroupKey, RecordQuery, RecordTable, SortKey

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list of records comes to; fatalities are summed, each report for itself."""

    events: int = 0
    articles: int = 0
    low: int = 0
    best: int = 0
    high: int = 0


class Frame:
    """All records of a project. Every array is in the order of `ids`, which are sorted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.load()

    def load(self) -> None:
        """Read everything anew."""
        self._take(records.table(self._store))
        self._orders: dict[tuple[SortKey, bool], Ints] = {}
        self._words: list[str] | None = None
        self._values: dict[GroupKey, tuple[list[str], Ints]] = {}

    def refresh(self, article_ids: Collection[int]) -> None:
        """Read the records of some articles anew. Nothing moves in the orders; what is new comes first in them."""
        fresh = records.table(self._store, article_ids)
        stays = ~np.isin(self.articles, list(article_ids))
        words = self._kept_words(stays)
        self._values = {}
        before = self.ids
        ids = np.concatenate([self.ids[stays], np.array(fresh.ids, dtype=np.int64)])
        order = np.argsort(ids, kind="stable")
        for column in fields(RecordTable):
            held = getattr(self, column.name)
            both = np.concatenate([held[stays], np.array(getattr(fresh, column.name), dtype=held.dtype)])
            setattr(self, column.name, both[order])
        if words is not None:
            words |= records.words(self._store, article_ids)
            self._words = [words.get(event_id, "") for event_id in self.ids.tolist()]
        new = np.setdiff1d(self.ids, before)
        self._orders = {
            key: np.concatenate([new, known[np.isin(known, self.ids)]]) for key, known in self._orders.items()
        }

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
        return np.searchsorted(self.ids, np.asarray(ids, dtype=np.int64))

    def known(self, ids: ArrayLike) -> Ints:
        """Return those of the ids that are (still) there, sorted."""
        return np.asarray(self.ids[self.mask(np.asarray(ids, dtype=np.int64))])

    def totals(self, ids: Ints) -> Totals:
        """Sum up some records."""
        at = self.at(ids)
        sums = [int(column[at].sum()) for column in (self.low, self.best, self.high)]
        return Totals(len(ids), len(np.unique(self.articles[at])), *sums)

    def groups(self, key: GroupKey, ids: Ints) -> list[Group]:
        """Return how many of some records have what in common; the largest first, months the latest first."""
        if key not in self._values:
            found = records.values(self._store, key)
            numbers: dict[str, int] = {}
            codes = [numbers.setdefault(value, len(numbers)) for _, value in found]
            self._values[key] = list(numbers), np.array(codes, dtype=np.int64)
        names, held = self._values[key]
        counts = np.bincount(held[self.at(ids)], minlength=len(names)).tolist()
        nothing = (records.BLANK, records.NO_DATE)
        groups = [
            Group(name, "" if name in nothing else name, count) for name, count in zip(names, counts, strict=True)
        ]
        groups = [group for group in groups if group.count]
        if key == "month":
            return sorted(groups, key=lambda group: group.name, reverse=True)
        return sorted(groups, key=lambda group: (-group.count, group.name))

    def warm(self) -> None:
        """Read what texts are searched in, so that the first key in the search box does not wait for it."""
        if self._words is None:
            words = records.words(self._store)
            self._words = [words.get(event_id, "") for event_id in self.ids.tolist()]

    def _take(self, table: RecordTable) -> None:
        self.ids, self.articles = np.array(table.ids, dtype=np.int64), np.array(table.articles, dtype=np.int64)
        self.types, self.days = np.array(table.types, dtype=np.int64), np.array(table.days, dtype=np.int64)
        self.lats, self.lons = np.array(table.lats, dtype=np.float64), np.array(table.lons, dtype=np.float64)
        self.low, self.best = np.array(table.low, dtype=np.int64), np.array(table.best, dtype=np.int64)
        self.high = np.array(table.high, dtype=np.int64)

    def _kept_words(self, stays: Bools) -> dict[int, str] | None:
        if self._words is None:
            return None
        kept = zip(self.ids.tolist(), self._words, stays.tolist(), strict=True)
        return {event_id: words for event_id, words, stay in kept if stay}

    def _order(self, sort: SortKey, descending: bool) -> Ints:
        key = (sort, descending)
        if sort == "date" and key not in self._orders:  # nearly always wanted, and known already
            days = np.where(self.days > 0, self.days, 0 if descending else np.iinfo(np.int64).max)
            order = np.lexsort((self.ids, days))
            self._orders[key] = self.ids[order[::-1] if descending else order]
        elif sort == "event" and key not in self._orders:
            self._orders[key] = self.ids[::-1] if descending else self.ids
        elif key not in self._orders:
            found = np.array(records.ids(self._store, sort=sort, descending=descending), dtype=np.int64)
            known = self.mask(found)
            self._orders[key] = found if known.all() and len(found) == len(known) else found[np.isin(found, self.ids)]
        return self._orders[key]

    def _found(self, query: RecordQuery) -> Bools:
        """Return which records a query finds; its words are looked for in memory, the rest is SQL."""
        plain = replace(query, text="")
        found = np.ones(len(self.ids), dtype=np.bool_)
        if plain:
            wanted = np.array(records.ids(self._store, plain, sort="event", descending=False), dtype=np.int64)
            found = self.mask(wanted)
        for word in query.text.casefold().split():
            self.warm()
            found &= np.fromiter((word in words for words in self._words or ()), dtype=np.bool_, count=len(self.ids))
        return found
