"""Which part of the map is seen: its middle, and how many pixels a degree has. Zoom goes in steps, so tiles serve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, log2
from typing import Self

from desktop.map.projection import EDGE, latitude_of, y_of

FARTHEST, NEAREST = 0, 22
_SOUTH_EDGE = y_of(-EDGE)


def scale_of(level: int) -> float:
    """Return the pixels a degree of longitude has; two levels double them."""
    return float(2 ** (level / 2))


@dataclass(frozen=True, slots=True)
class Camera:
    """What a view of `width` by `height` pixels shows. `x`, `y`: its middle in degrees of the map."""

    x: float = 20.0
    y: float = -20.0
    level: int = 2
    width: int = 100
    height: int = 100

    @property
    def scale(self) -> float:
        """Pixels a degree."""
        return scale_of(self.level)

    @property
    def left(self) -> int:
        """Pixels from the map's origin to the view's left side."""
        return round(self.x * self.scale - self.width / 2)

    @property
    def top(self) -> int:
        """Pixels from the map's origin to the view's upper side."""
        return round(self.y * self.scale - self.height / 2)

    def screen(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a place is in the view, pixels."""
        return longitude * self.scale - self.left, y_of(latitude) * self.scale - self.top

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return latitude and longitude at a pixel of the view."""
        longitude = (x + self.left) / self.scale
        return latitude_of((y + self.top) / self.scale), min(max(longitude, -180.0), 180.0)

    def moved(self, right: float, down: float) -> Self:
        """Look further to the right and down, by pixels."""
        return self._held(self.x + right / self.scale, self.y + down / self.scale, self.level)

    def zoomed(self, steps: int, x: float, y: float) -> Self:
        """Come nearer by steps; what is at the pixel (x, y) stays there."""
        level = min(max(self.level + steps, self._least()), NEAREST)
        from_middle = (x - self.width / 2, y - self.height / 2)
        at = (self.x + from_middle[0] / self.scale, self.y + from_middle[1] / self.scale)
        scale = scale_of(level)
        return self._held(at[0] - from_middle[0] / scale, at[1] - from_middle[1] / scale, level)

    def sized(self, width: int, height: int) -> Self:
        """Have another size, with the same middle."""
        resized = replace(self, width=max(1, width), height=max(1, height))
        return resized._held(self.x, self.y, max(self.level, resized._least()))

    def fitted(self, west: float, north: float, east: float, south: float, *, margin: int = 48) -> Self:
        """Show a rectangle (degrees of the map, `north` less than `south`), as near as it fits."""
        room = max(40, self.width - 2 * margin), max(40, self.height - 2 * margin)
        wanted = min(room[0] / max(east - west, 1e-6), room[1] / max(south - north, 1e-6))
        level = min(max(floor(2 * log2(wanted)), self._least()), NEAREST - 6)
        return self._held((west + east) / 2, (north + south) / 2, level)

    def _least(self) -> int:
        """The world is never smaller than most of the view's width."""
        return min(max(FARTHEST, round(2 * log2(max(self.width, 120) / 360))), 6)

    def _held(self, x: float, y: float, level: int) -> Self:
        """Keep the world in view."""
        half = self.width / 2 / scale_of(level), self.height / 2 / scale_of(level)
        x = 0.0 if half[0] >= 180 else min(max(x, half[0] - 180), 180 - half[0])
        y = 0.0 if half[1] >= _SOUTH_EDGE else min(max(y, half[1] - _SOUTH_EDGE), _SOUTH_EDGE - half[1])
        return replace(self, x=x, y=y, level=level)
