"""The sheet of keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.key_sheet import KeySheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KEYS = [
    ("Reading", "Move by word", "Left / Right"),
    ("Label", "Hold the last label", "H"),
    ("Reading", "Move by line", "Up / Down"),
    ("Label", "Not on any key", ""),
    ("Edit", "Undo", "Ctrl+Z"),
]


@pytest.fixture
def sheet(qtbot: QtBot) -> KeySheet:
    sheet = KeySheet(theme.light())
    qtbot.addWidget(sheet)
    sheet.set_keys(KEYS)
    with qtbot.waitExposed(sheet):
        sheet.open_sheet()
    return sheet


def shown(sheet: KeySheet) -> list[str]:
    return [row.text for group in sheet.groups for row in group.rows if row.isVisible()]


def test_keys_stand_in_their_groups_and_what_has_none_is_left_out(sheet: KeySheet) -> None:
    assert shown(sheet) == ["Move by word", "Move by line", "Hold the last label", "Undo"]


def test_typing_finds_by_words_group_or_key(sheet: KeySheet, qtbot: QtBot) -> None:
    for typed, found in (("move line", ["Move by line"]), ("ctrl+z", ["Undo"]), ("label", ["Hold the last label"])):
        sheet.field.clear()
        qtbot.keyClicks(sheet.field, typed)
        assert shown(sheet) == found


def test_nothing_found_is_said(sheet: KeySheet, qtbot: QtBot) -> None:
    qtbot.keyClicks(sheet.field, "zebra")
    assert sheet.nothing.isVisible()
    assert sheet.nothing.full_text == "No key for “zebra”."


def test_escape_clears_first_and_closes_then(sheet: KeySheet, qtbot: QtBot) -> None:
    qtbot.keyClicks(sheet.field, "undo")
    qtbot.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert len(shown(sheet)) == 4
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_is_in_nobodys_way_and_draws_in_both_themes(sheet: KeySheet) -> None:
    assert not sheet.isModal()
    sheet.set_theme(theme.dark())
    assert not sheet.grab().isNull()


def test_an_empty_sheet_says_so(qtbot: QtBot) -> None:
    sheet = KeySheet(theme.light())
    qtbot.addWidget(sheet)
    sheet.set_keys([])
    assert sheet.nothing.full_text == "There are no keys to show."
