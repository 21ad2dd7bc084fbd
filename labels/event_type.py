"""An event type: one sort of happening that a codebook tells apart, in a tree."""

from __future__ import annotations

from dataclasses import dataclass

SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type of the project's codebook.

    Attributes:
        path: the names from the root to this type, joined by " / ": "Battles / Armed clash".
        code: what other programs call it ("ARMED_CLASH", "190"), "" for none.
        words: trigger words that suggest it, lower-case, in the codebook's language ("shelled", "clash").
        colour: "#rrggbb", "" to take the parent's.
        depth: 0 for a root.
        retired: kept for the events that carry it, no longer offered.
    """

    id: int
    uid: str
    parent_id: int | None
    name: str
    path: str
    code: str
    definition: str
    examples: tuple[str, ...]
    words: tuple[str, ...]
    colour: str
    depth: int
    position: int
    retired: bool
