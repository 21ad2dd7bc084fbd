"""The strip at the reader's right edge: one small mark per span, where it is in the article; a click goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

WIDTH, MARK_WIDTH, MARK_HEIGHT, MARGIN = 14, 6.0, 3.0, 6.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A span's place on the strip: `at` is its share of the page's height, 0 to 1."""

    id: int | str
    at: float
    colour: str
    dashed: bool


class Minimap(QWidget):
    """Shows marks and says which one was clicked. Asks `marks` for them when it next paints."""

    clicked = Signal(object)

    def __init__(self, parent: QWidget, marks: Callable[[], Sequence[Mark]]) -> None:
        super().__init__(parent)
        self._ask, self._marks = marks, list[Mark]()
        self._stale = True
        self.setFixedWidth(WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Map of spans")

    def refresh(self) -> None:
        """Ask for the marks again at the next paint."""
        self._stale = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn: set[tuple[int, str, bool]] = set()
        with QPainter(self) as painter:
            for mark in self._current():
                y = self._y(mark.at)
                if (spot := (round(y), mark.colour, mark.dashed)) not in drawn:
                    drawn.add(spot)
                    self._draw(painter, mark, y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        nearest = min(self._current(), key=lambda mark: abs(self._y(mark.at) - y), default=None)
        if nearest is not None and abs(self._y(nearest.at) - y) <= 12:
            self.clicked.emit(nearest.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _draw(self, painter: QPainter, mark: Mark, y: float) -> None:
        colour = QColor(mark.colour)
        colour.setAlphaF(0.5 if mark.dashed else 1.0)
        top = round(y - MARK_HEIGHT / 2)
        painter.fillRect(QRectF((WIDTH - MARK_WIDTH) / 2, top, MARK_WIDTH, MARK_HEIGHT), colour)

    def _current(self) -> Sequence[Mark]:
        if self._stale:
            self._marks, self._stale = list(self._ask()), False
        return self._marks

    def _y(self, share: float) -> float:
        return MARGIN + share * (self.height() - 2 * MARGIN)
