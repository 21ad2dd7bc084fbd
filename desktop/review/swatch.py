"""A label's colour as suggestions show it: a square with a dashed rim."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import Theme, label_style

_SIDE = 12  # pixels


class Swatch(QWidget):
    """Draws the colour it is given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = theme, "#475569"
        self.setFixedSize(_SIDE, _SIDE)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def set_colour(self, colour: str) -> None:
        """Draw another label's colour, as stored."""
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            style = label_style(self._colour, self._theme)
            painter.setPen(QPen(QColor(style.bar), 1.4, Qt.PenStyle.DotLine))
            painter.setBrush(QColor(style.tint))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
