"""The settings, and the page where keys are changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from corpus.store import Store
from desktop import theme
from desktop.keymap import Keymap
from desktop.session import Session
from desktop.settings import MAX_TEXT, OPEN_LAST, Settings
from desktop.settings_dialog import SettingsDialog
from labels import labels

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    with Store.create(project_path, coder="rima") as store:
        labels.add(store, "WEAPON", key="w")
    session = Session()
    session.open(project_path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def dialog(settings: Settings, keymap: Keymap, session: Session, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(settings, keymap, session, theme.light())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open_settings()
    return dialog


def on_keys(dialog: SettingsDialog, action_id: str = "") -> SettingsDialog:
    """Turn to the keys, and go to an action."""
    dialog.pages.setCurrentWidget(dialog.keys)
    dialog.keys.list.setFocus()
    if action_id:
        dialog.keys.list.setCurrentIndex(dialog.keys.list.keys.find(action_id))
    return dialog


def name_field(dialog: SettingsDialog) -> QLineEdit:
    """Go to the coder's name, all of it selected."""
    line = dialog.general.coder.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    return line


def listed(dialog: SettingsDialog) -> list[str]:
    return [row.text for row in dialog.keys.list.keys.rows]


def said(dialog: SettingsDialog) -> tuple[str, str]:
    return dialog.keys.sentence.property("role"), dialog.keys.sentence.full_text


def read_aloud(dialog: SettingsDialog, action_id: str) -> str:
    model = dialog.keys.list.keys
    return str(model.data(model.find(action_id), Qt.ItemDataRole.AccessibleTextRole))


# General


def test_a_coder_is_chosen_when_the_name_is_entered_not_while_it_is_typed(dialog: SettingsDialog, qtbot: QtBot) -> None:
    chosen: list[str] = []
    dialog.general.coder_chosen.connect(chosen.append)
    qtbot.keyClicks(name_field(dialog), " omar  k ")
    typed = list(chosen)
    qtbot.keyClick(dialog.general.coder.lineEdit(), Key.Key_Return)
    assert (typed, chosen) == ([], ["omar k"])
    assert dialog.isVisible()


def test_an_empty_name_gives_way_to_the_coder_in_force(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.general.coder_chosen):
        qtbot.keyClick(name_field(dialog), Key.Key_Delete)
        qtbot.keyClick(dialog.general.coder.lineEdit(), Key.Key_Return)
    assert dialog.general.coder.currentText() == "rima"


def test_escape_forgets_a_name_half_typed(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.general.coder_chosen):
        qtbot.keyClicks(name_field(dialog), "x")
        qtbot.keyClick(dialog.general.coder.lineEdit(), Key.Key_Escape)
    assert dialog.isHidden()
    assert dialog.general.coder.currentText() == "rima"


def test_colours_are_chosen_by_key_and_by_mouse(dialog: SettingsDialog, qtbot: QtBot) -> None:
    chosen: list[str] = []
    dialog.general.theme_chosen.connect(chosen.append)
    qtbot.keyClick(dialog.general.tiles[1], Key.Key_Space)
    qtbot.mouseClick(dialog.general.tiles[2], Qt.MouseButton.LeftButton)
    assert chosen == ["light", "dark"]


def test_the_reading_size_moves_in_the_steps_of_the_reader(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.general.zoom_chosen) as caught:
        qtbot.keyClick(dialog.general.zoom, Key.Key_Right)
    assert caught.args == [1.1]


def test_what_was_changed_elsewhere_is_shown(dialog: SettingsDialog, settings: Settings) -> None:
    settings.set("reader/zoom", 1.5)
    settings.set("theme", "dark")
    dialog.general.refresh()
    assert dialog.general.zoom_note.full_text == "150 %"
    assert [tile.preference for tile in dialog.general.tiles if tile.isChecked()] == ["dark"]


def test_the_longest_text_is_kept_within_its_bounds(dialog: SettingsDialog, settings: Settings) -> None:
    first = settings.max_text()
    dialog.general.longest.setValue(6_000_000)
    changed = settings.max_text()
    settings.set(MAX_TEXT, 10**12)
    assert (first, changed, settings.max_text()) == (5_000_000, 6_000_000, 20_000_000)


