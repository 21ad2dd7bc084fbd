"""Runs files through the child that reads them; a file that breaks it costs that file."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence

from corpus.article import RawArticle, Refusal
from corpus.child import Child, ChildEnded, LineTooLong
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.readers.format import Item, Job
from corpus.readers.limits import Limits
from corpus.readers.walk import File
from corpus.readers.wire import Malformed, Mark, job_line, read_line

_TICK = 0.1  # seconds between two looks at whether we should stop
_AHEAD = 2  # jobs the child may know of, so that it need not wait for the next
_AHEAD_BYTES = 4_000  # and their size: a pipe takes that without anyone reading
_START_SECONDS = 60.0  # until a child is up (a slow disk, a virus scanner)


class Reading:
    """The reading of a list of files; `items` does it."""

    def __init__(self, files: Sequence[File | Refusal], limits: Limits, progress: Progress) -> None:
        """Nothing is started yet."""
        self._waiting = deque(files)
        self._sent: deque[File] = deque()
        self._limits = limits
        self._progress = progress
        self._total = sum(file.size for file in files if isinstance(file, File))
        self._done = 0  # bytes of the files we are through with
        self._child: Child | None = None
        self._start_file()

    def items(self) -> Iterator[Item]:
        """Yield what the files hold, in their order. Closing the iterator kills the child.

        Raises:
            UserError: the child cannot be started.
            Cancelled: `progress` says so.
        """
        try:
            while self._waiting or self._sent:
                yield from self._step()
        finally:
            self._stop()

    def _step(self) -> Iterator[Item]:
        self._report()
        if not self._sent and isinstance(self._waiting[0], Refusal):
            yield self._waiting.popleft()  # type: ignore[misc]
            return
        self._send()
        if not self._sent:
            return
        child = self._child or self._start()
        before = time.monotonic()
        try:
            lines = child.receive(_TICK)
        except ChildEnded:
            yield self._lost(self._reason_of_death())
        except LineTooLong:
            yield self._lost("made the reader go wrong")
        else:
            yield from self._take(lines)
            if not lines and (reason := self._overdue(time.monotonic() - before)):
                yield self._lost(reason)

    def _start(self) -> Child:
        ...
