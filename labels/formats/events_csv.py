"""Exports event records as CSV: UTF-8, commas, a line of names; a cell that could be a formula is made safe."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import event_tables
from labels.formats.event_columns import Column
from labels.formats.event_export import Form, Outcome, write_events
from labels.formats.event_record import EventOut
from labels.formats.report import USUAL, ExportOptions, ExportReport

KIND = "events-csv"
FILE = "events.csv"
_ABOUT = "CSV in UTF-8: commas, a line of names first, dates as 2024-12-06, `true` and `false`, empty for not known."


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the events into the folder `out` as `events.csv`; see `labels.formats.export`."""
    columns = event_tables.columns_of(store, options.columns)
    about = event_tables.about(columns, options.columns, _ABOUT)
    form = Form(KIND, FILE, lambda path: _opened(path, columns), about)
    return write_events(store, out, form, options=options, progress=progress)


@contextmanager
def _opened(path: Path, columns: Sequence[Column]) -> Iterator[_Writer]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        yield _Writer(writer, columns)


class _Writer:
    def __init__(self, writer: Any, columns: Sequence[Column]) -> None:
        self._writer = writer
        self._columns = columns
        self._flags = [number for number, column in enumerate(columns) if column.kind == "flag"]
        self._rows = 0

    def write(self, event: EventOut) -> Outcome:
        row = event_tables.cells(self._columns, event)
        safe = event_tables.make_safe(self._columns, row, within=True)
        for number in self._flags:  # all else the writer puts as it should be: days in ISO's form, None as nothing
            row[number] = "true" if row[number] else "false"
        self._writer.writerow(row)
        self._rows += 1
        return Outcome(row=self._rows, safe=safe)
