"""How places are put into words in lists and tables."""

from __future__ import annotations

from labels.gazetteer.context import country_name
from labels.place import Place
from labels.place_ranking import Ranked

_KINDS = {"admin1": "province", "admin2": "district", "facility": "site"}


def kind_word(kind: str) -> str:
    """Return what a kind of place is called."""
    return _KINDS.get(kind, kind)


def where(ranked: Ranked) -> str:
    """Return what tells a candidate from others of its name: "town in Hama, Syria"."""
    place = ranked.candidate
    region = place.admin1 if place.kind not in ("admin1", "country") else ""
    country = country_name(place.country) if place.country and place.kind != "country" else ""
    parts = ", ".join(part for part in (place.admin2, region, country) if part)
    return f"{kind_word(place.kind)} in {parts}" if parts else kind_word(place.kind)


def why(ranked: Ranked) -> str:
    """Return the reasons as one line."""
    told = [*ranked.why]
    if ranked.place_id is None:
        return " · ".join(told)
    return " · ".join([*told, "used in this project"] if not any("before" in part for part in told) else told)


def degrees(place: Place) -> str:
    """Return a place's coordinates, "" where nobody knows them."""
    return "" if place.latitude is None or place.longitude is None else f"{place.latitude:.4f}, {place.longitude:.4f}"
