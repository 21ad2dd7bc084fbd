"""The only place that alters article text: once, at import; after that it is frozen.

Every offset in the database, in exports and in core code is a code point of the cleaned text.
"""

from __future__ import annotations

import hashlib
import re
from typing import NewType

CodePoint = NewType("CodePoint", int)

_REMOVED = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1]")
_NEWLINE = re.compile("\r\n?")


def clean_text(raw: str) -> str:
    """Return `raw` as it will be stored: one pass, and cleaning twice changes nothing more.

    Leading byte order marks go, CRLF and CR become LF; NUL, lone surrogates and U+FDD0/FDD1 go (SQLite
    or Qt cannot hold them). Nothing is normalised: NFC would move offsets that other tools gave us.
    """
    text = _REMOVED.sub("", raw) if _REMOVED.search(raw) else raw
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    return text.lstrip("\ufeff") if text.startswith("\ufeff") else text


class TextMap:
    """Moves offsets of a raw text to offsets of its cleaned text (both code points)."""

    def __init__(self, raw: str) -> None:
        self._identity = clean_text(raw) == raw
        self._positions: list[int] = [] if self._identity else _positions(raw)

    def __call__(self, offset: int) -> CodePoint:
        """Return where the raw `offset` lies in the cleaned text.

        Raises:
            IndexError: `offset` lies outside the raw text.
        """
        if self._identity:
            return CodePoint(offset)
        if offset < 0:
            raise IndexError(offset)
        return CodePoint(self._positions[offset])


def _positions(raw: str) -> list[int]:
    lead = len(raw) - len(_without_lead(raw))
    positions, at = [0] * lead, 0
    for index in range(lead, len(raw)):
        positions.append(at)
        if not (_REMOVED.match(raw[index]) or (raw[index] == "\r" and raw[index + 1 : index + 2] == "\n")):
            at += 1
    positions.append(at)
    return positions


def _without_lead(raw: str) -> str:
    """Drop what cleaning drops before the first kept character (marks may hide behind NULs)."""
    index = 0
    while index < len(raw) and (raw[index] == "\ufeff" or _REMOVED.match(raw[index])):
        index += 1
    return raw[index:]


def fingerprint(text: str) -> str:
    """Return the SHA-256 of the cleaned text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
