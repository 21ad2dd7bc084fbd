"""GED-like columns: the 49 of UCDP's georeferenced event data. A role called as a column fills it; else a slot does."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from labels.event_type import SEPARATOR
from labels.formats.event_columns import CellKind, Column, day, first, joined, named, text_of
from labels.formats.event_record import EventOut, PlaceOut
from labels.formats.events_acled import actors, country_of, geo_precision, number_of, place_of

_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "water": 7}
_VIOLENCE = {"state-based": 1, "non-state": 2, "one-sided": 3}
_PARTS = ("deaths_a", "deaths_b", "deaths_civilians")
_CELL = 0.5  # degrees of a PRIO-GRID cell


def columns() -> list[Column]:
    """Return the columns in GED's order; those that only UCDP can number are there, and empty."""
    own = {column.name: column for column in _own()}
    return [own.get(name) or Column(name, "text", _named(name), "only by a role of that name") for name in NAMES]


def _named(name: str) -> Callable[[EventOut], str]:
    return lambda event: joined(named(event, name), text_of)


def _side(number: int) -> Callable[[EventOut], str]:
    return lambda event: joined(actors(event)[number], text_of)


def _dyad(event: EventOut) -> str:
    return " - ".join(side for side in (_side(0)(event), _side(1)(event)) if side)


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


def _deaths(name: str) -> Callable[[EventOut], int | None]:
    """A role of that name, else one whose words are the same in another order ("civilian deaths")."""
    part = name.removeprefix("deaths_")
    names = (name, f"{part} deaths", f"{part.removesuffix('s')} deaths", f"killed {part}")

    def get(event: EventOut) -> int | None:
        found = first(named(event, *names), lambda argument: argument.value.get("best", argument.value.get("low")))
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    return get


def _unknown(event: EventOut) -> int | None:
    """Return the role's number, else what the best figure leaves over."""
    given, best = _deaths("deaths_unknown")(event), number_of(event, "fatalities", "best")
    if given is not None or best is None:
        return given
    return max(best - sum(_deaths(name)(event) or 0 for name in _PARTS), 0)


def _figure(key: str) -> Callable[[EventOut], int | None]:
    """Return low, best or high; one that the article leaves open is the one next to it."""
    order = {"best": ("best", "low", "high"), "low": ("low", "best"), "high": ("high", "best")}[key]

    def get(event: EventOut) -> int | None:
        return next((found for each in order if (found := number_of(event, "fatalities", each)) is not None), None)

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

    deaths = [Column(name, "whole", _deaths(name), "the role of that name, its best figure") for name in _PARTS]
    return [
        text("id", lambda e: e.uid, "identity of the event"),
        text("relid", lambda e: e.canonical or e.uid, "identity of the canonical event, else of the event"),
        text("year", _year, "year of the first day", "whole"),
        text("type_of_violence", _violence, "1 state-based, 2 non-state, 3 one-sided, by type or role", "whole"),
        text("dyad_name", _dyad, "both sides"),
        text("side_a", _side(0), "role side_a, or slot actor"),
        text("side_b", _side(1), "role side_b, or slot target, or the further actors"),
        text("number_of_sources", lambda e: e.reports, "reports that this row stands for", "whole"),
        text("source_article", _article, "title, outlet, day"),
        text("source_office", lambda e: e.article.source, "outlet"),
        text("source_date", lambda e: e.article.published, "day of publication", "day"),
        text("source_headline", lambda e: e.article.title, "title"),
        text("source_original", lambda e: joined(e.of_slot("source"), text_of), "slot source: who says so"),
        text("where_prec", _where, "1 exact, 2 near, 3 ADM2, 4 ADM1, 5 region, 6 country, 7 water", "whole"),
        text("where_coordinates", _part("name"), "name of the place the coordinates are of"),
        text("where_description", _place_words, "the article's words for the place"),
        text("adm_1", _part("admin1"), "first division"),
        text("adm_2", _part("admin2"), "second division"),
        text("latitude", _part("latitude"), "degrees", "decimal"),
        text("longitude", _part("longitude"), "degrees", "decimal"),
        text("geom_wkt", _point, "the point as WKT"),
        text("priogrid_gid", lambda e: priogrid(place_of(e)), "half-degree cell", "whole"),
        text("country", lambda e: getattr(country_of(e), "name", None) or _part("country")(e), "country"),
        text("event_clarity", lambda _: 1, "1: an event of its own", "whole"),
        text("date_prec", date_precision, "1 day, 2 two to six days, 3 week, 4 month, 5 year", "whole"),
        text("date_start", _day("start"), "first day", "day"),
        text("date_end", lambda e: _day("end")(e) or _day("start")(e), "last day", "day"),
        *deaths,
        text("deaths_unknown", _unknown, "the role of that name, else what best leaves over", "whole"),
        text("best", _figure("best"), "slot fatalities", "whole"),
        text("high", _figure("high"), "slot fatalities", "whole"),
        text("low", _figure("low"), "slot fatalities", "whole"),
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
