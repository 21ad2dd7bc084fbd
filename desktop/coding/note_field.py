"""A note of a few lines: Enter keeps it, Shift+Enter begins a new line, Escape takes the typing back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

MOST_LINES = 5


class NoteField(QPlainTextEdit):
    """Grows with its text up to five lines. Ctrl+Z in it is the field's own.

    Signals:
        committed: the text to keep: after Enter, or when the field is left, if it differs from what was shown.
        left: Enter or Escape: the keys should go back to where they came from.
    """

    committed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self) -> None:
        policy = Qt.ScrollBarPolicy
        many = self.document().size().height() > MOST_LINES
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if many else policy.ScrollBarAlwaysOff)
        self.updateGeometry()

    def show_note(self, text: str) -> None:
        """Show a note that is kept already; the field's own undo starts anew."""
        self._kept = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def keep(self) -> None:
        """Commit what was typed, if anything."""
        text = self.toPlainText().strip()
        if text != self._kept.strip():
            self._kept = text
            self.committed.emit(text)

    def refuse(self, kept: str) -> None:
        """Say that the text committed last was not kept; `kept` still is. It stays in the field for another try."""
        self._kept = kept

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.toPlainText().strip() != self._kept.strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.keep()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._kept)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts off keys that mean something in a text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if not held or event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y):
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the lines there are, one to five."""
        lines = max(1, min(MOST_LINES, round(self.document().size().height())))
        frame = self.height() - self.viewport().height() if self.isVisible() else 10
        height = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + frame
        return QSize(120, round(height))

    minimumSizeHint = sizeHint
