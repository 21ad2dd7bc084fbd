"""An assignment: articles in an order, for coders to code, or kept from them for a test to come."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Purpose = Literal["coding", "hold-out"]
How = Literal["in order", "random", "stratified", "newest", "gain"]
HOWS: tuple[How, ...] = get_args(How)
LONGEST_NAME = 80  # code points


@dataclass(frozen=True, slots=True)
class Assignment:
    """Articles put together for a purpose.

    Attributes:
        articles: ids in the order in which they are to be coded.
        coders: names; nobody's yet when empty.
        how: how the articles were drawn (``how``, ``seed``, ``query``, ``count``), for the record.
        closed: its coders are through with it; a hold-out set that is closed is out in the open.
    """

    id: int
    name: str
    purpose: Purpose
    articles: array[int]
    coders: tuple[str, ...] = ()
    how: Mapping[str, Any] = field(default_factory=dict)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one coder is with one assignment; counts of articles.

    Attributes:
        seconds: time spent on those that are finished, 0 where it was not measured.
    """

    assignment_id: int
    coder: str
    total: int
    done: int
    begun: int
    set_aside: int
    seconds: int = 0

    @property
    def left(self) -> int:
        """Articles nobody need look for any longer are none of these: flagged and skipped ones were looked at."""
        return self.total - self.done - self.set_aside


@dataclass(frozen=True, slots=True)
class Pace:
    """What one coder finished, day by day.

    Attributes:
        days: ISO day to articles finished on it (UTC), oldest first; days without any are absent.
        seconds: median time spent on a finished article, 0 where it was not measured.
    """

    coder: str
    days: Mapping[str, int]
    seconds: float = 0.0

    @property
    def per_day(self) -> float:
        """Articles finished on a day on which any was."""
        return sum(self.days.values()) / len(self.days) if self.days else 0.0
