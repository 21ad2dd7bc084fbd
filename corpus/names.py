"""Kept counts of the words that were coded: which words carry which label, and how often.

They are derived from `span`, and brought up to date by whoever writes spans: the journal row by row, an import for what
it brings. Names are what suggestions begin with, so they must be there at once, however many spans there are.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.store import Store

LONGEST = 200  # code points; longer spans are no names
_AT_ONCE = 1_000_000  # spans counted at once when all are
_PAGE, _BLOCK = 5_000, 50_000  # names read at once, and counted at once: some milliseconds
_SOME = "FROM name WHERE (surface, label_id) > (?, ?) ORDER BY surface, label_id LIMIT"
_PAGES = f"SELECT surface, label_id, coded {_SOME} ?"
_OFTEN = f"SELECT coded, count(*) FROM (SELECT coded {_SOME} ?) GROUP BY coded"
_NEXT = f"SELECT surface, label_id {_SOME} 1 OFFSET ?"
Name = tuple[str, int]  # surface and label id
_ADD = (
    "INSERT INTO name (surface, label_id, coded) VALUES (?, ?, ?) "
    "ON CONFLICT (surface, label_id) DO UPDATE SET coded = coded + excluded.coded"
)
_COUNTED = (
    "SELECT surface, label_id, count(*) FROM span WHERE length(surface) <= ? AND instr(surface, char(10)) = 0 {} "
    "GROUP BY surface, label_id"
)
_SHOWN = "AND article_id NOT IN (SELECT id FROM article WHERE removed = 1)"


def is_name(surface: str) -> bool:
    """Whether words can be kept as a name: not too long, and on one line."""
    return 0 < len(surface) <= LONGEST and "\n" not in surface


def build(conn: sqlite3.Connection) -> None:
    """Count everything anew; the caller holds the transaction."""
    conn.execute("DELETE FROM name")
    last = conn.execute("SELECT max(id) FROM span").fetchone()[0] or 0
    for start in range(0, last + 1, _AT_ONCE):  # counted in one go, forty million spans would fill gigabytes
        some = f"{_SHOWN} AND id >= {start} AND id < {start + _AT_ONCE}"  # our own numbers
        conn.executemany(_ADD, conn.execute(_COUNTED.format(some), (LONGEST,)))


def add(conn: sqlite3.Connection, found: Mapping[Name, int]) -> None:
    """Add to the counts (a negative number takes away); the caller holds the transaction."""
    counted = [(surface, label_id, number) for (surface, label_id), number in found.items() if number]
    counted.sort()  # in the order of the table, so that many names touch few of its pages
    conn.executemany(_ADD, counted)
    gone = [(surface, label_id) for surface, label_id, number in counted if number < 0]
    conn.executemany("DELETE FROM name WHERE surface = ? AND label_id = ? AND coded <= 0", gone)


def follow(store: Store, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> None:
    """Bring the counts up to date after one row of `span` was written: inserted, deleted or changed.

    Args:
        old, new: columns before and after, with the row's `id`; an update names changed columns only.
    """
    if old is not None and new is not None and not {"surface", "label_id"} & new.keys():
        return
    found: Counter[Name] = Counter()
    whole = _whole(store, old, new)
    if store.value("SELECT removed FROM article WHERE id = ?", (whole["article_id"],)):
        return  # what is out of sight is not counted
    for row, sign in ((old, -1), (new, 1)):
        if row is not None and is_name(surface := str({**whole, **row}["surface"])):
            found[surface, int({**whole, **row}["label_id"])] += sign
    add(store.db.conn, found)


def show_batch(conn: sqlite3.Connection, batch_id: int, *, back: bool) -> None:
    """Let the names of an import go (`back`; while its articles are still there) or return (when they are again)."""
    _show(conn, "SELECT id FROM article WHERE batch_id = ? AND removed = 0", batch_id, back=back)


def show_article(conn: sqlite3.Connection, article_id: int, *, back: bool) -> None:
    """Let the names of one article go (`back`) or return; the caller holds the transaction."""
    _show(conn, "?", article_id, back=back)


def counted(spans: Iterable[tuple[str, int]]) -> Counter[Name]:
    """Count surfaces with label ids, for `add`; what can be no name is left out."""
    found = Counter(spans)
    return Counter({name: number for name, number in found.items() if is_name(name[0])})


def most_coded(store: Store, most: int) -> Iterator[tuple[str, int, int]]:
    """Yield surface, label id and count of at most so many names, by surface; of more, those that are coded most.

    Between two pages others may write to the project: three million names take seconds.
    """
    least, found = _least(store, most), store.rows(_PAGES, ("", 0, _PAGE))
    while found:
        yield from (row for row in found if row[2] >= least)
        found = store.rows(_PAGES, (*found[-1][:2], _PAGE))


def _least(store: Store, most: int) -> int:
    """Return how often a name must have been coded, that no more than so many are left."""
    if len(store.rows("SELECT 1 FROM name LIMIT ?", (most + 1,))) <= most:
        return 0
    total, least = 0, 1
    for coded, number in sorted(_often(store).items(), reverse=True):
        total += number
        if total > most:
            return coded + 1
        least = coded
    return least


def _often(store: Store) -> Counter[int]:
    """Return how many names were coded how often; between two blocks others may write."""
    found: Counter[int] = Counter()
    after: Name | None = ("", 0)
    while after:
        found.update(dict(store.rows(_OFTEN, (*after, _BLOCK))))
        after = store.row(_NEXT, (*after, _BLOCK - 1))
    return found


def differing(store: Store) -> Iterator[Name]:
    """Yield the names whose count is not what the spans say; reads all and mends nothing."""
    kept = {(row[0], row[1]): row[2] for row in store.rows("SELECT surface, label_id, coded FROM name")}
    spans = {(row[0], row[1]): row[2] for row in store.rows(_COUNTED.format(_SHOWN), (LONGEST,))}
    yield from sorted((key for key in kept.keys() | spans.keys() if kept.get(key) != spans.get(key)), key=repr)


def _show(conn: sqlite3.Connection, articles: str, key: int, *, back: bool) -> None:
    rows = conn.execute(_COUNTED.format(f"AND article_id IN ({articles})"), (LONGEST, key)).fetchall()
    add(conn, {(surface, label_id): -number if back else number for surface, label_id, number in rows})


def _whole(store: Store, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a row with the columns that an update leaves out; an insert or a delete names all."""
    if old is None or new is None:
        return dict(old or new or {})
    row = store.row("SELECT surface, label_id, article_id FROM span WHERE id = ?", (new["id"],))
    return dict(zip(("surface", "label_id", "article_id"), row, strict=True)) if row else dict(old)
