"""Names in the coding that may be one actor, to be taken or passed over one group after the other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.plain import PlainLabel
from labels.entity_groups import NameGroup


class GroupPage(QWidget):
    """One group at a time; names may be unticked before they are taken.

    Signals:
        accepted: a group (`NameGroup`) and the names meant (list of str).
        closed: no group is left, or the analyst goes back to the list.
    """

    accepted = Signal(object, list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[NameGroup] = []
        self.title = PlainLabel("", self)
        self.why = PlainLabel("", self)
        self.names = QListWidget(self)
        self.take = QPushButton("One &actor", self)
        self.skip = QPushButton("&Not the same", self)
        self.back = QPushButton("&Back to the list", self)
        self._build()

    def _build(self) -> None:
        self.title.setProperty("role", "title")
        self.why.setProperty("role", "second")
        for label in (self.title, self.why):
            label.setWordWrap(True)
        self.names.setAccessibleName("Names")
        self.take.setProperty("kind", "primary")
        self.back.setProperty("kind", "quiet")
        row = QHBoxLayout()
        for button in (self.take, self.skip):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.back)
        for button in (self.take, self.skip, self.back):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.title, self.why):
            layout.addWidget(widget)
        layout.addWidget(self.names, 1)
        layout.addLayout(row)
        self.take.clicked.connect(self._take)
        self.skip.clicked.connect(self._next)
        self.back.clicked.connect(self.closed)
        self.names.itemChanged.connect(lambda item: self._can())

    @property
    def group(self) -> NameGroup | None:
        """The group shown."""
        return self._groups[0] if self._groups else None

    def show_groups(self, groups: list[NameGroup]) -> None:
        """Begin with the first of these groups."""
        self._groups = list(groups)
        self._show()

    def chosen(self) -> list[str]:
        """Return the names that are ticked."""
        items = (self.names.item(at) for at in range(self.names.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def _show(self) -> None:
        group = self.group
        self.names.clear()
        if group is None:
            self.closed.emit()
            return
        known = ", and an actor on the list has some of them" if group.entity_ids else ""
        self.title.setText(f"These {len(group.names)} names may be one actor")
        more = len(self._groups) - 1
        left = f" {more:,} more {'group' if more == 1 else 'groups'}." if more else ""
        self.why.setText(f"By their {group.why}{known}. Untick what is somebody else.{left}")
        for name, count in group.names:
            item = QListWidgetItem(f"{name}   ×{count:,}", self.names)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.names.setCurrentIndex(QModelIndex())
        self._can()

    def _can(self) -> None:
        self.take.setEnabled(bool(self.chosen()))

    def _take(self) -> None:
        if self.group is not None:
            self.accepted.emit(self.group, self.chosen())
            self._next()

    def _next(self) -> None:
        self._groups = self._groups[1:]
        self._show()
