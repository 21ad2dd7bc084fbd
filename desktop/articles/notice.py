"""The line under the search box: that it is still searching, or what is odd about what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop import plain

DELAY = 150  # milliseconds of searching that nobody need hear of
_MOST = 2  # sentences
_LONGEST = 240


class Notice(plain.PlainLabel):
    """Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("role", "warning")
        self.setWordWrap(True)
        self.setContentsMargins(14, 0, 14, 6)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(lambda: self._say("Searching…", "second"))
        self.hide()

    def searching(self) -> None:
        """Say so when it goes on for a while."""
        if not self._timer.isActive():
            self._timer.start()

    def show_problems(self, problems: Sequence[str]) -> None:
        """Say what is odd, "" for nothing."""
        self._timer.stop()
        self._say("\n".join(plain.bidi_isolate(each[:_LONGEST]) for each in problems[:_MOST]), "warning")

    def _say(self, words: str, role: str) -> None:
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setText(words)
        self.setVisible(bool(words))
