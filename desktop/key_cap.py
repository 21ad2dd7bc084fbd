"""Keys drawn as small caps: on chips, in lists, in the sheet of keys."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.colour import mix
from desktop.theme import Theme

PAD, GAP, ROUND = 5.0, 3.0, 4.0
_ALTERNATIVES = re.compile(r"\s+/\s+|,\s+")
_PARTS = re.compile(r"(?<=.)\+(?=.)")
_SIGNS = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "return": "Enter", "ctrl": "Ctrl", "del": "Del",
    "backspace": "⌫", "escape": "Esc", "space": "Space", "pgup": "PgUp", "pgdown": "PgDn",
}  # fmt: skip


def parts(keys: str) -> list[list[str]]:
    """Return the alternatives of a shortcut, each as its caps: "Ctrl+Z / F2" gives [[Ctrl, Z], [F2]]."""
    found = [
        [part.strip() or part for part in _PARTS.split(each)] for each in _ALTERNATIVES.split(keys.strip()) if each
    ]
    return [[_SIGNS.get(part.lower(), part.upper() if len(part) == 1 else part) for part in each] for each in found]


def cap_font(base: QFont) -> QFont:
    """Return the font of caps beside text of font `base`."""
    font = QFont(base)
    font.setPixelSize(max(8, round(pixels(base) * 11 / 13)))
    font.setWeight(QFont.Weight.Normal)
    return font


def pixels(font: QFont) -> float:
    """Return a font's size in pixels, however it was set."""
    return float(font.pixelSize()) if font.pixelSize() > 0 else QFontMetricsF(font).height() / 1.21


def width(keys: str, base: QFont) -> float:
    """Return how wide `paint` will draw, pixels."""
    metrics = QFontMetricsF(cap_font(base))
    groups = parts(keys)
    caps = sum(_cap_width(part, metrics) + GAP for group in groups for part in group)
    return max(0.0, caps - GAP + (len(groups) - 1) * (metrics.horizontalAdvance("/") + GAP))


def paint(
    painter: QPainter, right: float, middle: float, keys: str, base: QFont, theme: Theme, *, ink: str = ""
) -> None:
    """Draw the caps of `keys` so that they end at x `right`, centred on y `middle`."""
    font = cap_font(base)
    metrics = QFontMetricsF(font)
    height = round(metrics.height() + 4)
    x = right - width(keys, base)
    painter.setFont(font)
    for at, group in enumerate(parts(keys)):
        if at:
            painter.setPen(QColor(theme.second))
            slash = QRectF(x, middle - height / 2, metrics.horizontalAdvance("/"), height)
            painter.drawText(slash, Qt.AlignmentFlag.AlignCenter, "/")
            x += slash.width() + GAP
        for part in group:
            wide = _cap_width(part, metrics)
            _paint_cap(painter, QRectF(x, round(middle - height / 2), wide, height), part, theme, ink)
            x += wide + GAP


def _cap_width(part: str, metrics: QFontMetricsF) -> float:
    return float(max(round(metrics.horizontalAdvance(part) + 2 * PAD), round(metrics.height() + 4)))


def _paint_cap(painter: QPainter, box: QRectF, part: str, theme: Theme, ink: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.paper))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
    painter.setPen(QPen(QColor(mix(theme.line, theme.third, 0.55)), 1))
    bottom = box.bottom() - 0.5
    painter.drawLine(QPointF(box.left() + ROUND, bottom), QPointF(box.right() - ROUND, bottom))
    painter.setPen(QColor(ink or theme.second))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part)


class KeyCaps(QWidget):
    """The caps of one shortcut as a widget."""

    def __init__(self, keys: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._theme = keys, theme
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def keys(self) -> str:
        """The shortcut shown."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Show another shortcut."""
        self._keys = keys
        self.setAccessibleName(keys)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the caps."""
        height = QFontMetricsF(cap_font(self.font())).height() + 6
        return QSize(round(width(self._keys, self.font())) + 1, round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint(painter, self.width(), self.height() / 2, self._keys, self.font(), self._theme)
