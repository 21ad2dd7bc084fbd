"""What stands on the Queue page before anything is assigned."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.empty_state import EmptyState
from desktop.theme import Theme


class EmptyQueue(EmptyState):
    """Signal: `wanted`, articles are to be assigned."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="users", button="Assign articles…", parent=parent)
        self.say(
            "Nothing is assigned yet",
            "Everybody codes the list from its beginning. Assign articles to give each coder a part of their own,\n"
            "or the same ones to several coders, to see how far they agree.",
        )
