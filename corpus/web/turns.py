"""Whose turn it is: one request at a time to a host, with a pause between two; hosts do not wait for one another."""

from __future__ import annotations

import threading
import time
from collections import deque


class Turns:
    """Hands out work by host. May be used from several threads."""

    def __init__(self, pause: float) -> None:
        """`pause`: seconds between two requests to one host, unless it asks for more."""
        self._pause = pause
        self._pauses: dict[str, float] = {}
        self._waiting: dict[str, deque[int]] = {}
        self._busy: set[str] = set()
        self._next: dict[str, float] = {}  # when a host may be asked again
        self._changed = threading.Condition()
        self._closed = False

    def add(self, host: str, number: int) -> None:
        """Take work on."""
        with self._changed:
            self._waiting.setdefault(host, deque()).append(number)
            self._changed.notify()

    def close(self) -> None:
        """Say that nothing more is added."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self) -> tuple[str, int] | None:
        """Wait for work whose host nobody is busy with, and return it, soonest due first; None at the end."""
        with self._changed:
            while True:
                free = [host for host in self._waiting if host not in self._busy]
                if free:
                    host = min(free, key=lambda each: self._next.get(each, 0.0))
                    left = self._next.get(host, 0.0) - time.monotonic()
                    if left <= 0 or len(free) == len(self._waiting) == 1:
                        return host, self._pop(host)
                    self._changed.wait(left)
                elif self._closed and not self._waiting:
                    return None
                else:
                    self._changed.wait()

    def done(self, host: str) -> None:
        """Say that the work taken for `host` is done."""
        with self._changed:
            self._busy.discard(host)
            self._changed.notify_all()

    def ask_for(self, host: str, seconds: float) -> None:
        """Keep a longer pause for a host that wants one."""
        with self._changed:
            self._pauses[host] = max(seconds, self._pause)

    def reserve(self, host: str) -> float:
        """Return how many seconds to wait before the next request to `host`, which is then spoken for."""
        with self._changed:
            at = max(time.monotonic(), self._next.get(host, 0.0))
            self._next[host] = at + self._pauses.get(host, self._pause)
            return at - time.monotonic()

    def _pop(self, host: str) -> int:
        numbers = self._waiting[host]
        number = numbers.popleft()
        if not numbers:
            del self._waiting[host]
        self._busy.add(host)
        return number
