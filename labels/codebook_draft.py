"""A codebook outside a project: what a file states, before anything of it is in use."""

from __future__ import annotations

from dataclasses import dataclass

from labels.event_type import SEPARATOR
from labels.label import Kind
from labels.role import RoleKind, Slot


@dataclass(frozen=True, slots=True)
class LabelDraft:
    """A label as a codebook file states it; `colour` "" is that of its kind."""

    name: str
    kind: Kind
    key: str
    colour: str
    definition: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A role as a codebook file states it; `labels` are the names of those whose spans fill it."""

    name: str
    kind: RoleKind
    slot: Slot = ""
    definition: str = ""
    labels: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TypeDraft:
    """An event type as a codebook file states it.

    Attributes:
        parent: path of the type above ("Battles"), "" for a root.
        roles: names of its roles, each with whether an event without it gets a warning; none takes the parent's.
    """

    name: str
    parent: str = ""
    code: str = ""
    definition: str = ""
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    colour: str = ""
    roles: tuple[tuple[str, bool], ...] = ()

    @property
    def path(self) -> str:
        """The names from the root to this type: "Battles / Armed clash"."""
        return f"{self.parent}{SEPARATOR}{self.name}" if self.parent else self.name


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook file, read and checked: parents stand before their children, names are as a project keeps them.

    Attributes:
        language: ISO 639-1 code of definitions and trigger words, "" for not said.
        credit: whose work it rests on, and under which licence; "" where nothing has to be named.
        checks: pairs of a rule (see `labels.check_rule`) and what is said when an event breaks it.
    """

    id: str
    name: str
    version: str
    description: str
    labels: tuple[LabelDraft, ...]
    language: str = ""
    credit: str = ""
    event_types: tuple[TypeDraft, ...] = ()
    roles: tuple[RoleDraft, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()

    @property
    def contents(self) -> str:
        """What it holds, in words: "9 labels, 31 event types, 11 roles, 4 checks"."""
        parts = {"label": self.labels, "event type": self.event_types, "role": self.roles, "check": self.checks}
        return ", ".join(f"{len(part)} {noun}{'' if len(part) == 1 else 's'}" for noun, part in parts.items() if part)
