"""The table of lines: keys, ticks, sorting by a click on a heading."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop.concordance.delegate import ROW_HEIGHT, LineDelegate
from desktop.concordance.model import AFTER, ARTICLE, BEFORE, HIT, LABEL, TICK, HitModel
from desktop.long_table import LongTable
from labels.concordance import OrderKey

_KEYS = (
    Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Up,
    Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
SORTS: dict[int, OrderKey] = {ARTICLE: "date", BEFORE: "before", HIT: "hit", AFTER: "after"}
_TICK_WIDTH, _LABEL_WIDTH, _LEAST_HIT = 40, 116, 72  # pixels


class LineTable(LongTable):
    """Rows are hits.

    Signals:
        entered: Enter or a double click on a row: go to the words.
        sort_wanted: a heading was clicked (`OrderKey`).
        all_wanted: the heading of the ticks was clicked, or Ctrl+A.
        letter: a key that may be a label's (its text).
        unlabel_wanted: Delete.
        left: Escape.
        menu_wanted: the context menu, at a global position.
    """

    entered = Signal(int)
    sort_wanted = Signal(str)
    all_wanted = Signal()
    letter = Signal(str)
    unlabel_wanted = Signal()
    left = Signal()

    def __init__(self, lines: HitModel, delegate: LineDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=ROW_HEIGHT)
        self.setObjectName("lineTable")
        self.setAccessibleName("Hits")
        self._lines, self._delegate = lines, delegate
        self._ticked_from = 0
        self._set_up()
        self.setItemDelegate(delegate)
        self.setModel(lines)
        self.horizontalHeader().sectionClicked.connect(self._header_clicked)

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(24)

    def show_sort(self, key: OrderKey, *, descending: bool) -> None:
        """Show by what the rows are sorted."""
        at = next((column for column, sort in SORTS.items() if sort == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    def fit_columns(self) -> None:
        """Share out the width: the hits in view fit the middle, what is before and after them has the same room."""
        width = self.viewport().width()
        first = max(0, self.rowAt(0))
        rows = range(first, min(first + self.viewport().height() // ROW_HEIGHT, self._lines.rowCount()))
        widths = [self._delegate.width_of(line.hit) for row in rows if (line := self._lines.line(row)) is not None]
        hit = min(max([_LEAST_HIT, *widths]) + 20, width // 4)
        article = min(230, max(130, width // 7))
        side = max(60, (width - _TICK_WIDTH - article - _LABEL_WIDTH - hit) // 2)
        sizes = {TICK: _TICK_WIDTH, ARTICLE: article, BEFORE: side, HIT: hit, AFTER: side, LABEL: _LABEL_WIDTH}
        for column, size in sizes.items():
            self.setColumnWidth(column, size)

    def chosen_rows(self) -> list[int]:
        """Return the rows selected, in order."""
        selection = self.selectionModel().selection()
        ranges = [(selection.at(n).top(), selection.at(n).bottom()) for n in range(selection.size())]
        return [row for top, bottom in sorted(ranges) for row in range(top, bottom + 1)]

    def toggle_chosen(self) -> None:
        """Tick the rows selected; when all are ticked, take the ticks off."""
        rows = self.chosen_rows() or [self.currentIndex().row()]
        if rows and rows[0] >= 0:
            self._lines.tick(rows, on=not all(map(self._lines.is_ticked, rows)))

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a table do so here, whatever they do in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        plainly = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        is_letter = plainly and len(event.text()) == 1 and event.text().isalnum()
        return event.key() in _KEYS or _is_all(event) or is_letter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plainly = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and plainly:
            self._tick_and_go_on()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plainly:
            self._enter()
        elif event.key() == Qt.Key.Key_Escape and plainly:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete and plainly:
            self.unlabel_wanted.emit()
        elif _is_all(event):
            self.all_wanted.emit()
        elif plainly and len(event.text()) == 1 and event.text().isalnum():
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _tick_and_go_on(self) -> None:
        """Tick what is selected; after a single row, the next one is in hand."""
        rows = self.chosen_rows()
        self.toggle_chosen()
        following = self.currentIndex().row() + 1
        if len(rows) <= 1 and following < self._lines.rowCount():
            self.selectRow(following)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or index.column() != TICK or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        row, on = index.row(), not self._lines.is_ticked(index.row())
        ranged = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        low, high = sorted((self._ticked_from, row)) if ranged else (row, row)
        self._lines.tick(range(low, high + 1), on=on)
        self._ticked_from = row
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self.mousePressEvent(event)  # two quick clicks on a box are two clicks
        elif index.isValid():
            self._enter()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._lines.rowCount():  # so that the arrows have a start
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 5 * ROW_HEIGHT)

    def _enter(self) -> None:
        if (current := self.currentIndex()).isValid():
            self.entered.emit(current.row())

    def _header_clicked(self, section: int) -> None:
        if section == TICK:
            self.all_wanted.emit()
        elif section in SORTS:
            self.sort_wanted.emit(SORTS[section])


def _is_all(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier
