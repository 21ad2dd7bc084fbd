"""The Events page: it is made when it is first shown, and follows the project from then on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from corpus.changes import Changes
from desktop.events.board import CODEBOOK, KINDS, Board
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme


class EventsPage(QWidget):
    """Table, map and timeline of all events.

    Attributes:
        board: what is on the page, None until it was first shown (numpy and pyqtgraph are not loaded before).

    Signals:
        open_requested: a person wants to read the words (article id, start, end in code points or None, event id).
        join_requested: these reports may be one event (ids).
    """

    open_requested = Signal(int, object, object, int)
    join_requested = Signal(object)

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, settings: Settings | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("eventsPage")
        self._session, self._theme = session, theme
        self._settings = settings or Settings()
        self.board: Board | None = None
        self._stale_articles: set[int] = set()
        self._stale = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        session.project_changed.connect(self._project_changed)
        session.changed.connect(self._changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        if self.board is not None:
            self.board.set_theme(theme)

    def focus_search(self) -> None:
        """Go to the search field."""
        if self.board is not None:
            self.board.focus_search()

    def show_event_row(self, event_id: int) -> None:
        """Choose an event and bring its row into sight; filters that hide it are cleared."""
        if self.board is not None:
            self.board.show_event_row(event_id)

    def _project_changed(self) -> None:
        if self.board is not None and not self.isVisible():
            self.board.leave_project()
            self._stale = True
        elif self.board is not None:
            self.board.open_project()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self.board is None or not changes.kinds & KINDS:
            return
        whole = not changes.articles or bool(changes.kinds & CODEBOOK)
        self._stale = self._stale or whole
        self._stale_articles |= changes.articles
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self.board is not None and (self._stale or self._stale_articles):
            articles = None if self._stale else frozenset(self._stale_articles)
            self._stale, self._stale_articles = False, set()
            self.board.refresh(articles)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.board is None:
            self.board = Board(self._session, self._settings, self._theme, self)
            self.board.open_requested.connect(self.open_requested)
            self.board.join_requested.connect(self.join_requested)
            self._column.addWidget(self.board)
            self.setFocusProxy(self.board.parts.table)
            self.board.open_project()
        else:
            self._catch_up()
