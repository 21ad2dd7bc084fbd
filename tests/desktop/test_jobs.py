import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from corpus.errors import UserError
from corpus.progress import Abandoned, Progress
from corpus.store import Store
from desktop.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.stop()


@pytest.fixture
def path(store: Store) -> Path:
    """An empty project's file."""
    return store.path


def test_a_job_works_in_another_thread_with_a_store_of_its_own(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    def work(store: Store, progress: Progress) -> tuple[int, str]:
        return threading.get_ident(), store.coder_name

    job = Job("work", work)
    with qtbot.waitSignal(job.finished) as done:
        jobs.start(job, path, coder="omar")

    assert done.args[0][0] != threading.get_ident()
    assert done.args[0][1] == "omar"


def test_what_a_job_writes_is_in_the_file(jobs: Jobs, path: Path, qtbot: QtBot, store: Store) -> None:
    with qtbot.waitSignal(jobs.idle):
        jobs.start(Job("work", lambda own, progress: own.set_setting("said", "done")), path)

    assert store.setting("said") == "done"


def test_signals_of_a_job_are_heard_in_the_window_s_thread(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    threads: list[int] = []
    job = Job("work", lambda store, progress: progress(1, 1))
    job.progressed.connect(lambda *_: threads.append(threading.get_ident()))
    job.finished.connect(lambda _: threads.append(threading.get_ident()))
    with qtbot.waitSignal(jobs.idle):
        jobs.start(job, path)

    assert threads == [threading.get_ident()] * 2


def test_a_user_s_trouble_is_one_sentence(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    def work(store: Store, progress: Progress) -> None:
        raise UserError("The disk is full.")

    job = Job("work", work)
    with qtbot.waitSignal(job.failed) as said:
        jobs.start(job, path)

    assert said.args == ["The disk is full."]


def test_our_own_bug_reaches_the_crash_guard_whoever_started_the_job(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    def work(store: Store, progress: Progress) -> None:
        raise KeyError("oops")

    job = Job("work", work)
    with qtbot.captureExceptions() as caught:
        with qtbot.waitSignal(job.broke) as said:
            jobs.start(job, path)
        qtbot.waitUntil(lambda: bool(caught))  # Qt does not say whom it tells first

    assert isinstance(said.args[0], KeyError)
    assert [kind for kind, _, _ in caught] == [KeyError]


def test_a_file_that_is_gone_is_the_user_s_trouble(jobs: Jobs, tmp_path: Path, qtbot: QtBot) -> None:
    job = Job("work", lambda store, progress: None)
    with qtbot.waitSignal(job.failed) as said:
        jobs.start(job, tmp_path / "gone.dateline")

    assert "does not exist" in said.args[0]


def test_a_cancelled_job_stops_at_its_next_report(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(store: Store, progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        raise AssertionError("it went on")

    job = Job("work", work)
    jobs.start(job, path)
    assert begun.wait(10)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        go_on.set()


def test_stopping_the_lane_tells_its_job_that_nobody_waits(path: Path, qtbot: QtBot) -> None:
    jobs = Jobs()
    begun, heard = threading.Event(), threading.Event()

    def work(store: Store, progress: Progress) -> None:
        begun.set()
        while True:
            try:
                progress(1, 2)
            except Abandoned:
                heard.set()
                raise

    jobs.start(Job("work", work), path)
    assert begun.wait(10)
    assert jobs.stop()
    assert heard.is_set()


def test_jobs_run_one_after_the_other_in_order(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    order: list[str] = []
    running: list[str] = []

    def work(name: str) -> Job:
        def do(store: Store, progress: Progress) -> None:
            assert not running
            running.append(name)
            order.append(name)
            running.remove(name)

        return Job(name, do)

    with qtbot.waitSignal(jobs.idle):
        for name in ("a", "b", "c"):
            jobs.start(work(name), path)

    assert order == ["a", "b", "c"]


def test_a_job_after_one_that_failed_still_runs(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    def broken(store: Store, progress: Progress) -> None:
        raise UserError("no")

    second = Job("second", lambda store, progress: 2)
    jobs.start(Job("first", broken), path)
    with qtbot.waitSignal(second.finished) as done:
        jobs.start(second, path)

    assert done.args == [2]


def test_stop_ends_the_running_job_and_drops_the_waiting_ones(jobs: Jobs, path: Path) -> None:
    ran: list[str] = []

    def endless(store: Store, progress: Progress) -> None:
        while True:
            progress(1)

    jobs.start(Job("first", endless), path)
    jobs.start(Job("second", lambda store, progress: ran.append("second")), path)

    assert jobs.stop()
    assert ran == []


def test_a_job_that_does_not_listen_is_not_called_stopped(jobs: Jobs, path: Path) -> None:
    go_on = threading.Event()
    jobs.start(Job("deaf", lambda store, progress: go_on.wait(10)), path)

    assert not jobs.stop(milliseconds=50)
    go_on.set()


def test_progress_is_told_seldom_but_its_end_always(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []

    def work(store: Store, progress: Progress) -> None:
        for done in range(1, 1001):
            progress(done, 1000)

    job = Job("work", work)
    job.progressed.connect(lambda done, total, note: told.append((done, total)))
    with qtbot.waitSignal(jobs.idle):
        jobs.start(job, path)

    assert told[-1] == (1000, 1000)
    assert len(told) < 500


def test_an_unknown_total_is_minus_one(jobs: Jobs, path: Path, qtbot: QtBot) -> None:
    job = Job("work", lambda store, progress: progress(3, None, "wires"))
    with qtbot.waitSignal(job.progressed) as told:
        jobs.start(job, path)

    assert told.args == [3, -1, "wires"]
