"""Where the parts of the Events page stand: filters above, table on the left, map over timeline on the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from desktop import icons, plain
from desktop.events.delegate import RecordDelegate
from desktop.events.empty import EmptyPage
from desktop.events.filters import ChipRow, FilterBar, Names
from desktop.events.groups import NAMES, GroupList
from desktop.events.model import Fetch, RecordModel
from desktop.events.table import RecordTable
from desktop.events.types import Types
from desktop.settings import Settings
from desktop.theme import Theme
from labels.record import GroupKey, RecordQuery

if TYPE_CHECKING:
    from desktop.events.frame import Ints
    from desktop.events.timeline import Timeline
    from desktop.map import MapView


class Parts(QObject):
    """Makes the parts and lays them out on a page. Map and timeline are made when first asked for: they take longest.

    Signals:
        group_wanted: a `GroupKey` or None.
        made: the map or the timeline is there now ("map", "timeline").
    """

    group_wanted = Signal(object)
    made = Signal(str)

    def __init__(
        self, page: QWidget, fetch: Fetch, names: Mapping[str, Names], theme: Theme, settings: Settings
    ) -> None:
        super().__init__(page)
        self._page, self._settings, self._theme = page, settings, theme
        self._map: MapView | None = None
        self._timeline: Timeline | None = None
        self.model = RecordModel(fetch, self)
        self.delegate = RecordDelegate(theme, self)
        self.table = RecordTable(self.model, self.delegate)
        self.bar = FilterBar(dict(names), theme)
        self.chips = ChipRow(theme)
        self.totals = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.totals.setProperty("role", "second")
        self.totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.only_button = QPushButton("Show only these")
        self.groups, self.empty = GroupList(theme), EmptyPage(theme)
        self._make_buttons()
        self._lay_out()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = self.delegate.theme = theme
        for part in (self.bar, self.chips, self.groups, self.empty, self._map, self._timeline):
            if part is not None:
                part.set_theme(theme)
        self._dress_area_button()
        self.columns_button.setIcon(icons.icon("list", theme))
        self.table.viewport().update()

    @property
    def map(self) -> MapView:
        """The map."""
        if self._map is None:
            from desktop.map import MapView

            self._map = MapView(self._theme)
            self._map.put_over(self.area_button)
            self.right.insertWidget(0, self._map)
            self._placed("map")
        return self._map

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        if self._timeline is None:
            from desktop.events.timeline import Timeline

            self._timeline = Timeline(self._theme)
            self.right.addWidget(self._timeline)
            self._placed("timeline")
        return self._timeline

    def pictures(self) -> tuple[MapView | None, Timeline | None]:
        """Return the map and the timeline as far as they are made."""
        return self._map, self._timeline

    def make_next(self) -> bool:
        """Make the map, or else the timeline; says whether there was anything to make."""
        before = self.pictures()
        made = self.map if self._map is None else self.timeline
        return made not in before

    def kinds(self, types: Ints, known: Types) -> Ints:
        """Return the number of each type's root in `known.roots()`."""
        import numpy as np

        numbers = {root.id: number for number, root in enumerate(known.roots())}
        table = np.full(int(types.max(initial=0)) + 1, numbers[0], dtype=np.int64)
        for each in known.by_id.values():
            if each.id < len(table):
                table[each.id] = numbers.get(each.root, numbers[0])
        return np.asarray(table[types])

    def show_query(self, query: RecordQuery) -> None:
        """Show what is asked for."""
        self.bar.show_query(query)
        before = self.area_button.blockSignals(True)
        self.area_button.setChecked(query.box is not None)
        self.area_button.blockSignals(before)

    def place(self) -> int:
        """Return how far the table is scrolled, pixels."""
        return self.table.verticalScrollBar().value()

    def return_to(self, place: int) -> None:
        """Scroll the table to where it stood."""
        self.table.executeDelayedItemsLayout()  # until then the scroll bar ends where the old rows ended
        self.table.verticalScrollBar().setValue(place)

    def show_empty(self, any_listed: bool, *, has_events: bool) -> None:
        """Show the table, or why there is nothing in it."""
        self.empty.show_reason(has_events=has_events)
        if has_events:
            self._whole.setCurrentWidget(self._split)
            self._left.setCurrentIndex(0 if any_listed else 1)
            self._beside.addWidget(self.empty)
        else:
            self._whole.setCurrentIndex(1)
            self._alone.addWidget(self.empty)
        self.empty.show()
        for part in (self.bar, self.chips, self.columns_button, self.group_button):
            part.setEnabled(has_events)

    def show_group_button(self, key: GroupKey | None) -> None:
        """Show by what the records are grouped."""
        self.group_button.setText(f"By {NAMES[key].lower()}" if key else "Group")

    def enter_table(self) -> None:
        """Go to the table, to its first row when none is chosen."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rowCount() and not self.table.chosen_ids():
            self.table.selectRow(0)

    def _make_buttons(self) -> None:
        self.group_button = QPushButton("Group")
        self.group_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.group_button.setStyleSheet("QPushButton, QPushButton:focus { padding-right: 26px; }")
        groups = QMenu(self.group_button)
        groups.addAction("No groups").triggered.connect(lambda: self.group_wanted.emit(None))
        groups.addSeparator()
        for key, name in NAMES.items():
            groups.addAction(name).triggered.connect(lambda _=False, key=key: self.group_wanted.emit(key))
        self.group_button.setMenu(groups)
        self.columns_button = QToolButton()
        self.columns_button.setAccessibleName("Choose columns")
        self.columns_button.setProperty("toolTip", plain.tooltip("Choose columns"))
        self.columns_button.clicked.connect(self._show_columns)
        self.only_button.setProperty("kind", "quiet")
        self.only_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.only_button.hide()
        self.area_button = QPushButton("Only this part of the map")
        self.area_button.setCheckable(True)
        self.area_button.setProperty("toolTip", plain.tooltip("List only events that are seen on the map"))

    def _dress_area_button(self) -> None:
        theme = self._theme
        self.area_button.setStyleSheet(
            "QPushButton, QPushButton:focus { padding: 2px 9px; min-height: 18px; font-size: 12px; "
            f"background: {theme.paper}; color: {theme.second}; border: 1px solid {theme.line}; border-radius: 6px; }}"
            f"QPushButton:hover {{ background: {theme.hover}; }}"
            f"QPushButton:focus {{ border-color: {theme.accent}; }}"
            f"QPushButton:checked {{ background: {theme.accent}; color: {theme.on_accent}; "
            f"border-color: {theme.accent}; }}"
        )

    def _placed(self, name: str) -> None:
        if self._map is not None and self._timeline is not None:
            for number, share in enumerate((3, 2)):
                self.right.setStretchFactor(number, share)
            self.right.setSizes([780, 520])
            self._restore("down", self.right)
        self.made.emit(name)

    def _show_columns(self) -> None:
        button, menu = self.columns_button, self.table.columns_menu()
        menu.popup(button.mapToGlobal(button.rect().bottomRight()) - QPoint(menu.sizeHint().width(), 0))

    def _lay_out(self) -> None:
        self.bar.row.addWidget(self.group_button)
        self.bar.row.addWidget(self.columns_button)
        told = QHBoxLayout()
        told.setContentsMargins(12, 0, 12, 6)
        told.setSpacing(8)
        told.addWidget(self.chips)
        told.addWidget(self.totals, 1)
        told.addWidget(self.only_button)
        self.only_button.ensurePolished()
        told.addStrut(self.only_button.sizeHint().height())  # the table below does not jump when something is chosen
        self._left = QStackedWidget()
        self._left.addWidget(self.table)
        self._beside = _holder(self._left)
        self.right = _splitter(Qt.Orientation.Vertical, (), ())
        self._split = _splitter(Qt.Orientation.Horizontal, (self.groups, self._left, self.right), (0, 3, 2))
        self._whole = QStackedWidget()
        self._whole.addWidget(self._split)
        self._alone = _holder(self._whole)
        self._restore("across", self._split)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(told)
        column.addWidget(_hairline())
        column.addWidget(self._whole, 1)

    def _restore(self, name: str, splitter: QSplitter) -> None:
        if (state := self._settings.state(f"events/{name}")) is not None:
            splitter.restoreState(state)
        splitter.splitterMoved.connect(lambda *_: self._settings.set(f"events/{name}", splitter.saveState()))


def _splitter(orientation: Qt.Orientation, parts: tuple[QWidget, ...], shares: tuple[int, ...]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for number, (part, share) in enumerate(zip(parts, shares, strict=True)):
        splitter.addWidget(part)
        splitter.setStretchFactor(number, share)
    splitter.setSizes([230 if not share else 260 * share for share in shares])
    return splitter


def _holder(stack: QStackedWidget) -> QVBoxLayout:
    """Add a page to a stack, and return where something can be put on it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    stack.addWidget(page)
    return column


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("line", "across")
    return line
