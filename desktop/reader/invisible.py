"""Characters that cannot be seen but change what is: named, so that the reader can show where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAMES = {
    "\u061c": "ALM", "\u180e": "MVS", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM",
    "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
_TAG = "[\U000e0001-\U000e007f]"
_SEEN = re.compile(f"[{''.join(NAMES)}]|{_TAG}+")
_JOINED = re.compile(r"[^\W\d_a-zA-Z]")  # joiners are spelling between letters of Arabic and Indic scripts
_FLAG = "\U0001f3f4"


@dataclass(frozen=True, slots=True)
class Invisible:
    """A run of invisible characters, in code points, and the short name to show for it."""

    start: int
    end: int
    name: str


def invisibles(text: str) -> list[Invisible]:
    """Return the invisible characters of `text` that a reader should know of; equal neighbours count as one."""
    found: list[Invisible] = []
    for match in _SEEN.finditer(text):
        start, end = match.span()
        name = NAMES.get(match.group(), "TAG")
        if _belongs(text, start, end):
            continue
        if found and found[-1].end == start and found[-1].name.split("×")[0] == name:
            start = found.pop().start
        count = end - start
        found.append(Invisible(start, end, name if count == 1 else f"{name}×{count}"))
    return found


def _belongs(text: str, start: int, end: int) -> bool:
    """Say whether good spelling needs it: joiners inside words and emoji, tags of a flag."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start] in "\u200c\u200d":
        emoji = before >= "\u2600" and after >= "\u2600"
        return bool(emoji or (_JOINED.match(before) and _JOINED.match(after)))
    return name_is_tag(text[start]) and before == _FLAG


def name_is_tag(char: str) -> bool:
    """Say whether `char` is a tag character (U+E0001 to U+E007F)."""
    return "\U000e0001" <= char <= "\U000e007f"
