"""Lists to tick: the labels that fill a role, and the roles that an event type has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.theme import Theme, label_style

ID_ROLE = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def dot(colour: str, theme: Theme) -> QIcon:
    """Return a label's dot as an icon."""
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(label_style(colour, theme).bar))
        painter.drawRoundedRect(1, 1, 9, 9, 2.5, 2.5)
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # else a row in hand would tint it
    return icon


class TickList(QListWidget):
    """Names, each with a tick; Space ticks.

    Signals:
        committed: the ids ticked, in the order of the list.
    """

    committed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, most: int = 12) -> None:
        super().__init__(parent)
        self._most = most
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(12, 12))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda item: self.committed.emit(self.ticked()))

    def offer(self, values: Sequence[tuple[int, str, QIcon | None]], ticked: Sequence[int]) -> None:
        """Offer these names (id, name, icon), some of them ticked. Tells nobody."""
        self.blockSignals(True)
        row = self.currentRow()
        self.clear()
        for value, words, icon in values:
            item = QListWidgetItem(words)
            if icon is not None:
                item.setIcon(icon)
            item.setData(ID_ROLE, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_ON if value in ticked else _OFF)
            self.addItem(item)
        self.setCurrentRow(row if 0 <= row < self.count() else 0)
        self.blockSignals(False)
        self.setFixedHeight(self.sizeHint().height())

    def ticked(self) -> list[int]:
        """Return the ids ticked, in order."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(ID_ROLE) for item in items if item.checkState() == _ON]

    def sizeHint(self) -> QSize:
        """Return the room of its rows, up to the most it may take."""
        row = self.sizeHintForRow(0) if self.count() else 24
        return QSize(280, row * max(1, min(self._most, self.count())) + 2 * self.frameWidth() + 2)


class RoleTable(QTreeWidget):
    """The roles of a type: a tick for having it, another for its being required; Alt+Up/Down moves a row.

    Signals:
        committed: (role id, required) of those ticked, in order.
    """

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderLabels(["Role", "Required"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName("Roles of this type")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._on_item)

    def offer(self, values: Sequence[tuple[int, str, bool, bool]]) -> None:
        """Offer these roles (id, name, had, required). Tells nobody."""
        self.blockSignals(True)
        present = self.currentItem()
        at = present.data(0, ID_ROLE) if present else None
        self.clear()
        for role_id, name, had, required in values:
            item = QTreeWidgetItem([name, ""])
            item.setData(0, ID_ROLE, role_id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, _ON if had else _OFF)
            item.setCheckState(1, _ON if required and had else _OFF)
            self.addTopLevelItem(item)
            if role_id == at:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.setFixedHeight(self.sizeHint().height())

    def wanted(self) -> list[tuple[int, bool]]:
        """Return the roles ticked, in order, and whether each is required."""
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [
            (item.data(0, ID_ROLE), item.checkState(1) == _ON)
            for item in items
            if item is not None and item.checkState(0) == _ON
        ]

    def _on_item(self, item: QTreeWidgetItem, column: int) -> None:
        self.blockSignals(True)
        if column == 0 and item.checkState(0) == _OFF:
            item.setCheckState(1, _OFF)
        elif column == 1 and item.checkState(1) == _ON:
            item.setCheckState(0, _ON)  # what is required is had
        self.blockSignals(False)
        self.committed.emit(self.wanted())

    def sizeHint(self) -> QSize:
        """Return the room of all rows, up to twelve."""
        row = self.sizeHintForRow(0) if self.topLevelItemCount() else 24
        rows = max(1, min(12, self.topLevelItemCount()))
        return QSize(320, self.header().sizeHint().height() + row * rows + 4)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts off the keys that move a row."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := _step(event):
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        item = self.currentItem()
        row = self.indexOfTopLevelItem(item) if item else -1
        if item is None or not 0 <= row + step < self.topLevelItemCount():
            return
        self.blockSignals(True)
        self.takeTopLevelItem(row)
        self.insertTopLevelItem(row + step, item)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.committed.emit(self.wanted())


def _step(event: QKeyEvent) -> int:
    if event.modifiers() != Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
