"""One label of the palette: colour, name, how often it is used here, its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QToolTip, QWidget

from desktop import key_cap, plain
from desktop.theme import Theme, label_style

PAD, SWATCH, ROUND = 10.0, 10.0, 7.0


class Chip(QAbstractButton):
    """A painted button. `colour` is a label's stored colour, "" for the chip that opens the picker.

    Signals:
        pressed_with: it was clicked; whether Shift was held.
        held_down: it was double-clicked.
        menu_wanted: its menu is asked for, at a global position.
    """

    pressed_with = Signal(bool)
    held_down = Signal()
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name = self.colour = self.keys = self.note = ""
        self.count = 0
        self.held = self.retired = self.dimmed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the article
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(64)
        self.clicked.connect(self._on_clicked)

    def show_label(self, name: str, colour: str, keys: str, *, note: str = "", retired: bool = False) -> None:
        """Set what the chip stands for; `note` is its tooltip."""
        self.name, self.colour, self.keys, self.note, self.retired = name, colour, keys, note, retired
        self._tell()

    def set_state(self, *, held: bool, count: int) -> None:
        """Say whether the label is held, and how many spans of the article carry it."""
        if (held, count) != (self.held, self.count):
            self.held, self.count = held, count
            self._tell()

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw a digit as one that does something else now, or as usual."""
        if dimmed != self.dimmed:
            self.dimmed = dimmed
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(self.name)
        said = [f"key {self.keys.upper()}" if self.keys else "", "held" if self.held else ""]
        said.append(f"{self.count} here" if self.count else "")
        self.setAccessibleDescription(", ".join(part for part in said if part))
        self.update()

    def _on_clicked(self) -> None:
        self.pressed_with.emit(bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier))

    # Size

    def sizeHint(self) -> QSize:
        """Return a chip's usual size; the grid gives it its width."""
        return QSize(150, round(self.fontMetrics().height() + 17))

    def minimumSizeHint(self) -> QSize:
        """Return the least size: the name may be cut short."""
        return QSize(64, self.sizeHint().height())

    # Mouse

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.held_down.emit()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Show the note when the mouse rests on the chip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain.tooltip(self.note), self)
            return True
        return super().event(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            left, right = PAD, self.width() - PAD
            middle = self.height() / 2
            if self.colour:
                self._paint_swatch(painter, left, middle)
                left += SWATCH + 9
            if self.keys:
                faint = self._theme.line if self.dimmed and self.keys.isdigit() else ""
                key_cap.paint(painter, right, middle, self.keys, self.font(), self._theme, ink=faint)
                right -= key_cap.width(self.keys, self.font()) + 8
            self._paint_words(painter, left, right, middle)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, ringed = self._theme, self.held or self.hasFocus()
        ring = label_style(self.colour, theme).bar if self.held and self.colour else theme.accent
        thick = 2.0 if ringed else 1.0
        painter.setPen(QPen(QColor(ring if ringed else theme.line), thick))
        resting = theme.hover if self.underMouse() else theme.paper
        painter.setBrush(QColor(theme.selected if self.isDown() else resting))
        inset = thick / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
        if self.held and self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), ROUND - 3, ROUND - 3)

    def _paint_swatch(self, painter: QPainter, left: float, middle: float) -> None:
        colour = QColor(label_style(self.colour, self._theme).bar)
        box = QRectF(left, middle - SWATCH / 2, SWATCH, SWATCH)
        if self.retired:
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = box.adjusted(0.7, 0.7, -0.7, -0.7)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
        painter.drawRoundedRect(box, 3, 3)

    def _paint_words(self, painter: QPainter, left: float, right: float, middle: float) -> None:
        font, theme = self.font(), self._theme
        font.setWeight(QFont.Weight.Medium if self.held else QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        small = key_cap.cap_font(font)
        count = str(self.count) if self.count else ""
        wide = QFontMetricsF(small).horizontalAdvance(count)
        name = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, right - left - (wide + 8 if count else 0))
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if self.colour and not self.retired else theme.second))
        painter.drawText(QPointF(left, base), name)
        if count:
            painter.setFont(small)
            painter.setPen(QColor(theme.second))
            painter.drawText(QPointF(right - wide, base), count)
