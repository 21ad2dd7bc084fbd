"""What stands on the map: dots, circles with counts, and numbered pins. Each is drawn once and kept as a picture."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from desktop import fonts
from desktop.colour import contrast
from desktop.map.clusters import radii
from desktop.theme import Theme, label_style

State = Literal["plain", "chosen", "partly", "aside"]  # aside: others are chosen
_KEPT = 3000


def words(count: int) -> str:
    """Return a count as it fits a circle: `87`, `1.2k`, `35k`."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 9950 else f"{count / 1000:.0f}k"


@lru_cache(maxsize=4096)
def radius(count: int) -> float:
    """Return how large a cluster is drawn, pixels."""
    return float(radii(np.array(count)))


class Marks:
    """Pictures of clusters in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._pictures: dict[tuple[str, str, float, State, float], QPixmap] = {}
        self._small, self._large = (
            fonts.chrome(11, weight=QFont.Weight.DemiBold),
            fonts.chrome(12, weight=QFont.Weight.DemiBold),
        )
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.theme = theme
        self._pictures.clear()

    def picture(self, colour: str, count: int, state: State, ratio: float) -> QPixmap:
        """Return the picture of a cluster; its middle is where it stands."""
        size = round(radius(count), 1)
        key = (colour, "" if count == 1 else words(count), size, state, ratio)
        found = self._pictures.get(key)
        if found is None:
            if len(self._pictures) > _KEPT:
                self._pictures.clear()
            found = self._pictures[key] = self._draw(*key)
        return found

    def _draw(self, colour: str, text: str, size: float, state: State, ratio: float) -> QPixmap:
        side = round(2 * (size + 4))
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        fill = label_style(colour, self.theme).bar
        middle = QPointF(side / 2, side / 2)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(0.4 if state == "aside" else 1.0)
            self._circle(painter, middle, size, fill, state)
            if text:
                ink = max((self.theme.paper, self.theme.ink), key=lambda one: contrast(one, fill))
                painter.setPen(QColor(ink))
                painter.setFont(self._large if size > 12 else self._small)
                painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, text)
        return picture

    def _circle(self, painter: QPainter, middle: QPointF, size: float, fill: str, state: State) -> None:
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(self.theme.paper), 1.5))
        painter.drawEllipse(middle, size, size)
        if state in ("chosen", "partly"):
            ring = QPen(QColor(self.theme.accent), 2.5)
            if state == "partly":
                ring.setStyle(Qt.PenStyle.DotLine)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(ring)
            painter.drawEllipse(middle, size + 1.8, size + 1.8)


def draw_pin(painter: QPainter, at: QPointF, number: int, name: str, theme: Theme, *, chosen: bool) -> QRectF:
    """Draw a numbered pin whose point is at `at`, with its name beside it; return what it covers."""
    head = QPointF(at.x(), at.y() - 20)
    path = QPainterPath(at)
    path.cubicTo(at.x() - 3, at.y() - 9, head.x() - 11, head.y() + 7, head.x() - 11, head.y())
    path.arcTo(QRectF(head.x() - 11, head.y() - 11, 22, 22), 180, -180)
    path.cubicTo(head.x() + 11, head.y() + 7, at.x() + 3, at.y() - 9, at.x(), at.y())
    painter.setPen(QPen(QColor(theme.paper), 1.5))
    painter.setBrush(QColor(theme.accent if chosen else theme.second))
    painter.drawPath(path)
    painter.setFont(fonts.chrome(12, weight=QFont.Weight.DemiBold))
    painter.setPen(QColor(theme.on_accent if chosen else theme.paper))
    painter.drawText(QRectF(head.x() - 11, head.y() - 11, 22, 22), Qt.AlignmentFlag.AlignCenter, str(number))
    if name:
        _draw_name(painter, QPointF(head.x() + 14, head.y()), name, theme)
    return QRectF(head.x() - 12, head.y() - 12, 24, 33)


def _draw_name(painter: QPainter, at: QPointF, name: str, theme: Theme) -> None:
    font = fonts.chrome(12, weight=QFont.Weight.Medium)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 200)
    box = QRectF(at.x(), at.y() - 10, metrics.horizontalAdvance(text) + 12, 20)
    ground = QColor(theme.paper)
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 5, 5)
    painter.setFont(font)
    painter.setPen(QColor(theme.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
