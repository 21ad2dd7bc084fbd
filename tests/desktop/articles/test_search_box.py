import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from corpus.query import Query, parse, written
from desktop import theme
from desktop.articles import search_box
from desktop.articles.search_box import SearchBox
from desktop.articles.sources import term


@pytest.fixture
def box(qtbot: QtBot) -> SearchBox:
    box = SearchBox(theme.light())
    qtbot.addWidget(box)
    return box


def test_outlet_with_quotation_marks_can_be_searched_for() -> None:
    assert parse(written(Query(source=term('The "Daily" Star')))).source == "Daily"


def test_search_waits_for_a_pause(box: SearchBox, qtbot: QtBot) -> None:
    told: list[Query] = []
    box.query_typed.connect(told.append)
    with qtbot.waitSignal(box.query_typed, timeout=2000):
        QTest.keyClicks(box, "Homs")
    assert told == [Query(text="Homs")]


def test_escape_empties_the_box_at_once(box: SearchBox, qtbot: QtBot) -> None:
    box.show_query(Query(text="Homs"))
    with qtbot.waitSignal(box.query_typed, timeout=2000) as told:
        QTest.keyClick(box, Qt.Key.Key_Escape)
    assert told.args == [Query()]
    assert box.text() == ""


def test_enter_searches_and_leads_to_the_list(box: SearchBox, qtbot: QtBot) -> None:
    QTest.keyClicks(box, "Homs")
    with qtbot.waitSignals([box.query_typed, box.left]):
        QTest.keyClick(box, Qt.Key.Key_Return)


def test_query_that_the_box_says_already_leaves_the_typing_alone(box: SearchBox) -> None:
    box.setText("status:todo Homs ")
    box.show_query(Query(text="Homs", status="todo"))
    assert box.text() == "status:todo Homs "


def test_names_of_fields_are_found_in_qts_positions() -> None:
    assert search_box._fields('🚒 status:todo "source:x" before:') == [(3, 7), (26, 7)]


def test_operators_and_excluded_fields_are_marked_like_names() -> None:
    assert search_box._fields("a OR (lang:ar -source:x) or NOTE") == [(2, 2), (6, 5), (14, 8)]


def test_colouring_fields_changes_no_text(box: SearchBox, qtbot: QtBot) -> None:
    box.setText("Homs status:todo")
    with qtbot.assertNotEmitted(box.textChanged):
        box.set_theme(theme.dark())
    assert box.text() == "Homs status:todo"
