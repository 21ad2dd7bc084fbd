"""What a write touched: the return value of every function that writes coding."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of rows touched (table names) and the articles they belong to.

    Attributes:
        kinds: names of the tables touched, e.g. ``{"span", "work"}``.
        articles: ids of the articles concerned; empty when a change belongs to none (a label).
        summary: what was done, in words for the status bar and the undo menu.
        spans: ids of spans that were added or altered and still stand, in the order written.
        events: ids of events that were added or altered and still stand, in the order written.
    """

    kinds: frozenset[str] = field(default_factory=frozenset)
    articles: frozenset[int] = field(default_factory=frozenset)
    summary: str = ""
    spans: tuple[int, ...] = ()
    events: tuple[int, ...] = ()

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.kinds | other.kinds,
            self.articles | other.articles,
            self.summary or other.summary,
            self.spans + other.spans,
            self.events + other.events,
        )

    def __bool__(self) -> bool:
        return bool(self.kinds)
