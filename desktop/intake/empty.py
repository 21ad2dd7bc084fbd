"""What stands on the Intake page where there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.empty_state import EmptyState
from desktop.theme import Theme


class NoCopies(EmptyState):
    """No groups yet, or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="copy", button="Find near-copies", primary=True, parent=parent)
        self.say(
            "No groups of near-copies",
            "Outlets print the same wire under headlines of their own.\n"
            "Once such articles are grouped, a story is coded once, and its coding copied onto the others.",
        )


class NothingCameIn(EmptyState):
    """The project holds nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="download", button="Import…", primary=True, parent=parent)
        self.say(
            "Nothing came in yet",
            "Drop files or folders anywhere on the window.\n"
            "What came in, what was skipped and why is told here, import by import.",
        )
