"""What drafts ask of the places and actors of a project, without knowing where those come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """What place some words mean.

    Attributes:
        place_id: the place, where the project has it already.
        precision: one of `labels.event_value.GEO_PRECISIONS`.
        value: what else the argument's value is to keep, such as ``geonameid`` of a place not taken over yet.
    """

    place_id: int | None = None
    precision: str = ""
    value: dict[str, Any] = field(default_factory=dict)


class Resolver(Protocol):
    """Looks words up. It never writes, and answers within milliseconds."""

    def place(self, words: str, *, near: Sequence[str]) -> PlaceGuess | None:
        """Return the place that words mean; `near` holds other places that the article names, the nearest first."""
        ...

    def actor(self, words: str, *, on: str) -> int | None:
        """Return the actor that words mean on an ISO day ("" when the day is not known)."""
        ...


class NullResolver:
    """Knows no place and no actor."""

    def place(self, words: str, *, near: Sequence[str]) -> PlaceGuess | None:
        """Return None."""
        return None

    def actor(self, words: str, *, on: str) -> int | None:
        """Return None."""
        return None
