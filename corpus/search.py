"""The full-text index, kept by our own code: it is derived, and can be rebuilt at any time."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.progress import Progress, silent
from corpus.store import Store

Indexed = tuple[int, str, str, str]  # article id, title, source, text
_INSERT = "INSERT INTO article_fts (rowid, title, source, text) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO article_fts (article_fts, rowid, title, source, text) VALUES ('delete', ?, ?, ?, ?)"


def index(store: Store, rows: Iterable[Indexed]) -> None:
    """Add articles to the index; the caller holds the transaction."""
    store.db.conn.executemany(_INSERT, rows)


def retitle(store: Store, article_id: int, *, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Replace title and source of one indexed article (`old` must be what was indexed)."""
    text = str(store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,)))
    store.db.conn.execute(_DELETE, (article_id, *old, text))
    store.db.conn.execute(_INSERT, (article_id, *new, text))


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
