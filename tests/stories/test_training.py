"""An analyst trains a model in the window, reads what it is worth, goes on coding meanwhile, and stops or leaves."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from labels import models

Key = Qt.Key
pytestmark = pytest.mark.slow


@pytest.fixture
def lesson(open_desk: Callable[[Path | None], Any], sample: Path) -> Any:
    """A window on the sample project with the Model page open and ready to train."""
    desk = open_desk(sample)
    desk.ctrl(Key.Key_7)
    desk.wait(lambda: desk.app.pages.model is not None and desk.app.pages.model.head.train.isEnabled())
    return desk


def click(button: QPushButton) -> None:
    """Press a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def begun(desk: Any) -> bool:
    """Whether the training has told its first steps."""
    told = desk.app.pages.model.body.training._last
    return told is not None and told.step > 0


def test_a_model_is_trained_beside_coding_and_its_worth_is_said(lesson: Any) -> None:
    page = lesson.app.pages.model
    click(page.head.train)
    lesson.wait(lambda: begun(lesson))
    lesson.ctrl(Key.Key_1)  # back to the articles while it trains
    lesson.app.reader.select(0, 5)
    before = len(lesson.coded())
    lesson.press(Key.Key_4)
    assert len(lesson.coded()) == before + 1
    assert page.runs.is_running

    lesson.ctrl(Key.Key_7)
    lesson.wait(lambda: not page.runs.is_running)
    found = models.all_models(lesson.app.session.store)
    assert [each.number for each in found] == [1]
    assert page.body.verdict.sentence.full_text.startswith("Model 1 ")
    assert page.body.training.isHidden()
    assert models.verify(lesson.app.session.store, found[0]).is_dir()
    assert found[0].scores["exact"]["tp"] > 0
    assert found[0].used is found[0].scores["better"]


def test_a_training_that_is_stopped_keeps_what_it_has(lesson: Any) -> None:
    page = lesson.app.pages.model
    page.head.presets.setCurrentIndex(1)  # thorough: long enough to be stopped in the middle
    lesson.do("train")
    lesson.wait(lambda: begun(lesson))
    click(page.body.training.cancel)
    assert page.body.training.cancel.text() == "Stopping…"

    lesson.wait(lambda: not page.runs.is_running)
    assert models.all_models(lesson.app.session.store)[0].settings["stopped"] is True
    assert "The training was stopped" in page.body.verdict.details.full_text


def test_the_window_closes_at_once_while_it_trains_and_nothing_half_is_left(lesson: Any, sample: Path) -> None:
    page = lesson.app.pages.model
    page.head.presets.setCurrentIndex(1)
    click(page.head.train)
    lesson.wait(lambda: begun(lesson))
    lesson.app.window.close()

    assert not lesson.app.window.isVisible()
    assert not sample.with_name("sample.models").exists()
