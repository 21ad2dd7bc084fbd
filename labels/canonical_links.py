"""The links between reports and canonical events, as far as events themselves must know of them."""

from __future__ import annotations

from corpus import journal


def drop(step: journal.Step, canonical_id: int) -> None:
    """Remove a canonical event with its links and choices, inside a step; the events stay."""
    for table in ("canonical_choice", "report_link"):
        for (row_id,) in step.store.rows(f"SELECT id FROM {table} WHERE canonical_id = ?", (canonical_id,)):
            step.delete(table, row_id)
    step.delete("canonical_event", canonical_id)


def unlink(step: journal.Step, event_id: int) -> None:
    """Take an event out of its canonical event, which goes, too, when a single report is left: that joins nothing."""
    found = step.store.row("SELECT id, canonical_id FROM report_link WHERE event_id = ?", (event_id,))
    if found is None:
        return
    step.delete("report_link", found[0])
    if step.store.value("SELECT count(*) FROM report_link WHERE canonical_id = ?", (found[1],)) < 2:
        drop(step, found[1])
