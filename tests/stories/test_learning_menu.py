"""An analyst chooses each entry of the menu *Model*, also before there is anything to learn from."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from corpus.progress import Progress
from corpus.store import Store
from desktop.model.page import NO_MODEL
from desktop.model.standard import standard
from labels.model import Model
from labels.training.options import TrainingTold, TrainOptions

OpenDesk = Callable[[Path | None], Any]
MODEL = Model(1, "m1", 1, "quick", "", "en", "model-1", "", 9, 90, 60.0, 9_000_000, "2024-12-08T10:00:00", used=True)


@pytest.fixture
def coded(open_desk: OpenDesk, sample: Path) -> Any:
    """A window on the sample project."""
    return open_desk(sample)


@pytest.fixture
def bare(open_desk: OpenDesk, five: Path) -> Any:
    """A window on five articles that nobody has coded."""
    return open_desk(five)


def instead(desk: Any, **functions: Callable[..., Any]) -> Any:
    """Show the Model page once with these functions in place of those that take minutes; return the page."""
    desk.do("page_model")
    page = desk.app.pages.model
    page.set_work(replace(standard(), **functions))
    desk.wait(lambda: not page._is_counting)
    desk.do("page_code")
    return page


def patient(
    _store: Store, _options: TrainOptions, *, told: Callable[[TrainingTold], object], progress: Progress
) -> Any:
    """Train until it is stopped."""
    pause = Event()
    while True:
        told(TrainingTold("training", step=1, steps=10))
        progress(1, 10, "training")
        pause.wait(0.01)


def in_front(desk: Any) -> str:
    """The page whose tab is marked."""
    return next((str(action_id) for action_id, tab in desk.app.top._tabs.items() if tab.isChecked()), "")


def test_train_shows_its_page_and_what_runs_and_can_be_stopped(coded: Any) -> None:
    page = instead(coded, train=patient)
    coded.do("train")
    coded.wait(page.body.training.isVisible)
    title = in_front(coded)
    QTest.mouseClick(page.body.training.cancel, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    coded.wait(lambda: not page.runs.is_running)

    assert title == "page_model"
    assert coded.sentence() == "Stopped before there was anything to keep."
    assert page.head.train.isEnabled()


def test_train_with_nothing_coded_says_what_is_missing(bare: Any) -> None:
    page = instead(bare)
    bare.do("train")

    assert page.stack.currentWidget() is page.empty
    assert not page.runs.is_running


def test_suggest_on_all_without_a_model_says_so(coded: Any) -> None:
    coded.do("suggest_all")

    assert in_front(coded) == "page_model"
    assert coded.sentence() == NO_MODEL


def test_suggest_on_all_tells_what_the_model_in_use_found(coded: Any) -> None:
    instead(coded, models=lambda _: [MODEL], suggest=lambda _store, model, *, progress: f"{model.name} found 7.")
    coded.do("suggest_all")
    coded.wait(lambda: coded.sentence() != "")

    assert coded.sentence() == "Model 1 found 7."


def test_the_learning_curve_is_measured_and_can_be_stopped(coded: Any) -> None:
    page = instead(coded, curve=patient)
    coded.do("learning_curve")
    coded.wait(page.body.training.isVisible)
    page.body.training.cancel.click()
    coded.wait(lambda: not page.runs.is_running)

    assert in_front(coded) == "page_model"
    assert not page.body.training.isVisible()


def test_a_check_with_nothing_coded_says_what_is_missing(bare: Any) -> None:
    bare.do("cross_check")
    bare.wait(lambda: bare.sentence() != "")

    assert in_front(bare) == "page_errors"
    assert "article" in bare.sentence()
    bare.wait(lambda: not bare.app.pages.errors.checking.is_running)


def test_suggestions_of_another_tool_wait_in_their_article(
    bare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = bare.app.session.article.text
    start = text.index("Omar")
    found = {"text": text, "spans": [{"start": start, "end": start + 4, "label": "ACTOR", "score": 0.8}]}
    (tmp_path / "tool.jsonl").write_text(json.dumps(found), encoding="utf-8")
    chosen = str(tmp_path / "tool.jsonl")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    bare.do("import_suggestions")
    bare.wait(lambda: any(span.dashed for span in bare.app.reader.spans()))

    dashed = [(span.start, span.end) for span in bare.app.reader.spans() if span.dashed]
    assert dashed == [(start, start + 4)]
    assert "1 suggestion" in bare.sentence()
