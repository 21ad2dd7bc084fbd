"""The rules that choose a field's value among what several reports say. Who says nothing has no voice.

most recent         the report published last; undated ones count as oldest.
most conservative   a figure: the lowest (best, then low bound, then high). A date: the widest, least precise; of equals
                    the one that starts last. A place: the coarsest (country before region before town). Words, actors
                    and codes: what most reports say.
most informative    a figure: the highest (best, then low bound, then high). A date: the narrowest. A place: the finest,
                    and one with coordinates before one without. Actors: the most of them, linked ones before words.
                    Text: the longest.
majority            what most reports say.
by hand             what somebody typed or picked; no rule chooses it.

Of equals, the one published last; of these, the one coded last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from labels.canonical import FieldKind, Rule, Told

_FINE = ("exact", "near", "admin2", "water", "admin1", "region", "country")  # from a spot to a country
_WIDE = {
    "day": 0,
    "week": 6,
    "month": 30,
    "range": 30,
    "year": 365,
}  # days more than one, where the bounds are not said
_UNKNOWN = 10_000  # days, for a date without bounds: wider than any
Rank = tuple[Any, ...]

DEFAULTS: dict[FieldKind, Rule] = {
    "number": "most conservative",
    "date": "most informative",
    "place": "most informative",
    "actor": "majority",
    "code": "majority",
    "type": "majority",
    "text": "most informative",
    "status": "most recent",
}


def choose(rule: Rule, values: Sequence[Told], published: Sequence[str]) -> int | None:
    """Return the place of the report whose value the rule chooses; None when no report says anything.

    Args:
        published: when each report's article was published (ISO), "" for unknown.
    """
    speaking = [at for at, value in enumerate(values) if value.text]
    if not speaking:
        return None
    rank = _rank(rule, [values[at] for at in speaking])
    return max(speaking, key=lambda at: (rank(values[at]), published[at], at))


def _rank(rule: Rule, values: Sequence[Told]) -> Callable[[Told], Rank]:
    """Return what orders the values: the highest is chosen."""
    if rule == "most recent" or rule == "by hand":
        return lambda value: ()
    votes = Counter(value.key for value in values)
    if rule == "most conservative":
        return lambda value: _conservative(value, votes[value.key])
    if rule == "most informative":
        return _informative
    return lambda value: (votes[value.key],)


def _conservative(value: Told, votes: int) -> Rank:
    if value.kind == "number":
        return tuple(-figure for figure in _figures(value, missing=float("inf")))
    if value.kind == "date":
        return _width(value), str(value.value.get("start", ""))
    if value.kind == "place":
        return (_coarseness(value), votes)
    return (votes,)


def _informative(value: Told) -> Rank:
    if value.kind == "number":
        return _figures(value, missing=-1.0)
    if value.kind == "date":
        return (-_width(value),)
    linked = sum(argument.entity_id is not None or argument.place_id is not None for argument in value.arguments)
    if value.kind == "place":
        return (-_coarseness(value), linked)
    if value.kind == "actor":
        return len(value.arguments), linked
    return (len(value.text),)


def _figures(value: Told, *, missing: float) -> Rank:
    """Return best, low and high; what is not said is `missing`, and the best then stands between the bounds."""
    given = [each if isinstance(each := value.value.get(name), int) else None for name in ("best", "low", "high")]
    first = next((each for each in given if each is not None), None)
    return tuple(float(each) if each is not None else missing for each in (first, *given[1:]))


def _width(value: Told) -> int:
    """Return how many days a date leaves open."""
    said = value.value
    start, end = said.get("start"), said.get("end") or said.get("start")
    if not start or not end:
        return _UNKNOWN
    try:
        days = (date.fromisoformat(str(end)) - date.fromisoformat(str(start))).days
    except ValueError:
        return _UNKNOWN
    return days or _WIDE.get(str(said.get("precision", "day")), 0)


def _coarseness(value: Told) -> int:
    said = str(value.value.get("precision", ""))
    return _FINE.index(said) if said in _FINE else len(_FINE) // 2
