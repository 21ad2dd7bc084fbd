"""What the event tables have in common: which columns, what a row is, what README.md says of them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.store import Store
from labels.formats import event_selection, events_acled, events_ged
from labels.formats.event_columns import Cell, Column, cell, full
from labels.formats.event_record import ArgumentOut, EventOut
from labels.formats.ledger import cell as markdown
from labels.formats.report import ColumnSet
from labels.formats.safe_cell import is_dangerous, safe_within

TITLES = {
    "full": "Every column Dateline knows; each role has a group of its own. Several values of a role share a cell, "
    'parted by "; "; dates, numbers and places are those of the first.',
    "acled": "ACLED-compatible columns. A role called as a column fills it; else what is said below does.",
    "ged": "GED-like columns. A role called as a column fills it; else what is said below does. Columns that only UCDP "
    "can number are empty.",
}


def columns_of(store: Store, name: ColumnSet) -> list[Column]:
    """Return the columns of a set."""
    if name == "acled":
        return events_acled.columns()
    return events_ged.columns() if name == "ged" else full(event_selection.roles_used(store))


def about(columns: Sequence[Column], name: ColumnSet, form: str) -> str:
    """Return what README.md says of a table."""
    rows = "".join(f"| `{each.name}` | {each.kind} | {markdown(each.meaning)} |\n" for each in columns)
    return f"{form}\n\n{TITLES[name]}\n\n| column | holds | meaning |\n|---|---|---|\n{rows}"


def cells(columns: Sequence[Column], event: EventOut) -> list[Cell]:
    """Return the row of an event."""
    filled: dict[str, list[ArgumentOut]] = {}
    for argument in event.arguments:
        filled.setdefault(argument.role, []).append(argument)
    row: list[Cell] = []
    for column in columns:
        found = filled.get(column.role) if column.role else event
        row.append(None if found is None else cell(column.kind, column.get(found)))
    return row


def make_safe(columns: Sequence[Column], row: list[Cell], *, within: bool = False) -> tuple[str, ...]:
    """Put an apostrophe before texts that could be formulas; return the names of their columns.

    Args:
        within: also before parts of texts that follow a semicolon, tab or line's end; for CSV.
    """
    found = []
    for number, value in enumerate(row):
        if not isinstance(value, str):
            continue
        safe = safe_within(value) if within else value
        if not value[:1].isalnum() and is_dangerous(value):
            safe = f"'{safe}"
        if safe is not value:
            row[number] = safe
            found.append(columns[number].name)
    return tuple(found)
