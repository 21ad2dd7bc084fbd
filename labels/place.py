"""A place of the project: one that coding uses, from the gazetteer or made by the desk."""

from __future__ import annotations

import math
from dataclasses import dataclass

from corpus.errors import UserError

# What a place can be. Those of the gazetteer are towns, divisions and countries.
PLACE_KINDS = (
    "town", "village", "city", "crossing", "front", "camp", "road", "bridge", "base", "facility", "river", "area",
    "admin2", "admin1", "country",
)  # fmt: skip
_EARTH = 6371.0  # km


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the project.

    Attributes:
        kind: one of `PLACE_KINDS`, or what an imported file says.
        country: ISO 3166 code of two letters, "" for none.
        latitude, longitude: degrees; both None where nobody knows.
        geonameid: GeoNames' number (negative: our own, of a division), None for the desk's own places.
        origin: "gazetteer", "human" or "import".
        names: further names.
    """

    id: int
    uid: str
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    latitude: float | None
    longitude: float | None
    population: int
    geonameid: int | None
    origin: str
    note: str
    retired: bool
    names: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        """Where it lies, from small to large: "Nassib, Daraa, SY" without the name."""
        parts = (self.admin2, self.admin1 if self.kind != "admin1" else "", self.country)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """What a form or a file says of a place; see `Place`."""

    name: str
    kind: str = "town"
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geonameid: int | None = None
    note: str = ""
    names: tuple[str, ...] = ()
    uid: str = ""


def check_coordinates(latitude: float | None, longitude: float | None, *, name: str) -> None:
    """Refuse coordinates that are nowhere.

    Raises:
        UserError: one of the two is missing, or out of range.
    """
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise UserError(f"{name} has only one of latitude and longitude; give both or none.")
    if not -90 <= latitude <= 90:
        raise UserError(f"The latitude {latitude:g} of {name} is not between -90 and 90; are the two swapped?")
    if not -180 <= longitude <= 180:
        raise UserError(f"The longitude {longitude:g} of {name} is not between -180 and 180.")


def read_coordinate(text: str, *, name: str) -> float | None:
    """Return degrees from what was typed ("32.5", "32,5"), None for nothing.

    Raises:
        UserError: it is no number.
    """
    plain = text.strip().replace(",", ".").replace("\u2212", "-")
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UserError(f"“{text.strip()}” is no coordinate for {name}; write degrees such as 32.5.")
    return value


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance between two points over the globe."""
    a, b = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))
