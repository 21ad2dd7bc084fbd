"""Chips of origins: none is lost where there is little room."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.review.chips import Chips, fitted

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GROUPS = [("Names", 12), ("Places", 3), ("Patterns", 1), ("Model 2", 41), ("A tool with a long name", 7)]


@pytest.fixture
def chips(qtbot: QtBot) -> Chips:
    made = Chips(theme.current("light"))
    qtbot.addWidget(made)
    made.show_groups(GROUPS, ())
    made.resize(900, 28)
    made.show()
    return made


def test_with_room_every_chip_has_its_width() -> None:
    assert fitted([80, 90, 200], 400) == [80, 90, 200]


def test_the_widest_give_way_first() -> None:
    assert fitted([80, 90, 200], 312) == [80, 90, 130]


def test_those_without_room_are_left_to_the_menu() -> None:
    assert len(fitted([100, 100, 100, 100], 210)) == 2


def test_five_origins_all_show_where_they_fit(chips: Chips) -> None:
    chips.resize(360, 28)
    assert [chip.isVisible() for chip in chips.chips] == [True] * 5
    assert not chips.more.isVisible()


def test_what_has_no_room_is_hidden_or_shown_by_the_menu(chips: Chips, qtbot: QtBot) -> None:
    chips.resize(200, 28)
    entries = chips.rest().actions()
    assert chips.more.text() == f"+{len(entries)}"
    with qtbot.waitSignal(chips.toggled) as asked:
        entries[-1].trigger()
    assert asked.args == ["A tool with a long name"]
