"""ACLED-compatible columns: 31, by ACLED's names. A role called as a column fills it; else the role's slot does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from labels.event_type import SEPARATOR
from labels.formats import countries
from labels.formats.event_columns import Column, day, first, joined, named, plain, text_of
from labels.formats.event_record import ArgumentOut, EventOut, PlaceOut

_INTER = {
    1: "1 stateforces state government gov mil military militaryforces cop police policeforces spy jud leg",
    2: "2 rebelgroup rebelgroups rebel rebels reb uaf insurgents",
    3: "3 politicalmilitia politicalmilitias militia militiagroups prm paramilitary",
    4: "4 identitymilitia identitymilitias communal communalidentitygroups",
    5: "5 rioters rioter",
    6: "6 protesters protester demonstrators opp",
    7: "7 civilians civilian cvl",
    8: "8 externalorotherforces externalotherforces externalforces otherforces foreignothers other igo imgs",
}
_BY_NAME = {name: number for number, names in _INTER.items() for name in names.split()}
_HEAD = re.compile("Military Forces|Police Forces|Rioters|Protesters|Civilians", re.IGNORECASE)
_GEO = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3, "region": 3, "water": 3}
_VIOLENCE, _DEMONSTRATIONS = "Political violence", "Demonstrations"
_DISORDER = {
    "battles": _VIOLENCE, "explosions/remote violence": _VIOLENCE, "violence against civilians": _VIOLENCE,
    "protests": _DEMONSTRATIONS, "riots": _DEMONSTRATIONS, "strategic developments": "Strategic developments",
    "mob violence": _VIOLENCE, "excessive force against protesters": f"{_VIOLENCE}; {_DEMONSTRATIONS}",
}  # fmt: skip
_BESIDE = (("assoc_actor_1", "associated actor 1"), ("assoc_actor_2", "associated actor 2"))
_AGAINST_CIVILIANS = ("violence against civilians", "excessive force against protesters")


def columns() -> list[Column]:
    """Return the columns in ACLED's order."""
    return [Column(name, kind, _or_named(name, get), meaning) for name, kind, get, meaning in _TABLE]  # type: ignore[arg-type]


def _or_named(name: str, get: Callable[[EventOut], object]) -> Callable[[EventOut], object]:
    """A role of the column's name that is a code or words comes first."""

    def value(event: EventOut) -> object:
        given = [each for each in named(event, name) if each.kind in ("code", "text") and each.slot != name]
        if not given:
            return get(event)
        text = joined(given, text_of)
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 12 and name in _NUMBERS else text

    return value


def event_date(event: EventOut) -> date | None:
    """Return the day to enter: the first, or the middle of a month when only that is known."""
    found = event.first("date")
    start = day(found.value.get("start")) if found else None
    return start.replace(day=15) if start and found and found.value.get("precision") == "month" else start


def time_precision(event: EventOut) -> int | None:
    """Return 1 for a day, 2 for a week or the like, 3 for a month or more."""
    found = event.first("date")
    if found is None or event_date(event) is None:
        return None
    start, end = day(found.value.get("start")), day(found.value.get("end"))
    length = end - start if start and end else timedelta(0)
    if length < timedelta(1) and found.value.get("precision") in ("day", "range", None):
        return 1
    return 2 if length <= timedelta(7) and found.value.get("precision") not in ("month", "year") else 3


def place_of(event: EventOut) -> PlaceOut | None:
    """Return the place the event happened at, with or without coordinates."""
    return first(event.of_slot("place"), lambda argument: argument.place)  # type: ignore[no-any-return]


def country_of(event: EventOut) -> countries.Country | None:
    """Return its country, where the gazetteer's code or name is known."""
    place = place_of(event)
    return countries.find(place.country) if place and place.country else None


def number_of(event: EventOut, slot: str, key: str) -> int | None:
    """Return best, low or high of the first role of that slot."""
    found = first(event.of_slot(slot), lambda argument: argument.value.get(key))
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def actors(event: EventOut) -> tuple[list[ArgumentOut], list[ArgumentOut]]:
    """Return the two sides: by the roles' names (actor1, actor2), else actors and targets.

    An event whose roles know no target has its first actor on one side and the second on the other.
    """
    sides = [named(event, f"actor{n}", f"side_{letter}") for n, letter in ((1, "a"), (2, "b"))]
    if any(sides):
        return sides[0], sides[1]
    beside = (*named(event, *_BESIDE[0]), *named(event, *_BESIDE[1]))
    one = [each for each in event.of_slot("actor") if each not in beside]
    other = [each for each in event.arguments if each.slot == "target"]
    if not other and len(one) > 1:
        return one[:1], one[1:]
    return one, other


def _actor(side: int, *, others: bool = False) -> Callable[[EventOut], str]:
    def get(event: EventOut) -> str:
        found = actors(event)[side]
        associated = named(event, *_BESIDE[side])
        return joined([*found[1:], *associated] if others else found[:1], text_of)

    return get


