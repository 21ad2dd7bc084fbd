"""Writes an Excel workbook row by row: texts, numbers, days, yes and no, with a line of names on top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

XlsxCell: TypeAlias = str | int | float | date | bool | None
LONGEST = 32_767  # characters (UTF-16) a cell holds
_ROWS = 1_000_000  # rows on a sheet below the names; Excel has 1,048,576
_WHOLE = 10**15  # from here on Excel rounds whole numbers
_FIRST_DAY = date(1900, 3, 1)  # before, Excel's days are not those of the calendar
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not to be had in XML
# In this mode a row is written out when the next begins, to a file beside the workbook that goes with a job's folder.
_OPTIONS = {"constant_memory": True}


@contextmanager
def opened(path: Path, title: str, names: Sequence[str]) -> Iterator[XlsxFile]:
    """Open a workbook to write; its sheets are called `title`, `title 2` ... and begin with a row of `names`."""
    from xlsxwriter import Workbook

    book = Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    file = XlsxFile(book, title, names)
    try:
        yield file
    finally:
        book.close()


class XlsxFile:
    """A workbook being written. A text is a text, whatever it begins with."""

    def __init__(self, book: Any, title: str, names: Sequence[str]) -> None:
        self._book = book
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._title = title
        self._names = names
        self._sheets = 0
        self._row = 0
        self._sheet: Any = None
        self._start_sheet()

    def write(self, row: Sequence[XlsxCell]) -> None:
        """Write a row; text that is too long is cut, what XML cannot hold becomes a blank."""
        if self._row > _ROWS:
            self._start_sheet()
        for column, value in enumerate(row):
            if value is not None:
                self._put(column, value)
        self._row += 1

    def _put(self, column: int, value: str | float | date) -> None:
        if isinstance(value, str):
            self._sheet.write_string(self._row, column, _plain(value))
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._row, column, value)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, column, value, self._day)
        elif isinstance(value, date) or (isinstance(value, int) and abs(value) >= _WHOLE):
            self._sheet.write_string(self._row, column, str(value))
        else:
            self._sheet.write_number(self._row, column, value)

    def _start_sheet(self) -> None:
        self._sheets += 1
        self._row = 0
        self._sheet = self._book.add_worksheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        self.write(self._names)


def is_too_long(text: str) -> bool:
    """Whether a cell cannot hold the text; it counts in UTF-16."""
    return len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST


def _plain(text: str) -> str:
    if is_too_long(text):
        text = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
    return _REFUSED.sub(" ", text)
