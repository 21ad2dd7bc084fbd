"""The full-text index, kept by our own code: it is derived, and can be rebuilt at any time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.fold import fold
from corpus.progress import Progress, silent
from corpus.store import Store

Indexed = tuple[int, str, str, str]  # article id, title, source, text
_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_term USING fts5vocab ('main', 'article_fts', 'instance')"
_NEXT = "SELECT term FROM temp.article_term WHERE term >= ? AND term < ? LIMIT 1"
_SIMPLE = re.compile("[0-9a-z\u0621-\u063a\u0641-\u064a]+")  # letters that the index holds as they are
_INSERT = "INSERT INTO article_fts (rowid, title, source, text) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO article_fts (article_fts, rowid, title, source, text) VALUES ('delete', ?, ?, ?, ?)"


def index(store: Store, rows: Iterable[Indexed]) -> None:
    """Add articles to the index, in the spelling of `fold`; the caller holds the transaction."""
    store.db.conn.executemany(_INSERT, ((article_id, *map(fold, fields)) for article_id, *fields in rows))


def retitle(store: Store, article_id: int, *, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Replace title and source of one indexed article (`old` must be what was indexed)."""
    text = fold(str(store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,))))
    store.db.conn.execute(_DELETE, (article_id, *map(fold, old), text))
    store.db.conn.execute(_INSERT, (article_id, *map(fold, new), text))


def beginnings(store: Store, beginning: str, *, most: int) -> list[str] | None:
    """Return the words of the index that begin so; None when they are too many, or it takes the index itself to tell.

    Each is had by one look into the index, however often it occurs.
    """
    at = fold(beginning).lower()
    if not _SIMPLE.fullmatch(at):
        return None
    conn, end, found = store.db.conn, f"{at}\U0010ffff", list[str]()
    conn.execute(_TERMS)
    while (row := conn.execute(_NEXT, (at, end)).fetchone()) is not None:
        if len(found) == most:
            return None
        found.append(row[0])
        at = f"{row[0]}\x01"  # no word goes on with that
    return found


def rebuild(store: Store, *, progress: Progress = silent) -> None:
    """Make the index anew from the articles."""
    conn = store.db.conn
    with store.transaction():
        conn.execute("INSERT INTO article_fts (article_fts) VALUES ('delete-all')")
        total = int(store.value("SELECT count(*) FROM article"))
        cursor = conn.execute(
            "SELECT article.id, title, source, text FROM article JOIN article_text ON article_id = article.id"
        )
        done = 0
        while rows := cursor.fetchmany(500):
            index(store, rows)
            done += len(rows)
            progress(done, total, "indexing")
