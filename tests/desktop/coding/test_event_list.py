import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop import fonts, theme
from desktop.coding.event_card import TITLE
from desktop.coding.event_list import EventList
from desktop.coding.event_words import Card, Line
from labels.event import Event

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
LINES = (
    Line("1", 1, "Actor", "rebels", argument_id=11),
    Line("2", 2, "Place", "required: where?", tone="missing"),
    Line("3", 3, "Date", "–", tone="empty"),
)


def card(number: int, *, held: bool = False) -> Card:
    event = Event(
        number, "0" * 32, 1, 5, "Armed clash", 1, "rima", None, "", None, None, "happened", False, "", "", "human",
        "", "", None,
    )  # fmt: skip
    return Card(event, f"E{number}", "Armed clash", "#c2410c", (), LINES if held else LINES[:2], held=held)


def cards(count: int, held: int = 0) -> list[Card]:
    return [card(number, held=number == held) for number in range(1, count + 1)]


@pytest.fixture
def events(qtbot: QtBot) -> EventList:
    fonts.load()
    found = EventList(theme.light())
    qtbot.addWidget(found)
    found.resize(320, 420)
    with qtbot.waitExposed(found):
        found.show()
    return found


def heard(signal: object) -> list[object]:
    found: list[object] = []
    signal.connect(lambda *args: found.append(args[0] if len(args) == 1 else args))  # type: ignore[attr-defined]
    return found


def middle(events: EventList, event_id: int, line: int) -> QPoint:
    """The middle of a line of a card, in the viewport."""
    place = events.view.cards.place(event_id)
    rect = events.view.visualRect(place)
    below = events.view.below(LINES[line].role_id) if line != TITLE else events.view.below(None)
    return QPoint(rect.center().x(), events.view.viewport().mapFromGlobal(below).y() - 10)


def test_without_events_it_says_how_to_make_one(events: EventList) -> None:
    events.show_cards([], article=True, key="E")
    assert events.empty.full_text.endswith("press E.")
    assert events.view.isHidden()


def test_a_click_on_a_card_takes_its_event(events: EventList) -> None:
    events.show_cards(cards(3, held=1), article=True, key="E")
    asked = heard(events.view.chosen)
    QTest.mouseClick(events.view.viewport(), LEFT, pos=events.view.visualRect(events.view.cards.place(2)).center())
    assert asked == [2]


def test_a_click_on_an_empty_line_asks_for_its_value(events: EventList) -> None:
    events.show_cards(cards(3, held=2), article=True, key="E")
    asked = heard(events.view.edit_wanted)
    QTest.mouseClick(events.view.viewport(), LEFT, pos=middle(events, 2, 1))
    assert asked == [LINES[1]]


def test_a_click_on_a_filled_line_shows_its_words(events: EventList) -> None:
    events.show_cards(cards(3, held=2), article=True, key="E")
    asked, shown = heard(events.view.edit_wanted), heard(events.view.line_chosen)
    QTest.mouseClick(events.view.viewport(), LEFT, pos=middle(events, 2, 0))
    assert (asked, shown) == ([], [LINES[0]])
    QTest.mouseDClick(events.view.viewport(), LEFT, pos=middle(events, 2, 0))
    assert asked == [LINES[0]]


def test_a_click_on_the_title_in_hand_asks_for_the_type(events: EventList) -> None:
    events.show_cards(cards(3, held=2), article=True, key="E")
    asked = heard(events.view.edit_wanted)
    QTest.mouseClick(events.view.viewport(), LEFT, pos=middle(events, 2, TITLE))
    assert asked == [None]


def test_arrows_walk_through_the_lines_and_on_to_the_next_card(events: EventList) -> None:
    events.show_cards(cards(3, held=2), article=True, key="E")
    shown, chosen = heard(events.view.line_chosen), heard(events.view.chosen)
    for _ in range(4):
        QTest.keyClick(events.view, Key.Key_Down)
    assert shown == list(LINES)
    assert chosen == [3]
    QTest.keyClick(events.view, Key.Key_PageUp)
    assert chosen == [3, 1]


def test_enter_edits_and_delete_clears_the_line_with_the_keyboard(events: EventList) -> None:
    events.show_cards(cards(3, held=2), article=True, key="E")
    edited, cleared = heard(events.view.edit_wanted), heard(events.view.clear_wanted)
    QTest.keyClick(events.view, Key.Key_Down)
    QTest.keyClick(events.view, Key.Key_Return)
    QTest.keyClick(events.view, Key.Key_Delete)
    assert (edited, cleared) == ([LINES[0]], [LINES[0]])


def test_the_line_with_the_keyboard_stays_while_its_card_changes(events: EventList) -> None:
    events.show_cards(cards(3, held=2), article=True, key="E")
    QTest.keyClick(events.view, Key.Key_Down, delay=0)
    events.show_cards(cards(4, held=2), article=True, key="E")
    assert events.view.line == 0
    events.show_cards(cards(4, held=3), article=True, key="E")
    assert events.view.line == TITLE


def test_the_card_in_hand_is_in_view_among_many(events: EventList) -> None:
    for held in (60, 1, 30):
        events.show_cards(cards(60, held=held), article=True, key="E")
        rect = events.view.visualRect(events.view.cards.place(held))
        assert 0 <= rect.top() < rect.bottom() <= events.view.viewport().height()


def test_the_card_in_hand_stays_in_view_when_the_list_becomes_lower(events: EventList, qtbot: QtBot) -> None:
    events.show_cards(cards(12, held=12), article=True, key="E")
    events.resize(300, 260)
    qtbot.waitUntil(lambda: events.view.height() == 260)
    assert events.view.visualRect(events.view.cards.place(12)).top() < events.view.viewport().height() - 100


def test_digits_are_left_to_the_pane(events: EventList) -> None:
    events.show_cards(cards(2, held=1), article=True, key="E")
    asked = heard(events.view.edit_wanted)
    QTest.keyClick(events.view, Key.Key_1)
    assert asked == []
