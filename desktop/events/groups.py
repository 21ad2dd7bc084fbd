"""The list at the side: records by type, country, month, actor or coder, with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.events.columns import country
from desktop.events.types import Types
from desktop.theme import Theme, label_style
from desktop.when import MONTHS
from labels.record import Group, GroupKey
from labels.records import NO_DATE

NAMES: dict[GroupKey, str] = {
    "type": "Type",
    "country": "Country",
    "month": "Month",
    "actor": "Actor",
    "coder": "Coder",
}
_MOST = 1000
_KEY = Qt.ItemDataRole.UserRole


class GroupList(QWidget):
    """Signals: `chosen` (a group's key, "" for all); `closed`, its cross was clicked."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._quiet = theme, False
        self._key: GroupKey = "type"
        self.heading = plain.PlainLabel("")
        self.heading.setProperty("role", "heading")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Close the groups")
        self.close_button.clicked.connect(self.closed)
        self.list = QTreeWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setIndentation(14)
        self.list.setUniformRowHeights(True)
        self.list.setIconSize(QSize(9, 9))
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, self.list.header().ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, self.list.header().ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._chosen)
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 6, 2)
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(150)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.close_button.setIcon(icons.icon("x", theme))

    def show_groups(self, key: GroupKey, groups: Sequence[Group], types: Types, present: str) -> None:
        """Show groups, the one in `present` chosen; types stand below their parents."""
        self._quiet, self._key = True, key
        self.heading.setText(f"By {NAMES[key].lower()}")
        self.list.setAccessibleName(f"Events by {NAMES[key].lower()}")
        self.list.clear()
        self.list.setRootIsDecorated(key == "type")
        self._add(None, "", "All", sum(group.count for group in groups))
        if key == "type":
            self._add_types(groups, types)
        else:
            for group in groups[:_MOST]:
                self._add(None, group.key, _name(key, group), group.count)
            if len(groups) > _MOST:
                item = QTreeWidgetItem(self.list, [f"{len(groups) - _MOST:,} more: filter first"])
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._show_present(present)
        self._quiet = False

    def _add_types(self, groups: Sequence[Group], types: Types) -> None:
        counts = {int(group.key): group.count for group in groups}
        total = dict(counts)
        for each in reversed(list(types.by_id.values())):  # children stand after their parents
            if each.parent:
                total[each.parent] = total.get(each.parent, 0) + total.get(each.id, 0)
        made: dict[int, QTreeWidgetItem] = {}
        ordered = [each for each in types.by_id.values() if each.id] + [types.get(0)]
        for each in ordered:
            if total.get(each.id):
                made[each.id] = self._add(made.get(each.parent), str(each.id), each.name, total[each.id])
                made[each.id].setIcon(0, _dot(label_style(each.colour, self._theme).bar))
        self.list.expandAll()

    def _add(self, parent: QTreeWidgetItem | None, key: str, name: str, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent or self.list.invisibleRootItem(), [plain.bidi_isolate(name), f"{count:,}"])
        item.setData(0, _KEY, key)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, QColor(self._theme.second))
        item.setData(0, Qt.ItemDataRole.ToolTipRole, plain.tooltip(name))
        return item

    def _show_present(self, present: str) -> None:
        found = self.list.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
        for item in found:
            if item.data(0, _KEY) == present:
                self.list.setCurrentItem(item)

    def _chosen(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None and not self._quiet:
            self.chosen.emit(str(item.data(0, _KEY) or ""))


def _name(key: GroupKey, group: Group) -> str:
    if not group.name or group.key == NO_DATE:
        return "No date" if key == "month" else f"No {key}"
    if key == "month":
        return f"{MONTHS[int(group.name[5:7]) - 1]} {group.name[:4]}"
    return country(group.name) if key == "country" else group.name


def _dot(colour: str) -> QIcon:
    picture = QPixmap(18, 18)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(0, 0, 9, 9, 2.5, 2.5)
    return QIcon(picture)
