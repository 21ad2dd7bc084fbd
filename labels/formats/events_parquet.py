"""Exports event records as Parquet: typed columns, written a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import event_tables
from labels.formats.event_columns import Cell, Column
from labels.formats.event_export import Form, Outcome, write_events
from labels.formats.event_record import EventOut
from labels.formats.report import USUAL, ExportOptions, ExportReport

KIND = "events-parquet"
FILE = "events.parquet"
_ABOUT = "Parquet: columns of text, whole numbers (64 bit), decimals, days and yes or no; nothing known is null."
_GROUP = 10_000  # rows held until they are written together


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the events into the folder `out` as `events.parquet`; see `labels.formats.export`.

    Raises:
        UserError: also when pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise UserError("Parquet needs a further library; install it with: pip install dateline[parquet].")
    columns = event_tables.columns_of(store, options.columns)
    about = event_tables.about(columns, options.columns, _ABOUT)
    form = Form(KIND, FILE, lambda path: _opened(path, columns), about)
    return write_events(store, out, form, options=options, progress=progress)


@contextmanager
def _opened(path: Path, columns: Sequence[Column]) -> Iterator[_Writer]:
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"text": pa.string(), "whole": pa.int64(), "decimal": pa.float64(), "day": pa.date32(), "flag": pa.bool_()}
    schema = pa.schema([(column.name, kinds[column.kind]) for column in columns])
    with parquet.ParquetWriter(path, schema, compression="snappy") as file:
        writer = _Writer(file, columns, lambda rows: pa.Table.from_arrays(_arrays(pa, schema, rows), schema=schema))
        yield writer
        writer.flush()


def _arrays(pa: Any, schema: Any, rows: Sequence[Sequence[Cell]]) -> list[Any]:
    found = zip(*rows, strict=True) if rows else [()] * len(schema)
    return [pa.array(values, type=kind.type) for values, kind in zip(found, schema, strict=True)]


class _Writer:
    def __init__(self, file: Any, columns: Sequence[Column], table: Any) -> None:
        self._file = file
        self._columns = columns
        self._table = table
        self._held: list[list[Cell]] = []
        self._rows = 0

    def write(self, event: EventOut) -> Outcome:
        self._held.append(event_tables.cells(self._columns, event))
        self._rows += 1
        if len(self._held) >= _GROUP:
            self.flush()
        return Outcome(row=self._rows)

    def flush(self) -> None:
        if self._held or not self._rows:
            self._file.write_table(self._table(self._held))
            self._held = []
