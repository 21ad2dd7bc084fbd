"""The table of records as a Qt model: an array of ids, and pages of rows that are fetched when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import plain
from desktop.events import columns as cells
from desktop.events.columns import Column
from desktop.events.types import Types
from labels.record import RecordRow

if TYPE_CHECKING:
    from desktop.events.frame import Ints

PAGE, PAGES = 128, 24  # rows fetched at once, pages held
ROW = Qt.ItemDataRole.UserRole  # the RecordRow
CHOSEN = Qt.ItemDataRole.UserRole + 1  # whether it belongs to the selection
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Sequence[int]], list[RecordRow]]
_ROOT = QModelIndex()


class RecordModel(QAbstractTableModel):
    """A row for each id.

    Attributes:
        write: called with (row, column, what was typed or chosen) by an editor; says whether it was written.
        editable: whether anything can be typed in.
    """

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[int] = []
        self._rows: dict[int, int] | None = None
        self._columns: list[Column] = []
        self._pages: OrderedDict[int, dict[int, RecordRow]] = OrderedDict()
        self._chosen: frozenset[int] = frozenset()
        self.types = Types()
        self.write: Callable[[RecordRow, Column, Any], bool] = lambda _row, _column, _value: False
        self.editable = False

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return self._columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == CHOSEN:
            return self._ids[index.row()] in self._chosen
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        row = self.row_at(index.row())
        if role == ROW or row is None:
            return row if role == ROW else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            found = cells.text(column, row, self.types)
            return found if role == Qt.ItemDataRole.EditRole else plain.bidi_isolate(found.replace("\n", " "))
        return self._tooltip(column, row) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        writable = self.editable and index.isValid() and self._columns[index.column()].editor
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index.row()) if index.isValid() and role == Qt.ItemDataRole.EditRole else None
        if row is None or not self.editable:
            return False
        return self.write(row, self._columns[index.column()], value)

    # What the page asks

    def ids(self) -> list[int]:
        """Return the ids listed, in order."""
        return self._ids

    def columns(self) -> list[Column]:
        """Return the columns shown, in order."""
        return self._columns

    def set_ids(self, ids: Ints) -> bool:
        """List other records; says whether they are others at all."""
        found = ids.tolist()
        if found == self._ids:
            return False
        self.beginResetModel()
        self._ids, self._rows = found, None
        self._pages.clear()
        self.endResetModel()
        return True

    def set_columns(self, shown: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = list(shown)
        self._pages.clear()  # roles are fetched only where they are shown
        self.endResetModel()

    def set_chosen(self, ids: frozenset[int]) -> None:
        """Mark these records as belonging to the selection."""
        self._chosen = ids
        self._repaint()

    def touch_all(self) -> None:
        """Read every row again when it is next looked at."""
        self._pages.clear()
        self._repaint()

    def row_of(self, event_id: int) -> int:
        """Return where a record stands, -1 when it is not listed."""
        if self._rows is None:
            self._rows = {each: number for number, each in enumerate(self._ids)}
        return self._rows.get(event_id, -1)

    def row_at(self, row: int) -> RecordRow | None:
        """Return what is known of the record in a row; None when it is gone from the project."""
        return self._page(row // PAGE).get(self._ids[row])

    def _tooltip(self, column: Column, row: RecordRow) -> str:
        words = self.types.get(row.type_id).path if column.key == "type" else cells.text(column, row, self.types)
        return plain.tooltip(words)

    def _repaint(self) -> None:
        if self._ids and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._columns) - 1))

    def _page(self, number: int) -> dict[int, RecordRow]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        roles = [column.role_id for column in self._columns if column.role_id]
        page = {row.event_id: row for row in self._fetch(ids, roles)}
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
