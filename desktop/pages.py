"""The window's pages beside the one where articles are coded, each made when it is first shown."""

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
    from desktop.concordance import ConcordancePage
    from desktop.errors import ErrorsPage
    from desktop.events import EventsPage
    from desktop.intake import IntakePage
    from desktop.model import ModelPage
    from desktop.patterns import PatternsPage
    from desktop.queue import QueuePage

CODE, EVENTS, CODEBOOK = "page_code", "page_events", "page_codebook"
CONCORDANCE, INTAKE, QUEUE = "page_concordance", "page_intake", "page_queue"
MODEL, ERRORS, PATTERNS = "page_model", "page_errors", "page_patterns"


class Pages(QObject):
    """Shows one page at a time.

    Attributes:
        present: the id of the action that shows the page in front.

    Signals:
        open_requested: an event is to be read in its article (article id, start, end, event id).
        read_requested: words are to be read in their article (article id, start, end; equal for the whole article).
        code_requested: the articles of an assignment (its name) are to be coded.
        import_requested: articles are to be brought in.
        join_requested: these events may be one (ids).
        changed: another page is in front; the id of the action that shows it.
        find_wanted: articles are to be looked for.
        told: a good sentence on what was done.
    """

    open_requested = Signal(int, object, object, int)
    read_requested = Signal(int, int, int)
    code_requested = Signal(str)
    import_requested = Signal()
    join_requested = Signal(object)
    changed = Signal(str)
    find_wanted = Signal()
    told = Signal(str)

    def __init__(
        self, session: Session, files: Files, settings: Settings, window: MainWindow, top: TopBar, theme: Theme
    ) -> None:
        super().__init__(window)
        self._session, self._files, self._settings = session, files, settings
        self._window, self._top, self._theme = window, top, theme
        self.events: EventsPage | None = None
        self.codebook: CodebookPage | None = None
        self.concordance: ConcordancePage | None = None
        self.intake: IntakePage | None = None
        self.queue: QueuePage | None = None
        self.model: ModelPage | None = None
        self.errors: ErrorsPage | None = None
        self.patterns: PatternsPage | None = None
        self.present = CODE
        session.project_changed.connect(lambda: self._mark(CODE))
        files.leaving.connect(self._leave)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        made = (self.events, self.codebook, self.concordance, self.intake, self.queue)
        for page in (*made, self.model, self.errors, self.patterns):
            if page is not None:
                page.set_theme(theme)

    def doings(self) -> dict[str, Callable[[], object]]:
        """What the actions that show a page do."""
        return {name: lambda name=name: self.show(name) for name in self._makers()}  # type: ignore[misc]

    def keep(self) -> None:
        """Write what was typed on a page and not kept yet."""
        if self.codebook is not None:
            self.codebook.keep()

    def find(self) -> None:
        """Go to the search field of the Events page, or else to that of the articles."""
        if self.present == EVENTS and self.events is not None:
            self.events.focus_search()
            return
        if self.present == CONCORDANCE and self.concordance is not None:
            self.concordance.focus_search()
            return
        self.show(CODE)
        self.find_wanted.emit()

    def show(self, name: str) -> None:
        """Show a page by the id of its action."""
        if self._session.store is None:
            return
        self.keep()
        close_all(self._window)
        page = self._makers()[name]()
        self._window.show_page(page)
        self._mark(name)
        if page is not None:
            page.setFocus()

    def show_same(self, words: str) -> None:
        """Show every hit of the very words."""
        self.show(CONCORDANCE)
        if self.concordance is not None:
            self.concordance.show_same(words)

    def _makers(self) -> dict[str, Callable[[], QWidget | None]]:
        return {
            CODE: lambda: None,
            EVENTS: self._events,
            CODEBOOK: self._codebook,
            CONCORDANCE: self._concordance,
            INTAKE: self._intake,
            QUEUE: self._queue,
            MODEL: self._model,
            ERRORS: self._errors,
            PATTERNS: self._patterns,
        }

    def _leave(self) -> None:
        for page in (self.concordance, self.errors, self.patterns):
            if page is not None:
                page.close_project()

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

    def _concordance(self) -> QWidget:
        if self.concordance is None:
            from desktop.concordance import ConcordancePage

            self.concordance = ConcordancePage(self._session, self._theme)
            self.concordance.open_requested.connect(self.read_requested)
            self.concordance.set_job(lambda title, work: self._files.start_job(title, work, self._session.tell))
            self._window.add_page(self.concordance)
        return self.concordance

    def _intake(self) -> QWidget:
        if self.intake is None:
            from desktop.intake import IntakePage

            self.intake = IntakePage(self._session, self._theme)
            self.intake.open_requested.connect(lambda article_id: self.read_requested.emit(article_id, 0, 0))
            self.intake.import_wanted.connect(self.import_requested)
            self.intake.left.connect(lambda: self.show(CODE))
            self.intake.set_job(self._files.start_job)
            self._window.add_page(self.intake)
        return self.intake

    def _queue(self) -> QWidget:
        if self.queue is None:
            from desktop.queue import QueuePage

            self.queue = QueuePage(self._session, self._theme)
            self.queue.code_requested.connect(self.code_requested)
            self.queue.left.connect(lambda: self.show(CODE))
            self.queue.set_job(self._files.start_job)
            self._window.add_page(self.queue)
        return self.queue

    def _model(self) -> QWidget:
        if self.model is None:
            from desktop.model import ModelPage

            self.model = ModelPage(self._session, self._theme)
            self.model.code_requested.connect(lambda: self.show(CODE))
            self.model.left.connect(lambda: self.show(CODE))
            self.model.errors_requested.connect(lambda: self.show(ERRORS))
            self.model.told.connect(self.told)
            self.model.set_job(self._files.start_lesson)
            self._window.add_page(self.model)
        return self.model

    def _errors(self) -> QWidget:
        if self.errors is None:
            from desktop.errors import ErrorsPage

            self.errors = ErrorsPage(self._session, self._theme)
            self.errors.open_requested.connect(self.read_requested)
            self.errors.left.connect(lambda: self.show(CODE))
            self.errors.set_job(self._files.start_lesson, self._files.start_job)
            self._window.add_page(self.errors)
        return self.errors

    def _patterns(self) -> QWidget:
        if self.patterns is None:
            from desktop.patterns import PatternsPage

            self.patterns = PatternsPage(self._session, self._theme)
            self.patterns.open_requested.connect(self.read_requested)
            self.patterns.left.connect(lambda: self.show(CODE))
            self.patterns.set_job(self._files.start_job)
            self._window.add_page(self.patterns)
        return self.patterns
