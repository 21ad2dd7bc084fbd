"""A role: a slot that an event type has, and what may fill it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

RoleKind = Literal["actor", "place", "date", "number", "code", "text"]
ROLE_KINDS: tuple[RoleKind, ...] = get_args(RoleKind)
Slot = Literal[
    "", "actor", "target", "place", "date", "fatalities", "injured", "detained", "displaced", "weapon", "source"
]
SLOTS: tuple[Slot, ...] = get_args(Slot)  # what a role is to tables and exports, whatever the codebook calls it


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the project's codebook.

    Attributes:
        kind: what fills it: an actor, a place, a date, a number (best/low/high), a code of `codes`, or words.
        slot: which column of the tables it is, "" for a column of its own.
        many: whether an event may have several of it.
        required: whether an event without it gets a warning (an event type may say otherwise).
        labels: ids of the labels whose spans fill it.
        codes: for kind "code" (and as a type list for others): pairs of code and meaning.
    """

    id: int
    uid: str
    name: str
    kind: RoleKind
    slot: Slot
    definition: str
    many: bool
    required: bool
    labels: tuple[int, ...]
    codes: tuple[tuple[str, str], ...]
    position: int
    retired: bool
