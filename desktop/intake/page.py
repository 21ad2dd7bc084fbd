"""The Intake page: imports with what came in and what did not, and groups of near-copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyroaring import BitMap
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from corpus import facets, mend, near_copies
from corpus.changes import Changes
from corpus.facets import Kind
from corpus.mend import Correction, Field
from corpus.wording import counted
from desktop.intake.copies_view import CopiesView
from desktop.intake.empty import NothingCameIn
from desktop.intake.imports_view import ImportsView
from desktop.intake.mend_dialog import TITLES, MendDialog
from desktop.intake.work import Start, Worker
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme

_KINDS = frozenset({"article", "span", "event", "not_copy"})
_SETS: dict[Field, Kind] = {"source": "source", "published": "month", "language": "language"}
_KNOWN = 500  # outlets offered while one is typed
_COPIES = 1  # its tab


class IntakePage(QWidget):
    """A full page of the window.

    Signals:
        open_requested: an article is to be read (id).
        import_wanted: files are to be chosen and brought in.
        left: Escape: the analyst is done here.
    """

    open_requested = Signal(int)
    import_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._stale = True
        self._worker = Worker(session, self)
        self.summary = PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.tabs = QTabBar()
        self.take_in = QPushButton("Import…")
        self.imports = ImportsView(self._worker, theme)
        self.copies = CopiesView(self._worker, theme)
        self.empty = NothingCameIn(theme)
        self._stack = QStackedWidget()
        self._dialog: MendDialog | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setAccessibleName("Intake")
        self.summary.setProperty("role", "second")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("Part of the page")
        heading = PlainLabel("Intake")
        heading.setProperty("role", "title")
        for part, name in ((self.imports, "Imports"), (self.copies, "Near-copies")):
            self._stack.addWidget(part)
            self.tabs.addTab(name)
        self._stack.addWidget(self.empty)
        head = QFrame()
        head.setProperty("pane", "bar")
        head.setFixedHeight(48)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(heading)
        row.addSpacing(8)
        row.addWidget(self.tabs)
        row.addSpacing(8)
        row.addWidget(self.summary, 1)
        row.addWidget(self.take_in)
        line = QFrame()
        line.setProperty("line", "across")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._session.project_changed.connect(self._on_project)
        self._session.changed.connect(self._on_changed)
        self.tabs.currentChanged.connect(self._on_tab)
        for signal in (self.take_in.clicked, self.empty.wanted):
            signal.connect(lambda *_: self.import_wanted.emit())
        articles = self.imports.articles
        articles.mend_wanted.connect(self.mend)
        articles.join_wanted.connect(self.copies.join)
        articles.copies_wanted.connect(self.show_copies)
        for part in (self.imports, self.copies):
            part.open_requested.connect(self.open_requested)

    # What others call

    def set_job(self, start: Start) -> None:
        """Take what runs long work beside the window (`Files.start_job`)."""
        self._worker.start = start

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for part in (self.imports, self.copies, self.empty):
            part.set_theme(theme)

    def show_copies(self, article_id: int) -> None:
        """Show the near-copies of an article."""
        store = self._session.store
        group_id = near_copies.group_of(store, article_id) if store else None
        self.tabs.setCurrentIndex(_COPIES)
        if group_id is not None:
            self.copies.show_group(group_id)

    def mend(self, field: Field, article_ids: Sequence[int] | BitMap) -> MendDialog | None:
        """Ask how the outlets, dates or languages of some articles are to be put right."""
        store = self._session.store
        if store is None or not article_ids:
            return None
        lacking = facets.ids(store, _SETS[field], "") & BitMap(article_ids)
        dialog = MendDialog(field, article_ids, self._theme, self, lacking=lacking, known=self._known(field))
        dialog.wanted.connect(self._write)
        dialog.suggestions_wanted.connect(lambda: self._suggest(dialog))
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()
        return dialog

    # Inside

    def _parts(self) -> tuple[ImportsView, CopiesView]:
        return self.imports, self.copies

    def _known(self, field: Field) -> list[str]:
        """Return the values that the project has, most used first."""
        store = self._session.store
        if store is None or field == "published":
            return []
        present = facets.ids(store, "article")
        found = {key: len(ids & present) for key, ids in facets.keys(store, _SETS[field]).items() if key}
        return sorted((key for key, count in found.items() if count), key=lambda key: (-found[key], key))[:_KNOWN]

    def _suggest(self, dialog: MendDialog) -> None:
        ids, field = dialog.article_ids, dialog.field

        def show(found: list[mend.Suggestion]) -> None:
            if self._dialog is dialog:
                dialog.show_suggestions(found)

        title = f"Looking for the {TITLES[field].lower()} of {counted(len(ids), 'article')}"
        self._worker.ask(
            title,
            lambda store, progress: mend.suggest(store, ids, field, progress=progress),
            show,
            lambda: dialog.show_stopped() if self._dialog is dialog else None,
        )

    def _write(self, corrections: Iterable[Correction], articles: int) -> None:
        self._worker.write("Correcting articles", articles, mend.apply, corrections)

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _on_project(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        for part in self._parts():
            part.forget()  # articles of another project have the same numbers
        self._stale = True
        self._catch_up()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.kinds & _KINDS:
            self._stale = True
            self._catch_up()

    def _on_tab(self, at: int) -> None:
        self._stale = True
        self._catch_up()

    def _catch_up(self) -> None:
        """Read again, if there is something new and somebody to see it."""
        if not self._stale or not (self.isVisible() or self._session.store is None):
            return
        self._stale = False
        writable = not self._session.read_only
        self.take_in.setEnabled(writable)
        self._parts()[self.tabs.currentIndex()].refresh(writable=writable)
        nothing = self._session.store is not None and not self.imports.has_any
        self._stack.setCurrentWidget(self.empty if nothing else self._parts()[self.tabs.currentIndex()])
        self.summary.setText("" if writable or self._session.store is None else "This project is read-only.")

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()
        if (front := self._stack.currentWidget()) is not None:
            front.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)
