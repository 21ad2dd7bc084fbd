"""A line for a date that says at once what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from corpus.articles import is_iso
from corpus.readers.dates import to_iso
from desktop import plain

HINT = "Write the date as 2024-12-06, or leave it empty."


class DateField(QWidget):
    """Takes ISO dates and dates in words ("6 Dec 2024"), which it turns into ISO ones when it is left.

    Signals: `edited`, a key was pressed in it; `checked`, what it says is right or wrong now.
    """

    edited = Signal()
    checked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText("YYYY-MM-DD")  # a real date would look like one that was read
        self.line.setAccessibleName("Date of publication")
        self.trouble = plain.PlainLabel(HINT)
        self.trouble.setProperty("role", "error")
        self.trouble.hide()
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.trouble)
        self.line.textEdited.connect(self.edited)
        self.line.textChanged.connect(self._check_quietly)
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> str | None:
        """Return the ISO date (or date-time), "" when the line is empty, None when it is no date."""
        typed = self.line.text().strip()
        if not typed or is_iso(typed):
            return typed
        found = to_iso(typed)
        return found if found and is_iso(found) else None

    def set_value(self, published: str) -> None:
        """Show a date."""
        self.line.setText(published)

    def _tidy(self) -> None:
        value = self.value()
        if value:
            self.line.setText(value)
        self._show(wrong=value is None)

    def _check_quietly(self) -> None:
        """While it is typed a date is not complained about, but a complaint goes as soon as it is right."""
        right = self.value() is not None
        if right:
            self._show(wrong=False)
        self.checked.emit(right)

    def _show(self, *, wrong: bool) -> None:
        if wrong != (self.line.property("bad") == "true"):
            self.line.setProperty("bad", "true" if wrong else "")
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
        self.trouble.setVisible(wrong)
