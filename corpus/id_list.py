"""Ids of articles in order, a million of them in little memory: what a list shows and a queue follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from pyroaring import BitMap


class IdList(Sequence[int]):
    """A set of ids, read in rising order. Never changes; a slice is read at once, wherever it lies."""

    __slots__ = ("_ids",)

    def __init__(self, ids: Iterable[int] = ()) -> None:
        self._ids = ids if isinstance(ids, BitMap) else BitMap(ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and 0 <= value < 2**32 and value in self._ids

    def __eq__(self, other: object) -> bool:
        return self._ids == other._ids if isinstance(other, IdList) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as for other lists

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        return list(self._ids[at]) if isinstance(at, slice) else int(self._ids[at])

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """Return where an id stands.

        Raises:
            ValueError: it is not there.
        """
        at = self._ids.rank(value) - 1 if value in self else -1
        if at < start or (stop is not None and at >= stop):
            raise ValueError(f"{value} is not in the list")
        return int(at)

    def begins(self, longer: IdList) -> bool:
        """Whether another list begins with all of this one, in this order."""
        return not self._ids or (self._ids.issubset(longer._ids) and longer._ids.rank(self._ids.max()) == len(self))
