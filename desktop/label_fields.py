"""What a label's form is made of: the swatches, the field that takes one key, the sample of a span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from desktop import fonts, plain
from desktop.label_swatches import SWATCHES
from desktop.theme import Theme, dark, label_style, light

SIDE, GAP, COLUMNS = 30, 6, 6


class SwatchGrid(QWidget):
    """Twelve colours of which one may be chosen; the arrow keys walk, a dot marks those other labels have.

    Signals:
        chosen: a colour, `#rrggbb`.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colours: Sequence[str] = tuple(SWATCHES)
        self._users: Mapping[str, str] = {}
        self.colour = ""
        rows = -(-len(self._colours) // COLUMNS)
        self.setFixedSize(COLUMNS * (SIDE + GAP) - GAP + 4, rows * (SIDE + GAP) - GAP + 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Colour")

    def set_users(self, users: Mapping[str, str]) -> None:
        """Say which labels have which colours already."""
        self._users = users
        self.update()

    def set_colour(self, colour: str) -> None:
        """Mark a colour; one that is no swatch leaves none marked."""
        self.colour = colour.lower()
        self.setAccessibleDescription(self._said(self.colour))
        self.update()

    def box(self, at: int) -> QRectF:
        """Return the square of swatch number `at`."""
        return QRectF(2 + (at % COLUMNS) * (SIDE + GAP), 2 + (at // COLUMNS) * (SIDE + GAP), SIDE, SIDE)

    def _said(self, colour: str) -> str:
        name, user = SWATCHES.get(colour, "Own colour"), self._users.get(colour, "")
        return f"{name} · {user} has it" if user else name

    def _at(self, point: QPointF) -> int | None:
        return next((at for at in range(len(self._colours)) if self.box(at).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = self._colours.index(self.colour) + step if self.colour in self._colours else 0
        if 0 <= at < len(self._colours):
            self._choose(at)

    def _choose(self, at: int) -> None:
        self.set_colour(self._colours[at])
        self.chosen.emit(self.colour)

    def event(self, event: QEvent) -> bool:
        """Name the colour under the mouse, and the label that has it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(QPointF(event.pos()))
            text = self._said(self._colours[at]) if at is not None else ""
            QToolTip.showText(event.globalPos(), plain.tooltip(text), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, colour in enumerate(self._colours):
                self._paint(painter, self.box(at), colour)

    def _paint(self, painter: QPainter, box: QRectF, colour: str) -> None:
        theme, style = self._theme, label_style(colour, self._theme)
        chosen = colour == self.colour
        if chosen:
            ring = theme.accent if self.hasFocus() else theme.ink
            painter.setPen(QPen(QColor(ring), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.bar))
        inset = 4 if chosen else 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
        if colour in self._users:
            painter.setBrush(QColor(theme.paper))
            painter.drawEllipse(box.center(), 3.0, 3.0)


class KeyField(QLineEdit):
    """Takes one key: what is pressed is what it holds; Backspace empties it.

    Signals:
        key_chosen: the digit or letter, "" for none.
    """

    key_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText("Press a key")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(112)
        self.setAccessibleName("Key")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.key = ""

    def set_key(self, key: str) -> None:
        """Show a key."""
        self.key = key.lower()
        self.setText(key.upper())

    def event(self, event: QEvent) -> bool:
        """Take single keys before any shortcut does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _typed(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take("")
        elif key := _typed(event):
            self._take(key)
        else:
            super().keyPressEvent(event)

    def _take(self, key: str) -> None:
        self.set_key(key)
        self.key_chosen.emit(self.key)


def _typed(event: QKeyEvent) -> str:
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    text = event.text()
    return text.lower() if not held and len(text) == 1 and text.isprintable() and not text.isspace() else ""


class Sample(QWidget):
    """How a span of the label will look, on light and on dark paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.colour = "", "#475569"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Sample of a span in light and dark")

    def show_label(self, name: str, colour: str) -> None:
        """Show a label of this name and colour (`#rrggbb`)."""
        self.name, self.colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room two lines of an article take side by side."""
        return QSize(420, 66)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            half = (self.width() - 8) / 2
            for at, theme in enumerate((light(), dark())):
                self._paint(painter, QRectF(at * (half + 8), 0, half, self.height()), theme)

    def _paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.paper))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        font, style = fonts.article(15), label_style(self.colour, theme)
        metrics, base = QFontMetricsF(font), box.bottom() - 22
        before, words = "near the ", "old bridge"
        x = box.left() + 14
        start = x + metrics.horizontalAdvance(before)
        wide = metrics.horizontalAdvance(words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.tint))
        painter.drawRoundedRect(QRectF(start - 1, base - 15, wide + 2, 22), 3, 3)
        painter.fillRect(QRectF(start - 1, base + 5.5, wide + 2, 2), QColor(style.bar))
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        painter.drawText(QPointF(x, base), before + words + " on")
        self._paint_name(painter, QPointF(start, base - 19), style.ink, box.right() - 8 - start)
        painter.setClipping(False)

    def _paint_name(self, painter: QPainter, at: QPointF, ink: str, room: float) -> None:
        font = fonts.chrome(9, weight=QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        name = self.name.upper() or "LABEL"
        painter.drawText(at, QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room))
