"""Finding many known phrases in a text at once, at whole words, by letter case as it was typed.

A phrase is a run of units (words and single signs), kept under its lower-case form. A text is gone through once,
whatever the number of phrases: a table says which lengths can follow a first unit, another one holds the phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count
from typing import Generic, TypeVar

from corpus.store import Store
from labels.suggest.stop_words import STOP_WORDS
from labels.token import snap
from labels.tokens import Tokenizer

_UNIT = re.compile(r"\w+|[^\w\s]")
_CUT = re.compile(rf"({_UNIT.pattern})")
_SOLID = re.compile(r"\S+")
_SHORT = 4  # letters; below, capitals are another word ("us", "US")
_MOST_UNITS = 40
_MOST_PIECES = 50_000  # remembered cuts
_MOST_HELD = 300_000  # pieces of the tokeniser in memory, some 50 MB
_ASK_AGAIN = 20  # texts between two looks whether the project's tokeniser is known by now

T = TypeVar("T")
Meant = tuple[tuple[str, bool, T], ...]  # phrases that words may be: as put in, whether they stand just so, and value


@dataclass(frozen=True, slots=True)
class Units:
    """A text cut into units.

    Attributes:
        raw: the units as they stand; low: in lower case.
        starts, ends: code points of the text, half-open.
    """

    text: str
    raw: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Units:
        """Cut a text."""
        parts = _CUT.split(text)  # blanks, unit, blanks, unit ... blanks
        raw, reached = tuple(parts[1::2]), tuple(accumulate(map(len, parts)))
        return cls(text, raw, tuple(map(str.lower, raw)), reached[:-1:2], reached[1::2])

    def capitals_beside(self, at: int, end: int) -> int:
        """Return how many of the two words beside units `[at, end)`, one blank away, are capitalised (0 to 2)."""
        before = at > 0 and self._gap(at) == " " and self._is_capital(at - 1)
        return before + (end < len(self.raw) and self._gap(end) == " " and self._is_capital(end))

    def _gap(self, at: int) -> str:
        return self.text[self.ends[at - 1] : self.starts[at]]

    def _is_capital(self, at: int) -> bool:
        return self.raw[at][0].isupper() and self.raw[at][0].isalnum() and self.low[at] not in STOP_WORDS


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """One phrase found.

    Attributes:
        start, end: code points of the text, half-open.
        phrase: as it was put in; exact: whether it stands just so.
        value: what was put in with it.
    """

    start: int
    end: int
    phrase: str
    exact: bool
    value: T


class Phrases(Generic[T]):
    """Phrases with what they mean to whoever put them in; a phrase has one value."""

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._firsts: set[str] = set()
        self._lengths: dict[tuple[str, ...], tuple[int, ...]] = {}  # of two or more, by the first two; longest first
        self._held: dict[tuple[str, ...] | str, dict[str, tuple[str, T]]] = {}
        self._meant: dict[tuple[str, ...] | str, Meant[T]] = {}  # by words as written; until a phrase changes
        for phrase, value in entries:
            self.put(phrase, value)

    def __len__(self) -> int:
        return sum(map(len, self._held.values()))

    def put(self, phrase: str, value: T) -> None:
        """Put a phrase in, in place of the same one; one without letters, digits or signs is passed over."""
        units = _UNIT.findall(phrase)
        if not 0 < len(units) <= _MOST_UNITS:
            return
        low = [unit.lower() for unit in units]
        self._meant.clear()
        self._firsts.add(low[0])
        lengths = self._lengths.get(pair := tuple(low[:2]), ())
        if len(low) > 1 and len(low) not in lengths:
            self._lengths[pair] = tuple(sorted((*lengths, len(low)), reverse=True))
        self._held.setdefault(_key(low), {})[phrase] = ("".join(units), value)

    def drop(self, phrase: str) -> None:
        """Take a phrase out; nothing happens when it is not there."""
        self._meant.clear()
        key = _key([unit.lower() for unit in _UNIT.findall(phrase)])
        held = self._held.get(key, {})
        held.pop(phrase, None)
        if not held:
            self._held.pop(key, None)

    def find(self, units: Units) -> Iterator[Hit[T]]:
        """Yield every place of every phrase in reading order, the longest of a place first; they may overlap."""
        for at, end, meant in self.runs(units):
            for phrase, exact, value in meant:
                yield Hit(units.starts[at], units.ends[end - 1], phrase, exact, value)

    def runs(self, units: Units) -> Iterator[tuple[int, int, Meant[T]]]:
        """Yield as `find` does: units `[at, end)` that are a phrase, and all that they may mean."""
        lengths, held, low, raw, known = self._lengths, self._held, units.low, units.raw, self._meant
        for at in compress(count(), map(self._firsts.__contains__, low)):
            for length in lengths.get(low[at : at + 2], ()):
                end = at + length
                if (meant := known.get(words := raw[at:end])) is None:
                    meant = self._mean(words)
                if meant and end <= len(raw) and "\n\n" not in units.text[units.starts[at] : units.ends[end - 1]]:
                    yield at, end, meant
            if low[at] in held:
                if (meant := known.get(raw[at])) is None:
                    meant = self._mean(raw[at])
                if meant:
                    yield at, at + 1, meant

    def _mean(self, words: tuple[str, ...] | str) -> Meant[T]:
        """Return what words mean as they are written, and remember it until the phrases change."""
        found = self._held.get(words.lower() if isinstance(words, str) else tuple(map(str.lower, words)), {})
        joined = "".join(words)
        meant = tuple(
            (phrase, typed == joined, value)
            for phrase, (typed, value) in found.items()
            if typed == joined or fits_case(typed, joined)
        )
        if len(self._meant) >= _MOST_PIECES:
            self._meant.clear()
        self._meant[words] = meant
        return meant


class Ends:
    """Says whether a range begins and ends where tokens do, without spaCy: pieces never seen are cut at punctuation."""

    def __init__(self, store: Store | None) -> None:
        self._tokenizer = Tokenizer(store)
        self._pieces: dict[str, tuple[frozenset[int], frozenset[int]]] = {}
        self._is_new, self._texts = True, 0  # nothing is known of the tokeniser yet; texts asked about
        self._text = ""
        self._whole: tuple[frozenset[int], frozenset[int]] | None = None

    def hold(self) -> None:
        """Read all that is known of the tokeniser at once, for many articles."""
        self._tokenizer.hold(most=_MOST_HELD)

    def fit(self, text: str, start: int, end: int) -> bool:
        """Whether `[start, end)` (code points of `text`) is a run of whole tokens."""
        if text is not self._text:
            self._text, self._whole = text, self._cut_whole(text)
        if self._whole is not None:
            return start in self._whole[0] and end in self._whole[1]
        before, after = start == 0 or text[start - 1].isspace(), end == len(text) or text[end].isspace()
        return (before or self._side(text, start, 0)) and (after or self._side(text, end - 1, 1))

    def widen(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return `[start, end)` widened to whole tokens; None when nothing but white space is in it."""
        if text[start:end].isspace():
            return None
        if self.fit(text, start, end):
            return start, end
        low, high = (0, len(text)) if self._whole is not None else _around(text, start, end)
        tokens = self._tokenizer.known(text[low:high], rough=True)
        found = snap(tokens, start - low, end - low) if tokens else None
        return (low + found[0], low + found[1]) if found else None

    def _side(self, text: str, at: int, side: int) -> bool:
        """Whether a token begins (side 0) at a code point, or ends (1) behind it."""
        low, high = _around(text, at, at)
        piece = text[low:high]
        if piece not in self._pieces:
            if len(self._pieces) > _MOST_PIECES:
                self._pieces.clear()
            self._pieces[piece] = self._cut(piece)
        return at - low + side in self._pieces[piece][side]

    def _cut_whole(self, text: str) -> tuple[frozenset[int], frozenset[int]] | None:
        """Return the token ends of a text that cannot be cut piece by piece; None for all others."""
        if self._is_new and self._texts % _ASK_AGAIN == 0:
            self._is_new = self._tokenizer.request("") is not None
        self._texts += 1
        if self._is_new or not self._tokenizer.facts().is_whole(text):
            return None
        return self._cut(text)

    def _cut(self, text: str) -> tuple[frozenset[int], frozenset[int]]:
        tokens = self._tokenizer.known(text, rough=True)
        return (frozenset(tokens.starts), frozenset(tokens.ends)) if tokens else (frozenset(), frozenset())


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range (code points) widened to the blanks around it."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    solid = _SOLID.match(text, end)
    return start, solid.end() if solid else end


