"""The points on the map: which there are, which are chosen, and how they gather at each zoom level."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop.map.camera import Camera, scale_of
from desktop.map.clusters import Clusters, Ints, cluster
from desktop.map.marks import radius
from desktop.map.projection import ys_of

_LEVELS = 12  # zoom levels whose clusters are kept


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
        self._clusters: OrderedDict[int, Clusters] = OrderedDict()
        self._held: dict[int, Ints] = {}

    def choose(self, ids: ArrayLike) -> None:
        """Mark these points, and no others."""
        wanted = np.asarray(ids, dtype=np.int64)
        self.chosen = np.isin(self.ids, wanted) if len(wanted) else np.zeros(len(self.ids), dtype=np.bool_)
        self._held.clear()

    def bounds(self, *, chosen: bool = False) -> tuple[float, float, float, float] | None:
        """Return west, north, east, south of (the chosen) points in degrees of the map; None when there are none."""
        xs, ys = (self.xs[self.chosen], self.ys[self.chosen]) if chosen else (self.xs, self.ys)
        if not len(xs):
            return None
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

    def clusters(self, level: int) -> Clusters:
        """Return how the points gather at a zoom level."""
        found = self._clusters.get(level)
        if found is None:
            found = self._clusters[level] = cluster(self.xs, self.ys, self._colours, scale_of(level))
            if len(self._clusters) > _LEVELS:
                self._held.pop(self._clusters.popitem(last=False)[0], None)
        return found

    def in_view(self, camera: Camera, *, margin: float = 24) -> list[Seen]:
        """Return the clusters in view, the largest last."""
        found = self.clusters(camera.level)
        held = self._held.get(camera.level)
        if held is None:
            held = self._held[camera.level] = found.held(self.chosen)
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
        return self._ids(self.clusters(camera.level).points(best.number))

    def inside(self, camera: Camera, left: float, top: float, right: float, bottom: float) -> list[int]:
        """Return the ids of the points in a rectangle of the view, pixels."""
        xs, ys = self.xs * camera.scale - camera.left, self.ys * camera.scale - camera.top
        return self._ids(np.flatnonzero((xs >= left) & (xs <= right) & (ys >= top) & (ys <= bottom)))

    def chosen_ids(self) -> list[int]:
        """Return the ids of the points that are marked."""
        return self._ids(np.flatnonzero(self.chosen))

    def _ids(self, numbers: NDArray[np.int64]) -> list[int]:
        return [int(one) for one in self.ids[numbers]]
