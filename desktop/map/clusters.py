"""Points that lie close together on the screen, as one: found with numpy on a grid, for the part of the map in view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.map.projection import Floats

CELL = 46  # pixels: side of a cell of the grid
DOT = 4.5  # pixels: radius of a single point
_MOST = 1 << 20  # cells counted one by one; of a larger grid only those that hold something are
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters at one zoom level; the first four are of one length.

    Attributes:
        xs, ys: where they are, degrees of the map (the mean of their points).
        counts: how many points each has.
        colours: number of the commonest colour in each.
        member: to which cluster each of `which` belongs.
        which: the numbers of the points that are in them.
    """

    xs: Floats
    ys: Floats
    counts: Ints
    colours: Ints
    member: Ints
    which: Ints

    def points(self, cluster: int) -> Ints:
        """Return the points of a cluster."""
        return np.asarray(self.which[self.member == cluster])

    def held(self, chosen: NDArray[np.bool_]) -> Ints:
        """Return how many of each cluster's points are chosen."""
        return np.bincount(self.member[chosen[self.which]], minlength=len(self.counts))


def radii(counts: Ints) -> Floats:
    """Return how large circles for so many points are drawn, pixels."""
    sizes = np.minimum(8.5 + 3.4 * np.log10(np.maximum(counts, 1)), 21.0)
    return np.where(counts == 1, DOT, sizes)


def cluster(xs: Floats, ys: Floats, colours: Ints, scale: float, which: Ints | None = None) -> Clusters:
    """Gather points by cells of a grid at `scale` pixels a degree, then circles that would lie on one another.

    `which` are the numbers of the points to gather (all); the grid is the same whichever they are.
    """
    which = np.arange(len(xs)) if which is None else which
    if not len(which):
        nothing = np.zeros(0)
        none = nothing.astype(np.int64)
        return Clusters(nothing, nothing, none, none, none, none)
    xs, ys, colours = xs[which], ys[which], colours[which]
    columns = np.floor((xs + 180) * (scale / CELL)).astype(np.int64)
    rows = np.floor((ys + 180) * (scale / CELL)).astype(np.int64)
    columns -= int(columns.min()) - 1  # an empty column and row all round, for what looks beside a cell
    rows -= int(rows.min()) - 1
    width = int(columns.max()) + 2
    cells, member = _numbered(rows * width + columns, (int(rows.max()) + 2) * width)
    counts = np.bincount(member, minlength=len(cells))
    mean_x, mean_y = _means(xs, member, counts), _means(ys, member, counts)
    member = _absorbed(cells, width, mean_x * scale, mean_y * scale, counts)[member]
    counts = np.bincount(member)
    commonest = _commonest(colours, member, len(counts))
    return Clusters(_means(xs, member, counts), _means(ys, member, counts), counts, commonest, member, which)


def _numbered(keys: Ints, most: int) -> tuple[Ints, Ints]:
    """Return the different keys (below `most`), sorted, and which of them each is."""
    if most > _MOST:
        found, member = np.unique(keys, return_inverse=True)
        return found, member
    held = np.zeros(most, dtype=np.bool_)
    held[keys] = True
    return np.flatnonzero(held), (np.cumsum(held) - 1)[keys]


def _means(values: Floats, member: Ints, counts: Ints) -> Floats:
    return np.bincount(member, weights=values, minlength=len(counts)) / np.maximum(counts, 1)


def _absorbed(cells: Ints, width: int, xs: Floats, ys: Floats, counts: Ints) -> Ints:
    """Return a new number for each cluster: that of a larger one beside it which it would overlap, else its own."""
    sizes = radii(counts)
    rank = counts * len(cells) - np.arange(len(cells))  # no two are equal
    into, best = np.arange(len(cells)), rank.copy()
    for step in (-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1):
        beside = np.minimum(np.searchsorted(cells, cells + step), len(cells) - 1)
        apart = np.hypot(xs - xs[beside], ys - ys[beside])
        better = (cells[beside] == cells + step) & (rank[beside] > best) & (apart < 0.9 * (sizes + sizes[beside]))
        into, best = np.where(better, beside, into), np.where(better, rank[beside], best)
    stays = into[into] == into  # only what stays itself takes others in
    return np.unique(np.where(stays, into, np.arange(len(cells))), return_inverse=True)[1]


def _commonest(colours: Ints, member: Ints, number: int) -> Ints:
    """Return each cluster's commonest colour; the least of those that are equally common."""
    kinds = int(colours.max(initial=0)) + 1
    counts = np.bincount(member * kinds + colours, minlength=number * kinds).reshape(number, kinds)
    return np.asarray(counts.argmax(axis=1))
