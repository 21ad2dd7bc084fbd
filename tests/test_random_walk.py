"""A random walk over the core: whatever is done in whatever order, the file stays whole and all can be undone."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from corpus import articles, journal
from corpus.article import STATUSES, RawArticle, RawSpan, Status
from corpus.errors import UserError
from corpus.fold import fold
from corpus.store import Store
from labels import labels, spans
from labels.check import check
from labels.intake import take_in
from labels.label import KINDS, Kind

TABLES = ("article", "article_text", "label", "span", "work")
TEXTS = (
    "Hama and Homs were shelled. Hama burned.",
    "قصف حماة 😀 يوم الجمعة, Hama",
    "\ufeffTalks\r\nin\x00 Idlib\ud800 failed 😀😀",
    "e\u0301 a a a a",
    "x",
)
NAMES = ("EVENT", "PLACE", "Évent", "E\u0301vent", "event", "حدث", "", "a\u200bb")
CODERS = ("rima", "omar")
PICK = st.integers(0, 10**6)
OFFSET = st.integers(-1, 45)
Row = tuple[Any, ...]


class Walk(RuleBasedStateMachine):
    """One or two coders at work in one file; refusals in plain words are part of the work."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-walk-")
        self.path = Path(self.folder.name) / "walk.dateline"
        self.store = Store.create(self.path, coder="rima")
        self.coders = {"rima"}

    def teardown(self) -> None:
        try:
            self.there_and_back()
            assert check(self.store) == []
            assert index(self.store) == rebuilt(self.store)
        finally:
            self.store.close()
            self.folder.cleanup()

    # Small helpers

    def article(self, pick: int) -> int:
        """Any article, now and then one that is not there."""
        found: list[int] = [*articles.ids(self.store), 99]
        return found[pick % len(found)]

    def label(self, pick: int) -> int:
        found = [*(label.id for label in labels.all_labels(self.store, retired=True)), 99]
        return found[pick % len(found)]

    def span(self, pick: int) -> int:
        found = [*(row[0] for row in self.store.rows("SELECT id FROM span ORDER BY id")), 99]
        return int(found[pick % len(found)])

    def rows(self) -> dict[str, list[Row]]:
        return {table: self.store.rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}

    # Articles

    @initialize()
    def begin(self) -> None:
        take_in(self.store, [RawArticle(text=TEXTS[0], spans=(RawSpan(0, 4, "PLACE"),))])

    @rule(
        picks=st.lists(st.tuples(st.sampled_from(TEXTS), OFFSET, OFFSET, st.sampled_from(NAMES)), max_size=4),
        coder=st.sampled_from(("", *CODERS)),
        status=st.sampled_from(("", *STATUSES)),
    )
    def import_articles(self, picks: list[tuple[str, int, int, str]], coder: str, status: str) -> None:
        take_in(
            self.store,
            [RawArticle(text=t, spans=(RawSpan(a, b, name, coder),), status=status) for t, a, b, name in picks],
        )

    @rule(pick=PICK, status=st.sampled_from(STATUSES))
    def set_status(self, pick: int, status: Status) -> None:
        with contextlib.suppress(UserError):
            articles.set_status(self.store, self.article(pick), status)

    @rule(pick=PICK, title=st.sampled_from(("Strike", "Talks حماة", "")), source=st.sampled_from((None, "SANA")))
    def correct(self, pick: int, title: str, source: str | None) -> None:
        with contextlib.suppress(UserError):
            articles.correct(self.store, self.article(pick), title=title, source=source, published="2024-12-06")

    @rule(picks=st.lists(PICK, max_size=3))
    def remove_articles(self, picks: list[int]) -> None:
        with contextlib.suppress(UserError):
            articles.remove(self.store, [self.article(pick) for pick in picks])

    # Spans

    @rule(article=PICK, start=OFFSET, end=OFFSET, label=PICK)
    def add(self, article: int, start: int, end: int, label: int) -> None:
        with contextlib.suppress(UserError):
            spans.add(self.store, self.article(article), start, end, self.label(label), exact=bool(label % 2))

    @rule(article=PICK, ranges=st.lists(st.tuples(OFFSET, OFFSET), max_size=4), label=PICK)
    def add_many(self, article: int, ranges: list[tuple[int, int]], label: int) -> None:
        with contextlib.suppress(UserError):
            spans.add_many(self.store, self.article(article), ranges, self.label(label))

    @rule(pick=PICK, label=PICK)
    def relabel(self, pick: int, label: int) -> None:
        with contextlib.suppress(UserError):
            spans.relabel(self.store, self.span(pick), self.label(label))

    @rule(pick=PICK, start=OFFSET, end=OFFSET)
    def move(self, pick: int, start: int, end: int) -> None:
        with contextlib.suppress(UserError):
            spans.move(self.store, self.span(pick), start, end)

    @rule(picks=st.lists(PICK, max_size=3))
    def remove_spans(self, picks: list[int]) -> None:
        with contextlib.suppress(UserError):
            spans.remove(self.store, [self.span(pick) for pick in picks])

    @rule(pick=PICK, note=st.sampled_from(("", "seen twice", "\x00\ud800")), certainty=st.sampled_from(("", "denied")))
    def annotate(self, pick: int, note: str, certainty: str) -> None:
        with contextlib.suppress(UserError):
            spans.annotate(self.store, self.span(pick), note=note, certainty=certainty)

    # Labels

    @rule(name=st.sampled_from(NAMES), key=st.sampled_from(("", "1", "k", "a")))
    def add_label(self, name: str, key: str) -> None:
        with contextlib.suppress(UserError):
            labels.add(self.store, name, key=key)

    @rule(pick=PICK, name=st.sampled_from(NAMES))
    def rename_label(self, pick: int, name: str) -> None:
        with contextlib.suppress(UserError):
            labels.rename(self.store, self.label(pick), name)

    @rule(pick=PICK, retire=st.booleans())
    def retire_label(self, pick: int, retire: bool) -> None:
        with contextlib.suppress(UserError):
            (labels.retire if retire else labels.restore)(self.store, self.label(pick))

    @rule(pick=PICK, name=st.sampled_from(NAMES), kind=st.sampled_from(KINDS), key=st.sampled_from(("", "1", "2")))
    def edit_label(self, pick: int, name: str, kind: Kind, key: str) -> None:
        with contextlib.suppress(UserError):
            labels.edit(self.store, self.label(pick), name=name, kind=kind, colour="#0f766e", key=key, definition="x")

    @rule(pick=PICK)
    def reorder_labels(self, pick: int) -> None:
        found = [label.id for label in labels.all_labels(self.store)]
        place = pick % max(len(found), 1)
        labels.reorder(self.store, found[place:] + found[:place])

    # Time

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        with contextlib.suppress(UserError):
            for _ in range(times):
                journal.undo(self.store)

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        with contextlib.suppress(UserError):
            for _ in range(times):
                journal.redo(self.store)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path, coder=self.store.coder_name)

    @rule(coder=st.sampled_from(CODERS))
    def another_coder_sits_down(self, coder: str) -> None:
        self.store.close()
        self.store = Store.open(self.path, coder=coder)
        self.coders.add(coder)

    @rule()
    def there_and_back(self) -> None:
        """All that the coder did is undone (as far as others let it) and redone: the same rows stand."""
        while journal.redo_summary(self.store):
            try:
                journal.redo(self.store)
            except UserError:
                return  # somebody has changed the same thing since
        before, undone = self.rows(), 0
        with contextlib.suppress(UserError):
            while journal.undo(self.store):
                undone += 1
        for _ in range(undone):
            journal.redo(self.store)
        assert self.rows() == before

    @precondition(lambda self: len(self.coders) == 1)
    @rule()
    def all_of_it_is_undone(self) -> None:
        """A coder alone can always undo to the very beginning."""
        while journal.undo(self.store):
            pass
        assert list(articles.ids(self.store)) == []
        assert labels.all_labels(self.store) == []

    # What is always so

    @invariant()
    def spans_cover_their_words(self) -> None:
        found = self.store.rows(
            'SELECT start, "end", surface, text FROM span '
            "JOIN article_text ON article_text.article_id = span.article_id"
        )
        assert all(0 <= start < end <= len(text) and text[start:end] == words for start, end, words, text in found)

    @invariant()
    def kept_counts_are_right(self) -> None:
        sql = "SELECT id, span_count, (SELECT count(*) FROM span WHERE article_id = article.id) FROM article"
        assert all(kept == counted for _, kept, counted in self.store.rows(sql))

    @invariant()
    def nothing_belongs_to_what_is_gone(self) -> None:
        assert self.store.rows("PRAGMA foreign_key_check") == []
        assert self.store.value("PRAGMA foreign_keys") == 1

    @invariant()
    def names_and_statuses_are_ones(self) -> None:
        assert set(articles.status_counts(self.store)) == set(STATUSES)
        assert all(label.name for label in labels.all_labels(self.store, retired=True))


def index(store: Store) -> set[Row]:
    """Every word the search index holds, with its article, column and place."""
    with contextlib.closing(sqlite3.connect(store.path)) as conn:
        conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, article_fts, instance)")
        return set(conn.execute("SELECT term, doc, col, offset FROM words"))


def rebuilt(store: Store) -> set[Row]:
    """The same for an index made anew from the articles."""
    with contextlib.closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(store.value("SELECT sql FROM sqlite_schema WHERE name = 'article_fts'"))
        rows: Iterator[Row] = store.stream(
            "SELECT article.id, title, source, text FROM article JOIN article_text ON article_id = article.id"
        )
        folded = ((row[0], *map(fold, row[1:])) for row in rows)
        conn.executemany("INSERT INTO article_fts (rowid, title, source, text) VALUES (?, ?, ?, ?)", folded)
        conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, article_fts, instance)")
        return set(conn.execute("SELECT term, doc, col, offset FROM words"))


@pytest.mark.slow
def test_a_random_walk_leaves_the_project_whole() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Walk, settings=settings(max_examples=30, stateful_step_count=30, deadline=None))
