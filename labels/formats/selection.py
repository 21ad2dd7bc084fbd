"""Which articles an export takes, and the coding in them; all SQL of the exporters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from corpus.errors import UserError
from corpus.store import Store
from labels.formats.report import ExportOptions

_BATCH = 250  # articles read, cut and written at a time


@dataclass(frozen=True, slots=True)
class Item:
    """An article as exporters need it, without its text.

    Attributes:
        group: key shared by near-duplicates: the hash of the text that came first among them.
    """

    id: int
    uid: str
    sha256: str
    title: str
    source: str
    published: str
    url: str
    length: int
    status: str
    group: str


class FullSpan(NamedTuple):
    """A span with all that is known of it."""

    article_id: int
    uid: str
    start: int
    end: int
    label: str
    coder: str
    origin: str
    note: str
    certainty: str
    exact: int
    created: str
    changed: str


# A span as training data needs it: article id, uid, start, end (code points, half-open), label id.
SpanRow = tuple[int, str, int, int, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that was not exported though it has coding."""

    uid: str
    title: str
    status: str
    spans: int


def coder(store: Store, options: ExportOptions) -> int:
    """Return whose coding is to be exported.

    Raises:
        UserError: that coder has no coding here.
    """
    chosen = store.coder_id if options.coder_id is None else options.coder_id
    if not store.value("SELECT 1 FROM coder WHERE id = ?", (chosen,)):
        raise UserError(f"There is no coding by {store.coder_name} in {store.path} yet; code an article first.")
    return chosen


def coder_name(store: Store, coder_id: int) -> str:
    """Return a coder's name."""
    return str(store.value("SELECT name FROM coder WHERE id = ?", (coder_id,)))


def spans_by_others(store: Store, coder_id: int) -> int:
    """Return the number of spans of other coders."""
    return int(store.value("SELECT count(*) FROM span WHERE coder_id <> ?", (coder_id,)))


def items(store: Store, coder_id: int, *, finished_only: bool) -> list[Item]:
    """Return the articles to export in the order they came in."""
    founders = dict(
        store.rows(
            "SELECT group_id, sha256 FROM (SELECT group_id, sha256, min(id) FROM article "
            "WHERE group_id IS NOT NULL GROUP BY group_id)"
        )
    )
    done = "AND status = 'done'" if finished_only else ""
    rows = store.rows(
        f"""SELECT article.id, article.uid, sha256, title, source, published, url, length,
              coalesce(status, 'new'), group_id
            FROM article LEFT JOIN work ON work.article_id = article.id AND work.coder_id = ?
            WHERE removed = 0 {done} ORDER BY article.id""",
        (coder_id,),
    )
    return [Item(*(*row[:-1], founders.get(row[-1], row[2]))) for row in rows]


def left_out(store: Store, coder_id: int, *, finished_only: bool) -> tuple[int, list[LeftOut]]:
    """Return how many articles are not exported, and those among them that carry spans of this coder."""
    if not finished_only:
        return 0, []
    join = "FROM article LEFT JOIN work ON work.article_id = article.id AND work.coder_id = ?"
    where = "WHERE removed = 0 AND coalesce(status, 'new') <> 'done'"
    count = int(store.value(f"SELECT count(*) {join} {where}", (coder_id,)))
    rows = store.rows(
        f"""SELECT article.uid, title, coalesce(status, 'new'), count(span.id)
            {join} JOIN span ON span.article_id = article.id AND span.coder_id = ?
            {where} GROUP BY article.id ORDER BY article.id""",
        (coder_id, coder_id),
    )
    return count, [LeftOut(*row) for row in rows]


def coding_marks(store: Store, coder_id: int) -> dict[int, str]:
    """Return for each article a string that changes when a span of this coder in it changes."""
    return dict(
        store.rows(
            """SELECT article_id, group_concat(start || ' ' || "end" || ' ' || label_id || ' ' || uid)
               FROM span WHERE coder_id = ? GROUP BY article_id""",
            (coder_id,),
        )
    )


def batches(chosen: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the articles in portions that fit memory: 250 articles, or a few of the very long ones."""
    batch: list[Item] = []
    length = 0
    for item in chosen:
        if batch and (len(batch) == _BATCH or length + item.length > 5_000_000):
            yield batch
            batch, length = [], 0
        batch.append(item)
        length += item.length
    if batch:
        yield batch


def texts(store: Store, batch: Sequence[Item]) -> list[str]:
    """Return the texts of a batch in its order."""
    sql = f"SELECT article_id, text FROM article_text WHERE article_id IN {_marks(batch)}"
    found = dict(store.rows(sql, _ids(batch)))
    return [found[item.id] for item in batch]


def spans(store: Store, coder_id: int, batch: Sequence[Item]) -> list[SpanRow]:
    """Return one coder's spans in a batch of ascending articles, in reading order, an enclosing span first."""
    sql = f"""SELECT article_id, uid, start, "end", label_id FROM span
              WHERE coder_id = ? AND article_id IN {_marks(batch)} ORDER BY article_id, start, "end" DESC, id"""
    return cast(list[SpanRow], store.rows(sql, (coder_id, *_ids(batch))))


def all_spans(store: Store, batch: Sequence[Item]) -> Iterator[FullSpan]:
    """Yield the spans of all coders in a batch, by article and in reading order."""
    sql = f"""SELECT article_id, span.uid, start, "end", label.name, coder.name, origin, note, certainty, exact,
                span.created, span.changed
              FROM span JOIN label ON label.id = label_id JOIN coder ON coder.id = coder_id
              WHERE article_id IN {_marks(batch)} ORDER BY article_id, start, "end" DESC, span.id"""
    yield from map(FullSpan._make, store.rows(sql, _ids(batch)))


def further_fields(store: Store, batch: Sequence[Item]) -> dict[int, tuple[str, str]]:
    """Return language and meta (JSON) of the articles of a batch."""
    rows = store.rows(f"SELECT id, language, meta FROM article WHERE id IN {_marks(batch)}", _ids(batch))
    return {row[0]: (row[1], row[2]) for row in rows}


def _marks(batch: Sequence[Item]) -> str:
    return f"({','.join('?' * len(batch))})"


def _ids(batch: Sequence[Item]) -> list[int]:
    return [item.id for item in batch]
