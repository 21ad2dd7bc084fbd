"""In which order hits are shown: by the words around them, by themselves, by their article's date or outlet."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from corpus.store import Store
from labels.concordance import NEAR, Hits, OrderKey
from labels.folded import folded

Ints = NDArray[np.int64]
_LONGEST = 40  # code points by which names are told apart
_HIT = [0, *range(1 + NEAR, 1 + 2 * NEAR)]
_COLUMNS = {"hit": _HIT, "before": [*range(1, 1 + NEAR)], "after": [*range(1 + NEAR, 1 + 2 * NEAR)]}


def order(store: Store, hits: Hits, key: OrderKey, *, descending: bool = False) -> array[int]:
    """Return the rows of the hits in order. What is alike keeps the queue's order; what has no date or word is last."""
    if key == "article":
        rows = np.arange(len(hits), dtype=np.int64)
        return array("I", (rows[::-1] if descending else rows).astype(np.uint32).tobytes())
    columns, last = _words(hits, key) if key in _COLUMNS else _articles(store, hits, key)
    keys = [np.where(column == last, last, last - 1 - column) if descending else column for column in columns]
    return array("I", np.lexsort(keys[::-1]).astype(np.uint32).tobytes())


def _words(hits: Hits, key: OrderKey) -> tuple[list[Ints], int]:
    """Return, for each word that counts, every hit's place among all words; and the place of those without one."""
    ranks = _ranks(hits.words)
    near = np.array(hits.near, dtype=np.uint32).reshape(-1, 1 + 2 * NEAR)
    return [ranks[near[:, column]] for column in _COLUMNS[key]], len(hits.words)


def _articles(store: Store, hits: Hits, key: OrderKey) -> tuple[list[Ints], int]:
    column = "published" if key == "date" else "source"
    ids = np.array(hits.articles, dtype=np.int64)
    first, last = int(ids.min(initial=2**62)), int(ids.max(initial=0))
    rows = store.rows(f"SELECT id, {column} FROM article WHERE id BETWEEN ? AND ?", (first, last))
    names = list({name for _, name in rows})
    places = dict(zip(names, _ranks([folded(name) for name in names]).tolist(), strict=True))
    known = np.full(max(0, last - first + 1), len(names), dtype=np.int64)
    for article_id, name in rows:
        known[article_id - first] = places[name]
    return [np.asarray(known[ids - first])], len(names)


def _ranks(names: list[str]) -> Ints:
    """Return the place of each name among all; that of "" is behind all others."""
    found = np.array(names, dtype=f"<U{_LONGEST}")  # numpy lets other threads go on while it sorts these
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[np.argsort(found, kind="stable")] = np.arange(len(names))
    return np.where(found == "", len(names), ranks)
