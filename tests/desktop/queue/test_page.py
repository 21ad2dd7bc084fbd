"""The page: what it lists, and what its buttons do."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from corpus import articles, assigning, assignments
from corpus.assigning import Plan
from desktop.queue import QueuePage
from desktop.queue import page as module
from desktop.queue.assign_dialog import AssignDialog
from desktop.queue.model import DONE, LEFT, SHARES
from desktop.session import Session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def cells(page: QueuePage, *columns: int) -> list[tuple[str, ...]]:
    model = page.model
    return [tuple(str(model.index(row, column).data()) for column in columns) for row in range(model.rowCount())]


@pytest.fixture
def monday(session: Session) -> Session:
    session.do(assigning.assign, Plan("Monday", count=4, coders=("omar", "rima")))
    return session


def test_without_assignments_it_says_what_they_are_for(page: QueuePage) -> None:
    assert page.pages.currentWidget() is page.empty
    assert page.empty.button.isEnabled()


def test_each_coder_of_an_assignment_has_a_row(page: QueuePage, monday: Session) -> None:
    monday.do(assigning.assign, Plan("Test", count=2, purpose="hold-out"))
    assert cells(page, 0, 1, 2) == [
        ("Monday (rima)", "rima", "2"),
        ("Monday (omar)", "omar", "2"),
        ("Test", "held out", "2"),
    ]
    assert page.summary.full_text == "2 assignments of 4 articles, 2 held out"


def test_progress_follows_the_coding(page: QueuePage, monday: Session) -> None:
    monday.do(articles.set_status, 2, "done")
    assert cells(page, DONE, LEFT)[0] == ("1", "1")
    assert page.model.index(0, 3).data(SHARES) == (0.5, 0.0)
    assert page.pace.accessibleDescription() == "rima: 1 article on 1 day, 1.0 a day"


def test_code_these_asks_for_the_assignment(page: QueuePage, monday: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.code_requested) as asked:
        page.code.click()
    assert asked.args == ["Monday (rima)"]


def test_a_hold_out_set_is_let_out_and_held_again(page: QueuePage, session: Session) -> None:
    session.do(assigning.assign, Plan("Test", count=2, purpose="hold-out"))
    assert (page.close_.text(), page.code.isEnabled()) == ("Let out", False)
    page.close_.click()
    assert (page.close_.text(), cells(page, 1)) == ("Hold out again", [("let out",)])
    page.close_.click()
    assert cells(page, 1) == [("held out",)]


def test_an_assignment_gets_another_name_and_other_coders(
    page: QueuePage, monday: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ask_name", lambda *_: "Tuesday")
    monkeypatch.setattr(module, "ask_coders", lambda *_: ["lina"])
    page.rename.click()
    page.people.click()
    assert ("Tuesday", "lina") in cells(page, 0, 1)


def test_removing_can_be_undone(page: QueuePage, monday: Session) -> None:
    page.remove.click()
    assert len(cells(page, 0)) == 1
    monday.undo()
    assert len(cells(page, 0)) == 2


def test_the_dialog_assigns_what_it_says(page: QueuePage, session: Session) -> None:
    page.assign.click()
    dialog = page.findChild(AssignDialog)
    assert isinstance(dialog, AssignDialog)
    dialog.name.setText("Week 49")
    dialog.count.setValue(3)
    dialog.coders[0].setChecked(True)
    dialog._say()
    assert dialog.sentence.full_text == "3 articles for rima."
    dialog.assign.click()
    assert session.store is not None
    (found,) = assignments.all_assignments(session.store)
    assert (found.name, list(found.articles), found.coders) == ("Week 49", [1, 2, 3], ("rima",))


def test_a_refused_name_is_told(page: QueuePage, monday: Session, qtbot: QtBot, monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "ask_name", lambda *_: "Monday (omar)")
    with qtbot.waitSignal(monday.failed) as failed:
        page.rename.click()
    assert "called Monday (omar) already" in failed.args[0]


def test_a_read_only_project_cannot_be_assigned(page: QueuePage, session: Session) -> None:
    assert session.store is not None
    session.store.read_only = True
    page.refresh()
    assert not page.assign.isEnabled()
    assert not page.hold_out.isEnabled()


def test_the_menu_offers_what_the_buttons_do(page: QueuePage, monday: Session) -> None:
    menu = page.context_menu()
    assert [action.text() for action in menu.actions()] == ["Code these", "Rename…", "Coders…", "Close", "Remove"]
    menu.actions()[-1].trigger()
    assert len(cells(page, 0)) == 1


def test_an_assignment_that_is_closed_stays_in_hand(page: QueuePage, monday: Session) -> None:
    assert page.table.currentIndex().row() == 0
    page.close_.click()
    assert page.table.currentIndex().row() == 1
    assert page.close_.text() == "Open again"


def test_many_articles_are_counted_beside_the_window(
    page: QueuePage, monday: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = []
    start = page._start_job
    assert start is not None
    monkeypatch.setattr(assignments, "_QUICK", 0)

    def told(title: str, work: Any, done: Any) -> None:
        titles.append(title)
        start(title, work, done)

    page.set_job(told)
    page.refresh()
    assert titles == ["Counting how far the coders are", "Counting what was finished"]
    assert page.model.rowCount() == 2


def test_many_articles_are_assigned_beside_the_window(
    page: QueuePage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SHORT", 1)
    page._write(Plan("Monday", count=3))
    assert cells(page, 0, 2) == [("Monday", "3")]


def test_nothing_of_another_project_stays(page: QueuePage, monday: Session) -> None:
    monday.close()
    assert page.model.rowCount() == 0
    assert page.summary.full_text == ""
