"""The search box: what is typed into it is the query, and a query set elsewhere is written into it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from corpus.query import Query, parse, written
from corpus.query_terms import ALIASES, FIELDS
from desktop import icons
from desktop.theme import Theme

DELAY = 120  # milliseconds from the last key to the search
PLACEHOLDER = "Hama source:sana status:todo"
_NAMES = "|".join((*FIELDS, *ALIASES))
_FIELD = re.compile(rf'(?<![^\s(-])-?(?:{_NAMES}):(?=(\S)?)|(?<!\S)(?-i:OR|NOT|AND)(?!\S)|"[^"]*"?', re.IGNORECASE)


def _is_ctrl_e(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class SearchBox(QLineEdit):
    """Signals: `query_typed` (a `Query`), a moment after the last key; `left`, when Enter or Down leads to the list."""

    query_typed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleSearch")
        self.setPlaceholderText(PLACEHOLDER)
        self.setAccessibleName("Search articles")
        self._glass = QAction(self)
        self._clear = QAction("Clear the search", self)
        self._clear.triggered.connect(self._empty)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._tell)
        self.textEdited.connect(lambda _: self._timer.start())
        self.textChanged.connect(self._show_fields)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._glass.setIcon(icons.icon("search", theme))
        self._show_fields()

    def show_query(self, query: Query) -> None:
        """Write a query that was set elsewhere into the box, unless the box says so already."""
        if parse(self.text()) != query:
            self._timer.stop()
            self.setText(written(query))
            self.home(False)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+E to the window: on Linux a text field would take it for End."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ctrl_e(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        self.clear()
        self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        self.query_typed.emit(parse(self.text()))

    def _show_fields(self) -> None:
        """Draw the names of fields in the accent; an empty input method event is Qt's one way to do so in a line."""
        self._clear.setVisible(bool(self.text()))
        self._clear.setIcon(icons.icon("x", self._theme) if self.text() else QIcon())
        ink = QTextCharFormat()
        ink.setForeground(QColor(self._theme.accent))
        attributes = [
            QInputMethodEvent.Attribute(
                QInputMethodEvent.AttributeType.TextFormat, start - self.cursorPosition(), length, ink
            )
            for start, length in _fields(self.text())
        ]
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))


def _fields(text: str) -> list[tuple[int, int]]:
    """Where names of fields stand, in Qt's positions: they count UTF-16 units."""
    found = [match.span() for match in _FIELD.finditer(text) if not match[0].startswith('"')]
    return [(_units(text[:start]), _units(text[start:end])) for start, end in found]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