def test_opening_the_last_project_can_be_switched_off(dialog: SettingsDialog, settings: Settings) -> None:
    dialog.general.open_last.click()
    assert settings.text(OPEN_LAST) == "no"
    dialog.general.open_last.click()
    assert settings.text(OPEN_LAST) == "yes"


# Keys


def test_enter_and_a_key_give_an_action_that_key_at_once(dialog: SettingsDialog, keymap: Keymap, qtbot: QtBot) -> None:
    on_keys(dialog, "flag")
    qtbot.keyClick(dialog.keys.list, Key.Key_Return)
    waiting = read_aloud(dialog, "flag")
    with qtbot.waitSignal(dialog.keys.changed):
        qtbot.keyClick(dialog.keys.list, Key.Key_Q)
    assert keymap.key("flag") == "Q"
    assert said(dialog) == ("second", "“Flag” now has the key Q.")
    assert (waiting, read_aloud(dialog, "flag")) == ("Flag, Press a key", "Flag, Q, was F")


def test_a_click_on_a_line_waits_for_its_key(dialog: SettingsDialog, keymap: Keymap, qtbot: QtBot) -> None:
    view = on_keys(dialog, "history").keys.list
    view.scrollTo(view.currentIndex())
    where = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.keyClick(view, Key.Key_J, Ctrl | Shift)
    assert keymap.key("history") == "Ctrl+Shift+J"


def test_a_key_in_use_is_refused_with_the_reason_and_another_may_follow(
    dialog: SettingsDialog, keymap: Keymap, qtbot: QtBot
) -> None:
    on_keys(dialog, "flag").keys.list.wait_for("flag")
    with qtbot.assertNotEmitted(dialog.keys.changed):
        qtbot.keyClick(dialog.keys.list, Key.Key_S)
    refused = said(dialog)
    qtbot.keyClick(dialog.keys.list, Key.Key_W)
    label = said(dialog)
    qtbot.keyClick(dialog.keys.list, Key.Key_Q)
    assert refused == ("error", "S is the key of “Skip, and next”; give that another key first.")
    assert label == ("error", "W labels WEAPON in this project; give the label another key first.")
    assert keymap.key("flag") == "Q"


@pytest.mark.parametrize(
    ("key", "held", "kept"),
    [
        (Key.Key_Enter, Ctrl | Qt.KeyboardModifier.AltModifier, "Ctrl+Alt+Return"),
        (Key.Key_Question, Ctrl | Shift, "Ctrl+?"),
        (Key.Key_F6, Shift, "Shift+F6"),
        (Key.Key_G, Ctrl | Qt.KeyboardModifier.KeypadModifier, "Ctrl+G"),
    ],
)
def test_a_combination_is_kept_as_menus_write_it(
    dialog: SettingsDialog, keymap: Keymap, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, kept: str
) -> None:
    on_keys(dialog, "export").keys.list.wait_for("export")
    qtbot.keyClick(dialog.keys.list, key, held)
    assert keymap.key("export") == kept


def test_shift_or_ctrl_alone_is_waited_out(dialog: SettingsDialog, qtbot: QtBot) -> None:
    on_keys(dialog, "flag").keys.list.wait_for("flag")
    qtbot.keyClick(dialog.keys.list, Key.Key_Control, Ctrl)
    qtbot.keyClick(dialog.keys.list, Key.Key_Shift, Shift)
    assert dialog.keys.list.keys.waiting == "flag"
    assert said(dialog)[0] == "second"


def test_escape_leaves_the_key_and_then_the_settings(dialog: SettingsDialog, keymap: Keymap, qtbot: QtBot) -> None:
    on_keys(dialog, "flag").keys.list.wait_for("flag")
    qtbot.keyClick(dialog.keys.list, Key.Key_Escape)
    assert (keymap.key("flag"), dialog.isVisible()) == ("F", True)
    qtbot.keyClick(dialog.keys.list, Key.Key_Escape)
    assert dialog.isHidden()


