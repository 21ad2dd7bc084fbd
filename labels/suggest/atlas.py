"""Places that only the gazetteer knows: capitalised names in countries that the project has places in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corpus.store import Store
from labels.gazetteer import Gazetteer
from labels.suggest.matching import Units

_LETTERS = 4  # of a name, at least: shorter ones are words
_WORDS = 3  # of a name, at most
_LEAST_PEOPLE = 1_000  # a hamlet is more often a word of the same spelling
_MOST_KEPT = 100_000
_JOINTS = frozenset("-'’")
_FULL_STOPS = frozenset('.!?:"”“»')


class Atlas:
    """Looks names up, each once."""

    def __init__(self, gazetteer: Gazetteer, countries: Collection[str]) -> None:
        self._gazetteer = gazetteer
        self._countries = frozenset(countries)
        self._known: dict[str, str] = {}

    @classmethod
    def of(cls, store: Store, gazetteer: Gazetteer) -> Atlas | None:
        """Return the atlas of the project's countries, None when it has no place yet."""
        rows = store.rows("SELECT DISTINCT country FROM place WHERE country <> '' AND retired = 0")
        return cls(gazetteer, [row[0] for row in rows]) if rows else None

    def find(self, units: Units, taken: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """Yield start, end (code points) and country's code of places outside what is taken, the longest of each."""
        at = 0
        while at < len(units.raw):
            length = self._length(units, at, taken)
            if length:
                start, end = units.starts[at], units.ends[at + length - 1]
                yield start, end, self._country(units.text[start:end])
            at += max(1, length)

    def _length(self, units: Units, at: int, taken: Collection[int]) -> int:
        """Return how many units from here name a place, 0 for none. The first word of a sentence names none."""
        if not units.raw[at][0].isupper() or _begins(units, at):
            return 0
        for end in range(_last(units, at), at, -1):
            start, stop = units.starts[at], units.ends[end - 1]
            if not _is_name(units.raw[end - 1]) or units.starts[at] in taken or stop - 1 in taken:
                continue
            if stop - start >= _LETTERS and self._country(units.text[start:stop]):
                return end - at
        return 0

    def _country(self, name: str) -> str:
        if name not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._gazetteer.lookup(name, fuzzy=False)
            fitting = (each for each in found if each.country in self._countries and _large(each.kind, each.population))
            self._known[name] = next((each.country for each in fitting), "")
        return self._known[name]


def _large(kind: str, population: int) -> bool:
    return kind != "town" or population >= _LEAST_PEOPLE


def _is_name(unit: str) -> bool:
    return unit[0].isupper() and len(unit) > 1


def _last(units: Units, at: int) -> int:
    """Return behind which unit a name that begins here ends at the latest: capitalised words, joined by a hyphen."""
    end, words = at + 1, 1
    while end < len(units.raw) and words < _WORDS:
        gap = units.text[units.ends[end - 1] : units.starts[end]]
        if units.raw[end] in _JOINTS and not gap and end + 1 < len(units.raw):
            end += 1
        elif not units.raw[end][0].isupper() or "\n" in gap:
            break
        else:
            end, words = end + 1, words + 1
    return end


def _begins(units: Units, at: int) -> bool:
    """Whether a unit is the first word of a sentence, where capitals tell nothing."""
    if at == 0 or units.raw[at - 1] in _FULL_STOPS:
        return True
    return "\n" in units.text[units.ends[at - 1] : units.starts[at]]
