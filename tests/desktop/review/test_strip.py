from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.review.strip import Hand, ReviewStrip, Standing

HAND = Hand(3, "Hama", "LOCATION", "#0f766e", "0.97 · Names · coded 41 times as LOCATION")
FULL = Standing(
    number=12,
    groups=[("Names", 7), ("Model 3", 5)],
    above=[(0.95, 0), (0.9, 4), (0.8, 4), (0.7, 9), (0.5, 12)],
)


@pytest.fixture
def strip(qtbot: QtBot) -> ReviewStrip:
    strip = ReviewStrip(theme.light())
    strip.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(strip)
    strip.resize(640, 90)
    return strip


def test_it_is_not_there_without_anything_to_say(strip: ReviewStrip) -> None:
    strip.show_standing(FULL)
    assert not strip.isHidden()
    strip.show_standing(Standing())
    assert strip.isHidden()


@pytest.mark.parametrize(
    "standing", [Standing(review=True), Standing(offer="Always?"), Standing(events=2), Standing(groups=[("Names", 1)])]
)
def test_it_is_there_for_anything_else_to_say(strip: ReviewStrip, standing: Standing) -> None:
    strip.show_standing(standing)
    assert not strip.isHidden()


def test_it_tells_how_many_are_left(strip: ReviewStrip) -> None:
    strip.show_standing(FULL)
    assert strip.title.text() == "12 suggestions"
    strip.show_standing(replace(FULL, number=1, events=2))
    assert strip.title.text() == "1 suggestion, 2 suggested events"
    strip.show_standing(Standing(events=1))
    assert strip.title.text() == "1 suggested event"


def test_the_one_in_hand_is_told_with_its_reason(strip: ReviewStrip) -> None:
    strip.show_standing(replace(FULL, hand=HAND))
    assert strip.title.text() == "3 of 12 suggestions"
    assert strip.words.full_text == "Hama  LOCATION · 0.97 · Names · coded 41 times as LOCATION"
    assert not strip.accept.isHidden()


def test_without_one_in_hand_there_is_nothing_to_accept(strip: ReviewStrip) -> None:
    strip.show_standing(FULL)
    assert strip.accept.isHidden()
    assert strip.reject.isHidden()


def test_words_in_hand_are_no_html(strip: ReviewStrip) -> None:
    strip.show_standing(replace(FULL, hand=replace(HAND, words="<b>Hama</b>")))
    assert strip.words.full_text.startswith("<b>Hama</b>")
    assert "<b>" not in strip.words.toolTip()


def test_buttons_say_what_is_wanted(strip: ReviewStrip, qtbot: QtBot) -> None:
    strip.show_standing(replace(FULL, hand=HAND, offer="Always?"))
    for button, signal in (
        (strip.accept, strip.accept_wanted), (strip.reject, strip.reject_wanted), (strip.next, strip.next_wanted),
        (strip.order, strip.order_wanted), (strip.review, strip.review_wanted), (strip.yes, strip.offer_taken),
        (strip.no, strip.offer_refused), (strip.events, strip.events_wanted),
    ):  # fmt: skip
        with qtbot.waitSignal(signal):
            button.click()


def test_a_chip_says_which_group_was_clicked(strip: ReviewStrip, qtbot: QtBot) -> None:
    strip.show_standing(FULL)
    with qtbot.waitSignal(strip.shown_wanted) as heard:
        strip.chips.chips[1].click()
    assert heard.args == ["Model 3"]


def test_a_hidden_group_stays_as_a_chip(strip: ReviewStrip) -> None:
    strip.show_standing(replace(FULL, hidden=frozenset({"Names"})))
    assert [chip.isChecked() for chip in strip.chips.chips] == [False, True]


def test_chips_give_way_where_there_is_no_room(strip: ReviewStrip) -> None:
    strip.show_standing(FULL)
    strip.chips.resize(116, 24)
    assert [chip.isHidden() for chip in strip.chips.chips] == [False, True]
    assert strip.chips.more.text() == "+1"


def test_the_menu_offers_scores_that_make_a_difference_and_groups(strip: ReviewStrip) -> None:
    strip.show_standing(FULL)
    told = [action.text() for action in strip.accept_menu().actions()]
    assert told == [
        "All 12 suggestions\tCtrl+Shift+A", "The 4 with a score of 0.9 or more",
        "The 9 with a score of 0.7 or more", "",
        "The 7 from Names", "The 5 from Model 3",
    ]  # fmt: skip


def test_the_menu_says_what_to_accept(strip: ReviewStrip, qtbot: QtBot) -> None:
    strip.show_standing(FULL)
    actions = strip.accept_menu().actions()
    with qtbot.waitSignal(strip.all_wanted) as every:
        actions[0].trigger()
    with qtbot.waitSignal(strip.all_wanted) as some:
        actions[2].trigger()
    with qtbot.waitSignal(strip.group_wanted) as group:
        actions[-1].trigger()
    assert (every.args, some.args, group.args) == ([0.0], [0.7], ["Model 3"])


def test_those_alike_are_told(strip: ReviewStrip) -> None:
    told = []
    for alike in (1, 2, 4):
        strip.show_standing(replace(FULL, hand=replace(HAND, alike=alike)))
        told.append("" if strip.alike.isHidden() else strip.alike.text())
    assert told == ["", "Shift: both", "Shift: all 4"]


def test_suggested_events_have_a_button_with_its_key(strip: ReviewStrip) -> None:
    strip.show_standing(replace(FULL, events=3))
    assert (strip.events.isHidden(), strip.events.text(), strip.events.keys) == (False, "3 events", "G")
    strip.show_standing(FULL)
    assert strip.events.isHidden()


def test_keys_are_named_as_they_are_in_force(strip: ReviewStrip) -> None:
    strip.set_keys({"reject": "Q", "review_order": "D"})
    assert (strip.accept.keys, strip.reject.keys, strip.order.keys) == ("Enter", "Q", "D")


def test_turned_on_modes_are_seen(strip: ReviewStrip) -> None:
    strip.show_standing(replace(FULL, review=True, order="doubt"))
    assert strip.review.isChecked()
    assert strip.order.isChecked()


def test_the_empty_review_says_how_to_go_on(strip: ReviewStrip) -> None:
    strip.show_standing(Standing(review=True))
    assert "Enter goes to the next article" in strip.words.full_text
    strip.show_standing(Standing(review=True, looking=True))
    assert strip.words.full_text.startswith("Looking for the next article")


def test_it_can_be_drawn_in_both_themes(strip: ReviewStrip) -> None:
    strip.show_standing(replace(FULL, hand=HAND, review=True, offer="Always?"))
    light = strip.grab().toImage()
    strip.set_theme(theme.dark())
    assert strip.grab().toImage() != light


def test_a_narrow_strip_leaves_room_for_the_origins(strip: ReviewStrip) -> None:
    strip.resize(330, 70)
    strip.show_standing(FULL)
    assert strip.order.isHidden()
    strip.resize(900, 70)
    assert not strip.order.isHidden()
