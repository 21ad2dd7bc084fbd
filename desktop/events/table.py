"""The table itself: selection, sorting, columns, keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from desktop import plain
from desktop.events.columns import Column
from desktop.events.delegate import ROW_HEIGHT, RecordDelegate
from desktop.events.model import RecordModel
from desktop.long_table import LongTable
from labels.record import SortKey

_RANGES = 400  # more pieces than that are only painted as chosen: Qt would walk them for each cell
_MOST = 2000  # more rows, too: it asks the flags of each when it paints the header
_KEYS = (
    Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up,
    Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home,
    Qt.Key.Key_End,
)  # fmt: skip
_STANDARD = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RecordTable(LongTable):
    """Rows are records.

    Signals:
        chosen: a person selected other rows (ids).
        entered: Enter or a double click on a row (id): go to the words.
        sort_wanted: a header was clicked (`SortKey`).
        columns_changed: other columns, widths or order.
        menu_wanted: the context menu, at a global position.
        copy_wanted, delete_wanted: Ctrl+C, Delete.
    """

    chosen = Signal(object)
    entered = Signal(int)
    sort_wanted = Signal(str)
    columns_changed = Signal()
    copy_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, records: RecordModel, delegate: RecordDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=ROW_HEIGHT)
        self.setObjectName("recordTable")
        self.setAccessibleName("Events")
        self._records, self._quiet = records, False
        self.offered: Sequence[Column] = ()
        self._set_up()
        self.setItemDelegate(delegate)
        self.setModel(records)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._header_clicked)
        header.sectionResized.connect(lambda *_: self._tell_columns())
        header.sectionMoved.connect(lambda *_: self._tell_columns())
        header.customContextMenuRequested.connect(lambda at: self.columns_menu().popup(header.mapToGlobal(at)))

    def _set_up(self) -> None:
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(40)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    # Columns

    def show_columns(self, shown: Sequence[tuple[Column, int]]) -> None:
        """Show these columns with their widths."""
        self._quiet = True
        header = self.horizontalHeader()
        for visual in range(header.count()):  # back to the model's order
            header.moveSection(header.visualIndex(visual), visual)
        self._records.set_columns([column for column, _ in shown])
        for number, (_, width) in enumerate(shown):
            self.setColumnWidth(number, width)
        self._quiet = False

    def shown_columns(self) -> list[tuple[Column, int]]:
        """Return the columns as they stand, with their widths."""
        header, columns = self.horizontalHeader(), self._records.columns()
        logical = [header.logicalIndex(visual) for visual in range(header.count())]
        return [(columns[number], header.sectionSize(number)) for number in logical]

    def show_sort(self, key: SortKey, *, descending: bool) -> None:
        """Show by which column the rows are sorted."""
        at = next((number for number, column in enumerate(self._records.columns()) if column.sort == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    def columns_menu(self) -> QMenu:
        """Return the menu of all columns, those shown ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = {column.key for column, _ in self.shown_columns()}
        for column in self.offered:
            action = menu.addAction(plain.mnemonic_free(column.title))
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.setEnabled(column.key not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, column=column: self._toggle(column, on))
        return menu

    def _toggle(self, column: Column, on: bool) -> None:
        shown = self.shown_columns()
        if on:
            order = {each.key: number for number, each in enumerate(self.offered)}
            before = [n for n, (each, _) in enumerate(shown) if order[each.key] < order[column.key]]
            shown.insert(before[-1] + 1 if before else 0, (column, column.width))
        else:
            shown = [each for each in shown if each[0].key != column.key]
        self.show_columns(shown)
        self.columns_changed.emit()

    def _tell_columns(self) -> None:
        if not self._quiet:
            self.columns_changed.emit()

    # Selection

    def chosen_ids(self) -> list[int]:
        """Return the ids of the rows selected, in the table's order."""
        ids = self._records.ids()
        selection = self.selectionModel().selection()
        ranges = sorted((selection.at(n).top(), selection.at(n).bottom()) for n in range(selection.size()))
        return list(dict.fromkeys(each for top, bottom in ranges for each in ids[top : bottom + 1]))

    def choose(self, ids: Iterable[int], *, scroll: bool = False) -> None:
        """Show which records are chosen; nothing is emitted. `scroll` brings the first into sight."""
        wanted = frozenset(ids)
        rows = sorted(row for row in map(self._records.row_of, wanted) if row >= 0)
        runs = _runs(rows) if len(rows) <= _MOST else []
        self._records.set_chosen(wanted)
        self._quiet = True
        last = max(0, self._records.columnCount() - 1)
        selection = QItemSelection()  # empty for very many: they are painted as chosen all the same
        for top, bottom in runs if len(runs) <= _RANGES else ():
            selection.select(self._records.index(top, 0), self._records.index(bottom, last))
        if rows and self._records.ids()[max(0, self.currentIndex().row())] not in wanted:
            at = self._records.index(rows[0], max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, _SELECT)
        self._quiet = False
        if scroll and rows:
            first = self._records.index(rows[0], max(0, self.currentIndex().column()))
            if not self.viewport().rect().contains(self.visualRect(first)):
                self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)

    def _selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        if not self._quiet:
            found = self.chosen_ids()
            self.chosen.emit(found)
            if len(found) > _MOST:
                self.choose(found)

    def select_row(self, row: int) -> None:
        """Choose a row, or the last when there are not so many; the column in hand stays."""
        last = self._records.rowCount() - 1
        if last >= 0:
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self._records.index(min(row, last), column))
            self.selectRow(min(row, last))

    def selectAll(self) -> None:
        """Choose all rows."""
        self.chosen.emit(list(self._records.ids()))
        self.choose(self._records.ids())

    def reset(self) -> None:
        """Qt forgets the selection of a model that lists other rows: nobody chose that."""
        before, self._quiet = self._quiet, True
        super().reset()
        self._quiet = before

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a table do so here, whatever they do in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._records.rowCount():  # so that the arrows have a start
            first = self._records.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _takes(self, event: QKeyEvent) -> bool:
        return event.key() in _KEYS or any(event.matches(key) for key in _STANDARD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plainly = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plainly and not editing:
            self._enter()
        elif event.key() == Qt.Key.Key_Escape and plainly and not editing:
            self.clearSelection()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and plainly and not editing:
            self.delete_wanted.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters belong to the window; looking rows up by letter would read every page
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._enter()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 5 * ROW_HEIGHT)

    def _enter(self) -> None:
        if (current := self.currentIndex()).isValid():
            self.entered.emit(self._records.ids()[current.row()])

    def _header_clicked(self, section: int) -> None:
        if key := self._records.columns()[section].sort:
            self.sort_wanted.emit(key)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of neighbours in sorted numbers."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs
