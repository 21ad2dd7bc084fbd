"""The window of reports and events: proposals and what was joined on the left, the reports side by side beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from desktop.canonical import proposed
from desktop.canonical.frozen import FrozenTable
from desktop.canonical.lists import SHOWN, Line, Lists
from desktop.canonical.rule_menu import rule_menu
from desktop.canonical.table import CHOSEN, FIRST, RULE, CellDelegate, ReportsModel
from desktop.canonical.window_fields import WindowFields
from desktop.jobs import Job, Jobs
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from labels import canonical_proposals, canonicals
from labels.canonical import Canonical, Proposal, Rule

_FRAME = QSize(24, 56)  # room for what a window manager draws round a window
_KINDS = {"canonical_event", "report_link", "canonical_choice", "event", "argument"}


class ReportsDialog(QDialog):
    """A window beside the work: Enter joins, X says they are not the same, N goes on, O opens the article.

    Signals:
        event_requested: an event the analyst wants to see in its article: article id, event id.
    """

    event_requested = Signal(int, int)

    def __init__(self, session: Session, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.jobs = session, jobs
        self.lists = Lists(self)
        self.model = ReportsModel(self)
        self.table, self.fields = FrozenTable(FIRST, self), WindowFields(self)
        self.title, self.why, self.said = (PlainLabel("", self) for _ in range(3))
        self.look, self.forget = QPushButton("Fin&d proposals", self), QPushButton("", self)
        self.join, self.apart = QPushButton("Join  ⏎", self), QPushButton("Not the same  X", self)
        self.next, self.out = QPushButton("Next  N", self), QPushButton("&Take out", self)
        self.read = QPushButton("Read it  O", self)
        self.dissolve = QPushButton("&Part all", self)
        self._proposals: list[Proposal] = []
        self._titles: dict[int, str] = {}
        self._left_out: set[int] = set()
        self._job: Job | None = None
        self._choices: dict[str, tuple[str, Rule]] = {}
        self._build(theme)
        self._connect()
        # Qt opens a dialog at two thirds of the screen at most: too narrow for two reports side by side.
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() - _FRAME))

    # Building

    def _build(self, theme: Theme) -> None:
        self.setWindowTitle("Reports and events")
        self.setModal(False)
        self.title.setProperty("role", "title")
        for label in (self.why, self.said):
            label.setProperty("role", "second")
            label.setWordWrap(True)
        self.join.setProperty("kind", "primary")
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.table.setModel(self.model)
        self.table.setAccessibleName("What the reports say")
        self.set_theme(theme)
        split, left, right = QSplitter(self), QWidget(self), QWidget(self)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 12, 0)
        side.addWidget(self.lists, 1)
        for below in (self.fields, self.look, self.forget):
            side.addWidget(below)
        page, row = QVBoxLayout(right), QHBoxLayout()
        page.setContentsMargins(12, 0, 0, 0)
        page.setSpacing(8)
        for widget in (self.title, self.why):
            page.addWidget(widget)
        page.addWidget(self.table, 1)
        for button in (self.join, self.apart, self.next):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.read, self.out, self.dissolve):
            row.addWidget(button)
        page.addLayout(row)
        for half in (left, right):
            split.addWidget(half)
        split.setSizes([320, 760])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(split, 1)
        layout.addWidget(self.said)

    def _connect(self) -> None:
        self.lists.chosen.connect(self._show)
        self.look.clicked.connect(self.find_proposals)
        self.fields.asked.connect(self.find_proposals)
        self.forget.clicked.connect(self.forget_apart)
        self.read.clicked.connect(self.read_report)
        self.join.clicked.connect(self.join_shown)
        self.apart.clicked.connect(self.keep_apart)
        self.next.clicked.connect(lambda: self.lists.step())
        self.out.clicked.connect(self.take_out)
        self.dissolve.clicked.connect(self.part_all)
        self.table.clicked.connect(lambda index: self._open_menu(index.row()) if index.column() == RULE else None)
        self.table.doubleClicked.connect(lambda index: self.read_report())
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._can())
        for keys, does in {
            "Return": self.join_shown, "Enter": self.join_shown, "X": self.keep_apart, "N": self.lists.step,
            "Shift+N": lambda: self.lists.step(-1), "Delete": self.take_out, "R": self._open_menu_here,
            "Ctrl+Z": self.undo, "Ctrl+Shift+Z": self.redo,
            "Space": self.use_cell, "O": self.read_report, "Ctrl+Return": self.read_report,
        }.items():  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(does)
        self.session.changed.connect(self._follow)
        self.session.project_changed.connect(self._forget)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.table.setItemDelegate(CellDelegate(theme, self.table))

    def sizeHint(self) -> QSize:
        """Return a size that fits a small screen."""
        return QSize(1120, 640)

    # What others call

    def open_reports(self, event_ids: Sequence[int] = ()) -> None:
        """Show the window; with events, they are looked at side by side, to be joined."""
        if event_ids:
            self._propose_these(tuple(event_ids))
        self._show_joined()
        self._show_settings()
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not event_ids and not self._proposals:
            self.find_proposals()

    def find_proposals(self) -> None:
        """Look in a job for events that may be one happening."""
        store = self.session.store
        if store is None:
            return
        if not self.session.read_only and self.isVisible():
            canonical_proposals.set_window(store, self.fields.chosen)
        job = Job("Looking for reports of one event", proposed.looker(self.fields.chosen))
        job.finished.connect(self._found)  # a method of ours, not a lambda: no call after the window is gone
        job.failed.connect(self.said.setText)
        self._job = job
        self.said.setText("Looking for reports of one event…")
        self.jobs.start(job, store.path, coder=self.session.coder_name)

    def done(self, result: int) -> None:
        """Close the window; what it was still looking for is of no use to anybody."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)

    def _found(self, found: tuple[list[Proposal], dict[int, str]]) -> None:
        self._job = None
        self.show_proposals(*found)

    def show_proposals(self, proposals: list[Proposal], titles: dict[int, str]) -> None:
        """List what was found. `titles` names events for the list."""
        self._proposals, self._titles = list(proposals), dict(titles)
        self.said.setText("Nothing looks like two reports of one event." if not proposals else "")
        self._list_proposed()

    @property
    def shown(self) -> Canonical | None:
        """What is in the table."""
        return self.model.canonical

    # What the buttons do

    def join_shown(self) -> None:
        """Join the reports in the table."""
        shown = self.shown
        if shown is None or not self.join.isEnabled():
            return
        ids = [report.event.id for report in shown.reports]
        if self._write(canonicals.join, ids, choices=self._choices):
            self._drop_line()

    def keep_apart(self) -> None:
        """Remember that the reports in the table are not one happening, and go on."""
        store, shown = self.session.store, self.shown
        if store is None or shown is None or not self.apart.isEnabled():
            return
        try:
            canonicals.keep_apart(store, [report.event.id for report in shown.reports])
        except UserError as error:
            self.said.setText(str(error))
            return
        self._drop_line()
        self._show_settings()
        self.said.setText("They are not proposed together again, in any session; Undo does not take that back.")

    def forget_apart(self) -> None:
        """Propose again what was said not to be the same."""
        if self.session.store is not None:
            canonicals.forget_apart(self.session.store)
            self._show_settings()
            self.find_proposals()

    def read_report(self) -> None:
        """Show the report in hand in its article."""
        column = self.table.currentIndex().column()
        if self.shown is not None and column >= FIRST:
            event = self.shown.reports[column - FIRST].event
            self.event_requested.emit(event.article_id, event.id)

    def take_out(self) -> None:
        """Take the report in hand out: of what is to be joined, or of what is."""
        shown, column = self.shown, self.table.currentIndex().column()
        if shown is None or column < FIRST or not self.out.isEnabled():
            return
        event_id = shown.reports[column - FIRST].event.id
        if self._joined():
            self._write(canonicals.part, event_id)
        else:
            self._left_out.add(event_id)
            self._show(self.lists.line, fresh=False)

    def part_all(self) -> None:
        """Part all reports of the canonical event in hand."""
        if self.shown is not None and self._joined():
            self._write(canonicals.dissolve, self.shown.id)

    def use_cell(self) -> None:
        """Choose by hand what the report in hand says."""
        at = self.table.currentIndex()
        told = self.model.told(at.row(), at.column()) if at.column() >= FIRST else None
        if told is not None and told.text and not self.session.read_only:
            self.set_rule(at.row(), "by hand", told.text)

    def set_rule(self, row: int, rule: Rule | None, value: str = "") -> None:
        """Choose by another rule in one field: at once where reports are joined, else when they will be."""
        field = self.model.fields[row].field
        if self._joined() and self.shown is not None:
            self._write(canonicals.choose, self.shown.id, field, value=value, rule=rule)
            return
        self._choices.pop(field, None)
        if rule is not None:
            self._choices[field] = (value, rule)
        self._show(self.lists.line, fresh=False)

    def set_project_rule(self, row: int, rule: Rule) -> None:
        """Choose by a rule in this field of every event of the project."""
        store = self.session.store
        if store is not None:
            field = self.model.fields[row].field
            canonicals.set_default_rule(store, field, rule)
            self._show(self.lists.line, fresh=False)
            self.said.setText(f"“{rule}” now chooses {field} in every event; Undo does not take that back.")

    def menu(self, row: int) -> QMenu:
        """Return the menu of rules for a field."""
        choice, column = self.model.fields[row], self.table.currentIndex().column() - FIRST
        return rule_menu(
            self,
            choice,
            here=choice.values[column].text if 0 <= column < len(choice.values) else "",
            set_rule=lambda rule, value: self.set_rule(row, rule, value),
            ask=lambda: self._ask_value(row),
            set_for_project=lambda rule: self.set_project_rule(row, rule),
        )

    # Inside

    def _show(self, line: Line | None, *, fresh: bool = True) -> None:
        """Show a line's reports; a fresh one without what was left out or chosen before."""
        if fresh:
            self._left_out, self._choices = set(), {}
        canonical, store, at = None, self.session.store, self.table.currentIndex()
        if line is not None and store is not None:
            canonical = self._read(store, line)
        self.model.set_canonical(canonical)
        self.title.setText(canonical.title if canonical else "Nothing is chosen")
        self.why.setText(
            proposed.why(line, canonical) if line else "Proposals come from records of one type, day, place and actors."
        )
        self._fit()
        if canonical is not None:
            row, column = (0, FIRST) if fresh else (at.row(), min(at.column(), self.model.columnCount() - 1))
            self.table.setCurrentIndex(self.model.index(max(0, row), max(CHOSEN, column)))
        self._can()

    def _read(self, store: Store, line: Line) -> Canonical | None:
        ids = [event_id for event_id in line.event_ids if event_id not in self._left_out]
        try:
            if line.canonical_id:
                return canonicals.resolved(store, line.canonical_id)
            return canonicals.preview(store, ids, choices=self._choices) if ids else None
        except UserError as error:
            self.said.setText(str(error))
            return None

    def _fit(self) -> None:
        count = max(1, self.model.columnCount() - FIRST)
        room = max(300, self.table.viewport().width() - 330)
        for column in range(self.model.columnCount()):
            width = 160 if column == CHOSEN else 170 if column == RULE else max(140, min(260, room // count))
            self.table.setColumnWidth(column, width)
        self.table.resizeRowsToContents()

    def _joined(self) -> bool:
        line = self.lists.line
        return bool(line and line.canonical_id)

    def _write(self, function: object, *args: object, **kwargs: object) -> bool:
        refused = list[str]()
        self.session.failed.connect(refused.append)
        changes = self.session.write(None, function, *args, **kwargs)  # type: ignore[arg-type]
        self.session.failed.disconnect(refused.append)
        self.said.setText(refused[-1] if refused else changes.summary if changes else "")
        return changes is not None and not refused

    def _propose_these(self, event_ids: tuple[int, ...]) -> None:
        self._proposals.insert(0, Proposal(event_ids, None, 1.0, "chosen on the Events page"))
        self.lists.setCurrentIndex(0)
        self._list_proposed()

    def _drop_line(self) -> None:
        """The proposal in hand is dealt with: go on to the next."""
        line = self.lists.line
        row = self.lists.proposed.currentRow()
        if line is None or line.canonical_id:
            return
        self._proposals = [each for each in self._proposals if each.event_ids != line.event_ids]
        self._list_proposed(row=row)

    def _list_proposed(self, *, row: int = 0) -> None:
        """List the proposals; names are read for those that are seen, and once."""
        store = self.session.store
        unknown = [each for each in self._proposals[:SHOWN] if each.event_ids[0] not in self._titles]
        if store is not None and unknown:
            self._titles |= proposed.titles(store, unknown)
        named = ((each, self._titles.get(each.event_ids[0], "")) for each in self._proposals)
        lines = [Line(each.event_ids, title, proposed.about(each)) for each, title in named]
        self.lists.set_proposed(lines, row=row)

    def _show_joined(self) -> None:
        store, row = self.session.store, self.lists.joined.currentRow()
        found = canonicals.listed(store) if store else []
        titles = canonicals.titles(store, [ids[0] for _, ids in found]) if store else {}
        lines = [Line(ids, titles.get(ids[0], ""), f"{len(ids)} reports", canonical_id) for canonical_id, ids in found]
        self.lists.set_joined(lines, row=max(0, row))

    def _can(self) -> None:
        shown, joined = self.shown, self._joined()
        writable = not self.session.read_only and shown is not None
        several = shown is not None and len(shown.reports) > 1
        for button in (self.join, self.apart):
            button.setVisible(not joined)
            button.setEnabled(writable and several and not joined)
        self.read.setEnabled(shown is not None and self.table.currentIndex().column() >= FIRST)
        self.dissolve.setVisible(joined)
        self.dissolve.setEnabled(writable)
        self.out.setEnabled(writable and self.table.currentIndex().column() >= FIRST and several)

    def _open_menu_here(self) -> None:
        self._open_menu(self.table.currentIndex().row())

    def _open_menu(self, row: int) -> None:
        if 0 <= row < len(self.model.fields) and not self.session.read_only:
            box = self.table.visualRect(self.model.index(row, RULE))
            self.menu(row).popup(self.table.viewport().mapToGlobal(box.bottomLeft() + QPoint(0, 2)))

    def _ask_value(self, row: int) -> None:
        choice = self.model.fields[row]
        text, done = QInputDialog.getText(self, choice.field, f"{choice.field} of this event:", text=choice.chosen.text)
        if done:
            self.set_rule(row, "by hand", text)

    def _follow(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and _KINDS & changes.kinds:
            self._show_joined()
            self._show(self.lists.line, fresh=False)

    def undo(self) -> None:
        """Take back the newest step, as in the window behind."""
        changes = self.session.undo()
        self.said.setText(f"Undone: {changes.summary}" if changes else "There is nothing left to undo.")

    def redo(self) -> None:
        """Do again what was undone last."""
        changes = self.session.redo()
        self.said.setText(f"Done again: {changes.summary}" if changes else "There is nothing to redo.")

    def _forget(self) -> None:
        self._proposals, self._titles = [], {}
        self.lists.set_proposed([])
        self._show_joined()
        self._show_settings()

    def _show_settings(self) -> None:
        """Show what is set in the project: the window, and how much is kept apart."""
        store = self.session.store
        if store is not None:
            self.fields.set_window(canonical_proposals.window(store))
        count = len(canonicals.apart(store)) if store is not None else 0
        self.forget.setVisible(count > 0 and not self.session.read_only)
        self.forget.setText(f"Forget “not the same” ({count:,})")
