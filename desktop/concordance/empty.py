"""What stands where the lines would be: nothing asked yet, nothing found, or what was wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from corpus.wording import short
from desktop import plain
from desktop.empty_state import EmptyState
from desktop.theme import Theme
from labels.concordance import Wanted

_LONGEST = 120  # code points of what was asked
START = (
    "Every hit in its context",
    "Type words above: each place where they stand in the articles is listed here.\n"
    "Tick hits with Space, then label all of them at once with the label's key.",
)


class EmptyPage(EmptyState):
    """A drawing, a heading and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="search", parent=parent)

    def show_reason(self, wanted: Wanted, trouble: str, *, busy: bool, stopped: bool = False) -> None:
        """Say why nothing is listed."""
        words = plain.bidi_isolate(short(wanted.text, most=_LONGEST))
        if trouble:
            self.say("Nothing could be searched", trouble)
        elif busy:
            self.say("Searching…", words)
        elif stopped:
            self.say("Stopped", "The search was stopped before it found anything.")
        elif wanted:
            self.say("No hits", f"No article holds\n{words}")
        else:
            self.say(*START)
