"""The rows of the page's lists: labels, event types and roles, all of one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from labels import event_types
from labels.event_type import EventType
from labels.label import Label
from labels.role import Role

Section = Literal["label", "event_type", "role"]
SECTIONS: tuple[Section, ...] = ("label", "event_type", "role")
TITLES: dict[Section, str] = {"label": "Labels", "event_type": "Event types", "role": "Roles"}
ONE: dict[Section, str] = {"label": "label", "event_type": "event type", "role": "role"}
KIND_WORDS = {"number": "number", "code": "code", "text": "words"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        colour: "#rrggbb" of its dot, "" for none.
        key: what stands in a cap at the right, "" for nothing.
        note: what stands small after the name: a code, a kind.
        count: how often it is coded; None while it is being counted.
        depth: how far it is indented, 0 for a root.
        found_by: all that a search looks through, in lower case.
    """

    section: Section
    id: int
    name: str
    colour: str
    key: str
    note: str
    count: int | None
    depth: int
    retired: bool
    found_by: str


def of_labels(labels: Sequence[Label], counts: Mapping[int, int] | None) -> list[Entry]:
    """Return the rows of labels."""
    return [
        Entry(
            "label",
            label.id,
            label.name,
            label.colour,
            label.key,
            "",
            _count(counts, label.id),
            0,
            label.retired,
            f"{label.name} {label.kind} {label.definition}".lower(),
        )
        for label in labels
    ]


def of_types(types: Sequence[EventType], counts: Mapping[int, int] | None) -> list[Entry]:
    """Return the rows of event types, in the order of the tree."""
    colours = event_types.colours(types)
    return [
        Entry(
            "event_type",
            each.id,
            each.name,
            colours[each.id],
            "",
            each.code,
            _count(counts, each.id),
            each.depth,
            each.retired,
            f"{each.path} {each.code} {each.definition} {' '.join(each.words)}".lower(),
        )
        for each in types
    ]


def of_roles(roles: Sequence[Role], counts: Mapping[int, int] | None, colours: Mapping[int, str]) -> list[Entry]:
    """Return the rows of roles; a role has the dot of the first label that fills it."""
    return [
        Entry(
            "role",
            role.id,
            role.name,
            next((colours[label] for label in role.labels if label in colours), ""),
            "",
            KIND_WORDS.get(role.kind, role.kind),
            _count(counts, role.id),
            0,
            role.retired,
            f"{role.name} {role.kind} {role.definition}".lower(),
        )
        for role in roles
    ]


def _count(counts: Mapping[int, int] | None, entry_id: int) -> int | None:
    return None if counts is None else counts.get(entry_id, 0)


def matching(entries: Sequence[Entry], text: str) -> list[Entry]:
    """Return the rows that hold every word of `text`, with those above them in the tree."""
    words = text.lower().split()
    if not words:
        return list(entries)
    kept: list[Entry] = []
    depth = -1  # of the row wanted next above what was kept
    for entry in reversed(entries):
        hit = all(word in entry.found_by for word in words)
        if hit or entry.depth < depth:
            kept.append(entry)
            depth = entry.depth
    return kept[::-1]
