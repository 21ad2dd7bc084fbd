"""Which events may be reports of one happening: found by type, date, place, actors and words. Nothing is joined here.

Only events of one type group (the same root type) and within some days are compared, those with coordinates by cells of
the map, those without by the name of their place and by their actors: a hundred thousand records are no hundred
thousand squared comparisons. Two events of one article are never proposed together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, floor, radians, sin, sqrt

from corpus.progress import Progress, silent
from corpus.store import Store
from labels import canonicals
from labels.canonical import Proposal
from labels.entity import fold

DAYS, KM, MIN_SCORE = 3, 25.0, 0.6
_DATE, _PLACE, _ACTORS, _WORDS = 0.25, 0.3, 0.25, 0.2  # what each counts for
_UNSAID = 0.35  # the part of that when one of the two says nothing
_LONGEST = 31  # days of an event that are looked at
_EARTH = 6371.0  # km
_DEGREE = 111.2  # km
_LARGEST = 25  # reports in one proposal
_COARSE = frozenset({"admin1", "country", "region"})
_REAL = frozenset({"happened", "attempted"})
_EVERY = 500
_BEFORE, _AROUND = 120, 320  # code points before the trigger, and in all, whose words are compared


@dataclass(frozen=True, slots=True)
class _Record:
    """What is compared of one event. Days are ordinals; `where` is None without coordinates fine enough."""

    id: int
    uid: str
    article_id: int
    group: tuple[int, bool, bool]
    first: int
    last: int
    dated: bool
    where: tuple[float, float] | None
    place: str
    country: str
    actors: frozenset[str]
    circles: frozenset[str]
    canonical_id: int | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two events, by place in the list, and what speaks for joining them."""

    score: float
    one: int
    other: int
    why: str


def propose(
    store: Store, *, days: int = DAYS, km: float = KM, min_score: float = MIN_SCORE, progress: Progress = silent
) -> list[Proposal]:
    """Return groups of events that may be one happening, the likeliest first.

    Args:
        days: how far apart they may lie, at most.
        km: how far apart their places may lie, at most.
        min_score: 0 to 1; pairs below are left out.

    Raises:
        Cancelled: from `progress`; nothing was written.
    """
    records = _records(store)
    apart = {frozenset(pair) for pair in canonicals.apart(store)}
    scorer = _Scorer(store, records, days=days, km=km, min_score=min_score)
    pairs: list[_Pair] = []
    for number, (one, others) in enumerate(_candidates(records, days=days, km=km)):
        if number % _EVERY == 0:
            progress(number, len(records), "Comparing events")
        found = (scorer.pair(one, other) for other in others)
        pairs += [
            pair for pair in found if pair and frozenset({records[one].uid, records[pair.other].uid}) not in apart
        ]
    return _groups(records, pairs, apart, min_score)


# What is compared


def _records(store: Store) -> list[_Record]:
    """Return the events in sight that have a day, by day."""
    roots = _roots(store)
    actors, circles = _actors(store)
    found = []
    for row in store.stream(
        "SELECT event_id, event.uid, record.article_id, record.event_type_id, record.status, record.historical, "
        "date_start, date_end, published, latitude, longitude, geo_precision, place, country, canonical_id "
        "FROM record JOIN event ON event.id = event_id JOIN article ON article.id = record.article_id WHERE hidden = 0"
    ):
        event_id, uid, article_id, type_id, status, historical, start, end, published, *where = row
        first, last = _day(start) or _day(published), _day(end)
        if first is None:
            continue
        last = min(max(last or first, first), first + _LONGEST)
        latitude, longitude, precision, place, country, canonical_id = where
        spot = (latitude, longitude) if latitude is not None and precision not in _COARSE else None
        found.append(
            _Record(
                event_id, uid, article_id, (roots.get(type_id, 0), bool(historical), status in _REAL), first, last,
                bool(start), spot, fold(place) if place else "", country,
                frozenset(actors.get(event_id, ())), frozenset(circles.get(event_id, ())), canonical_id,
            )
        )  # fmt: skip
    return sorted(found, key=lambda record: (record.first, record.id))


def _roots(store: Store) -> dict[int | None, int]:
    above = dict(store.rows("SELECT id, parent_id FROM event_type"))
    found: dict[int | None, int] = {}
    for type_id in above:
        root, seen = type_id, set[int]()
        while (parent := above.get(root)) is not None and root not in seen:
            seen.add(root)
            root = parent
        found[type_id] = root
    return found


