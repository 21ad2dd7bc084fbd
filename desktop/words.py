"""Words of the open article as the reader needs them, made from the project's tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from labels.tokens import Tokens, word_tokens

Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Words:
    """Bounds of all tokens that are not white space: code points, sorted, half-open."""

    starts: Sequence[int]
    ends: Sequence[int]


def words_of(tokens: Tokens | None) -> Words:
    """Return the words among tokens; none when there are no tokens."""
    found = word_tokens(tokens) if tokens is not None else []
    return Words([start for start, _ in found], [end for _, end in found])


def count_words(text: str, words: Words) -> int:
    """Return how many of the words hold a letter or digit (punctuation marks are tokens too)."""
    return sum(any(map(str.isalnum, text[start:end])) for start, end in zip(words.starts, words.ends, strict=True))


def nudged(words: Words, start: int, end: int, edge: Edge, step: int) -> tuple[int, int]:
    """Return a span's range after moving one end by `step` words (+1 is further on); one word always remains."""
    if edge == "end":
        bounds = words.ends
        index = bisect_right(bounds, end) if step > 0 else bisect_left(bounds, end) - 1
        moved = bounds[index] if 0 <= index < len(bounds) else end
        return (start, moved) if moved > start else (start, end)
    bounds = words.starts
    index = bisect_right(bounds, start) if step > 0 else bisect_left(bounds, start) - 1
    moved = bounds[index] if 0 <= index < len(bounds) else start
    return (moved, end) if moved < end else (start, end)
