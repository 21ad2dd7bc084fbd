"""Points that lie close together on the screen, as one: found with numpy on a grid, once for each zoom level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.map.projection import Floats

CELL = 46  # pixels: side of a cell of the grid
DOT = 4.5  # pixels: radius of a single point
_ROW = 1 << 24  # cells in a row of the grid: more than the map is ever wide
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters at one zoom level; arrays of one length, except `order`.

    Attributes:
        xs, ys: where they are, degrees of the map (the mean of their points).
        counts: how many points each has.
        colours: number of the commonest colour in each.
        order: all points, cluster by cluster; `starts` says where in it each begins.
        member: to which cluster each point belongs.
    """

    xs: Floats
    ys: Floats
    counts: Ints
    colours: Ints
    order: Ints
    starts: Ints
    member: Ints

    def points(self, cluster: int) -> Ints:
        """Return the points of a cluster."""
        return self.order[self.starts[cluster] : self.starts[cluster] + self.counts[cluster]]

    def held(self, chosen: NDArray[np.bool_]) -> Ints:
        """Return how many of each cluster's points are chosen."""
        return np.bincount(self.member[chosen], minlength=len(self.counts))


def radii(counts: Ints) -> Floats:
    """Return how large circles for so many points are drawn, pixels."""
    sizes = np.minimum(8.5 + 3.4 * np.log10(np.maximum(counts, 1)), 21.0)
    return np.where(counts == 1, DOT, sizes)


def cluster(xs: Floats, ys: Floats, colours: Ints, scale: float) -> Clusters:
    """Gather points by cells of a grid at `scale` pixels a degree, then circles that would lie on one another."""
    columns = np.floor((xs + 180) * (scale / CELL)).astype(np.int64)
    rows = np.floor((ys + 180) * (scale / CELL)).astype(np.int64)
    cells, member = np.unique(rows * _ROW + columns, return_inverse=True)
    counts = np.bincount(member, minlength=len(cells))
    mean_x, mean_y = _means(xs, member, counts), _means(ys, member, counts)
    member = _absorbed(cells, mean_x * scale, mean_y * scale, counts)[member]
    order = np.argsort(member * (int(colours.max(initial=0)) + 1) + colours, kind="stable")
    counts = np.bincount(member)
    starts = np.cumsum(counts) - counts
    commonest = _commonest(colours[order], member[order])
    return Clusters(_means(xs, member, counts), _means(ys, member, counts), counts, commonest, order, starts, member)


def _means(values: Floats, member: Ints, counts: Ints) -> Floats:
    return np.bincount(member, weights=values, minlength=len(counts)) / np.maximum(counts, 1)


def _absorbed(cells: Ints, xs: Floats, ys: Floats, counts: Ints) -> Ints:
    """Return a new number for each cluster: that of a larger one beside it which it would overlap, else its own."""
    if not len(cells):
        return np.zeros(0, dtype=np.int64)
    sizes = radii(counts)
    rank = counts * len(cells) - np.arange(len(cells))  # no two are equal
    into, best = np.arange(len(cells)), rank.copy()
    for step in (-_ROW - 1, -_ROW, -_ROW + 1, -1, 1, _ROW - 1, _ROW, _ROW + 1):
        beside = np.minimum(np.searchsorted(cells, cells + step), len(cells) - 1)
        apart = np.hypot(xs - xs[beside], ys - ys[beside])
        better = (cells[beside] == cells + step) & (rank[beside] > best) & (apart < 0.9 * (sizes + sizes[beside]))
        into, best = np.where(better, beside, into), np.where(better, rank[beside], best)
    stays = into[into] == into  # only what stays itself takes others in
    return np.unique(np.where(stays, into, np.arange(len(cells))), return_inverse=True)[1]


def _commonest(colours: Ints, member: Ints) -> Ints:
    """Return each cluster's commonest colour; given in the order of clusters, and of colours within them."""
    if not len(colours):
        return np.zeros(0, dtype=np.int64)
    run = np.ones(len(colours), dtype=np.bool_)
    run[1:] = (colours[1:] != colours[:-1]) | (member[1:] != member[:-1])
    begins = np.flatnonzero(run)
    lengths = np.diff(np.append(begins, len(colours)))
    by_length = np.argsort(lengths, kind="stable")  # the longest run of a cluster is written last
    found = np.zeros(int(member[-1]) + 1, dtype=np.int64)
    found[member[begins[by_length]]] = colours[begins[by_length]]
    return found
