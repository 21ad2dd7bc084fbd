"""The first rows of a table on screen, each column under its heading and what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from corpus.readers.looking import Preview
from desktop import plain
from desktop.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WIDTH, _WIDE = 120, 320  # pixels of a column at first: of short cells, of texts
_LONG = 40  # code points on average that make a column wide
_TIP = 300


class RowsModel(QAbstractTableModel):
    """The rows of a preview. `words` say what a column is taken for, by its name."""

    def __init__(self, preview: Preview, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview = preview
        self._theme = theme
        self._words: Mapping[str, str] = {}

    def set_words(self, words: Mapping[str, str]) -> None:
        """Take the columns for something else."""
        self._words = dict(words)
        last = self.columnCount() - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._preview.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._preview.header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._preview.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(cell.split())
            case Qt.ItemDataRole.ToolTipRole:
                return plain.tooltip(cell[:_TIP])
            case Qt.ItemDataRole.ForegroundRole:
                taken = self._preview.header[index.column()] in self._words
                return QColor(self._theme.ink if taken else self._theme.second)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            name = self._preview.header[section]
            return f"{self._words.get(name, '–')}\n{' '.join(name.split())}"
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class RowsView(QTableView):
    """Shows a `RowsModel`; nothing can be changed in it."""

    def __init__(self, preview: Preview, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(preview, theme, self)
        self.setModel(self.rows)
        self.setAccessibleName("First rows of the table")
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(60)
        for section in range(len(preview.header)):
            lengths = [len(row[section]) for row in preview.rows] or [0]
            wide = sum(lengths) / len(lengths) > _LONG
            head.resizeSection(section, _WIDE if wide else _WIDTH)
        head.setStretchLastSection(True)
