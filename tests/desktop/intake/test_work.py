from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from corpus import articles, mend
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.mend import Correction
from corpus.progress import Progress
from corpus.store import Store
from desktop.intake import IntakePage
from desktop.intake.work import SHORT, Worker
from desktop.jobs import Job, Jobs, Work
from desktop.session import Session


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.stop()


@pytest.fixture
def start(jobs: Jobs, session: Session) -> Callable[[str, Work, Callable[..., object]], Job]:
    """Runs jobs as the window does."""

    def start(title: str, work: Work, done: Callable[..., object]) -> Job:
        assert session.store
        job = Job(title, work)
        job.finished.connect(done)
        return jobs.start(job, session.store.path, coder="rima")

    return start


Start = Callable[[str, Work, Callable[..., object]], Job]


def test_near_copies_are_found_by_a_job(page: IntakePage, start: Start, qtbot: QtBot) -> None:
    page.set_job(start)
    page.tabs.setCurrentIndex(1)
    page.copies.finder.slider.setValue(85)
    page.copies.finder.button.click()
    qtbot.waitUntil(lambda: list(page.copies.groups.ids) == [9])
    assert page.copies.finder.said.full_text.endswith("2 articles in 1 group of near-copies.")


def test_a_long_correction_is_a_job_and_everybody_hears_of_it(session: Session, start: Start, qtbot: QtBot) -> None:
    worker = Worker(session)
    worker.start = start
    corrections = [Correction(each, "language", "ar") for each in range(1, 9)]
    with qtbot.waitSignal(session.changed):
        worker.write("Correcting articles", SHORT + 1, mend.apply, corrections)
    assert session.store
    assert articles.get(session.store, 8).language == "ar"


def test_a_stopped_job_ends_without_an_answer(session: Session, start: Start, qtbot: QtBot) -> None:
    worker, told = Worker(session), list[str]()
    worker.start = start

    def work(store: Store, progress: Progress) -> Changes:
        raise UserError("No.")

    worker.ask("Looking", work, lambda found: told.append("done"), lambda: told.append("ended"))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["ended"]


def test_without_jobs_it_is_done_at_once(session: Session) -> None:
    told = list[object]()
    worker = Worker(session)
    worker.ask("Counting", lambda store, progress: len(articles.ids(store)), told.append, lambda: told.append("ended"))
    assert told == [12, "ended"]
    refused = list[str]()
    session.failed.connect(refused.append)
    worker.ask("Asking", lambda store, progress: articles.get(store, 99), told.append)
    assert len(refused) == 1
