"""The one form in which names and texts of a codebook are kept, and what is refused."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from corpus.errors import UserError
from corpus.text import clean_text

_COLOUR = re.compile("#[0-9a-f]{6}")
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def plain_name(name: str) -> str:
    """Return a name as it is kept, however a file or keyboard wrote it."""
    return unicodedata.normalize("NFC", name.strip())


def check_name(name: str, *, what: str, most: int) -> str:
    """Return a name as it is kept.

    Args:
        what: whose name it is, for the sentence: "An event type".
        most: the number of characters it may have.

    Raises:
        UserError: it is empty, too long, or holds invisible characters.
    """
    plain = plain_name(name)
    if not 0 < len(plain) <= most:
        raise UserError(f"{what}'s name has 1 to {most} characters.")
    if any(unicodedata.category(char) in _INVISIBLE for char in plain):
        raise UserError(f"{what}'s name cannot hold invisible characters; type it anew.")
    return plain


def check_colour(colour: str) -> str:
    """Return "#rrggbb" in lower case, or "" for none.

    Raises:
        UserError: it is not a colour.
    """
    plain = colour.strip().lower()
    if plain and not _COLOUR.fullmatch(plain):
        raise UserError(f"{colour} is not a colour; write it as #0f766e.")
    return plain


def plain_text(text: str) -> str:
    """Return a definition or note as it is kept."""
    return clean_text(text).strip()


def plain_list(texts: Iterable[str], *, lower: bool = False) -> tuple[str, ...]:
    """Return texts without the empty ones and those said twice, in their order."""
    kept = (plain_text(text.lower() if lower else text) for text in texts)
    return tuple(dict.fromkeys(text for text in kept if text))


def dump(values: Iterable[object]) -> str:
    """Return a list as a JSON column keeps it."""
    return json.dumps([list(value) if isinstance(value, tuple) else value for value in values], ensure_ascii=False)
