"""Scores of one model: which kind, exact words or overlapping ones, and the table of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.model.cards import Card, Switch, second
from desktop.model.reading import KINDS, Worth, rows, worth
from desktop.model.scores_table import ScoresTable
from desktop.model.words import points
from desktop.theme import Theme
from labels.model import Model

_COUNTED = {
    "exact": "Right is what has just the same words and the same label.",
    "overlap": "Right is what shares at least a letter with a coded span of the same label.",
}
_GIVEN = "These are with the coded spans given; from the words alone F is"


class ScoresCard(Card):
    """Shows the scores of the model in hand."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Scores", parent)
        self._worth: Worth | None = None
        self.kinds = Switch("Scores of what", list(KINDS.items()))
        self.ways = Switch("What counts as found", [("exact", "Exact"), ("overlap", "Overlapping")])
        self.table = ScoresTable(theme)
        self.words = second()
        self.head.addWidget(self.kinds)
        self.head.addSpacing(8)
        self.head.addWidget(self.ways)
        self.column.addWidget(self.table)
        self.column.addWidget(self.words)
        for switch in (self.kinds, self.ways):
            switch.chosen.connect(lambda _key: self._show())

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.table.set_theme(theme)

    def show_model(self, model: Model | None) -> None:
        """Show the scores of a model, nothing where it was not measured."""
        self._worth = worth(model) if model is not None else None
        self.setVisible(self._worth is not None and self._worth.is_measured)
        if model is not None and self._worth is not None and self._worth.is_measured:
            self.title.setText(f"Scores of {model.name}")
            self.kinds.offer(self._worth.kinds)
            self._show()

    def _show(self) -> None:
        known = self._worth
        if known is None:
            return
        kind, way = self.kinds.key, self.ways.key
        found = rows(known, kind=kind, overlap=way == "overlap")
        self.table.show_rows(found, previous=known.previous.name if known.previous else "")
        scratch = f" {_GIVEN} {points(known.scratch[kind])}." if kind in known.scratch else ""
        self.words.setText(f"{_COUNTED[way]} A figure of fewer than five in the test articles says little.{scratch}")
