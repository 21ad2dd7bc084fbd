"""Long work beside the window: one lane for jobs that write the project, with progress and cancel.

A job runs in a thread with a `Store` of its own; what may hang or crash (parsing, spaCy) runs in child processes
below it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from corpus.errors import UserError
from corpus.progress import Abandoned, Cancelled, Progress
from corpus.store import Store

Work = Callable[[Store, Progress], Any]
_EVERY = 0.05  # seconds between two progress signals: more than that nobody can see


class Job(QObject):
    """One piece of work.

    Signals:
        progressed: done, total (-1: unknown), note.
        finished: the result of the work.
        failed: one plain sentence (the user's trouble).
        broke: an exception of ours, to be shown by the crash guard.
        cancelled: it stopped as asked.
        ended: after any of these.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(str)
    broke = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, title: str, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.work = work
        self._cancel = self._abandon = False
        self._told = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report; what is committed stays whole."""
        self._cancel = True

    def abandon(self) -> None:
        """Ask the work to stop without handing over what it has: nobody waits for it."""
        self._cancel = self._abandon = True

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """Pass on progress; called from the job's thread.

        Raises:
            Cancelled: somebody has asked the job to stop.
        """
        if self._cancel:
            raise Abandoned if self._abandon else Cancelled
        at = time.monotonic()
        if at - self._told >= _EVERY or done == total:
            self._told = at
            self.progressed.emit(done, -1 if total is None else total, note)


class _Thread(QThread):
    def __init__(self, job: Job, path: Path, coder: str, parent: QObject) -> None:
        super().__init__(parent)
        self.job = job
        self._path = path
        self._coder = coder

    def run(self) -> None:
        job = self.job
        try:
            with Store.open(self._path, coder=self._coder, progress=job.report) as store:
                result = job.work(store, job.report)
        except Cancelled:
            job.cancelled.emit()
        except UserError as error:
            job.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001 - the thread's border; the crash guard shows it
            job.broke.emit(error)
        else:
            job.finished.emit(result)


class Jobs(QObject):
    """The lane: one job at a time, the rest wait their turn.

    Signals:
        started: a job begins to run.
        idle: nothing runs and nothing waits.
    """

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Job, Path, str]] = deque()
        self._thread: _Thread | None = None

    @property
    def current(self) -> Job | None:
        """The job that runs now."""
        return self._thread.job if self._thread else None

    def start(self, job: Job, path: Path, *, coder: str = "") -> Job:
        """Run a job on the project at `path` as soon as the lane is free."""
        job.setParent(self)
        job.broke.connect(_raise)
        self._waiting.append((job, path, coder))
        self._next()
        return job

    def stop(self, *, milliseconds: int = 10_000) -> bool:
        """Ask everything to stop, whatever comes of it, and wait; True when nothing runs any more."""
        self._waiting.clear()
        if self._thread is None:
            return True
        self._thread.job.abandon()
        return self._thread.wait(milliseconds)

    def _next(self) -> None:
        if self._thread is not None:
            return
        if not self._waiting:
            self.idle.emit()
            return
        job, path, coder = self._waiting.popleft()
        self._thread = _Thread(job, path, coder, self)
        self._thread.finished.connect(self._end)
        self.started.emit(job)
        self._thread.start()

    def _end(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.job.ended.emit()
            thread.job.deleteLater()
            thread.deleteLater()
        self._next()


def _raise(error: Exception) -> None:
    """Hand a job's bug to the crash guard, as if it had happened here."""
    raise error
