"""The ground of the map: land, borders and names of countries, painted in tiles that are kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from desktop import fonts
from desktop.colour import mix
from desktop.map.projection import Floats
from desktop.map.topology import Outlines, extent
from desktop.theme import Theme

TILE = 512  # pixels
_KEPT = 96  # tiles
_FINEST = 0.6  # pixels between two points of an outline
_TALL = 1.5  # how much taller than its name a country must be
Key = tuple[int, int, int]


@dataclass(slots=True)
class _Shapes:
    """Polygons at one zoom level, made when first needed, with the boxes around them in pixels."""

    sources: list[Floats]
    boxes: Floats
    scale: float
    made: dict[int, QPolygonF] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Name:
    """A country's name: where its middle is, in pixels of its level."""

    text: str
    box: QRectF


class Ground:
    """Paints tiles for any zoom level. `scale` of a level is in pixels a degree."""

    def __init__(self, outlines: Outlines, theme: Theme) -> None:
        self._rings = [ring for country in outlines.countries for ring in country.rings]
        self._lines = list(outlines.lines)
        self._ring_boxes, self._line_boxes = _boxes(self._rings), _boxes(self._lines)
        largest = sorted(outlines.countries, key=lambda country: -extent(country.rings[0]))
        self._names = [(one.name, np.ptp(one.rings[0], axis=0), _middle(one.rings[0])) for one in largest]
        self._tiles: OrderedDict[Key, QPixmap] = OrderedDict()
        self._levels: OrderedDict[int, tuple[_Shapes, _Shapes, list[_Name]]] = OrderedDict()
        self._font = fonts.chrome(11, weight=QFont.Weight.Medium)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.sea = QColor(mix(theme.panel, theme.accent, 0.10 if theme.is_dark else 0.07))
        self._land = QColor(mix(theme.paper, theme.ink, 0.07) if theme.is_dark else theme.paper)
        self._border = QColor(mix(theme.paper, theme.third, 0.55))
        self._ink = QColor(mix(theme.paper, theme.second, 0.75))
        self._tiles.clear()

    def held(self, key: Key) -> QPixmap | None:
        """Return the tile of (level, column, row), None when it is still to be painted."""
        found = self._tiles.get(key)
        if found is not None:
            self._tiles.move_to_end(key)
        return found

    def paint(self, key: Key, scale: float, ratio: float) -> QPixmap:
        """Paint a tile for a screen of device pixel `ratio`, and keep it."""
        level, column, row = key
        tile = QPixmap(round(TILE * ratio), round(TILE * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(self.sea)
        box = QRectF(column * TILE, row * TILE, TILE, TILE)
        land, lines, names = self._level(level, scale)
        with QPainter(tile) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-box.left(), -box.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._land)
            for polygon in _within(land, box):
                painter.drawPolygon(polygon)
            painter.setPen(QPen(self._border, 1.0))
            for line in _within(lines, box):
                painter.drawPolyline(line)
            self._paint_names(painter, names, box)
        self._tiles[key] = tile
        if len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        return tile

    def forget(self) -> None:
        """Drop all tiles: the screen's pixels are others now."""
        self._tiles.clear()

    def _paint_names(self, painter: QPainter, names: list[_Name], box: QRectF) -> None:
        painter.setFont(self._font)
        painter.setPen(self._ink)
        for name in names:
            if name.box.intersects(box):
                painter.drawText(name.box, Qt.AlignmentFlag.AlignCenter, name.text)

    def _level(self, level: int, scale: float) -> tuple[_Shapes, _Shapes, list[_Name]]:
        found = self._levels.get(level)
        if found is None:
            land = _Shapes(self._rings, self._ring_boxes * scale, scale)
            found = land, _Shapes(self._lines, self._line_boxes * scale, scale), self._fitting_names(scale)
            self._levels[level] = found
            if len(self._levels) > 6:
                self._levels.popitem(last=False)
        return found

    def _fitting_names(self, scale: float) -> list[_Name]:
        """Return the names that have room: in their country, and beside those of larger ones."""
        metrics, found = QFontMetricsF(self._font), list[_Name]()
        for text, spread, at in self._names:
            width, height = metrics.horizontalAdvance(text) + 6, metrics.height()
            if spread[0] * scale < width or spread[1] * scale < height * _TALL:
                continue
            middle = at * scale
            box = QRectF(middle[0] - width / 2, middle[1] - height / 2, width, height)
            if not any(other.box.intersects(box) for other in found):
                found.append(_Name(text, box))
        return found


def _middle(ring: Floats) -> Floats:
    """Return the centre of gravity of a ring."""
    xs, ys = ring[:, 0], ring[:, 1]
    cross = xs[:-1] * ys[1:] - xs[1:] * ys[:-1]
    area = cross.sum()
    if abs(area) < 1e-9:
        return np.asarray(ring.mean(axis=0))
    ends = np.stack([(xs[:-1] + xs[1:]) * cross, (ys[:-1] + ys[1:]) * cross])
    return np.asarray(ends.sum(axis=1) / (3 * area))


def _boxes(sources: list[Floats]) -> Floats:
    """Return the box around each, as (left, top, right, bottom)."""
    if not sources:
        return np.zeros((0, 4))
    starts = np.cumsum([0, *(len(one) for one in sources[:-1])])
    points = np.concatenate(sources)
    return np.concatenate([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)], axis=1)


def _thinned(points: Floats) -> Floats:
    cells = np.floor(points / _FINEST)
    kept = np.ones(len(points), dtype=np.bool_)
    kept[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
    return points[kept]


def _within(shapes: _Shapes, box: QRectF) -> list[QPolygonF]:
    """Return the polygons that touch a box; what is smaller than a pixel is not seen."""
    boxes = shapes.boxes
    touching = (boxes[:, 0] <= box.right()) & (boxes[:, 2] >= box.left())
    touching &= (boxes[:, 1] <= box.bottom()) & (boxes[:, 3] >= box.top())
    touching &= (boxes[:, 2] - boxes[:, 0] > 0.8) | (boxes[:, 3] - boxes[:, 1] > 0.8)
    found = []
    for index in np.flatnonzero(touching).tolist():
        polygon = shapes.made.get(index)
        if polygon is None:
            polygon = shapes.made[index] = _polygon(_thinned(shapes.sources[index] * shapes.scale))
        found.append(polygon)
    return found


def _polygon(points: Floats) -> QPolygonF:
    """Hand points over in Qt's stream format: an object for each would take ten times as long."""
    data = QByteArray(len(points).to_bytes(4, "big") + points.astype(">f8").tobytes())
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    polygon = QPolygonF()
    stream >> polygon
    return polygon if polygon.size() == len(points) else QPolygonF([QPointF(x, y) for x, y in points])
