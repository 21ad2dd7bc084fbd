from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.actions import MENUS, TABLE
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.status_bar import StatusBar
from desktop.top_bar import TopBar


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with empty panes."""
    light = theme.light()
    window = MainWindow(
        welcome=QWidget(), articles=QWidget(), reader=QWidget(), strip=QWidget(),
            coding=QWidget(),
        status=StatusBar(light), top=TopBar(light), theme=light,
    )  # fmt: skip
    qtbot.addWidget(window)
    window.resize(1280, 800)
    yield window
    window.hide()


@pytest.fixture
def ran(window: MainWindow) -> list[str]:
    """What menus and shortcuts asked for."""
    ran: list[str] = []
    window.build_menus(ran.append, {})
    return ran


def test_every_action_has_its_entry_in_its_menu(window: MainWindow, ran: list[str]) -> None:
    entries = {name: [each.text().split("\t")[0] for each in window.menu(name).actions()] for name in MENUS}

    assert [action.id for action in TABLE if action.text not in entries[action.menu]] == []


def test_an_entry_asks_for_its_action(window: MainWindow, ran: list[str]) -> None:
    for action in TABLE:
        window.actions_by_id[action.id].trigger()

    assert ran == [action.id for action in TABLE]


def test_letters_of_the_reader_are_told_but_are_no_shortcuts(window: MainWindow, ran: list[str]) -> None:
    flag = window.actions_by_id["flag"]

    assert flag.text() == "Flag\tF"
    assert flag.shortcut().isEmpty()


def test_without_a_project_only_what_makes_sense_can_be_done(window: MainWindow, ran: list[str]) -> None:
    window.enable(project=False, article=False, writable=False)
    enabled = {action_id for action_id, action in window.actions_by_id.items() if action.isEnabled()}

    assert enabled == {action.id for action in TABLE if action.needs == "always"}


def test_a_project_for_reading_offers_no_coding(window: MainWindow, ran: list[str]) -> None:
    window.enable(project=True, article=True, writable=False)
    enabled = {action_id for action_id, action in window.actions_by_id.items() if action.isEnabled()}

    assert {"export", "copy", "next_span", "next_article"} <= enabled
    assert not {"finish", "undo", "remove_span", "import_files"} & enabled


def test_a_project_shows_the_panes_and_its_name(window: MainWindow, tmp_path: Path) -> None:
    window.show_project(tmp_path / "a.dateline", "Levant")

    assert window.windowTitle() == "Levant — Dateline"


def test_without_a_project_the_window_is_called_after_the_program(window: MainWindow) -> None:
    window.show_project(None, "Dateline")

    assert window.windowTitle() == "Dateline"


def test_a_message_goes_with_its_project(window: MainWindow) -> None:
    window.messages.show_message("Refused.", tone="bad")
    window.show_project(None, "")

    assert window.messages.text() == ""


def test_a_window_nobody_lets_go_stays_open(window: MainWindow) -> None:
    window.show()

    assert not window.close()
    assert window.isVisible()


def test_a_window_let_go_closes(window: MainWindow) -> None:
    window.show()
    window.closing.connect(lambda: setattr(window, "may_close", True))

    assert window.close()


def test_leave_given_once_is_not_leave_for_ever(window: MainWindow) -> None:
    window.show()
    window.may_close = True

    assert not window.close()


def test_size_and_place_are_remembered(window: MainWindow, tmp_path: Path) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    window.resize(1000, 700)
    window.remember(settings)
    window.resize(1200, 760)
    window.restore(settings)

    assert window.height() == 700  # its width no screen of the tests could show


def test_damaged_settings_leave_a_usable_window(window: MainWindow, tmp_path: Path) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.set("window/geometry", b"nonsense")
    settings.set("window/panes", "nonsense")
    window.restore(settings)

    assert window.width() >= window.minimumWidth()


def test_enter_presses_the_button_that_has_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    button = QPushButton("Train", window)
    window.show()
    button.show()
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
