"""One of the three big choices: what it says, what it does, and the keys that choose it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop import fonts, key_cap
from desktop.theme import Theme

_PAD = 14  # pixels
_WIDE = 230  # pixels; a narrower one shows the first key only


class Choice(QAbstractButton):
    """A button of two lines, with its keys at the right."""

    def __init__(self, words: str, keys: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.keys, self.does = theme, keys, ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setMinimumWidth(180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the keys still go to the list
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, does: str) -> None:
        """Say what choosing it would do."""
        self.does = does
        self.setAccessibleDescription(does)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, live = self.theme, self.isEnabled()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus = self.hasFocus()
            painter.setPen(
                QPen(QColor(theme.accent if focus else theme.third if live else theme.line), 2 if focus else 1)
            )
            ground = theme.selected if self.isDown() else theme.hover if self.underMouse() and live else theme.paper
            painter.setBrush(QColor(ground if live else theme.panel))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
            self._paint_words(painter, live)

    def _paint_words(self, painter: QPainter, live: bool) -> None:
        theme = self.theme
        room = QRectF(self.rect()).adjusted(_PAD, 10, -_PAD, -8)
        painter.setFont(fonts.chrome(14, weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.ink if live else theme.third))
        keys = self.keys if self.width() >= _WIDE else self.keys.partition(" /")[0]
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width() - key_cap.width(keys, fonts.chrome(13))) - 6
        )
        painter.drawText(QRectF(room.left(), room.top(), room.width(), 22), Qt.AlignmentFlag.AlignVCenter, words)
        key_cap.paint(painter, room.right(), room.top() + 11, keys, fonts.chrome(13), theme)
        painter.setFont(fonts.chrome(12))
        painter.setPen(QColor(theme.second if live else theme.third))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        painter.drawText(room.adjusted(0, 28, 0, 0), int(flags), self.does)
