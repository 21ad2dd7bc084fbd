"""What stands in place of the list before there is a pattern."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.empty_state import EmptyState
from desktop.theme import Theme


class EmptyPatterns(EmptyState):
    """Signal: `wanted`, a pattern is to be typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="sparkles", button="New pattern", parent=parent)
        self.say(
            "No patterns yet",
            "What a pattern finds is suggested in every article.\n"
            "Names you have coded are suggested anyway; a pattern is for what they do not reach.",
        )
