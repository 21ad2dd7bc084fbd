import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UserError
from desktop import crash_guard


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], list[str]]]:
    """What was shown as our failure, and what was told as the user's trouble."""
    shown, told = list[str](), list[str]()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = list(crash_guard.log.handlers)
    crash_guard.install(tmp_path, shown.append, told.append)
    yield shown, told
    for handler in [each for each in crash_guard.log.handlers if each not in before]:
        crash_guard.log.removeHandler(handler)
        handler.close()


def raised(error: BaseException) -> BaseException:
    """Return an error with a traceback."""
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - any kind is asked for
        return caught


def fail(error: BaseException) -> None:
    """Let an error reach the interpreter's end."""
    sys.excepthook(type(error), raised(error), error.__traceback__)


@pytest.mark.logs_errors
def test_a_failure_is_shown_and_written_down(guarded: tuple[list[str], list[str]], tmp_path: Path) -> None:
    fail(ZeroDivisionError("our bug"))

    assert "ZeroDivisionError: our bug" in guarded[0][0]
    assert "ZeroDivisionError: our bug" in (tmp_path / "dateline.log").read_text("utf-8")


@pytest.mark.logs_errors
def test_a_failure_in_another_thread_is_shown_too(guarded: tuple[list[str], list[str]]) -> None:
    def broken() -> None:
        raise ZeroDivisionError("our bug")

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()

    assert "our bug" in guarded[0][0]


def test_a_user_s_trouble_that_nobody_caught_is_told_in_its_own_words(guarded: tuple[list[str], list[str]]) -> None:
    fail(UserError("The file is damaged."))

    assert guarded == ([], ["The file is damaged."])


def test_ctrl_c_is_no_failure(
    guarded: tuple[list[str], list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail(KeyboardInterrupt())

    assert guarded == ([], [])
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_report_names_versions_and_the_place() -> None:
    report = crash_guard.describe(raised(ValueError("oops")))

    assert report.startswith("Dateline ")
    assert "Python 3." in report
    assert "SQLite 3." in report
    assert "test_crash_guard.py" in report


def test_no_log_is_made_before_something_fails(guarded: tuple[list[str], list[str]], tmp_path: Path) -> None:
    assert logging.getLogger("dateline").handlers
    assert not (tmp_path / "dateline.log").exists()
