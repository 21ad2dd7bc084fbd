"""The project doctor: reads everything, changes nothing, and names what is not as it should be.

SQLite's own check misses most bit flips in text; hashes of the articles and the words kept with each span do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.text import clean_text, fingerprint


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in a plain sentence; `article_id` leads to it where there is one."""

    sentence: str
    article_id: int | None = None


def check(store: Store, *, progress: Progress = silent) -> list[Finding]:
    """Return everything that is wrong with the project, in the order found; empty when it is sound."""
    findings: list[Finding] = []
    findings += _file(store)
    findings += _texts(store, progress)
    findings += _spans(store)
    findings += _counts(store)
    return findings


def _file(store: Store) -> Iterator[Finding]:
    for (verdict,) in store.rows("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield Finding(f"The file is damaged: {verdict}.")
    for table, row_id, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield Finding(f"Row {row_id} of {table} belongs to a {parent} that is gone.")


def _texts(store: Store, progress: Progress) -> Iterator[Finding]:
    total = int(store.value("SELECT count(*) FROM article"))
    cursor = store.db.conn.execute(
        "SELECT article.id, title, length, sha256, text FROM article LEFT JOIN article_text ON article_id = article.id"
    )
    for done, (article_id, title, length, sha, text) in enumerate(cursor, start=1):
        if text is None:
            yield Finding(f"Article {article_id} (“{title}”) has lost its text.", article_id)
        elif fingerprint(text) != sha or len(text) != length or clean_text(text) != text:
            yield Finding(f"The text of article {article_id} (“{title}”) is not what was imported.", article_id)
        if done % 500 == 0 or done == total:
            progress(done, total, "texts")


def _spans(store: Store) -> Iterator[Finding]:
    """Compare every span with the words it was made on; texts are read once per article."""
    sql = (
        'SELECT span.article_id, span.id, start, "end", surface, label.name, text FROM span '
        "JOIN label ON label.id = label_id JOIN article_text ON article_text.article_id = span.article_id "
        "ORDER BY span.article_id"
    )
    for article_id, span_id, start, end, surface, label, text in store.db.conn.execute(sql):
        if end > len(text):
            yield Finding(f"Span {span_id} ({label}) of article {article_id} reaches past the text.", article_id)
        elif text[start:end] != surface:
            yield Finding(
                f"Span {span_id} ({label}) of article {article_id} was made on “{surface}” and now covers "
                f"“{text[start:end]}”.",
                article_id,
            )


def _counts(store: Store) -> Iterator[Finding]:
    wrong = store.rows(
        "SELECT id FROM article WHERE span_count <> (SELECT count(*) FROM span WHERE article_id = article.id)"
    )
    for (article_id,) in wrong:
        yield Finding(f"The count of spans kept for article {article_id} is wrong.", article_id)
    indexed = store.value("SELECT count(*) FROM article_fts_docsize")
    if indexed != store.value("SELECT count(*) FROM article"):
        yield Finding("The search index does not hold every article.")
