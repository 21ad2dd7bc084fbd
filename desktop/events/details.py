"""What records are filtered, sorted, grouped and searched by, held column by column: names once, a number for each row.

It is read in slices while nobody waits, at once when somebody does. Import it only when the page is shown: numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.store import Store
from labels import records

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_SLICE = 1500  # records read at once: some 10 milliseconds
_HELD = {name: at for at, name in enumerate(records.DETAILS) if name not in ("event", "type", "note")}


class Column:
    """A text for each record."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.codes: Ints = np.zeros(0, dtype=np.int64)
        self._numbers: dict[str, int] = {}

    def coded(self, texts: Iterable[str]) -> Ints:
        """Return the numbers of texts; new ones are given one."""
        numbers = self._numbers
        found = [numbers.setdefault(text, len(numbers)) for text in texts]
        self.names = list(numbers)
        return np.array(found, dtype=np.int64)

    def where(self, test: Callable[[str], bool]) -> Bools:
        """Return which records have a text that passes; each text is tried once."""
        passed = np.fromiter((test(name) for name in self.names), dtype=np.bool_, count=len(self.names))
        return np.asarray(passed[self.codes])

    def ranks(self, shown: Callable[[str], str]) -> Ints:
        """Return where each record comes by its text as shown, without case; -1 for those without a text."""
        folded = [shown(name).casefold() for name in self.names]
        order = {text: rank for rank, text in enumerate(sorted(set(folded)))}
        by_code = [order[text] if text else -1 for text in folded]
        return np.array(by_code, dtype=np.int64)[self.codes]


class Details:
    """All columns of some records, in the order of their ids."""

    def __init__(self, store: Store, ids: Ints) -> None:
        self._store, self._types = store, records.type_paths(store)
        self.columns = {name: Column() for name in _HELD}
        self._codes: dict[str, list[Ints]] = {name: [] for name in _HELD}
        self._hay: list[str] = []
        self._reading = self._read(ids)
        self.complete = False

    def read_some(self) -> bool:
        """Read a slice; says whether there is more."""
        self.complete = self.complete or next(self._reading, None) is None
        return not self.complete

    def column(self, name: str) -> Column:
        """Return a column; what is not read yet is read now."""
        self._finish()
        return self.columns[name]

    def having(self, word: str) -> Bools:
        """Return which records have a word, folded in case, anywhere."""
        self._finish()
        return np.fromiter((word in hay for hay in self._hay), dtype=np.bool_, count=len(self._hay))

    def replace(self, article_ids: Collection[int], at: Ints) -> None:
        """Take the records of some articles anew, which stand where they stood."""
        rows = records.details(self._store, article_ids)
        self._types = records.type_paths(self._store)
        for name, place in _HELD.items():
            self.columns[name].codes[at] = self.columns[name].coded(str(row[place]) for row in rows)
        for number, row in zip(at.tolist(), rows, strict=True):
            self._hay[number] = records.hay(row, self._types)

    def refresh(self, article_ids: Collection[int], stays: Bools, order: Ints) -> None:
        """Take the records of some articles anew: those that stay, then the new ones, brought into order."""
        self._finish()
        rows = records.details(self._store, article_ids)
        self._types = records.type_paths(self._store)
        for name, at in _HELD.items():
            column = self.columns[name]
            fresh = column.coded(str(row[at]) for row in rows)
            column.codes = np.concatenate([column.codes[stays], fresh])[order]
        hays = np.empty(len(self._hay) + len(rows), dtype=object)
        hays[: len(self._hay)] = self._hay
        hays[len(self._hay) :] = [records.hay(row, self._types) for row in rows]
        kept = np.concatenate([stays, np.ones(len(rows), dtype=np.bool_)])
        self._hay = hays[kept][order].tolist()

    def _finish(self) -> None:
        while self.read_some():
            pass

    def _read(self, ids: Ints) -> Iterator[bool]:
        for start in range(0, len(ids), _SLICE):
            some = ids[start : start + _SLICE]
            self._take(records.details(self._store, first=int(some[0]), last=int(some[-1])))
            yield True
        for name, column in self.columns.items():
            column.codes = np.concatenate([column.codes, *self._codes[name]])
        self._codes.clear()

    def _take(self, rows: list[tuple[Any, ...]]) -> None:
        columns = list(zip(*rows, strict=True))
        for name, at in _HELD.items() if rows else ():
            texts = columns[at] if isinstance(columns[at][0], str) else map(str, columns[at])
            self._codes[name].append(self.columns[name].coded(texts))
        self._hay += [records.hay(row, self._types) for row in rows]
