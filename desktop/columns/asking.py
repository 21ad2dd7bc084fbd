"""Looks at the tables among what is to be imported, and asks what their columns hold where that is not sure.

Looking is done in a thread that waits for a child process; the window is free meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QWidget

from corpus.progress import Cancelled
from corpus.readers.looking import SUFFIXES, Preview, look_all
from desktop.columns.dialog import ColumnsDialog
from desktop.columns.remembered import forget, recall, remember
from desktop.settings import Settings
from desktop.theme import Theme

_WAIT = 10_000  # milliseconds for a look to stop
_PROSE = 60  # code points on average; what is shorter may be names or codes, and is no article unless somebody says so


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported, and how.

    Attributes:
        by_file: the columns of tables of which something was said, None for a table that is to be left out.
    """

    paths: tuple[Path, ...]
    by_file: Mapping[Path, Mapping[str, str] | None] = field(default_factory=dict)


class _Look(QThread):
    """Finds the tables among paths.

    Signals:
        found: all of them (list of `Preview`).
    """

    found = Signal(list)

    def __init__(self, paths: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._paths = tuple(paths)

    def run(self) -> None:
        tables: list[Preview] = []
        with suppress(Cancelled, OSError):  # without a child nothing is asked, and the import says what is wrong
            tables += look_all(self._paths, progress=self._report)
        if not self.isInterruptionRequested():
            self.found.emit(tables)

    def _report(self, done: int, total: int | None = None, note: str = "") -> None:
        if self.isInterruptionRequested():
            raise Cancelled


class Asking(QObject):
    """Stands before every import of files.

    Signals:
        answered: what is to be imported (`Wanted`); not sent when somebody has cancelled.
        looking: whether tables are being looked at just now.
    """

    answered = Signal(object)
    looking = Signal(bool)

    def __init__(self, settings: Settings, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._theme = theme
        self._window = window
        self._paths: tuple[Path, ...] = ()
        self._anew = False
        self._waiting: list[list[Preview]] = []
        self._by_file: dict[Path, Mapping[str, str] | None] = {}
        self._thread: _Look | None = None
        self.dialog: ColumnsDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether tables are being looked at, or asked about."""
        return self._thread is not None or self.dialog is not None

    def set_theme(self, theme: Theme) -> None:
        """Ask in other colours from the next question on."""
        self._theme = theme

    def ask(self, paths: Sequence[Path], *, anew: bool = False) -> None:
        """Begin an import: `answered` follows, at once where nothing can be a table.

        `anew`: ask of every table, also where it is sure or was said before.
        """
        if not self.stop():
            return
        self._paths, self._anew, self._by_file = tuple(paths), anew, {}
        if not any(path.suffix.lower() in SUFFIXES or path.is_dir() for path in self._paths):
            self.answered.emit(Wanted(self._paths))
            return
        self._thread = _Look(self._paths, self)
        self._thread.found.connect(self._take)
        self._thread.finished.connect(self._thread.deleteLater)
        self.looking.emit(True)
        self._thread.start()

    def stop(self) -> bool:
        """Give up the import that is being prepared; True when nothing of it runs any more."""
        if self.dialog is not None:
            self.dialog.reject()
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        thread.found.disconnect(self._take)
        thread.requestInterruption()
        self.looking.emit(False)
        return thread.wait(_WAIT)

    def _take(self, tables: list[Preview]) -> None:
        self._thread = None
        self.looking.emit(False)
        groups: dict[tuple[str, ...], list[Preview]] = {}
        for table in tables:
            if self._anew or (not table.sure and (table.path in self._paths or _holds_prose(table))):
                groups.setdefault(tuple(sorted(table.header)), []).append(table)
        self._waiting = list(groups.values())
        self._next()

    def _next(self) -> None:
        """Ask of the next kind of table, or begin when none is left."""
        while self._waiting:
            group = self._waiting[0]
            said = recall(self._settings, group[0].header)
            if said is None or self._anew:
                self._open(group, said)
                return
            self._note(self._waiting.pop(0), said)
        self.answered.emit(Wanted(self._paths, dict(self._by_file)))

    def _open(self, group: list[Preview], said: Mapping[str, str] | None) -> None:
        others = len(self._waiting) > 1 or len(self._paths) > 1 or self._paths[0].is_dir()
        alike, more = len(group) - 1, len(self._waiting) - 1
        dialog = ColumnsDialog(group[0], self._theme, self._window, chosen=said, alike=alike, others=others, more=more)
        self.dialog = dialog
        dialog.finished.connect(self._close)
        dialog.open()

    def _close(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        accepted = dialog.result() == ColumnsDialog.DialogCode.Accepted
        if not accepted and not dialog.left_out:
            self._waiting = []
            return
        if dialog.left_all:
            while self._waiting:
                self._note(self._waiting.pop(), None)
            self._next()
            return
        group = self._waiting.pop(0)
        if accepted:
            keep = remember if dialog.remember.isChecked() else _forget
            keep(self._settings, group[0].header, dialog.columns())
        self._note(group, dialog.columns() if accepted else None)
        self._next()

    def _note(self, group: Sequence[Preview], columns: Mapping[str, str] | None) -> None:
        self._by_file |= {each.path: columns for each in group}


def _holds_prose(table: Preview) -> bool:
    """Whether a table may well hold articles: among a folder's files no other is worth a question."""
    name = table.columns.get("text", "")
    at = table.header.index(name) if name in table.header else -1
    cells = [row[at] for row in table.rows if at >= 0 and row[at].strip()]
    return bool(cells) and sum(map(len, cells)) >= _PROSE * len(cells)


def _forget(settings: Settings, header: Sequence[str], _: Mapping[str, str]) -> None:
    forget(settings, header)
