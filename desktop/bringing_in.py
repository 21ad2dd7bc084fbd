"""Every way in for articles: files and folders, first asked about where a table is unclear, and the web."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from corpus.store import SUFFIX
from desktop.files import Files
from desktop.main_window import MainWindow
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.columns.asking import Asking, Wanted
    from desktop.web.dialog import WebDialog

_TABLES = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".parquet", ".json", ".jsonl", ".ndjson"))


class BringingIn(QObject):
    """Stands before every import.

    Signals:
        settings_wanted: the settings are to be shown, where connections can be allowed.
        looking: whether tables are being looked at just now.
    """

    settings_wanted = Signal()
    looking = Signal(bool)

    def __init__(self, session: Session, files: Files, settings: Settings, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._session, self._files, self._settings = session, files, settings
        self._window, self._theme = window, theme
        self._asking: Asking | None = None
        self._web: WebDialog | None = None
        files.leaving.connect(self._leave)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for part in (self._asking, self._web):
            if part is not None:
                part.set_theme(theme)

    def drop(self, paths: Sequence[Path]) -> None:
        """Take what was dropped onto the window: a project is opened, anything else imported."""
        if len(paths) == 1 and paths[0].suffix == SUFFIX:
            self._files.open(paths[0])
        else:
            self.take(paths)

    def take(self, paths: Sequence[Path], *, anew: bool = False) -> None:
        """Import files and folders; `anew` asks what the columns of tables hold, also where it is known."""
        asked = anew or any(path.suffix.lower() in _TABLES or path.is_dir() for path in paths)
        if not asked or self._session.store is None or not self._files.may_import():
            self._files.import_paths(paths)
            return
        self._asker().ask(paths, anew=anew)

    def ask_files(self, *, folder: bool, anew: bool = False) -> None:
        """Ask what to import, and import it."""
        from desktop.importing import ImportFiles

        ask = ImportFiles.ask_folder if folder else ImportFiles.ask_files
        if paths := ask(self._window, self._settings):
            self.take(paths, anew=anew)

    def show_web(self) -> None:
        """Show the window in which addresses are pasted and fetched."""
        if self._session.store is None or not self._files.may_import():
            return
        if self._web is None:
            from desktop.web.dialog import WebDialog

            self._web = WebDialog(self._settings, self._theme, self._window)
            self._web.items_wanted.connect(self._files.import_items)
            self._web.settings_wanted.connect(self.settings_wanted)
        self._web.open_beside(QGuiApplication.clipboard().text())

    @property
    def busy(self) -> bool:
        """Whether tables are being looked at, or asked about, before an import."""
        return self._asking is not None and self._asking.busy

    def refresh(self) -> None:
        """Look at the settings again: whether connections are allowed."""
        if self._web is not None:
            self._web.refresh()

    def close(self) -> None:
        """Wait for what is still being fetched to stop."""
        if self._web is not None:
            self._web.fetcher.stop()
            self._web.fetcher.wait()

    def _leave(self) -> None:
        """Another project comes: what is being prepared was meant for the one before."""
        if self._asking is not None:
            self._asking.stop()

    def _asker(self) -> Asking:
        if self._asking is None:
            from desktop.columns.asking import Asking

            self._asking = Asking(self._settings, self._theme, self._window)
            self._asking.answered.connect(self._answered)
            self._asking.looking.connect(self.looking)
        return self._asking

    def _answered(self, wanted: Wanted) -> None:
        self._files.import_paths(wanted.paths, by_file=wanted.by_file)
