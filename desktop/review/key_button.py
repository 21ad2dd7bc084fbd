"""A small button with the key that does the same in front of its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop import key_cap
from desktop.theme import Theme

_PAD, _GAP, _ROUND = 6.0, 5.0, 6.0


class KeyButton(QAbstractButton):
    """Painted; a click leaves the keyboard where it is."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None, *, checkable: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._keys = theme, ""
        self.setText(words)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def set_keys(self, keys: str) -> None:
        """Show another key, "" for none."""
        self._keys = keys
        self.setAccessibleDescription(f"key {keys}" if keys else "")
        self.updateGeometry()
        self.update()

    @property
    def keys(self) -> str:
        """The key shown."""
        return self._keys

    def sizeHint(self) -> QSize:
        """Return the size of key and words."""
        metrics = QFontMetricsF(self._font())
        wide = metrics.horizontalAdvance(self.text()) + 2 * _PAD + self._caps_width()
        return QSize(round(wide) + 1, round(metrics.height() + 10))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_words(painter)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        return font

    def _caps_width(self) -> float:
        return key_cap.width(self._keys, self.font()) + _GAP if self._keys else 0.0

    def _paint_ground(self, painter: QPainter) -> None:
        theme, box = self._theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        resting = theme.selected if self.isChecked() or self.isDown() else theme.hover if self.underMouse() else ""
        painter.setPen(QPen(QColor(theme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(resting) if resting and self.isEnabled() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _ROUND, _ROUND)

    def _paint_words(self, painter: QPainter) -> None:
        theme, caps = self._theme, self._caps_width()
        if caps:
            ink = "" if self.isEnabled() else theme.third
            key_cap.paint(painter, _PAD + caps - _GAP, self.height() / 2, self._keys, self.font(), theme, ink=ink)
        metrics = QFontMetricsF(self._font())
        base = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
        strong = self.isChecked() or self.underMouse()
        painter.setFont(self._font())
        painter.setPen(QColor(theme.third if not self.isEnabled() else theme.ink if strong else theme.second))
        painter.drawText(QPointF(_PAD + caps, base), self.text())
