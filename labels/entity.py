"""An actor of the project's list, and how names are compared: folded, so that spelling does not hide who is meant."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, field

from corpus.errors import UserError

# What an actor may be, with the digit that ACLED-compatible tables have for it. Other words may be typed, too.
ACTOR_TYPES = {
    "state forces": "1",
    "rebel group": "2",
    "political militia": "3",
    "identity militia": "4",
    "rioters": "5",
    "protesters": "6",
    "civilians": "7",
    "external or other forces": "8",
}
_PARTICLES = frozenset({
    "al", "el", "ar", "ash", "an", "a", "the", "of", "and", "for", "in", "on", "at", "fi", "wa",
    "de", "la", "le", "du", "des", "del", "y", "et", "e", "da", "do",
})  # fmt: skip
# Letters that are written either way: final yeh, Persian yeh and kaf, teh marbuta, joined alef, the stretching tatweel,
# and Latin ones that NFKD leaves whole.
_SAME = str.maketrans(
    {
        "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647", "\u0671": "\u0627",
        "\u0640": "", "\u0131": "i", "\u00df": "ss", "\u00f8": "o", "\u0142": "l",
    }
)  # fmt: skip
_APOSTROPHES = "'‘’\u02bc\u02bb\u02bf\u02be\u2032`\u00b4"
_POSSESSIVE = re.compile(f"(?<=\\w)[{_APOSTROPHES}]s(?![\\w{_APOSTROPHES}.])")
_SILENT = re.compile(f"[{_APOSTROPHES}.]")
_NOT_WORD = re.compile(r"[\W_]+")
_THE = re.compile(r"^(?:the )+(?=\S)")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an actor. `valid_from`, `valid_to`: ISO days, both inclusive, "" for open."""

    name: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A type or side code of an actor ("SYRREB"), with the days (ISO, inclusive, "" for open) on which it holds."""

    code: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class EntityDraft:
    """An actor not yet written; fields as in `Entity`, aliases without the name itself."""

    name: str
    type: str = ""
    side: str = ""
    country: str = ""
    parent_id: int | None = None
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""
    aliases: tuple[Alias, ...] = ()
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor of the project.

    Attributes:
        type: what it is, one of `ACTOR_TYPES` or the desk's own word, "" for not said.
        side: on whose side it is, in the desk's words.
        country: where it belongs, as the desk writes it (a name or a code).
        parent_id: the group it is part of.
        valid_from, valid_to: ISO days between which it exists, inclusive, "" for open.
        origin: "human" or "import".
        retired: kept for the events that name it, no longer offered.
        aliases: its other names, in the order they were added.
    """

    id: int
    uid: str
    name: str
    type: str
    side: str
    country: str
    parent_id: int | None
    valid_from: str
    valid_to: str
    note: str
    origin: str
    retired: bool
    aliases: tuple[Alias, ...] = field(default=())
    codes: tuple[Code, ...] = field(default=())

    @property
    def inter(self) -> str:
        """The actor digit of ACLED-compatible tables, "0" where its type has none."""
        return ACTOR_TYPES.get(self.type.casefold(), "0")

    def code_on(self, day: str) -> str:
        """Return its code on a day (ISO; "" for any): the first that holds then, "" for none."""
        return next((code.code for code in self.codes if holds(code.valid_from, code.valid_to, day)), "")

    def valid_on(self, day: str) -> bool:
        """Whether it exists on a day (ISO; "" for any)."""
        return holds(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor as a list shows it; fields as in `Entity`."""

    id: int
    name: str
    type: str
    side: str
    country: str
    retired: bool


def holds(valid_from: str, valid_to: str, day: str) -> bool:
    """Whether a day (ISO; "" for any) lies between two (inclusive, "" for open)."""
    return not day or ((not valid_from or valid_from <= day[:10]) and (not valid_to or day[:10] <= valid_to))


def fold(name: str) -> str:
    """Return a name as it is compared: without case, accents, vowel marks, punctuation and a leading "the".

    Arabic letters that are written either way become one. A name of nothing but punctuation stays as it is.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    text = "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    text = _SILENT.sub("", _POSSESSIVE.sub("", text.translate(_SAME).replace("&", " and ")))
    text = _THE.sub("", _NOT_WORD.sub(" ", text).strip())
    return text or " ".join(name.casefold().split())


def acronyms(folded: str) -> frozenset[str]:
    """Return what a folded name of several words may be shortened to: its initials, with and without small words."""
    words = folded.split()
    if not 2 <= len(words) <= 12:
        return frozenset()
    whole = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in _PARTICLES)
    return frozenset(found for found in (whole, short) if len(found) > 1)


def check_day(text: str, *, last: bool = False) -> str:
    """Return an ISO day for "2011", "2011-03" or "2011-03-15"; the last day of a year or month when `last`.

    Raises:
        UserError: it is no day.
    """
    text = text.strip()
    if not text:
        return ""
    found = _DAY.fullmatch(text)
    year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
    month = month or (12 if last else 1)
    if found is None or year < 1000 or month > 12 or (found[2] and not int(found[2])):
        raise UserError(f"“{text}” is no date; write it as 2011-03-15, 2011-03 or 2011.")
    longest = monthrange(year, month)[1]
    day = day if found[3] else longest if last else 1
    if not 1 <= day <= longest:
        raise UserError(f"“{text}” is no date; write it as 2011-03-15, 2011-03 or 2011.")
    return f"{year:04}-{month:02}-{day:02}"
