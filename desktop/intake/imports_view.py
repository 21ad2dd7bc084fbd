"""Imports on the left; on the right the articles, the notes and the files of the one in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from corpus import facets
from corpus.wording import counted
from desktop import plain, when
from desktop.intake import sets, words
from desktop.intake.articles_view import ArticlesView
from desktop.intake.import_list import ImportList
from desktop.intake.notes_view import FilesView, NotesView
from desktop.intake.work import Worker
from desktop.theme import Theme
from labels import imports
from labels.imports import Import

_LANGUAGES = 6  # named in the line of figures
_ARTICLES, _NOTES, _FILES = range(3)


class ImportsView(QWidget):
    """Signals:
    open_requested: an article is to be read (id).
    """

    open_requested = Signal(int)

    def __init__(self, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._writable = True
        self.list = ImportList(theme)
        self.title = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.figures, self.languages = plain.PlainLabel(""), plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.tabs = QTabBar()
        self.articles = ArticlesView(worker, theme)
        self.notes = NotesView(worker, theme)
        self.files = FilesView(worker, theme)
        self._stack = QStackedWidget()
        self._shown: int | None = -1  # id of the import that is shown, None for the project, -1 for nothing yet
        self._lay_out()
        self.list.chosen.connect(self._show)
        self.list.entered.connect(self.articles.table.setFocus)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        for part in (self.articles, self.notes):
            part.open_requested.connect(self.open_requested)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        self.title.setProperty("role", "title")
        for label in (self.figures, self.languages):
            label.setProperty("role", "second")
        self.figures.setWordWrap(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("Part of the import")
        for part, name in ((self.articles, "Articles"), (self.notes, "Skipped or mended"), (self.files, "Files")):
            self._stack.addWidget(part)
            self.tabs.addTab(name)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(4)
        for label in (self.title, self.figures, self.languages):
            head.addWidget(label)
        line = QFrame()
        line.setProperty("line", "across")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(8, 0, 8, 4)
        tabs.addWidget(self.tabs)
        column.addLayout(tabs)
        column.addWidget(line)
        column.addWidget(self._stack, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        self.list.setMinimumWidth(240)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([310, 970])
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(split)

    def refresh(self, *, writable: bool) -> None:
        """Read again what is shown."""
        self._writable = writable
        store = self._worker.store
        if store is None:
            self._shown = -1
            self.list.show_imports((), 0)
            return
        self.list.show_imports(tuple(imports.imports(store)), len(facets.ids(store, "article")))

    def forget(self) -> None:
        """Another project comes: nothing of the present one is in hand, ticked or narrowed any more."""
        self._shown = -1
        self.list.forget()
        self.articles.forget()

    @property
    def has_any(self) -> bool:
        """Whether the project has any import, or article."""
        store = self._worker.store
        return store is not None and (bool(self.list.imports.imports) or bool(facets.ids(store, "article")))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for part in (self.list, self.articles, self.notes, self.files):
            part.set_theme(theme)

    def _show(self, found: Import | None) -> None:
        """Show an import, None for the whole project; the list stays as it is when it is the same one."""
        store, now = self._worker.store, found.id if found else None
        keep, self._shown = now == self._shown, now
        self.articles.show_import(found, writable=self._writable, keep=keep)
        self.notes.show_import(found)
        self.files.show_import(found)
        self.title.setText(_title(found) if found else "Whole project")
        parts = (words.sentence(found), when.exact(found.at), found.coder) if found else ()
        self.figures.setText(" · ".join(part for part in parts if part))
        self.figures.setVisible(found is not None)
        self.languages.setText(self._languages() if store else "")
        self._show_tabs(found, keep=keep)

    def _show_tabs(self, found: Import | None, *, keep: bool) -> None:
        self.tabs.setTabText(_ARTICLES, f"Articles  {self.articles.count:,}")
        self.tabs.setTabText(_NOTES, f"Skipped or mended  {self.notes.count:,}")
        self.tabs.setTabText(_FILES, f"Files  {self.files.model.rowCount():,}")
        for tab in (_NOTES, _FILES):
            self.tabs.setTabVisible(tab, found is not None)
        if not keep:
            self.tabs.setCurrentIndex(_ARTICLES if self.articles.count or not self.notes.count else _NOTES)

    def _languages(self) -> str:
        store = self._worker.store
        found = sets.languages(store, self.articles.all) if store else []
        named = [f"{plain.bidi_isolate(name)} {count:,}" for name, count in found[:_LANGUAGES]]
        more = [counted(len(found) - _LANGUAGES, "language") + " more"] if len(found) > _LANGUAGES else []
        return " · ".join([*named, *more])


def _title(found: Import) -> str:
    name = plain.bidi_isolate(words.name(found))
    return f"{words.headline(found)} from {name}" if name else words.headline(found)
