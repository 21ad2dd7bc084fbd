"""What an export of events asks besides: the kind of table, its columns, and whether reports become one row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop import plain
from desktop.forms import form
from labels.formats.report import COLUMN_SETS, ColumnSet

TABLES = (("events-csv", "CSV"), ("events-xlsx", "Excel (XLSX)"), ("events-parquet", "Parquet"))
_COLUMNS = {"full": "Everything", "acled": "ACLED-compatible", "ged": "UCDP-GED-like"}


class EventOptions(QWidget):
    """Signal: `changed`, something else was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = _choices("Table", [words for _, words in TABLES])
        self.columns = _choices("Columns", [_COLUMNS[name] for name in COLUMN_SETS])
        self.canonical = QCheckBox("One row for each canonical event")
        self.canonical.setAccessibleDescription(
            "Reports that were joined share a row, with what was chosen in each field"
        )
        below = plain.PlainLabel("Reports that were joined share a row, with what was chosen in each field.")
        below.setProperty("role", "second")
        below.setContentsMargins(28, 0, 0, 0)
        below.setWordWrap(True)
        self._fields = form((("&Table", _left(self.table)), ("Colu&mns", _left(self.columns))))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._fields)
        column.addSpacing(4)
        column.addWidget(self.canonical)
        column.addWidget(below)
        self.table.currentIndexChanged.connect(self.changed)
        self.columns.currentIndexChanged.connect(self.changed)
        self.canonical.toggled.connect(self.changed)

    def show_for(self, *, table: bool, columns: bool) -> None:
        """Offer what the form has: a table's kind, and columns."""
        self._fields.setRowVisible(0, table)
        self._fields.setRowVisible(1, columns)

    def table_form(self) -> str:
        """Return the name of the table's format."""
        return TABLES[self.table.currentIndex()][0]

    def column_set(self) -> ColumnSet:
        """Return which columns were chosen."""
        return COLUMN_SETS[self.columns.currentIndex()]


def _choices(name: str, words: list[str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(words)
    box.setMinimumWidth(200)
    return box


def _left(field: QComboBox) -> QWidget:
    """Keep a box of choices as narrow as its words."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field)
    row.addStretch()
    holder.setFocusProxy(field)
    return holder
