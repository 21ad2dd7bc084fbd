from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.coding.type_picker import TypePicker, told
from labels.event_type import EventType


def kind(number: int, name: str, path: str = "", *, depth: int = 0, words: tuple[str, ...] = (), code: str = "",
         retired: bool = False) -> EventType:  # fmt: skip
    definition, examples = f"{name}, defined.", (f"An example of {name}.",)
    return EventType(
        number, "", None, name, path or name, code, definition, examples, words, "", depth, number, retired
    )  # fmt: skip


TYPES = [
    kind(1, "Battles"),
    kind(2, "Armed clash", "Battles / Armed clash", depth=1, words=("clashed",), code="ARMED"),
    kind(3, "Protests"),
    kind(4, "Old type", retired=True),
]


@pytest.fixture
def picker(qtbot: QtBot) -> Iterator[TypePicker]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 500)
    found = TypePicker(theme.light(), window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield found
    window.close()


def shown(picker: TypePicker) -> list[tuple[str, str]]:
    return [(row.text.strip("\u2003"), row.hint) for row in picker.model.rows]


def test_the_tree_is_shown_without_what_is_retired_and_begins_at_the_present_type(picker: TypePicker) -> None:
    picker.open(TYPES, {}, 3, QPoint(0, 0))
    assert shown(picker) == [("Battles", ""), ("Armed clash", "ARMED"), ("Protests", ""), ("No type", "")]
    assert picker.footer.full_text == told(TYPES[2])


def test_a_name_is_found_by_its_letters_with_what_it_hangs_under(picker: TypePicker) -> None:
    picker.open(TYPES, {}, None, QPoint(0, 0))
    QTest.keyClicks(picker.field, "clash")
    assert shown(picker)[0] == ("Armed clash", "Battles")


@pytest.mark.parametrize("typed", ["clashed", "armed"])
def test_a_type_is_found_by_its_code_and_its_trigger_words(picker: TypePicker, typed: str) -> None:
    chosen: list[object] = []
    picker.done = chosen.append
    picker.open(TYPES, {}, None, QPoint(0, 0))
    QTest.keyClicks(picker.field, typed)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen == [2]


def test_the_definition_follows_the_row(picker: TypePicker) -> None:
    picker.open(TYPES, {}, None, QPoint(0, 0))
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    assert picker.footer.full_text == "Armed clash, defined.\n“An example of Armed clash.”"


def test_no_type_can_be_chosen_where_there_is_one(picker: TypePicker) -> None:
    chosen: list[object] = []
    picker.done = chosen.append
    picker.open(TYPES, {}, 1, QPoint(0, 0))
    QTest.keyClick(picker.field, Qt.Key.Key_Up)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen == [None]


def test_a_codebook_without_types_says_where_to_add_some(picker: TypePicker) -> None:
    picker.open([], {}, None, QPoint(0, 0))
    assert "no event types yet" in picker.nothing.full_text
