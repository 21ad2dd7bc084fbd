"""Exports event records as GeoJSON (RFC 7946): points with properties. An event without coordinates is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import event_tables
from labels.formats.event_columns import Column
from labels.formats.event_export import Form, Outcome, write_events
from labels.formats.event_record import EventOut
from labels.formats.lines import escape_line_ends
from labels.formats.report import USUAL, ExportOptions, ExportReport

KIND = "geojson"
FILE = "events.geojson"
NO_COORDINATES = "no coordinates"
_ABOUT = (
    "GeoJSON (RFC 7946): a FeatureCollection of points in WGS 84, longitude first, with the columns below as "
    "properties; dates are texts. Events whose place has no coordinates are left out and named in the ledger."
)


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the events into the folder `out` as `events.geojson`; see `labels.formats.export`."""
    columns = event_tables.columns_of(store, options.columns)
    about = event_tables.about(columns, options.columns, _ABOUT)
    form = Form(KIND, FILE, lambda path: _opened(path, columns), about)
    return write_events(store, out, form, options=options, progress=progress)


@contextmanager
def _opened(path: Path, columns: Sequence[Column]) -> Iterator[_Writer]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        yield _Writer(file, columns)
        file.write("\n]}\n")


class _Writer:
    def __init__(self, file: TextIO, columns: Sequence[Column]) -> None:
        self._file = file
        self._columns = columns
        self._names = [column.name for column in columns]
        self._written = 0

    def write(self, event: EventOut) -> Outcome:
        place = event.located()
        if place is None or place.longitude is None or place.latitude is None:
            return Outcome(reason=NO_COORDINATES)
        row = event_tables.cells(self._columns, event)
        feature = {
            "type": "Feature",
            "id": event.uid,
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
            "properties": dict(zip(self._names, row, strict=True)),
        }
        encoded = escape_line_ends(json.dumps(feature, ensure_ascii=False, allow_nan=False, default=date.isoformat))
        self._file.write(f"{',' if self._written else ''}\n{encoded}")
        self._written += 1
        return Outcome(row=self._written)
