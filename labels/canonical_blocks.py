"""Who is compared with whom: events near in time and on the map, so that a hundred thousand are not all compared.

Those with coordinates meet by cells of the map, those without by the name of their place and by their actors.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, radians

from labels.canonical_scores import Seen

_DEGREE = 111.2  # km


def candidates(seen: Sequence[Seen], *, days: int, km: float) -> Iterator[tuple[int, Iterable[int]]]:
    """Yield for each event the later ones that lie near enough to be looked at; no pair comes twice.

    Args:
        seen: by their first day.
    """
    by_cell, by_name, unplaced = _Blocks(seen), _Blocks(seen), _Blocks(seen)
    size = max(km, 1.0) / _DEGREE
    for at, each in enumerate(seen):
        if each.where:
            by_cell.put((each.group, *_cell(*each.where, size)), at)
        for key in _names(each):
            by_name.put((each.group, key), at)
            if each.where is None:
                unplaced.put((each.group, key), at)
    for at, each in enumerate(seen):
        until = each.last + days
        found: set[int] = set()
        blocks = unplaced if each.where else by_name
        for key in _names(each):
            found.update(blocks.later((each.group, key), at, until))
        if each.where:
            for cell in _around(*each.where, size):
                found.update(by_cell.later((each.group, *cell), at, until))
        yield at, found


class _Blocks:
    """Events by key, each list by day as they were put."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._seen = seen
        self._held: dict[tuple[object, ...], list[int]] = defaultdict(list)

    def put(self, key: tuple[object, ...], at: int) -> None:
        self._held[key].append(at)

    def later(self, key: tuple[object, ...], at: int, until: int) -> Iterator[int]:
        """Yield what stands behind `at` under a key and begins no later than a day."""
        held = self._held.get(key, ())
        for place in range(bisect_left(held, at + 1), len(held)):
            if self._seen[held[place]].first > until:
                return
            yield held[place]


def _names(each: Seen) -> set[str]:
    """Return by what an event without coordinates finds others."""
    return {*([f"@{each.place}"] if each.place else []), *each.actors, *each.circles}


def _cell(latitude: float, longitude: float, size: float) -> tuple[int, int]:
    row = floor(latitude / size)
    return row, floor(longitude / _width(row, size))


def _width(row: int, size: float) -> float:
    """Return how many degrees a cell of this row is wide: near the poles they are short."""
    return float(size / max(0.02, cos(radians(min(89.0, abs(row * size))))))


def _around(latitude: float, longitude: float, size: float) -> Iterator[tuple[int, int]]:
    row = floor(latitude / size)
    reach = max(_width(row + step, size) for step in (-1, 0, 1))
    for each in (row - 1, row, row + 1):
        width = _width(each, size)
        for column in range(floor((longitude - reach) / width), floor((longitude + reach) / width) + 1):
            yield each, column
