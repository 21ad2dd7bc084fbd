"""A line over the panes for what must be read: a refusal, a finished import. Nothing is modal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.plain import PlainLabel

_SECONDS = 8  # that good news stays
Tone = Literal["info", "good", "bad"]


class MessageBar(QFrame):
    """Shows one message at a time, with at most a few buttons; good news goes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton("Close")
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(self.hide)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_message(
        self, text: str, *, tone: Tone = "info", actions: dict[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a sentence; each action is a button's words and what it does (the message closes first)."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(words, act) for words, act in (actions or {}).items()]
        for index, button in enumerate(self._buttons):
            self._row.insertWidget(1 + index, button)
        self._label.setText(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        if tone == "bad" or actions:
            self._timer.stop()  # what must be read or answered stays until it is closed
        else:
            self._timer.start()

    def text(self) -> str:
        """The sentence shown; "" when the bar is closed."""
        return "" if self.isHidden() else self._label.full_text

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)

        def pressed() -> None:
            self.hide()
            act()

        button.clicked.connect(pressed)
        return button
