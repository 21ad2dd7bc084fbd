"""What an import did not take in, or assumed, and why; and the files it read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from corpus.wording import counted
from desktop import plain
from desktop.intake import words
from desktop.intake.row_table import RowTable
from desktop.intake.rows import Column, RowModel
from desktop.intake.work import Worker
from desktop.theme import Theme
from labels import imports, intake_notes
from labels.imports import File, Import
from labels.intake_notes import Kind, Note

_WHOLE = 600  # characters of a sentence shown below the table
_DELAY = 120  # milliseconds from the last key to the search
_NOTES = (
    Column("What", lambda note: words.KIND_NAMES[note.kind], 180, faint=True),
    Column("Where", lambda note: note.place, 240),
    Column("Why", lambda note: note.sentence.removeprefix(note.place).lstrip(": ,") or note.sentence),
)
_FILES = (
    Column("File", lambda file: file.name),
    Column("Articles", lambda file: f"{file.articles:,}" if file.articles else "", 80, right=True),
    Column("Size", lambda file: _size(file.size), 90, right=True, faint=True),
    Column("Reader", lambda file: file.reader, 90, faint=True),
    Column("SHA-256", lambda file: file.sha256, 220, faint=True),
)


class NotesView(QWidget):
    """Signals:
    open_requested: an article is to be read (id).
    """

    open_requested = Signal(int)

    def __init__(self, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._import: Import | None = None
        self.model = RowModel(_NOTES, self._fetch, theme, self, ticks=False)
        self.table = RowTable("What was not taken in, and why", self.model)
        self.kinds, self.search = QComboBox(), QLineEdit()
        self.told = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.nothing = plain.PlainLabel("Everything came in as it was.")
        self.whole = plain.PlainLabel("")
        self.copy = QPushButton("Copy all")
        self.read = QPushButton("Read the article")
        self._typed = QTimer(self, singleShot=True, interval=_DELAY)
        self._lay_out()
        self._typed.timeout.connect(self._list)
        self.search.textChanged.connect(lambda text: self._typed.start())
        self.kinds.activated.connect(lambda at: self._list())
        self.copy.clicked.connect(self.copy_all)
        self.read.clicked.connect(lambda: self._open(self.table.current_id()))
        self.table.entered.connect(self._open)
        self.table.moved.connect(self._can_read)

    def _lay_out(self) -> None:
        self.kinds.setAccessibleName("Which notes")
        self.kinds.setMinimumWidth(220)
        self.search.setPlaceholderText("Find a file or a reason")
        self.search.setAccessibleName("Find a file or a reason")
        self.search.setClearButtonEnabled(True)
        self.told.setProperty("role", "second")
        self.nothing.setProperty("role", "second")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.whole.setWordWrap(True)
        self.whole.hide()
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setContentsMargins(12, 8, 12, 8)
        above.setSpacing(8)
        for part, share in ((self.kinds, 0), (self.search, 2), (self.told, 3)):
            above.addWidget(part, share)
        below.setContentsMargins(12, 8, 12, 10)
        below.addWidget(self.copy)
        below.addStretch(1)
        below.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        told = QHBoxLayout()
        told.setContentsMargins(16, 8, 16, 0)
        told.addWidget(self.whole)
        column.addLayout(told)
        column.addLayout(below)

    def show_import(self, found: Import | None) -> None:
        """Show the notes of an import; None has none."""
        if found is None or self._import is None or found.id != self._import.id:
            self.search.clear()
            self._typed.stop()
        self._import = found
        store = self._worker.store
        counts = intake_notes.counts(store, found.id) if found and store else {}
        self.count = sum(counts.values())
        kind: Kind | None = self.kinds.currentData()
        self.kinds.clear()
        self.kinds.addItem(f"All  {self.count:,}", None)
        for each, number in counts.items():
            self.kinds.addItem(f"{words.KIND_NAMES[each]}  {number:,}", each)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        self._list()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.model.set_theme(theme)

    def copy_all(self) -> None:
        """Put what is listed on the clipboard, one note a line."""
        QGuiApplication.clipboard().setText(intake_notes.as_text(self._fetch(list(self.model.ids))))

    def _fetch(self, ids: Sequence[int]) -> list[Note]:
        return intake_notes.some(self._worker.store, ids) if self._worker.store else []

    def _list(self) -> None:
        store, kind = self._worker.store, self.kinds.currentData()
        found: list[int] = []
        if store is not None and self._import is not None:
            kinds = [kind] if kind else []
            found = intake_notes.ids(store, self._import.id, kinds=kinds, words=self.search.text())
        self.model.set_ids(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText("Nothing holds these words." if self.count else "Everything came in as it was.")
        self.told.setText(self._beyond())
        for part in (self.copy, self.kinds, self.search):
            part.setEnabled(bool(self.count))
        self._can_read(self.table.current_id())

    def _beyond(self) -> str:
        """Say how many notes there were that are not kept."""
        if self._import is None:
            return ""
        keys = ("refused", "copies", "left_out", "warnings")
        beyond = sum(self._import.figure(key) for key in keys) - self.count
        return f"{counted(beyond, 'note')} more not kept" if beyond > 0 else ""

    def _note(self, note_id: int) -> Note | None:
        return next(iter(self._fetch([note_id])), None) if note_id else None

    def _can_read(self, note_id: int) -> None:
        note = self._note(note_id)
        self.read.setEnabled(bool(note and note.article_id))
        self.whole.setText(plain.bidi_isolate(note.sentence[:_WHOLE]) if note else "")
        self.whole.setVisible(note is not None)

    def _open(self, note_id: int) -> None:
        note = self._note(note_id)
        if note is not None and note.article_id:
            self.open_requested.emit(note.article_id)


class FilesView(QWidget):
    """The files of an import that gave articles."""

    def __init__(self, worker: Worker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._files: dict[int, File] = {}
        self.model = RowModel(_FILES, lambda ids: [self._files[each] for each in ids], theme, self, ticks=False)
        self.table = RowTable("Files that were read", self.model)
        self.nothing = plain.PlainLabel("These articles came from no file.")
        self.nothing.setProperty("role", "second")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)

    def show_import(self, found: Import | None) -> None:
        """Show the files of an import; None has none."""
        store = self._worker.store
        files = imports.files(store, found.id) if found and store else []
        self._files = {each.id: each for each in files}
        self.model.set_ids(list(self._files))
        self.table.setVisible(bool(files))
        self.nothing.setVisible(not files)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.model.set_theme(theme)


def _size(count: int) -> str:
    """Return a size in bytes as people say it."""
    number = float(count)
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
