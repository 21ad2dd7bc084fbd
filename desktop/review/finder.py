"""Finds suggestions beside the window: those of an article, and the next article that has some. The newest wins."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from corpus import queue
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.listing import interrupt
from corpus.query import Query
from corpus.store import Store
from desktop.review.core import Core, Knowledge
from labels.suggestion import Suggestion

_MOMENT = 50  # milliseconds between two looks whether a thread has ended
_AT_ONCE, _LATER, _TRIES = 0.02, 0.2, 25  # seconds that slow patterns are waited for, at first and each time later
_PATIENCE = 2.0  # seconds that they are waited for in an article that is not read yet
_KINDS = frozenset(
    (
        "span", "verdict", "pattern", "label", "article", "suggestion", "entity", "alias", "place", "place_name",
        "event", "event_type", "suggested_event",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The suggestions of one article, as they stood when they were asked for."""

    article_id: int
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """A question: the next article to do after one, of those a query lists, that has suggestions.

    Attributes:
        seen: ids of articles that are not meant.
    """

    after: int
    query: Query
    seen: frozenset[int] = frozenset()


Question = int | Onward


def bears(changes: Changes) -> bool:
    """Say whether a write may have made other suggestions right."""
    return bool(changes.kinds & _KINDS)


class Finder(QObject):
    """Answers in a thread that keeps what it knows of the project from one question to the next.

    Signals:
        found: a `Found`, for the newest question only.
        reached: a `Found` of the next article with suggestions, None when there is none.
        events: an article's id and the suggested events of it with their drafts, after `found` or `reached`.
        failed: the project could not be read, or a pattern is run no more; one plain sentence.
    """

    found = Signal(object)
    reached = Signal(object)
    events = Signal(int, object)
    failed = Signal(str)

    def __init__(self, core: Core, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core = core
        self._thread: _Thread | None = None
        self._store: Store | None = None  # whose project the thread reads
        running = self._running = set[_Thread]()  # Qt ends the program when a thread is forgotten before it has ended
        self.destroyed.connect(lambda: _end_all(running))
        if (program := QCoreApplication.instance()) is not None:
            program.aboutToQuit.connect(self.stop)
        self._serial = 0
        self.busy = False

    def use(self, store: Store | None) -> None:
        """Work for another project, or none; what must be known of it is read at once, and once.

        Somebody may have asked about its first article already.
        """
        if store is None or store is not self._store:
            self._retire()
        if store is not None:
            self._working(store)

    def ask(self, store: Store, question: Question) -> None:
        """Look for suggestions; what was asked before is not answered any more."""
        self._serial += 1
        self.busy = True
        self._working(store).ask(self._serial, question)

    def learn(self, changes: Changes) -> None:
        """Take a write into account from the next question on."""
        if self._thread is not None:
            self._thread.learn(changes)

    def drop(self) -> None:
        """Let go of the question: its answer is not wanted any more."""
        self._serial += 1
        self.busy = False
        if self._thread is not None:
            self._thread.drop()

    def stop(self) -> None:
        """End the thread, and wait until it has, as have those of projects before."""
        self._retire()
        _end_all(self._running)

    def _retire(self) -> None:
        """Let the thread end by itself; what it still says is not heard."""
        self._serial += 1
        self.busy, self._store = False, None
        if self._thread is not None:
            self._thread.end()
            self._thread = None

    def _working(self, store: Store) -> _Thread:
        key = (store.path, store.coder_name)
        if store is not self._store or not self._thread or self._thread.key != key or self._thread.isFinished():
            serial, busy = self._serial, self.busy
            self._retire()
            self._serial, self.busy = serial, busy
            self._store, self._thread = store, self._begun(*key)
        return self._thread

    def _begun(self, path: Path, coder: str) -> _Thread:
        for ended in [each for each in self._running if each.isFinished()]:
            self._running.discard(ended)
        thread = _Thread(self._core, path, coder)
        thread.answered.connect(self._take)
        thread.events.connect(self._take_events)
        thread.failed.connect(self._fail)
        thread.broke.connect(_raise)
        thread.set_aside.connect(self.failed)
        self._running.add(thread)
        thread.start()
        return thread

    def _take(self, serial: int, question: object, found: object) -> None:
        if serial == self._serial:
            self.busy = False
            (self.reached if isinstance(question, Onward) else self.found).emit(found)

    def _take_events(self, serial: int, article_id: int, found: object) -> None:
        if serial == self._serial:
            self.events.emit(article_id, found)

    def _fail(self, serial: int, sentence: str) -> None:
        if serial == self._serial:
            self.busy = False
            self.failed.emit(sentence)


class _Thread(QThread):
    answered = Signal(int, object, object)
    events = Signal(int, int, object)
    failed = Signal(int, str)
    broke = Signal(object)
    set_aside = Signal(str)

    def __init__(self, core: Core, path: Path, coder: str) -> None:
        super().__init__()
        self.key = (path, coder)
        self._core = core
        self._news = threading.Condition()
        self._asked: tuple[int, Question] | None = None
        self._changes: list[Changes] = []  # heard before there was a lexicon
        self._newest = 0
        self._ending = False
        self._told: set[int] = set()
        self._store: Store | None = None
        self._lexicon: Knowledge | None = None

    # From the window's thread

    def ask(self, serial: int, question: Question) -> None:
        with self._news:
            self._newest, self._asked = serial, (serial, question)
            self._news.notify()

    def learn(self, changes: Changes) -> None:
        with self._news:
            if self._lexicon is None:
                self._changes.append(changes)
            else:
                self._lexicon.follow(changes)

    def drop(self) -> None:
        with self._news:
            self._newest, self._asked = -1, None

    def end(self) -> None:
        with self._news:
            self._ending, self._newest = True, -1
            if self._store is not None:
                interrupt(self._store)
            self._news.notify()

    # In this thread

    def run(self) -> None:
        path, coder = self.key
        try:
            with Store.open(path, coder=coder, read_only=True) as store:
                self._store = store
                try:
                    self._work(store)
                finally:
                    self._forget_store()  # before it is closed: then it could not be interrupted
        except UserError as error:
            self.failed.emit(self._newest, str(error))
        except Exception as error:  # noqa: BLE001 - the thread's border; the crash guard shows it
            if not self._ending:  # else it was interrupted
                self.broke.emit(error)

    def _forget_store(self) -> None:
        with self._news:
            self._store = None

    def _work(self, store: Store) -> None:
        lexicon = self._core.lexicon(store)
        with self._news:
            self._lexicon = lexicon
            for each in self._changes:  # written while it was made: perhaps in it, perhaps not
                lexicon.follow(each)
        try:
            while (asked := self._next()) is not None:
                self._answer(store, lexicon, *asked)
        finally:
            lexicon.close()

    def _next(self) -> tuple[int, Question] | None:
        """Wait for a question; None when there will be no more."""
        with self._news:
            while self._asked is None and not self._ending:
                self._news.wait()
            asked, self._asked = self._asked, None
            return None if self._ending else asked

    def _answer(self, store: Store, lexicon: Knowledge, serial: int, question: Question) -> None:
        try:
            if isinstance(question, Onward):
                reached = self._onward(store, lexicon, serial, question)
                self.answered.emit(serial, question, reached)
                if reached is not None:
                    self._events(store, serial, reached.article_id)
            else:
                self._article(store, lexicon, serial, question)
        except UserError as error:
            self.failed.emit(serial, str(error))

    def _article(self, store: Store, lexicon: Knowledge, serial: int, article_id: int) -> None:
        """Answer at once, and again while something slower (an expression, a token pattern) adds to it."""
        found = self._of(store, article_id, lexicon, _AT_ONCE)
        self.answered.emit(serial, article_id, found)
        self._events(store, serial, article_id)
        tries = _TRIES
        while lexicon.behind and tries and serial == self._newest:
            tries, before, found = tries - 1, found, self._of(store, article_id, lexicon, _LATER)
            if found != before:
                self.answered.emit(serial, article_id, found)

    def _events(self, store: Store, serial: int, article_id: int) -> None:
        if self._core.events is not None and serial == self._newest:
            self.events.emit(serial, article_id, tuple(self._core.events(store, article_id)))

    def _of(self, store: Store, article_id: int, lexicon: Knowledge, patience: float) -> Found:
        found = Found(article_id, tuple(self._core.of_article(store, article_id, lexicon, patience)))
        self._tell_of(lexicon.set_aside)
        return found

    def _tell_of(self, set_aside: Mapping[int, str]) -> None:
        """Tell once of each pattern that is run no more."""
        for key in set_aside.keys() - self._told:
            self._told.add(key)
            self.set_aside.emit(set_aside[key])

    def _onward(self, store: Store, lexicon: Knowledge, serial: int, question: Onward) -> Found | None:
        for article_id in _following(store, question):
            if serial != self._newest:
                return None
            found = self._of(store, article_id, lexicon, _PATIENCE)
            if found.suggestions:
                return found
        return None


def _end_all(threads: set[_Thread]) -> None:
    """End threads and wait for them: what each does at the moment is bounded, and interrupted where it asks SQLite."""
    for thread in threads:
        thread.end()
    for thread in threads:
        while not thread.wait(_MOMENT):
            thread.end()  # it may have begun another question to the project since
    threads.clear()


def _following(store: Store, question: Onward) -> Iterator[int]:
    """Yield the articles still to do after one, in the order of the queue, each once."""
    passed = {question.after}
    at = queue.next_article(store, question.after, question.query)
    while at is not None and at not in passed:
        passed.add(at)
        if at not in question.seen:
            yield at
        at = queue.next_article(store, at, question.query)


def _raise(error: Exception) -> None:
    """Hand a bug to the crash guard, as if it had happened here."""
    raise error
