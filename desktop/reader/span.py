"""Spans as the reader shows them: reading order, levels of stacked bars, and which lie where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate
from typing import Literal, TypeAlias

from corpus.offsets import Offsets, QtPos
from corpus.text import CodePoint

SpanId: TypeAlias = int | str
Lit = Literal["", "trigger", "argument"]
DEEPEST = 4  # five levels of bars; what is nested deeper shares the last


@dataclass(frozen=True, slots=True)
class ReaderSpan:
    """A coded span or a suggestion, ready to be shown.

    Attributes:
        id: whatever tells it from the others on this page; suggestions must not share ids with spans.
        start, end: code points, half-open.
        colour: the label's stored `#rrggbb`; the reader derives what fits the theme.
        dashed: a suggestion: no tint, a dashed bar.
        badge: a word by the name: a role's number, an event's ("E2"), a score.
        lit: what it is to the event in hand: its trigger, or what fills a role of it.
    """

    id: SpanId
    start: int
    end: int
    label: str
    colour: str
    dashed: bool = False
    note: str = ""
    badge: str = ""
    lit: Lit = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A span with its place in Qt's counting and the level of its bar (0 is nearest to the words)."""

    span: ReaderSpan
    start: QtPos
    end: QtPos
    level: int


class Spans:
    """All spans of one article in reading order (start, then the longer first, then as given)."""

    def __init__(self, spans: Iterable[ReaderSpan] = (), offsets: Offsets | None = None, length: int = 0) -> None:
        kept = [span for span in spans if 0 <= span.start < span.end <= length]
        self.ordered = sorted(kept, key=lambda span: (span.start, -span.end))
        place = (offsets or Offsets("")).to_qt
        self.placed = [
            Placed(span, place(CodePoint(span.start)), place(CodePoint(span.end)), level)
            for span, level in zip(self.ordered, levels(self.ordered), strict=True)
        ]
        self.by_id = {span.id: span for span in self.ordered}
        self._starts = [span.start for span in self.ordered]
        self._furthest = list(accumulate((span.end for span in self.ordered), max))
        self._qt_starts = [placed.start for placed in self.placed]
        self._qt_furthest = list(accumulate((placed.end for placed in self.placed), max))

    def touching(self, start: QtPos, end: QtPos) -> list[Placed]:
        """Return what shares a character with Qt's `start` to `end`, in reading order."""
        first = bisect_right(self._qt_furthest, start)
        last = bisect_left(self._qt_starts, end)
        return [placed for placed in self.placed[first:last] if placed.end > start]

    def at(self, offset: int) -> list[ReaderSpan]:
        """Return the spans over the character at `offset`, innermost (shortest, then last started) first."""
        first = bisect_right(self._furthest, offset)
        last = bisect_right(self._starts, offset)
        found = [span for span in self.ordered[first:last] if span.end > offset]
        return sorted(found, key=lambda span: (span.end - span.start, -span.start))

    def beside(self, start: int, end: int, step: int, hand: SpanId | None) -> ReaderSpan | None:
        """Return the next (`step` 1) or previous (-1) span in reading order, round the end; None without spans.

        Counts from the span in hand, else from the range `start` to `end`.
        """
        if not self.ordered:
            return None
        if hand is not None and hand in self.by_id:
            return self.ordered[(self.ordered.index(self.by_id[hand]) + step) % len(self.ordered)]
        index = bisect_left(self._starts, start) if step > 0 else bisect_left(self._starts, end) - 1
        return self.ordered[index % len(self.ordered)]

    def changed_range(self, other: Spans) -> tuple[QtPos, QtPos] | None:
        """Return the stretch outside of which this and `other` look the same; None when they do everywhere."""
        mine, theirs = self.placed, other.placed
        shorter = min(len(mine), len(theirs))
        first = next((at for at in range(shorter) if mine[at] != theirs[at]), shorter)
        rest = shorter - first
        same = next((at for at in range(rest) if mine[-1 - at] != theirs[-1 - at]), rest)
        different = mine[first : len(mine) - same] + theirs[first : len(theirs) - same]
        if not different:
            return None
        return min(placed.start for placed in different), max(placed.end for placed in different)


def levels(spans: Sequence[ReaderSpan]) -> list[int]:
    """Return for spans in reading order the lowest level that no earlier overlapping span holds."""
    found: list[int] = []
    open_ends: list[tuple[int, int]] = []
    free: list[int] = []
    opened = 0
    for span in spans:
        while open_ends and open_ends[0][0] <= span.start:
            heappush(free, heappop(open_ends)[1])
        if free:
            level = heappop(free)
        else:
            level, opened = opened, opened + 1
        heappush(open_ends, (span.end, level))
        found.append(min(level, DEEPEST))
    return found
