"""Near-copies: groups on the left; on the right their articles, where two of them differ, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from pyroaring import BitMap
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from corpus import articles, facets, near_copies
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.near_copies import Group, GroupReport
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.wording import counted
from desktop import plain
from desktop.intake.copying import Copying
from desktop.intake.difference_view import DifferenceView
from desktop.intake.empty import NoCopies
from desktop.intake.finder import Finder
from desktop.intake.row_table import RowTable
from desktop.intake.rows import Column, RowModel
from desktop.intake.work import Worker
from desktop.theme import Theme
from labels import copy_groups
from labels.copy_groups import GroupRow, Member

_LOOKING = "Looking…"
_MANY = 50_000  # articles from which the groups are listed by a job
_GROUPS = (
    Column("Story", lambda row: row.title),
    Column("Copies", lambda row: f"{row.articles:,}", 60, right=True),
    Column("Outlets", lambda row: f"{row.outlets:,}", 64, right=True, faint=True),
)
_MEMBERS = (
    Column("Headline", lambda row: row.title),
    Column("Outlet", lambda row: row.source, 150, lacking="none"),
    Column("Date", lambda row: row.published[:10], 104, lacking="none"),
    Column("Words", lambda row: f"≈{row.words:,}", 70, right=True, faint=True),
    Column("Spans", lambda row: f"{row.spans:,}" if row.spans else "", 60, right=True),
    Column("Events", lambda row: f"{row.events:,}" if row.events else "", 60, right=True),
)


class CopiesView(QWidget):
    """Signals:
    open_requested: an article is to be read (id).
    """

    open_requested = Signal(int)

    def __init__(self, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker, self._writable = worker, True
        self.members: list[Member] = []
        self.groups = RowModel(_GROUPS, self._fetch, theme, self, ticks=True)
        self.list = RowTable("Groups of near-copies", self.groups)
        self.finder = Finder()
        self.model = RowModel(_MEMBERS, self._fetch_members, theme, self, ticks=True)
        self.table = RowTable("Articles of the group", self.model)
        self.difference = DifferenceView(theme)
        self.empty = NoCopies(theme)
        self.title = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.figures = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.join_groups = QPushButton("Join ticked groups")
        self.split = QPushButton("Split off")
        self.part = QPushButton("Part all")
        self.copy_coding = QPushButton("Copy the coding…")
        self.read = QPushButton("Read it")
        self.copying = Copying(worker, theme, self)
        self._right = QStackedWidget()
        self._lay_out()
        self._connect()

    # Building

    def _lay_out(self) -> None:
        plain.set_tooltip(self.split, "The articles ticked, or those selected, leave the group together")
        plain.set_tooltip(self.part, "No article of this group is a copy of another")
        self.title.setProperty("role", "title")
        self.figures.setProperty("role", "second")
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.finder)
        side.addWidget(self.list, 1)
        side.addStretch()  # takes the room where there is no group to list
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.addWidget(self.join_groups)
        foot.addStretch(1)
        side.addLayout(foot)
        left.setMinimumWidth(320)
        self._right.addWidget(self._sheet())
        self._right.addWidget(self.empty)
        split = _splitter(Qt.Orientation.Horizontal, (left, self._right), (430, 850))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(split)
        self.setFocusProxy(self.list)

    def _sheet(self) -> QWidget:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        for label in (self.title, self.figures):
            row = QHBoxLayout()
            row.setContentsMargins(16, 0, 16, 0)
            row.addWidget(label)
            column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self.table, 1)
        deeds = QHBoxLayout()
        deeds.setContentsMargins(12, 8, 12, 8)
        deeds.setSpacing(8)
        for button in (self.copy_coding, self.split, self.part):
            deeds.addWidget(button)
        deeds.addStretch(1)
        deeds.addWidget(self.read)
        column.addLayout(deeds)
        return _splitter(Qt.Orientation.Vertical, (above, self.difference), (330, 330))

    def _connect(self) -> None:
        self.list.moved.connect(self._show_group)
        self.list.entered.connect(lambda group_id: self.table.setFocus())
        self.groups.ticks_changed.connect(self._can)
        self.table.moved.connect(lambda article_id: self._compare())
        self.table.entered.connect(self.open_requested)
        self.table.delete_wanted.connect(self.split_off)
        self.model.ticks_changed.connect(self._compare)
        self.table.selectionModel().selectionChanged.connect(lambda new, old: self._can())
        self.finder.wanted.connect(self.find_copies)
        self.empty.wanted.connect(lambda: self.find_copies(self.finder.likeness))
        self.read.clicked.connect(lambda: self.open_requested.emit(self.table.current_id()))
        self.split.clicked.connect(self.split_off)
        self.part.clicked.connect(self.part_all)
        self.join_groups.clicked.connect(lambda: self.join(list(self.groups.ticked)))
        self.copy_coding.clicked.connect(lambda: self.copying.ask(self.members, self.table.current_id()))

    # What the page asks

    def refresh(self, *, writable: bool) -> None:
        """Read again what is shown."""
        self._writable, store = writable, self._worker.store
        if store is None:
            self._list([])
            return
        self.finder.show_likeness(near_copies.threshold(store))
        if len(facets.ids(store, "article")) > _MANY:
            self._worker.ask("Listing near-copies", lambda other, progress: near_copies.groups(other), self._list)
        else:
            self._list(near_copies.groups(store))

    def forget(self) -> None:
        """Another project comes: nothing of the present one is ticked or asked any more."""
        if self.copying.dialog is not None:
            self.copying.dialog.reject()
        self.finder.say("")
        self.groups.set_ids([])
        self.model.set_ids([])

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for part in (self.groups, self.model, self.difference, self.empty, self.copying):
            part.set_theme(theme)

    def show_group(self, group_id: int) -> None:
        """Show a group."""
        if group_id in (ids := list(self.groups.ids)):
            self.list.go_to(ids.index(group_id))

    # What is done

    def find_copies(self, likeness: float) -> None:
        """Look for near-copies in a job."""
        self.finder.say(_LOOKING)
        self._worker.ask(
            "Looking for near-copies",
            lambda store, progress: near_copies.group(store, threshold=likeness, progress=progress),
            self._found,
            lambda: self.finder.say("Stopped.") if self.finder.said.full_text == _LOOKING else None,
        )

    def join(self, article_ids: Sequence[int] | BitMap) -> None:
        """Say that articles, with the groups they are in, are near-copies of one another."""
        self._write(len(article_ids), near_copies.join, list(article_ids))

    def split_off(self) -> None:
        """Take the articles ticked, or the one in hand, out of their group."""
        some = list(self.model.ticked) or self.table.selected_ids()
        if some and self.split.isEnabled():
            self._write(len(some), near_copies.split, some)

    def part_all(self) -> None:
        """Take the whole group apart."""
        whole = [each.id for each in self.members]
        self._write(len(whole), near_copies.split, whole, together=False)

    def _write(self, articles: int, function: Callable[..., Changes], *args: object, **values: object) -> None:
        def write(store: Store, *, progress: Progress = silent) -> Changes:  # whole or not at all: it cannot be stopped
            return function(store, *args, **values)

        self._worker.write("Near-copies", articles, write)

    def _found(self, report: GroupReport) -> None:
        self.finder.say(report.sentence)
        self._worker.tell(report.changes)

    # What is shown

    def _fetch(self, ids: Sequence[int]) -> list[GroupRow]:
        return copy_groups.rows(self._worker.store, ids) if self._worker.store else []

    def _fetch_members(self, ids: Sequence[int]) -> list[Member]:
        known = {each.id: each for each in self.members}
        return [known[each] for each in ids if each in known]

    def _list(self, found: Sequence[Group]) -> None:
        """List groups; the one in hand stays so, or else the one that stands where it stood."""
        held, row = self.list.current_id(), self.list.currentIndex().row()
        ids = [each.id for each in found]
        if ids == list(self.groups.ids):
            self.groups.touch()
        else:
            self.groups.set_ids(ids)
            self.list.go_to(ids.index(held) if held in ids else max(row, 0))
        if ids:
            self._right.setCurrentIndex(0)
        else:
            self._right.setCurrentIndex(1)
        self.list.setVisible(bool(ids))
        self._show_group(self.list.current_id())

    def _show_group(self, group_id: int) -> None:
        store = self._worker.store
        self.members = copy_groups.members(store, group_id) if store and group_id else []
        ids = [each.id for each in self.members]
        if ids == list(self.model.ids):
            self.model.touch()
        else:
            held = self.table.current_id()
            self.model.set_ids(ids)
            self.table.go_to(ids.index(held) if held in ids else 1)
        rows = copy_groups.rows(store, [group_id]) if store and group_id else []
        self.title.setText(plain.bidi_isolate(rows[0].title) if rows else "")
        self.figures.setText(_figures(rows[0]) if rows else "")
        self._compare()

    def _compare(self) -> None:
        """Show where the one in hand differs from the first, or where two that are ticked do."""
        store, current = self._worker.store, self.table.current_id()
        pair = sorted(self.model.ticked) if len(self.model.ticked) == 2 else self._pair(current)
        if store is None or len(pair) < 2:
            self.difference.clear()
        else:
            self.difference.show_texts(*_texts(store, pair))
        self._can()

    def _pair(self, current: int) -> list[int]:
        ids = [each.id for each in self.members]
        if len(ids) < 2:
            return []
        return [ids[0], current if current in ids[1:] else ids[1]]

    def _can(self) -> None:
        meant = len(self.model.ticked) or self.table.selected_count()
        self.split.setEnabled(self._writable and 0 < meant < len(self.members))
        self.part.setEnabled(self._writable and len(self.members) > 1)
        coded = any(each.spans or each.events for each in self.members)
        self.copy_coding.setEnabled(self._writable and coded)
        self.read.setEnabled(self.table.current_id() > 0)
        self.join_groups.setEnabled(self._writable and len(self.groups.ticked) > 1)
        self.join_groups.setVisible(bool(self.members))
        self.finder.setEnabled(self._writable)


def _texts(store: Store, pair: Sequence[int]) -> list[tuple[str, str]]:
    """Return what two articles are called, by what tells them apart, and their texts; nothing of one that has gone."""
    found = []
    for article_id in pair:
        with suppress(UserError):
            found.append(articles.get(store, article_id))
    if len(found) < 2:
        return [("", ""), ("", "")]
    named = "source" if found[0].source != found[1].source and all(each.source for each in found) else "title"
    return [(getattr(each, named), each.text) for each in found]


def _figures(row: GroupRow) -> str:
    days = row.first if row.first == row.last else f"{row.first} to {row.last}"
    coded = f"{row.coded:,} coded" if row.coded else "none coded"
    parts = (counted(row.articles, "article"), counted(row.outlets, "outlet"), days, coded)
    return " · ".join(part for part in parts if part)


def _splitter(orientation: Qt.Orientation, parts: tuple[QWidget, QWidget], sizes: tuple[int, int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(1, 1)
    splitter.setSizes(list(sizes))
    return splitter
