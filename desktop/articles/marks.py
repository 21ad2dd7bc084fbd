"""The sign of an article's status: each has its shape, so that colour is never needed to tell them apart."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from corpus.article import Status
from desktop.theme import Theme

SIDE = 9.0  # pixels, width and height of a sign


def colour(status: Status, theme: Theme) -> str:
    """Return the colour of a status."""
    return {
        "new": theme.second,
        "in progress": theme.warn,
        "done": theme.good,
        "flagged": theme.bad,
        "skipped": theme.second,
    }[status]


def draw(painter: QPainter, status: Status, left: float, middle: float, theme: Theme) -> None:
    """Draw a sign `SIDE` wide with its left edge at `left`, centred on `middle`.

    Ring: to do. Half filled: in progress. Filled with a tick: done. Flag: flagged. Two points to the right: skipped.
    """
    box = QRectF(left, middle - SIDE / 2, SIDE, SIDE)
    ink = QColor(colour(status, theme))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(ink))
    match status:
        case "new" | "in progress":
            _ring(painter, box, ink, half=status == "in progress")
        case "done":
            _tick(painter, box, ink, theme)
        case "flagged":
            _flag(painter, box, ink)
        case "skipped":
            _points(painter, box)
    painter.restore()


def _pen(ink: QColor, width: float = 1.4) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _ring(painter: QPainter, box: QRectF, ink: QColor, *, half: bool) -> None:
    ring = box.adjusted(0.8, 0.8, -0.8, -0.8)
    painter.drawEllipse(ring)
    if half:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPie(ring, 90 * 16, 180 * 16)


def _tick(painter: QPainter, box: QRectF, ink: QColor, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(box)
    painter.setPen(_pen(QColor(theme.panel), 1.3))
    left, top = box.left(), box.top()
    tick = ((2.5, 4.7), (4.0, 6.2), (6.6, 3.2))
    painter.drawPolyline([QPointF(left + x, top + y) for x, y in tick])


def _flag(painter: QPainter, box: QRectF, ink: QColor) -> None:
    pole = box.left() + 1.2
    painter.drawLine(QPointF(pole, box.top()), QPointF(pole, box.bottom()))
    cloth = QPainterPath(QPointF(pole, box.top()))
    for x, y in ((box.right(), box.top()), (box.right() - 2.2, box.top() + 2.8), (box.right(), box.top() + 5.6)):
        cloth.lineTo(x, y)
    cloth.lineTo(pole, box.top() + 5.6)
    cloth.closeSubpath()
    painter.fillPath(cloth, ink)


def _points(painter: QPainter, box: QRectF) -> None:
    for left in (box.left() + 0.9, box.left() + 4.7):
        middle = box.center().y()
        painter.drawPolyline(
            QPolygonF([QPointF(left, middle - 3.1), QPointF(left + 3.1, middle), QPointF(left, middle + 3.1)])
        )
