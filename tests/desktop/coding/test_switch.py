from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.coding.switch import Switch


def test_a_click_chooses_and_tells(qtbot: QtBot) -> None:
    switch = Switch(("Spans", "Events"), theme.light())
    qtbot.addWidget(switch)
    told: list[int] = []
    switch.changed.connect(told.append)
    QTest.mouseClick(switch.buttons[1], Qt.MouseButton.LeftButton)
    assert (switch.chosen, told) == (1, [1])


def test_choosing_by_the_program_tells_nothing(qtbot: QtBot) -> None:
    switch = Switch(("Spans", "Events"), theme.light())
    qtbot.addWidget(switch)
    told: list[int] = []
    switch.changed.connect(told.append)
    switch.choose(1)
    assert (switch.chosen, told) == (1, [])


def test_the_number_is_told_to_screen_readers_and_makes_room(qtbot: QtBot) -> None:
    switch = Switch(("Spans",), theme.light())
    qtbot.addWidget(switch)
    before = switch.buttons[0].sizeHint().width()
    switch.buttons[0].set_number("14")
    assert switch.buttons[0].accessibleName() == "Spans, 14"
    assert switch.buttons[0].sizeHint().width() > before
