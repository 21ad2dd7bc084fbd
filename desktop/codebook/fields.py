"""Fields that save themselves: on Enter or when they are left, and only when something was changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget


class LineField(QLineEdit):
    """One line. Enter keeps it, Escape takes the typing back.

    Signals:
        committed: the text to keep.
    """

    committed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, most: int = 200, hint: str = "") -> None:
        super().__init__(parent)
        self._kept, self._before = "", ""
        self.setMaxLength(most)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.editingFinished.connect(self.keep)

    def show_text(self, text: str) -> None:
        """Show what is kept; what is being typed here stays."""
        if not (self.hasFocus() and self.text() != self._kept):
            self.setText(text)
            self.setCursorPosition(0)
        self._kept = self._before = text

    def put_back(self) -> None:
        """Show again what is kept; what was committed last was not accepted."""
        self._kept = self._before
        self.setText(self._kept)

    def keep(self) -> None:
        """Commit what was typed, if anything."""
        if (text := self.text().strip()) != self._kept:
            self._before, self._kept = self._kept, text
            self.committed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._kept:
            self.put_back()
        else:
            super().keyPressEvent(event)


class TextField(QPlainTextEdit):
    """Some lines. They are kept when the field is left or on Ctrl+Enter; Escape takes the typing back.

    Signals:
        committed: the text to keep.
    """

    committed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 3, hint: str = "") -> None:
        super().__init__(parent)
        self._kept, self._before, self._lines = "", "", lines
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        return round(self._lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + 12)

    def show_text(self, text: str) -> None:
        """Show what is kept; what is being typed here stays."""
        if not (self.hasFocus() and self.toPlainText() != self._kept) and self.toPlainText() != text:
            self.setPlainText(text)
        self._kept = self._before = text

    def put_back(self) -> None:
        """Show again what is kept; what was committed last was not accepted."""
        self._kept = self._before
        self.setPlainText(self._kept)

    def keep(self) -> None:
        """Commit what was typed, if anything."""
        if (text := self.toPlainText().strip()) != self._kept.strip():
            self._before, self._kept = self._kept, text
            self.committed.emit(text)

    def sizeHint(self) -> QSize:
        """Return the size of its lines."""
        return QSize(320, self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts off what is typed, taken back and kept here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            own = (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if not held or event.key() in own:
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()


class Choice(QComboBox):
    """One of several values.

    Signals:
        committed: the value chosen by hand (any object).
    """

    committed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._kept: object = None
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.setMaxVisibleItems(16)
        self.activated.connect(self._on_activated)

    def offer(self, values: Sequence[tuple[object, str]]) -> None:
        """Offer these values with their words."""
        self._values = [value for value, _ in values]
        self.clear()
        self.addItems([words for _, words in values])

    def show_value(self, value: object) -> None:
        """Show what is kept."""
        self._kept = value
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def put_back(self) -> None:
        """Show again what is kept."""
        self.show_value(self._kept)

    @property
    def value(self) -> object:
        """The value shown."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the form: no value may change in passing

    def _on_activated(self, at: int) -> None:
        if self._values[at] != self._kept:
            self.committed.emit(self._values[at])


def lines(text: str) -> list[str]:
    """Return the lines of a text, each without blanks at its ends."""
    return [line.strip() for line in text.splitlines()]
