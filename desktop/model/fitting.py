"""Tables that stand in a page which scrolls: they are as high as their rows, and scroll no further themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from desktop.theme import Theme


def on_paper(table: QTableView, theme: Theme) -> None:
    """Let a table lie on the white of its card."""
    ground = f"background: {theme.paper};"
    table.setStyleSheet(f"QTableView {{ {ground} }} QHeaderView, QHeaderView::section {{ {ground} }}")


def fit_height(table: QTableView) -> None:
    """Make a table as high as its rows and its header."""
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows = table.model().rowCount()
    header = table.horizontalHeader()
    height = max(header.sizeHint().height(), header.height())
    table.setFixedHeight(height + rows * table.verticalHeader().defaultSectionSize() + 2)
