"""What to code next, on the page."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.changes import Changes
from desktop.model import ModelPage
from desktop.model.next_card import SOURCE, TITLE, WHY
from desktop.session import Session
from labels.next_up import Next

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def looked(desk: Any, make_model: Any) -> Any:
    """Model 1 has looked at ten articles, some of which chance drew."""
    desk.have(make_model(1, 0.43, used=True))
    desk.next = [
        Next(at, f"Report {at}", "sana", "drawn by chance" if at % 4 == 0 else "Model 1 doubts it", at % 4 == 0)
        for at in range(1, 11)
    ]
    return desk


def cell(page: ModelPage, row: int, column: int) -> str:
    """What a cell says."""
    model = page.body.next_up.table.next_up
    return str(model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole))


def test_the_first_eight_are_shown_with_their_reasons(page: ModelPage, looked: Any) -> None:
    page.show()
    card = page.body.next_up
    assert card.table.next_up.rowCount() == 8
    assert [cell(page, 3, column) for column in (TITLE, SOURCE, WHY)] == ["Report 4", "sana", "Drawn by chance"]
    assert card.words.full_text.startswith("80 articles left to code.")
    assert card.suggest.isHidden()


def test_code_these_assigns_them_and_goes_there(page: ModelPage, looked: Any, qtbot: QtBot) -> None:
    page.show()
    with qtbot.waitSignal(page.assignment_requested) as told:
        page.body.next_up.code.click()
    assert told.args == ["Most useful"]
    assert looked.done == [("code", 1, 2, 3, 4, 5, 6, 7, 8)]
    assert cell(page, 0, TITLE) == "Report 9"


def test_an_assignment_that_is_refused_leads_nowhere(page: ModelPage, looked: Any, session: Session) -> None:
    looked.refuses = "The disk is full."
    told: list[str] = []
    went: list[str] = []
    session.failed.connect(told.append)
    page.assignment_requested.connect(went.append)
    page.show()
    page.body.next_up.code.click()
    assert (told, went) == (["The disk is full."], [])


def test_before_a_model_has_looked_it_offers_to_suggest(page: ModelPage, looked: Any) -> None:
    ready, looked.next = looked.next, []
    page.show()
    card = page.body.next_up
    assert "Let a model look at the articles first" in card.words.full_text
    assert card.code.isHidden()
    looked.next = ready
    card.suggest.click()
    assert card.table.next_up.rowCount() == 8


def test_without_a_model_in_use_it_says_so(page: ModelPage, desk: Any, make_model: Any) -> None:
    desk.have(make_model(1, 0.43))
    page.show()
    assert page.body.next_up.words.full_text.startswith("No model makes suggestions now")
    assert page.body.next_up.suggest.isHidden()


def test_when_all_is_done_it_says_so(page: ModelPage, looked: Any) -> None:
    looked.next, looked.left = [], 0
    page.show()
    assert page.body.next_up.words.full_text == "Every article is finished, or assigned already."
    assert page.body.next_up.suggest.isHidden()


def test_other_doubts_change_what_is_next(page: ModelPage, looked: Any, session: Session) -> None:
    page.show()
    looked.next = looked.next[4:]
    session.tell(Changes(frozenset({"suggestion", "doubt"})))
    assert cell(page, 0, TITLE) == "Report 5"