def test_going_elsewhere_ends_the_waiting(dialog: SettingsDialog) -> None:
    on_keys(dialog, "flag").keys.list.wait_for("flag")
    dialog.keys.field.setFocus()
    assert dialog.keys.list.keys.waiting == ""


@pytest.mark.parametrize("waiting", [True, False])
def test_backspace_takes_the_key_away(dialog: SettingsDialog, keymap: Keymap, qtbot: QtBot, waiting: bool) -> None:
    on_keys(dialog, "flag").keys.list.wait_for("flag" if waiting else "")
    qtbot.keyClick(dialog.keys.list, Key.Key_Backspace)
    assert keymap.key("flag") == ""
    assert read_aloud(dialog, "flag") == "Flag, no key, was F"
    assert not dialog.keys.none_button.isEnabled()


def test_one_key_is_reset_unless_it_has_gone_to_another_action(dialog: SettingsDialog, keymap: Keymap) -> None:
    on_keys(dialog, "flag")
    dialog.keys.ask("flag", "Q")
    dialog.keys.ask("skip", "F")
    dialog.keys.reset_button.click()
    refused, kept = said(dialog)[0], keymap.key("flag")
    dialog.keys.ask("skip", "S")
    dialog.keys.reset_button.click()
    assert (refused, kept, keymap.own()) == ("error", "Q", {})


def test_all_keys_are_reset_and_can_be_brought_back(dialog: SettingsDialog, keymap: Keymap) -> None:
    on_keys(dialog).keys.ask("flag", "Q")
    dialog.keys.all_button.click()
    assert (keymap.own(), dialog.keys.all_button.text()) == ({}, "Bring my keys back")
    dialog.keys.all_button.click()
    assert (keymap.key("flag"), dialog.keys.all_button.text()) == ("Q", "Reset all keys")


def test_the_list_shrinks_to_what_is_typed_under_its_headings(dialog: SettingsDialog, qtbot: QtBot) -> None:
    on_keys(dialog).keys.field.setFocus()
    qtbot.keyClicks(dialog.keys.field, "flag")
    assert listed(dialog) == ["Article", "Flag"]
    assert dialog.keys.list.chosen() == "flag"
    qtbot.keyClicks(dialog.keys.field, "zebra")
    assert said(dialog)[1] == "No key for “flagzebra”."
    qtbot.keyClick(dialog.keys.field, Key.Key_Escape)
    assert dialog.isVisible()
    assert len(listed(dialog)) > 40


def test_arrow_keys_pass_over_headings(dialog: SettingsDialog, qtbot: QtBot) -> None:
    view = on_keys(dialog, "quit").keys.list
    qtbot.keyClick(view, Key.Key_Down)
    next_group = view.chosen()
    qtbot.keyClick(view, Key.Key_Home)
    assert (next_group, view.chosen()) == ("undo", "new_project")


def test_what_cannot_be_changed_says_so_and_does_not_wait(dialog: SettingsDialog, qtbot: QtBot) -> None:
    view = on_keys(dialog, "about").keys.list
    qtbot.keyClick(view, Key.Key_End)
    qtbot.keyClick(view, Key.Key_Return)
    assert listed(dialog)[view.currentIndex().row()] == "New event without words"
    assert (view.keys.waiting, said(dialog)[1]) == ("", "The reader needs this key as it is; it cannot be changed.")
    assert not dialog.keys.none_button.isEnabled()


def test_a_label_with_an_actions_letter_is_told_on_its_line(dialog: SettingsDialog, session: Session) -> None:
    on_keys(dialog)
    session.do(labels.set_key, session.labels[0].id, "")
    dialog.keys.ask("flag", "Q")
    session.letters = {}
    session.do(labels.set_key, session.labels[0].id, "q")
    assert read_aloud(dialog, "flag") == "Flag, Q, labels WEAPON in this project"


def test_it_is_in_nobodys_way_is_drawn_in_both_themes_and_takes_no_text_for_html(dialog: SettingsDialog) -> None:
    assert not dialog.isModal()
    for colours in (theme.dark(), theme.light()):
        dialog.set_theme(colours)
        for page in (dialog.general, dialog.keys):
            dialog.pages.setCurrentWidget(page)
            assert not dialog.grab().isNull()
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
