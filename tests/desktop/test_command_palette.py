"""The palette of commands."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.command_palette import CommandPalette

COMMANDS = [
    ("export", "File: Export…", "Ctrl+E", True),
    ("undo", "Edit: Undo", "Ctrl+Z", False),
    ("larger", "View: Larger text", "Ctrl++", True),
    ("done", "Article: Done, and next", "Ctrl+Return", True),
]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    QLineEdit(window).setObjectName("search")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def palette(window: QWidget) -> CommandPalette:
    palette = CommandPalette(theme.light(), window)
    palette.open(COMMANDS)
    return palette


def texts(palette: CommandPalette) -> list[str]:
    return [row.text for row in palette.model.rows]


def test_it_opens_centred_in_the_upper_third(palette: CommandPalette, window: QWidget) -> None:
    assert abs(palette.geometry().center().x() - window.rect().center().x()) <= 1
    assert palette.y() < window.height() / 3
    assert palette.field.hasFocus()


def test_all_commands_are_there_those_that_cannot_be_done_last(palette: CommandPalette) -> None:
    assert texts(palette) == ["File: Export…", "View: Larger text", "Article: Done, and next", "Edit: Undo"]


def test_enter_runs_the_best_match(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "lt")
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["larger"]
    assert palette.isHidden()


def test_arrows_choose_and_pass_over_what_cannot_be_done(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["done"]


def test_what_cannot_be_done_is_not_run(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "undo")
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isHidden()


def test_a_click_runs_a_command(palette: CommandPalette, qtbot: QtBot) -> None:
    place = palette.view.visualRect(palette.model.index(1)).center()
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.mouseClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["larger"]


def test_escape_closes_and_gives_the_keys_back(window: QWidget, qtbot: QtBot) -> None:
    search = window.findChild(QLineEdit, "search")
    assert search
    search.setFocus()
    palette = CommandPalette(theme.dark(), window)
    palette.open(COMMANDS)
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert search.hasFocus()


def test_a_click_beside_it_closes_it(palette: CommandPalette, window: QWidget, qtbot: QtBot) -> None:
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 600))
    assert palette.isHidden()


def test_no_match_is_said(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "zzz")
    assert palette.nothing.full_text == "No command is called “zzz”."
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isHidden()


def test_it_opens_empty_again_and_draws_in_both_themes(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "exp")
    palette.close_up()
    palette.set_theme(theme.dark())
    palette.open(COMMANDS)
    assert palette.field.text() == ""
    assert not palette.grab().isNull()


def test_page_keys_stop_at_the_ends(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.open([(str(at), f"Command {at:02}", "", True) for at in range(25)])
    for key, row in ((Qt.Key.Key_PageDown, 9), (Qt.Key.Key_PageDown, 18), (Qt.Key.Key_PageDown, 24)):
        qtbot.keyClick(palette.field, key)
        assert palette.view.currentIndex().row() == row
    for _ in range(4):
        qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.view.currentIndex().row() == 0


def test_a_window_too_small_still_holds_it(window: QWidget) -> None:
    window.resize(300, 200)
    palette = CommandPalette(theme.light(), window)
    palette.open(COMMANDS)
    assert palette.width() <= window.width() + 32
