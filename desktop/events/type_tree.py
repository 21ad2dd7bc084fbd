"""The list of event types with boxes to tick, which drops down from the filter bar."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from desktop import plain
from desktop.events.types import Types

_ID = Qt.ItemDataRole.UserRole
_ROW, _WIDTH, _MOST = 26, 330, 16  # pixels; rows seen at once


class TypeTree(QTreeWidget):
    """A ticked type stands for all below it. Signal: `picked` (ids of types, as in a query; none for all)."""

    picked = Signal(object)

    def __init__(self, types: Types, present: Iterable[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Event types")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setUniformRowHeights(True)
        self._made: dict[int, QTreeWidgetItem] = {}
        for each in [one for one in types.by_id.values() if one.id] + [types.get(0)]:
            if not each.retired or each.id in set(present):
                self._made[each.id] = self._add(self._made.get(each.parent if each.id else -1), each.id, each.name)
        self._tick(set(present))
        self.expandAll()
        self.setCurrentItem(next(iter(self._made.values())))
        self.setFixedSize(QSize(_WIDTH, _ROW * min(_MOST, max(3, len(self._made))) + 8))
        self.itemChanged.connect(lambda *_: self.picked.emit(self.chosen()))

    def chosen(self) -> tuple[int, ...]:
        """Return the types ticked; one with everything below it counts alone."""
        found: list[int] = []
        for number in range(self.topLevelItemCount()):
            self._gather(self.topLevelItem(number), found)
        return tuple(found)

    def toggle(self, type_id: int) -> None:
        """Tick a type, or take the tick off."""
        item = self._made[type_id]
        on = item.checkState(0) == Qt.CheckState.Checked
        item.setCheckState(0, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()  # the menu closes
        else:
            super().keyPressEvent(event)

    def _add(self, parent: QTreeWidgetItem | None, type_id: int, name: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent or self.invisibleRootItem(), [plain.bidi_isolate(name)])
        item.setData(0, _ID, type_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setSizeHint(0, QSize(0, _ROW))
        return item

    def _tick(self, present: set[int]) -> None:
        for type_id in present & self._made.keys():
            self._made[type_id].setCheckState(0, Qt.CheckState.Checked)

    def _gather(self, item: QTreeWidgetItem | None, found: list[int]) -> None:
        if item is None or item.checkState(0) == Qt.CheckState.Unchecked:
            return
        if item.checkState(0) == Qt.CheckState.Checked:
            found.append(int(item.data(0, _ID)))
            return
        for number in range(item.childCount()):
            self._gather(item.child(number), found)
