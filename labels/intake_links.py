"""The actors and places that events in files are linked to: found in the project, or made."""

from __future__ import annotations

import math
from typing import Any

from corpus import journal
from corpus.article import RawArgument
from corpus.errors import UserError
from corpus.text import clean_text
from labels import entities, places
from labels.entity import EntityDraft
from labels.intake_spans import IMPORTED, is_uid
from labels.place import PlaceDraft

_ACTOR = ("type", "side", "country", "valid_from", "valid_to")
_PLACE = ("kind", "country", "admin1", "admin2")
_LARGEST = 2**53
_ORIGINS = ("gazetteer", "human", "import")


def check_links(argument: RawArgument) -> str:
    """Return why an actor or place that an argument brings cannot be one, "" when both can, or there are none."""
    for key, words in (("entity", "an actor"), ("place", "a place")):
        given = argument.fields.get(key)
        if given is not None and not (isinstance(given, dict) and 0 < len(_text(given.get("name"))) <= 200):
            return f"names {words} that has no name"
    place = argument.fields.get("place")
    if isinstance(place, dict):
        at = (place.get("latitude"), place.get("longitude"))
        if at != (None, None) and not (_within(at[0], 90) and _within(at[1], 180)):
            return f"puts {_text(place['name'])} at coordinates that are nowhere"
        if not (_is_whole(place.get("population")) and _is_whole(place.get("geonameid"), least=1 - _LARGEST)):
            return f"gives {_text(place['name'])} a population or number that is none"
    return ""


class Links:
    """Remembers who and what the names of one chunk of an import are."""

    def __init__(self, step: journal.Step, warnings: list[str]) -> None:
        """`warnings` gets a sentence on each actor or place that cannot be made: its words stay, without a link."""
        self._step = step
        self._warnings = warnings
        self._actors: dict[tuple[str, str], int | None] = {}
        self._places: dict[tuple[str, str], int | None] = {}

    def actor(self, given: dict[str, Any] | None) -> int | None:
        """Return the id of the actor meant, by identity or name; one the project lacks is made."""
        if not given:
            return None
        key = _text(given.get("uid")), _text(given.get("name"))
        if key not in self._actors:
            found = self._value("SELECT id FROM entity WHERE uid = ?", key[0])
            found = found or self._value("SELECT id FROM entity WHERE name = ?", " ".join(key[1].split()))
            self._actors[key] = found or self._new_actor(given, *key)
        return self._actors[key]

    def place(self, given: dict[str, Any] | None) -> int | None:
        """Return the id of the place meant, by identity or GeoNames number; one the project lacks is made."""
        if not given:
            return None
        key = _text(given.get("uid")), _text(given.get("name"))
        if key not in self._places:
            found = self._value("SELECT id FROM place WHERE uid = ?", key[0])
            found = found or self._value("SELECT id FROM place WHERE geonameid = ?", given.get("geonameid"))
            self._places[key] = found or self._alike(given) or self._new_place(given, *key)
        return self._places[key]

    def _value(self, sql: str, value: object) -> int | None:
        found = self._step.store.value(sql, (value,)) if value else None
        return int(found) if found is not None else None

    def _alike(self, given: dict[str, Any]) -> int | None:
        """A place that came without identity is the one of that name and position."""
        if _text(given.get("uid")):
            return None
        found = self._step.store.value(
            "SELECT id FROM place WHERE name = ? AND country = ? AND latitude IS ? AND longitude IS ?",
            (_text(given["name"]), _text(given.get("country")), given.get("latitude"), given.get("longitude")),
        )
        return int(found) if found is not None else None

    def _new_actor(self, given: dict[str, Any], uid: str, name: str) -> int | None:
        fields: dict[str, Any] = {key: _text(given.get(key)) for key in _ACTOR}
        try:
            return entities.insert(
                self._step, EntityDraft(name, **fields), uid=uid if is_uid(uid) else "", origin=IMPORTED
            )
        except UserError as error:  # dates or a name that no actor may have
            self._unlinked("actor", name, error)
            return None

    def _new_place(self, given: dict[str, Any], uid: str, name: str) -> int | None:
        fields: dict[str, Any] = {key: _text(given.get(key)) for key in _PLACE}
        draft = PlaceDraft(
            name,
            **fields,
            latitude=given.get("latitude"),
            longitude=given.get("longitude"),
            population=given.get("population") or 0,
            geonameid=given.get("geonameid"),
            uid=uid if is_uid(uid) else "",
        )
        origin = given.get("origin") if given.get("origin") in _ORIGINS else IMPORTED
        try:
            return places.insert(self._step, draft, origin=str(origin))
        except UserError as error:  # a country that is none
            self._unlinked("place", name, error)
            return None

    def _unlinked(self, what: str, name: str, error: UserError) -> None:
        self._warnings.append(f"The {what} {name[:80]} was not made, and events name it without a link: {error}")


def _within(value: object, most: float) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and abs(value) <= most  # type: ignore[arg-type]


def _is_whole(value: object, *, least: int = 0) -> bool:
    """Whether it is a whole number or none; numbers below 0 are those the gazetteer itself gives to divisions."""
    return value is None or (type(value) is int and least <= value < _LARGEST)


def _text(value: object) -> str:
    return clean_text(value).strip() if isinstance(value, str) else ""
