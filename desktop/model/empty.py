"""What stands on the Model page while too little is coded to train."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from corpus.wording import counted
from desktop.empty_state import EmptyState
from desktop.theme import Theme
from labels.training.shortfall import Shortfall


class Ready(EmptyState):
    """What stands there before the first training. Signal: `wanted`, train."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="sparkles", button="Train the first model", primary=True, parent=parent)
        self.setFocusProxy(self.button)

    def show_known(self, known: Shortfall | None) -> None:
        """Say what there is to learn from."""
        self.say("Ready to train a model", "\n".join((*_facts(known), _TAKES)))


class NotEnough(EmptyState):
    """Signal: `wanted`, the analyst goes on coding."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="sparkles", button="Go on coding", primary=True, parent=parent)
        self.setFocusProxy(self.button)

    def show_missing(self, sentences: Sequence[str]) -> None:
        """Say what is missing, one sentence a line."""
        self.say("Not enough is coded yet to train a model", "\n".join((*sentences, _MEANWHILE)))


_MEANWHILE = "Names you have coded, your actors and places and your own patterns are suggested meanwhile."
_TAKES = "Quick takes about a minute. You can go on coding meanwhile."


def _facts(known: Shortfall | None) -> tuple[str, ...]:
    """Say what a first training would have to learn from."""
    if known is None:
        return ()
    learn = f"{counted(known.articles, 'finished article')} with {counted(known.spans, 'span')} to learn from"
    tests = f"{known.tests:,} more to measure it on" if known.tests else "none to measure it on yet"
    return f"{learn}, {tests}.", *known.advised
