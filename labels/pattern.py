"""A pattern of the user's own: words, tokens or an expression that suggest a label wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

PatternKind = Literal["words", "tokens", "expression"]
KINDS: tuple[PatternKind, ...] = get_args(PatternKind)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of table `pattern`.

    Attributes:
        kind: ``words`` (as typed; letter case counts only where an upper-case letter was typed), ``tokens`` (a spaCy
            token pattern as JSON), ``expression`` (a regular expression, run with a time limit).
        off: kept, but suggests nothing.
    """

    id: int
    uid: str
    label_id: int
    label: str
    kind: PatternKind
    body: str
    note: str = ""
    off: bool = False

    @property
    def origin(self) -> str:
        """What suggestions from it, and spans accepted from these, have as their origin."""
        return f"pattern {self.id}"
