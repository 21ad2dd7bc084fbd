"""A suggestion: a range of words that something proposes to label; it is no coding until a coder accepts it."""

from __future__ import annotations

from dataclasses import dataclass

NAMES, ACTORS, PLACES = "pattern names", "pattern actors", "pattern places"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposal, merged from all that propose the same.

    Attributes:
        start, end: code points of the article's text, half-open.
        origin: what proposes it, and what the span's origin will be: `NAMES`, `ACTORS`, `PLACES`, ``pattern 12``
            (one of the user's own), ``model 3``, ``import NAME``. The surest where several agree.
        score: 0 to 1; how sure that origin is.
        reason: one plain sentence part: "coded 41 times as LOCATION, rejected once".
        others: further origins that propose the very same.
    """

    article_id: int
    start: int
    end: int
    label_id: int
    origin: str
    score: float
    reason: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[int, int, int]:
        """Start, end and label: what tells it from the others of its article."""
        return self.start, self.end, self.label_id

    @property
    def range(self) -> tuple[int, int]:
        """Start and end, code points, half-open."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class EventSuggestion:
    """A proposed event: its trigger's range, type and what fills its roles.

    Attributes:
        arguments: role id, start, end (code points) and score of each.
    """

    article_id: int
    start: int
    end: int
    type_id: int | None
    origin: str
    score: float
    arguments: tuple[tuple[int, int, int, float], ...] = ()
    reason: str = ""
