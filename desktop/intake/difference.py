"""Where two texts differ: paragraph by paragraph, and word by word within those that are not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from corpus.word_diff import align

Side = Literal["both", "first", "second"]
MOST = 20_000  # code points of each text that are compared: more would hold up the window
_WORD = re.compile(r"\S+\s*|\s+")
_KEPT = 160  # code points of a stretch both have that stay on either side of a gap
GAP = "\n⋯\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that both texts have, or only one."""

    side: Side
    text: str


def difference(first: str, second: str) -> list[Piece]:
    """Return the two texts as one run of pieces; only their first `MOST` code points are looked at."""
    one, two = (text[:MOST].splitlines(keepends=True) for text in (first, second))
    found = list(_lines(one, two))
    runs = groupby(found, key=lambda each: each.side)
    return [Piece(side, "".join(each.text for each in some)) for side, some in runs]


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with long stretches that both texts have cut in their middle."""
    return [Piece("both", _cut(each.text)) if each.side == "both" else each for each in pieces]


def share(pieces: Sequence[Piece]) -> float:
    """Return how much of the two texts is the same, 0 to 1, by their letters."""
    both = 2 * sum(len(each.text) for each in pieces if each.side == "both")
    whole = both + sum(len(each.text) for each in pieces if each.side != "both")
    return both / whole if whole else 1.0


def _lines(one: list[str], two: list[str]) -> Iterator[Piece]:
    for same, a, b, c, d in _stretches(one, two):
        if same:
            yield _both(one[a:b], two[c:d])
        else:
            yield from _words("".join(one[a:b]), "".join(two[c:d]))


def _words(one: str, two: str) -> Iterator[Piece]:
    first, second = _WORD.findall(one), _WORD.findall(two)
    for same, a, b, c, d in _stretches(first, second):
        if same:
            yield _both(first[a:b], second[c:d])
        else:
            yield from _pieces("".join(first[a:b]), "".join(second[c:d]))


def _stretches(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Cut two runs of words or lines where they begin and end to be the same; blanks around them do not count."""
    at = other = 0
    for (start, end), (from_, to) in align([each.strip() for each in first], [each.strip() for each in second]):
        yield False, at, start, other, from_
        yield True, start, end, from_, to
        at, other = end, to
    yield False, at, len(first), other, len(second)


def _both(one: Sequence[str], two: Sequence[str]) -> Piece:
    """Return what both have; of the blanks around it the more, so that no words run together."""
    return Piece("both", "".join(max(pair, key=len) for pair in zip(one, two, strict=True)))


def _pieces(one: str, two: str) -> Iterator[Piece]:
    if one:
        yield Piece("first", one)
    if two:
        yield Piece("second", two)


def _cut(text: str) -> str:
    if len(text) < 3 * _KEPT:
        return text
    head, tail = text[:_KEPT].rsplit(" ", 1)[0], text[-_KEPT:].split(" ", 1)[-1]
    return f"{head} {GAP}{tail}"