def inter(event: EventOut, side: int) -> int | None:
    """Return the kind of actor, 0 where there is none, None where there is one of whom it is not known.

    It is what a role inter1 or inter2 says, else the actor's type or code in the list, else what its name begins with
    ("Protesters (Syria)").
    """
    given = named(event, f"inter{side + 1}")
    words = [text_of(each) for each in given]
    found = actors(event)[side][:1]
    for argument in found if not given else ():
        words += [argument.actor.type, *argument.actor.codes] if argument.actor else []
        words += [head[0] for name in (argument.shown, argument.text) if (head := _HEAD.match(name))]
    return next((kind for each in words if (kind := _inter(each))), None if found and not given else 0)


def _inter(words: str) -> int:
    known = plain(words)
    return _BY_NAME.get(known, 0) or (_BY_NAME.get(known[3:6], 0) if len(known) >= 6 and words.isupper() else 0)


def _interaction(event: EventOut) -> int | None:
    one, other = inter(event, 0), inter(event, 1)
    if one is None or other is None or not (one or other):
        return None
    low, high = sorted((one, other))
    return low * 10 + high if low else high * 10


def _disorder(event: EventOut) -> str:
    names = [name.casefold() for name in event.type.split(SEPARATOR)]
    return next((_DISORDER[name] for name in reversed(names) if name in _DISORDER), "")


def _targeting(event: EventOut) -> str:
    names = [name.casefold() for name in event.type.split(SEPARATOR)]
    hit = any(name in _AGAINST_CIVILIANS for name in names) or inter(event, 1) == 7
    return "Civilian targeting" if hit else ""


def _location(event: EventOut) -> str:
    return first(event.of_slot("place"), lambda argument: argument.shown) or ""


def geo_precision(event: EventOut) -> str:
    """Return our word for how exact the place is, "" for none."""
    return str(first(event.of_slot("place"), lambda argument: argument.value.get("precision")) or "")


def _geo(event: EventOut) -> int | None:
    place = place_of(event)
    return _GEO.get(geo_precision(event)) or (1 if place and place.latitude is not None else None)


def _fatalities(event: EventOut) -> int | None:
    best = number_of(event, "fatalities", "best")
    return number_of(event, "fatalities", "low") if best is None else best


def _sources(event: EventOut) -> str:
    named_there = joined(event.of_slot("source"), text_of).split("; ")
    return "; ".join(dict.fromkeys(each for each in (event.article.source, *named_there) if each))


def _timestamp(event: EventOut) -> int | None:
    try:
        return int(datetime.fromisoformat(event.changed).timestamp())
    except (ValueError, OverflowError):
        return None


def _part(name: str) -> Callable[[EventOut], Any]:
    return lambda event: getattr(place_of(event), name, None)


_NUMBERS = {"iso", "interaction", "inter1", "inter2", "geo_precision", "time_precision", "fatalities"}
_TABLE = (
    ("event_id_cnty", "text", lambda e: e.uid, "identity of the event, or of the canonical event"),
    ("event_date", "day", event_date, "first day; the 15th when only the month is known"),
    ("year", "whole", lambda e: getattr(event_date(e), "year", None), "its year"),
    ("time_precision", "whole", time_precision, "1 day, 2 week, 3 month or more"),
    ("disorder_type", "text", _disorder, "by the event type's name"),
    ("event_type", "text", lambda e: e.type.split(SEPARATOR)[0], "root of the event type"),
    ("sub_event_type", "text", lambda e: "".join(e.type.split(SEPARATOR)[1:][-1:]), "the type itself"),
    ("actor1", "text", _actor(0), "first of role actor1, or of slot actor"),
    ("assoc_actor_1", "text", _actor(0, others=True), "the others, and role assoc_actor_1"),
    (
        "inter1",
        "whole",
        lambda e: inter(e, 0),
        "role inter1, or by the actor's type or name; 0 where there is no actor, empty where not known",
    ),
    ("actor2", "text", _actor(1), "first of role actor2, or of slot target"),
    ("assoc_actor_2", "text", _actor(1, others=True), "the others, and role assoc_actor_2"),
    ("inter2", "whole", lambda e: inter(e, 1), "as inter1, of actor2"),
    ("interaction", "whole", _interaction, "both digits, the lower first; a lone actor's ends in 0"),
    ("civilian_targeting", "text", _targeting, "by type, or civilians as actor2"),
    ("iso", "whole", lambda e: getattr(country_of(e), "number", None), "ISO number of the country"),
    ("region", "text", lambda _: "", "only by a role of that name"),
    ("country", "text", lambda e: getattr(country_of(e), "name", None) or _part("country")(e), "country"),
    ("admin1", "text", _part("admin1"), "first division"),
    ("admin2", "text", _part("admin2"), "second division"),
    ("admin3", "text", lambda _: "", "only by a role of that name"),
    ("location", "text", _location, "slot place: name, else words"),
    ("latitude", "decimal", _part("latitude"), "degrees"),
    ("longitude", "decimal", _part("longitude"), "degrees"),
    ("geo_precision", "whole", _geo, "1 town, 2 near or small area, 3 larger region"),
    ("source", "text", _sources, "the article's outlet, and whom it names: slot source"),
    ("source_scale", "text", lambda _: "", "only by a role of that name"),
    ("notes", "text", lambda e: e.note or e.words, "the coder's note, else the words the event rests on"),
    ("fatalities", "whole", _fatalities, "slot fatalities: best, else low"),
    ("tags", "text", lambda _: "", "only by a role of that name"),
    ("timestamp", "whole", _timestamp, "last change, seconds since 1970"),
)
