"""The numbers that spaCy gives to strings, for many strings at once and without loading spaCy.

A string is numbered by the 64-bit variant A of MurmurHash2 over its UTF-8 bytes with seed 1, unless it is one of
spaCy's own symbols ("EVENT", "DATE" ...), which have small fixed numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_FACTOR = np.uint64(0xC6A4A7935BD1E995)
_SHIFT = np.uint64(47)
_SEED = 1


def string_ids(strings: Sequence[str], symbols: Mapping[str, int]) -> NDArray[np.uint64]:
    """Return spaCy's number of each string."""
    ids = np.zeros(len(strings), dtype=np.uint64)
    by_length: dict[int, list[int]] = {}
    encoded = [string.encode() for string in strings]
    for index, raw in enumerate(encoded):
        by_length.setdefault(len(raw), []).append(index)
    for length, indexes in by_length.items():
        if length:
            ids[indexes] = _hashes(b"".join([encoded[index] for index in indexes]), length)
    for index, string in enumerate(strings):
        if string in symbols:
            ids[index] = symbols[string]
    return ids


def _hashes(joined: bytes, length: int) -> NDArray[np.uint64]:
    """Return the hashes of strings of the same length in bytes, given end to end."""
    signs = np.frombuffer(joined, dtype=np.uint8).reshape(-1, length)
    full = length - length % 8
    start = (_SEED ^ (length * int(_FACTOR))) & 0xFFFFFFFFFFFFFFFF
    found = np.full(len(signs), start, dtype=np.uint64)
    for block in np.ascontiguousarray(signs[:, :full]).view("<u8").T:
        mixed = block.astype(np.uint64) * _FACTOR
        mixed ^= mixed >> _SHIFT
        found = (found ^ (mixed * _FACTOR)) * _FACTOR
    if length % 8:
        tail = np.zeros((len(signs), 8), dtype=np.uint8)
        tail[:, : length % 8] = signs[:, full:]
        found = (found ^ tail.view("<u8")[:, 0]) * _FACTOR
    found ^= found >> _SHIFT
    found *= _FACTOR
    found ^= found >> _SHIFT
    return found
