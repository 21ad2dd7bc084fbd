"""Searching beside the window: small projects are answered at once, large ones by a thread; the newest wins."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyroaring import BitMap
from PySide6.QtCore import QObject, QThread, Signal

from corpus import facets
from corpus.errors import UserError
from corpus.id_list import IdList
from corpus.listing import Interrupted, Listing, Texts, interrupt
from corpus.query import Query
from corpus.store import Store
from desktop.session import Session

SMALL = 5_000  # articles: up to so many any search is quicker than a frame
FIRST, FIRST_AFTER = 200, 0.005  # articles (after seconds) that are worth showing before the rest is known
_KEPT = 256  # answers of the index that are remembered, a part of the articles each
_PATIENCE = 3_000  # milliseconds that the end of the thread is waited for


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found.

    Attributes:
        complete: all of it; else the first articles, and more follow.
        problems: what was odd, one plain sentence each.
    """

    query: Query
    ids: Sequence[int]
    complete: bool = True
    problems: tuple[str, ...] = ()


class Searcher(QObject):
    """Finds what the session's query lists.

    Signals:
        found: a `Found`, for the newest question only; at once where the project is small.
        failed: the project could not be read; one plain sentence.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None, *, small: int = SMALL) -> None:
        super().__init__(parent)
        self._session, self._small = session, small
        self._thread: _Thread | None = None
        self._serial = 0
        self.busy = False
        self.problems: tuple[str, ...] = ()
        session.writing.connect(self._give_way)

    def ask(self, query: Query) -> None:
        """Look for something; what was looked for before is dropped."""
        store = self._session.store
        self._serial += 1
        if store is None:
            self._tell(Found(query, IdList()))
        elif len(facets.ids(store, "article")) <= self._small:
            self._answer_now(store, query)
        else:
            self.busy = True
            self._working(store).ask(self._serial, query)

    def forget(self) -> None:
        """Ask the index anew from now on: articles came, went or were corrected."""
        if self._thread is not None:
            self._thread.forget()

    def stop(self) -> None:
        """End the thread; what it looks for is dropped."""
        self._serial += 1
        self.busy = False
        if self._thread is not None:
            thread, self._thread = self._thread, None
            thread.end()

    def _give_way(self, writing: bool) -> None:
        if self._thread is not None:
            self._thread.give_way(writing)

    def _answer_now(self, store: Store, query: Query) -> None:
        try:
            listing = Listing(store, query)
            found = Found(query, IdList(listing.whole()), True, listing.problems)
        except UserError as error:
            self._fail(self._serial, str(error))
            return
        self._tell(found)

    def _working(self, store: Store) -> _Thread:
        key = (store.path, store.coder_name)
        if self._thread is None or self._thread.key != key or self._thread.isFinished():
            serial = self._serial
            self.stop()
            self._serial, self.busy = serial, True
            self._thread = _Thread(*key)
            self._thread.answered.connect(self._take)
            self._thread.failed.connect(self._fail)
            self._thread.start()
        return self._thread

    def _take(self, serial: int, found: Found) -> None:
        if serial == self._serial:
            self._tell(found)

    def _tell(self, found: Found) -> None:
        self.busy, self.problems = not found.complete, found.problems
        self.found.emit(found)

    def _fail(self, serial: int, sentence: str) -> None:
        if serial == self._serial:
            self.busy = False
            self.failed.emit(sentence)


class _Thread(QThread):
    """Answers one question after another through a connection of its own; a newer one interrupts the one before."""

    answered = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, path: Path, coder: str) -> None:
        super().__init__()
        self.key = (path, coder)
        self._news = threading.Condition()
        self._asked: tuple[int, Query] | None = None
        self._newest = 0
        self._ending = self._waits = False
        self._store: Store | None = None
        self._texts: Texts = {}

    # From the window's thread

    def ask(self, serial: int, query: Query) -> None:
        with self._news:
            self._newest, self._asked = serial, (serial, query)
            self._interrupt()

    def forget(self) -> None:
        with self._news:
            self._texts = {}

    def give_way(self, writing: bool) -> None:
        """Break off for a write, which would wait until the search is over; afterwards search again."""
        with self._news:
            self._waits = writing
            self._interrupt()

    def end(self) -> None:
        with self._news:
            self._ending, self._newest = True, -1
            self._interrupt()
        self.wait(_PATIENCE)

    def _interrupt(self) -> None:
        if self._store is not None:
            interrupt(self._store)
        self._news.notify()

    # In this thread

    def run(self) -> None:
        path, coder = self.key
        try:
            store = Store.open(path, coder=coder, read_only=True)
        except UserError as error:
            self.failed.emit(self._newest, str(error))
            return
        with store:
            self._store = store
            while (asked := self._next()) is not None:
                self._answer(store, *asked)
            with self._news:
                self._store = None

    def _next(self) -> tuple[int, Query] | None:
        """Wait for a question; None when there will be no more."""
        with self._news:
            while (self._asked is None or self._waits) and not self._ending:
                self._news.wait()
            asked, self._asked = self._asked, None
            if len(self._texts) > _KEPT:
                self._texts = {}
            return None if self._ending else asked

    def _answer(self, store: Store, serial: int, query: Query) -> None:
        try:
            self._search(store, serial, query)
        except UserError as error:
            self.failed.emit(serial, str(error))
        except Interrupted:
            with self._news:  # for a write, or it was meant for the question before
                if serial == self._newest and self._asked is None:
                    self._asked = (serial, query)

    def _search(self, store: Store, serial: int, query: Query) -> None:
        listing = Listing(store, query, texts=self._texts)
        found, told, start = BitMap(), False, time.monotonic()
        if listing.begins and len(some := listing.glance(FIRST)) >= FIRST and serial == self._newest:
            told = True
            self.answered.emit(serial, Found(query, IdList(some), False, listing.problems))
        for part in listing.parts():
            if serial != self._newest:
                return
            if self._waits:
                raise Interrupted
            found |= part
            if not told and len(found) >= FIRST and time.monotonic() - start >= FIRST_AFTER:
                told = True
                self.answered.emit(serial, Found(query, IdList(found.copy()), False, listing.problems))
        self.answered.emit(serial, Found(query, IdList(found), True, listing.problems))
