"""The articles of an import: narrowed, ticked, their outlets, dates and languages put right in bulk."""

from __future__ import annotations

from collections.abc import Sequence

from pyroaring import BitMap
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from corpus.facets import Kind
from corpus.mend import FIELDS, Field
from corpus.wording import counted
from desktop import plain
from desktop.intake import sets, words
from desktop.intake.row_table import RowTable
from desktop.intake.rows import Column, RowModel
from desktop.intake.work import Worker
from desktop.theme import Theme
from labels import imports
from labels.imports import Import, Row

_COLUMNS = (
    Column("Title", lambda row: row.title),
    Column("Outlet", lambda row: row.source, 150, lacking="none"),
    Column("Date", lambda row: row.published[:10], 104, lacking="none"),
    Column("Language", lambda row: words.language(row.language), 90, lacking="none"),
    Column("Words", lambda row: f"{row.words:,}", 64, right=True, faint=True),
    Column("Copies", lambda row: f"{row.copies:,}" if row.copies else "", 60, right=True, faint=True),
    Column("File", lambda row: row.part or row.file, 140, faint=True, told=lambda row: row.place),
)
_BUTTONS: dict[Field, str] = {"source": "Outlet…", "published": "Date…", "language": "Language…"}


class ArticlesView(QWidget):
    """Signals:
    open_requested: an article is to be read (id).
    mend_wanted: a field of some articles is to be put right (`Field`, their ids).
    copies_wanted: the near-copies of an article are to be shown (id).
    join_wanted: some articles are near-copies (ids).
    """

    open_requested = Signal(int)
    mend_wanted = Signal(str, object)
    copies_wanted = Signal(int)
    join_wanted = Signal(object)

    def __init__(self, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self.all, self._writable = BitMap(), True  # all: its articles, narrowed or not
        self.model = RowModel(_COLUMNS, self._fetch, theme, self, ticks=True)
        self.table = RowTable("Articles that came in", self.model)
        self.filter = QComboBox()
        self.told = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.tick_all = QPushButton("Tick all")
        self.read = QPushButton("Read it")
        self.join = QPushButton("Join as copies")
        self.buttons = {field: QPushButton(_BUTTONS[field]) for field in FIELDS}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.filter.setAccessibleName("Which articles")
        self.filter.setMinimumWidth(220)
        self.filter.setMaxVisibleItems(20)
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.told.setProperty("role", "second")
        above = QHBoxLayout()
        above.setContentsMargins(12, 8, 12, 8)
        above.setSpacing(12)
        above.addWidget(self.filter)
        above.addWidget(self.told, 1)
        below = QHBoxLayout()
        below.setContentsMargins(12, 8, 12, 10)
        below.setSpacing(8)
        below.addWidget(self.tick_all)
        below.addSpacing(8)
        for button in self.buttons.values():
            below.addWidget(button)
        below.addWidget(self.join)
        below.addStretch(1)
        below.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.filter.activated.connect(lambda at: self._narrow())
        self.model.ticks_changed.connect(self._tell)
        self.table.selectionModel().selectionChanged.connect(lambda new, old: self._tell())
        self.table.entered.connect(self.open_requested)
        self.table.menu_wanted.connect(lambda at: self.menu().popup(at))
        self.tick_all.clicked.connect(lambda: self.model.toggle(self.model.ids))
        self.read.clicked.connect(lambda: self.open_requested.emit(self.table.current_id()))
        self.join.clicked.connect(lambda: self.join_wanted.emit(self.meant()))
        for field, button in self.buttons.items():
            button.clicked.connect(lambda _=False, field=field: self.mend_wanted.emit(field, self.meant()))

    # What the page asks

    def show_import(self, found: Import | None, *, writable: bool, keep: bool) -> None:
        """Show the articles of an import (None: of the project); `keep` leaves the list narrowed as it is."""
        store, self._writable = self._worker.store, writable
        if store is None:
            self.all = BitMap()
            self.model.set_ids([])
            return
        kind, key = self._choice() if keep else (None, "")
        self.all = imports.article_ids(store, found.id if found else None)
        self._offer(sets.choices(store, self.all), (kind, key))
        self._narrow(keep=keep)

    def forget(self) -> None:
        """List nothing, and all articles of what comes next."""
        self.filter.clear()
        self.all = BitMap()
        self.model.set_ids([])

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.model.set_theme(theme)

    @property
    def count(self) -> int:
        """How many articles there are, narrowed or not."""
        return len(self.all)

    def meant(self) -> BitMap:
        """Return the articles that a deed is for: those ticked, or else those selected."""
        return BitMap(self.model.ticked or self.table.selected_ids())

    def menu(self) -> QMenu:
        """Return the context menu of the current row."""
        menu, current = QMenu(self), self.table.currentIndex().row()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row: Row | None = self.model.row_at(current) if current >= 0 else None
        lines = (
            ("Read it\tEnter", row is not None, lambda: self.open_requested.emit(self.table.current_id())),
            ("Show its copies", bool(row and row.copies), lambda: self.copies_wanted.emit(self.table.current_id())),
            ("Copy as table\tCtrl+C", row is not None, self.table.copy),
        )
        for title, enabled, do in lines:
            action = menu.addAction(title)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, do=do: do())
        return menu

    def popup_menu(self, at: QPoint) -> None:
        """Show the context menu."""
        self.menu().popup(at)

    # Inside

    def _fetch(self, ids: Sequence[int]) -> list[Row]:
        return imports.rows(self._worker.store, ids) if self._worker.store else []

    def _offer(self, choices: Sequence[sets.Choice], wanted: tuple[object, str]) -> None:
        """List the ways to narrow; the one in hand stays so while it is there."""
        self.filter.clear()
        for each in choices:
            if each.heading or (each.kind == "source" and not each.key):
                self.filter.insertSeparator(self.filter.count())
            self.filter.addItem(f"{plain.bidi_isolate(each.title[:60])}  {each.count:,}", (each.kind, each.key))
            if (each.kind, each.key) == wanted:
                self.filter.setCurrentIndex(self.filter.count() - 1)

    def _choice(self) -> tuple[Kind | None, str]:
        return self.filter.currentData() or (None, "")

    def _narrow(self, *, keep: bool = False) -> None:
        store = self._worker.store
        if store is None:
            return
        kind, key = self._choice()
        ids = sets.narrowed(store, self.all, kind, key)
        if keep and self.model.ids == ids:
            self.model.touch()
        else:
            row = self.table.currentIndex().row()
            self.model.set_ids(ids)
            if keep and row >= 0:
                self.table.go_to(row)
        self._tell()

    def _tell(self) -> None:
        ticked, listed = len(self.model.ticked), len(self.model.ids)
        meant = ticked or self.table.selected_count()
        parts = [f"{ticked:,} of {counted(listed, 'article')} ticked" if ticked else counted(listed, "article")]
        if not ticked and listed:
            parts.append("Space ticks, Enter reads")
        self.told.setText(" · ".join(parts))
        self.tick_all.setText("Untick all" if ticked and ticked == listed else "Tick all")
        self.tick_all.setEnabled(listed > 0)
        self.read.setEnabled(self.table.current_id() > 0)
        for button in self.buttons.values():
            button.setEnabled(self._writable and meant > 0)
        self.join.setEnabled(self._writable and meant > 1)
