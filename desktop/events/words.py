"""What the page says of records in sentences: totals, tooltips, rows for the clipboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.wording import counted
from desktop.events import columns as cells
from desktop.events.columns import Column
from desktop.events.types import Types
from labels.formats.safe_cell import safe_text
from labels.record import RecordRow

if TYPE_CHECKING:
    from desktop.events.frame import Totals

_TOLD = 6  # lines of a tooltip


def totals(found: Totals, *, of: int = 0) -> str:
    """Return `312 events · 148 articles · fatalities 20–35 (best 24)`; `of`: how many are listed.

    What was planned or denied, or is history, does not count among the fatalities, and that is said.
    """
    events = f"{found.events:,} of {counted(of, 'event')} chosen" if of else counted(found.events, "event")
    parts = [events, counted(found.articles, "article")]
    if found.high:
        bounds = f"{found.low:,}–{found.high:,} (best {found.best:,})" if found.low != found.high else f"{found.best:,}"
        parts.append(f"fatalities {bounds}")
    if found.beside:
        parts.append(f"without {found.beside:,} historical, planned or denied")
    return " · ".join(parts)


def tooltip(rows: Sequence[RecordRow], number: int, types: Types) -> str:
    """Return what a cluster of `number` records holds; `rows` are the first of them."""
    if number == 1 and rows:
        return _one(rows[0], types)
    places = Counter(row.place for row in rows if row.place)
    where = ", ".join(place for place, _ in places.most_common(3)) + (" …" if len(places) > 3 else "")
    kinds = Counter(types.get(row.type_id).name for row in rows)
    lines = [f"{where} · {counted(number, 'event')}" if where else counted(number, "event")]
    if number == len(rows):
        lines += [f"{each:,} {name}" for name, each in kinds.most_common(_TOLD)]
    return "\n".join(lines)


def as_table(rows: Sequence[RecordRow], columns: Sequence[Column], types: Types) -> str:
    """Return rows as text that a spreadsheet takes for a table, under a line of titles; no cell is a formula."""
    lines = [[column.title for column in columns]]
    lines += [[_cell(column, row, types) for column in columns] for row in rows]
    return "\n".join("\t".join(line) for line in lines) + "\n"


def _cell(column: Column, row: RecordRow, types: Types) -> str:
    words = types.get(row.type_id).path if column.key == "type" and row.type_id else cells.text(column, row, types)
    return safe_text(" ".join(words.split()))


def _one(row: RecordRow, types: Types) -> str:
    date, deaths = cells.dates(row.date_start, row.date_end), cells.bounds(row.low, row.best, row.high)
    who = " → ".join(part for part in (row.actor, row.target) if part)
    lines = (
        " · ".join(part for part in (date, types.get(row.type_id).name) if part),
        who, row.place, f"fatalities {deaths}" if deaths else "", row.title,
    )  # fmt: skip
    return "\n".join(line for line in lines if line)
