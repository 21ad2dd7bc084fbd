"""What keys mean on different keyboards."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.reader.keys import KeyPress, key_press, meaning, physical_key

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "expected"),
    [
        ("linux", 10, 0x21, "1"),
        ("linux", 19, 0, "0"),
        ("linux", 24, 0, "q"),
        ("linux", 38, 0, "a"),
        ("linux", 58, 0, "m"),
        ("linux", 9, 0, ""),
        ("win32", 2, 0x31, "1"),
        ("win32", 30, 0x41, "a"),
        ("win32", 1, 0x1B, ""),
        ("darwin", 1, 18, "1"),
        ("darwin", 1, 0, "a"),
        ("darwin", 0, 0, ""),
    ],
)
def test_a_key_is_known_by_its_place(platform: str, scan_code: int, virtual_key: int, expected: str) -> None:
    assert physical_key(platform, scan_code, virtual_key) == expected


@pytest.mark.parametrize(
    ("text", "physical", "expected"),
    [
        ("!", "1", "1"),
        ("&", "1", "1"),
        ("E", "e", "e"),
        ("é", "", "é"),
        ("\u0634", "a", "a"),
        ("\u0663", "", "3"),
        ("?", "", "?"),
        ("\x1b", "", ""),
        ("", "", ""),
        (" ", "", " "),
    ],
)
def test_the_digit_row_and_foreign_letters_mean_what_a_label_key_says(text: str, physical: str, expected: str) -> None:
    assert meaning(text, physical) == expected


def test_shift_and_one_is_a_shifted_digit_even_without_a_native_code() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Exclam, SHIFT, "!")
    assert key_press(event) == KeyPress("1", shift=True, typed="!")


def test_a_real_shifted_digit_is_told_by_its_scan_code() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Exclam, SHIFT, 10, 0x31, 0, "!")
    assert key_press(event) == KeyPress("1", shift=True, typed="!")


def test_an_asterisk_of_the_keypad_is_no_eight() -> None:
    keypad = Qt.KeyboardModifier.KeypadModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Asterisk, keypad, 63, 0x6A, 0, "*")
    assert key_press(event) == KeyPress("*", typed="*")


def test_enter_has_a_name() -> None:
    assert key_press(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "\r")) == KeyPress("Enter")


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_a_key_with_control_or_alt_is_left_to_shortcuts(held: Qt.KeyboardModifier) -> None:
    assert key_press(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, held, "e")) is None
