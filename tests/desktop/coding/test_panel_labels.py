"""The palette of the right pane: requests, holding, the menu, the picker."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.coding import CodingPanel
from desktop.coding.label_menu import LabelMenu
from desktop.label_dialog import LabelDialog
from desktop.session import Session
from labels import labels

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
Heard = Callable[..., list[tuple[object, ...]]]


def menu_texts(menu: LabelMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def trigger(panel: CodingPanel, label_id: int, text: str) -> None:
    menu = LabelMenu(panel, label_id)
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


def test_every_label_has_a_chip_with_its_number_of_spans(panel: CodingPanel, label_ids: dict[str, int]) -> None:
    assert panel.palette_view.label_ids == list(label_ids.values())
    chip = panel.palette_view.chip(label_ids["LOCATION"])
    assert chip
    assert (chip.name, chip.keys, chip.count) == ("Location", "4", 2)


def test_a_click_requests_the_label(panel: CodingPanel, label_ids: dict[str, int], heard: Heard, qtbot: QtBot) -> None:
    asked, every = heard(panel.label_requested), heard(panel.label_all_requested)
    chip = panel.palette_view.chip(label_ids["ACTOR"])
    qtbot.mouseClick(chip, LEFT)
    assert (asked, every) == ([(label_ids["ACTOR"],)], [])


def test_shift_and_enter_on_a_chip_request_all_mentions(
    panel: CodingPanel, label_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    every = heard(panel.label_all_requested)
    qtbot.keyClick(panel.palette_view.chip(label_ids["ACTOR"]), Qt.Key.Key_Return, SHIFT)
    assert every == [(label_ids["ACTOR"],)]


def test_a_click_on_a_chip_leaves_the_keys_where_they_are(
    panel: CodingPanel, label_ids: dict[str, int], qtbot: QtBot
) -> None:
    panel.span_list.view.setFocus()
    qtbot.mouseClick(panel.palette_view.chip(label_ids["DATE"]), LEFT)
    assert panel.span_list.view.hasFocus()


def test_a_double_click_holds_a_label_and_another_releases_it(
    panel: CodingPanel, label_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    held, actor = heard(panel.held_changed), label_ids["ACTOR"]
    qtbot.mouseDClick(panel.palette_view.chip(actor), LEFT)
    assert panel.held == actor
    assert panel.held_note.full_text == "ACTOR held"
    qtbot.mouseDClick(panel.palette_view.chip(actor), LEFT)
    assert panel.held is None
    assert held == [(actor,), (None,)]


def test_a_retired_label_is_no_longer_held(panel: CodingPanel, label_ids: dict[str, int]) -> None:
    panel.hold(label_ids["ACTOR"])
    panel.retire_label(label_ids["ACTOR"])
    assert panel.held is None


def test_retired_labels_show_when_asked_and_can_be_restored(panel: CodingPanel, label_ids: dict[str, int]) -> None:
    weapon = label_ids["WEAPON"]
    trigger(panel, weapon, "Retire")
    assert weapon not in panel.palette_view.label_ids
    trigger(panel, 0, "Show retired")
    assert panel.palette_view.label_ids[-1] == weapon
    trigger(panel, weapon, "Restore")
    assert [label.id for label in panel.session.labels if label.id == weapon]


def test_a_retired_chip_requests_nothing(
    panel: CodingPanel, label_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    panel.retire_label(label_ids["WEAPON"])
    panel.set_show_retired(True)
    asked = heard(panel.label_requested, panel.held_changed)
    qtbot.mouseClick(panel.palette_view.chip(label_ids["WEAPON"]), LEFT)
    qtbot.mouseDClick(panel.palette_view.chip(label_ids["WEAPON"]), LEFT)
    assert not asked


def test_moving_a_label_down_is_one_step(panel: CodingPanel, label_ids: dict[str, int]) -> None:
    trigger(panel, label_ids["EVENT"], "Move down")
    assert [label.name for label in panel.session.labels][:2] == ["ACTOR", "EVENT"]
    panel.session.undo()
    assert panel.palette_view.label_ids[0] == label_ids["EVENT"]


def test_the_first_label_cannot_move_up(panel: CodingPanel, label_ids: dict[str, int]) -> None:
    menu = LabelMenu(panel, label_ids["EVENT"])
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert (enabled["Move up"], enabled["Move down"]) == (False, True)


def test_the_menu_names_a_label_without_mnemonics(panel: CodingPanel, session: Session) -> None:
    session.do(labels.add, "R&D")
    assert "Hold R&&D" in menu_texts(LabelMenu(panel, session.labels[-1].id))


def test_f2_on_a_chip_opens_its_form(
    panel: CodingPanel, label_ids: dict[str, int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(LabelDialog, "ask", lambda *args, label=None, **rest: asked.append(label.name))
    qtbot.keyClick(panel.palette_view.chip(label_ids["DATE"]), Qt.Key.Key_F2)
    assert asked == ["DATE"]


def test_the_arrow_keys_walk_through_the_chips(panel: CodingPanel, label_ids: dict[str, int], qtbot: QtBot) -> None:
    first, below = (panel.palette_view.chip(label_ids[name]) for name in ("EVENT", "TARGET"))
    assert first
    assert below
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert below.hasFocus()
    assert first.focusPolicy() == Qt.FocusPolicy.NoFocus  # one stop for Tab


def test_a_labels_key_works_while_the_list_has_the_keys(
    panel: CodingPanel, label_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    asked = heard(panel.label_requested)
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_4)
    assert asked == [(label_ids["LOCATION"],)]


def test_another_project_releases_the_label(panel: CodingPanel, label_ids: dict[str, int]) -> None:
    panel.hold(label_ids["ACTOR"])
    panel.session.close()
    assert panel.held is None
    assert panel.palette_view.label_ids == []


# The picker


def test_the_picker_applies_the_best_label(
    panel: CodingPanel, label_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    asked = heard(panel.label_requested)
    panel.open_picker()
    picker = panel._picker
    assert picker
    qtbot.keyClicks(picker.field, "inj")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert asked == [(label_ids["INJURED"],)]
    assert picker.isHidden()


def test_the_picker_adds_a_label_of_a_new_name_and_asks_for_all_mentions(
    panel: CodingPanel, heard: Heard, qtbot: QtBot
) -> None:
    every = heard(panel.label_all_requested)
    panel.open_picker()
    picker = panel._picker
    assert picker
    qtbot.keyClicks(picker.field, "CHECKPOINT")
    assert [row.text for row in picker.model.rows] == ["Add label “CHECKPOINT”"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Return, SHIFT)
    added = panel.session.labels[-1]
    assert added.name == "CHECKPOINT"
    assert added.colour not in [label.colour for label in panel.session.labels[:-1]]
    assert every == [(added.id,)]


def test_the_picker_offers_no_new_label_of_a_name_there_is(panel: CodingPanel, qtbot: QtBot) -> None:
    panel.open_picker()
    picker = panel._picker
    assert picker
    qtbot.keyClicks(picker.field, "actor")
    assert [row.text for row in picker.model.rows] == ["Actor"]


def test_the_picker_says_that_a_name_is_retired(panel: CodingPanel, label_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.retire_label(label_ids["WEAPON"])
    panel.open_picker()
    picker = panel._picker
    assert picker
    qtbot.keyClicks(picker.field, "weapon")
    assert not picker.model.rows
    assert "is retired" in picker.nothing.full_text


def test_escape_closes_the_picker_and_gives_the_keys_back(panel: CodingPanel, qtbot: QtBot) -> None:
    panel.span_list.view.setFocus()
    panel.open_picker()
    picker = panel._picker
    assert picker
    assert picker.field.hasFocus()
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.isHidden()
    assert panel.span_list.view.hasFocus()


def test_a_click_elsewhere_closes_the_picker(panel: CodingPanel, label_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.open_picker()
    assert panel._picker
    qtbot.mouseClick(panel.palette_view.chip(label_ids["EVENT"]), LEFT)
    assert panel._picker.isHidden()
