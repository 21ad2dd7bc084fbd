"""A canonical event: what the desk concludes from several articles' reports of one happening, field by field."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from labels.entity import fold
from labels.event import Argument, Event
from labels.role import RoleKind

Rule = Literal["most recent", "most conservative", "most informative", "majority", "by hand"]
RULES: tuple[Rule, ...] = get_args(Rule)
FieldKind = RoleKind | Literal["type", "status"]
TYPE, STATUS = "Type", "Status"  # fields that are no roles


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says in one field, or what was chosen.

    Attributes:
        text: as it is shown; "" when nothing is said.
        arguments: what fills the role there, none for type and status and for what was typed.
    """

    kind: FieldKind
    text: str
    arguments: tuple[Argument, ...] = ()

    @property
    def value(self) -> dict[str, Any]:
        """What the words mean, as in `ArgumentDraft.value`: of the first argument, or of a figure that was typed."""
        if self.arguments:
            return self.arguments[0].value
        return {"best": int(self.text)} if self.kind == "number" and self.text.isascii() and self.text.isdigit() else {}

    @property
    def key(self) -> Hashable:
        """What two reports share when they say the same, however they spell it; None when nothing is said."""
        if not self.text:
            return None
        if not self.arguments:
            return tuple(self.value.items()) or fold(self.text)
        return frozenset(_key(argument) for argument in self.arguments)

    def cells(self, field: str) -> dict[str, str]:
        """Return it as columns of a table: figures and dates have one for each bound."""
        names = {"number": ("best", "low", "high"), "date": ("start", "end")}.get(self.kind)
        if names is None:
            return {field: self.text}
        return {f"{field}_{name}": _cell(self.value.get(name)) for name in names}


@dataclass(frozen=True, slots=True)
class Report:
    """One article's event among the reports, with its article."""

    event: Event
    title: str
    source: str
    published: str


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field across the reports.

    Attributes:
        field: a role's name, or "Type", "Status".
        values: what each report says, in the order of the reports.
        chosen: what the desk says.
        of: the report it is taken from, by place; None when it was typed or nothing is said.
        rule: what chose it.
        own: whether the rule was set for this event, not for the whole project.
    """

    field: str
    kind: FieldKind
    values: tuple[Told, ...]
    chosen: Told
    of: int | None
    rule: Rule
    own: bool

    @property
    def differs(self) -> bool:
        """Whether two reports say different things."""
        return len({value.key for value in self.values} - {None}) > 1


@dataclass(frozen=True, slots=True)
class Canonical:
    """A canonical event with its reports and fields; `id` 0 for one that is only looked at, not joined yet."""

    id: int
    note: str
    reports: tuple[Report, ...]
    fields: tuple[FieldChoice, ...]

    @property
    def title(self) -> str:
        """What it is called in a list: its type, where and when."""
        chosen = {choice.kind: choice.chosen.text for choice in reversed(self.fields) if choice.chosen.text}
        parts = (chosen.get(kind, "") for kind in ("type", "place", "date"))
        return " · ".join(part for part in parts if part) or "No type yet"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Events that may be reports of one happening.

    Attributes:
        event_ids: by the day they happened, then by id.
        canonical_id: the canonical event that some of them are joined to already, None for none.
        score: how likely, 0 to 1.
        why: what speaks for it, in words.
    """

    event_ids: tuple[int, ...]
    canonical_id: int | None
    score: float
    why: str


def told(kind: FieldKind, arguments: tuple[Argument, ...]) -> Told:
    """Return what the arguments of one role say."""
    return Told(kind, "; ".join(text for argument in arguments if (text := _shown(argument))), arguments)


def _shown(argument: Argument) -> str:
    value = argument.value
    if argument.kind == "number" and isinstance(best := value.get("best"), int):
        low, high = (each if isinstance(each := value.get(name), int) else best for name in ("low", "high"))
        return f"{best:,}" if low == best == high else f"{best:,} ({low:,}–{high:,})"
    if argument.kind == "date" and value.get("start"):
        start, end = str(value["start"]), str(value.get("end") or value["start"])
        return start if start == end else f"{start} – {end}"
    return argument.shown or str(value.get("code", ""))


def _key(argument: Argument) -> Hashable:
    value = argument.value
    if argument.kind == "number" and any(value.get(name) is not None for name in ("low", "best", "high")):
        return value.get("low"), value.get("best"), value.get("high")
    if argument.kind == "date" and value.get("start"):
        return value["start"], value.get("end") or value["start"]
    if argument.kind == "code" and value.get("code"):
        return str(value["code"])
    return argument.entity_id or argument.place_id or fold(argument.text)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
