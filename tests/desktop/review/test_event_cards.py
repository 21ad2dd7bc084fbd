"""Dashed cards of suggested events: what they say, and that one key answers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.review import event_cards
from desktop.review.event_cards import EventCard, EventCards, card_of, meaning
from labels.event import ArgumentDraft, EventDraft
from labels.event_type import EventType
from labels.role import Role, RoleKind
from labels.suggestion import EventSuggestion

TEXT = "On Tuesday rebels shelled Hama."
ATTACK = EventType(1, "", None, "Attack", "Attack", "", "", (), (), "#c2410c", 0, 1, False)
SHELLING = EventType(2, "", 1, "Shelling", "Attack / Shelling", "", "", (), (), "", 1, 1, False)


def role(number: int, name: str, kind: RoleKind, *, required: bool = False) -> Role:
    return Role(number, "", name, kind, "", "", False, required, (), (), number, False)


ROLES = [role(1, "Actor", "actor", required=True), role(2, "Place", "place"), role(3, "Date", "date")]


def card(at: int = 18, *, reason: str = "") -> EventCard:
    suggestion = EventSuggestion(1, at, at + 7, 2, "model 3", 0.87, reason=reason)
    filled = (
        ArgumentDraft(2, "Hama", 26, 30, value={"precision": "exact"}),
        ArgumentDraft(3, "Tuesday", 3, 10, value={"start": "2024-12-03", "end": "2024-12-03", "precision": "day"}),
    )
    draft = EventDraft(2, None, at, at + 7, filled)
    return card_of(suggestion, draft, TEXT, types=[ATTACK, SHELLING], roles=ROLES)


@pytest.fixture
def cards(qtbot: QtBot) -> EventCards:
    cards = EventCards(theme.light())
    cards.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(cards)
    cards.resize(320, 400)
    cards.show()
    return cards


def test_card_says_type_words_and_what_they_mean() -> None:
    found = card()
    assert (found.title, found.words, found.colour) == ("Shelling", "shelled", "#c2410c")
    assert found.lines == (("Place", "Hama", ""), ("Date", "Tuesday", "2024-12-03"))
    assert found.missing == ("Actor",)
    assert found.about == "0.87 · model 3"


def test_reason_is_told_where_there_is_one() -> None:
    assert card(reason="a trigger word of Attack / Shelling").about == "a trigger word of Attack / Shelling"


def test_a_type_that_is_gone_is_none() -> None:
    found = card_of(card().suggestion, replace(card().draft, type_id=None), TEXT, types=[], roles=[])
    assert (found.title, found.colour) == (event_cards.NO_TYPE, event_cards.NO_COLOUR)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"start": "2024-12-03", "end": "2024-12-05"}, "2024-12-03 – 2024-12-05"),
        ({"best": 1200}, "1,200"),
        ({"asks": "When was it written?"}, "When was it written?"),
        ({"code": "CIV"}, "CIV"),
        ({"precision": "near"}, "near"),
        ({}, ""),
    ],
)
def test_meaning_is_told_in_a_few_words(value: dict[str, object], said: str) -> None:
    assert meaning(value) == said


def test_nothing_is_shown_without_cards(cards: EventCards) -> None:
    cards.show_cards([card()])
    assert not cards.isHidden()
    cards.show_cards([])
    assert cards.isHidden()
    assert cards.in_hand() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_A])
def test_one_key_accepts(cards: EventCards, qtbot: QtBot, key: Qt.Key) -> None:
    cards.show_cards([card()])
    with qtbot.waitSignal(cards.accept_wanted) as asked:
        qtbot.keyClick(cards, key)
    assert asked.args == [card()]


def test_one_key_rejects(cards: EventCards, qtbot: QtBot) -> None:
    cards.show_cards([card()])
    with qtbot.waitSignal(cards.reject_wanted) as asked:
        qtbot.keyClick(cards, Qt.Key.Key_X)
    assert asked.args == [card()]


def test_arrows_go_from_card_to_card(cards: EventCards, qtbot: QtBot) -> None:
    cards.show_cards([card(), card(0)])
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert cards.in_hand() == card(0)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert cards.in_hand() == card(0)


def test_the_next_card_comes_in_hand(cards: EventCards, qtbot: QtBot) -> None:
    cards.show_cards([card(), card(0)])
    cards.show_cards([card(0)])
    assert cards.in_hand() == card(0)


def test_the_card_in_hand_stays_in_hand(cards: EventCards) -> None:
    cards.show_cards([card(), card(0)])
    cards.take(1)
    cards.show_cards([card(3), card(), card(0)])
    assert cards.in_hand() == card(0)


def test_escape_gives_the_keys_back(cards: EventCards, qtbot: QtBot) -> None:
    cards.show_cards([card()])
    with qtbot.waitSignal(cards.left):
        qtbot.keyClick(cards, Qt.Key.Key_Escape)


def test_a_screen_reader_hears_the_card(cards: EventCards) -> None:
    cards.show_cards([card()])
    assert cards.accessibleDescription() == (
        "Suggested event: Shelling, “shelled”; Place Hama; Date Tuesday 2024-12-03; 0.87 · model 3"
    )