def _actors(store: Store) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Return who takes part in each event, and the groups that those belong to, as keys that can be compared."""
    above = dict(store.rows("SELECT id, parent_id FROM entity"))
    actors, circles = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for event_id, entity_id, text in store.stream(
        "SELECT event_id, entity_id, text FROM argument JOIN role ON role.id = role_id "
        "WHERE slot IN ('actor', 'target') OR (kind = 'actor' AND slot = '')"
    ):
        if entity_id is None:
            if name := fold(text):
                actors[event_id].add(name)
            continue
        actors[event_id].add(f"#{entity_id}")
        seen: set[int] = set()
        while entity_id is not None and entity_id not in seen:
            seen.add(entity_id)
            entity_id = above.get(entity_id)
        circles[event_id] |= {f"#{each}" for each in seen}
    return actors, circles


def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


# Who is compared with whom


def _candidates(records: Sequence[_Record], *, days: int, km: float) -> Iterator[tuple[int, Iterable[int]]]:
    """Yield for each event the later ones that lie near enough to be looked at; no pair comes twice."""
    by_cell, by_name = _Blocks(records), _Blocks(records)
    size = max(km, 1.0) / _DEGREE
    for at, record in enumerate(records):
        if record.where:
            by_cell.put((record.group, *_cell(*record.where, size)), at)
        for key in _names(record):
            by_name.put((record.group, key), at)
    unplaced = _Blocks(records)
    for at, record in enumerate(records):
        for key in _names(record) if record.where is None else ():
            unplaced.put((record.group, key), at)
    for at, record in enumerate(records):
        until = record.last + days
        found: set[int] = set()
        blocks = unplaced if record.where else by_name
        for key in _names(record):
            found.update(blocks.later((record.group, key), at, until))
        if record.where:
            for cell in _around(*record.where, size):
                found.update(by_cell.later((record.group, *cell), at, until))
        yield at, found


class _Blocks:
    """Events by key, each list by day as they were put."""

    def __init__(self, records: Sequence[_Record]) -> None:
        self._records = records
        self._held: dict[tuple[object, ...], list[int]] = defaultdict(list)

    def put(self, key: tuple[object, ...], at: int) -> None:
        self._held[key].append(at)

    def later(self, key: tuple[object, ...], at: int, until: int) -> Iterator[int]:
        """Yield what stands behind `at` under a key and begins no later than a day."""
        held = self._held.get(key, ())
        for place in range(bisect_left(held, at + 1), len(held)):
            if self._records[held[place]].first > until:
                return
            yield held[place]


def _names(record: _Record) -> set[str]:
    """Return by what an event without coordinates finds others."""
    return {*([f"@{record.place}"] if record.place else []), *record.actors, *record.circles}


def _cell(latitude: float, longitude: float, size: float) -> tuple[int, int]:
    row = floor(latitude / size)
    return row, floor(longitude / _width(row, size))


def _width(row: int, size: float) -> float:
    """Return how many degrees a cell of this row is wide: near the poles they are short."""
    return float(size / max(0.02, cos(radians(min(89.0, abs(row * size))))))


def _around(latitude: float, longitude: float, size: float) -> Iterator[tuple[int, int]]:
    row = floor(latitude / size)
    reach = max(_width(row + step, size) for step in (-1, 0, 1))
    for each in (row - 1, row, row + 1):
        width = _width(each, size)
        for column in range(floor((longitude - reach) / width), floor((longitude + reach) / width) + 1):
            yield each, column


# How well two fit


class _Scorer:
    """Compares two events; the words of their articles are read only for those that come near."""

    def __init__(self, store: Store, records: Sequence[_Record], *, days: int, km: float, min_score: float) -> None:
        self._store, self._records = store, records
        self._days, self._km, self._min = days, km, min_score
        self._words: dict[int, frozenset[str]] = {}

    def pair(self, one: int, other: int) -> _Pair | None:
        """Return what speaks for joining two events, None when it is too little."""
        first, second = self._records[one], self._records[other]
        if first.article_id == second.article_id:
            return None
        if first.canonical_id is not None and second.canonical_id is not None:
            return None
        gap = max(0, second.first - first.last)
        near = _nearness(first, second, self._km)
        if gap > self._days or near is None:
            return None
        place, where = near
        when = (1 - gap / (self._days + 1)) * (1.0 if first.dated and second.dated else 0.7)
        who, names = _overlap(first, second)
        score = _DATE * when + _PLACE * place + _ACTORS * who
        if score + _WORDS < self._min:
            return None
        said, alike = self._alike(first.id, second.id)
        score += _WORDS * said
        if score < self._min:
            return None
        day = "same day" if gap == 0 else "1 day apart" if gap == 1 else f"{gap} days apart"
        return _Pair(score, one, other, ", ".join(part for part in (day, where, names, alike) if part))

    def _alike(self, one: int, other: int) -> tuple[float, str]:
        first, second = self._said(one), self._said(other)
        if len(first) < 3 or len(second) < 3:
            return _UNSAID, ""
        share = len(first & second) / len(first | second)
        return min(1.0, 2 * share), f"{share:.0%} of the words" if share >= 0.15 else ""

    def _said(self, event_id: int) -> frozenset[str]:
        """Return the words around an event's trigger, or around what first fills a role."""
        if event_id not in self._words:
            row = self._store.row(
                "SELECT substr(text, max(1, at - ? + 1), ?) FROM (SELECT article_id, coalesce(event.start, "
                "(SELECT min(start) FROM argument WHERE event_id = event.id)) AS at FROM event WHERE event.id = ?) "
                "JOIN article_text USING (article_id) WHERE at IS NOT NULL",
                (_BEFORE, _AROUND, event_id),
            )
            words = fold(row[0]).split()[1:-1] if row else []
            self._words[event_id] = frozenset(word for word in words if len(word) > 3 or word.isdigit())
        return self._words[event_id]