def fits_case(typed: str, words: str) -> bool:
    """Whether words are as typed but for capitals: an upper-case letter that was typed must stand.

    Words of fewer than four letters that stand in capitals only ("US") are others than those typed in small ones.
    """
    if len(typed) != len(words) or (len(words) < _SHORT and words.isupper()):
        return False
    return all(one == two or (one.islower() and one.upper() == two) for one, two in zip(typed, words, strict=True))


def longest(ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Return the places in the list of those ranges that stand when the longest wins, the first among equals.

    Ranges that are the very same all stand.
    """
    kept: list[int] = []
    cluster: list[int] = []
    reached = -1
    for at in sorted(range(len(ranges)), key=ranges.__getitem__):
        start, end = ranges[at]
        if start >= reached:
            kept += _winners(ranges, cluster) if len(cluster) > 1 else cluster
            cluster = []
        cluster.append(at)
        reached = max(reached, end)
    return sorted([*kept, *_winners(ranges, cluster)])


def _winners(ranges: Sequence[tuple[int, int]], cluster: list[int]) -> list[int]:
    """Return which of some ranges that hang together stand."""
    if len(cluster) < 2:
        return cluster
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for at in sorted(cluster, key=lambda at: (ranges[at][0] - ranges[at][1], ranges[at][0])):
        start, end = ranges[at]
        if taken.get(start) == (start, end) or not any(place in taken for place in range(start, end)):
            taken.update(dict.fromkeys(range(start, end), (start, end)))
            kept.append(at)
    return kept


def _key(low: Sequence[str]) -> tuple[str, ...] | str:
    return low[0] if len(low) == 1 else tuple(low)
