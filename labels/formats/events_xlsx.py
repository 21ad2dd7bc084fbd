"""Exports event records as an Excel workbook: dates and numbers are dates and numbers, texts are never formulas."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import event_tables
from labels.formats.event_columns import Cell, Column
from labels.formats.event_export import Form, Outcome, write_events
from labels.formats.event_record import EventOut
from labels.formats.report import USUAL, ExportOptions, ExportReport

KIND = "events-xlsx"
FILE = "events.xlsx"
_ABOUT = "An Excel workbook: a line of names first; dates, numbers, yes or no are cells of that kind, all else is text."
_LONGEST = 32_767  # characters (UTF-16) a cell holds
_ROWS = 1_000_000  # rows on a sheet; Excel has 1,048,576
_WHOLE = 10**15  # from here on Excel rounds whole numbers
_FIRST_DAY = date(1900, 3, 1)  # before, Excel's days are not those of the calendar
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not to be had in XML
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as "A"


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the events into the folder `out` as `events.xlsx`; see `labels.formats.export`."""
    columns = event_tables.columns_of(store, options.columns)
    about = event_tables.about(columns, options.columns, _ABOUT)
    form = Form(KIND, FILE, lambda path: _opened(path, columns), about)
    return write_events(store, out, form, options=options, progress=progress)


@contextmanager
def _opened(path: Path, columns: Sequence[Column]) -> Iterator[_Writer]:
    from openpyxl import Workbook

    book, saved = Workbook(write_only=True), False
    try:
        yield _Writer(book, columns, path.parent)
        book.save(path)
        saved = True
    finally:
        for sheet in () if saved else book.worksheets:
            sheet.close()  # or its half-written file could not be removed


class _Writer:
    """Fills sheets row by row; until the book is saved, they are files in `folder`, which goes when a job is killed."""

    def __init__(self, book: Any, columns: Sequence[Column], folder: Path) -> None:
        self._book = book
        self._folder = folder
        self._columns = columns
        self._rows = 0
        self._sheet: Any = None

    def write(self, event: EventOut) -> Outcome:
        if self._rows % _ROWS == 0:
            self._start_sheet()
        row = event_tables.cells(self._columns, event)
        safe = event_tables.make_safe(self._columns, row)
        cut = tuple(
            column.name
            for column, value in zip(self._columns, row, strict=True)
            if isinstance(value, str) and _too_long(value)
        )
        self._sheet.append([self._cell(value) for value in row])
        self._rows += 1
        return Outcome(row=self._rows, safe=safe, cut=cut)

    def _start_sheet(self) -> None:
        number = self._rows // _ROWS + 1
        self._sheet = self._book.create_sheet("events" if number == 1 else f"events {number}")
        self._sheet.freeze_panes = "A2"
        with _temporary_files_in(self._folder):
            self._sheet.append([column.name for column in self._columns])

    def _cell(self, value: Cell) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, date) and value < _FIRST_DAY:
            return value.isoformat()
        return str(value) if isinstance(value, int) and abs(value) >= _WHOLE else value

    def _text(self, text: str) -> Any:
        """Return a text as a cell; openpyxl would take "#N/A" for an error, and "=" for a formula."""
        text = _ESCAPE.sub("_x005F_", _REFUSED.sub(" ", _shortened(text)))
        if text[:1] not in ("=", "#"):
            return text
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value=text)
        cell.data_type = "s"
        return cell


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let openpyxl make the file of a sheet there; it does so with the first row and cannot be told where."""
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = usual


def _too_long(text: str) -> bool:
    return len(text) > _LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST


def _shortened(text: str) -> str:
    if not _too_long(text):
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
