"""Token boundaries as the reader needs them, and what can be asked of them. Offsets are code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

_PIECE = re.compile(r"\w+(?:[.,'’\-]\w+)*|[^\w\s]")


class TokenIndex(Protocol):
    """Bounds of an article's tokens without the blank ones: sorted, not overlapping, half-open."""

    @property
    def starts(self) -> Sequence[int]:
        """Where each token starts."""
        ...

    @property
    def ends(self) -> Sequence[int]:
        """Where each token ends."""
        ...


class Words:
    """A plain stand-in for a tokenizer: words and single punctuation marks."""

    def __init__(self, text: str) -> None:
        bounds = [match.span() for match in _PIECE.finditer(text)]
        self.starts: Sequence[int] = [start for start, _ in bounds]
        self.ends: Sequence[int] = [end for _, end in bounds]


def token_at(tokens: TokenIndex, offset: int) -> int | None:
    """Return the number of the token that holds `offset`, else None (blank, or outside the text)."""
    found = bisect_right(tokens.starts, offset) - 1
    return found if found >= 0 and offset < tokens.ends[found] else None


def nearest_token(tokens: TokenIndex, offset: int) -> int | None:
    """Return the number of the token at `offset` or closest to it; None in a text without tokens."""
    if not tokens.starts:
        return None
    before = max(bisect_right(tokens.starts, offset) - 1, 0)
    after = min(before + 1, len(tokens.starts) - 1)
    gap_before = max(offset - tokens.ends[before], tokens.starts[before] - offset, 0)
    return before if gap_before <= max(tokens.starts[after] - offset, 0) else after


def tokens_in(tokens: TokenIndex, start: int, end: int) -> range:
    """Return the numbers of the tokens that share at least one character with `start` to `end`."""
    if start >= end:
        return range(0)
    return range(bisect_right(tokens.ends, start), bisect_left(tokens.starts, end))


def snapped(tokens: TokenIndex, start: int, end: int) -> tuple[int, int] | None:
    """Return the range widened to whole tokens, or None when no token is touched."""
    touched = tokens_in(tokens, start, end)
    return (tokens.starts[touched[0]], tokens.ends[touched[-1]]) if touched else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range without white space at its ends, or None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
