"""Who is chosen."""

from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.queue.people import People


def test_those_ticked_come_first_and_each_once(qtbot: QtBot) -> None:
    people = People(["rima", "a & b"], ["omar"])
    qtbot.addWidget(people)
    people.boxes[1].setChecked(True)
    people.others.setText(" lina ,, omar, rima  b ,lina")
    assert people.names() == ["a & b", "omar", "lina", "rima b"]


def test_many_coders_do_not_fill_the_screen(qtbot: QtBot) -> None:
    people = People([f"coder {number}" for number in range(60)])
    qtbot.addWidget(people)
    assert people.findChildren(QScrollArea)
    assert people.sizeHint().height() < 300


def test_a_change_is_told(qtbot: QtBot) -> None:
    people = People(["rima"])
    qtbot.addWidget(people)
    with qtbot.waitSignal(people.changed):
        people.boxes[0].click()
    with qtbot.waitSignal(people.changed):
        people.others.setText("omar")
