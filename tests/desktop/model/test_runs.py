"""Runs in the window's one lane of jobs, with real threads."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from corpus.store import Store
from desktop.jobs import Job, Jobs
from desktop.model.runs import Runs
from desktop.session import Session


@pytest.fixture
def runs(session: Session, qtbot: QtBot) -> Iterator[Runs]:
    """Runs in a lane of jobs, whose threads have ended when the test has."""
    jobs, runs = Jobs(), Runs()
    assert session.store is not None
    path = session.store.path

    def start(title: str, work: Any, done: Any) -> Job:
        job = Job(title, work)
        job.finished.connect(done)
        return jobs.start(job, path)

    runs.start_job = start
    yield runs
    assert jobs.stop()
    qtbot.waitUntil(lambda: not jobs.findChildren(QThread))


def test_what_a_training_tells_arrives_in_the_window_s_thread(runs: Runs, qtbot: QtBot) -> None:
    heard: list[tuple[object, bool]] = []
    runs.told.connect(lambda told: heard.append((told, threading.current_thread() is threading.main_thread())))

    def work(_store: Store, tell: Any, _progress: Any) -> str:
        tell("a")
        tell("b")
        return "done"

    results: list[object] = []
    with qtbot.waitSignal(runs.ended):
        runs.run("Training", work, results.append)
    assert heard == [("a", True), ("b", True)]
    assert (results, runs.is_running) == (["done"], False)


def test_a_run_is_stopped_at_its_next_report(runs: Runs, qtbot: QtBot) -> None:
    runs.told.connect(lambda _: runs.cancel())

    def work(_store: Store, tell: Any, progress: Any) -> None:
        tell("working")
        while True:
            progress(1, 2)

    with qtbot.waitSignals([runs.stopped, runs.ended]):
        runs.run("Training", work, lambda _: None)
    assert not runs.is_running


def test_a_second_run_is_not_begun_while_one_runs(qapp: object) -> None:
    runs = Runs()
    begun: list[str] = []
    runs.began.connect(begun.append)
    runs.start_job = lambda title, work, done: Job(title, work)
    runs.run("One", lambda *_: None, lambda _: None)
    runs.run("Two", lambda *_: None, lambda _: None)
    assert begun == ["One"]


def test_a_run_of_a_project_that_was_closed_is_not_heard(qapp: object) -> None:
    runs = Runs()
    heard: list[object] = []
    tells: list[Any] = []
    runs.told.connect(heard.append)

    def start(title: str, work: Any, _done: Any) -> Job:
        work(None, lambda *_: None)
        return Job(title, work)

    runs.start_job = start
    runs.run("Training", lambda _store, tell, _progress: tells.append(tell), lambda _: None)
    runs.forget()
    tells[0]("late")
    assert (heard, runs.is_running) == ([], False)
