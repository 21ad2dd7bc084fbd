"""Where a sentence begins and ends, near enough for a triple click. Offsets are code points."""

from __future__ import annotations

import re

from desktop.reader.tokens import trimmed

_WIDE = "\u3002\uff01\uff1f"  # full stop, exclamation and question mark of Chinese and Japanese
_END = re.compile(f"[.!?\u2026\u061f\u06d4{_WIDE}]+[\"'\u201d\u2019\u00bb)\\]]*(?=\\s)|\\n+|[{_WIDE}]")
_SHORT = re.compile(r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|St|Rep|Sen|Gov|No|vs|e\.g|i\.e)\.)$")
_REACH = 5000


def sentence_at(text: str, offset: int) -> tuple[int, int] | None:
    """Return the sentence that holds `offset`, without blanks at its ends; it never leaves the line."""
    start, end = max(0, offset - _REACH), min(len(text), offset + _REACH)
    for match in _END.finditer(text, start, end):
        if _abbreviates(text, match):
            continue
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.end()
            break
    return trimmed(text, start, end)


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    following = text[match.end() :][:3].lstrip()
    return bool(_SHORT.search(text, max(0, match.start() - 6), match.end()) or following[:1].islower())
