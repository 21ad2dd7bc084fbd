"""Measures the time spent on an article: the time between two doings, but for the pauses in which nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

LONGEST = 120.0  # seconds between two doings that still count whole: somebody may be reading


class Stopwatch:
    """Counts the seconds of one article at a time."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._article_id: int | None = None
        self._spent = 0.0
        self._last = 0.0

    def start(self, article_id: int | None) -> None:
        """Begin anew with an article; the one that is counted already goes on."""
        if article_id != self._article_id:
            self._article_id, self._spent, self._last = article_id, 0.0, self._clock()

    def beat(self) -> None:
        """Something was done: count the time since the last."""
        now = self._clock()
        self._spent += min(now - self._last, LONGEST)
        self._last = now

    def take(self) -> int:
        """Return the whole seconds spent since they were taken last."""
        self.beat()
        seconds = int(self._spent)
        self._spent -= seconds
        return seconds
