"""Mercator in degrees: x is the longitude, y grows to the south, so that both are right for a screen when scaled."""

from __future__ import annotations

from math import atan, degrees, exp, log, pi, radians, tan

import numpy as np
from numpy.typing import NDArray

EDGE = 85.0  # degrees of latitude at which the map ends
Floats = NDArray[np.float64]


def y_of(latitude: float) -> float:
    """Return the map's y of a latitude; beyond the edge, the edge's."""
    held = min(max(latitude, -EDGE), EDGE)
    return -degrees(log(tan(pi / 4 + radians(held) / 2)))


def latitude_of(y: float) -> float:
    """Return the latitude of a map's y."""
    return degrees(2 * atan(exp(radians(-y))) - pi / 2)


def ys_of(latitudes: Floats) -> Floats:
    """Return the map's y of many latitudes."""
    held = np.radians(np.clip(latitudes, -EDGE, EDGE))
    return -np.degrees(np.log(np.tan(np.pi / 4 + held / 2)))
