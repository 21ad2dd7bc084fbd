"""Which words of one text stand in another, in order: how copies differ, and where a span lies in a copy.

The alignment is one with the most words in common (longest common subsequence). Texts longer than that is quick for are
first cut at runs of words that each text has just once (patience diff), which is near enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

_WORD = re.compile(r"\w+|[^\w\s]")
_AT_ONCE = 4_000_000  # words of one text times words of the other in one alignment
_ANCHOR = 3  # words
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that two texts share, or that only one of them has. Code points, half-open.

    Attributes:
        kind: "same", "left" (only the first text has it), "right" (only the second) or "changed".
        left, right: where it stands in each. What is "same" may differ in blanks; the side that lacks a piece may have
            blanks there, too.
    """

    kind: Literal["same", "left", "right", "changed"]
    left: Range
    right: Range


def words(text: str) -> list[Range]:
    """Return where the words and signs of a text stand, in order (code points, half-open)."""
    return [match.span() for match in _WORD.finditer(text)]


def pieces(first: str, second: str) -> list[Piece]:
    """Return both texts cut into pieces, in reading order, with nothing left out: joined, each side is its text."""
    left, right = words(first), words(second)
    same = align([first[slice(*each)] for each in left], [second[slice(*each)] for each in right])
    found: list[Piece] = []
    at = other = 0
    for (start, end), (from_, to) in same:
        found += _between(first[at : left[start][0]], second[other : right[from_][0]], at, other)
        at, other = left[end - 1][1], right[to - 1][1]
        found.append(Piece("same", (left[start][0], at), (right[from_][0], other)))
    return [*found, *_between(first[at:], second[other:], at, other)]


def _between(one: str, two: str, at: int, other: int) -> list[Piece]:
    """Return what stands between two runs that are the same, as one piece; blanks alone are no difference."""
    if not one and not two:
        return []
    ranges = (at, at + len(one)), (other, other + len(two))
    if not one.strip() and not two.strip():
        return [Piece("same", *ranges)]
    if one.strip() and two.strip():
        return [Piece("changed", *ranges)]
    return [Piece("left" if one.strip() else "right", *ranges)]


def align(first: Sequence[object], second: Sequence[object]) -> list[tuple[Range, Range]]:
    """Return the runs that are the same in both, in order: numbers of words, half-open, in each."""
    return list(_joined(_runs(first, second)))


def _runs(first: Sequence[object], second: Sequence[object]) -> Iterator[tuple[Range, Range]]:
    from rapidfuzz.distance import Indel

    for (start, end), (from_, to) in _parts(first, second):
        if (end - start) * (to - from_) > _AT_ONCE:
            continue  # nothing to cut it at: held to be different
        for block in Indel.opcodes(first[start:end], second[from_:to]).as_matching_blocks():
            if block.size:
                at, other = start + block.a, from_ + block.b
                yield (at, at + block.size), (other, other + block.size)


def _joined(runs: Iterator[tuple[Range, Range]]) -> Iterator[tuple[Range, Range]]:
    """Make one of runs that follow one another in both texts."""
    last: tuple[Range, Range] | None = None
    for left, right in runs:
        if last and last[0][1] == left[0] and last[1][1] == right[0]:
            last = (last[0][0], left[1]), (last[1][0], right[1])
            continue
        if last:
            yield last
        last = left, right
    if last:
        yield last


def _parts(first: Sequence[object], second: Sequence[object]) -> Iterator[tuple[Range, Range]]:
    """Cut two texts at the same places, into parts that can be aligned quickly."""
    if len(first) * len(second) <= _AT_ONCE:
        yield (0, len(first)), (0, len(second))
        return
    cuts = [(0, 0)]
    reach = max(1, int(_AT_ONCE**0.5) // 2)
    for anchor in [*_anchors(first, second), (len(first), len(second))]:
        if max(anchor[0] - cuts[-1][0], anchor[1] - cuts[-1][1]) >= reach or anchor[0] == len(first):
            cuts.append(anchor)
    for (start, from_), (end, to) in pairwise(cuts):
        yield (start, end), (from_, to)


def _anchors(first: Sequence[object], second: Sequence[object]) -> list[Range]:
    """Return where runs of words that each text has once stand in both, as many as keep one order."""
    left, right = _once(first), _once(second)
    return _longest_rising(sorted((place, right[run]) for run, place in left.items() if run in right))


def _once(text: Sequence[object]) -> dict[tuple[object, ...], int]:
    found: dict[tuple[object, ...], int] = {}
    again = set[tuple[object, ...]]()
    for at in range(len(text) - _ANCHOR + 1):
        run = tuple(text[at : at + _ANCHOR])
        if run in found:
            again.add(run)
        found[run] = at
    return {run: at for run, at in found.items() if run not in again}


def _longest_rising(places: list[Range]) -> list[Range]:
    """Return the most of these, sorted by their first number, whose second numbers rise too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    found: list[Range] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(places[index])
        index = before[index]
    return found[::-1]
