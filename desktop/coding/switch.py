"""Two names side by side of which one is chosen: which list the coding pane shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from desktop import key_cap
from desktop.theme import Theme


class SwitchButton(QAbstractButton):
    """One name with a number behind it."""

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self.number = theme, ""
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_number(self, number: str) -> None:
        """Show another number, "" for none."""
        if number != self.number:
            self.number = number
            self.setAccessibleName(f"{self.text()}, {number}" if number else self.text())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of name and number."""
        wide = QFontMetricsF(self._bold()).horizontalAdvance(self.text()) + 18
        if self.number:
            wide += QFontMetricsF(key_cap.cap_font(self.font())).horizontalAdvance(self.number) + 6
        return QSize(round(wide), round(QFontMetricsF(self.font()).height() + 8))

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, chosen = self.theme, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if chosen or self.underMouse():
                painter.setBrush(QColor(theme.selected if chosen else theme.hover))
            painter.setPen(QPen(QColor(theme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
            bold = self._bold()
            metrics = QFontMetricsF(bold)
            base = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(bold)
            painter.setPen(QColor(theme.ink if chosen else theme.second))
            painter.drawText(QPointF(9, base), self.text())
            painter.setFont(key_cap.cap_font(self.font()))
            painter.setPen(QColor(theme.second))
            painter.drawText(QPointF(9 + metrics.horizontalAdvance(self.text()) + 6, base), self.number)


class Switch(QWidget):
    """The buttons.

    Signals:
        changed: the number of the name chosen now, by a person.
    """

    changed = Signal(int)

    def __init__(self, names: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [SwitchButton(name, theme, self) for name in names]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for at, button in enumerate(self.buttons):
            layout.addWidget(button)
            button.clicked.connect(lambda checked=False, at=at: self.changed.emit(at))
        self.buttons[0].setChecked(True)

    @property
    def chosen(self) -> int:
        """The number of the name that is chosen."""
        return next((at for at, button in enumerate(self.buttons) if button.isChecked()), 0)

    def choose(self, at: int) -> None:
        """Choose a name; nothing is emitted."""
        self.buttons[at].setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        for button in self.buttons:
            button.theme = theme
            button.update()
