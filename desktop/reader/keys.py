"""What a key press means, on any keyboard: digits with Shift, and label letters under a non-Latin layout."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS = "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"
_MAC = {
    18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9", 29: "0",
    12: "q", 13: "w", 14: "e", 15: "r", 17: "t", 16: "y", 32: "u", 34: "i", 31: "o", 35: "p",
    0: "a", 1: "s", 2: "d", 3: "f", 5: "g", 4: "h", 38: "j", 40: "k", 37: "l",
    6: "z", 7: "x", 8: "c", 9: "v", 11: "b", 45: "n", 46: "m",
}  # fmt: skip
_SHIFTED_DIGITS = dict(zip("!@#$%^&*()", "1234567890", strict=True))


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key that is no movement.

    Attributes:
        char: what the key stands for: a digit for the digit row whatever Shift makes of it, a lower-case letter,
            another printable character, or "Enter".
        typed: the characters the keyboard layout made of it.
    """

    char: str
    shift: bool = False
    alt: bool = False
    ctrl: bool = False
    typed: str = ""


def key_press(event: QKeyEvent) -> KeyPress | None:
    """Return what `event` means, or None when it is not printable or carries Ctrl, Alt or Meta."""
    modifiers = event.modifiers()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if modifiers & held:
        return None
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return KeyPress("Enter", shift)
    physical = physical_key(sys.platform, event.nativeScanCode(), event.nativeVirtualKey())
    keypad = bool(modifiers & Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    if shift and not (event.nativeScanCode() or event.nativeVirtualKey()):  # made by a program, not by a keyboard
        text = _SHIFTED_DIGITS.get(text, text)
    char = meaning(text, "" if keypad else physical)
    return KeyPress(char, shift, typed=event.text()) if char else None


def meaning(text: str, physical: str) -> str:
    """Return the character a key stands for, given what it typed and where it sits; empty for none."""
    if physical.isdigit():
        return physical
    if len(text) != 1 or not text.isprintable():
        return ""
    digit = unicodedata.digit(text, -1)
    if digit >= 0:
        return str(digit)
    foreign = text.isalpha() and not unicodedata.name(text, "").startswith("LATIN")
    return physical if foreign and physical else text.lower()


def physical_key(platform: str, scan_code: int, virtual_key: int) -> str:
    """Return the digit or letter that a US keyboard has at that place; empty when unknown or another key.

    X11 and Wayland report scan codes (evdev plus 8), Windows and macOS virtual keys.
    """
    if platform == "win32":
        return chr(virtual_key).lower() if 0x30 <= virtual_key <= 0x39 or 0x41 <= virtual_key <= 0x5A else ""
    if platform == "darwin":
        return _MAC.get(virtual_key, "") if scan_code or virtual_key else ""
    for first, row in zip((10, 24, 38, 52), _ROWS, strict=True):
        if first <= scan_code < first + len(row):
            return row[scan_code - first]
    return ""
