"""Ways from the pages to the article that is read, and back: what a page shows is opened where it is coded."""

from __future__ import annotations

from PySide6.QtCore import QObject

from corpus import queue
from corpus.query import Query
from desktop.coding_desk import CodingDesk
from desktop.event_desk import EventDesk
from desktop.event_tools import EventTools
from desktop.pages import CODE, Pages
from desktop.reader import ReaderView
from desktop.session import Session
from desktop.status_bar import StatusBar


class PageDesk(QObject):
    """Opens in the reader what the pages show."""

    def __init__(
        self,
        session: Session,
        pages: Pages,
        reader: ReaderView,
        desk: CodingDesk,
        events: EventDesk,
        tools: EventTools,
        status: StatusBar,
    ) -> None:
        super().__init__(pages)
        self._session, self._pages, self._reader = session, pages, reader
        self._desk, self._events, self._status = desk, events, status
        pages.open_requested.connect(lambda article, _start, _end, event: self.read_event(article, event))
        pages.read_requested.connect(self.read_words)
        pages.code_requested.connect(self.code_assignment)
        pages.join_requested.connect(lambda ids: tools.show_reports(ids, read=self.read_event))
        pages.changed.connect(lambda _page: self.show_moment())
        session.event_taken.connect(lambda _event: self.show_moment())

    def show_moment(self) -> None:
        """Say in the status bar what keys stand for at this moment."""
        if self._pages.present != CODE:
            self._status.show_moment("")
        else:
            self._status.show_moment("event" if self._session.event_in_hand else "spans")

    def read_event(self, article_id: int, event_id: int) -> None:
        """Show an event in its article, in hand."""
        self._open(article_id)
        self._events.take(event_id)
        self._reader.setFocus()

    def read_words(self, article_id: int, start: int, end: int) -> None:
        """Show words in their article, selected; code points, equal ones for the article as a whole."""
        self._open(article_id)
        if end > start:
            self._reader.select(start, end, exact=True)
        self._reader.setFocus()

    def code_assignment(self, name: str) -> None:
        """List the articles of an assignment, and open the first that is still to do."""
        self._pages.show(CODE)
        self._session.set_query(Query(assigned=name))
        store = self._session.store
        if store is not None and (first := queue.next_article(store, 0, self._session.query)) is not None:
            self._session.show(first)
        self._reader.setFocus()

    def show_same_words(self) -> None:
        """Show every hit of the words selected, or of the span in hand."""
        article, found = self._session.article, self._desk.target()
        if article is None or found is None:
            self._status.show_hint("Select the words first, or take a span in hand.")
            return
        self._pages.show_same(article.text[slice(*found)])

    def _open(self, article_id: int) -> None:
        self._pages.show(CODE)
        if self._session.article is None or self._session.article.id != article_id:
            self._session.show(article_id)
