"""All models as a table, newest first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop import fonts, icons, plain
from desktop.long_table import LongTable
from desktop.model.fitting import fit_height, on_paper
from desktop.model.reading import Worth, worth
from desktop.model.words import duration, points, size
from desktop.room import make_room
from desktop.theme import Theme
from desktop.when import ago, exact
from labels.model import Model

Index = QModelIndex | QPersistentModelIndex
NAME, WHEN, ARTICLES, F, ON, FROM, TIME, SIZE, NOTE = range(9)
COLUMNS = ("Model", "Trained", "Articles", "F", "Measured on", "How", "Time", "Size", "Note")
_WIDTHS = {NAME: 112, WHEN: 140, ARTICLES: 78, F: 64, ON: 110, FROM: 150, TIME: 76, SIZE: 80}  # pixels
_LEAST = 120  # of the column of notes
_HEIGHT = 32
_FIGURES = frozenset((ARTICLES, F, ON, TIME, SIZE))
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_PRESETS = {"quick": "Quick", "thorough": "Thorough", "custom": "Own config"}


class HistoryModel(QAbstractTableModel):
    """What the table shows."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.models: list[Model] = []
        self._worths: list[Worth] = []

    def show(self, models: list[Model]) -> None:
        """Show other models."""
        self.beginResetModel()
        self.models, self._worths = models, [worth(each) for each in models]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.models)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return (_RIGHT if section in _FIGURES else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        model, column = self.models[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(model, self._worths[index.row()], column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return f"{model.name}{', makes the suggestions' if model.used else ''}"
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            name, ink = ("circle-check", self.theme.good) if model.used else ("circle", self.theme.line)
            return icons.icon(name, self.theme, colour=ink)
        if role == Qt.ItemDataRole.FontRole and model.used and column in (NAME, F):
            return fonts.chrome(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(_more(model, column))
        return (_RIGHT if column in _FIGURES else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _text(model: Model, known: Worth, column: int) -> str:
    articles = known.own.articles
    return {
        NAME: model.name,
        WHEN: ago(model.created),
        ARTICLES: f"{model.articles:,}",
        F: points(known.own.exact.f) if known.is_measured else "–",
        ON: f"{articles:,} article{'' if articles == 1 else 's'}" if known.is_measured else "nothing",
        FROM: _how(model),
        TIME: duration(model.seconds),
        SIZE: size(model.size),
        NOTE: plain.bidi_isolate(" ".join(model.note.split())),
    }[column]


def _how(model: Model) -> str:
    preset = _PRESETS.get(model.preset, model.preset.capitalize())
    stopped = ", stopped" if model.settings.get("stopped") else ""
    base = model.base.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return plain.bidi_isolate(f"{preset}{stopped}{f', from {base}' if base else ''}")


def _more(model: Model, column: int) -> str:
    if column == WHEN:
        return exact(model.created)
    if column == NOTE:
        return model.note
    if column == FROM:
        began = f"began from {model.base}" if model.base else "began from nothing"
        return f"{_how(model)}: {began}, seed {model.settings.get('seed', 0)}, data {model.fingerprint[:12]}"
    if column == ARTICLES:
        return f"Learnt from {model.articles:,} articles with {model.spans:,} spans"
    return "This model makes the suggestions" if column == NAME and model.used else ""


class HistoryTable(LongTable):
    """As high as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=_HEIGHT)
        self.history = HistoryModel(theme, self)
        self.setModel(self.history)
        self.setAccessibleName("Models")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        on_paper(self, theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.history.theme = theme
        on_paper(self, theme)
        self.viewport().update()

    def show_models(self, models: list[Model], *, number: int = 0) -> None:
        """Show models; the one of `number` is chosen, or the first."""
        self.history.show(models)
        at = next((row for row, each in enumerate(models) if each.number == number), 0)
        if models:
            self.selectRow(at)
        fit_height(self)

    def choose(self, number: int) -> None:
        """Choose a model by its number, if it is there."""
        at = next((row for row, each in enumerate(self.history.models) if each.number == number), None)
        if at is not None:
            self.selectRow(at)

    @property
    def chosen(self) -> Model | None:
        """The model whose row is chosen."""
        at = self.currentIndex()
        return self.history.models[at.row()] if at.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        make_room(self, _WIDTHS, (SIZE, TIME, FROM, WHEN, ON), needed=_LEAST, room=event.size().width())
