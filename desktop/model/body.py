"""What scrolls below the page's first line: cards, in one column or, where there is room, in two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from corpus.wording import counted
from desktop.model.ask_bar import AskBar
from desktop.model.curve_card import CurveCard
from desktop.model.history_card import HistoryCard
from desktop.model.next_card import NextCard
from desktop.model.scores_card import ScoresCard
from desktop.model.training_card import TrainingCard
from desktop.model.verdict_card import VerdictCard
from desktop.theme import Theme
from labels.model import Model
from labels.training.shortfall import Shortfall

_TWO = 1500  # pixels of width from which cards stand in two columns
_ONE_MOST, _TWO_MOST = 1080, 1880  # pixels that they take at most
_GAP = 16


class Body(QWidget):
    """The cards: what came of the newest training, what to code next, scores; what more coding brings, all models."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = AskBar()
        self.training, self.verdict, self.next_up = TrainingCard(theme), VerdictCard(theme), NextCard(theme)
        self.scores, self.curve, self.history = ScoresCard(theme), CurveCard(theme), HistoryCard(theme)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(_GAP)
        self._columns.addLayout(_column(self.ask, self.training, self.verdict, self.next_up, self.scores), 11)
        self._columns.addLayout(_column(self.curve, self.history), 9)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._columns)
        self._outer.addStretch(1)
        self.training.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for part in (self.training, self.verdict, self.next_up, self.scores, self.curve, self.history):
            part.set_theme(theme)

    def show_models(self, models: Sequence[Model], *, may_write: bool, known: Shortfall | None) -> None:
        """Show the models, newest first; `known` is what is coded, None while it is counted."""
        held = self.history.table.chosen
        before = self.history.table.history.models
        is_new = bool(models) and (not before or before[0].uid != models[0].uid)
        used = next((each for each in models if each.used), None)
        if models:
            since = _since(models[0], known) if known is not None else ""
            self.verdict.show_model(models[0], used, may_write=may_write, since=since)
        self.next_up.enable(may_write=may_write, has_model=used is not None)
        self.next_up.setVisible(bool(models))
        self.history.setVisible(bool(models))
        self.curve.setVisible(bool(models))
        self.history.show_models(list(models), may_write=may_write, number=held.number if held and not is_new else 0)
        self.verdict.setVisible(bool(models))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        two = width >= _TWO
        way = QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != way:
            self._columns.setDirection(way)
        side = max(_GAP, (width - (_TWO_MOST if two else _ONE_MOST)) // 2)
        self._outer.setContentsMargins(side, _GAP, side, _GAP)


def _column(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(_GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


def _since(newest: Model, known: Shortfall) -> str:
    """Say what was coded since the newest training, and what stands in the way of another."""
    more = known.articles - newest.articles
    finished = (f"{counted(more, 'article')} finished since then.",) if more > 0 else ()
    return " ".join((*finished, *known.sentences))
