"""The one form in which names and texts of a codebook are kept, and what is refused."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from corpus import stored_json
from corpus.errors import UserError
from corpus.store import Store
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


def load(text: str) -> tuple[str, ...]:
    """Return the texts of a JSON column; what a damaged file has there besides is left out."""
    return tuple(each for each in stored_json.items(text) if isinstance(each, str))


def load_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of texts of a JSON column; what a damaged file has there besides is left out."""
    pairs = (each for each in stored_json.items(text) if isinstance(each, list) and len(each) == 2)
    return tuple((code, meaning) for code, meaning in pairs if isinstance(code, str) and isinstance(meaning, str))


def is_whole(text: str, *, pairs: bool) -> bool:
    """Whether a JSON column holds a list of texts, or of pairs of texts, and nothing else."""
    found = load_pairs(text) if pairs else load(text)
    return bool(found) == (text != "[]") and len(found) == len(stored_json.items(text))


def next_position(store: Store, table: str) -> int:
    """Return the place after the last of a list; a damaged file may hold numbers that nothing comes after."""
    return int(store.value(f"SELECT min(coalesce(max(position), 0) + 1, 1 << 40) FROM {table}"))
