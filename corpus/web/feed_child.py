"""Feeds are parsed in a child of their own, which has no network: `read_in_child` asks, `main` answers.

One line goes in: [path, base, most entries, longest text, bytes of memory]. One comes out: a feed, or a reason.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.child import Child, ChildEnded, LineTooLong
from corpus.confinement import detach, restrict, stay_inside
from corpus.readers.formats.feed import NoFeed
from corpus.readers.limits import Limits
from corpus.web.feeds import Entry, Feed, read_feed

_TICK = 0.1
_SECONDS = 10.0  # for one feed
_LINE = 1 << 27  # bytes of the answer


class BadFeed(Exception):
    """It cannot be read; the message continues a sentence that begins with it."""


def read_in_child(path: Path, base: str, *, most: int, limits: Limits, look: Callable[[], None]) -> Feed:
    """Return the feed in a file. `look` is called ten times a second and may raise to stop.

    Raises:
        BadFeed: it cannot be read.
    """
    child = Child("feeds", line_bytes=_LINE)
    try:
        child.send(json.dumps([str(path), base, most, limits.text, limits.memory]).encode("ascii"))
        began = time.monotonic()
        while time.monotonic() - began < _SECONDS:
            look()
            for line in child.receive(_TICK):
                return _checked(line)
        raise BadFeed(f"is a feed that took longer than {_SECONDS:g} seconds to read")
    except (ChildEnded, LineTooLong) as error:
        raise BadFeed("is a feed that made the reader go wrong") from error
    finally:
        child.stop()


def main() -> int:
    """Answer one line."""
    jobs, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    sys.addaudithook(stay_inside)
    path, base, most, longest, memory = json.loads(jobs.readline())
    restrict(memory=memory, seconds=_SECONDS)
    output.write(json.dumps(_answer(Path(path), base, most, longest)).encode("ascii") + b"\n")
    output.flush()
    return 0


def _answer(path: Path, base: str, most: int, longest: int) -> Any:
    try:
        feed = read_feed(path.read_bytes(), base, most=most, longest=longest)
    except NoFeed as error:
        return str(error).removesuffix(".")
    except MemoryError:
        return "is a feed that needs too much memory"
    except Exception as error:  # noqa: BLE001 (the border of the process: told, and only this feed is lost)
        return f"is a feed that cannot be read ({type(error).__name__})"
    entries = [(each.link, each.title, each.published, each.author, each.text) for each in feed.entries]
    return [feed.title, feed.language, entries]


def _checked(line: bytes) -> Feed:
    try:
        answer = json.loads(line)
        if isinstance(answer, str):
            raise BadFeed(answer[:200])
        title, language, entries = answer
        feed = Feed(_word(title), _word(language), tuple([Entry(*map(_word, each)) for each in entries]))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadFeed("is a feed that made the reader go wrong") from error
    return feed


def _word(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value
