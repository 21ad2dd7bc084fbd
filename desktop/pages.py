"""The window's pages beside the one where articles are coded: Events and Codebook, made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.files import Files
from desktop.main_window import MainWindow
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.top_bar import TopBar
from desktop.type_ahead import close_all

if TYPE_CHECKING:
    from desktop.codebook import CodebookPage
    from desktop.events import EventsPage

CODE, EVENTS, CODEBOOK = "page_code", "page_events", "page_codebook"


class Pages(QObject):
    """Shows one page at a time.

    Attributes:
        present: the id of the action that shows the page in front.

    Signals:
        open_requested: an event is to be read in its article (article id, start, end, event id).
        join_requested: these events may be one (ids).
        changed: another page is in front; the id of the action that shows it.
        find_wanted: articles are to be looked for.
    """

    open_requested = Signal(int, object, object, int)
    join_requested = Signal(object)
    changed = Signal(str)
    find_wanted = Signal()

    def __init__(
        self, session: Session, files: Files, settings: Settings, window: MainWindow, top: TopBar, theme: Theme
    ) -> None:
        super().__init__(window)
        self._session, self._files, self._settings = session, files, settings
        self._window, self._top, self._theme = window, top, theme
        self.events: EventsPage | None = None
        self.codebook: CodebookPage | None = None
        self.present = CODE
        session.project_changed.connect(lambda: self._mark(CODE))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for page in (self.events, self.codebook):
            if page is not None:
                page.set_theme(theme)

    def doings(self) -> dict[str, Callable[[], object]]:
        """What the actions that show a page do."""
        return {name: lambda name=name: self.show(name) for name in (CODE, EVENTS, CODEBOOK)}  # type: ignore[misc]

    def keep(self) -> None:
        """Write what was typed on a page and not kept yet."""
        if self.codebook is not None:
            self.codebook.keep()

    def find(self) -> None:
        """Go to the search field of the Events page, or else to that of the articles."""
        if self.present == EVENTS and self.events is not None:
            self.events.focus_search()
            return
        self.show(CODE)
        self.find_wanted.emit()

    def show(self, name: str) -> None:
        """Show a page by the id of its action."""
        if self._session.store is None:
            return
        self.keep()
        close_all(self._window)
        page = {CODE: lambda: None, EVENTS: self._events, CODEBOOK: self._codebook}[name]()
        self._window.show_page(page)
        self._mark(name)
        if page is not None:
            page.setFocus()

    def _mark(self, name: str) -> None:
        self.present = name
        self._top.show_page(name)
        self.changed.emit(name)

    def _events(self) -> QWidget:
        if self.events is None:
            from desktop.events import EventsPage

            self.events = EventsPage(self._session, self._theme, settings=self._settings)
            self.events.open_requested.connect(self.open_requested)
            self.events.join_requested.connect(self.join_requested)
            self._window.add_page(self.events)
        return self.events

    def _codebook(self) -> QWidget:
        if self.codebook is None:
            from desktop.codebook import CodebookPage

            self.codebook = CodebookPage(self._session, self._theme)
            self.codebook.left.connect(lambda: self.show(CODE))
            self.codebook.set_job(lambda title, work: self._files.start_job(title, work, self._session.tell))
            self._window.add_page(self.codebook)
        return self.codebook
