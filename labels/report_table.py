"""How far reports of the same event disagree: over a table that says which rows belong together, or over the project.

A blank is no statement: a report that says nothing about a field disagrees with nobody.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.readers.encodings import NotText, encoding_of_file
from corpus.store import Store

_BLANK = frozenset({"", "na", "n/a", "nan", "none", "null"})
_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Totals:
    """The sum over events of the least, the mean and the greatest figure that reports give."""

    least: float
    mean: float
    greatest: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far reports differ on one field.

    Attributes:
        events: events with more than one report.
        differing: of these, events whose reports give two or more different values.
        divergence: different values beyond the first, on average per event with more than one report.
        totals: over all events, for a field that holds numbers only; None for others.
    """

    field: str
    events: int
    differing: int
    divergence: float
    totals: Totals | None

    @property
    def share(self) -> float:
        """The part of events with several reports whose reports differ, 0 to 1."""
        return self.differing / self.events if self.events else 0.0


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Reports grouped by event: for each event, its reports as field and text."""

    fields: tuple[str, ...]
    groups: tuple[tuple[Mapping[str, str], ...], ...]

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return sum(map(len, self.groups))

    @property
    def joined(self) -> tuple[int, int]:
        """How many events have several reports, and how many reports these have."""
        several = [len(group) for group in self.groups if len(group) > 1]
        return len(several), sum(several)


def read_table(path: Path, group: str, *, progress: Progress = silent) -> ReportTable:
    """Read a CSV of reports, one in each row; rows with the same `group` cell are reports of one event.

    Raises:
        UserError: it cannot be read, has no such column, or a row is broken; the sentence names the line.
    """
    try:
        encoding = encoding_of_file(path)
    except NotText as error:
        raise UserError(f"{path.name} is {error}, not a table; save it as CSV.") from error
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    groups: dict[str, list[Mapping[str, str]]] = {}
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        rows = csv.reader(file)
        header = [cell.strip().removeprefix("\ufeff") for cell in next(rows, [])]
        if group not in header:
            shown = ", ".join(header[:8]) or "none"
            raise UserError(f"{path.name} has no column {group}; its first columns are: {shown}.")
        for number, row in enumerate(_rows(rows, path.name, len(header))):
            if number % _EVERY == 0:
                progress(number, None, "reports")
            report = dict(zip(header, (cell.strip() for cell in row), strict=True))
            groups.setdefault(report[group] or f"\0{number}", []).append(report)
    fields = tuple(name for name in dict.fromkeys(header) if name and name != group)
    return ReportTable(fields, tuple(tuple(rows) for rows in groups.values()))


def of_project(store: Store) -> ReportTable:
    """Return the project's canonical events with what each report says, for `diagnose`."""
    from labels import canonicals

    groups = []
    for canonical in canonicals.all_resolved(store):
        reports: list[dict[str, str]] = [{} for _ in canonical.reports]
        for row in canonical.fields:
            for report, value in zip(reports, row.values, strict=True):
                report |= value.cells(row.field)
        groups.append(tuple(reports))
    fields = dict.fromkeys(name for group in groups for report in group for name in report)
    return ReportTable(tuple(fields), tuple(groups))


def diagnose(table: ReportTable, fields: Sequence[str] = ()) -> list[Disagreement]:
    """Return how far reports differ, for the fields named or for all.

    Raises:
        UserError: the table has no field of that name.
    """
    missing = next((name for name in fields if name not in table.fields), None)
    if missing is not None:
        raise UserError(f"There is no field {missing}; there are {', '.join(table.fields[:12])}.")
    return [_disagreement(table, name) for name in fields or table.fields]


def _rows(rows: Iterator[list[str]], name: str, width: int) -> Iterator[list[str]]:
    reader = rows
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise UserError(f"{name} is no CSV: {error}.") from error
        if row is None:
            return
        if row and len(row) != width:
            line = getattr(rows, "line_num", 0)
            raise UserError(f"{name}, line {line}: it has {len(row)} cells where the header has {width}.")
        if row:
            yield row


def _disagreement(table: ReportTable, field: str) -> Disagreement:
    stated = [[value for report in group if (value := _stated(report.get(field, "")))] for group in table.groups]
    several = [len(set(values)) for values, group in zip(stated, table.groups, strict=True) if len(group) > 1]
    differing = sum(count > 1 for count in several)
    divergence = sum(max(0, count - 1) for count in several) / len(several) if several else 0.0
    return Disagreement(field, len(several), differing, divergence, _totals(stated))


def _stated(cell: str) -> str:
    """Return a cell, "" when it says nothing; 8 and 8.0 are one figure."""
    text = " ".join(cell.split())
    if text.casefold() in _BLANK:
        return ""
    number = _number(text)
    return text if number is None else repr(number)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _totals(stated: Iterable[Sequence[str]]) -> Totals | None:
    """Return the sums over events; None unless every statement is a number."""
    least = mean = greatest = 0.0
    found = False
    for values in stated:
        numbers = [_number(value) for value in values]
        if not values:
            continue
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            return None
        found = True
        least, greatest, mean = least + min(known), greatest + max(known), mean + sum(known) / len(known)
    return Totals(least, mean, greatest) if found else None
