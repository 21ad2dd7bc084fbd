"""Texts as sets of word shingles, and signatures of such sets: what near-copies are found by.

A shingle is three words that follow one another (Broder 1997, "On the resemblance and containment of documents"), as a
number of 32 bits. A signature holds for each of 128 orders of these numbers the one that comes first: two signatures
agree in about the share of places that the two sets have in common.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
import numpy.typing as npt

from corpus.fold import fold

Numbers = npt.NDArray[np.uint64]  # one for each word of a text, in order
Shingles = npt.NDArray[np.uint32]  # distinct, ascending
Signature = npt.NDArray[np.uint16]
PLACES = 128
WORDS = 3  # in a shingle
_ALONE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # scripts without blanks: each sign a word
_WORD = re.compile(f"[{_ALONE}]|[^\\W{_ALONE}]+")
_PLAIN = re.compile(r"\w+", re.ASCII)  # the same, for texts of ASCII alone; quicker
_MOST_WORDS = 1_000_000  # remembered
_AT_ONCE = 4096  # shingles of one text put in 128 orders at once
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))  # finaliser of MurmurHash3 (Appleby)


class Shingler:
    """Makes shingles of texts; remembers the numbers of words it has met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def shingles(self, text: str) -> Shingles:
        """Return the distinct shingles of a text, case and the diacritics of Arabic left aside; empty without words."""
        return np.unique(mixed(self.numbers(text)))

    def numbers(self, text: str) -> Numbers:
        """Return a number for each word of a text, in order."""
        if len(self._numbers) > _MOST_WORDS:
            self._numbers.clear()
        words = _PLAIN.findall(text.lower()) if text.isascii() else _WORD.findall(fold(text).casefold())
        known = self._numbers
        try:
            numbers = [known[word] for word in words]
        except KeyError:
            known |= {word: zlib.crc32(word.encode("utf-8", "replace")) for word in words if word not in known}
            numbers = [known[word] for word in words]
        return np.array(numbers, dtype=np.uint64)


def signature(shingles: Shingles) -> Signature:
    """Return the signature of a set that is not empty."""
    best = np.full(PLACES, 2**32 - 1, np.uint32)
    for at in range(0, len(shingles), _AT_ONCE):
        ordered = (shingles[at : at + _AT_ONCE, None] * _FACTORS + _ADDENDS).min(axis=0)
        best = np.minimum(best, ordered)
    found: Signature = (best >> np.uint32(16)).astype(np.uint16)
    return found


def mixed(words: Numbers) -> Shingles:
    """Return one number for each run of words, in order; a text shorter than a shingle is one."""
    if len(words) == 0:
        return np.empty(0, np.uint32)
    count = max(1, len(words) - WORDS + 1)
    found = np.zeros(count, np.uint64)
    for at in range(min(WORDS, len(words))):
        found = (found + words[at : at + count]) * _PRIME
    return _scattered(found)


def _scattered(numbers: npt.NDArray[np.uint64]) -> Shingles:
    """Return 32 bits of each number that look as if drawn by chance."""
    for factor in _MIX:
        numbers = (numbers ^ (numbers >> np.uint64(33))) * factor
    return (numbers >> np.uint64(32)).astype(np.uint32)


def _orders() -> tuple[Shingles, Shingles]:
    """Return a factor and an addend for each order; kept signatures rest on them, so they are no library's choice."""
    drawn = _scattered(np.arange(1, 2 * PLACES + 1, dtype=np.uint64) * _PRIME)
    return drawn[:PLACES] | np.uint32(1), drawn[PLACES:]


_FACTORS, _ADDENDS = _orders()
