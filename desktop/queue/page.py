"""The Queue page: assignments with each coder's progress above, the coders' pace below."""

from __future__ import annotations

from collections.abc import Callable

from pyroaring import BitMap
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corpus import assigning, assignments, paces
from corpus.assigning import Plan
from corpus.assignment import Assignment, Pace, Purpose, Standing
from corpus.changes import Changes
from corpus.progress import Progress
from corpus.store import Store
from corpus.wording import counted
from desktop import page_parts
from desktop.plain import PlainLabel
from desktop.queue.ask import ask_coders, ask_name
from desktop.queue.assign_dialog import AssignDialog
from desktop.queue.empty import EmptyQueue
from desktop.queue.model import (
    ARTICLES,
    ASIDE,
    BEGUN,
    CODER,
    DONE,
    LEFT,
    NAME,
    PROGRESS,
    TIME,
    ProgressDelegate,
    QueueModel,
    Row,
    rows_of,
)
from desktop.queue.pace_view import DAYS, PaceView
from desktop.room import make_room
from desktop.session import Session
from desktop.theme import Theme

StartJob = Callable[[str, Callable[[Store, Progress], object], Callable[..., object]], object]
Standings = list[tuple[Assignment, list[Standing]]]
_WIDTHS = {CODER: 150, ARTICLES: 84, PROGRESS: 220, DONE: 70, BEGUN: 70, ASIDE: 90, LEFT: 70, TIME: 110}  # pixels
_LEAST = 220  # of the column that has the name
_SHORT = 2_000  # articles that are assigned without a job
_KINDS = frozenset(("assignment", "assignment_coder", "work", "article"))


