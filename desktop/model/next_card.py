"""What to code next: the articles from which the model would learn most, each with why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from corpus.wording import counted
from desktop import plain
from desktop.long_table import LongTable
from desktop.model.cards import Card, button, row, second
from desktop.model.fitting import fit_height, on_paper
from desktop.room import make_room
from desktop.theme import Theme
from labels.next_up import Next

MOST = 8  # articles that are shown, and assigned together
Index = QModelIndex | QPersistentModelIndex
TITLE, SOURCE, WHY = range(3)
_COLUMNS = ("Article", "Outlet", "Why")
_WIDTHS = {SOURCE: 130, WHY: 430}  # pixels
_LEAST = 200  # of the column of titles
_HEIGHT = 30
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WHY = (
    "These have the most names that the model doubts, each counted once. About one in ten is drawn by chance, for "
    "what the model does not know that it misses."
)
_LOOK = "Let a model look at the articles first. Where it doubts most of what it suggests, coding teaches it most."
_NO_MODEL = "No model makes suggestions now: use one, and let it look at the articles."
_NOTHING = "Every article is finished, or assigned already."


class NextModel(QAbstractTableModel):
    """What the table shows."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.articles: list[Next] = []

    def show(self, articles: list[Next]) -> None:
        """Show other articles."""
        self.beginResetModel()
        self.articles = articles
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.articles)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        article, column = self.articles[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return plain.bidi_isolate(_text(article, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip("\n".join(filter(None, (article.title, article.source, _sentence(article.reason)))))
        if role == Qt.ItemDataRole.ForegroundRole and column != TITLE:
            return QColor(self.theme.second)
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None


def _text(article: Next, column: int) -> str:
    if column == TITLE:
        return " ".join(article.title.split()) or f"Article {article.article_id}"
    return " ".join(article.source.split()) if column == SOURCE else _sentence(article.reason)


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:]


class NextTable(LongTable):
    """As high as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=_HEIGHT)
        self.next_up = NextModel(theme, self)
        self.setModel(self.next_up)
        self.setAccessibleName("Articles to code next")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        on_paper(self, theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.next_up.theme = theme
        on_paper(self, theme)
        self.viewport().update()

    def show_articles(self, articles: Sequence[Next]) -> None:
        """Show articles, in this order."""
        self.next_up.show(list(articles))
        fit_height(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        make_room(self, _WIDTHS, (SOURCE,), needed=_LEAST, room=event.size().width())


class NextCard(Card):
    """Signals:
    code_wanted: the articles shown are to be coded now (their ids).
    suggest_wanted: a model is to look at the articles.
    """

    code_wanted = Signal(list)
    suggest_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("What to code next", parent)
        self._left, self._may_write, self._has_model = 0, False, False
        self.code = button("Code these", self._code)
        self.suggest = button("Suggest on all articles", self.suggest_wanted.emit)
        self.words, self.table = second(), NextTable(theme)
        self.head.addWidget(self.code)
        for part in (self.words, self.table):
            self.column.addWidget(part)
        self.column.addLayout(row(self.suggest))
        self.show_next((), left=0)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.table.set_theme(theme)

    def show_next(self, articles: Sequence[Next], *, left: int) -> None:
        """Show articles, the most useful first; `left` are to do in all."""
        self._left = left
        self.table.show_articles(articles)
        self._show()

    def enable(self, *, may_write: bool, has_model: bool) -> None:
        """Say whether anything may be written, and whether a model makes suggestions."""
        self._may_write, self._has_model = may_write, has_model
        self._show()

    def _show(self) -> None:
        shown = bool(self.table.next_up.articles)
        self.table.setVisible(shown)
        self.code.setVisible(shown)
        self.code.setEnabled(self._may_write)
        self.suggest.setVisible(not shown and self._left > 0 and self._has_model)
        self.suggest.setEnabled(self._may_write)
        self.words.setText(self._said(shown))

    def _said(self, shown: bool) -> str:
        if shown:
            return f"{counted(self._left, 'article')} left to code. {_WHY}"
        if not self._left:
            return _NOTHING
        return _LOOK if self._has_model else _NO_MODEL

    def _code(self) -> None:
        self.code_wanted.emit([article.article_id for article in self.table.next_up.articles])
