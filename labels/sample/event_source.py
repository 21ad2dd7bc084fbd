"""Reads the events of a sample article, as `source/*.events.toml` has them, into what its JSONL line holds.

    [[event]]
    type = "Attack / Air strike"
    trigger = "bombed"                      # a span of label EVENT; "bombed#2" is the second with these words
    Place = "Rastan bridge = near"          # the words; behind " = " what they mean
    Date = "By early Friday = 2024-12-06"   # a day, month, year, or two days with a slash
    Fatalities = "at least 20 = 20/20/?"    # lowest/best/highest, "?" where nothing is said; "6" is "6/6/6"
    Weapon = ["warplane", "bombs"]

`status`, `historical`, `certainty` and `note` may be given besides; every other key is a role. Words are those nearest
to the trigger, a span of one of the role's labels before bare text; "Friday#2" is the second in the text. An actor or a
place may be called something else in the text: "column = Third Division". Of a place the precision may follow, alone or
after a comma: "city = Homs, near".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from labels.event_value import GEO_PRECISIONS

_PLAIN = ("type", "trigger", "status", "historical", "certainty", "note")
_PRECISE = {"country": "country", "admin1": "admin1"}  # places that are only known to be somewhere in a division
_ACTOR = ("name", "type", "side", "country")
_PLACE = ("name", "kind", "country", "admin1", "latitude", "longitude", "population", "geonameid")
Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What the words of a role can mean: roles by name (kind and labels), actors and places by every name they have."""

    roles: Mapping[str, Row]
    actors: Mapping[str, Row]
    places: Mapping[str, Row]


def known(codebook: Row, actors: list[Row], places: list[Row]) -> Known:
    """Gather the roles of a codebook and the lists of actors and places."""

    def by_name(rows: list[Row], more: str) -> dict[str, Row]:
        return {name.casefold(): row for row in rows for name in (row["name"], *row.get(more, ()))}

    return Known(
        {role["name"]: role for role in codebook["role"]}, by_name(actors, "aliases"), by_name(places, "names")
    )


@dataclass(frozen=True)
class Reading:
    """One article: its text, spans (as its line has them), and day of publication. `where` names the file."""

    text: str
    spans: list[Row]
    published: date
    where: str

    def event(self, given: Row, known: Known) -> Row:
        """Return an event as JSON.

        Raises:
            ValueError: its words are not in the text, or a role or value is none.
        """
        start, end = self.trigger(given["trigger"])
        arguments = [
            self.argument(role, one, known, start)
            for role, words in given.items()
            if role not in _PLAIN
            for one in ([words] if isinstance(words, str) else words)
        ]
        return {
            "type": given["type"],
            "start": start,
            "end": end,
            "text": self.text[start:end],
            "status": given.get("status", "happened"),
            "historical": given.get("historical", False),
            "certainty": given.get("certainty", ""),
            "note": given.get("note", ""),
            "arguments": arguments,
            "coder": "sample",
            "origin": "human",
        }

    def trigger(self, notation: str) -> tuple[int, int]:
        """Return where the span of label EVENT with these words stands."""
        words, _, number = notation.partition("#")
        found = [
            (each["start"], each["end"]) for each in self.spans if (each["label"], each["text"]) == ("EVENT", words)
        ]
        if not found or (not number and len(found) > 1):
            raise ValueError(f"{self.where}: {len(found)} triggers are “{words}”.")
        return found[int(number or 1) - 1]

    def argument(self, role: str, notation: str, known: Known, near: int) -> Row:
        """Return what fills a role."""
        if role not in known.roles:
            raise ValueError(f"{self.where}: the codebook has no role {role}.")
        sort = known.roles[role]
        words, _, meaning = notation.partition(" = ")
        start, end = self.find(words, near, sort.get("labels", ()))
        words = self.text[start:end]
        filled: Row = {"role": role, "kind": sort["kind"], "text": words, "start": start, "end": end}
        match sort["kind"]:
            case "date":
                filled["value"] = _date(meaning, self.published)
            case "number":
                filled["value"] = _number(meaning, words)
            case "place":
                place, precision = self._place(words, meaning, known)
                filled["value"] = {"precision": precision}
                filled["place"] = {**{key: place[key] for key in _PLACE if key in place}, "origin": _origin(place)}
            case "actor":
                if actor := self._actor(words, meaning, known):
                    filled["entity"] = {key: actor[key] for key in _ACTOR if key in actor}
        return filled

    def find(self, notation: str, near: int, labels: list[str]) -> tuple[int, int]:
        """Return where words stand: as a span of these labels, else as whole words, nearest to an offset."""
        words, _, number = notation.partition("#")
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]
        if not found:
            raise ValueError(f"{self.where}: “{words}” is not in the text.")
        if number:
            return found[int(number) - 1]
        coded = {(each["start"], each["end"]) for each in self.spans if each["label"] in labels}
        return min(found, key=lambda place: (place not in coded, abs(place[0] - near)))

    def _place(self, words: str, meaning: str, known: Known) -> tuple[Row, str]:
        parts = [part for part in meaning.split(", ") if part]
        precision = parts.pop() if parts and parts[-1] in GEO_PRECISIONS else ""
        name = parts[0] if parts else words
        if name.casefold() not in known.places:
            raise ValueError(f"{self.where}: no place is called {name}.")
        place = known.places[name.casefold()]
        return place, precision or _PRECISE.get(place["kind"], "exact")

    def _actor(self, words: str, meaning: str, known: Known) -> Row | None:
        found = known.actors.get((meaning or words).casefold())
        if meaning and found is None:
            raise ValueError(f"{self.where}: no actor is called {meaning}.")
        return found


