from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.coding.ask import Ask, fitting
from desktop.type_ahead_rows import Row

ROWS = [Row(1, "Planned", "Status"), Row(2, "Claimed", "Certainty")]


@pytest.fixture
def ask(qtbot: QtBot) -> Iterator[Ask]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    found = Ask(theme.light(), window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield found
    window.close()


def test_the_value_of_the_row_chosen_is_handed_back(ask: Ask) -> None:
    found: list[object] = []
    ask.open("Status", lambda typed: fitting(ROWS, typed), found.append, QPoint(0, 0))
    QTest.keyClicks(ask.field, "clai")
    QTest.keyClick(ask.field, Qt.Key.Key_Return)
    assert found == [2]
    assert ask.isHidden()


def test_escape_hands_nothing_back(ask: Ask) -> None:
    found: list[object] = []
    ask.open("Status", lambda typed: ROWS, found.append, QPoint(0, 0))
    QTest.keyClick(ask.field, Qt.Key.Key_Escape)
    assert found == []


def test_what_stands_in_the_field_at_first_is_replaced_by_typing(ask: Ask) -> None:
    ask.open("Note", lambda typed: [Row(typed, typed)], lambda value: None, QPoint(0, 0), typed="old")
    QTest.keyClicks(ask.field, "new")
    assert ask.field.text() == "new"


def test_it_says_what_may_be_typed_while_there_is_nothing_to_choose(ask: Ask) -> None:
    ask.open("Date", lambda typed: [], lambda value: None, QPoint(0, 0), nothing="A day, as 2024-12-06.")
    assert ask.nothing.full_text == "A day, as 2024-12-06."


def test_rows_fit_by_text_and_hint() -> None:
    assert [row.value for row in fitting(ROWS, "certain")] == [2]
    assert fitting(ROWS, " ") == ROWS


def test_a_long_definition_is_shown_whole(ask: Ask) -> None:
    definition = "How many were killed in this event, as best, lowest and highest figure of the report."
    ask.open("Fatalities", lambda typed: [], lambda value: None, QPoint(0, 0), footer=definition)
    lines = ask.footer.height() // ask.footer.fontMetrics().lineSpacing()
    assert lines >= 2
    assert ask.footer.heightForWidth(ask.footer.width()) <= ask.footer.height()
    assert ask.rect().contains(ask.footer.geometry())


def test_enter_takes_the_row_that_it_starts_on(ask: Ask) -> None:
    found: list[object] = []
    ask.open("Status", lambda typed: ROWS, found.append, QPoint(0, 0), start=1)
    QTest.keyClick(ask.field, Qt.Key.Key_Return)
    assert found == [2]
