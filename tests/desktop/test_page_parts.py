"""Head and foot of pages."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop import page_parts
from desktop.plain import PlainLabel


def test_the_buttons_of_a_head_stand_behind_its_summary(qtbot: QtBot) -> None:
    heading, summary, button = PlainLabel("Queue"), PlainLabel("3 assignments"), QPushButton("Assign")
    bar = page_parts.head(heading, summary, button)
    qtbot.addWidget(bar)
    bar.resize(600, 48)
    bar.show()
    assert heading.x() < summary.x() < button.x()


def test_the_buttons_of_a_foot_stand_at_the_left(qtbot: QtBot) -> None:
    first, second = QPushButton("Turn off"), QPushButton("Remove")
    row = page_parts.foot(first, second)
    qtbot.addWidget(row)
    row.resize(600, 48)
    row.show()
    assert first.x() < second.x() < 300
