"""A question that stands in the page until it is answered: whether to trust a pipeline, whether to delete a model."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.model.cards import button, row
from desktop.plain import PlainLabel


class AskBar(QFrame):
    """One question at a time; Escape is no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "in hand")
        self._do: Callable[[], object] = lambda: None
        self._back: QWidget | None = None
        self.heading, self.words = PlainLabel(), PlainLabel()
        self.heading.setProperty("role", "title")
        for label in (self.heading, self.words):
            label.setWordWrap(True)
        self.yes: QPushButton = button("", self._agree, kind="primary")
        self.no: QPushButton = button("", self.close_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addLayout(row(self.yes, self.no))
        self.hide()

    def ask(self, heading: str, words: str, *, yes: str, no: str, do: Callable[[], object], back: QWidget) -> None:
        """Ask; `do` follows a yes, the keyboard goes to `back` after either answer."""
        self._do, self._back = do, back
        for widget, text in ((self.heading, heading), (self.words, words), (self.yes, yes), (self.no, no)):
            widget.setText(text)
        self.setAccessibleName(f"{heading} {words}")
        self.show()
        self.no.setFocus()

    def close_up(self) -> None:
        """Take the question away."""
        had_focus = self.yes.hasFocus() or self.no.hasFocus()
        self.hide()
        self._do = lambda: None
        if had_focus and self._back is not None:
            self._back.setFocus()

    def _agree(self) -> None:
        do = self._do
        self.close_up()
        do()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)