def _nearness(one: _Record, other: _Record, km: float) -> tuple[float, str] | None:
    """Return how near two places are, 0 to 1, in words too; None when they are surely two."""
    if one.country and other.country and one.country != other.country:
        return None
    if one.where and other.where:
        far = _distance(*one.where, *other.where)
        if far > km:
            return None
        return 1 - far / km, "same place" if far < 1 else f"{far:.0f} km apart"
    if not one.place or not other.place:
        return _UNSAID, ""
    if one.place == other.place:
        return 0.9, "same place"
    return (0.1, "") if one.where is None and other.where is None else (0.25, "")


def _distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return kilometres along the globe (haversine)."""
    north, south = radians(latitude), radians(other_latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def _overlap(one: _Record, other: _Record) -> tuple[float, str]:
    """Return how far the same actors take part, 0 to 1, in words too."""
    if not one.actors or not other.actors:
        return _UNSAID, ""
    least = min(len(one.actors), len(other.actors))
    if same := len(one.actors & other.actors):
        return 0.6 + 0.4 * same / least, "same actors" if same == least else f"{same} of {least} actors"
    if one.circles & other.circles:
        return 0.7, "actors of one group"
    words, others = (
        {word for name in each.actors if name[0] != "#" for word in name.split() if len(word) > 3}
        for each in (one, other)
    )
    if words & others:
        return 0.6 * len(words & others) / len(words | others), "actors of like names"
    return 0.0, ""


def _long_words(actors: Iterable[str]) -> set[str]:
    return {word for name in actors if name[0] != "#" for word in name.split() if len(word) > 3}


# Groups


def _parted(records: Sequence[_Record], pair: _Pair, apart: set[frozenset[str]]) -> bool:
    return bool(apart) and frozenset({records[pair.one].uid, records[pair.other].uid}) in apart


def _groups(
    records: Sequence[_Record], pairs: list[_Pair], apart: set[frozenset[str]], min_score: float
) -> list[Proposal]:
    """Join pairs to groups, the likeliest first: a group takes others in only if most of its members fit them."""
    scores = {(pair.one, pair.other): pair for pair in pairs}
    joined = defaultdict[int, list[int]](list)
    for at, record in enumerate(records):
        if record.canonical_id is not None:
            joined[record.canonical_id].append(at)
    of = {at: members for members in joined.values() for at in members}
    for pair in sorted(pairs, key=lambda each: (-each.score, each.one, each.other)):
        first, second = of.setdefault(pair.one, [pair.one]), of.setdefault(pair.other, [pair.other])
        if first is second or not _may_join(records, first, second, apart):
            continue
        links = [scores.get((min(a, b), max(a, b))) for a in first for b in second]
        if sum(link.score for link in links if link) / len(links) < 0.7 * min_score:
            continue
        first += second
        of |= dict.fromkeys(second, first)
    groups = {id(members): sorted(members) for members in of.values() if len(members) > 1}.values()
    found = [_proposal(records, members, scores) for members in groups]
    return sorted((each for each in found if each), key=lambda each: (-each.score, each.event_ids))


def _may_join(records: Sequence[_Record], one: list[int], other: list[int], apart: set[frozenset[str]]) -> bool:
    if len(one) + len(other) > _LARGEST:
        return False
    articles = [{records[at].article_id for at in group} for group in (one, other)]
    canonical = [{records[at].canonical_id for at in group} - {None} for group in (one, other)]
    if articles[0] & articles[1] or all(canonical):
        return False
    return not apart or not any(frozenset({records[a].uid, records[b].uid}) in apart for a in one for b in other)


def _proposal(records: Sequence[_Record], members: list[int], scores: dict[tuple[int, int], _Pair]) -> Proposal | None:
    """Make a proposal; None for reports that are joined already."""
    links = [pair for at, a in enumerate(members) for b in members[at + 1 :] if (pair := scores.get((a, b)))]
    if not links:
        return None
    best = max(links, key=lambda pair: pair.score)
    joined = next((records[at].canonical_id for at in members if records[at].canonical_id is not None), None)
    mean = sum(pair.score for pair in links) / len(links)
    return Proposal(tuple(records[at].id for at in members), joined, round(mean, 3), best.why)
