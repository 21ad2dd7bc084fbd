"""Spans as files bring them, made into rows of table `span`. Runs for every span of an import: be quick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple

from corpus import journal
from corpus.article import RawSpan
from corpus.store import Store
from corpus.text import TextMap, clean_text
from corpus.uid import new_uid, new_uids

IMPORTED = "import"


class SpanRow(NamedTuple):
    """A row of table `span` without its id; `uid` is "" when the file brings none that can be kept."""

    uid: str
    article_id: int
    start: int
    end: int
    label_id: int
    coder_id: int
    origin: str
    surface: str
    note: str
    certainty: str
    exact: int
    created: str
    changed: str


INSERT = "INSERT INTO span (id, {}) VALUES (?, {})".format(
    ", ".join(f'"{name}"' for name in SpanRow._fields), ", ".join("?" * len(SpanRow._fields))
)


NAME = attrgetter("surface", "label_id")  # what is kept of a row as a name
WHOSE = attrgetter("article_id", "label_id", "coder_id")  # the sets its article is in


def with_ids(rows: Sequence[SpanRow], first: int, uids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of `INSERT`: rows numbered from `first` on, each with its uid."""
    return ((number, uid, *row[1:]) for number, uid, row in zip(count(first), uids, rows, strict=False))


def place(span: RawSpan, move: TextMap | None, text: str) -> tuple[int, int] | None:
    """Return where a span lies in the cleaned text (code points), or None when it does not fit.

    Args:
        move: from the raw text to the cleaned one; None when cleaning changed nothing.
    """
    start, end = span.start, span.end
    if move is not None:
        try:
            start, end = move(start), move(end)
        except IndexError:
            return None
    if not 0 <= start < end <= len(text):
        return None
    said = span.fields.get("text") if span.fields else None
    if isinstance(said, str) and said and clean_text(said) != text[start:end]:
        return None
    return start, end


def plain_row(key: tuple[int, int, int, int], article_id: int, origin: str, text: str, at: str) -> SpanRow:
    """Return the row of a span of which a file says nothing beyond coder, label, start and end (`key`)."""
    coder_id, label_id, start, end = key
    surface = text[start:end]
    return SpanRow("", article_id, start, end, label_id, coder_id, origin or IMPORTED, surface, "", "", 0, at, at)


def row_of(
    span: RawSpan, bounds: tuple[int, int], article_id: int, label_id: int, coder_id: int, text: str, at: str
) -> SpanRow:
    """Return the row of a span that lies at `bounds` of the cleaned text; `at` is the time when the file has none."""
    start, end = bounds
    origin, surface, fields = clean_text(span.origin), text[start:end], span.fields
    if not fields:
        return plain_row((coder_id, label_id, start, end), article_id, origin, text, at)
    origin = origin or IMPORTED
    uid = str(fields.get("uid", ""))
    return SpanRow(
        uid if is_uid(uid) else "",
        article_id,
        start,
        end,
        label_id,
        coder_id,
        origin,
        surface,
        _text(fields, "note"),
        _text(fields, "certainty"),
        int(bool(fields.get("exact"))),
        _text(fields, "created") or at,
        _text(fields, "changed") or at,
    )


def add_if_new(step: journal.Step, row: SpanRow) -> bool:
    """Insert a span unless the article has it (by identifier, or the same range, label and coder)."""
    found = step.store.value(
        "SELECT 1 FROM span WHERE article_id = ? AND (uid = ? OR (coder_id = ? "
        'AND label_id = ? AND start = ? AND "end" = ?))',
        (row.article_id, row.uid, row.coder_id, row.label_id, row.start, row.end),
    )
    if not found:
        taken = step.store.value("SELECT 1 FROM span WHERE uid = ?", (row.uid,))
        step.insert("span", {**row._asdict(), "uid": row.uid if row.uid and not taken else new_uid()})
    return not found


def free_uids(store: Store, table: str, given: Sequence[str]) -> list[str]:
    """Keep identifiers that files bring unless they are taken: a second row must not pose as the first."""
    fresh = new_uids(len(given))
    if not any(given):
        return fresh
    wanted = [uid for uid in given if is_uid(uid)]
    taken: set[str] = set()
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ",".join("?" * len(some))
        taken |= {row[0] for row in store.rows(f"SELECT uid FROM {table} WHERE uid IN ({marks})", some)}
    result: list[str] = []
    for uid, other in zip(given, fresh, strict=True):
        result.append(uid if is_uid(uid) and uid not in taken else other)
        taken.add(uid)
    return result


def is_uid(uid: str) -> bool:
    """Whether `uid` can be one of our identifiers."""
    return len(uid) == 32 and all(char in "0123456789abcdef" for char in uid)


def _text(fields: dict[str, Any], name: str) -> str:
    found = fields.get(name)
    return clean_text(str(found)) if found else ""
