"""A table of rows with tick boxes: Space ticks, Enter opens, Ctrl+C copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.intake.rows import TICK, RowModel
from desktop.long_table import LongTable
from desktop.room import make_room

HEIGHT = 30  # pixels of a row
_LEAST = 180  # pixels of a column that takes the room that is left; others give way below that
_COPIED = 2_000  # rows put on the clipboard at most
_KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left,
    Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete,
)  # fmt: skip
_STANDARD = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)


class RowTable(LongTable):
    """Rows of a `RowModel`.

    Signals:
        entered: Enter or a double click on a row (id).
        moved: another row is current (id, 0 for none).
        menu_wanted: the context menu, at a global position.
        delete_wanted: the Delete key.
    """

    entered = Signal(int)
    moved = Signal(int)
    delete_wanted = Signal()

    def __init__(self, name: str, rows: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=HEIGHT)
        self.setAccessibleName(name)
        self.rows = rows
        self.setModel(rows)
        self._set_header()
        self.selectionModel().currentRowChanged.connect(lambda now, before: self.moved.emit(self.current_id()))

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(34)
        header.setSectionsClickable(self.rows.ticks)
        for number, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        if self.rows.ticks:
            header.setSectionResizeMode(TICK, QHeaderView.ResizeMode.Fixed)
            header.sectionClicked.connect(lambda at: self.rows.toggle(self.rows.ids) if at == TICK else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.rows.columns
        widths = {number: column.width for number, column in enumerate(columns) if column.width}
        rest = [number for number in widths if number != TICK or not self.rows.ticks]
        least_first = sorted(rest, key=lambda number: (not columns[number].faint, -number))
        stretching = len(columns) - len(widths)
        make_room(self, widths, least_first, needed=_LEAST * stretching, room=self.viewport().width())

    # What the page asks

    def current_id(self) -> int:
        """Return the id of the current row, 0 for none."""
        current = self.currentIndex()
        return int(self.rows.ids[current.row()]) if current.isValid() and current.row() < len(self.rows.ids) else 0

    def selected_ids(self) -> list[int]:
        """Return the ids of the rows selected, in the table's order."""
        return [each for top, bottom in self._ranges() for each in self.rows.ids[top : bottom + 1]]

    def selected_count(self) -> int:
        """Return how many rows are selected; of a million no index is made for it."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def _ranges(self) -> list[tuple[int, int]]:
        """Return first and last row of each stretch selected."""
        found = self.selectionModel().selection()
        return sorted({(found.at(n).top(), found.at(n).bottom()) for n in range(found.size())})

    def go_to(self, row: int) -> None:
        """Make a row current and select it; the nearest when there are not so many."""
        if self.rows.rowCount():
            at = self.rows.index(max(0, min(row, self.rows.rowCount() - 1)), 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(at, flags)

    def copy(self) -> None:
        """Put the rows selected on the clipboard, their cells with tabs between them."""
        chosen = [row for top, bottom in self._ranges() for row in range(top, min(bottom + 1, top + _COPIED))]
        rows = [self.rows.row_at(row) for row in chosen[:_COPIED]]
        texts: list[Callable[[object], str]] = [column.text for column in self.rows.columns if column.title]
        lines = ["\t".join(" ".join(text(row).split()) for text in texts) for row in rows if row is not None]
        QGuiApplication.clipboard().setText("".join(f"{line}\n" for line in lines))

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a table do so here, whatever they do in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():  # so that the arrows have a start
            self.go_to(0)

    def _takes(self, event: QKeyEvent) -> bool:
        plainly = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return (event.key() in _KEYS and plainly) or any(event.matches(key) for key in _STANDARD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plainly = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plainly:
            self._enter()
        elif key == Qt.Key.Key_Space and plainly and self.rows.ticks:
            self.rows.toggle(self.selected_ids() or [each for each in [self.current_id()] if each])
        elif key == Qt.Key.Key_Delete and plainly:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters belong to the window
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and not (self.rows.ticks and at.column() == TICK):
            self._enter()

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 4 * HEIGHT)

    def _enter(self) -> None:
        if found := self.current_id():
            self.entered.emit(found)
