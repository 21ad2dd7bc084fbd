"""The open project as the window sees it: what is open, what is read, and the one way to write.

Views hold no SQL: they ask the session, and hear of every write through `changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from corpus import articles, journal, listing, queue, saved_searches
from corpus.article import Article, ArticleRow, Status
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.id_list import IdList
from corpus.query import Query
from corpus.saved_searches import SavedSearch
from corpus.store import Store
from desktop import actions
from labels import check_rule, event_types, events, labels, roles, spans
from labels.check_rule import Rule
from labels.event import Event
from labels.event_type import EventType
from labels.label import Label
from labels.role import Role
from labels.span import Span

P = ParamSpec("P")
_CODEBOOK = frozenset(("event_type", "type_role", "role", "role_label", "label", "field_check"))
_EVENTS = frozenset(("event", "argument", "entity", "place", "report_link", "span")) | _CODEBOOK


class Session(QObject):
    """One window's project.

    Attributes:
        store: the open project, None before one is opened.
        article: the article being read, None when none is.
        labels: the labels on offer, in the codebook's order.
        spans: the spans of `article`, all coders', in reading order.
        events: the events of `article`, all coders', in the order of the text.
        event_in_hand: the id of the event that digits fill the roles of, None for none.
        query: what the article list shows, and the queue follows.
        letters: those that no label can have, since they do something else while coding, with what they do.

    Signals:
        project_changed: another project was opened, or the project was closed.
        article_changed: another article is read (`article` may be None).
        changed: a write was committed: (`Changes`, the initiator or None).
        writing: whether a write is under way: a search that reads the file just then would hold it up.
        failed: a write was refused; the plain sentence.
        query_changed: the list shows something else (search box, status or source filter).
        event_taken: another event is in hand, or none (None).
    """

    project_changed = Signal()
    article_changed = Signal()
    changed = Signal(object, object)
    writing = Signal(bool)
    failed = Signal(str)
    query_changed = Signal()
    event_taken = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store: Store | None = None
        self.article: Article | None = None
        self.labels: list[Label] = []
        self.spans: list[Span] = []
        self.events: list[Event] = []
        self.event_in_hand: int | None = None
        self._types: list[EventType] | None = None
        self._roles: dict[int | None, list[Role]] = {}
        self._checks: list[tuple[Rule, str]] | None = None
        self._failed: dict[int, tuple[Event, tuple[str, ...]]] = {}
        self.query = Query()
        self.letters: Mapping[str, str] = actions.letters({})

    # Project

    def open(self, path: Path, *, coder: str = "") -> None:
        """Open a project file in place of the present one.

        Raises:
            UserError: it cannot be opened; the present project stays open.
        """
        self._take(Store.open(path, coder=coder))

    def create(self, path: Path, *, coder: str = "", codebook: Callable[[Store], object] | None = None) -> None:
        """Make a new project, with the codebook's labels in it, and open it."""
        store = Store.create(path, coder=coder)
        try:
            if codebook is not None:
                codebook(store)
        except UserError:
            store.close()
            raise
        self._take(store)

    def close(self) -> None:
        """Close the project; everything is on disk already."""
        self._take(None)

    def _take(self, store: Store | None) -> None:
        found = _first_look(store) if store else []
        if self.store is not None:
            self.store.close()
        self.store, self.article, self.spans, self.query = store, None, [], Query()
        self.labels, self.events = found, []
        self._forget_codebook()
        self.take_event(None)
        self.project_changed.emit()
        self.article_changed.emit()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.store is None or self.store.read_only

    @property
    def coder_id(self) -> int:
        """The present coder's row id; 0 before the first write."""
        return self.store.coder_id if self.store else 0

    @property
    def coder_name(self) -> str:
        """Whose coding this is."""
        return self.store.coder_name if self.store else ""

    def coder_names(self) -> list[str]:
        """Everybody who has spans here."""
        return list(spans.coders(self.store)) if self.store else []

    def refresh_coder(self) -> None:
        """Look again whose coding this is, after a job may have brought in the first."""
        if self.store is not None:
            self.store.refresh_coder()

    # Reading

    def show(self, article_id: int | None) -> None:
        """Read another article, or none; one that cannot be had leaves the present one (and emits `failed`)."""
        store = self.store
        if store is None or article_id is None:
            self.article, self.spans, self.events = None, [], []
        else:
            try:
                self.article, self.spans = articles.get(store, article_id), spans.of_article(store, article_id)
                self.events = events.of_article(store, article_id)
            except UserError as error:
                self.failed.emit(str(error))
                return
        self._failed.clear()
        self.take_event(None)
        self.article_changed.emit()

    def set_query(self, query: Query) -> None:
        """Show other articles in the list."""
        if query != self.query:
            self.query = query
            self.query_changed.emit()

    def article_ids(self) -> Sequence[int]:
        """Ids of the articles listed, in queue order."""
        return IdList(listing.find(self.store, self.query)) if self.store else IdList()

    def saved_searches(self) -> list[SavedSearch]:
        """The searches that have a name, in their order."""
        return saved_searches.all_searches(self.store) if self.store else []

    def article_rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """List rows of the ids given."""
        return articles.rows(self.store, ids) if self.store else []

    def status(self) -> Status:
        """Where the coder stands with the article being read."""
        return articles.status(self.store, self.article.id) if self.store and self.article else "new"

    def status_counts(self) -> dict[Status, int]:
        """How many articles stand where."""
        return articles.status_counts(self.store) if self.store else {}

    def sources(self) -> list[tuple[str, int]]:
        """Outlets with their numbers of articles."""
        return articles.sources(self.store) if self.store else []

    def all_labels(self) -> list[Label]:
        """Every label, the retired ones too."""
        return labels.all_labels(self.store, retired=True) if self.store else []

    def find_event(self, event_id: int | None) -> Event | None:
        """Return an event of the article being read, None when it has no such event."""
        return next((event for event in self.events if event.id == event_id), None)

    def take_event(self, event_id: int | None) -> None:
        """Take an event of the article in hand, or none."""
        wanted = event_id if self.find_event(event_id) else None
        if wanted != self.event_in_hand:
            self.event_in_hand = wanted
            self.event_taken.emit(wanted)

    def event_types(self) -> list[EventType]:
        """Every event type in the order of the tree, the retired ones too."""
        if self._types is None:
            self._types = event_types.all_types(self.store, retired=True) if self.store else []
        return self._types

    def roles_for(self, type_id: int | None) -> list[Role]:
        """Return the roles that an event of a type has, in order; each is required or not as that type says."""
        if type_id not in self._roles and self.store:
            self._roles[type_id] = roles.for_type(self.store, type_id)
        return self._roles.get(type_id, [])

    def failed_checks(self, event: Event) -> tuple[str, ...]:
        """Return what the codebook's checks find wrong with an event, one sentence each."""
        if self._checks is None:
            self._checks = [*_rules(roles.checks(self.store))] if self.store else []
        known = self._failed.get(event.id)
        if known is None or known[0] != event:  # most events are as they were before a write
            failed = tuple(message or rule.text for rule, message in self._checks if rule.holds(event) is False)
            known = self._failed[event.id] = (event, failed)
        return known[1]

    def label_counts(self) -> dict[int, int]:
        """Spans per label in the whole project."""
        return labels.counts(self.store) if self.store else {}

    def next_in_queue(self) -> int | None:
        """The next article to do after the one being read, within the list shown."""
        if self.store is None:
            return None
        return queue.next_article(self.store, self.article.id if self.article else 0, self.query)

    def history(self, *, article_id: int | None = None) -> list[journal.StepInfo]:
        """The newest steps, of one article or of the project."""
        return journal.history(self.store, article_id=article_id) if self.store else []

    # Writing

    def do(
        self, function: Callable[Concatenate[Store, P], Changes], *args: P.args, **kwargs: P.kwargs
    ) -> Changes | None:
        """Run a core write and tell everybody; None (and `failed`) when it was refused."""
        return self.write(None, function, *args, **kwargs)

    def write(
        self, initiator: QObject | None, function: Callable[..., Changes], *args: Any, **kwargs: Any
    ) -> Changes | None:
        """Like `do`, naming the panel that asked, so that it need not redraw under the hand."""
        if self.store is None:
            return None
        self.writing.emit(True)
        try:
            changes = function(self.store, *args, **kwargs)
        except UserError as error:
            self.failed.emit(str(error))
            return None
        finally:
            self.writing.emit(False)
        if changes:
            self.tell(changes, initiator)
        return changes

    def tell(self, changes: Changes, initiator: QObject | None = None) -> None:
        """Bring what is held here up to date after a write (also a job's), then emit `changed`."""
        if self.store is not None:
            if "label" in changes.kinds:
                self.labels = labels.all_labels(self.store)
            if _CODEBOOK & changes.kinds:
                self._forget_codebook()
            self._reread(changes)
        self.changed.emit(changes, initiator)

    def _reread(self, changes: Changes) -> None:
        store, article = self.store, self.article
        if store is None or article is None:
            return
        if {"span", "label"} & changes.kinds:
            self.spans = spans.of_article(store, article.id)
        if _EVENTS & changes.kinds:
            self.events = events.of_article(store, article.id)
            self.take_event(self.event_in_hand)
        if "article" in changes.kinds:
            self.article = articles.get(store, article.id) if articles.exists(store, article.id) else None
            self.spans = self.spans if self.article else []
            self.events = self.events if self.article else []
            self.take_event(self.event_in_hand)
            if self.article != article:  # an import beside the work must not take the span out of the coder's hand
                self.article_changed.emit()

    def _forget_codebook(self) -> None:
        self._types, self._roles, self._checks, self._failed = None, {}, None, {}

    def undo(self, *, show: bool = True) -> Changes | None:
        """Take back the coder's newest step and, with `show`, read its article."""
        return self._travel(journal.undo, show=show)

    def redo(self, *, show: bool = True) -> Changes | None:
        """Do again what was undone last and, with `show`, read its article."""
        return self._travel(journal.redo, show=show)

    def _travel(self, function: Callable[[Store], Changes], *, show: bool) -> Changes | None:
        if self.store is None:
            return None
        target = journal.undo_article(self.store, redo=function is journal.redo)
        changes = self.write(None, function)
        elsewhere = self.article is None or self.article.id != target
        if show and changes and target and elsewhere and articles.exists(self.store, target):
            self.show(target)
        return changes

    def undo_takes_long(self, *, redo: bool = False) -> bool:
        """Whether `undo` (or `redo`) is a job, as it would hold the window up."""
        return self.store is not None and journal.undo_takes_long(self.store, redo=redo)

    def undo_summary(self) -> str:
        """What `undo` would take back, in words."""
        return journal.undo_summary(self.store) if self.store else ""

    def redo_summary(self) -> str:
        """What `redo` would do again, in words."""
        return journal.redo_summary(self.store) if self.store else ""


def _rules(found: list[tuple[str, str]]) -> Iterator[tuple[Rule, str]]:
    """Yield the checks that can be read; one that cannot is `dateline check`'s to tell."""
    for text, message in found:
        with suppress(UserError):
            yield check_rule.parse(text), message


def _first_look(store: Store) -> list[Label]:
    """Return the labels of a project about to be shown; what cannot be read is closed again.

    Raises:
        UserError: what the window shows first cannot be read, the file is damaged.
    """
    try:
        articles.status_counts(store)
        articles.rows(store, articles.ids(store)[:1])
        return labels.all_labels(store)
    except UserError:
        store.close()
        raise