class QueuePage(QWidget):
    """A full page of the window.

    Signals:
        code_requested: the articles of this assignment (its name) are to be coded now.
        left: Escape: the analyst is done here.
    """

    code_requested = Signal(str)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._start_job: StartJob | None = None
        self._stale = True
        self.heading, self.summary = PlainLabel("Queue"), PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.assign = self._button("Assign articles…", lambda: self._assign("coding"))
        self.hold_out = self._button("Hold out a test set…", lambda: self._assign("hold-out"))
        self.code = self._button("Code these", self._code)
        self.rename = self._button("Rename…", self._rename)
        self.people = self._button("Coders…", self._give)
        self.close_ = self._button("Close", self._close)
        self.remove = self._button("Remove", self._remove)
        self.model = QueueModel(self)
        self.bar = ProgressDelegate(theme, self)
        self.table = QTableView(self)
        self.empty = EmptyQueue(theme, self)
        self.pace = PaceView(theme, self)
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    def set_job(self, start: StartJob) -> None:
        """Say how long work is started; without it nothing is assigned and no pace shown."""
        self._start_job = start

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.bar.theme = self.pace.theme = theme
        self.empty.set_theme(theme)
        self.table.viewport().update()
        self.pace.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        if not self.model.rows:
            self.empty.button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        make_room(self.table, _WIDTHS, (TIME, BEGUN, ASIDE, DONE, PROGRESS), needed=_LEAST, room=event.size().width())

    # Building

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _build(self) -> None:
        self.setAccessibleName("Queue")
        self.heading.setProperty("role", "title")
        self.summary.setProperty("role", "second")
        self.assign.setProperty("kind", "primary")
        self._set_up_table()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = page_parts.head(self.heading, self.summary, self.hold_out, self.assign)
        self.foot = page_parts.foot(self.code, self.rename, self.people, self.close_, self.remove)
        for part, stretch in ((head, 0), (_line(), 0), (self.pages, 1), (self.foot, 0), (_line(), 0)):
            column.addWidget(part, stretch)
        column.addWidget(self._below())

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegateForColumn(PROGRESS, self.bar)
        table.setAccessibleName("Assignments")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)

    def _below(self) -> QWidget:
        below = QFrame()
        below.setProperty("pane", "side")
        column = QVBoxLayout(below)
        column.setContentsMargins(16, 12, 16, 14)
        title = PlainLabel(f"Finished in the last {DAYS} days")
        title.setProperty("role", "second")
        column.addWidget(title)
        column.addWidget(self.pace)
        return below

    def _connect(self) -> None:
        self._session.project_changed.connect(self._on_project)
        self._session.changed.connect(self._on_changed)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.table.doubleClicked.connect(lambda _index: self._code())
        self.table.customContextMenuRequested.connect(self._menu)
        self.empty.wanted.connect(lambda: self._assign("coding"))

    # Following the session

    def _on_project(self) -> None:
        self.pace.show_paces([])
        self._show([])
        self._again()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.kinds & _KINDS:
            self._again()

    def _again(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the assignments again, and how far everybody is; where they are large, beside the window."""
        self._stale = False
        store = self._session.store
        if store is None or self._start_job is None:
            self._show(_standings(store) if store else [])
            return
        if assignments.is_quick(store):
            self._show(_standings(store))
        else:
            self._start_job("Counting how far the coders are", lambda other, progress: _standings(other), self._show)
        self._start_job("Counting what was finished", _paces, self.pace.show_paces)

    def _show(self, found: Standings) -> None:
        held, at = self._row(), self.table.currentIndex().row()
        at_hand = any(each.hasFocus() for each in (self.code, self.rename, self.people, self.close_, self.remove))
        self.model.show(rows_of(found))
        if self.model.rows:
            same = (number for number, row in enumerate(self.model.rows) if held and row.is_of(held))
            self.table.selectRow(next(same, min(max(at, 0), len(self.model.rows) - 1)))
        self.pages.setCurrentWidget(self.table if self.model.rows else self.empty)
        self.foot.setVisible(bool(self.model.rows))
        if at_hand and not self.model.rows:
            self.empty.button.setFocus()
        self.summary.setText(_summary([each for each, _ in found]))
        self._enable()

    def _enable(self) -> None:
        row, writable = self._row(), self._session.store is not None and not self._session.read_only
        for button in (self.assign, self.hold_out, self.empty.button):
            button.setEnabled(writable and self._start_job is not None)
        for button in (self.rename, self.close_, self.remove):
            button.setEnabled(writable and row is not None)
        coding = row is not None and row.assignment.purpose == "coding"
        self.people.setEnabled(writable and coding)
        self.code.setEnabled(coding)
        if row is not None:
            shut, held = row.assignment.closed, row.assignment.purpose == "hold-out"
            self.close_.setText("Open again" if shut and not held else "Hold out again" if shut else _CLOSE[held])

    def _row(self) -> Row | None:
        at = self.table.currentIndex()
        return self.model.rows[at.row()] if at.isValid() else None

    # What the analyst does

    def _menu(self, where: QPoint) -> None:
        self.context_menu().popup(self.table.viewport().mapToGlobal(where))

    def context_menu(self) -> QMenu:
        """Return the menu for the row chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.code, self.rename, self.people, self.close_, self.remove):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        return menu

    def _code(self) -> None:
        if (row := self._row()) and row.assignment.purpose == "coding":
            self.code_requested.emit(row.assignment.name)

    def _rename(self) -> None:
        if (row := self._row()) and (name := ask_name(self, row.assignment.name)):
            self._session.do(assignments.rename, row.assignment.id, name)

    def _give(self) -> None:
        store = self._session.store
        if store is None or (row := self._row()) is None:
            return
        names = ask_coders(self, paces.coders(store), row.assignment.coders)
        if names is not None:
            self._session.do(assignments.give, row.assignment.id, names)

    def _close(self) -> None:
        if row := self._row():
            self._session.do(assignments.close, row.assignment.id, closed=not row.assignment.closed)

    def _remove(self) -> None:
        if row := self._row():
            self._session.do(assignments.remove, row.assignment.id)

    def _assign(self, purpose: Purpose) -> None:
        store = self._session.store
        if store is None:
            return
        dialog = AssignDialog(
            purpose=purpose,
            query=self._session.query,
            coders=paces.coders(store),
            look=_Look(store),
            saved=[(each.name, each.query) for each in self._session.saved_searches()],
            parent=self,
        )
        dialog.accepted.connect(lambda: self._write(dialog.plan()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _write(self, plan: Plan) -> None:
        """Assign what was chosen: many articles beside the window."""
        if plan.count <= _SHORT or self._start_job is None:
            self._session.do(assigning.assign, plan)
        else:
            tell = self._session.tell
            self._start_job("Assigning articles", lambda store, progress: assigning.assign(store, plan), tell)


class _Look:
    """Says how many articles a plan would draw, without drawing them; keeps what it found of one choice."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[object, int] | None = None

    def __call__(self, plan: Plan) -> int:
        choice = plan.query, plan.once, plan.free_only
        if self._known is None or self._known[0] != choice:
            self._known = choice, len(assigning.among(self._store, plan))
        return min(plan.count, self._known[1])


_CLOSE = {False: "Close", True: "Let out"}


def _standings(store: Store) -> Standings:
    return [(each, paces.standings(store, each)) for each in assignments.all_assignments(store)]


def _paces(store: Store, progress: Progress) -> list[Pace]:
    return paces.paces(store, days=DAYS)


def _summary(found: list[Assignment]) -> str:
    if not found:
        return ""
    held = sum(len(each.articles) for each in found if each.purpose == "hold-out" and not each.closed)
    coding = [each for each in found if each.purpose == "coding" and not each.closed]
    articles = counted(len(BitMap.union(BitMap(), *(BitMap(each.articles) for each in coding))), "article")
    return f"{counted(len(coding), 'assignment')} of {articles}{f', {held:,} held out' if held else ''}"


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "across")
    return line
