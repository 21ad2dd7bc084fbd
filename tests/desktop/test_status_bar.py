import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.jobs import Job
from desktop.plain import PlainLabel
from desktop.status_bar import StatusBar


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    bar = StatusBar(theme.light())
    qtbot.addWidget(bar)
    bar.resize(1280, 40)
    bar.show()
    return bar


@pytest.fixture
def job() -> Job:
    return Job("Importing wires", lambda store, progress: None)


def words(bar: StatusBar) -> list[str]:
    return [each.full_text for each in bar.findChildren(PlainLabel) if each.isVisible()]


def button(bar: StatusBar, text: str) -> QPushButton | None:
    found = [each for each in bar.findChildren(QPushButton) if each.isVisible() and each.text().startswith(text)]
    return found[0] if found else None


def test_without_a_project_no_coder_and_no_keys_are_named(bar: StatusBar) -> None:
    bar.show_idle()

    assert bar.text() == "No project"
    assert button(bar, "Coder") is None
    assert "label" not in words(bar)


def test_saved_names_what_was_saved(bar: StatusBar) -> None:
    bar.show_saved("Label “Hama” as LOCATION")

    assert bar.text() == "Saved · Label “Hama” as LOCATION"


def test_the_coder_can_be_changed_from_here(bar: StatusBar, qtbot: QtBot) -> None:
    bar.show_project(coder="Rima & Omar", read_only=False)
    coder = button(bar, "Coder")
    assert coder is not None
    with qtbot.waitSignal(bar.coder_requested):
        coder.click()

    assert coder.text() == "Coder: Rima && Omar"


def test_a_job_takes_the_place_of_the_keys_and_gives_it_back(bar: StatusBar, job: Job) -> None:
    bar.show_project(coder="rima", read_only=False)
    bar.start_job(job)
    during = words(bar)
    bar.end_job()

    assert "Importing wires" in during
    assert "label" not in during
    assert "label" in words(bar)


def test_keys_do_not_come_back_after_a_job_where_nothing_can_be_coded(bar: StatusBar, job: Job) -> None:
    bar.show_project(coder="rima", read_only=True)
    bar.start_job(job)
    bar.end_job()

    assert "label" not in words(bar)


def test_keys_stay_away_while_a_job_runs(bar: StatusBar, job: Job) -> None:
    bar.start_job(job)
    bar.show_project(coder="rima", read_only=False)

    assert "label" not in words(bar)


def test_progress_without_a_total_is_a_moving_bar(bar: StatusBar, job: Job) -> None:
    bar.start_job(job)
    bar.show_progress("Importing wires", 7, -1, "")
    moving = bar.findChild(QProgressBar)

    assert isinstance(moving, QProgressBar)
    assert (moving.minimum(), moving.maximum()) == (0, 0)
    assert "Importing wires: 7" in words(bar)


def test_progress_with_a_total_is_a_share(bar: StatusBar, job: Job) -> None:
    bar.start_job(job)
    bar.show_progress("Checking", 500, 1000, "texts")
    share = bar.findChild(QProgressBar)

    assert isinstance(share, QProgressBar)
    assert (share.value(), share.maximum()) == (500, 1000)
    assert "Checking: texts" in words(bar)


def test_a_job_can_be_cancelled_while_it_runs(bar: StatusBar, job: Job, qtbot: QtBot) -> None:
    bar.start_job(job)
    cancel = button(bar, "Cancel")
    assert cancel is not None
    with qtbot.waitSignal(bar.cancel_requested):
        cancel.click()
    bar.end_job()

    assert button(bar, "Cancel") is None


def test_a_job_with_a_long_name_is_shortened(bar: StatusBar) -> None:
    bar.start_job(Job("Importing " + "wire-" * 100, lambda store, progress: None))

    assert bar.minimumSizeHint().width() < 900


def test_other_colours_keep_what_is_said(bar: StatusBar) -> None:
    bar.show_trouble("Not done")
    bar.set_theme(theme.dark())

    assert bar.text() == "Not done"


def test_a_hint_taken_back_leaves_no_empty_warning(bar: StatusBar) -> None:
    bar.show_hint("Looking at the tables …")
    bar.show_hint("")

    assert bar.text() == "Saved"


def test_a_refusal_is_not_taken_back_with_a_hint(bar: StatusBar) -> None:
    bar.show_trouble("Not done")
    bar.show_hint("")

    assert bar.text() == "Not done"
