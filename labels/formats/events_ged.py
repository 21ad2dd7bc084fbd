"""GED-like columns: the 49 of UCDP's georeferenced event data. A role called as a column fills it; else a slot does."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from labels.event_type import SEPARATOR
from labels.formats.event_columns import CellKind, Column, day, first, joined, named, text_of
from labels.formats.event_record import ArgumentOut, EventOut, PlaceOut
from labels.formats.events_acled import actors, country_of, geo_precision, number_of, place_of

_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "water": 7}
_ONE_SIDED = 3
_VIOLENCE = {"state-based": 1, "non-state": 2, "one-sided": _ONE_SIDED}
_DEATHS = {
    "deaths_a": ("deaths_a", "deaths of side a", "side a deaths", "a deaths"),
    "deaths_b": ("deaths_b", "deaths of side b", "side b deaths", "b deaths"),
    "deaths_civilians": ("deaths_civilians", "civilian deaths", "civilians deaths", "killed civilians"),
    "deaths_unknown": ("deaths_unknown", "unknown deaths", "deaths of unknown"),
}
_CODES = {
    "where_prec": ("where_prec", "where precision"),
    "date_prec": ("date_prec", "date precision"),
    "event_clarity": ("event_clarity",),
}
_WORDS = {"conflict_name": ("conflict_name", "conflict"), "dyad_name": ("dyad_name", "dyad")}
_ORDER = {"best": ("best", "low", "high"), "low": ("low", "best"), "high": ("high", "best", "low")}
_CELL = 0.5  # degrees of a PRIO-GRID cell


def columns() -> list[Column]:
    """Return the columns in GED's order; those that only UCDP can number are there, and empty."""
    own = {column.name: column for column in _own()}
    return [own.get(name) or Column(name, "text", _named(name), "only by a role of that name") for name in NAMES]


def _named(*names: str) -> Callable[[EventOut], str]:
    return lambda event: joined(named(event, *names), text_of)


def _code(name: str, otherwise: Callable[[EventOut], int | None]) -> Callable[[EventOut], int | None]:
    """Return the code of a role of that name, else what `otherwise` finds."""

    def get(event: EventOut) -> int | None:
        given = first(named(event, *_CODES[name]), text_of)
        return int(given) if given in tuple("1234567") else otherwise(event)

    return get


def _side_a(event: EventOut) -> str:
    return joined(actors(event)[0], text_of)


def _side_b(event: EventOut) -> str:
    """Return the second side; in violence against civilians GED calls it so, also where none is given."""
    return joined(actors(event)[1], text_of) or ("Civilians" if _violence(event) == _ONE_SIDED else "")


def _dyad(event: EventOut) -> str:
    given = _named(*_WORDS["dyad_name"])(event)
    return given or " - ".join(side for side in (_side_a(event), _side_b(event)) if side)


def _violence(event: EventOut) -> int | None:
    code = _named("type_of_violence")(event) or event.code
    if code in ("1", "2", "3"):
        return int(code)
    root = event.type.split(SEPARATOR)[0].casefold()
    return next((number for name, number in _VIOLENCE.items() if root.startswith(name)), None)


def _day(which: str) -> Callable[[EventOut], object]:
    return lambda event: first(event.of_slot("date"), lambda argument: day(argument.value.get(which)))


def _year(event: EventOut) -> int | None:
    return getattr(_day("start")(event), "year", None)


def date_precision(event: EventOut) -> int | None:
    """Return 1 for a day, 2 for two to six days, 3 for a week, 4 for a month, 5 for a year or what is not known."""
    found = event.first("date")
    start = day(found.value.get("start")) if found else None
    if found is None or start is None:
        return None
    fixed = {"week": 3, "month": 4, "year": 5}.get(str(found.value.get("precision")))
    length = ((day(found.value.get("end")) or start) - start) + timedelta(1)
    limits = ((1, 1), (6, 2), (7, 3), (31, 4))
    return fixed or next((code for days, code in limits if length <= timedelta(days)), 5)


def _where(event: EventOut) -> int | None:
    place = place_of(event)
    return _WHERE.get(geo_precision(event)) or (1 if place and place.latitude is not None else None)


def _part(name: str) -> Callable[[EventOut], Any]:
    return lambda event: getattr(place_of(event), name, None)


def _point(event: EventOut) -> str:
    place = place_of(event)
    return f"POINT ({place.longitude:g} {place.latitude:g})" if place and place.latitude is not None else ""


