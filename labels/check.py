"""The project doctor: reads everything, changes nothing, and names what is not as it should be.

SQLite's own check misses most bit flips in text; hashes of the articles and the words kept with each span do not.
A damaged place does not end the search: each article is read by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from corpus import derived, facets, names
from corpus.articles import read_meta
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.text import clean_text, fingerprint
from corpus.wording import short
from labels import codebook_words

_Part = Callable[[Store], Iterator["Finding"]]
_TABLES = (
    "article", "label", "coder", "span", "work", "setting", "event_type", "role", "role_label", "type_role",
    "field_check", "entity", "alias", "entity_code", "place", "place_name", "event", "argument", "canonical_event",
    "report_link", "canonical_choice", "record", "pattern", "verdict", "model", "suggestion", "suggested_event",
    "training_run", "cross_prediction",
)  # fmt: skip
_LISTS = (("label", "examples"), ("event_type", "examples"), ("event_type", "words"), ("role", "codes"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in a plain sentence; `article_id` leads to it where there is one."""

    sentence: str
    article_id: int | None = None


def check(store: Store, *, progress: Progress = silent) -> list[Finding]:
    """Return everything that is wrong with the project, in the order found; empty when it is sound."""
    findings: list[Finding] = []
    parts: tuple[_Part, ...] = (_file, partial(_articles, progress=progress), _rows, _codebook, _counts)
    for part in parts:
        findings += _readable(part, store)
    return findings


def _readable(part: _Part, store: Store, article_id: int | None = None) -> list[Finding]:
    """Return what one part of the check finds; where the file cannot be read, that is a finding too."""
    findings: list[Finding] = []
    try:
        findings.extend(part(store))  # keeps what was found up to the damage
    except (UserError, sqlite3.Error) as error:
        where = f"Article {article_id} cannot be read: " if article_id else ""
        findings.append(Finding(f"{where}{error}", article_id))
    return findings


def _file(store: Store) -> Iterator[Finding]:
    for (verdict,) in store.rows("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield Finding(f"The file is damaged: {verdict}.")
    for table, row_id, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield Finding(f"Row {row_id} of {table} belongs to a {parent} that is gone.")


def _articles(store: Store, *, progress: Progress) -> Iterator[Finding]:
    ids = [row[0] for row in store.rows("SELECT id FROM article ORDER BY id")]
    for done, article_id in enumerate(ids, start=1):
        yield from _readable(partial(_article, article_id=article_id), store, article_id)
        if done % 500 == 0 or done == len(ids):
            progress(done, len(ids), "texts")


def _article(store: Store, article_id: int) -> Iterator[Finding]:
    """Compare a text with its hash, and every span with the words it was made on."""
    row = store.row(
        "SELECT title, length, sha256, meta, text FROM article LEFT JOIN article_text ON article_id = article.id "
        "WHERE article.id = ?",
        (article_id,),
    )
    title, length, sha, meta, text = row or ("", 0, "", "{}", None)
    if read_meta(meta) is None:
        yield Finding(f"What came with article {article_id} (“{title}”) besides its text is damaged.", article_id)
    if not isinstance(text, str):
        yield Finding(f"Article {article_id} (“{title}”) has lost its text.", article_id)
        return
    if fingerprint(text) != sha or len(text) != length or clean_text(text) != text:
        yield Finding(f"The text of article {article_id} (“{title}”) is not what was imported.", article_id)
    spans = store.rows('SELECT id, start, "end", surface FROM span WHERE article_id = ? ORDER BY id', (article_id,))
    for span_id, start, end, surface in spans:
        if not (isinstance(start, int) and isinstance(end, int)):
            yield Finding(f"Span {span_id} of article {article_id} has lost its place.", article_id)
        elif end > len(text):
            yield Finding(f"Span {span_id} of article {article_id} reaches past the text.", article_id)
        elif text[start:end] != surface:
            yield Finding(
                f"Span {span_id} of article {article_id} was made on “{surface}” and now covers “{text[start:end]}”.",
                article_id,
            )
    yield from _evidence(store, article_id, text)


def _rows(store: Store) -> Iterator[Finding]:
    """Read what the other parts do not, since a damaged place shows only when it is read."""
    for table in _TABLES:
        yield from _readable(partial(_all, table=table), store)


def _all(store: Store, table: str) -> Iterator[Finding]:
    for _ in store.stream(f'SELECT * FROM "{table}"'):
        pass
    yield from ()


def _counts(store: Store) -> Iterator[Finding]:
    wrong = store.rows(
        "SELECT id FROM article WHERE span_count <> (SELECT count(*) FROM span WHERE article_id = article.id)"
    )
    for (article_id,) in wrong:
        yield Finding(f"The count of spans kept for article {article_id} is wrong.", article_id)
    yield from _event_counts(store)
    indexed = store.value("SELECT count(*) FROM article_fts_docsize")
    if indexed != store.value("SELECT count(*) FROM article"):
        yield Finding("The search index does not hold every article.")
    for kind, key in facets.differing(store):
        yield Finding(f"The set kept of articles with {kind} “{key}” is wrong.")
    for surface, _ in names.differing(store):
        yield Finding(f"The count kept of “{short(str(surface))}” among what was coded is wrong.")


def _event_counts(store: Store) -> Iterator[Finding]:
    wrong = store.rows(
        "SELECT id FROM article WHERE event_count <> (SELECT count(*) FROM event WHERE article_id = article.id)"
    )
    for (article_id,) in wrong:
        yield Finding(f"The count of events kept for article {article_id} is wrong.", article_id)
    for event_id, article_id in derived.differing(store):
        yield Finding(f"Event {event_id} and the table of events do not agree.", article_id)


def _codebook(store: Store) -> Iterator[Finding]:
    """Look for lists that cannot be read, and for types and actors that stand below themselves."""
    for table, column in _LISTS:
        for name, text in store.rows(f"SELECT name, {column} FROM {table} ORDER BY id"):
            if not codebook_words.is_whole(text, pairs=column == "codes"):
                yield Finding(f"The {column} of {name} are damaged.")
    for table in ("event_type", "entity"):
        above = {row[0]: row[1:] for row in store.rows(f"SELECT id, parent_id, name FROM {table}")}
        for row_id, (parent, name) in above.items():
            seen = {row_id}
            while parent is not None and parent not in seen:
                seen.add(parent)
                parent = above.get(parent, (None,))[0]
            if parent == row_id:
                yield Finding(f"{name} stands below itself.")


def _evidence(store: Store, article_id: int, text: str) -> Iterator[Finding]:
    """Compare where events say their evidence stands with the article's length, and read what their values say."""
    events = store.rows('SELECT id, "end" FROM event WHERE article_id = ?', (article_id,))
    arguments = store.rows(
        'SELECT event_id, argument."end", value FROM argument JOIN event ON event.id = event_id WHERE article_id = ?',
        (article_id,),
    )
    for event_id, _, value in arguments:
        if not derived.read_value(value) and value != "{}":
            yield Finding(f"A value in event {event_id} of article {article_id} is damaged.", article_id)
    for event_id, end, *_ in [*events, *arguments]:
        if end is not None and not (isinstance(end, int) and end <= len(text)):
            yield Finding(f"Event {event_id} of article {article_id} rests on words past the text.", article_id)
