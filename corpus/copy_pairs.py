"""Which articles may be copies of one another, and which are: what `near_copies.group` rests on.

Signatures are kept in the project. Shingles that very many articles have (a standing phrase, an outlet's footer) are
left out of them, as they say nothing; which those are is found from a sample and kept until the project has doubled.
Pairs that agree in some band of their signatures are compared word by word (`corpus.likeness`), the likeliest first.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from corpus import stored_json
from corpus.errors import UserError
from corpus.likeness import likeness
from corpus.minhash import PLACES, Numbers, Shingler, Shingles, signature
from corpus.progress import Progress
from corpus.store import Store

Pairs = npt.NDArray[np.int64]  # rows of two article ids
_SETTING = "near_copies.common"
_VERSION = b"1"  # of the signatures: another one makes all of them anew
_SAMPLE = 10_000
_SMALL = 1_000  # articles; in so small a project nothing is left out, or a story with a hundred copies would be
_COMMON_SHARE, _COMMON_LEAST, _COMMON_MOST = 0.005, 100, 16_384
_FEW = 0.1  # of a text's shingles; when no more than that are its own, all of them count
_BAND = 2  # places that agree for two articles to be compared at all
_REACH = 32  # neighbours looked at in a band where very many agree
_AGREE = 14  # places of 128 that agree for two articles to be compared word by word
_AT_ONCE = 500
_PAIRS_AT_ONCE = 50_000
_TEXTS = 4_096  # kept at hand while pairs are compared
_WORDS_COMPARED = 50_000  # of a text: a book's copy is known by its beginning
_SEED = 1_997


class Judge:
    """Says how alike two articles of a project are; keeps the texts it has just seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shingler = Shingler()
        self._numbers = lru_cache(_TEXTS)(self._read)

    def likeness(self, first: int, second: int) -> float:
        """Return how alike two articles are, 0 to 1.

        Raises:
            UserError: there is no such article.
        """
        return likeness(self._numbers(first), self._numbers(second))

    def _read(self, article_id: int) -> Numbers:
        text = self._store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,))
        if text is None:
            raise UserError(f"There is no article {article_id} in {self._store.path}.")
        return self._shingler.numbers(text)[:_WORDS_COMPARED]


# Signatures


def sign(store: Store, article_ids: BitMap, progress: Progress) -> None:
    """Give each of these articles a signature that goes with those of all others; those that have one keep it.

    Committed in parts, so that what was done is not lost when it is stopped.
    """
    common = _common(store, article_ids)
    mark = _mark(common)
    left = article_ids - _signed(store, mark)
    shingler = Shingler()
    for at in range(0, len(left), _AT_ONCE):
        progress(len(article_ids) - len(left) + at, len(article_ids), "Reading")
        rows = []
        for article_id, text in _texts(store, left[at : at + _AT_ONCE].to_array().tolist()):
            own = _own(shingler.shingles(text), common)
            rows.append((article_id, mark + (signature(own).astype("<u2").tobytes() if len(own) else b"")))
        with store.transaction():
            store.db.conn.executemany(
                "INSERT INTO signature (article_id, minhash) VALUES (?, ?) "
                "ON CONFLICT (article_id) DO UPDATE SET minhash = excluded.minhash",
                rows,
            )


_SIGNATURES = (
    "SELECT article_id, minhash FROM signature WHERE length(minhash) = :size AND article_id > :after "
    "ORDER BY article_id LIMIT :at_once"
)


def signatures(store: Store, article_ids: BitMap) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint16]]:
    """Return those of these articles that have words, ascending, and their signatures, one row each."""
    size = 4 + 2 * PLACES
    ids = np.zeros(len(article_ids), np.int64)
    found = np.zeros((len(article_ids), PLACES), np.uint16)
    count = 0
    for article_id, blob in store.pages(_SIGNATURES, size=size):
        if article_id in article_ids:
            ids[count] = article_id
            found[count] = np.frombuffer(blob, "<u2", offset=4)
            count += 1
    return ids[:count], found[:count]


def _own(shingles: Shingles, common: Shingles) -> Shingles:
    """Return a text's shingles without the common ones; all where nearly all are common."""
    if not len(common):
        return shingles
    at = np.minimum(np.searchsorted(common, shingles), len(common) - 1)
    own = shingles[common[at] != shingles]
    return own if len(own) > _FEW * len(shingles) else shingles


