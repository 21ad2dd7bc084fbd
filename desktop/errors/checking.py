"""The check against models while it runs: started beside the window, followed, and stopped when asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from corpus.progress import Progress
from corpus.store import Store
from desktop.errors import asks
from desktop.jobs import Job
from labels.training.options import TrainingTold

StartJob = Callable[[str, Callable[[Store, Progress], object], Callable[..., object]], object]
TITLE = "Checking the coding against models"
_PHASES = {"reading": "reading the articles", "training": "model {} of {} learns"}
_MINUTE = 60


class _Feed(QObject):
    """Signal: `told`, where the training stands; emitted in the job's thread, heard in the window's."""

    told = Signal(object)


class Checking(QObject):
    """One check at a time.

    Attributes:
        says: where it stands, in a few words; "" when none runs.

    Signals:
        changed: `says` is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.says = ""
        self._feed: _Feed | None = None
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether a check was asked for and is not over."""
        return self._feed is not None

    def start(self, start_job: StartJob, done: Callable[[object], object]) -> None:
        """Begin, unless one runs already."""
        if self.is_running:
            return
        feed = self._feed = _Feed(self)
        feed.told.connect(lambda told: self._hear(feed, told))
        self._say("waiting for its turn")
        job = start_job(TITLE, lambda store, progress: asks.crossing(store, feed.told.emit, progress), done)
        if not isinstance(job, Job):
            self._end(feed)
            return
        self._job = job
        job.ended.connect(lambda: self._end(feed))

    def stop(self) -> None:
        """Ask it to stop; nothing is kept of it."""
        if self._job is not None:
            self._say("stopping")
            self._job.cancel()

    def forget(self) -> None:
        """Hear no more of it: its project is no longer open."""
        if self._feed is not None:
            self._end(self._feed)

    def _hear(self, feed: _Feed, told: TrainingTold) -> None:
        if feed is self._feed and self.says != "stopping":
            self._say(standing(told))

    def _say(self, words: str) -> None:
        self.says = words
        self.changed.emit()

    def _end(self, feed: _Feed) -> None:
        if feed is self._feed:
            feed.deleteLater()
            self._feed, self._job = None, None
            self._say("")


def standing(told: TrainingTold) -> str:
    """Return where a check stands: "model 2 of 3 learns · about 2 minutes left"."""
    words = _PHASES.get(told.phase, told.phase).format(told.member, told.members)
    left = told.seconds_left
    if left is None:
        return words
    minutes = round(left / _MINUTE)
    time = "less than a minute" if left < _MINUTE else f"about {minutes} minute{'s' if minutes > 1 else ''}"
    return f"{words} · {time} left"
