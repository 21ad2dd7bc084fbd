"""The page itself: how a search reaches the table, and how what is ticked is labelled."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from corpus.changes import Changes
from corpus.wording import counted
from desktop.concordance import asks
from desktop.concordance.bar import QueryBar
from desktop.concordance.coding import Coding, Job
from desktop.concordance.delegate import LineDelegate
from desktop.concordance.empty import EmptyPage
from desktop.concordance.foot import Foot
from desktop.concordance.model import HitModel
from desktop.concordance.table import LineTable
from desktop.session import Session
from desktop.theme import Theme
from desktop.worker import Worker
from labels import kwic
from labels.concordance import MOST, Batch, OrderKey, Wanted
from labels.kwic import Line, Place

_KINDS = frozenset(("span", "article", "label"))
_LATER = 120  # milliseconds in which many changes are one


class ConcordancePage(QWidget):
    """Every hit of a search in its context.

    Signals:
        open_requested: a person wants to read the words in their article (article id, start, end; code points).
    """

    open_requested = Signal(int, int, int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("concordancePage")
        self._session = session
        self._wanted = Wanted("")
        self._of = 0
        self._order: OrderKey = "article"
        self._descending = False
        self._stale = True
        self._trouble, self._is_stopped = "", False
        self.worker = Worker(self)
        self.model = HitModel(self._fetch, self)
        self.delegate = LineDelegate(theme, self)
        self.bar, self.foot = QueryBar(theme), Foot(theme)
        self.table = LineTable(self.model, self.delegate)
        self.delegate.unfinished.connect(self.table.viewport().update)
        self.empty = EmptyPage(theme)
        self.coding = Coding(session, self.model, self.foot, self)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._catch_up)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.bar.line)
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.delegate.theme = theme
        for part in (self.bar, self.foot, self.empty):
            part.set_theme(theme)
        self.table.viewport().update()

    def set_job(self, job: Job) -> None:
        """Say how long writes are run beside the window: called with a title and the work."""
        self.coding.job = job

    def focus_search(self) -> None:
        """Go to the line in which one says what to look for."""
        self.bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.line.selectAll()

    def show_same(self, words: str) -> None:
        """Look for the very words of a span."""
        self._catch_up()
        self.bar.ask(words, "same")

    def show_search(self, text: str) -> None:
        """Look for what a search of the articles asks."""
        self._catch_up()
        self.bar.ask(text, "words")

    # Searching

    def search(self, wanted: Wanted) -> None:
        """Look for something else; the hits come in as they are found."""
        self.worker.stop()
        self.coding.forget()
        self._wanted, self._trouble, self._of, self._is_stopped = wanted, "", 0, False
        self.model.clear()
        store = self._session.store
        if store is not None and wanted:
            self.worker.ask(store, asks.searching(wanted), told=self._found, done=self._done, failed=self._failed)
        self._show_state()

    def stop(self) -> None:
        """Stop the search; what was found stays, in order."""
        self._is_stopped = self.worker.is_busy
        self.worker.stop()
        self._sort()

    def _found(self, batch: Batch) -> None:
        first = not len(self.model.hits)
        self._of = batch.of
        self.model.add(batch)
        self._show_state()
        if first and len(self.model.hits) and self.isVisible():
            self.table.fit_columns()

    def _done(self, _: object) -> None:
        self._sort()

    def _failed(self, sentence: str) -> None:
        self._trouble = sentence
        self._sort()

    def _sort(self) -> None:
        """Put the hits in the order asked for; they come in queue order."""
        store = self._session.store
        if self.worker.is_busy:
            return
        if store is not None and len(self.model.hits) and (self._order, self._descending) != ("article", False):
            ask = asks.sorting(self.model.hits, self._order, descending=self._descending)
            self.worker.ask(store, ask, done=self._sorted, failed=self._session.failed.emit)
        else:
            self.model.set_order(None)
        self._show_state()

    def _sorted(self, rows: array[int]) -> None:
        self.model.set_order(rows)
        self.table.scrollToTop()
        self.table.fit_columns()
        self._show_state()

    def _sort_by(self, key: OrderKey) -> None:
        self._descending = not self._descending if key == self._order else key == "date"
        self._order = key
        self.bar.show_order(key)
        self.table.show_sort(key, descending=self._descending)
        self._sort()

    # What a person does

    def _connect(self) -> None:
        self._session.project_changed.connect(self._project_changed)
        self._session.changed.connect(self._changed)
        self._session.query_changed.connect(lambda: self.bar.set_within(self._session.query))
        self.bar.wanted.connect(self.search)
        self.bar.order_wanted.connect(self._sort_by)
        self.bar.stop_wanted.connect(self.stop)
        self.bar.left.connect(self._enter_table)
        self.table.entered.connect(self.open_row)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.all_wanted.connect(self._tick_all)
        self.table.letter.connect(self.coding.take_letter)
        self.table.unlabel_wanted.connect(self.foot.unlabel_button.click)
        self.table.left.connect(self._leave_table)
        self.table.menu_wanted.connect(lambda at: self.context_menu().popup(at))
        self.foot.all_wanted.connect(self._tick_all)
        self.coding.settled.connect(self.table.setFocus)
        self.model.dataChanged.connect(lambda *_: self._show_state())
        self.model.ticks_changed.connect(self.coding.forget)  # the question was about others

    def open_row(self, row: int) -> None:
        """Ask for a hit to be shown in its article."""
        if 0 <= row < self.model.rowCount():
            self.open_requested.emit(*self.model.place(row))

    def context_menu(self) -> QMenu:
        """Return the menu for the rows selected."""
        rows = self.table.chosen_rows()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open in the article\tEnter").triggered.connect(lambda: self.open_row(rows[0] if rows else -1))
        menu.addAction("Tick or untick\tSpace").triggered.connect(self.table.toggle_chosen)
        menu.addAction("Tick all, or none\tCtrl+A").triggered.connect(self._tick_all)
        menu.addSeparator()
        for words, button in (("Label ticked", self.foot.label_button), ("Unlabel\tDel", self.foot.unlabel_button)):
            action = menu.addAction(words)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        return menu

    def _tick_all(self) -> None:
        self.model.tick_all(on=self.model.ticked < self.model.rowCount())
        self._show_state()

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_table(self) -> None:
        if self.foot.question.isVisible():
            self.coding.forget()
        else:
            self.focus_search()

    # Showing

    def _show_state(self) -> None:
        """Say what was found so far, and show the table or why it is empty."""
        busy, hits = self.worker.is_busy, len(self.model.hits)
        self.bar.show_busy(busy and self._of != self.model.hits.looked)
        told = self._told() if self._wanted else ""
        self.foot.show_counts(told, hits, self.model.ticked, writable=not self._session.read_only)
        self.stack.setCurrentIndex(0 if hits else 1)
        if not hits:
            self.empty.show_reason(self._wanted, self._trouble, busy=busy, stopped=self._is_stopped)

    def _told(self) -> str:
        hits = self.model.hits
        parts = [counted(len(hits), "hit") + ("" if hits.complete else f", the most that are listed ({MOST:,})")]
        if self.worker.is_busy and hits.looked < self._of:
            parts.append(f"{hits.looked:,} of {counted(self._of, 'article')} looked through")
        elif self._is_stopped:
            parts.append(f"stopped after {counted(hits.looked, 'article')}")
        if self.model.ticked:
            parts.append(f"{self.model.ticked:,} ticked")
        if self._trouble and len(hits):
            parts.append(self._trouble)
        return " · ".join(parts)

    def _fetch(self, places: Sequence[Place]) -> list[Line | None]:
        store = self._session.store
        return kwic.lines(store, places) if store else [None] * len(places)

    def close_project(self) -> None:
        """Let go of the project file: no thread reads it when this returns."""
        self.worker.wait()
        self.coding.wait()

    def _project_changed(self) -> None:
        self.close_project()
        self.bar.set_within(self._session.query)
        self.search(Wanted(""))
        self.bar.line.clear()
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if "article" in changes.kinds:
            self.coding.forget()  # an import may have been taken back
        if changes.kinds & _KINDS:
            self._stale = True
            if self.isVisible():
                self._later.start()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.model.labels = {label.id: label for label in self._session.all_labels()}
            self.foot.set_labels([label for label in self._session.labels if not label.retired])
            self.model.touch_all()
            self._show_state()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        line = QFrame()
        line.setProperty("line", "across")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, line):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
