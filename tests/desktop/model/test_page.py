"""The page: what it shows in each state, and what its buttons do."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from corpus.changes import Changes
from desktop.model import ModelPage, ask
from desktop.model.feed import TrainingFeed
from desktop.model.history import NAME
from desktop.model.history import F as HISTORY_F
from desktop.model.scores_table import BASELINE, CHANGE, PREVIOUS
from desktop.session import Session
from labels.training.options import TrainingTold

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def two(desk: Any, make_model: Any) -> Any:
    """Model 2 is used; Model 3 was trained after it and is worse."""
    desk.have(make_model(2, 0.51, 0.43, used=True), make_model(3, 0.472, 0.51, interval=(-0.07, -0.009)))
    return desk


def test_with_too_little_coded_it_says_what_is_missing(page: ModelPage, desk: Any, qtbot: QtBot) -> None:
    desk.needs("Finish at least 2 more articles.")
    page.show()
    assert page.stack.currentWidget() is page.empty
    assert "Finish at least 2 more articles." in page.empty.sentence.text()
    assert not page.head.train.isEnabled()
    with qtbot.waitSignal(page.code_requested):
        page.empty.button.click()


def test_with_enough_coded_it_offers_to_train(page: ModelPage, desk: Any, make_model: Any) -> None:
    desk.makes = make_model(1, 0.43, used=True)
    page.show()
    assert page.stack.currentWidget() is page.ready
    assert "60 finished articles with 760 spans" in page.ready.sentence.text()
    page.ready.button.click()
    assert page.stack.currentWidget() is page.area
    assert page.body.verdict.sentence.full_text.startswith("Model 1 is better than")


def test_a_training_is_shown_while_it_runs(page: ModelPage, desk: Any, make_model: Any) -> None:
    seen: list[tuple[bool, bool, int]] = []
    card = page.body.training

    class Told(list[TrainingTold]):
        def __iter__(self) -> Any:
            for step in range(1, 4):
                yield TrainingTold("training", step=step, steps=3, loss=9.0 / step, score=0.2 * step, seconds_left=20)
                card.draw()
                seen.append((card.isVisible(), page.head.train.isEnabled(), card.loss.count()))

    desk.says, desk.makes = Told(), make_model(1, 0.43, used=True)
    page.show()
    page.head.train.click()
    assert seen == [(True, False, 1), (True, False, 2), (True, False, 3)]
    assert (card.bar.maximum(), card.left.full_text) == (3, "About 20 s left")
    assert card.score.value.full_text == "Best so far 60.0"
    assert not card.isVisible()
    assert page.head.train.isEnabled()


def test_a_training_that_was_stopped_with_nothing_to_keep_leaves_the_page_as_it_was(page: ModelPage, two: Any) -> None:
    page.show()
    page.train()
    assert two.options
    assert not page.body.training.isVisible()
    assert page.body.verdict.sentence.full_text.startswith("Model 3 is worse")


def test_options_reach_the_training(page: ModelPage, two: Any) -> None:
    page.show()
    page.head.options.click()
    page.head.presets.setCurrentIndex(1)
    page.options.base.setCurrentIndex(1)
    page.options.seed.setValue(7)
    page.options.finished.setChecked(False)
    page.head.train.click()
    asked = two.options[0]
    assert (asked.preset, asked.base, asked.seed, asked.finished_only) == ("thorough", "en_core_web_sm", 7, False)
    assert not asked.trusted


def test_an_own_config_is_asked_for(page: ModelPage, two: Any) -> None:
    page.show()
    page.head.presets.setCurrentIndex(2)
    assert page.options.config.isVisible()
    assert not page.head.train.isEnabled()
    page.options.config.setText("mine.cfg")
    page.head.train.click()
    assert (two.options[0].preset, two.options[0].config) == ("custom", "mine.cfg")


def test_a_folder_to_begin_from_is_chosen(page: ModelPage, two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.model.options_bar.ask_base", lambda _: "wires/en")
    page.show()
    page.head.options.click()
    box = page.options.base
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    assert page.options.options().base == "wires/en"
    page.head.options.click()
    page.head.options.click()
    assert page.options.options().base == "wires/en"


def test_a_pipeline_from_elsewhere_is_trusted_first(page: ModelPage, two: Any) -> None:
    two.asks = "wires/en was not made by this project."
    page.show()
    page.head.train.click()
    assert page.body.ask.words.full_text == two.asks
    assert not two.options
    page.body.ask.no.click()
    assert not page.body.ask.isVisible()
    page.head.train.click()
    page.body.ask.yes.click()
    assert two.options[0].trusted


def test_a_worse_model_may_be_used_all_the_same(page: ModelPage, two: Any, session: Session, qtbot: QtBot) -> None:
    page.show()
    assert page.body.verdict.state.full_text.startswith("Model 2 goes on making the suggestions.")
    with qtbot.waitSignal(session.changed) as changed:
        page.body.verdict.use.click()
    assert {"model", "suggestion"} <= changed.args[0].kinds
    assert two.done == [("use", 3)]
    assert page.head.summary.full_text == "Model 3 makes the suggestions."
    assert page.body.verdict.use.isHidden()


def test_scores_follow_the_row_in_hand(page: ModelPage, two: Any) -> None:
    page.show()
    assert page.body.scores.title.full_text == "Scores of Model 3"
    page.body.history.table.selectRow(1)
    assert page.body.scores.title.full_text == "Scores of Model 2"
    page.body.scores.ways.choose("overlap")
    page.body.scores.ways.chosen.emit("overlap")
    assert "at least a letter" in page.body.scores.words.full_text


def test_columns_of_which_nothing_is_known_are_not_there(page: ModelPage, desk: Any, make_model: Any) -> None:
    desk.have(make_model(1, 0.43, used=True))
    page.show()
    table = page.body.scores.table
    hidden = [table.isColumnHidden(column) for column in (CHANGE, PREVIOUS, BASELINE)]
    assert hidden == [True, True, False]


def test_the_history_lists_the_newest_first(page: ModelPage, two: Any) -> None:
    page.show()
    model = page.body.history.table.history
    cells = [(model.index(row, NAME).data(), model.index(row, HISTORY_F).data()) for row in range(model.rowCount())]
    assert cells == [("Model 3", "51.9"), ("Model 2", "56.0")]


def test_a_note_is_kept(page: ModelPage, two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "ask_note", lambda *_: "before Amman")
    page.show()
    page.body.history.table.selectRow(1)
    page.body.history.note.click()
    assert two.done == [("annotate", 2, "before Amman")]
    chosen = page.body.history.table.chosen
    assert chosen
    assert chosen.note == "before Amman"


def test_a_model_is_deleted_after_a_question(page: ModelPage, two: Any) -> None:
    page.show()
    page.body.history.remove.click()
    assert "5 MB" in page.body.ask.words.full_text
    page.body.ask.yes.click()
    assert two.done == [("remove", 3)]
    assert [model.number for model in page.models] == [2]


def test_what_is_refused_is_said_once(page: ModelPage, two: Any, session: Session, qtbot: QtBot) -> None:
    two.refuses = "The folder cannot be deleted."
    page.show()
    page.body.history.remove.click()
    with qtbot.waitSignal(session.failed) as failed:
        page.body.ask.yes.click()
    assert failed.args == ["The folder cannot be deleted."]


def test_a_model_is_packaged(page: ModelPage, two: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(ask, "ask_folder", lambda *_: "out")
    page.show()
    with qtbot.waitSignal(page.told) as told:
        page.body.history.package.click()
    assert "model-3" in told.args[0]


def test_the_menu_of_a_row_does_what_the_buttons_do(page: ModelPage, two: Any) -> None:
    page.show()
    words = [action.text() for action in page.body.history.context_menu().actions()]
    assert words == ["Use", "Note…", "Export as spaCy package…", "Delete…"]


def test_suggesting_tells_what_came_of_it(page: ModelPage, two: Any, session: Session, qtbot: QtBot) -> None:
    page.show()
    with qtbot.waitSignal(page.told) as told, qtbot.waitSignal(session.changed):
        page.body.verdict.suggest.click()
    assert told.args == ["Suggested by Model 2."]


def test_the_learning_curve_is_measured_and_said(page: ModelPage, two: Any) -> None:
    page.show()
    assert "two and a half times" in page.body.curve.sentence.full_text
    page.body.curve.measure.click()
    assert page.body.curve.sentence.full_text.startswith("With 60 articles to learn from")
    assert "LOCATION is nearly flat" in page.body.curve.more.full_text
    assert page.body.curve.chart.isVisible()


def test_coding_while_it_is_hidden_is_seen_when_it_is_shown_again(page: ModelPage, desk: Any, session: Session) -> None:
    desk.needs("Finish at least 2 more articles.")
    page.show()
    page.hide()
    desk.known = type(desk.known)(60, 760, 9)
    session.tell(Changes(kinds=frozenset({"work"}), articles=frozenset({1}), summary=""))
    assert page.stack.currentWidget() is page.empty
    page.show()
    assert page.stack.currentWidget() is page.ready


def test_nothing_stays_of_a_project_that_was_closed(page: ModelPage, two: Any, session: Session) -> None:
    page.show()
    session.close()
    assert not page.models
    assert page.head.summary.full_text == ""
    assert not page.head.train.isEnabled()


def test_escape_leaves_the_page_but_first_a_question(page: ModelPage, two: Any, qtbot: QtBot) -> None:
    page.show()
    page.body.history.remove.click()
    qtbot.keyClick(page.body.ask, Qt.Key.Key_Escape)
    assert page.body.ask.isHidden()
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


@pytest.mark.parametrize("width", [900, 1280, 1920])
def test_nothing_is_wider_than_the_window(page: ModelPage, two: Any, width: int) -> None:
    two.measured()
    page.resize(width, 600)
    page.show()
    page.head.options.click()
    page.head.presets.setCurrentIndex(2)
    assert page.width() == width
    assert page.body.width() <= page.area.viewport().width()
    assert page.minimumSizeHint().width() <= width
    assert page.body.minimumSizeHint().width() <= page.area.viewport().width()


def test_dark_colours_reach_every_part(page: ModelPage, two: Any) -> None:
    from desktop import theme

    two.measured()
    page.show()
    page.set_theme(theme.dark())
    assert page.body.scores.table.bar.theme.is_dark
    assert page.body.history.table.history.theme.is_dark


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_one_key_trains(page: ModelPage, two: Any, qtbot: QtBot, key: Qt.Key) -> None:
    page.show()
    page.head.train.setFocus()
    qtbot.keyClick(page.head.train, key)
    assert len(two.options) == 1


def test_every_part_is_reached_by_tab_in_the_order_it_stands_in(page: ModelPage, two: Any) -> None:
    page.show()
    wanted = [
        page.head.options, page.head.presets, page.head.train, page.body.verdict.suggest, page.body.verdict.use,
        page.body.scores.table, page.body.curve.measure, page.body.history.table, page.body.history.remove,
    ]  # fmt: skip
    chain: list[QWidget | None] = []
    at: QWidget | None = page.head.options
    for _ in range(200):
        chain.append(at)
        at = at.nextInFocusChain() if at else None
    places = [chain.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_page_keys_scroll(page: ModelPage, two: Any, qtbot: QtBot) -> None:
    page.resize(900, 400)
    page.show()
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(page, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_learning_events_does_not_disturb_the_curves(page: ModelPage, two: Any) -> None:
    card = page.body.training
    card.begin("Training")
    card.take(TrainingTold("training", step=50, steps=50, loss=3.0))
    card.take(TrainingTold("roles", step=60, steps=90, loss=0.1))
    card.draw()
    assert (card.loss.count(), card.left.full_text, card.bar.maximum()) == (1, "Learning roles", 0)


def test_a_training_whose_project_was_closed_is_told_to_be_lost(page: ModelPage, two: Any, session: Session) -> None:
    said: list[str] = []
    page.told.connect(said.append)
    page.runs._feed = TrainingFeed(page)  # one runs
    session.close()
    assert said == ["What was being trained was stopped with its project, and nothing of it was kept."]
