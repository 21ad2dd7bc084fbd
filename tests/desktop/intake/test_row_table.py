"""The table of rows, also where there are very many."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.intake.row_table import RowTable
from desktop.intake.rows import Column, RowModel

COLUMNS = (
    Column("Title", lambda row: f"Story {row.id}"),
    Column("Outlet", lambda row: "SANA", 150),
    Column("Words", lambda row: "9", 60, faint=True),
)


@dataclass(frozen=True)
class Row:
    id: int


class Counting(RowModel):
    """Counts how often it is asked what can be done with a cell."""

    asked = 0

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        self.asked += 1
        return super().flags(index)


@pytest.fixture
def table(qtbot: QtBot) -> RowTable:
    model = Counting(COLUMNS, lambda ids: [Row(each) for each in ids], theme.light(), ticks=True)
    table = RowTable("Articles", model)
    model.setParent(table)
    qtbot.addWidget(table)
    model.set_ids(range(1, 20_001))
    table.resize(600, 300)
    table.show()
    return table


def hidden(table: RowTable) -> list[str]:
    return [column.title for number, column in enumerate(table.rows.columns) if table.isColumnHidden(number)]


def test_selecting_all_asks_nothing_of_the_rows_out_of_sight(table: RowTable) -> None:
    table.selectAll()
    table.grab()
    assert table.selected_count() == 20_000
    assert isinstance(table.rows, Counting)
    assert table.rows.asked < 2_000


def test_in_a_narrow_window_what_matters_least_gives_way(table: RowTable) -> None:
    assert hidden(table) == []
    table.resize(400, 300)
    assert hidden(table) == ["Words"]
    table.resize(300, 300)
    assert hidden(table) == ["Outlet", "Words"]
    table.resize(600, 300)
    assert hidden(table) == []
