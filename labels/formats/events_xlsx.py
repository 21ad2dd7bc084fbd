"""Exports event records as an Excel workbook: dates and numbers are dates and numbers, texts are never formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import event_tables, xlsx_file
from labels.formats.event_columns import Column
from labels.formats.event_export import Form, Outcome, write_events
from labels.formats.event_record import EventOut
from labels.formats.report import USUAL, ExportOptions, ExportReport

KIND = "events-xlsx"
FILE = "events.xlsx"
_ABOUT = "An Excel workbook: a line of names first; dates, numbers, yes or no are cells of that kind, all else is text."


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the events into the folder `out` as `events.xlsx`; see `labels.formats.export`."""
    columns = event_tables.columns_of(store, options.columns)
    about = event_tables.about(columns, options.columns, _ABOUT)
    form = Form(KIND, FILE, lambda path: _opened(path, columns), about)
    return write_events(store, out, form, options=options, progress=progress)


@contextmanager
def _opened(path: Path, columns: Sequence[Column]) -> Iterator[_Writer]:
    with xlsx_file.opened(path, "events", [column.name for column in columns]) as book:
        yield _Writer(book, columns)


class _Writer:
    def __init__(self, book: xlsx_file.XlsxFile, columns: Sequence[Column]) -> None:
        self._book = book
        self._columns = columns
        self._rows = 0

    def write(self, event: EventOut) -> Outcome:
        row = event_tables.cells(self._columns, event)
        safe = event_tables.make_safe(self._columns, row)
        self._book.write(row)
        self._rows += 1
        cut = tuple(
            column.name
            for column, value in zip(self._columns, row, strict=True)
            if isinstance(value, str) and xlsx_file.is_too_long(value)
        )
        return Outcome(row=self._rows, safe=safe, cut=cut)
