"""Words as the full-text index folds them, found again in an article with their exact code points.

The index (SQLite's unicode61 over `corpus.fold`) takes runs of letters and digits for words, whatever their case and
diacritics. A pattern made here finds the same words in the text itself, so that nothing need be mapped back.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.fold import CHANGED, fold

_WORD = re.compile(r"[^\W_]+")
# Scripts with case, diacritics or forms of the same letter: no other code point is folded into another one.
_CASED = (
    (0x41, 0x180), (0x180, 0x600), (0x10A0, 0x1100), (0x13A0, 0x1400), (0x1C80, 0x2200), (0x2C00, 0x2E00),
    (0xA640, 0xA800), (0xAB30, 0xABC0), (0xFB00, 0xFB07), (0xFF21, 0xFF5B), (0x10400, 0x10450),
)  # fmt: skip
# Accents that the index drops inside a word (SQLite's ext/fts5/fts5_unicode2.c holds them as this mask).
_MARKS = "".join(chr(0x300 + bit) for bit in range(50) if 0x361F8_08029FDF >> bit & 1)
_SILENT = "".join(char for char in CHANGED if not fold(char)) + _MARKS
_BETWEEN = f"[{_SILENT}]*"
_GAP = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase looked for.

    Attributes:
        words: as the index holds them, see `words_of`.
        prefix: the last word may go on.
    """

    words: tuple[str, ...]
    prefix: bool = False


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word as the index holds it, and as words are put in order: case, diacritics and Arabic forms apart."""
    return "".join(map(_base, fold(word)))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as the index holds them."""
    decomposed = re.sub(f"[{_MARKS}]", "", fold(text))
    return tuple(folded(word) for word in _WORD.findall(decomposed))


def pattern(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """Return an expression that matches every place of these words and phrases; None when they hold no word.

    It begins with a plain set of characters, and looks to the left only behind it: so `re` skips fast to candidates.
    """
    wanted = sorted((term for term in set(terms) if term.words), key=lambda term: (-len(term.words), term.words))
    if not wanted:
        return None
    starts = "".join(dict.fromkeys("".join(_variants(term.words[0][0]) for term in wanted)))
    bodies = "|".join(_body(term) for term in wanted)
    return re.compile(rf"[{re.escape(starts)}](?<![^\W_].)(?<![{_SILENT}].)(?:{bodies})")


def _body(term: Term) -> str:
    """Return what follows the first character, which is looked at again: another term may begin with another one."""
    first, *others = term.words
    parts = [rf"(?<={_class(first[0])})" + "".join(_BETWEEN + _class(char) for char in first[1:])]
    parts += [_BETWEEN.join(map(_class, word)) for word in others]
    end = rf"[\w{_SILENT}]*" if term.prefix else rf"{_BETWEEN}(?![^\W_])"
    return f"{_BETWEEN}{_GAP}".join(parts) + end


def _class(char: str) -> str:
    """Return a set of all characters that are folded to this one."""
    found = _variants(char)
    return f"[{re.escape(found)}]" if len(found) > 1 else re.escape(found)


def _variants(char: str) -> str:
    return _table().get(char, char)


@cache
def _table() -> dict[str, str]:
    """Return, for each folded character, everything that is folded to it, itself first."""
    found: dict[str, str] = defaultdict(str)
    for first, end in _CASED:
        for char in map(chr, range(first, end)):
            if unicodedata.category(char)[0] in "LN" and (base := _base(char)) != char:
                found[base] += char
    for char in CHANGED:
        if base := fold(char):
            found[base] += char
    return {base: base + others for base, others in found.items()}


@lru_cache(maxsize=1 << 14)
def _base(char: str) -> str:
    """Return a character without case and, when it is a letter of the Latin alphabet, without diacritics."""
    low = char.casefold()
    low = low if len(low) == 1 else char.lower()[0]
    parts = unicodedata.normalize("NFD", low)
    plain = parts[0].isascii() and parts[0].isalpha() and all(map(unicodedata.combining, parts[1:]))
    return parts[0] if plain else low