def _common(store: Store, article_ids: BitMap) -> Shingles:
    """Return the shingles that are left out, ascending: as they are kept, or found anew where the project has grown."""
    kept, count = _kept_common(store)
    if count <= 2 * len(article_ids) <= 4 * count:
        return kept
    step = -(-len(article_ids) // _SAMPLE) or 1
    some = article_ids[::step].to_array().tolist()
    shingler = Shingler()
    parts = (some[at : at + _AT_ONCE] for at in range(0, len(some), _AT_ONCE))
    sets = [shingler.shingles(text) for part in parts for _, text in _texts(store, part)]
    found, counts = np.unique(np.concatenate([*sets, np.empty(0, np.uint32)]), return_counts=True)
    many = counts > max(_COMMON_LEAST, _COMMON_SHARE * len(some), len(some) if len(some) <= _SMALL else 0)
    order = np.argsort(-counts[many], kind="stable")[:_COMMON_MOST]
    common: Shingles = np.sort(found[many][order])
    packed = base64.b64encode(zlib.compress(common.astype("<u4").tobytes())).decode()
    store.set_setting(_SETTING, json.dumps({"articles": len(article_ids), "shingles": packed}))
    return common


def _kept_common(store: Store) -> tuple[Shingles, int]:
    """Return the common shingles that are kept, and how many articles there were then; none where it is damaged."""
    none: Shingles = np.empty(0, np.uint32)
    try:
        kept = stored_json.mapping(store.setting(_SETTING, "{}"))
        reader = zlib.decompressobj()
        data = reader.decompress(base64.b64decode(kept["shingles"]), 4 * _COMMON_MOST)
        return np.sort(np.frombuffer(data, "<u4")), int(kept["articles"])
    except (ValueError, KeyError, TypeError, OverflowError, zlib.error, binascii.Error):
        return none, 0


def _mark(common: Shingles) -> bytes:
    """Return what the signatures begin with that were made without these shingles."""
    return zlib.crc32(_VERSION + common.astype("<u4").tobytes()).to_bytes(4, "little")


def _signed(store: Store, mark: bytes) -> BitMap:
    rows = store.stream("SELECT article_id FROM signature WHERE substr(minhash, 1, 4) = ?", (mark,))
    return BitMap(row[0] for row in rows)


def _texts(store: Store, article_ids: list[int]) -> list[tuple[int, str]]:
    marks = ", ".join("?" * len(article_ids))
    return store.rows(f"SELECT article_id, text FROM article_text WHERE article_id IN ({marks})", article_ids)


# Pairs


def likely(
    ids: npt.NDArray[np.int64], found: npt.NDArray[np.uint16], asked: BitMap | None, progress: Progress
) -> Pairs:
    """Return the pairs of articles worth comparing, the likeliest first.

    Args:
        ids, found: the articles and their signatures, as `signatures` returns them.
        asked: only pairs with one of these; None: all.
    """
    wanted = None if asked is None else np.isin(ids, np.array(asked.to_array(), np.int64))
    chance = np.random.default_rng(_SEED)
    kept, agreeing = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for place in range(0, PLACES, _BAND):
        progress(place, PLACES, "Comparing")
        for pairs in _neighbours(found[:, place : place + _BAND], chance, wanted):
            agree = (found[pairs[:, 0]] == found[pairs[:, 1]]).sum(axis=1)
            enough = agree >= _AGREE
            kept.append(pairs[enough, 0] << 32 | pairs[enough, 1])
            agreeing.append(agree[enough])
    keys, at = np.unique(np.concatenate(kept), return_index=True)
    order = np.argsort(-np.concatenate(agreeing)[at], kind="stable")
    first, second = keys[order] >> 32, keys[order] & 0xFFFFFFFF
    return np.column_stack((ids[first], ids[second]))


def _neighbours(
    band: npt.NDArray[np.uint16], chance: np.random.Generator, wanted: npt.NDArray[np.bool_] | None
) -> Iterator[Pairs]:
    """Yield pairs of rows that agree in a band; where very many do, of each some by chance."""
    keys = band[:, 0].astype(np.uint32) << np.uint32(16) | band[:, 1]
    shuffled = chance.permutation(len(keys))
    order = shuffled[np.argsort(keys[shuffled], kind="stable")]
    keys = keys[order]
    for distance in range(1, _REACH + 1):
        at = np.flatnonzero(keys[distance:] == keys[:-distance])
        if not len(at):
            return
        pairs = np.column_stack((order[at], order[at + distance]))
        if wanted is not None:
            pairs = pairs[wanted[pairs].any(axis=1)]
        pairs.sort(axis=1)
        yield from (pairs[start : start + _PAIRS_AT_ONCE] for start in range(0, len(pairs), _PAIRS_AT_ONCE))
