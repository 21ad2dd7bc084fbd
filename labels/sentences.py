"""Where sentences begin and end, near enough to read and to code by. Offsets are code points, half-open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_WIDE = "\u3002\uff01\uff1f"  # full stop, exclamation and question mark of Chinese and Japanese
_END = re.compile(f"[.!?\u2026\u061f\u06d4{_WIDE}]+[\"'\u201d\u2019\u00bb)\\]]*(?=\\s)|\\n+|[{_WIDE}]")
_SHORT = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|St|Rep|Sen|Gov|No|vs|e\.g|i\.e)\.)$")
_REACH = 5000


def sentence_at(text: str, offset: int) -> tuple[int, int] | None:
    """Return the sentence that holds `offset`, without blanks at its ends; it never leaves the line."""
    start, end = max(0, offset - _REACH), min(len(text), offset + _REACH)
    for match in _ends(text, start, end):
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.end()
            break
    return _trimmed(text, start, end)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences between `start` and `end` in reading order, without blanks at their ends."""
    stop = len(text) if end is None else end
    bounds = [start, *(match.end() for match in _ends(text, start, stop)), stop]
    found = (_trimmed(text, left, right) for left, right in pairwise(bounds))
    return [sentence for sentence in found if sentence]


def _ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return (match for match in _END.finditer(text, start, end) if not _abbreviates(text, match))


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    following = text[match.end() : match.end() + 3].lstrip()
    return bool(_SHORT.search(text, max(0, match.start() - 6), match.end()) or following[:1].islower())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
