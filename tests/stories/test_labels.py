"""An analyst shapes the codebook while coding: labels are added, changed, retired, and used at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from desktop.coding.label_menu import LabelMenu

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def label(desk: "Any", name: str) -> "Any":
    """The label of that name, retired or not."""
    return next(each for each in desk.app.session.all_labels() if each.name == name)


def offered(desk: "Any") -> list[str]:
    """Names of the labels on offer."""
    return [each.name for each in desk.app.session.labels]


def save(dialog: "Any") -> None:
    """Press the form's Save button."""
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()


def add(desk: "Any", name: str, key: Qt.Key | None = None) -> None:
    """Add a label through its form."""

    def answer(dialog: "Any") -> None:
        QTest.keyClicks(dialog.name, name)
        if key is not None:
            QTest.keyClick(dialog.key, key)
        save(dialog)

    desk.answering(answer)
    desk.do("add_label")


def menu_of(desk: "Any", name: str) -> LabelMenu:
    """The menu of a label's chip."""
    return LabelMenu(desk.app.coding, label(desk, name).id)


def edit(desk: "Any", name: str, answer: "Callable[[Any], object]") -> None:
    """Open a label's form from the menu of its chip."""
    desk.answering(answer)
    desk.choose(menu_of(desk, name), "Edit")


def test_a_label_added_in_the_form_is_used_by_its_key_at_once(desk: "Any") -> None:
    add(desk, "CHECKPOINT", Key.Key_K)
    desk.back_to_the_text()
    desk.code("baker", Key.Key_K)

    assert desk.coded() == [("CHECKPOINT", "baker")]


def test_a_name_that_is_taken_keeps_the_form_open_and_says_so(desk: "Any") -> None:
    said: list[str] = []

    def answer(dialog: "Any") -> None:
        QTest.keyClicks(dialog.name, "actor")
        save(dialog)
        said.append(dialog.error.text())

    desk.answering(answer)
    desk.do("add_label")

    assert said == ["There is a label ACTOR already; choose another name."]
    assert "actor" not in offered(desk)


def test_a_key_that_coding_needs_is_refused_in_the_form(desk: "Any") -> None:
    said: list[str] = []

    def answer(dialog: "Any") -> None:
        QTest.keyClicks(dialog.name, "CONVOY")
        QTest.keyClick(dialog.key, Key.Key_F)
        save(dialog)
        said.append(dialog.error.text())

    desk.answering(answer)
    desk.do("add_label")

    assert said[0].startswith("F flags the article while coding.")
    assert "CONVOY" not in offered(desk)


def test_a_renamed_label_takes_its_spans_along(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)

    def answer(dialog: "Any") -> None:
        dialog.name.setText("WITNESS")
        save(dialog)

    edit(desk, "SOURCE", answer)

    assert desk.coded() == [("WITNESS", "Omar")]


def test_a_new_colour_is_in_the_text_at_once(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)

    def answer(dialog: "Any") -> None:
        dialog.hex.clear()
        QTest.keyClicks(dialog.hex, "#123456")
        save(dialog)

    edit(desk, "SOURCE", answer)

    assert [span.colour for span in desk.app.reader.spans()] == ["#123456"]


def test_a_new_key_works_and_the_old_one_no_longer(desk: "Any") -> None:
    def answer(dialog: "Any") -> None:
        QTest.keyClick(dialog.key, Key.Key_Q)
        save(dialog)

    edit(desk, "SOURCE", answer)
    desk.back_to_the_text()
    desk.code("Omar", Key.Key_9)
    old = desk.coded()
    desk.code("baker", Key.Key_Q)

    assert (old, desk.coded()) == ([], [("SOURCE", "baker")])


def test_a_retired_label_keeps_its_spans_and_frees_its_key(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)
    desk.choose(menu_of(desk, "SOURCE"), "Retire")
    desk.back_to_the_text()
    desk.code("baker", Key.Key_9)

    assert desk.coded() == [("SOURCE", "Omar")]
    assert "SOURCE" not in offered(desk)


def test_a_retired_label_is_offered_again_when_restored(desk: "Any") -> None:
    desk.choose(menu_of(desk, "SOURCE"), "Retire")
    desk.choose(menu_of(desk, "SOURCE"), "Restore SOURCE")

    assert "SOURCE" in offered(desk)


def test_undo_takes_back_each_change_of_the_codebook(desk: "Any") -> None:
    before = desk.app.session.all_labels()
    add(desk, "CHECKPOINT")
    desk.choose(menu_of(desk, "SOURCE"), "Retire")
    desk.do("undo")
    retired = "SOURCE" in offered(desk)
    desk.do("undo")

    assert retired
    assert desk.app.session.all_labels() == before


def test_undo_of_a_label_that_is_held_lets_go_of_it(desk: "Any") -> None:
    add(desk, "CHECKPOINT", Key.Key_K)
    desk.app.coding.hold(label(desk, "CHECKPOINT").id)
    desk.do("undo")

    assert desk.app.coding.held is None


def test_l_opens_the_picker_and_enter_labels_the_selection(desk: "Any") -> None:
    desk.app.reader.select(*desk.at("baker"))
    desk.press(Key.Key_L)
    desk.write("sour")
    desk.press(Key.Key_Return)

    assert desk.coded() == [("SOURCE", "baker")]
    assert QApplication.focusWidget() is desk.app.reader


def test_shift_enter_in_the_picker_labels_every_mention(desk: "Any") -> None:
    desk.app.reader.select(*desk.at("Hama on"))
    desk.press(Key.Key_Left, Shift)
    desk.press(Key.Key_L)
    desk.write("loca")
    desk.press(Key.Key_Return, Shift)

    assert desk.coded() == [("LOCATION", "Hama")] * 4


def test_an_unknown_name_in_the_picker_becomes_a_label(desk: "Any") -> None:
    desk.app.reader.select(*desk.at("baker"))
    desk.press(Key.Key_L)
    desk.write("TRADE")
    desk.press(Key.Key_Return)

    assert desk.coded() == [("TRADE", "baker")]


def test_escape_leaves_the_picker_and_the_selection_stays(desk: "Any") -> None:
    desk.app.reader.select(*desk.at("baker"))
    desk.press(Key.Key_L)
    desk.press(Key.Key_Escape)

    assert desk.app.reader.selection() == desk.at("baker")
    assert QApplication.focusWidget() is desk.app.reader


def test_letters_typed_into_the_picker_do_nothing_to_the_article(desk: "Any") -> None:
    desk.press(Key.Key_L)
    desk.write("fs")

    assert desk.app.session.status() == "new"


def test_moved_labels_keep_their_order_after_a_restart(desk: "Any", open_desk: "Callable[..., Any]") -> None:
    desk.choose(menu_of(desk, "TARGET"), "Move up")
    order = offered(desk)
    again = open_desk(desk.app.session.store.path if desk.app.session.store else None)

    assert order[:3] == ["EVENT", "TARGET", "ACTOR"]
    assert offered(again) == order


def test_a_chip_clicked_labels_the_selection(desk: "Any") -> None:
    desk.app.reader.select(*desk.at("baker"))
    chip = desk.app.coding.palette_view.chip(label(desk, "ACTOR").id)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)

    assert desk.coded() == [("ACTOR", "baker")]
