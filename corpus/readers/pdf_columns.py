"""The columns of a page of a PDF, in the order of reading, found by where its fragments lie.

A gutter is an upright strip that no fragment crosses, with several lines of prose on both sides. Where there is one,
what lies above it is read first, then the columns, then what lies below; each of these may have gutters again.
A table has strips too, but short cells beside them: it stays as it is, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf_page import Fragment, joined

_GUTTER = 0.6  # of the size of the letters: less than this is a wide blank between two words
_LINES = 3  # on each side, beside one another
_PROSE = 14  # characters that lines of prose have at least, on average
_DEPTH = 12  # gutters within gutters
_CANDIDATES = 60  # places that are tried for a gutter, the likeliest
_ROW = 0.4  # of the size: fragments nearer than this stand on one line


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A stretch of the page that a gutter parts.

    Attributes:
        worth: how many characters stand beside it.
    """

    above: list[Fragment]
    left: list[Fragment]
    right: list[Fragment]
    below: list[Fragment]
    worth: int


def columns(found: list[Fragment]) -> list[list[Fragment]]:
    """Return the columns of a page as lists of their lines, in the order of reading."""
    ordered = sorted(found, key=lambda each: -each.y)
    rtl = sum(len(each.text) if each.rtl else -len(each.text) for each in found) > 0
    parts = _parts(ordered, rtl=rtl, depth=0)
    return [_lines(part) for part in parts if part]


def _parts(found: list[Fragment], *, rtl: bool, depth: int) -> list[list[Fragment]]:
    gutter = _best_gutter(found) if depth < _DEPTH and len(found) > 2 * _LINES else None
    if gutter is None:
        return [found]
    beside = [gutter.right, gutter.left] if rtl else [gutter.left, gutter.right]
    parts = (gutter.above, *beside, gutter.below)
    return [each for part in parts if part for each in _parts(part, rtl=rtl, depth=depth + 1)]


def _best_gutter(found: list[Fragment]) -> _Gutter | None:
    size = median(each.size for each in found)
    best: _Gutter | None = None
    for x in _candidates(found):
        for start, end in _stretches(found, x):
            gutter = _gutter(found, start, end, x, _GUTTER * size)
            if gutter and (best is None or gutter.worth > best.worth):
                best = gutter
    return best


def _candidates(found: list[Fragment]) -> list[float]:
    """Places just right of where fragments end, those first at which many do."""
    ends: dict[int, list[float]] = {}
    for each in found:
        ends.setdefault(round(each.x1 / 4), []).append(each.x1)
    likely = sorted(ends.values(), key=len, reverse=True)[:_CANDIDATES]
    return [max(group) + 0.5 for group in likely]


def _stretches(found: list[Fragment], x: float) -> Iterator[tuple[int, int]]:
    """Where consecutive fragments, from the top, do not cross `x`."""
    start = 0
    for index, each in enumerate(found):
        if each.x0 < x < each.x1:
            if index - start >= 2 * _LINES:
                yield start, index
            start = index + 1
    if len(found) - start >= 2 * _LINES:
        yield start, len(found)


def _gutter(found: list[Fragment], start: int, end: int, x: float, wide: float) -> _Gutter | None:
    left = [each for each in found[start:end] if each.x1 <= x]
    right = [each for each in found[start:end] if each.x1 > x]
    if len(left) < _LINES or len(right) < _LINES:
        return None
    if min(each.x0 for each in right) - max(each.x1 for each in left) < wide:
        return None
    top, bottom = min(left[0].y, right[0].y), max(left[-1].y, right[-1].y)
    beside = [[each for each in side if bottom - 1 <= each.y <= top + 1] for side in (left, right)]
    if not all(_is_prose(side) for side in beside):
        return None
    worth = min(sum(len(each.text) for each in side) for side in beside)
    return _Gutter(found[:start], left, right, found[end:], worth)


def _is_prose(side: list[Fragment]) -> bool:
    lines = _lines(side)
    return len(lines) >= _LINES and sum(len(each.text) for each in lines) / len(lines) >= _PROSE


def _lines(found: list[Fragment]) -> list[Fragment]:
    """Join what stands on one line, from the top."""
    rows: list[list[Fragment]] = []
    for each in sorted(found, key=lambda one: -one.y):
        if rows and abs(rows[-1][0].y - each.y) < _ROW * min(each.size, rows[-1][0].size):
            rows[-1].append(each)
        else:
            rows.append([each])
    return [joined(row) if len(row) > 1 else row[0] for row in rows]
