"""Actor dictionaries of PETRARCH and TABARI (the Phoenix files): names, `+` synonyms, codes with their dates.

SYRIAN_OPPOSITION_ [SYROPP >20110315]
+FREE_SYRIAN_ARMY_
    [SYRREB 20110729-20120101]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.errors import UserError
from labels import entities
from labels.entity import Alias, Code, EntityDraft, acronyms, fold

Found = tuple[int, EntityDraft | str, str]
_CODE = re.compile(r"\[([^\]]*)\]")
_PARTS = re.compile(r"([A-Z0-9~_]+)(?:\s*([<>])?\s*(\d+)(?:\s*-\s*(\d+))?)?")
_ENTRY = re.compile(r"^[+!]?[^\s\[#][^\[#\t]*\[[A-Z~]{2,}", re.MULTILINE)
_SYNONYM = re.compile(r"^\+\S", re.MULTILINE)
_COUNTRY = re.compile(r"<CountryCode>|<CountryName>")
_SMALL = frozenset({"OF", "THE", "AND", "FOR", "IN", "DE", "DU", "LA", "EL", "AL", "ON", "TO"})
_PIVOT = 30  # two digits up to this are of this century
_NOT_COUNTRIES = frozenset({"IGO", "IMG", "MNC", "NGO", "UNO", "EUR", "ISM", "NGM", "INT", "CVL"})
_TYPES = {
    "state forces": ("GOV", "MIL", "COP", "SPY"),
    "rebel group": ("REB", "UAF", "SEP"),
    "civilians": ("CVL", "REF", "LAB", "EDU", "MED"),
}


def is_petrarch(text: str) -> bool:
    """Whether a text looks like such a dictionary.

    Raises:
        UserError: it is CountryInfo or an agents file, which are no lists of actors.
    """
    if _COUNTRY.search(text[:20_000]):
        raise UserError("This is a CountryInfo file; import the Phoenix.Countries.actors file made from it instead.")
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    if re.search(r"^![A-Z]+! *=", lines, re.MULTILINE) or "[~" in lines[:20_000]:
        raise UserError("This is a file of agents (soldiers, farmers), not of actors; import the actors file instead.")
    return bool(_ENTRY.search(lines) or (_SYNONYM.search(lines) and "[" in lines))


def read_petrarch(text: str, name: str) -> Iterator[Found]:
    """Yield each entry's actor, or one sentence for a line that cannot be read; the rest of its entry is kept."""
    entry: _Entry | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.split("#", 1)[0].rstrip()
        if not line.strip() or line.startswith("---"):
            continue
        if entry is None or not (line[0] in "+ \t" or line.lstrip().startswith("[")):
            if entry is not None:
                yield from entry.done()
            entry = _Entry(number, name)
        entry.take(number, line)
    if entry is not None:
        yield from entry.done()


class _Entry:
    """One actor being read."""

    def __init__(self, line: int, file: str) -> None:
        self._line, self._file = line, file
        self._names: list[str] = []
        self._codes: list[Code] = []
        self._refused: list[Found] = []

    def take(self, number: int, line: str) -> None:
        """Take a line in: a name, a synonym, codes, or several of these."""
        words = line.split("[", 1)[0].strip().strip("+!").replace("_", " ")
        words = " ".join(words.split())
        if words:
            self._names.append(words)
        for inside in _CODE.findall(line):
            try:
                if set(inside) - {"-"}:
                    self._codes.append(_code(inside))
            except UserError as error:
                self._refused.append((number, f"{self._file}, line {number}: {error}", ""))

    def done(self) -> Iterator[Found]:
        """Yield what came of it."""
        yield from self._refused
        names = list(dict.fromkeys(_cased(self._names)))
        try:
            for each in names or [""]:
                entities.check_name(each)
        except UserError as error:
            yield self._line, f"{self._file}, line {self._line}: {error}", ""
            return
        codes = tuple(dict.fromkeys(self._codes))
        shown = codes[-1].code if codes else ""
        aliases = tuple(Alias(each) for each in names[1:])
        draft = EntityDraft(names[0], type=_type(shown), country=_country(shown), aliases=aliases, codes=codes)
        yield self._line, draft, ""


def _code(inside: str) -> Code:
    """Read "SYRGOV >000717", "SYRGOV <000717", "SYRGOV 620101-780427" or a code alone."""
    found = _PARTS.fullmatch(inside.strip())
    if found is None:
        raise UserError(f"[{inside}] is no code with dates; write it as [SYRGOV 20000717-20240101].")
    code, sign, one, other = found.groups()
    if one is None:
        return Code(code)
    first, last = _day(one), _day(other) if other else ""
    if last:
        return Code(code, _before(first, last, two_digits=len(one) == 6), last)
    return Code(code, "", first) if sign == "<" else Code(code, first)


def _before(first: str, last: str, *, two_digits: bool) -> str:
    """A term that would end before it began, began a century earlier."""
    if first <= last:
        return first
    if not two_digits:
        raise UserError(f"it ends on {last}, before it begins on {first}.")
    return f"{int(first[:4]) - 100}{first[4:]}"


def _day(digits: str) -> str:
    """Return the ISO day of yymmdd or yyyymmdd."""
    year, rest = (digits[:4], digits[4:]) if len(digits) == 8 else (digits[:2], digits[2:])
    if len(digits) == 6:
        year = f"{'20' if int(year) <= _PIVOT else '19'}{year}"
    if len(digits) not in (6, 8):
        raise UserError(f"“{digits}” is no date; write it as yyyymmdd.")
    try:
        return date(int(year), int(rest[:2]), int(rest[2:])).isoformat()
    except ValueError as error:
        raise UserError(f"“{digits}” is no date; write it as yyyymmdd.") from error


def _type(code: str) -> str:
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    return next((kind for kind, codes in _TYPES.items() if any(part in codes for part in parts)), "")


def _country(code: str) -> str:
    start = code[:3]
    return start if len(start) == 3 and start.isalpha() and start not in _NOT_COUNTRIES else ""


def _cased(names: list[str]) -> list[str]:
    """Dictionaries shout: give names their capitals, and leave initials of another name as they are."""
    initials = {short for name in names for short in acronyms(fold(name))}
    return [name if name != name.upper() or fold(name) in initials else _titled(name) for name in names]


def _titled(name: str) -> str:
    words = name.split()
    return " ".join(
        word.lower() if at and word in _SMALL else _capital(word, alone=len(words) == 1)
        for at, word in enumerate(words)
    )


def _capital(word: str, *, alone: bool) -> str:
    if word[0].isdigit():
        return word.lower()
    shouted = "." in word or not re.search("[AEIOUY]", word) or (alone and len(word) <= 3)
    return word if shouted else "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
