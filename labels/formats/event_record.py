"""An event as exporters need it: with its article, and with what its actors and places are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from labels.formats.selection import Item
from labels.role import RoleKind


@dataclass(frozen=True, slots=True)
class ActorOut:
    """The actor of the project's list that a role is linked to; `codes` are those it has, whatever their dates."""

    uid: str
    name: str
    type: str
    side: str
    country: str
    valid_from: str
    valid_to: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceOut:
    """The place a role is linked to; `country` is an ISO code of two letters, coordinates are degrees or None."""

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


@dataclass(frozen=True, slots=True)
class ArgumentOut:
    """What fills a role; `start` and `end` are code points of the article, None where no words prove it.

    Attributes:
        span: uid of the span it rests on, "" for none.
        many: whether the role takes several.
        label: label of that span.
    """

    uid: str
    role: str
    kind: RoleKind
    slot: str
    text: str
    value: dict[str, Any]
    start: int | None
    end: int | None
    span: str
    actor: ActorOut | None = None
    place: PlaceOut | None = None
    many: bool = False
    label: str = ""

    @property
    def shown(self) -> str:
        """The actor's or place's name where it is linked, else the words."""
        return self.actor.name if self.actor else self.place.name if self.place else self.text


@dataclass(frozen=True, slots=True)
class EventOut:
    """One event with everything that leaves the program.

    Attributes:
        type: path of its type, "" for none.
        trigger: uid of the trigger span, "" for none; `words` are its words, or those at `start` to `end`.
        arguments: in the order of roles and ordinals.
        canonical: uid of the canonical event it is a report of, "" for none; `canonical_id` its number.
        reports: how many reports this row stands for.
        label: label of the trigger span, "" for none.
    """

    id: int
    uid: str
    article: Item
    type_id: int | None
    type: str
    code: str
    coder: str
    trigger: str
    words: str
    start: int | None
    end: int | None
    status: str
    historical: bool
    certainty: str
    note: str
    origin: str
    created: str
    changed: str
    canonical_id: int | None = None
    canonical: str = ""
    reports: int = 1
    arguments: tuple[ArgumentOut, ...] = field(default=())
    label: str = ""

    def of_role(self, name: str) -> list[ArgumentOut]:
        """Return what fills the role of that name."""
        return [argument for argument in self.arguments if argument.role == name]

    def of_slot(self, slot: str) -> list[ArgumentOut]:
        """Return what fills the roles of that slot; where there are none, the roles of that kind that have no slot."""
        found = [argument for argument in self.arguments if argument.slot == slot]
        return found or [each for each in self.arguments if not each.slot and each.kind == slot]

    def first(self, slot: str) -> ArgumentOut | None:
        """Return the first of `of_slot`."""
        return next(iter(self.of_slot(slot)), None)

    def located(self) -> PlaceOut | None:
        """Return the place it is drawn at: the first that has coordinates, the event's own before others."""
        others = [argument for argument in self.arguments if argument.kind == "place"]
        places = [argument.place for argument in (*self.of_slot("place"), *others) if argument.place]
        return next((place for place in places if place.latitude is not None), None)
