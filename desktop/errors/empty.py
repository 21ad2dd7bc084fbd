"""What stands on the page where there is nothing to decide: what to do first, or that all is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.empty_state import EmptyState
from desktop.theme import Theme

CHECK = "Check the coding against a model"


class EmptyErrors(EmptyState):
    """Signal: `wanted`, the coding is to be checked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="circle-dot", button=CHECK, primary=True, parent=parent)

    def show_unfinished(self) -> None:
        """Say that there is no finished coding yet."""
        self._say(
            "Finish some articles first",
            "What is compared here is the coding of finished articles: once you have some twenty,\n"
            "models trained on a part of them read the others, and you see where they differ from you.",
            "pencil",
            can=False,
        )

    def show_unchecked(self) -> None:
        """Say what checking does."""
        self._say(
            "Nothing is compared yet",
            "Models are trained on parts of your finished articles and read the rest, which they have not seen.\n"
            "Where they differ from you, one of you is wrong: you say who, with one key. It takes a few minutes.",
            "sparkles",
        )

    def show_done(self) -> None:
        """Say that everything is decided."""
        self._say(
            "No differences left",
            "You have looked at everything in which a model, or your own coding elsewhere, differs.\n"
            "Train again to see what the corrections are worth, or check again after more coding.",
            "circle-check",
            button="Check again",
        )

    def show_busy(self) -> None:
        """Say that it is being looked for."""
        self._say("Comparing…", "", "search", can=False)

    def show_checking(self, standing: str) -> None:
        """Say where the check stands, and how it is stopped."""
        self._say(
            "Checking the coding…",
            f"{standing[:1].upper()}{standing[1:]}.\nYou can work on meanwhile; the differences will be listed here.",
            "sparkles",
            button="Stop",
        )

    def _say(self, heading: str, sentence: str, picture: str, *, button: str = CHECK, can: bool = True) -> None:
        self.say(heading, sentence, picture=picture)
        self.button.setText(button)
        self.button.setVisible(can)
