"""The only place that alters article text: once, at import; after that it is frozen.

Every offset in the database, in exports and in core code is a code point of the cleaned text.
"""

from __future__ import annotations

import hashlib
import re
from itertools import accumulate
from typing import NewType

CodePoint = NewType("CodePoint", int)

_REMOVED = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1]")
_NEWLINE = re.compile("\r\n?")


def clean_text(raw: str) -> str:
    """Return `raw` as it will be stored: one pass, and cleaning twice changes nothing more.

    Leading byte order marks go, CRLF and CR become LF; NUL, lone surrogates and U+FDD0/FDD1 go (SQLite
    or Qt cannot hold them). Nothing is normalised: NFC would move offsets that other tools gave us.
    """
    text = _REMOVED.sub("", raw) if _has_removed(raw) else raw
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    return text.lstrip("\ufeff") if text.startswith("\ufeff") else text


def _has_removed(raw: str) -> bool:
    """Whether a text holds any of `_REMOVED`; many times as quick as looking for them as an expression."""
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates
        return True
    return "\0" in raw or "\ufdd0" in raw or "\ufdd1" in raw


class TextMap:
    """Moves offsets of a raw text to offsets of its cleaned text (both code points)."""

    def __init__(self, raw: str) -> None:
        self._length = len(raw)
        self._positions = None if clean_text(raw) == raw else list(accumulate(_kept(raw), initial=0))

    def __call__(self, offset: int) -> CodePoint:
        """Return where the raw `offset` lies in the cleaned text.

        Raises:
            IndexError: `offset` lies outside the raw text.
        """
        if not 0 <= offset <= self._length:
            raise IndexError(offset)
        return CodePoint(offset if self._positions is None else self._positions[offset])


def _kept(raw: str) -> bytearray:
    """Return 1 for each character of `raw` that cleaning keeps (perhaps as another one), 0 for the others."""
    kept = bytearray(len(raw))
    following = ""  # the next character that is not taken out: what stood between "\r" and "\n" does not part them
    for index in range(len(raw) - 1, -1, -1):
        char = raw[index]
        if not _REMOVED.match(char):
            kept[index] = not (char == "\r" and following == "\n")
            following = char
    for index, char in enumerate(raw):
        if kept[index] and char != "\ufeff":
            break
        kept[index] = 0
    return kept


def fingerprint(text: str) -> str:
    """Return the SHA-256 of the cleaned text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
