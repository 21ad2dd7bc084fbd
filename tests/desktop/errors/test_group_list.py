"""However many phrases there are, only the rows in sight are asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.errors import groups
from desktop.errors.group_list import GroupDelegate, GroupList
from desktop.errors.groups import Grouping, GroupModel, Index
from labels.error import Difference, Reading

MANY, FEW = 3_000, 400  # rows; times that a view of twenty rows may ask how many there are


class Counted(GroupModel):
    asked = 0

    def rowCount(self, parent: Index = groups._ROOT) -> int:
        self.asked += 1
        return super().rowCount(parent)


@pytest.fixture
def model(qapp: QApplication) -> Counted:
    model = Counted()
    items = [Difference("spurious", at, None, Reading(0, 4, 1), 1 - at / MANY, f"word {at}") for at in range(MANY)]
    model.show(Grouping(items))
    return model


@pytest.fixture
def shown(model: Counted, qtbot: QtBot) -> GroupList:
    view = GroupList(model, GroupDelegate(theme.light()))
    qtbot.addWidget(view)
    view.resize(300, 600)
    view.show()
    view.grab()
    return view


def test_a_row_that_changes_leaves_the_others_alone(shown: GroupList, model: Counted) -> None:
    shown.setCurrentIndex(model.index(5, 0))
    shown.grab()
    model.asked = 0
    model.replace(MANY - 9, [])
    shown.setCurrentIndex(model.index(6, 0))
    shown.grab()
    assert model.asked < FEW


@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_End, MANY), (Qt.Key.Key_Home, 1)])
def test_home_and_end_go_to_the_first_phrase_and_the_last(shown: GroupList, key: Qt.Key, row: int) -> None:
    shown.setCurrentIndex(shown.model().index(5, 0))
    QTest.keyClick(shown, key)
    assert shown.currentIndex().row() == row
