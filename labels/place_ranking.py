"""Which of the places of one name an article means: a score of plain parts, each told as a reason. No SQL."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from labels.gazetteer.context import Context, country_name, country_of
from labels.gazetteer.fold import fold
from labels.gazetteer.phrase import Phrase, parse
from labels.gazetteer.reader import Candidate, Matched
from labels.place import Place, kilometres

_SURE, _APART = 60.0, 8.0  # points the first needs, and more than the second has
_MATCH = {"name": 40.0, "alternate": 34.0, "similar": 14.0}
_REGIONS = ("admin1", "admin2", "country")
_NEARBY, _SAME_REGION = 100.0, 300.0  # km to a place that the article's events have


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of the words.

    Attributes:
        spoken: the article's countries.
        near: the places that its events have already.
        chosen: place id -> how often the desk has chosen it for these words.
        in_full: numbers of the gazetteer's places that are called by all of the words, type words and directions too.
        likeness: place id -> similarity, where none is called so.
    """

    phrase: Phrase
    spoken: Context = field(default_factory=Context)
    near: tuple[Place, ...] = ()
    chosen: dict[int, int] = field(default_factory=dict)
    in_full: frozenset[int] = frozenset()
    likeness: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place that the words may mean.

    Attributes:
        place_id: its id in the project, None while it is only in the gazetteer.
        score: higher is likelier; meaningful beside the others' only.
        why: reasons in words, the strongest first: "in Syria as the article", "460,602 people".
        precision: how exactly the words say where: "exact", "near", "admin2", "admin1" or "country".
    """

    place_id: int | None
    candidate: Candidate
    score: float
    why: tuple[str, ...]
    precision: str


def rank(question: Question, own: Sequence[Place], listed: Sequence[Candidate]) -> list[Ranked]:
    """Return all of them, the likeliest first."""
    found = [_ranked(question, _as_candidate(place, question), place) for place in own]
    found += [_ranked(question, candidate, None) for candidate in listed]
    return sorted(found, key=lambda each: (-each.score, -each.candidate.population, each.candidate.name))


def sure(ranked: Sequence[Ranked]) -> Ranked | None:
    """Return the first where it is well ahead of the others, else None."""
    if not ranked or ranked[0].score < _SURE or ranked[0].candidate.matched == "similar":
        return None
    first = ranked[0]
    rivals = [each.score for each in ranked[1:] if not _same_spot(first.candidate, each.candidate)]
    return first if max(rivals, default=-math.inf) <= first.score - _APART else None


def _same_spot(one: Candidate, other: Candidate) -> bool:
    """Whether the two are a town and the division named for it: to mean one or the other is no grave error."""
    return (
        one.country == other.country
        and one.kind != other.kind
        and "admin1" in (one.kind, other.kind)
        and (other.admin1 == one.admin1)
    )


def _ranked(question: Question, candidate: Candidate, place: Place | None) -> Ranked:
    parts = [
        _name_part(question, candidate, place),
        _country_part(question, candidate),
        _kind_part(question.phrase, candidate),
        _near_part(question.near, candidate, place),
        _people_part(candidate),
    ]
    if place is not None:
        parts.append(_choice_part(question.chosen.get(place.id, 0)))
    told = sorted((part for part in parts if part[1] and part[0]), key=lambda part: -abs(part[0]))
    score = round(sum(points for points, _ in parts), 2)
    precision = _precision(question.phrase, candidate)
    return Ranked(place.id if place else None, candidate, score, tuple(why for _, why in told), precision)


def _name_part(question: Question, candidate: Candidate, place: Place | None) -> tuple[float, str]:
    points = _MATCH[candidate.matched]
    if candidate.matched == "similar":
        return points + (candidate.similarity - 85) / 2, f"similar name ({candidate.similarity:.0f} of 100)"
    if place is not None and place.origin != "gazetteer":
        return points + 12, "the project’s own place"
    if candidate.geonameid in question.in_full and question.phrase.whole != question.phrase.name:
        return points + 45, "called so in full"
    return points, "another of its names" if candidate.matched == "alternate" else ""


def _country_part(question: Question, candidate: Candidate) -> tuple[float, str]:
    named, spoken = question.phrase.country, question.spoken
    if named:
        return (40.0, "in the country named beside it") if candidate.country == named else (-40.0, "")
    if not spoken.shares:
        return 0.0, ""
    share = spoken.share(candidate.country)
    if share == 0:
        return -15.0, "the article does not speak of its country"
    name = country_name(candidate.country)
    known = f"in {name} as the article" if candidate.country == spoken.first else f"the article speaks of {name} too"
    return min(35.0, 8.0 + 40.0 * share), known


def _kind_part(phrase: Phrase, candidate: Candidate) -> tuple[float, str]:
    asked, kind = phrase.kind, candidate.kind
    if kind == "country":
        return (10.0, "a country") if country_of(phrase.name) == candidate.country else (0.0, "a country")
    if asked == kind or (asked == "city" and kind == "town"):
        return 20.0, f"a {_kind_word(kind)}, as it says"
    if asked in _REGIONS and kind not in _REGIONS:
        return -6.0, ""
    if kind == "admin1":
        return -18.0, "a province"
    return 0.0, ""


def _near_part(near: Sequence[Place], candidate: Candidate, place: Place | None) -> tuple[float, str]:
    if place is not None and place.latitude is None:
        return 0.0, ""
    closest, name = math.inf, ""
    for other in near:
        if other.latitude is None or other.longitude is None or other.kind in _REGIONS:
            continue
        if place is not None and other.id == place.id:
            return 10.0, "named in the article’s events already"
        far = kilometres(candidate.latitude, candidate.longitude, other.latitude, other.longitude)
        if far < closest:
            closest, name = far, other.name
    if closest > _SAME_REGION:
        return 0.0, ""
    return (12.0 if closest <= _NEARBY else 6.0), f"{closest:.0f} km from {name}"


def _people_part(candidate: Candidate) -> tuple[float, str]:
    if candidate.kind in _REGIONS:
        return 16.0, ""
    people = candidate.population
    return 4.5 * math.log10(people + 1), f"{people:,} people" if people else ""


def _choice_part(times: int) -> tuple[float, str]:
    if not times:
        return 0.0, ""
    return 18.0 + 5.0 * min(times, 4), f"chosen {'once' if times == 1 else f'{times} times'} before"


def _precision(phrase: Phrase, candidate: Candidate) -> str:
    """Say how exactly the words say where; a crossing at a town of which only the town is known is near it."""
    if candidate.kind in _REGIONS:
        return candidate.kind
    towns = ("town", "city", "village")
    other_kind = phrase.kind not in ("", "city", "village", candidate.kind)
    return "near" if phrase.near or (candidate.kind in towns and other_kind) else "exact"


def _kind_word(kind: str) -> str:
    return {"admin1": "province", "admin2": "district"}.get(kind, kind)


def _as_candidate(place: Place, question: Question) -> Candidate:
    """Return a project's place as the gazetteer would."""
    matched = _matched(place, question)
    similarity = question.likeness.get(place.id, 85.0) if matched == "similar" else 100.0
    return Candidate(
        place.geonameid or 0, place.name, place.kind, place.country, place.admin1, place.admin2,
        place.latitude or 0.0, place.longitude or 0.0, place.population, matched, similarity,
    )  # fmt: skip


def _matched(place: Place, question: Question) -> Matched:
    phrase = question.phrase
    wanted = {fold(phrase.whole), fold(phrase.name)}
    own = {fold(place.name), fold(parse(place.name).name) if phrase.kind == place.kind else ""}
    if wanted & own:
        return "name"
    wanted |= {fold(variant) for variant in phrase.variants}
    return "alternate" if wanted & {fold(name) for name in (place.name, *place.names)} else "similar"
