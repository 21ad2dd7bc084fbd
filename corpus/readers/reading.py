"""Runs files through the child that reads them; a file that breaks it costs that file."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.child import Child, ChildEnded, LineTooLong
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.readers.format import Job
from corpus.readers.inside import clean
from corpus.readers.limits import Limits
from corpus.readers.walk import File
from corpus.readers.wire import Malformed, Mark, job_line, read_line

_TICK = 0.1  # seconds between two looks at whether we should stop
_AHEAD = 2  # jobs the child may know of, so that it need not wait for the next
_AHEAD_BYTES = 2_000  # of the second: what any pipe takes without anyone reading
_OFTEN = 100  # articles between two looks at whether we should stop
_START_SECONDS = 60.0  # until a child is up (a slow disk, a virus scanner)
_WENT_WRONG = "made the reader go wrong"


class Reading:
    """The reading of a list of files, done by `items`."""

    def __init__(
        self,
        files: Sequence[File | Refusal],
        limits: Limits,
        progress: Progress,
        *,
        columns: Mapping[str, str] = MappingProxyType({}),
        by_file: Mapping[Path, Mapping[str, str] | None] = MappingProxyType({}),
        languages: bool = False,
    ) -> None:
        """Nothing is started yet. `progress` counts bytes."""
        self._waiting = deque(files)
        self._sent: deque[File] = deque()
        self._limits = limits
        self._columns = columns
        self._by_file = by_file
        self._languages = languages
        self._progress = progress
        self._total = sum(file.size for file in files if isinstance(file, File))
        self._child: Child | None = None
        self._up = False
        self._done = 0  # bytes of the files we are through with
        self._position = 0  # and of the one at hand
        self._idle = self._spent = 0.0  # seconds since the child's last word, and for the file at hand
        self._kept = 0  # articles of the file at hand
        self._told = False  # that it is being read

    def items(self) -> Iterator[Item]:
        """Yield what the files hold, in their order. Closing the iterator kills the child.

        Raises:
            UserError: the child cannot be started.
            Cancelled: `progress` says so.
        """
        try:
            while self._waiting or self._sent:
                yield from self._step()
            self._report()
        finally:
            self._stop()

    def _step(self) -> Iterator[Item]:
        if not self._sent and isinstance(first := self._waiting[0], Refusal):
            self._waiting.popleft()
            yield first
            return
        self._report()
        child = self._child or self._start()
        self._send(child)
        before = time.monotonic()
        try:
            lines = child.receive(_TICK)
        except ChildEnded:
            yield from self._give_up(_why_dead(child.wait(2.0)))
            return
        except LineTooLong:
            yield from self._give_up(_WENT_WRONG)
            return
        waited = time.monotonic() - before
        self._spent += waited
        self._idle = 0.0 if lines else self._idle + waited
        yield from self._take(lines)
        if late := self._late():
            yield from self._give_up(f"took longer than {late:,g} seconds to read")

    def _start(self) -> Child:
        try:
            self._child = Child("readers", line_bytes=self._limits.frame_bytes)
        except OSError as error:
            raise UserError(f"The reader of files could not be started: {error.strerror}.") from error
        return self._child

    def _send(self, child: Child) -> None:
        while self._waiting and len(self._sent) < _AHEAD and isinstance(file := self._waiting[0], File):
            columns = self._by_file.get(file.path) or self._columns
            line = job_line(Job(file.path, file.name, self._limits, columns=columns, languages=self._languages))
            if self._sent and len(line) > _AHEAD_BYTES:
                return
            child.send(line)
            self._sent.append(file)
            self._waiting.popleft()

    def _take(self, lines: list[bytes]) -> Iterator[Item]:
        for number, line in enumerate(lines, start=1):
            try:
                got = read_line(line, self._limits)
            except Malformed:
                yield from self._give_up(_WENT_WRONG)
                return
            if isinstance(got, Mark):
                self._note(got)
            elif self._sent:
                if not self._told:
                    yield self._tell()
                self._kept += isinstance(got, RawArticle)
                yield got
            if not number % _OFTEN:
                self._report()

    def _tell(self) -> FileRead:
        """Say which file the items that follow are from."""
        self._told = True
        return FileRead(self._sent[0].name, self._sent[0].size)

    def _note(self, mark: Mark) -> None:
        self._up = True
        if mark.kind == "at":
            self._position = mark.position
        elif mark.kind == "end" and self._sent:
            self._next()

    def _next(self) -> File:
        """Close the account of the file at hand."""
        file = self._sent.popleft()
        self._done += file.size
        self._position = self._kept = 0
        self._told = False
        self._idle = self._spent = 0.0
        return file

    def _late(self) -> float:
        """The time allowed, when the file at hand has used it up; else 0."""
        if not self._sent:
            return 0.0
        allowed = self._limits.seconds if self._up else _START_SECONDS
        if self._idle > allowed:
            return allowed
        allowed = self._limits.allowed(self._sent[0].size)
        return allowed if self._spent > allowed else 0.0

    def _give_up(self, reason: str) -> Iterator[Refusal]:
        """Kill the child, refuse the file at hand, and let a new child go on with the next."""
        up = self._up
        self._stop()
        if not up:
            raise UserError("The reader of files could not be started; Dateline may have to be installed again.")
        if not self._sent:
            return
        kept = self._kept
        file = self._next()
        self._waiting.extendleft(reversed(self._sent))
        self._sent.clear()
        if kept:
            articles = "article" if kept == 1 else f"{kept:,} articles"
            yield Refusal(file.name, f"{file.name} {reason}; the {articles} read from it before that stay.")
        else:
            yield Refusal(file.name, f"{file.name} {reason} and was skipped.")

    def _stop(self) -> int:
        child, self._child, self._up = self._child, None, False
        if child is None:
            return 0
        code = child.stop()
        clean(child.pid)
        return code

    def _report(self) -> None:
        at = self._sent[0] if self._sent else None
        inside = min(self._position, at.size) if at else 0
        self._progress(self._done + inside, self._total, at.name if at else "")


def _why_dead(code: int | None) -> str:
    if code == -9:  # SIGKILL, which Windows has no name for
        return "made the reader be stopped by the system (it may have run out of memory)"
    return "took too long to read" if code == -24 else "made the reader crash"  # 24: SIGXCPU
