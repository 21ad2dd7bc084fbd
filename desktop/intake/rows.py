"""Rows of a table as a Qt model: ids, pages of rows fetched when they are looked at, and ticks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from desktop import plain
from desktop.theme import Theme

PAGE, PAGES = 64, 24  # rows fetched at once, pages held
TICK = 0  # the column of tick boxes, where there is one
Index = QModelIndex | QPersistentModelIndex
Ids = Sequence[int] | BitMap
Fetch = Callable[[Sequence[int]], list[Any]]  # ids to rows, each with its `id`
_ROOT = QModelIndex()
_MARGIN = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        text: what a row shows in it. width: pixels; 0 takes the room that is left.
        faint: it matters less than the others. lacking: shown, and in the colour of a warning, where a row has nothing.
        told: what the tooltip says, where that is more than the cell.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 0
    right: bool = False
    faint: bool = False
    lacking: str = ""
    told: Callable[[Any], str] | None = None


class RowModel(QAbstractTableModel):
    """A row for each id.

    Signals:
        ticks_changed: other rows are ticked.
    """

    ticks_changed = Signal()

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, theme: Theme, parent: QObject | None = None, *, ticks: bool
    ) -> None:
        super().__init__(parent)
        self.columns = [Column("", lambda _row: "", 34), *columns] if ticks else list(columns)
        self.ticks, self.theme = ticks, theme
        self.ticked = BitMap()
        self._fetch = fetch
        self._ids: Ids = []
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if self.ticks and index.column() == TICK:
            return self._tick(index.row(), role)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return self._cell(self.columns[index.column()], self.row_at(index.row()), role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.ticks and index.column() == TICK else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([self._ids[index.row()]], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _tick(self, row: int, role: int) -> Any:
        on = self._ids[row] in self.ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "ticked" if on else "not ticked"
        return None

    def _cell(self, column: Column, row: Any, role: int) -> Any:
        words = column.text(row) if row is not None else ""
        if role == Qt.ItemDataRole.ForegroundRole:
            theme = self.theme
            return QColor(theme.warn if column.lacking and not words else theme.second if column.faint else theme.ink)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(column.told(row) if column.told and row is not None else words)
        return plain.bidi_isolate(" ".join((words or column.lacking)[:400].split()))

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter

    # What the page asks

    @property
    def ids(self) -> Ids:
        """The ids listed, in order."""
        return self._ids

    def set_ids(self, ids: Ids) -> None:
        """List other rows; ticks of rows that are not listed any more go."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()
        if self.ticked:
            before, self.ticked = len(self.ticked), self.ticked & BitMap(ids)
            if len(self.ticked) != before:
                self.ticks_changed.emit()

    def touch(self) -> None:
        """Read the rows again when they are next looked at."""
        self._pages.clear()
        self._repaint()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.theme = theme
        self._repaint()

    def tick(self, ids: Iterable[int], *, on: bool = True) -> None:
        """Tick rows, or take their ticks off."""
        some = BitMap(ids)
        self.ticked = self.ticked | some if on else self.ticked - some
        self._repaint()
        self.ticks_changed.emit()

    def tick_all(self, *, on: bool = True) -> None:
        """Tick every row listed, or none."""
        self.tick(self._ids, on=on)

    def toggle(self, ids: Ids) -> None:
        """Tick rows, or, when they all are, take their ticks off."""
        self.tick(ids, on=not BitMap(ids).issubset(self.ticked))

    def row_at(self, row: int) -> Any:
        """Return what is known of a row; None when it is gone from the project."""
        return self._page(row // PAGE).get(self._ids[row])

    def _page(self, number: int) -> dict[int, Any]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = {row.id: row for row in self._fetch(list(self._ids[number * PAGE : (number + 1) * PAGE]))}
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page

    def _repaint(self) -> None:
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))
