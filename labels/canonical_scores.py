"""How well two events fit as reports of one happening: day, place, type, who took part, how many died, and the words.

What speaks against it weighs as much as what speaks for it: another place near by, another kind of the same type, other
actors, far apart figures. Words alone never make two events one: agencies share whole sentences, so words that many
articles share count little, and none count where neither place nor actors fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, log, radians, sin, sqrt

Words = frozenset[str]

DATE, PLACE, ACTORS, TYPE, FIGURES, WORDS = 0.26, 0.26, 0.16, 0.07, 0.11, 0.14  # what each counts for; together 1
UNSAID = 0.35  # the part of that when one of the two says nothing
_EARTH = 6371.0  # km
_LIKE = 0.15  # a share of words worth naming
_FLOOR = 0.15  # how far below the least score a pair may lie and still be in a group whose others fit well


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared of one event. Days are ordinals.

    Attributes:
        article: two events of one article are never one happening.
        group: what must be the same: the root of the type, whether it is history, whether it took place.
        types: the type and those above it, from the root down; () for none yet.
        where: degrees; None without coordinates fine enough.
        place, actors: folded; actors that are linked are "#id".
        circles: the groups that the actors belong to.
        figures: fatalities, the least and the most that are said; None for nothing said.
    """

    id: int
    uid: str
    article: object
    group: tuple[object, ...]
    types: tuple[object, ...]
    first: int
    last: int
    dated: bool
    where: tuple[float, float] | None
    place: str
    country: str
    actors: Words
    circles: Words
    figures: tuple[int, int] | None
    canonical_id: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """How far apart two reports of one happening may lie, and how well they must fit (0 to 1)."""

    days: int
    km: float
    min_score: float

    @property
    def floor(self) -> float:
        """Two events that fit worse than this are in no proposal together, whoever else is in it."""
        return self.min_score - _FLOOR


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events, by place in the list, and what speaks for joining them."""

    score: float
    one: int
    other: int
    why: str


class Scorer:
    """Compares two events; words are asked for only where the rest comes near.

    Args:
        said: the words around an event, by place in the list.
        weights: of words that many articles share; others weigh 1.
    """

    def __init__(
        self, seen: Sequence[Seen], window: Window, said: Callable[[int], Words], weights: Mapping[str, float]
    ) -> None:
        self._seen, self._window, self._said, self._weights = seen, window, said, weights

    def pair(self, one: int, other: int) -> Pair | None:
        """Return what speaks for joining two events, the earlier one first; None when it is far too little."""
        first, second, window = self._seen[one], self._seen[other], self._window
        if first.article == second.article or (first.canonical_id and second.canonical_id):
            return None
        gap, near = max(0, second.first - first.last), _nearness(first, second, window.km)
        if gap > window.days or near is None:
            return None
        place, where = near
        who, names = _overlap(first, second)
        score = DATE * _when(first, second, gap, window.days) + PLACE * place + ACTORS * who
        score += TYPE * _kinship(first.types, second.types) + FIGURES * _count(first.figures, second.figures)
        if score + WORDS < window.floor:
            return None
        said, alike = self._alike(one, other)
        score += WORDS * (said if max(place, who) > UNSAID else min(said, UNSAID))
        if score < window.floor:
            return None
        day = "same day" if gap == 0 else "1 day apart" if gap == 1 else f"{gap} days apart"
        return Pair(score, one, other, ", ".join(part for part in (day, where, names, alike) if part))

    def _alike(self, one: int, other: int) -> tuple[float, str]:
        first, second = self._said(one), self._said(other)
        if len(first) < 3 or len(second) < 3:
            return UNSAID, ""
        share = self._weight(first & second) / self._weight(first | second)
        return min(1.0, 2 * share), f"{share:.0%} of the words" if share >= _LIKE else ""

    def _weight(self, words: Words) -> float:
        return sum(self._weights.get(word, 1.0) for word in words)


def common(texts: Sequence[Words], *, most: float = 0.05, least: int = 5) -> dict[str, float]:
    """Return what words weigh that stand in more than a part of the texts (and in more than a few of them)."""
    limit = max(least, most * len(texts))
    counts = Counter(word for words in texts for word in words)
    return {word: limit / count for word, count in counts.items() if count > limit}


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return kilometres along the globe (haversine)."""
    north, south = radians(latitude), radians(other_latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def _when(one: Seen, other: Seen, gap: int, days: int) -> float:
    sure = 1.0 if one.dated and other.dated else 0.7
    if gap:
        return sure * 0.5 * (1 - gap / (days + 1))
    return sure * (1.0 if (one.first, one.last) == (other.first, other.last) else 0.75)


def _nearness(one: Seen, other: Seen, km: float) -> tuple[float, str] | None:
    """Return how near two places are, 0 to 1, in words too; None when they are surely two."""
    if one.country and other.country and one.country != other.country:
        return None
    same = one.place == other.place
    if one.where and other.where:
        far = distance(*one.where, *other.where)
        if far > km:
            return None
        fit = (1 - 0.8 * far / km if km else 1.0) * (1.0 if same or not one.place or not other.place else 0.7)
        return fit, ("same place" if same else "same spot") if far < 1 else f"{far:.0f} km apart"
    if not one.place or not other.place:
        return UNSAID, ""
    if same:
        return 0.9, "same place"
    return (0.0, "") if one.where is None and other.where is None else (0.25, "")


def _overlap(one: Seen, other: Seen) -> tuple[float, str]:
    """Return how far the same actors take part, 0 to 1, in words too."""
    if not one.actors or not other.actors:
        return UNSAID, ""
    least = min(len(one.actors), len(other.actors))
    if same := len(one.actors & other.actors):
        return 0.6 + 0.4 * same / least, "same actors" if same == least else f"{same} of {least} actors"
    if one.circles & other.circles:
        return 0.7, "actors of one group"
    words, others = _long_words(one.actors), _long_words(other.actors)
    if shared := words & others:
        return 0.6 * len(shared) / len(words | others), "actors of like names"
    return 0.0, ""


def _long_words(actors: Iterable[str]) -> set[str]:
    return {word for name in actors if name[0] != "#" for word in name.split() if len(word) > 3}


def _kinship(one: Sequence[object], other: Sequence[object]) -> float:
    """Return how near two types are: the same 1, one above the other 0.7, two kinds of one group 0."""
    if not one or not other:
        return UNSAID
    shared = min(len(one), len(other))
    return 0.0 if one[:shared] != other[:shared] else 1.0 if len(one) == len(other) else 0.7


def _count(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float:
    """Return how well figures fit: one 1, overlapping 0.8, ten times as many 0. Nobody killed says little."""
    if one is None or other is None:
        return UNSAID
    if one == other:
        return 1.0 if one[1] else 0.5
    (_, least), (more, _) = sorted((one, other))
    return 0.8 if more <= least else max(0.0, 0.8 * (1 - log((more + 1) / (least + 1)) / log(10)))
