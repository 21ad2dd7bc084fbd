"""The window with who did what and when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.journal import StepInfo
from desktop import theme
from desktop.history_dialog import HistoryDialog, StepModel
from desktop.session import Session
from labels import labels, spans
from labels.intake import take_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.create(project_path, coder="rima")
    assert session.store
    take_in(session.store, [RawArticle("Rain fell in Homs.", "One"), RawArticle("Snow fell in Hama.", "Two")])
    session.do(labels.add, "PLACE")
    session.show(1)
    session.do(spans.add, 1, 13, 17, session.labels[0].id)
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> HistoryDialog:
    dialog = HistoryDialog(session, theme.light())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open_history()
    return dialog


def steps(dialog: HistoryDialog) -> list[StepInfo]:
    return [row for row in dialog.model.rows if isinstance(row, StepInfo)]


def test_the_articles_steps_come_first(dialog: HistoryDialog) -> None:
    assert [(step.summary, step.coder) for step in steps(dialog)] == [("Label “Homs” as PLACE", "rima")]
    assert dialog.model.rows[0] == "Today"


def test_the_whole_project_shows_everything(dialog: HistoryDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.of_project, Qt.MouseButton.LeftButton)
    assert "Add label PLACE" in [step.summary for step in steps(dialog)]


def test_what_is_done_meanwhile_shows_at_once(dialog: HistoryDialog, session: Session) -> None:
    session.do(spans.annotate, session.spans[0].id, note="seen")
    assert steps(dialog)[0].summary == "Note on “Homs”"
    session.undo()
    assert [step.state for step in steps(dialog)] == ["undone", "done"]


def test_an_undone_step_is_told_to_screen_readers(dialog: HistoryDialog, session: Session) -> None:
    session.undo()
    spoken = dialog.model.data(dialog.model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Label “Homs” as PLACE, rima, just now, undone"
    assert not dialog.grab().isNull()


def test_an_article_without_steps_says_so(dialog: HistoryDialog, session: Session) -> None:
    session.show(2)
    assert dialog.empty.full_text == "Nothing has been done in this article yet."


def test_without_an_article_the_project_is_shown(dialog: HistoryDialog, session: Session) -> None:
    session.show(None)
    assert dialog.of_project.isChecked()
    assert not dialog.of_article.isEnabled()
    assert len(steps(dialog)) == 3


def test_enter_on_a_step_asks_for_its_article(dialog: HistoryDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.article_requested) as asked:
        dialog.view.activated.emit(dialog.model.index(1))
    assert asked.args == [1]
    with qtbot.assertNotEmitted(dialog.article_requested):
        dialog.view.activated.emit(dialog.model.index(0))  # a day


def test_a_hidden_history_reads_nothing(dialog: HistoryDialog, session: Session, qtbot: QtBot) -> None:
    dialog.hide()
    with qtbot.assertNotEmitted(dialog.model.modelReset):
        session.undo()


def test_each_day_has_a_heading(qapp: object) -> None:
    def step(at: str) -> StepInfo:
        return StepInfo(1, "span", "Did", None, "rima", at, "done")

    model = StepModel()
    model.set_steps([step("2024-12-06T12:00:00Z"), step("2024-12-06T11:00:00Z"), step("2024-12-01T12:00:00Z")])
    assert [row for row in model.rows if isinstance(row, str)] == ["Friday 6 Dec 2024", "Sunday 1 Dec 2024"]
    assert model.flags(model.index(0)) == Qt.ItemFlag.ItemIsEnabled
