"""Which spans the event in hand lights in the article, and with what badge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.reader import Lit
from labels.event import Event
from labels.role import Role

UNLABELLED = "#475569"  # the colour of words that fill a role without carrying a label


@dataclass(frozen=True, slots=True)
class Light:
    """What a span is to the event in hand: `badge` is "E2" for its trigger, "1" or "1 3" for the roles it fills."""

    badge: str
    lit: Lit


@dataclass(frozen=True, slots=True)
class Loose:
    """Words that fill a role and carry no label; code points, half-open."""

    argument_id: int
    start: int
    end: int
    role: str
    badge: str


def lights(event: Event | None, badge: str, roles: Sequence[Role]) -> Mapping[int, Light]:
    """Return the lights by span id; `badge` is what the event is called in this article."""
    if event is None:
        return {}
    numbers = {role.id: str(at) for at, role in enumerate(roles, start=1)}
    filling: dict[int, list[str]] = {}
    for argument in event.arguments:
        if argument.span_id is not None:
            filling.setdefault(argument.span_id, []).append(numbers.get(argument.role_id, argument.role))
    found = {span_id: Light(" ".join(dict.fromkeys(each)), "argument") for span_id, each in filling.items()}
    if event.trigger_span_id is not None:
        found[event.trigger_span_id] = Light(badge, "trigger")
    return found


def loose(event: Event | None, roles: Sequence[Role]) -> list[Loose]:
    """Return the words of an event that no span covers."""
    numbers = {role.id: str(at) for at, role in enumerate(roles, start=1)}
    return [
        Loose(argument.id, argument.start, argument.end, argument.role, numbers.get(argument.role_id, ""))
        for argument in (event.arguments if event else ())
        if argument.span_id is None and argument.start is not None and argument.end is not None
    ]
