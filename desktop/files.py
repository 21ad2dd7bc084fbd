"""Projects opened and closed, articles brought in, training data taken out: what the File menu does.

Modules that only a job needs are imported by the job: the window must be there within a second.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from corpus.article import Item, RawArticle, RawEvent, RawSpan
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import SUFFIX, Store
from corpus.upgrade import takes_long
from desktop.jobs import Job, Jobs
from desktop.project_lock import ProjectLock
from desktop.session import Session
from desktop.settings import Settings
from labels.check import Finding, check
from labels.formats.report import ExportOptions, ExportReport
from labels.intake_report import IntakeReport

_REFRESH = 400  # milliseconds between two looks at what an import has brought so far


class Files(QObject):
    """Opens, closes, imports and exports.

    Signals:
        failed: one plain sentence.
        imported: the report of a finished import.
        exported: the report of a finished export.
        checked: what the project check found.
        leaving: the project open now is about to be closed; what was typed must be kept now.
    """

    failed = Signal(str)
    imported = Signal(object)
    exported = Signal(object)
    checked = Signal(object)
    leaving = Signal()

    def __init__(self, session: Session, jobs: Jobs, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.lessons = Jobs(self)  # trainings take minutes: an import must not wait for them
        self._settings = settings
        self._lock: ProjectLock | None = None
        self._opened: tuple[int, int] | None = None
        self._ticker = QTimer(self)
        self._ticker.setInterval(_REFRESH)
        self._ticker.timeout.connect(self._look)
        jobs.idle.connect(self._ticker.stop)

    # Projects

    def open(self, path: Path) -> bool:
        """Open a project in place of the present one; what cannot be opened leaves the present one open.

        A large one of an older format is brought to the present one first, as a job, and opened when that is done:
        until then this is False.
        """
        if self._is_present(path) and self._opened == _identity(path):
            return True
        if takes_long(path):
            self._bring_up(path)
            return False
        return self._switch(path, lambda: self._session.open(path, coder=self._settings.text("coder")))

    def create(self, path: Path) -> bool:
        """Make a project with the starter codebook and open it."""
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

        def starter(store: Store) -> Changes:
            from labels import codebook

            return codebook.use(store, codebook.load(codebook.STARTER))

        return self._switch(
            path, lambda: self._session.create(path, coder=self._settings.text("coder"), codebook=starter)
        )

    def open_sample(self) -> bool:
        """Open the sample project, built when it is not there yet."""
        from desktop.sample import make_sample, sample_path

        try:
            path = make_sample(sample_path(), coder=self._settings.text("coder"))
        except UserError as error:
            self.failed.emit(str(error))
            return False
        return self.open(path)

    def close(self) -> bool:
        """Close the project; False when a job would not stop."""
        self.leaving.emit()
        if not self._stop_jobs():
            self.failed.emit("The running job does not stop yet; wait a moment and close again.")
            return False
        self._ticker.stop()
        self._session.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        return True

    def ask_new(self, parent: QWidget) -> None:
        """Ask where a new project should lie, and make it."""
        folder = self._settings.text("project/folder", str(Path.home()))
        name, _ = QFileDialog.getSaveFileName(
            parent,
            "New project",
            f"{folder}/desk{SUFFIX}",
            f"Dateline (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever overwritten: `create` refuses
        )
        if name:
            self._settings.set("project/folder", str(Path(name).parent))
            self.create(Path(name))

    def ask_open(self, parent: QWidget) -> None:
        """Ask for a project, and open it."""
        folder = self._settings.text("project/folder", str(Path.home()))
        name, _ = QFileDialog.getOpenFileName(parent, "Open project", folder, f"Dateline (*{SUFFIX})")
        if name:
            self._settings.set("project/folder", str(Path(name).parent))
            self.open(Path(name))

    def become(self, coder: str) -> None:
        """Go on as another coder: the project is opened again under that name, which is remembered."""
        store, article = self._session.store, self._session.article
        self._settings.set("coder", coder)
        if store is None or coder == store.coder_name:
            return
        self.leaving.emit()
        if not self._stop_jobs():
            self.failed.emit("The running job does not stop yet; wait a moment and change the coder again.")
            return
        try:
            self._session.open(store.path, coder=coder)
        except UserError as error:
            self.failed.emit(str(error))
            return
        if article is not None:
            self._session.show(article.id)

    # Articles in

    def import_paths(
        self, paths: Sequence[Path], *, by_file: Mapping[Path, Mapping[str, str] | None] | None = None
    ) -> None:
        """Bring in files and folders, as a job. `by_file`: see `corpus.readers.read_files`."""
        wanted, most = list(paths), self._settings.max_text()

        def work(store: Store, progress: Progress) -> IntakeReport:
            from corpus.readers import Limits, read_files
            from labels.intake import take_in
            from labels.intake_groups import group_new

            found = read_files(wanted, by_file=by_file or {}, languages=True, limits=Limits(text=most))
            report = take_in(store, found, unknown="hold", max_text=most, progress=progress)
            return group_new(store, report, progress=progress)

        self._import(f"Importing {wanted[0].name}" if len(wanted) == 1 else f"Importing {len(wanted)} files", work)

    def import_article(self, article: RawArticle) -> None:
        """Bring in one article (a pasted story)."""
        self.import_items([article], title="Importing the story")

    def import_items(self, items: Sequence[Item], *, title: str = "Adding articles from the web") -> None:
        """Bring in what was read elsewhere, as a job."""
        most = self._settings.max_text()

        def work(store: Store, progress: Progress) -> IntakeReport:
            from labels.intake import take_in
            from labels.intake_groups import group_new

            report = take_in(store, items, unknown="hold", max_text=most, progress=progress)
            return group_new(store, report, progress=progress)

        self._import(title, work)

    def may_import(self) -> bool:
        """Whether articles can be brought in; when the project is read-only that is said (`failed`)."""
        if self._session.store is None or not self._session.read_only:
            return True
        self.failed.emit(f"{self._path()} is read-only; copy it to a folder you may write to, then import.")
        return False

    def add_held(self, held: Sequence[tuple[int, RawSpan]], waiting: Sequence[tuple[int, RawEvent]] = ()) -> None:
        """Add the spans and events an import put aside, with their labels, types and roles."""

        def work(store: Store, progress: Progress) -> Changes:
            from labels.intake import add_held

            return add_held(store, held, events=waiting, progress=progress)

        self._start("Adding spans and events" if waiting else "Adding spans", work, self._session.tell)

    def _import(self, title: str, work: Callable[[Store, Progress], IntakeReport]) -> None:
        if self._session.store is None:
            self.failed.emit("Make a new project or open one first; then bring the articles in.")
            return
        if not self.may_import():
            return
        self._start(title, work, self._take_report)
        self._ticker.start()

    def _take_report(self, report: IntakeReport) -> None:
        self._session.refresh_coder()
        self._session.tell(report.changes)
        self.imported.emit(report)

    def _look(self) -> None:
        """Show what a running import has committed so far."""
        self._session.tell(Changes(frozenset({"article"})))

    # Training data out

    def export(self, name: str, out: Path, options: ExportOptions) -> None:
        """Write training data, as a job."""

        def work(store: Store, progress: Progress) -> ExportReport:
            from labels.export_child import export_in_child

            return export_in_child(store, name, out, options=options, progress=progress)

        self._start(f"Exporting to {out.name}", work, self.exported.emit)

    def check(self) -> None:
        """Look the whole project over, as a job."""

        def work(store: Store, progress: Progress) -> list[Finding]:
            return check(store, progress=progress)

        self._start("Checking the project", work, self.checked.emit)

    def start_job(self, title: str, work: Callable[[Store, Progress], object], done: Callable[..., object]) -> Job:
        """Run `work` beside the window, with progress and cancel; `done` gets its result while the project is open."""
        return self._start(title, work, done)

    def start_lesson(self, title: str, work: Callable[[Store, Progress], object], done: Callable[..., object]) -> Job:
        """Like `start_job`, for training and what goes with it: in a lane of its own, minutes long."""
        return self._start(title, work, done, lane=self.lessons)

    def _start(
        self,
        title: str,
        work: Callable[[Store, Progress], object],
        done: Callable[..., object],
        *,
        lane: Jobs | None = None,
    ) -> Job:
        store = self._session.store
        assert store is not None
        path = store.path

        def finished(result: object) -> None:
            # Its last word may come after another project was opened, whose articles have the same numbers.
            if self._session.store is not None and self._session.store.path == path:
                done(result)

        job = Job(title, work)
        job.finished.connect(finished)
        job.failed.connect(self.failed)
        return (lane or self._jobs).start(job, path, coder=store.coder_given)

    def _stop_jobs(self) -> bool:
        return self._jobs.stop() and self.lessons.stop()

    def _switch(self, path: Path, take: Callable[[], None]) -> bool:
        """Lock the new file, open it, and only then let go of the old one."""
        self.leaving.emit()
        if not self._stop_jobs():
            self.failed.emit("A job is still running; cancel it or wait, then open the other project.")
            return False
        try:
            lock = self._lock if self._lock is not None and self._is_present(path) else ProjectLock(path)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        try:
            take()
        except UserError as error:
            if lock is not self._lock:
                lock.release()
            self.failed.emit(str(error))
            return False
        if self._lock is not None and lock is not self._lock:
            self._lock.release()
        self._lock, self._opened = lock, _identity(path)
        self._settings.remember(path)
        return True

    def _bring_up(self, path: Path) -> None:
        """Bring an older project to the present format beside the window, then open it."""
        try:
            lock = ProjectLock(path)
        except UserError as error:
            self.failed.emit(str(error))
            return

        def brought() -> None:
            lock.release()
            self.open(path)

        job = Job(f"Bringing {path.name} to the present format", lambda *_: None)
        job.finished.connect(brought)
        job.failed.connect(self.failed)
        job.ended.connect(lock.release)
        self._jobs.start(job, path, coder=self._settings.text("coder"))

    def _is_present(self, path: Path) -> bool:
        return self._session.store is not None and path.resolve() == self._path().resolve()

    def _path(self) -> Path:
        assert self._session.store is not None
        return self._session.store.path


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that took its place under the same name."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
