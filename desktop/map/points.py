"""The points on the map: which there are, which are chosen, and how they gather at each zoom level."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop.map.camera import Camera
from desktop.map.clusters import CELL, Clusters, Ints, cluster
from desktop.map.marks import radius
from desktop.map.projection import ys_of

_LEVELS = 12  # zoom levels whose clusters are kept
_BEYOND = 3 * CELL  # pixels: what is so far outside does not bear on the clusters in view


@dataclass(frozen=True, slots=True)
class _Part:
    """Clusters of a part of the map; the bounds in pixels of its zoom level say for which views they are right."""

    clusters: Clusters
    held: Ints
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, camera: Camera) -> bool:
        """Whether these are the clusters of a view."""
        across = self.left <= camera.left and camera.left + camera.width <= self.right
        return across and self.top <= camera.top and camera.top + camera.height <= self.bottom


@dataclass(frozen=True, slots=True)
class Seen:
    """A cluster in view: its number, its middle in pixels, its points, how many of them are chosen, its colour."""

    number: int
    x: float
    y: float
    count: int
    held: int
    colour: str


class Points:
    """Points with ids and colours. Points whose place is not a number are left out."""

    def __init__(
        self, ids: ArrayLike = (), lats: ArrayLike = (), lons: ArrayLike = (), colours: Sequence[str] | ArrayLike = (),
        *, palette: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        if palette is None:
            given = [str(colour) for colour in colours]  # type: ignore[union-attr]
            palette = list(dict.fromkeys(given))
            numbers = {colour: number for number, colour in enumerate(palette)}
            colours = [numbers[colour] for colour in given]
        self._palette = list(palette)
        ys, xs = np.asarray(lats, dtype=np.float64), np.asarray(lons, dtype=np.float64)
        placed = np.isfinite(ys) & np.isfinite(xs)
        self.ids = np.asarray(ids, dtype=np.int64)[placed]
        self.xs, self.ys = xs[placed], ys_of(ys[placed])
        self._colours = np.asarray(colours, dtype=np.int64)[placed]
        self.chosen = np.zeros(len(self.ids), dtype=np.bool_)
        self._parts: OrderedDict[int, _Part] = OrderedDict()

    def choose(self, ids: ArrayLike) -> None:
        """Mark these points, and no others."""
        wanted = np.asarray(ids, dtype=np.int64)
        self.chosen = np.isin(self.ids, wanted) if len(wanted) else np.zeros(len(self.ids), dtype=np.bool_)
        self._parts = OrderedDict(
            (level, replace(part, held=part.clusters.held(self.chosen))) for level, part in self._parts.items()
        )

    def bounds(self, *, chosen: bool = False) -> tuple[float, float, float, float] | None:
        """Return west, north, east, south of (the chosen) points in degrees of the map; None when there are none."""
        xs, ys = (self.xs[self.chosen], self.ys[self.chosen]) if chosen else (self.xs, self.ys)
        if not len(xs):
            return None
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

    def clusters(self, camera: Camera) -> Clusters:
        """Return how the points in a view, and around it, gather."""
        return self._part(camera).clusters

    def _part(self, camera: Camera) -> _Part:
        found = self._parts.get(camera.level)
        if found is None or not found.covers(camera):
            found = self._parts[camera.level] = self._gathered(camera)
            self._parts.move_to_end(camera.level)
            if len(self._parts) > _LEVELS:
                self._parts.popitem(last=False)
        return found

    def _gathered(self, camera: Camera) -> _Part:
        """Gather what is in view and half as far again around it: panning shows that next."""
        across, down = camera.width / 2, camera.height / 2
        left, right = camera.left - across, camera.left + camera.width + across
        top, bottom = camera.top - down, camera.top + camera.height + down
        scale, more = camera.scale, _BEYOND
        within = (self.xs > (left - more) / scale) & (self.xs < (right + more) / scale)
        within &= (self.ys > (top - more) / scale) & (self.ys < (bottom + more) / scale)
        found = cluster(self.xs, self.ys, self._colours, scale, np.flatnonzero(within))
        return _Part(found, found.held(self.chosen), left, top, right, bottom)

    def in_view(self, camera: Camera, *, margin: float = 24) -> list[Seen]:
        """Return the clusters in view, the largest last."""
        part = self._part(camera)
        found, held = part.clusters, part.held
        xs, ys = found.xs * camera.scale - camera.left, found.ys * camera.scale - camera.top
        within = (xs > -margin) & (xs < camera.width + margin) & (ys > -margin) & (ys < camera.height + margin)
        numbers = np.flatnonzero(within)
        numbers = numbers[np.argsort(found.counts[numbers], kind="stable")]
        columns = (numbers, xs[numbers], ys[numbers], found.counts[numbers], held[numbers], found.colours[numbers])
        return [
            Seen(number, x, y, count, chosen, self._palette[colour])
            for number, x, y, count, chosen, colour in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def at(self, camera: Camera, x: float, y: float) -> list[int]:
        """Return the ids of the cluster at a pixel of the view, none when there is none."""
        hits = [
            one for one in self.in_view(camera) if (one.x - x) ** 2 + (one.y - y) ** 2 <= (radius(one.count) + 3) ** 2
        ]
        if not hits:
            return []
        best = min(hits, key=lambda one: (one.x - x) ** 2 + (one.y - y) ** 2)
        return self._ids(self.clusters(camera).points(best.number))

    def inside(self, camera: Camera, left: float, top: float, right: float, bottom: float) -> list[int]:
        """Return the ids of the points in a rectangle of the view, pixels."""
        xs, ys = self.xs * camera.scale - camera.left, self.ys * camera.scale - camera.top
        return self._ids(np.flatnonzero((xs >= left) & (xs <= right) & (ys >= top) & (ys <= bottom)))

    def chosen_ids(self) -> list[int]:
        """Return the ids of the points that are marked."""
        return self._ids(np.flatnonzero(self.chosen))

    def _ids(self, numbers: NDArray[np.int64]) -> list[int]:
        return [int(one) for one in self.ids[numbers]]
