"""An event: who did what to whom, where and when, as one article reports it, with the words that prove each field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from labels.role import RoleKind, Slot

EventStatus = Literal["happened", "attempted", "threatened", "planned", "hypothetical", "denied"]
EVENT_STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
CERTAINTIES = ("", "reported as fact", "claimed", "suspected or accused", "possible")


@dataclass(frozen=True, slots=True)
class ArgumentDraft:
    """What is to fill a role. Offsets are code points, half-open; None where no words of the article prove it.

    Attributes:
        text: the words, or what was typed.
        value: what the words mean, JSON-able; its keys depend on the role's kind:
            date: ``start``, ``end`` (ISO days, both inclusive, as people write dates), ``precision`` ("day", "week",
            "month", "year", "range"), ``rule`` (a plain sentence on how it was found), ``by_hand`` when it was typed.
            number: ``best``, ``low``, ``high`` (integers or None), ``rule``. place: ``precision`` ("exact", "near",
            "admin2", "admin1", "country", "region", "water"). code: ``code``. actor, text: nothing is needed.
    """

    role_id: int
    text: str
    start: int | None = None
    end: int | None = None
    span_id: int | None = None
    value: dict[str, Any] = field(default_factory=dict)
    entity_id: int | None = None
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills one role of one event; see `ArgumentDraft` for text and value.

    Attributes:
        ordinal: 0, 1, ... among those of the same role.
        entity, place: the names of the actor and place it is linked to, "" for none.
    """

    id: int
    uid: str
    event_id: int
    role_id: int
    role: str
    kind: RoleKind
    slot: Slot
    ordinal: int
    span_id: int | None
    start: int | None
    end: int | None
    text: str
    value: dict[str, Any]
    entity_id: int | None
    entity: str
    place_id: int | None
    place: str

    @property
    def free(self) -> bool:
        """Whether no words of the article prove it."""
        return self.start is None

    @property
    def shown(self) -> str:
        """What a table shows: the actor's or place's name where it is linked, else the words."""
        return self.entity or self.place or self.text


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event not yet written. `start`, `end`: the sentence or trigger it rests on (code points), None for none."""

    type_id: int | None = None
    trigger_span_id: int | None = None
    start: int | None = None
    end: int | None = None
    arguments: tuple[ArgumentDraft, ...] = ()
    status: EventStatus = "happened"
    historical: bool = False
    certainty: str = ""
    note: str = ""
    origin: str = "human"


@dataclass(frozen=True, slots=True)
class Event:
    """One coder's record of one event in one article.

    Attributes:
        type: path of its type ("Battles / Armed clash"), "" while none is chosen.
        trigger: the trigger's words, "" for none.
        arguments: in the order of roles and ordinals.
        canonical_id: the canonical event it is a report of, None for none.
    """

    id: int
    uid: str
    article_id: int
    type_id: int | None
    type: str
    coder_id: int
    coder: str
    trigger_span_id: int | None
    trigger: str
    start: int | None
    end: int | None
    status: EventStatus
    historical: bool
    certainty: str
    note: str
    origin: str
    created: str
    changed: str
    canonical_id: int | None
    arguments: tuple[Argument, ...] = ()
