"""Trainings and what else takes long: started beside the window, followed, and stopped when asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from corpus.progress import Progress
from corpus.store import Store
from desktop.jobs import Job
from desktop.model.feed import TrainingFeed

StartJob = Callable[[str, Callable[[Store, Progress], object], Callable[..., object]], object]
Work = Callable[[Store, Callable[[Any], None], Progress], Any]


class Runs(QObject):
    """One run at a time.

    Attributes:
        start_job: what runs a job (`Files.start_job`); without it nothing is run.

    Signals:
        began: a run was asked for (its title). ended: it is over, however it ended.
        stopped: it was stopped before there was anything to keep.
        told: where it stands (a `TrainingTold`). progressed: done, total (-1: unknown), note.
    """

    began = Signal(str)
    ended = Signal()
    stopped = Signal()
    told = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.start_job: StartJob | None = None
        self._feed: TrainingFeed | None = None
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether a run was asked for and is not over."""
        return self._feed is not None

    def run(self, title: str, work: Work, done: Callable[[Any], object]) -> None:
        """Run something that tells where it stands; nothing while another runs."""
        if self.start_job is None or self.is_running:
            return
        feed = self._feed = TrainingFeed(self)
        feed.told.connect(self.told)
        self.began.emit(title)
        job = self.start_job(title, lambda store, progress: work(store, feed.tell, progress), done)
        if not isinstance(job, Job):
            self._end(feed)
            return
        self._job = job
        job.progressed.connect(self.progressed)
        job.cancelled.connect(lambda: self._stopped(feed))
        job.ended.connect(lambda: self._end(feed))

    def cancel(self) -> None:
        """Ask the run to stop; what is whole by then is kept."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Hear no more of the present run: its project is no longer open."""
        if self._feed is not None:
            self._end(self._feed)

    def _stopped(self, feed: TrainingFeed) -> None:
        if feed is self._feed:
            self.stopped.emit()

    def _end(self, feed: TrainingFeed) -> None:
        if feed is not self._feed:
            return
        feed.is_off = True
        feed.deleteLater()
        self._feed, self._job = None, None
        self.ended.emit()
