"""An analyst makes the keys their own, and they hold everywhere at once and after a restart."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier


def give(desk: "Any", action_id: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> "Any":
    """Give an action a key as a person does, and return the page of keys."""
    desk.app.run("settings")
    page = desk.app.dialogs._settings_dialog.keys
    page.parentWidget().setCurrentWidget(page)
    page.list.setCurrentIndex(page.list.keys.find(action_id))
    desk.bot.keyClick(page.list, Key.Key_Return)
    desk.bot.keyClick(page.list, key, held)
    return page


def back_to_reading(desk: "Any") -> None:
    """Close the settings and go on with the article."""
    desk.app.dialogs._settings_dialog.close()
    desk.app.window.activateWindow()
    desk.wait(lambda: QApplication.activeWindow() is desk.app.window)
    desk.app.reader.setFocus()


def test_another_letter_flags_and_the_old_one_does_nothing_more(desk: "Any") -> None:
    give(desk, "flag", Key.Key_Q)
    back_to_reading(desk)
    desk.press(Key.Key_F)
    after_f = desk.app.session.status()
    desk.press(Key.Key_Q)

    assert (after_f, desk.app.session.status()) == ("new", "flagged")


def test_another_shortcut_works_at_once_and_the_old_one_is_free(desk: "Any") -> None:
    give(desk, "finish", Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    back_to_reading(desk)
    desk.ctrl(Key.Key_Return)
    after_enter = desk.app.session.status()
    desk.ctrl(Key.Key_G)

    assert (after_enter, desk.app.session.status()) == ("new", "done")


def test_menus_palette_sheet_and_status_bar_name_the_new_keys(desk: "Any") -> None:
    give(desk, "flag", Key.Key_Q)
    give(desk, "finish", Key.Key_F8)
    app = desk.app
    sheet = app.dialogs.show_keys()
    told = {row.text: row.keys for group in sheet.groups for row in group.rows}
    app.dialogs.show_palette()
    rows = {row.value: row.keys for row in app.dialogs.palette.model.rows}

    assert (told["Flag"], told["Done, and next"]) == ("Q", "F8")
    assert (rows["flag"], rows["finish"]) == ("Q", "F8")
    assert app.window.actions_by_id["flag"].text() == "Flag\tQ"
    assert "F8" in [label.full_text for label in app.status._finish]


def test_a_sheet_of_keys_that_is_open_follows(desk: "Any") -> None:
    sheet = desk.app.dialogs.show_keys()
    give(desk, "flag", Key.Key_Q)

    assert ("Flag", "Q") in [(row.text, row.keys) for group in sheet.groups for row in group.rows]


def test_own_keys_are_there_after_a_restart(desk: "Any", open_desk: "Callable[[Path | None], Any]") -> None:
    give(desk, "flag", Key.Key_Q)
    again = open_desk(desk.app.session.store.path)
    again.press(Key.Key_Q)

    assert again.app.session.status() == "flagged"


def test_a_letter_given_to_an_action_can_be_no_labels_and_the_old_one_can(desk: "Any") -> None:
    from desktop.label_dialog import LabelDialog

    give(desk, "flag", Key.Key_Q)
    back_to_reading(desk)
    form = LabelDialog(desk.app.session, desk.app.theme, desk.app.window, name="CHECKPOINT")
    desk.bot.addWidget(form)
    form.key.set_key("q")
    taken = form.key_trouble()
    form.key.set_key("f")
    form.accept()
    desk.press(Key.Key_Right)
    desk.press(Key.Key_F)

    assert taken == "Q flags the article while coding."
    assert [label for label, _ in desk.coded()] == ["CHECKPOINT"]


def test_a_labels_letter_is_refused_to_actions_with_its_name(desk: "Any") -> None:
    from labels import labels

    desk.app.session.do(labels.set_key, desk.app.session.labels[0].id, "q")
    page = give(desk, "flag", Key.Key_Q)

    assert page.sentence.full_text == "Q labels EVENT in this project; give the label another key first."
    assert desk.app.keymap.key("flag") == "F"


def test_the_letter_for_notes_works_in_the_coding_pane_too(desk: "Any") -> None:
    give(desk, "note", Key.Key_W)
    back_to_reading(desk)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_4)
    desk.app.coding.span_list.view.setFocus()
    desk.press(Key.Key_W)
    desk.bot.keyClicks(desk.app.window.focusWidget(), "why?")
    desk.press(Key.Key_Return)

    assert desk.app.session.spans[0].note == "why?"


def test_colours_and_coder_are_changed_without_closing_the_settings(desk: "Any") -> None:
    desk.app.run("settings")
    dialog = desk.app.dialogs._settings_dialog
    name = dialog.general.coder.lineEdit()
    name.setFocus()
    name.selectAll()
    desk.bot.keyClicks(name, "omar")
    desk.bot.keyClick(name, Key.Key_Return)
    other = dialog.general.tiles[1 if desk.app.theme.is_dark else 2]
    desk.bot.mouseClick(other, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert (desk.app.session.coder_name, desk.app.settings.text("coder")) == ("omar", "omar")
    assert desk.app.theme.name == other.preference


def test_reading_size_follows_both_ways(desk: "Any") -> None:
    desk.app.run("settings")
    general = desk.app.dialogs._settings_dialog.general
    desk.bot.keyClick(general.zoom, Key.Key_Right)
    larger = desk.app.reader.zoom()
    desk.app.run("zoom_reset")

    assert (larger, desk.app.reader.zoom(), general.zoom_note.full_text) == (1.1, 1.0, "100 %")


def test_the_longest_text_is_what_an_import_takes(desk: "Any", tmp_path: Path) -> None:
    desk.app.run("settings")
    desk.app.dialogs._settings_dialog.general.longest.setValue(10_000)
    long = tmp_path / "long.txt"
    long.write_text("Hama fell. " * 1_000, encoding="utf-8")
    reports: list[Any] = []
    desk.app.files.imported.connect(reports.append)
    desk.app.files.import_paths([long])
    desk.wait(lambda: bool(reports) and desk.app.jobs.current is None)

    assert len(reports[0].refused) == 1
    assert "10,000" in reports[0].refused[0].reason
