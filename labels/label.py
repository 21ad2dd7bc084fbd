"""A label: a name for spans, of one kind, with its colour, key and definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["event", "actor", "location", "date", "casualties", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_COLOURS: dict[Kind, str] = {
    "event": "#c2410c",
    "actor": "#6d3fc4",
    "location": "#0f766e",
    "date": "#a16207",
    "casualties": "#be123c",
    "other": "#475569",
}
# accept, reject, review, yes, event, suggested events, flag, skip, label list, note, hold
RESERVED_KEYS = frozenset("axryegfslnh")
_KNOWN_KINDS: dict[Kind, frozenset[str]] = {
    "event": frozenset({"EVENT", "TRIGGER", "ACTION"}),
    "actor": frozenset(
        {"ACTOR", "TARGET", "PERSON", "PER", "ORG", "NORP", "ORGANISATION", "ORGANIZATION", "NATIONALITY"}
    ),
    "location": frozenset({"LOCATION", "LOC", "GPE", "FAC", "PLACE", "CITY", "COUNTRY"}),
    "date": frozenset({"DATE", "TIME", "TEMPORAL"}),
    "casualties": frozenset({"FATALITIES", "INJURED", "CASUALTIES", "KILLED", "WOUNDED"}),
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the project's codebook.

    Attributes:
        key: the one key that applies it (a digit or a lower-case letter), "" for none.
        colour: "#rrggbb"; what is painted in light and dark is derived from it.
        examples: phrases with what it marks in [brackets].
        retired: kept for the spans that carry it, no longer offered.
    """

    id: int
    uid: str
    name: str
    kind: Kind
    definition: str
    colour: str
    key: str
    position: int
    parent_id: int | None
    retired: bool
    examples: tuple[str, ...] = ()


def kind_of(name: str) -> Kind:
    """Guess the kind of a label that came in from elsewhere by its name."""
    plain = name.upper().removeprefix("B-").removeprefix("I-")
    return next((kind for kind, names in _KNOWN_KINDS.items() if plain in names), "other")
