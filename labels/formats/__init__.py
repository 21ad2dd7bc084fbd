"""Formats coding leaves in. One format is one module with `export`; adding one adds a line to `FORMATS`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats.report import USUAL, ExportOptions, ExportReport

__all__ = ["FORMATS", "ExportOptions", "ExportReport", "Exporter", "export", "exporter"]

FORMATS = {
    "spacy": "labels.formats.spacy_docbin",
    "jsonl": "labels.formats.jsonl",
    "events-csv": "labels.formats.events_csv",
    "events-xlsx": "labels.formats.events_xlsx",
    "events-parquet": "labels.formats.events_parquet",
    "geojson": "labels.formats.events_geojson",
    "plover": "labels.formats.events_plover",
}


class Exporter(Protocol):
    """What the module of a format offers."""

    def export(
        self,
        store: Store,
        out: Path,
        *,
        options: ExportOptions = ...,
        progress: Progress = ...,
    ) -> ExportReport:
        """Write the project's coding into the folder `out`, whole or not at all.

        Raises:
            UserError: nothing to export, or `out` holds something else or cannot be written.
            Cancelled: `progress` asked to stop; `out` is as it was.
        """


def exporter(name: str) -> Exporter:
    """Return the module of a format.

    Raises:
        UserError: there is no such format.
    """
    if name not in FORMATS:
        raise UserError(f"There is no format {name!r}; choose one of: {', '.join(FORMATS)}.")
    return cast("Exporter", import_module(FORMATS[name]))


def export(
    store: Store, name: str, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent
) -> ExportReport:
    """Write the project's coding into the folder `out` in the named format."""
    return exporter(name).export(store, out, options=options, progress=progress)
