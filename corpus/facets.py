"""Sets of article ids, kept for every outlet, language, month, status ...: lists, filters, counts at any size.

They are derived, and brought up to date by whoever writes: the journal after each step, an import for what it brings.
Each set is parted into blocks of 65,536 ids, so that one write touches little. On disk a block is a Roaring bitmap in
its portable form (Lemire et al. 2018, "Roaring Bitmaps: Implementation of an Optimized Software Library").
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, get_args

from pyroaring import BitMap

if TYPE_CHECKING:
    from corpus.store import Store

Kind = Literal["article", "source", "language", "month", "status", "label", "coder", "type"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Facts = Mapping[tuple[Kind, str], Iterable[int]]  # kind and key to article ids
_BITS = 16
_AT_ONCE = 500  # ids in one query
# Who belongs where: article id and key. `{}` restricts to some articles.
# More than one list where a set has several reasons; each in the order of an index, so that nothing has to be sorted.
_FACTS: dict[Kind, tuple[str, ...]] = {
    "article": ("SELECT id, '' FROM article WHERE removed = 0 AND {}",),
    "source": ("SELECT id, source FROM article WHERE {}",),
    "language": ("SELECT id, language FROM article WHERE {}",),
    "month": ("SELECT id, substr(published, 1, 7) FROM article WHERE {}",),
    "status": ("SELECT article_id, coder_id || '/' || status FROM work WHERE {}",),
    "label": ("SELECT DISTINCT article_id, label_id, coder_id FROM span WHERE {}",),
    "coder": (
        "SELECT article_id, coder_id FROM work WHERE {}",
        "SELECT DISTINCT article_id, coder_id FROM span WHERE {}",
        "SELECT article_id, coder_id FROM event WHERE {}",
    ),
    "type": ("SELECT article_id, event_type_id FROM event WHERE event_type_id IS NOT NULL AND {}",),
}
_OF_TABLE: dict[str, tuple[Kind, ...]] = {
    "article": ("article", "source", "language", "month"),
    "work": ("status", "coder"),
    "span": ("label", "coder"),
    "event": ("type", "coder"),
}


def ids(store: Store, kind: Kind, key: str = "") -> BitMap:
    """Return the articles of one set; empty when there is none."""
    found = BitMap()
    for block, blob in store.rows("SELECT block, ids FROM facet WHERE kind = ? AND key = ?", (kind, key)):
        found |= _load(block, blob)
    return found


def keys(store: Store, kind: Kind) -> dict[str, BitMap]:
    """Return every set of a kind, by key."""
    found: dict[str, BitMap] = defaultdict(BitMap)
    for key, block, blob in store.rows("SELECT key, block, ids FROM facet WHERE kind = ?", (kind,)):
        found[key] |= _load(block, blob)
    return dict(found)


def build(conn: sqlite3.Connection) -> None:
    """Make all sets anew from the tables; the caller holds the transaction."""
    conn.execute("DELETE FROM facet")
    for kind in KINDS:
        add(conn, {(kind, key): found for key, found in _gathered(conn, kind, "1").items()})


def add(conn: sqlite3.Connection, facts: Facts) -> None:
    """Put articles into sets; the caller holds the transaction."""
    for (kind, key), article_ids in facts.items():
        for block, part in _blocks(article_ids):
            _save(conn, kind, key, block, _block(conn, kind, key, block) | part)


def replace(conn: sqlite3.Connection, kind: Kind, key: str, among: BitMap, wanted: BitMap) -> None:
    """Let those of `among` be in a set that are in `wanted`, and no others; the caller holds the transaction."""
    for block, part in _blocks(among):
        kept = _block(conn, kind, key, block)
        new = (kept - part) | (wanted & part)
        if new != kept:
            _save(conn, kind, key, block, new)


def refresh(conn: sqlite3.Connection, tables: Collection[str], article_ids: Collection[int]) -> None:
    """Bring the sets up to date for articles of which rows in these tables were written."""
    kinds = {kind for table in tables for kind in _OF_TABLE.get(table, ())}
    for block, part in _blocks(article_ids):
        for kind in sorted(kinds):
            _refresh(conn, kind, block, part)


def differing(store: Store) -> Iterator[tuple[Kind, str]]:
    """Yield the sets that do not say what the tables say; reads all and mends nothing."""
    for kind in KINDS:
        wanted, kept = _gathered(store.db.conn, kind, "1"), keys(store, kind)
        yield from ((kind, key) for key in sorted(kept.keys() | wanted.keys()) if kept.get(key) != wanted.get(key))


def _refresh(conn: sqlite3.Connection, kind: Kind, block: int, part: BitMap) -> None:
    wanted = _facts(conn, kind, part)
    rows = conn.execute("SELECT key, ids FROM facet WHERE kind = ? AND block = ?", (kind, block)).fetchall()
    kept = {str(key): _load(block, blob) for key, blob in rows}
    for key in kept.keys() | wanted.keys():
        old = kept.get(key, BitMap())
        new = (old - part) | wanted.get(key, BitMap())
        if new != old:
            _save(conn, kind, key, block, new)


def _facts(conn: sqlite3.Connection, kind: Kind, article_ids: BitMap) -> dict[str, BitMap]:
    """Return the sets of a kind that some articles belong to, with no others in them."""
    column = "id" if kind in _OF_TABLE["article"] else "article_id"
    found: dict[str, BitMap] = defaultdict(BitMap)
    for start in range(0, len(article_ids), _AT_ONCE):
        some = ", ".join(map(str, article_ids[start : start + _AT_ONCE]))  # our own numbers
        for key, ids in _gathered(conn, kind, f"{column} IN ({some})").items():
            found[key] |= ids
    return found


def _gathered(conn: sqlite3.Connection, kind: Kind, condition: str) -> dict[str, BitMap]:
    found: dict[str, BitMap] = defaultdict(BitMap)
    for select in _FACTS[kind]:
        for article_id, key, *_ in conn.execute(select.format(condition)):
            found[str(key)].add(article_id)
    return found


def _blocks(article_ids: Iterable[int]) -> Iterator[tuple[int, BitMap]]:
    """Yield the ids by block."""
    left = BitMap(article_ids)
    while left:
        block = left.min() >> _BITS
        part = left & BitMap(range(block << _BITS, (block + 1) << _BITS))
        left -= part
        yield block, part


def _block(conn: sqlite3.Connection, kind: Kind, key: str, block: int) -> BitMap:
    row = conn.execute("SELECT ids FROM facet WHERE kind = ? AND key = ? AND block = ?", (kind, key, block)).fetchone()
    return _load(block, row[0]) if row else BitMap()


def _save(conn: sqlite3.Connection, kind: Kind, key: str, block: int, part: BitMap) -> None:
    if not part:
        conn.execute("DELETE FROM facet WHERE kind = ? AND key = ? AND block = ?", (kind, key, block))
        return
    part.run_optimize()
    conn.execute(
        "INSERT INTO facet (kind, key, block, ids) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (kind, key, block) DO UPDATE SET ids = excluded.ids",
        (kind, key, block, part.serialize()),
    )


def _load(block: int, blob: bytes) -> BitMap:
    """Return a block's ids; none of a damaged one, and none from outside it."""
    try:
        found = BitMap.deserialize(blob)
    except (ValueError, IndexError, TypeError):
        return BitMap()
    return found & BitMap(range(block << _BITS, (block + 1) << _BITS))


class Keeper:
    """Puts articles into sets chunk after chunk, without reading a set again that nobody else has written since."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._version: int | None = None
        self._held: dict[tuple[Kind, str, int], BitMap] = {}

    def add(self, facts: Facts) -> None:
        """Put articles into sets; the caller holds the transaction, and nobody writes sets in it by other means."""
        version = int(self._conn.execute("PRAGMA data_version").fetchone()[0])
        if version != self._version:
            self._held, self._version = {}, version
        for (kind, key), article_ids in facts.items():
            for block, part in _blocks(article_ids):
                self._add(kind, key, block, part)

    def forget(self) -> None:
        """Read the sets again: this connection has written them elsewhere, or took back what it wrote."""
        self._version = None

    def _add(self, kind: Kind, key: str, block: int, part: BitMap) -> None:
        held = self._held.get((kind, key, block))
        if held is None:
            held = self._held[kind, key, block] = _block(self._conn, kind, key, block)
        held |= part
        _save(self._conn, kind, key, block, held)
