"""Where the small names over spans go, so that no two are printed over one another. Pure arithmetic, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 6.0
SHORTEST = 15.0  # under this even one letter and an ellipsis do not fit: the name is left out


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants to begin at `at` (its left end, or its right end in a right-to-left line)."""

    at: float
    width: float


@dataclass(frozen=True, slots=True)
class Given:
    """Where a name goes; `width` is smaller than wanted when it must be shortened, 0 when it is left out."""

    left: float
    width: float


def lay_out(wanted: Sequence[Wanted], left: float, right: float, *, rtl: bool = False) -> list[Given]:
    """Return a place between `left` and `right` for each name, in the order given.

    A name gives way to the next one that starts elsewhere: it is shortened first, then it pushes. Names that start at
    the same place stand beside each other.
    """
    if rtl:
        mirrored = [Wanted(-name.at, name.width) for name in wanted]
        placed = lay_out(mirrored, -right, -left)
        return [Given(-(name.left + name.width), name.width) for name in placed]
    order = sorted(range(len(wanted)), key=lambda index: wanted[index].at)
    found = [Given(0.0, 0.0)] * len(wanted)
    edge = left
    for rank, index in enumerate(order):
        start = max(wanted[index].at, edge)
        room = _next_place(wanted, order, rank, right) - start
        width = min(wanted[index].width, max(room, min(SHORTEST * 1.6, wanted[index].width)))
        width = min(width, right - start)
        if width < min(SHORTEST, wanted[index].width):
            continue
        found[index] = Given(start, width)
        edge = start + width + GAP
    return _pulled_back(wanted, found, order, left, right)


def _next_place(wanted: Sequence[Wanted], order: Sequence[int], rank: int, right: float) -> float:
    """Return how far a name may reach: to the next name that starts clearly further on."""
    mine = wanted[order[rank]].at
    further = (wanted[index].at for index in order[rank + 1 :])
    return min((at - GAP for at in further if at > mine + 1.0), default=right)


def _pulled_back(
    wanted: Sequence[Wanted], found: list[Given], order: Sequence[int], left: float, right: float
) -> list[Given]:
    """Let the last name, when cut at the margin, take free room before it instead."""
    shown = [index for index in order if found[index].width]
    if not shown or found[shown[-1]].width >= wanted[shown[-1]].width:
        return found
    last, edge = shown[-1], left
    if len(shown) > 1:
        edge = found[shown[-2]].left + found[shown[-2]].width + GAP
    start = max(edge, right - wanted[last].width)
    if start < found[last].left:
        found[last] = Given(start, min(wanted[last].width, right - start))
    return found
