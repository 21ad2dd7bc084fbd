"""Columns that give way in a narrow window."""

import pytest
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop.room import make_room

WIDTHS = {1: 100, 2: 50, 3: 80}


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    view = QTableView()
    view.setModel(QStandardItemModel(1, 4, view))
    qtbot.addWidget(view)
    return view


def hidden(table: QTableView) -> list[int]:
    return [column for column in range(4) if table.isColumnHidden(column)]


@pytest.mark.parametrize(("room", "gone"), [(430, []), (429, [3]), (350, [3]), (349, [1, 3]), (10, [1, 3])])
def test_the_least_gives_way_first(table: QTableView, room: int, gone: list[int]) -> None:
    make_room(table, WIDTHS, (3, 1), needed=200, room=room)
    assert hidden(table) == gone


def test_what_gave_way_comes_back(table: QTableView) -> None:
    make_room(table, WIDTHS, (3, 1), needed=200, room=10)
    make_room(table, WIDTHS, (3, 1), needed=200, room=1000)
    assert hidden(table) == []
