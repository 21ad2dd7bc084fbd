"""Text that a spreadsheet program shows and never calculates.

A cell that begins with ``= + - @``, a tab or a carriage return may be taken for a formula, which can fetch files or
start programs. Article text is a stranger's, so such a cell gets an apostrophe in front.
"""

from __future__ import annotations

import re
import unicodedata

_STARTS = frozenset("=+-@\t\r")
_UNSEEN = r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_SIGNS = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u207a-\u207c\u208a-\u208c]"
_WITHIN = re.compile(rf"([;\t\r\n]{_UNSEEN})(?![+-]?[0-9]+(?:\.[0-9]+)?\s*(?:[;\r\n]|$))(?={_SIGNS})")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?", re.ASCII)


def safe_text(text: str) -> str:
    """Return the text, with an apostrophe in front where it could be taken for a formula.

    White space and signs that cannot be seen do not hide a formula, nor do the full-width forms of its first sign. A
    plain number ("-5", "+2.5") is no formula.
    """
    return f"'{text}" if is_dangerous(text) else text


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula."""
    if not text or text[0].isalnum():  # nearly all
        return False
    if text[0] in "\t\r":
        return True
    seen = next((at for at, char in enumerate(text) if not _is_blank(char)), None)
    if seen is None:
        return any(char in "\t\r" for char in text)
    if _NUMBER.fullmatch(text.strip(" ")):
        return False
    return unicodedata.normalize("NFKC", text[seen])[:1] in _STARTS or any(char in "\t\r" for char in text[:seen])


def safe_within(text: str) -> str:
    """Return the text, with an apostrophe wherever a part of it could be taken for a formula.

    A program that parts cells at semicolons or tabs, as a spreadsheet does in half of Europe, makes cells of what
    follows one in CSV, and rows of what follows a line's end.
    """
    return _WITHIN.sub(r"\1'", text) if _WITHIN.search(text) else text


def _is_blank(char: str) -> bool:
    """White space, and what is not seen: control and format signs, byte order marks."""
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")
