"""Columns of a table in a narrow window: those that matter least give way, so that the widest one stays readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QTableView


def make_room(
    table: QTableView, widths: Mapping[int, int], least_first: Sequence[int], *, needed: int, room: int
) -> None:
    """Hide columns, in this order, until the others fit into `room` pixels; show them again where there is room.

    Args:
        widths: pixels of the columns that do not stretch.
        needed: pixels for those that do.
    """
    wanted = sum(widths.values()) + needed
    for column in least_first:
        hide = wanted > room
        if hide:
            wanted -= widths[column]
        if table.isColumnHidden(column) != hide:
            table.setColumnHidden(column, hide)
