"""The Codebook page: a list of labels, event types or roles, and the form of the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from corpus.changes import Changes
from corpus.progress import Progress
from corpus.store import Store
from desktop import icons, page_parts
from desktop.codebook import content as contents
from desktop.codebook.content import Content
from desktop.codebook.deeds import Deeds, Job
from desktop.codebook.entries import ONE, SECTIONS, TITLES, Entry, Section, matching
from desktop.codebook.entry_list import EntryList
from desktop.codebook.sheet import Sheet
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from desktop.worker import Tell, Worker


class CodebookPage(QWidget):
    """A full page of the window. It writes through the session, each change as a step, and hears of others' writes.

    Signals:
        left: Escape in the list: the analyst is done here.
    """

    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._content = Content()
        self._counts: contents.Counts | None = None
        self._stale = True
        self._chosen: dict[Section, int | None] = dict.fromkeys(SECTIONS)
        self._worker = Worker(self)
        self.deeds = Deeds(session, theme, self)
        self.heading = PlainLabel("Codebook", self)
        self.summary = PlainLabel("", self, elide=Qt.TextElideMode.ElideRight)
        self.use = self._button("Use a codebook…", self.deeds.use_shipped)
        self.take = self._button("Import…", self.deeds.ask_import)
        self.give = self._button("Export…", self.deeds.ask_export)
        self.tabs = QTabBar(self)
        self.search = QLineEdit(self)
        self.list = EntryList(theme, self)
        self.empty = PlainLabel("", self)
        self.retired = QCheckBox("Show retired", self)
        self.add = self._button("", lambda: self.deeds.add(self.section, self.list.chosen_id))
        self.sheet = Sheet(session, theme, self.write, self)
        self._build()
        self._connect()
        self.setFocusProxy(self.list)
        self._refresh()

    # Building

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _build(self) -> None:
        self.setAccessibleName("Codebook")
        self.heading.setProperty("role", "title")
        self.summary.setProperty("role", "second")
        for section in SECTIONS:
            self.tabs.addTab(TITLES[section])
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("Part of the codebook")
        self.search.setPlaceholderText("Find")
        self.search.setAccessibleName("Find")
        self.search.setClearButtonEnabled(True)
        self.empty.setProperty("role", "second")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._side())
        split.addWidget(self.sheet)
        split.setStretchFactor(1, 1)
        split.setSizes([380, 900])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QFrame(self)
        line.setProperty("line", "across")
        column.addWidget(page_parts.head(self.heading, self.summary, self.use, self.take, self.give))
        column.addWidget(line)
        column.addWidget(split, 1)

    def _side(self) -> QWidget:
        side = QFrame(self)
        side.setProperty("pane", "side")
        side.setMinimumWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 8, 10)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        inner = QHBoxLayout()
        inner.setContentsMargins(4, 0, 4, 0)
        inner.addWidget(self.search)
        column.addLayout(inner)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 6, 0)
        foot.addWidget(self.retired)
        foot.addStretch(1)
        foot.addWidget(self.add)
        column.addLayout(foot)
        return side

    def _connect(self) -> None:
        self._session.project_changed.connect(self._on_project)
        self._session.changed.connect(self._on_changed)
        self.tabs.currentChanged.connect(lambda at: self._on_section())
        self.search.textChanged.connect(lambda text: self._show_list())
        self.retired.toggled.connect(lambda on: self._show_list())
        self.list.chosen.connect(self._on_chosen)
        self.list.key_pressed.connect(self._on_key)
        self.deeds.added.connect(self._on_added)
        self.sheet.wanted.connect(self._do)

    # What others call

    @property
    def section(self) -> Section:
        """The part of the codebook that is shown."""
        return SECTIONS[max(0, self.tabs.currentIndex())]

    @property
    def entry(self) -> Entry | None:
        """The row that is chosen."""
        found = self._content.entries(self.section, retired=True)
        return next((entry for entry in found if entry.id == self.list.chosen_id), None)

    def set_job(self, job: Job) -> None:
        """Take what runs long work beside the window: it is given a title and a function of store and progress."""
        self.deeds.job = job

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = self.deeds.theme = theme
        self.list.set_theme(theme)
        self.sheet.set_theme(theme)
        self._show_look()
        self._show_entry()

    def show_entry(self, section: Section, entry_id: int) -> None:
        """Show a label, an event type or a role, whether or not it is retired."""
        self._catch_up()
        self._chosen[section] = entry_id
        found = next((each for each in self._content.entries(section, retired=True) if each.id == entry_id), None)
        self.search.clear()
        if found and found.retired:
            self.retired.setChecked(True)
        self.tabs.setCurrentIndex(SECTIONS.index(section))
        self._show_list()

    def keep(self) -> None:
        """Save what is being typed: the page or the project is about to be left."""
        self.sheet.keep()

    def write(self, function: Callable[..., Changes], *args: Any, **values: Any) -> bool:
        """Write one step; whether it was accepted. What was refused is shown again as it is."""
        done = self._session.write(self, function, *args, **values) is not None
        if not done:
            self._show_entry()
        return done

    # Reading

    def _on_project(self) -> None:
        self._chosen = dict.fromkeys(SECTIONS)
        self._worker.wait()
        self._counts, self._stale = None, True
        self.search.clear()
        self._catch_up()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if changes.kinds & contents.CODED:
            self._worker.stop()
            self._counts = None
        if changes.kinds & (contents.KINDS | contents.CODED):
            self._stale = True
            self._catch_up()

    def _catch_up(self) -> None:
        """Read again, if there is something new and somebody to see it."""
        if self._stale and (self.isVisible() or self._session.store is None):
            self._refresh()

    def _refresh(self) -> None:
        store = self._session.store
        self._stale = False
        if store is None:
            self._content = Content()
        else:
            self._count(store)
            self._content = contents.read(store, self._counts or {})
        self.deeds.content = self._content
        self._move_on()
        self._show_look()
        self._show_list()

    def _count(self, store: Store) -> None:
        """Count what is coded anew if it changed: at once, or beside the window where that takes long."""
        if self._counts is not None:
            return
        if not contents.is_large(store):
            self._counts = contents.read_counts(store)
        elif not self._worker.is_busy:
            self._worker.ask(store, _counting, done=self._counted, failed=self._session.failed.emit)

    def _counted(self, counts: contents.Counts) -> None:
        self._counts = counts
        self._stale = True
        self._catch_up()

    def _move_on(self) -> None:
        """Choose what stood beside a row that is gone, or what it was merged into."""
        entries = self._content.entries(self.section, retired=self.retired.isChecked())
        left = {entry.id for entry in entries}
        gone = self._chosen[self.section]
        if gone is not None and gone not in left:
            into = self.deeds.merged.get((self.section, gone))
            self._chosen[self.section] = into if into in left else self.list.nearest(left)

    def _show_look(self) -> None:
        writable = not self._session.read_only
        store = self._session.store
        self.heading.setText(f"Codebook of {store.name}" if store else "Codebook")
        self.heading.updateGeometry()
        if store is not None and not writable:
            self.summary.setText("This project is read-only: look and export, nothing can be changed.")
        else:
            self.summary.setText("Each change is saved at once and can be undone.")
        for button in (self.use, self.take, self.add):
            button.setEnabled(writable)
        self.give.setEnabled(store is not None)
        self.add.setIcon(icons.icon("plus", self._theme))
        for at, section in enumerate(SECTIONS):
            self.tabs.setTabText(at, f"{TITLES[section]}  {self._content.count(section):,}")

    def _show_list(self) -> None:
        section = self.section
        hidden = self._content.retired(section)
        every = self._content.entries(section, retired=self.retired.isChecked())
        found = matching(every, self.search.text())
        self.list.show_entries(found, self._chosen[section])
        self._chosen[section] = self.list.chosen_id
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.setText("Nothing holds these words." if every else f"No {TITLES[section].lower()}.")
        self.retired.setText(f"Show retired ({hidden})" if hidden else "Show retired")
        self.retired.setEnabled(bool(hidden))
        self.add.setText(f"Add {ONE[section]}")
        self._show_entry()

    def _show_entry(self) -> None:
        writable = not self._session.read_only
        self.sheet.show_entry(self.entry, self._content, writable=writable, nothing=self._nothing())

    def _nothing(self) -> str:
        """Return what is said in the place of a form."""
        what = TITLES[self.section].lower()
        if self._content.count(self.section) or self._session.read_only:
            return f"No {what} here." if not self.search.text() else ""
        return f"No {what} yet. Ctrl+N adds the first; “Use a codebook…” brings a whole set."

    # What is done

    def _on_section(self) -> None:
        self.search.clear()
        self._show_list()

    def _on_chosen(self, entry_id: int | None) -> None:
        self._chosen[self.section] = entry_id
        self._show_entry()

    def _on_added(self, section: Section, entry_id: int) -> None:
        self.show_entry(section, entry_id)
        self.sheet.focus_form()

    def _on_key(self, key: str) -> None:
        if key == "edit":
            self.sheet.focus_form()
        elif key == "leave":
            self.left.emit()
        elif key == "add":
            self.deeds.add(self.section, self.list.chosen_id)
        else:
            self._do(key)

    def _do(self, deed: str) -> None:
        entry = self.entry
        if entry is None or self._session.read_only:
            return
        if deed in ("up", "down"):
            self.deeds.move(entry, -1 if deed == "up" else 1)
        else:
            {"merge": self.deeds.merge, "split": self.deeds.split, "retire": self.deeds.retire}[deed](entry)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()
        self.list.setFocus()

    def event(self, event: QEvent) -> bool:
        """Ctrl+N adds here, whatever it does elsewhere."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.New):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.deeds.add(self.section, self.list.chosen_id)
                return True
        return super().event(event)


def _counting(store: Store, _tell: Tell, progress: Progress) -> contents.Counts:
    return contents.read_counts(store, progress=progress)
