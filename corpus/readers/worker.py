"""The child that reads files: jobs come in, articles go out, and nothing it does can harm the program.

It may be killed at any moment. It makes no connections, starts no programs and writes no large files.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from corpus.article import Refusal
from corpus.readers.format import Item, Job
from corpus.readers.limits import Limits
from corpus.readers.registry import by_suffix
from corpus.readers.wire import Mark, item_line, mark_line, read_job

_BATCH = 1 << 16  # bytes sent at once
_PATIENCE = 0.25  # seconds a line waits at most for others to go with it
_FILE_SIZE = 50 << 20  # bytes of any file it may write (libraries keep caches)
_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.bind",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
)


def main() -> int:
    """Answer jobs on standard input until it ends."""
    jobs, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _detach()
    sys.addaudithook(_audit)
    gc.set_threshold(100_000, 50, 50)  # articles make many small objects and no cycles
    sender = _Sender(output)
    sender.send(mark_line(Mark("up")), now=True)
    with suppress(BrokenPipeError):
        for line in jobs:
            _answer(read_job(line), sender)
    return 0


class _Sender:
    """Collects lines, so that thousands of short ones do not make thousands of writes."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._lines: list[bytes] = []
        self._bytes = 0
        self._sent = time.monotonic()

    def send(self, line: bytes, *, now: bool = False) -> bool:
        """Take a line; return whether it and those before it have gone out."""
        self._lines.append(line)
        self._bytes += len(line)
        due = now or self._bytes > _BATCH or time.monotonic() - self._sent > _PATIENCE
        if due:
            self._output.write(b"\n".join((*self._lines, b"")))
            self._output.flush()
            self._lines, self._bytes, self._sent = [], 0, time.monotonic()
        return due


def _answer(job: Job, sender: _Sender) -> None:
    _restrict(job.limits)
    for item in _items(job):
        if sender.send(_sendable(job, item)):
            sender.send(mark_line(Mark("at", job.position)))
    sender.send(mark_line(Mark("end")), now=True)


def _sendable(job: Job, item: Item) -> bytes:
    try:
        line = item_line(item)
    except (ValueError, TypeError, RecursionError):
        where = item.where or job.name
        return item_line(Refusal(where, f"{where} holds a value that cannot be stored and was left out."))
    if len(line) > job.limits.frame_bytes:
        return item_line(Refusal(item.where, f"{item.where} holds too much beside its text and was left out."))
    return line


def _items(job: Job) -> Iterator[Item]:
    """What the format's reader yields; whatever it raises becomes a sentence."""
    try:
        yield from by_suffix()[job.path.suffix.lower()].read(job)
    except MemoryError:
        yield job.refuse(f"needs more memory than the {job.limits.memory >> 20:,} MB allowed; split it.")
    except OSError as error:
        yield job.refuse(f"cannot be read: {error.strerror or type(error).__name__}.")
    except RecursionError:
        yield job.refuse("nests its parts too deeply to be read.")
    except Exception as error:  # noqa: BLE001 (the border of the process: told, and only this file is lost)
        yield job.refuse(f"could not be read ({type(error).__name__}); it may be damaged.")


def _detach() -> None:
    """Keep libraries that print, or ask, away from the pipes."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)


def _audit(event: str, _: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)


def _restrict(limits: Limits) -> None:
    """Bound memory, file sizes, core dumps and this job's processor time, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.file_seconds) + 5  # the parent, if alive, is quicker
    wanted = [("RLIMIT_FSIZE", _FILE_SIZE), ("RLIMIT_CORE", 0), ("RLIMIT_CPU", seconds)]
    if sys.platform == "linux":  # elsewhere it is not kept, or counts what is shared
        wanted.append(("RLIMIT_AS", limits.memory))
    for name, value in wanted:
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard < 0 else min(value, hard), hard))
