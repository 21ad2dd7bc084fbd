"""Which articles an export takes, and the coding in them; all SQL of the exporters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from pyroaring import BitMap

from corpus import assignments
from corpus.store import Store
from labels.formats.report import ExportOptions

_BATCH = 250  # articles read, cut and written at a time


@dataclass(frozen=True, slots=True)
class Item:
    """An article as exporters need it, without its text.

    Attributes:
        group: key shared by near-duplicates: the hash of the text that came first among them.
        coder_id: whose coding of the article goes out; `status` is theirs.
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
    coder_id: int
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


# An article's coding is one coder's, or two codings of a text would both be training data: whoever is done with it,
# the present coder before others; else whoever has begun.
_CODER = (
    "coalesce((SELECT work.coder_id FROM work WHERE work.article_id = article.id "
    "ORDER BY work.status = 'done' DESC, work.coder_id = :me DESC, work.coder_id LIMIT 1), :me)"
)


def items(store: Store, options: ExportOptions) -> list[Item]:
    """Return the articles to export in the order they came in, each with the coder whose coding goes out."""
    founders = dict(
        store.rows(
            "SELECT group_id, sha256 FROM (SELECT group_id, sha256, min(id) FROM article "
            "WHERE group_id IS NOT NULL GROUP BY group_id)"
        )
    )
    done = "AND status = 'done'" if options.finished_only else ""
    rows = store.rows(
        f"""SELECT chosen.id, uid, sha256, title, source, published, url, length, coalesce(status, 'new'), chosen.coder,
              group_id
            {_chosen(options)} WHERE removed = 0 {done} ORDER BY chosen.id""",
        _me(store, options),
    )
    return [Item(*(*row[:-1], founders.get(row[-1], row[2]))) for row in rows]


def held_out(store: Store) -> BitMap:
    """Return the articles no model may learn from: those held out for a test, and their near-copies."""
    held = assignments.held_out(store)
    if not held:
        return held
    groups = "SELECT group_id FROM article WHERE id = ? AND group_id IS NOT NULL"
    found = {row[0] for article_id in held for row in store.rows(groups, (article_id,))}
    copies = (row[0] for group in found for row in store.rows("SELECT id FROM article WHERE group_id = ?", (group,)))
    return held | BitMap(list(copies))


def is_held_out(store: Store, article_id: int) -> bool:
    """Whether one article is among `held_out`; quick, however many there are."""
    held = assignments.held_out(store)
    if not held or article_id in held:
        return bool(held)
    copies = "SELECT id FROM article WHERE group_id = (SELECT group_id FROM article WHERE id = ?)"
    return any(row[0] in held for row in store.rows(copies, (article_id,)))


def left_out(store: Store, options: ExportOptions) -> tuple[int, list[LeftOut]]:
    """Return how many articles are not exported, and those among them that carry spans of their coder."""
    if not options.finished_only:
        return 0, []
    where = "WHERE removed = 0 AND coalesce(status, 'new') <> 'done'"
    me = _me(store, options)
    count = int(store.value(f"SELECT count(*) {_chosen(options)} {where}", me))
    rows = store.rows(
        f"""SELECT chosen.uid, title, coalesce(status, 'new'), count(span.id) {_chosen(options)}
            JOIN span ON span.article_id = chosen.id AND span.coder_id = chosen.coder
            {where} GROUP BY chosen.id ORDER BY chosen.id""",
        me,
    )
    return count, [LeftOut(*row) for row in rows]


def _chosen(options: ExportOptions) -> str:
    """Return the articles, each with its coder (`chosen.coder`) and that coder's work."""
    coder = _CODER if options.coder_id is None else ":me"
    return (
        f"FROM (SELECT article.*, {coder} AS coder FROM article) AS chosen "
        "LEFT JOIN work ON work.article_id = chosen.id AND work.coder_id = chosen.coder"
    )


def _me(store: Store, options: ExportOptions) -> dict[str, int]:
    return {"me": store.coder_id if options.coder_id is None else options.coder_id}


def coders(store: Store, chosen: Sequence[Item]) -> list[str]:
    """Return the names of those whose coding goes out, most articles first."""
    names = dict(store.rows("SELECT id, name FROM coder"))
    counted = Counter(item.coder_id for item in chosen)
    return [str(names[coder_id]) for coder_id, _ in counted.most_common() if coder_id in names]


def spans_by_others(store: Store, chosen: Sequence[Item]) -> int:
    """Return the number of spans in these articles by coders whose coding of them does not go out."""
    if int(store.value("SELECT count(DISTINCT coder_id) FROM work")) < 2:
        return 0
    whose = {item.id: item.coder_id for item in chosen}
    rows = store.rows("SELECT article_id, coder_id, count(*) FROM span GROUP BY article_id, coder_id")
    return sum(count for article_id, coder_id, count in rows if whose.get(article_id, coder_id) != coder_id)


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


def spans(store: Store, batch: Sequence[Item]) -> list[SpanRow]:
    """Return the spans that go out of a batch of ascending articles, in reading order, an enclosing span first."""
    sql = f"""SELECT span.article_id, uid, start, "end", label_id
              FROM (VALUES {",".join(["(?, ?)"] * len(batch))}) AS chosen
              JOIN span ON span.article_id = chosen.column1 AND span.coder_id = chosen.column2
              ORDER BY span.article_id, start, "end" DESC, span.id"""
    return cast(list[SpanRow], store.rows(sql, [value for item in batch for value in (item.id, item.coder_id)]))


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


def work(store: Store, batch: Sequence[Item]) -> dict[int, dict[str, str]]:
    """Return for each article of a batch which coder stands where."""
    rows = store.rows(
        "SELECT article_id, name, status FROM work JOIN coder ON coder.id = coder_id "
        f"WHERE article_id IN {_marks(batch)} ORDER BY article_id, coder_id",
        _ids(batch),
    )
    found: dict[int, dict[str, str]] = {}
    for article_id, name, status in rows:
        found.setdefault(article_id, {})[name] = status
    return found


def _marks(batch: Sequence[Item]) -> str:
    return f"({','.join('?' * len(batch))})"


def _ids(batch: Sequence[Item]) -> list[int]:
    return [item.id for item in batch]
