"""Expressions and token patterns in a child process that stays: one that explodes ends the child, not the window.

Lines of JSON. In: first ``{"lang", "apart", "patterns": [[id, kind, body], ...]}``, then ``{"n", "text"}`` for each
text. Out: ``{"bad": {id: sentence}}``, then for each text ``{"at": group}`` before a group that may take long and
``{"n", "hits": [[id, start, end], ...]}``.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
import weakref
from collections.abc import Iterable
from typing import IO, Any

from corpus.child import Child, ChildEnded, LineTooLong
from corpus.confinement import detach, restrict, stay_inside
from labels.pattern import Pattern
from labels.suggest.pattern_match import TOGETHER, Found, Given, PatternSet, run

SECONDS = 2.0  # for one group of patterns in one text
_MORE = 1.0  # seconds after which the parent ends a child that did not end itself
_START = 60.0  # seconds until a child is up; spaCy is loaded in them
_LOOK = 0.02  # seconds between two looks
_RESTARTS = 3  # of a child that dies without a pattern to blame
_MEMORY, _PROCESSOR = 3 << 30, 4 * 3600.0  # bytes; seconds


class PatternRunner:
    """Runs a list of patterns over texts, from one thread.

    Attributes:
        set_aside: by pattern id, one sentence on those that cannot be run or took too long; they are run no more.
    """

    def __init__(self, patterns: Iterable[Pattern | Given], *, lang: str, seconds: float = SECONDS) -> None:
        """Start the child; it gets ready while the window goes on."""
        self._patterns = [_given(each) for each in patterns]
        self._lang = lang
        self._seconds = seconds
        self.set_aside: dict[int, str] = {}
        self._child: Child | None = None
        self._finalizer: Any = None
        self._restarts = 0
        self._apart = False  # whether token patterns are run one by one, to find the one that does not end
        self._serial = 0
        self._text = ""  # that is being looked through, or was last
        self._hits: list[Found] | None = None
        self._at: int | None = None
        self._ready = False
        self._since = 0.0  # seconds on the clock at the child's last word
        self._start()

    def find(self, text: str, *, patience: float) -> list[Found] | None:
        """Return what the patterns find in a text; None when it takes longer than `patience` seconds.

        Ask again with the same text for what has come since.
        """
        if not self._running():
            return []
        if text != self._text or (self._hits is None and not self._serial):
            self._text, self._hits = text, None
            self._send()
        deadline = time.monotonic() + patience
        while self._hits is None and self._running():
            self._listen(max(0.0, min(_LOOK, deadline - time.monotonic())))
            if time.monotonic() >= deadline:
                break
        return self._hits if self._running() else []

    def close(self) -> None:
        """End the child."""
        if self._finalizer is not None:
            self._finalizer()
        self._child = self._finalizer = None

    def _running(self) -> bool:
        return self._child is not None

    def _left(self) -> list[Given]:
        return [each for each in self._patterns if each[0] not in self.set_aside]

    def _start(self) -> None:
        self.close()
        if not self._left():
            return
        self._child = Child("patterns")
        self._finalizer = weakref.finalize(self, self._child.stop)
        self._ready, self._at, self._since = False, None, time.monotonic()
        line = {"lang": self._lang, "seconds": self._seconds, "apart": self._apart, "patterns": self._left()}
        self._child.send(json.dumps(line).encode())

    def _send(self) -> None:
        self._serial += 1
        if self._child is not None:
            if self._ready:
                self._since = time.monotonic()
            self._child.send(json.dumps({"n": self._serial, "text": self._text}).encode())

    def _listen(self, seconds: float) -> None:
        assert self._child is not None
        try:
            lines = self._child.receive(seconds)
        except (ChildEnded, LineTooLong):
            self._blame()
            return
        for line in lines:
            self._since = time.monotonic()
            self._take(json.loads(line))
        if time.monotonic() - self._since > (self._seconds + _MORE if self._ready else _START):
            self._blame()

    def _take(self, message: dict[str, Any]) -> None:
        if "bad" in message:
            self._ready = True
            self.set_aside |= {int(key): str(why) for key, why in message["bad"].items()}
        elif "at" in message:
            self._at = message["at"]
        elif message["n"] == self._serial:
            self._hits = [(hit[0], hit[1], hit[2]) for hit in message["hits"]]
            self._at, self._restarts = None, 0

    def _blame(self) -> None:
        """Set aside what was being run when the child ended, and go on with the others in a new child."""
        if self._at is None:
            self._restarts += 1
            if self._restarts > _RESTARTS:
                self.set_aside |= dict.fromkeys((each[0] for each in self._left()), "The patterns could not be run.")
        elif self._at == TOGETHER:
            self._apart = True
        else:
            self.set_aside |= {each[0]: _too_long(each, self._seconds) for each in self._left() if each[0] == self._at}
            self._apart = False
        self._start()
        if self._hits is None:
            self._send()


def _too_long(pattern: Given, seconds: float) -> str:
    body = pattern[2] if len(pattern[2]) <= 60 else pattern[2][:59] + "…"
    return f"The pattern {body} takes over {seconds:g} seconds in one article and is set aside; make it more exact."


def _given(each: Pattern | Given) -> Given:
    return (each.id, each.kind, each.body) if isinstance(each, Pattern) else each


def main() -> int:
    """Be the child: answer until the input ends."""
    lines, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = open(os.devnull, "wb")  # noqa: SIM115 - open as long as the process
    detach()
    restrict(memory=_MEMORY, seconds=_PROCESSOR)
    first = json.loads(lines.readline())
    patterns = PatternSet((tuple(each) for each in first["patterns"]), lang=first["lang"], apart=first["apart"])
    sys.addaudithook(stay_inside)
    _say(out, {"bad": patterns.bad})
    for line in lines:
        asked = json.loads(line)
        text, hits = patterns.text(asked["text"]), []
        for group in patterns.groups:
            _say(out, {"at": group.name})
            faulthandler.dump_traceback_later(first["seconds"], exit=True, file=nothing)  # also while `re` holds on
            hits += run(group, text)
            faulthandler.cancel_dump_traceback_later()
        _say(out, {"n": asked["n"], "hits": hits})
    return 0


def _say(out: IO[bytes], message: dict[str, Any]) -> None:
    out.write(json.dumps(message).encode() + b"\n")
    out.flush()