def events(given: list[Row], reading: Reading, known: Known) -> Iterator[Row]:
    """Yield an article's events in reading order."""
    yield from sorted((reading.event(each, known) for each in given), key=lambda event: (event["start"], event["end"]))


def _origin(place: Row) -> str:
    return "gazetteer" if "geonameid" in place else "human"


def _date(meaning: str, published: date) -> Row:
    """Return the value of "2024-12-06", "2024-12", "2024" or "2024-12-03/2024-12-06"."""
    first, _, last = meaning.partition("/")
    start, end = _bounds(first)[0], _bounds(last or first)[1]
    precision = "range" if last else ("year", "month", "day")[first.count("-")]
    if precision == "day":
        away = (start - published).days
        count = f"{abs(away)} day{'s' * (abs(away) > 1)} {'after' if away > 0 else 'before'} publication"
        rule = f"{start:%A}, {count if away else 'the day of publication'}"
    else:
        rule = f"from {start.day} {start:%B} to {end.day} {end:%B %Y}" if last else f"the {precision} as written"
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": precision, "rule": rule}


def _bounds(words: str) -> tuple[date, date]:
    year, month, day = (int(part) for part in [*words.split("-"), "0", "0"][:3])
    last = day or monthrange(year, month or 12)[1]
    return date(year, month or 1, day or 1), date(year, month or 12, last)


def _number(meaning: str, words: str) -> Row:
    """Return the value of "20" or "20/20/?": lowest, best, highest."""
    parts = [None if part == "?" else int(part) for part in meaning.split("/")]
    low, best, high = parts * 3 if len(parts) == 1 else parts
    value = {"low": low, "best": best, "high": high}
    return {**{key: each for key, each in value.items() if each is not None}, "rule": _rule(low, best, high, words)}


def _rule(low: int | None, best: int | None, high: int | None, words: str) -> str:
    if best is None:
        return "an upper bound; no best figure is said"
    if low is None:
        return "a rough figure"
    if high is None:
        return "a lower bound, taken as the best figure"
    if low == high:
        return "a reported zero" if best == 0 else "added up" if " and " in words else "the number as written"
    return "a range: the lower end is the best figure"
