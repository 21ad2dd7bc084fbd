"""The window of the project's actors: the list with search, the form of one, import, export, likely aliases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from corpus.changes import Changes
from corpus.errors import UserError
from desktop.actors.form import ActorForm
from desktop.actors.groups import GroupPage
from desktop.actors.model import ActorDelegate, ActorModel
from desktop.actors.picker import ActorPicker
from desktop.jobs import Job, Jobs, Work
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from labels import entities, entity_csv, entity_groups, entity_import, entity_links
from labels.entity_groups import NameGroup
from labels.entity_import import EntityReport

_TYPING = 120  # milliseconds after the last letter before the list is searched
_FRAME = QSize(24, 56)  # room for what a window manager draws round a window
_NAMED = 6  # lines left out that are named


class ActorsDialog(QDialog):
    """A window beside the work. `ask_import` and `ask_export` ask for files; tests put their own in place."""

    def __init__(self, session: Session, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.jobs = session, jobs
        self.model = ActorModel(self)
        self.search = QLineEdit(self)
        self.view = QListView(self)
        self.form = ActorForm(session, self)
        self.groups = GroupPage(self)
        self.pages = QStackedWidget(self)
        self.count, self.said = PlainLabel("", self), PlainLabel("", self)
        self.add, self.save = QPushButton("&New actor", self), QPushButton("&Save", self)
        self.merge, self.retire = QPushButton("&Merge into…", self), QPushButton("&Retire", self)
        self.import_, self.export = QPushButton("&Import…", self), QPushButton("&Export…", self)
        self.likely = QPushButton("Find likely &aliases", self)
        self.picker = ActorPicker(session, theme, self)
        self._timer = QTimer(self)
        self._build(theme)
        self._connect()
        # Qt opens a dialog at two thirds of the screen at most, which is too small on a laptop.
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() - _FRAME))

    # Building

    def _build(self, theme: Theme) -> None:
        self.setWindowTitle("Actors")
        self.setModal(False)
        self.search.setPlaceholderText("Search names and aliases")
        self.search.setAccessibleName("Search")
        self.search.setClearButtonEnabled(True)
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Actors")
        self.set_theme(theme)
        self.save.setProperty("kind", "primary")
        for label in (self.count, self.said):
            label.setProperty("role", "second")
        self.said.setWordWrap(True)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        split = QSplitter(self)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([300, 560])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(split, 1)
        layout.addWidget(self.said)

    def _left(self) -> QWidget:
        side, row = QWidget(self), QHBoxLayout()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.count)
        row.setSpacing(6)
        for button in (self.add, self.import_, self.export):
            row.addWidget(button)
        layout.addLayout(row)
        layout.addWidget(self.likely)
        return side

    def _right(self) -> QWidget:
        page, row, area = QWidget(self), QHBoxLayout(), QScrollArea(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 0, 0, 0)
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout.addWidget(area, 1)
        row.setSpacing(6)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.merge)
        row.addWidget(self.retire)
        layout.addLayout(row)
        self.groups.setContentsMargins(12, 0, 0, 0)
        self.pages.addWidget(page)
        self.pages.addWidget(self.groups)
        return self.pages

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda text: self._timer.start())
        self._timer.timeout.connect(self.refresh)
        self.view.selectionModel().currentChanged.connect(lambda now, before: self._show_current())
        self.add.clicked.connect(self.new_actor)
        self.save.clicked.connect(self.save_actor)
        self.merge.clicked.connect(self._ask_merge)
        self.retire.clicked.connect(self._retire)
        self.import_.clicked.connect(self._import)
        self.export.clicked.connect(self._export)
        self.likely.clicked.connect(self.find_likely)
        self.picker.actor_chosen.connect(lambda entity_id, keep: self.merge_into(entity_id))
        self.groups.accepted.connect(self._accept_group)
        self.groups.closed.connect(lambda: self.pages.setCurrentIndex(0))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_actor)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self.undo)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self).activated.connect(self.redo)
        self.session.changed.connect(self._follow)
        self.session.project_changed.connect(self._follow_project)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.view.setItemDelegate(ActorDelegate(theme, self.view))
        self.picker.set_theme(theme)

    def sizeHint(self) -> QSize:
        """Return a size for the list and the whole form."""
        return QSize(900, 640)

    # What others call

    def open_actors(self, *, search: str = "") -> None:
        """Show the window with what is new, and search when there is something to search for."""
        self.search.setText(search)
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read the list anew; the actor in hand stays in hand."""
        store = self.session.store
        held = self.form.entity
        rows = entities.listed(store, self.search.text(), retired=True) if store else []
        self.model.set_rows(rows)
        self.count.setText(f"{len(rows):,} actors" if len(rows) != 1 else "1 actor")
        if not self.search.text().strip():
            self.form.set_names([row.name for row in rows if not row.retired])
        at = self.model.row_of(held.id) if held else 0
        if at < 0 and not self.form.changed:
            at = 0  # else the buttons would act on one that is not on the list
        if rows and at >= 0:
            self.view.setCurrentIndex(self.model.index(at))
        elif not rows and held is None:
            self._show_current()
        self._can()

    def new_actor(self) -> None:
        """Begin an empty form; what is searched for is the first guess at its name."""
        if not self._keep():
            return
        self.view.clearSelection()
        self.view.setCurrentIndex(self.model.index(-1))
        self.form.show_actor(None, name=self.search.text().strip() if not self.model.rows else "")
        self.pages.setCurrentIndex(0)
        self.form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._can()

    def save_actor(self) -> None:
        """Write the form."""
        saved = self.form.save()
        if saved is not None:
            self.show_actor(saved)

    def show_actor(self, entity_id: int) -> None:
        """Take an actor into the form and find it in the list."""
        store = self.session.store
        found = entities.many(store, [entity_id]) if store else []
        self.form.show_actor(found[0] if found else None)
        self.refresh()

    def merge_into(self, entity_id: int) -> None:
        """Make the actor in the form part of another one's names."""
        held = self.form.entity
        if held is not None and self.session.write(self, entities.merge, entity_id, [held.id]) is not None:
            self.form.entity = None
            self.show_actor(entity_id)

    def undo(self) -> None:
        """Take back the newest step, as in the window behind."""
        changes = self.session.undo()
        self._say(f"Undone: {changes.summary}" if changes else "There is nothing left to undo.")

    def redo(self) -> None:
        """Do again what was undone last."""
        changes = self.session.redo()
        self._say(f"Done again: {changes.summary}" if changes else "There is nothing to redo.")

    def find_likely(self) -> None:
        """Look in a job for names that may be one actor."""
        self._start(
            "Looking for likely aliases",
            lambda store, progress: entity_groups.propose(store, progress=progress),
            self.show_groups,
        )

    def show_groups(self, groups: list[NameGroup]) -> None:
        """Show the groups found."""
        self._say("" if groups else "All names in the coding that look alike are known.")
        self.pages.setCurrentIndex(1 if groups else 0)
        if groups:
            self.groups.show_groups(groups)

    def import_file(self, path: Path) -> None:
        """Take in a list of actors in a job."""
        self._start(
            f"Importing {path.name}",
            lambda store, progress: entity_import.import_entities(store, path, progress=progress),
            self._imported,
        )

    def export_file(self, path: Path) -> None:
        """Write the list as CSV."""
        if self.session.store is None:
            return
        try:
            count = entity_csv.write_csv(self.session.store, path)
        except UserError as error:
            self._say(str(error))
            return
        self._say(f"{count:,} actors are in {path.name}.")

    def ask_import(self) -> Path | None:
        """Return the file chosen, None when the dialog was left."""
        kinds = "Lists of actors (*.csv *.tsv *.txt);;All files (*)"
        found, _ = QFileDialog.getOpenFileName(self, "Import actors", "", kinds)
        return Path(found) if found else None

    def ask_export(self) -> Path | None:
        """Return where to write, None when the dialog was left."""
        found, _ = QFileDialog.getSaveFileName(self, "Export actors", "actors.csv", "CSV (*.csv)")
        return Path(found) if found else None

    # Inside

    def _start(self, title: str, work: Work, then: Callable[[Any], None]) -> None:
        store = self.session.store
        if store is None:
            return
        job = Job(title, work)
        job.finished.connect(then)
        job.failed.connect(self._say)
        self._say(f"{title}…")
        self.jobs.start(job, store.path, coder=self.session.coder_name)

    def _imported(self, report: EntityReport) -> None:
        lines = [*report.warnings, *(refusal.reason for refusal in report.refused[:_NAMED])]
        if len(report.refused) > _NAMED:
            lines.append(f"… and {len(report.refused) - _NAMED:,} more lines.")
        if report.changes:
            self.session.tell(report.changes)
        self._say("\n".join([report.sentence, *lines]))

    def _accept_group(self, group: NameGroup, names: list[str]) -> None:
        self.session.write(self, entity_links.accept, group, names=names)
        self.refresh()

    def _ask_merge(self) -> None:
        if self.form.entity is not None:
            at = self.merge.mapTo(self, self.merge.rect().topLeft())
            self.picker.open_for(self.form.entity.name, at, without=self.form.entity.id)

    def _retire(self) -> None:
        held = self.form.entity
        if held is not None:
            self.session.write(None, entities.restore if held.retired else entities.retire, held.id)
            self.show_actor(held.id)

    def _import(self) -> None:
        if (path := self.ask_import()) is not None:
            self.import_file(path)

    def _export(self) -> None:
        if (path := self.ask_export()) is not None:
            self.export_file(path)

    def _show_current(self) -> None:
        index, store = self.view.currentIndex(), self.session.store
        if index.isValid() and store is not None:
            held = self.model.rows[index.row()].id
            if (self.form.entity is None or self.form.entity.id != held) and self._keep():
                self.form.show_actor(next(iter(entities.many(store, [held])), None))
                self.pages.setCurrentIndex(0)
        elif not self.model.rows and not self.search.text():
            self.form.show_actor(None)
        self._can()

    def _keep(self) -> bool:
        """Save what was typed before another actor is shown; whether nothing was refused."""
        held = self.form.entity
        if not self.form.changed or self.session.read_only or self.session.store is None:
            return True
        if self.form.save() is not None:
            return True
        self.view.setCurrentIndex(self.model.index(self.model.row_of(held.id) if held else -1))
        return False

    def _can(self) -> None:
        held, writable = self.form.entity, not self.session.read_only
        self.save.setEnabled(writable)
        self.add.setEnabled(writable)
        self.import_.setEnabled(writable)
        others = len(self.model.rows) > 1 or bool(self.search.text().strip())  # a search hides the others only
        self.merge.setEnabled(writable and held is not None and others)
        self.retire.setEnabled(writable and held is not None)
        self.retire.setText("&Restore" if held is not None and held.retired else "&Retire")

    def _follow(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and {"entity", "alias", "entity_code"} & changes.kinds and self.isVisible():
            held = self.form.entity
            self.refresh()
            store = self.session.store
            if held is not None and store is not None:
                self.form.show_actor(next(iter(entities.many(store, [held.id])), None))

    def _follow_project(self) -> None:
        self.form.show_actor(None)
        self.refresh()

    def _say(self, text: str) -> None:
        self.said.setText(text)