def priogrid(place: PlaceOut | None) -> int | None:
    """Return the number of the half-degree cell a place lies in: from 1 at the south-west, row by row."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    row = min(math.floor((place.latitude + 90) / _CELL), 359)
    column = min(math.floor((place.longitude + 180) / _CELL), 719)
    return row * 720 + column + 1


def _deaths(part: str, key: str = "best") -> Callable[[EventOut], int | None]:
    """Return a figure of the role for these dead: low, best or high; one the article leaves open is the next to it."""

    def get(event: EventOut) -> int | None:
        found = named(event, *_DEATHS[part])
        return next((whole for each in _ORDER[key] if (whole := _whole(found, each)) is not None), None)

    return get


def _whole(arguments: Sequence[ArgumentOut], key: str) -> int | None:
    found = first(arguments, lambda argument: argument.value.get(key))
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _unknown(event: EventOut) -> int | None:
    """Return the role's number, else what the best figure of the whole leaves over."""
    given, best = _deaths("deaths_unknown")(event), number_of(event, "fatalities", "best")
    if given is not None or best is None:
        return given
    return max(best - sum(_deaths(name)(event) or 0 for name in _DEATHS), 0)


def _figure(key: str) -> Callable[[EventOut], int | None]:
    """Return low, best or high of all dead; where only parts are given, their sum."""

    def get(event: EventOut) -> int | None:
        wholes = (number_of(event, "fatalities", each) for each in _ORDER[key])
        found = next((whole for whole in wholes if whole is not None), None)
        parts = [part for name in _DEATHS if (part := _deaths(name, key)(event)) is not None]
        return found if found is not None or not parts else sum(parts)

    return get


def _article(event: EventOut) -> str:
    about = event.article
    title = f"“{about.title}”" if about.title else ""
    return ", ".join(part for part in (title, about.source, about.published) if part)


def _place_words(event: EventOut) -> str:
    return joined(event.of_slot("place"), lambda argument: argument.text)


def _own() -> list[Column]:
    def text(name: str, get: Callable[[EventOut], object], meaning: str, kind: CellKind = "text") -> Column:
        return Column(name, kind, get, meaning)

    deaths = [
        text(name, _deaths(name), f"role {names[1]}: best, else low, else high", "whole")
        for name, names in [*_DEATHS.items()][:3]
    ]
    return [
        text("id", lambda e: e.uid, "identity of the event"),
        text("relid", lambda e: e.canonical or e.uid, "identity of the canonical event, else of the event"),
        text("year", _year, "year of the first day", "whole"),
        text("type_of_violence", _violence, "1 state-based, 2 non-state, 3 one-sided, by type or role", "whole"),
        text("conflict_name", _named(*_WORDS["conflict_name"]), "role conflict"),
        text("dyad_name", _dyad, "role dyad, else both sides"),
        text("side_a", _side_a, "role side_a, or slot actor"),
        text("side_b", _side_b, "role side_b, or slot target, or the further actors; Civilians if one-sided"),
        text("number_of_sources", lambda e: e.reports, "reports that this row stands for", "whole"),
        text("source_article", _article, "title, outlet, day"),
        text("source_office", lambda e: e.article.source, "outlet"),
        text("source_date", lambda e: e.article.published, "day of publication", "day"),
        text("source_headline", lambda e: e.article.title, "title"),
        text("source_original", lambda e: joined(e.of_slot("source"), text_of), "slot source: who says so"),
        text(
            "where_prec",
            _code("where_prec", _where),
            "role where precision, else by the place: 1 exact, 2 near, 3 ADM2, 4 ADM1, 5 region, 6 country, 7 water",
            "whole",
        ),
        text("where_coordinates", _part("name"), "name of the place the coordinates are of"),
        text("where_description", _place_words, "the article's words for the place"),
        text("adm_1", _part("admin1"), "first division"),
        text("adm_2", _part("admin2"), "second division"),
        text("latitude", _part("latitude"), "degrees", "decimal"),
        text("longitude", _part("longitude"), "degrees", "decimal"),
        text("geom_wkt", _point, "the point as WKT"),
        text("priogrid_gid", lambda e: priogrid(place_of(e)), "half-degree cell", "whole"),
        text("country", lambda e: getattr(country_of(e), "name", None) or _part("country")(e), "country"),
        text("event_clarity", _code("event_clarity", lambda _: 1), "role event clarity, else 1", "whole"),
        text(
            "date_prec",
            _code("date_prec", date_precision),
            "role date precision, else: 1 day, 2 two to six days, 3 week, 4 month, 5 year",
            "whole",
        ),
        text("date_start", _day("start"), "first day", "day"),
        text("date_end", lambda e: _day("end")(e) or _day("start")(e), "last day", "day"),
        *deaths,
        text("deaths_unknown", _unknown, "role unknown deaths, else what best leaves over", "whole"),
        text("best", _figure("best"), "slot fatalities, else the sum of the parts", "whole"),
        text("high", _figure("high"), "slot fatalities, else the sum of the parts", "whole"),
        text("low", _figure("low"), "slot fatalities, else the sum of the parts", "whole"),
    ]


NAMES = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
