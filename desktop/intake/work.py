"""How the page has work done: short writes at once, anything longer as a job beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from desktop.jobs import Job
from desktop.session import Session

Start = Callable[[str, Callable[[Store, Progress], Any], Callable[..., object]], object]
SHORT = 20  # articles that are written without a job


class Worker(QObject):
    """Runs core functions for the page.

    Attributes:
        start: what runs a job: its title, the work, and what takes its result (`Files.start_job`); None does it here.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.start: Start | None = None

    @property
    def store(self) -> Store | None:
        """The project that is open."""
        return self._session.store

    def ask(
        self,
        title: str,
        work: Callable[[Store, Progress], Any],
        done: Callable[[Any], object],
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Have something found out, and hand what was found to `done`; `ended` follows, also when nothing was."""
        if self.start is not None:
            job = self.start(title, work, done)
            if isinstance(job, Job):
                job.ended.connect(ended)
            return
        if self._session.store is not None:
            try:
                found = work(self._session.store, silent)
            except UserError as error:
                self._session.failed.emit(str(error))
            else:
                done(found)
            ended()

    def write(self, title: str, articles: int, function: Callable[..., Changes], *args: Any, **values: Any) -> None:
        """Write one step that concerns so many articles; everybody is told of it."""
        if articles <= SHORT or self.start is None:
            self._session.write(None, function, *args, **values)
            return

        def work(store: Store, progress: Progress) -> Changes:
            return function(store, *args, **values, progress=progress)

        self.start(title, work, self._session.tell)

    def tell(self, changes: Changes) -> None:
        """Tell everybody of what a job has written."""
        if changes:
            self._session.tell(changes)
