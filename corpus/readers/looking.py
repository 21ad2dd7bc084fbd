"""A look at the first rows of tables before they are imported, to ask what their columns hold.

The files are opened in a child process that can be killed; here only plain texts arrive.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.child import Child, ChildEnded, LineTooLong
from corpus.progress import Progress, silent
from corpus.readers.columns import FIELDS
from corpus.readers.format import Job
from corpus.readers.limits import Limits
from corpus.readers.walk import File, walk
from corpus.readers.wire import job_line

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".parquet", ".jsonl", ".ndjson", ".json"})
CHILD = "columns"
_MOST = 1_000  # files of an import that are looked at
_SECONDS = 10.0  # for one file
_TICK = 0.1
_LINE = 1 << 22  # bytes of one answer


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table.

    Attributes:
        rows: the first of them, their cells shortened, one for each column.
        columns: the column of each field, as far as it could be guessed.
        sure: nobody need be asked.
        unclear: columns with dates like 06/12/2024 that may be meant either way.
    """

    path: Path
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    sure: bool
    unclear: tuple[str, ...] = ()


def look(path: Path, *, limits: Limits = Limits()) -> Preview | None:
    """Return the beginning of a table, None for what is none or cannot be read."""
    return next(look_all([path], limits=limits), None)


def look_all(
    paths: Sequence[Path], *, limits: Limits = Limits(), seconds: float = _SECONDS, progress: Progress = silent
) -> Iterator[Preview]:
    """Yield the beginnings of the tables among files and in folders; what cannot be read is left out.

    `progress` counts files and is asked ten times a second whether to stop.

    Raises:
        Cancelled: `progress` says so.
        OSError: the child cannot be started.
    """
    tables: list[File] = []
    for each in walk(paths):
        progress(0, None)
        if isinstance(each, File) and each.path.suffix.lower() in SUFFIXES and each.size <= limits.file_bytes:
            tables.append(each)
        if len(tables) == _MOST:
            break
    child: Child | None = None
    try:
        for number, file in enumerate(tables):
            progress(number, len(tables), file.name)
            child = child or Child(CHILD, line_bytes=_LINE)
            child.send(job_line(Job(file.path, file.name, limits)))
            answer = _answer(child, seconds, progress)
            if answer is None:
                child.stop()
                child = None
            elif found := _preview(file.path, file.name, answer):
                yield found
    finally:
        if child is not None:
            child.stop()


def _answer(child: Child, seconds: float, progress: Progress) -> bytes | None:
    """The child's line about the file at hand, None when it has gone wrong or takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            lines = child.receive(_TICK)
        except (ChildEnded, LineTooLong):
            return None
        if lines:
            return lines[0]
        progress(0, None)
    return None


def _preview(path: Path, name: str, line: bytes) -> Preview | None:
    """What a line says; the child is not trusted, so every type is checked."""
    try:
        answer = json.loads(line)
        if answer is None:
            return None
        header, rows, columns, sure, unclear = answer
        names = _texts(header)
        cells = tuple(_texts(row) for row in rows)
        chosen = dict(zip(columns, _texts(list(columns.values())), strict=True))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    if any(len(row) != len(names) for row in cells) or any(each not in FIELDS for each in chosen):
        return None
    return Preview(path, name, names, cells, chosen, sure is True, _texts(unclear))


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(type(each) is str for each in values):
        raise TypeError
    return tuple(values)
