"""Reads TopoJSON: lines that neighbours share are kept once, as steps on a grid, and joined into rings here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from desktop.map.projection import Floats, y_of, ys_of

DATA = files("desktop.map").joinpath("data")


@dataclass(frozen=True, slots=True)
class Country:
    """A country's outer rings, each an array of (x, y) on the map; the largest is first."""

    name: str
    rings: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Countries to fill, and every coast and border once, to draw."""

    countries: tuple[Country, ...]
    lines: tuple[Floats, ...]


@cache
def world() -> Outlines:
    """Return the outlines that come with the program."""
    return decode(json.loads(DATA.joinpath("countries-50m.json").read_bytes()))


def decode(found: dict[str, Any]) -> Outlines:
    """Return the outlines of a TopoJSON file with the object `countries`.

    Raises:
        KeyError, TypeError, ValueError, IndexError: it is no such file.
    """
    arcs = _arcs(found)
    countries = []
    for geometry in found["objects"]["countries"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        outer = [_ring(polygon[0], arcs) for polygon in polygons]  # holes are other countries, drawn themselves
        rings = [side for ring in outer for side in _both_sides(ring)]
        rings.sort(key=extent, reverse=True)
        countries.append(Country(geometry["properties"]["name"], tuple(rings)))
    return Outlines(tuple(countries), tuple(side for arc in arcs for side in _both_sides(arc)))


def extent(ring: Floats) -> float:
    """Return how large a ring is: the area of the box around it, square degrees."""
    width, height = np.ptp(ring, axis=0)
    return float(width * height)


def _arcs(found: dict[str, Any]) -> list[Floats]:
    """Add up the steps of all arcs at once: each begins where its first step says, not where the one before ended."""
    lengths = np.array([len(arc) for arc in found["arcs"]])
    ends = np.cumsum(lengths)
    steps = np.array([step for arc in found["arcs"] for step in arc], dtype=np.float64)
    sums = np.cumsum(steps, axis=0)
    before = np.concatenate([np.zeros((1, 2)), sums[ends[:-1] - 1]])
    degrees = (sums - np.repeat(before, lengths, axis=0)) * found["transform"]["scale"] + found["transform"][
        "translate"
    ]
    degrees[:, 1] = ys_of(degrees[:, 1])
    return [_unbroken(arc) for arc in np.split(degrees, ends[:-1])]


def _unbroken(line: Floats) -> Floats:
    """Go on beyond 180 degrees where a line crosses the date line, rather than jump to the other side of the map."""
    if len(line) < 2 or np.abs(np.diff(line[:, 0])).max() < 180:
        return line
    return np.stack([np.unwrap(line[:, 0], period=360), line[:, 1]], axis=1)


def _ring(indices: Iterable[int], arcs: list[Floats]) -> Floats:
    """Join arcs; a negative index is an arc walked backwards, and each begins where the one before ended."""
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    ring = _unbroken(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))
    if abs(ring[-1, 0] - ring[0, 0]) > 180:  # it goes round the pole: close it along the map's edge
        ring = np.concatenate([ring, [[ring[-1, 0], y_of(-90)], [ring[0, 0], y_of(-90)]]])
    return ring


def _both_sides(shape: Floats) -> list[Floats]:
    """Return what crosses the date line twice, once for each side of the map."""
    found = [shape]
    if shape[:, 0].max() > 180.01:
        found.append(shape - np.array([360.0, 0.0]))
    if shape[:, 0].min() < -180.01:
        found.append(shape + np.array([360.0, 0.0]))
    return found
