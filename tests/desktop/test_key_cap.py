"""Keys cut into caps."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import key_cap, theme


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("", []),
        ("h", [["H"]]),
        ("Ctrl+Z", [["Ctrl", "Z"]]),
        ("Ctrl++", [["Ctrl", "+"]]),
        ("+", [["+"]]),
        ("Alt+Left / Alt+Right", [["Alt", "←"], ["Alt", "→"]]),
        ("1-9", [["1-9"]]),
        ("Shift + label key", [["Shift", "label key"]]),
        ("Ctrl+Return", [["Ctrl", "Enter"]]),
    ],
)
def test_parts(keys: str, caps: list[list[str]]) -> None:
    assert key_cap.parts(keys) == caps


def test_more_caps_are_wider(qtbot: QtBot) -> None:
    few, many = key_cap.KeyCaps("Z", theme.light()), key_cap.KeyCaps("Ctrl+Z", theme.dark())
    for caps in (few, many):
        qtbot.addWidget(caps)
    assert many.sizeHint().width() > few.sizeHint().width() > 0
    assert not many.grab().isNull()
    many.set_keys("")
    assert many.sizeHint().width() <= 1
