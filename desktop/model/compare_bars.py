"""F of a model beside F of what it is compared with, as bars of one scale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import fonts, plain
from desktop.colour import mix
from desktop.model.words import points
from desktop.theme import Theme

_ROW, _NAME, _FIGURE, _BAR = 26, 150, 48, 8  # pixels


class CompareBars(QWidget):
    """One line for each: name, bar, figure. The first is the one that matters."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(320)

    def show_rows(self, rows: Sequence[tuple[str, float]]) -> None:
        """Show names with their F, 0 to 1."""
        self._rows = list(rows)
        self.setAccessibleName("; ".join(f"{name}: F {points(f)}" for name, f in rows))
        self.setVisible(bool(rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for every line."""
        return QSize(520, _ROW * max(1, len(self._rows)))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, (name, f) in enumerate(self._rows):
                self._draw(painter, name, f, number)

    def _draw(self, painter: QPainter, name: str, f: float, number: int) -> None:
        theme, top, is_first = self.theme, number * _ROW, number == 0
        weight = fonts.chrome().Weight.DemiBold if is_first else fonts.chrome().Weight.Normal
        painter.setFont(fonts.chrome(13 if is_first else 12, weight=weight))
        painter.setPen(QColor(theme.ink if is_first else theme.second))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME - 12)
        painter.drawText(QRectF(0, top, _NAME - 8, _ROW), Qt.AlignmentFlag.AlignVCenter, plain.bidi_isolate(words))
        room = QRectF(_NAME, top + (_ROW - _BAR) / 2, max(60.0, self.width() - _NAME - _FIGURE), _BAR)
        colour = theme.accent if is_first else mix(theme.line, theme.third, 0.7)
        for width, ink in ((room.width(), theme.line), (room.width() * f, colour)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            painter.drawRoundedRect(QRectF(room.left(), room.top(), width, _BAR), _BAR / 2, _BAR / 2)
        painter.setPen(QColor(theme.ink if is_first else theme.second))
        box = QRectF(room.right(), top, _FIGURE, _ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, points(f))
