"""`dateline reports`: how far reports of the same event disagree, in a project or in a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json
from labels import report_table
from labels.report_table import Disagreement


def reports(
    project: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The project, a .dateline file.", show_default=False)
    ] = None,
    table: Annotated[Path | None, typer.Option("--csv", help="A table of reports instead, one in each row.")] = None,
    group: Annotated[str, typer.Option(help="The table's column that says which event a report is of.")] = "event_id",
    field: Annotated[list[str] | None, typer.Option(help="Only this field; may be given again.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say in how many events with several reports these disagree, field by field."""
    if table is not None and project is not None:
        raise UserError("Name a project or a table with --csv, not both.")
    if table is not None:
        with bar("Reading") as progress:
            found = report_table.read_table(table, group, progress=progress)
    elif project is not None:
        with opened(project, read_only=True) as store:
            found = report_table.of_project(store)
    else:
        raise UserError("Name a project, or a table with --csv.")
    results = report_table.diagnose(found, field or ())
    events, joined = found.joined
    if as_json:
        counts = {
            "events": len(found.groups),
            "reports": found.reports,
            "several": events,
            "reports_of_several": joined,
        }
        say_json({**counts, "fields": [_row(result) for result in results]})
        return
    if project is not None and not found.groups:
        say("No reports are joined to events yet; do so in the window, Event > Reports and events.")
        return
    say(f"{counted(len(found.groups), 'event')} of {counted(found.reports, 'report')}; {events:,} of several reports.")
    for result in sorted(results, key=lambda each: -each.share):
        say(f"{result.share:>7.1%} disagree  divergence {result.divergence:.3f}  {result.field}{_sums(result)}")


def _sums(result: Disagreement) -> str:
    totals = result.totals if result.differing else None
    return f"  sum {totals.least:,.0f} / {totals.mean:,.1f} / {totals.greatest:,.0f}" if totals else ""


def _row(result: Disagreement) -> dict[str, object]:
    totals = result.totals
    return {
        "field": result.field, "events": result.events, "differing": result.differing,
        "share": round(result.share, 6), "divergence": round(result.divergence, 6),
        "totals": {"least": totals.least, "mean": totals.mean, "greatest": totals.greatest} if totals else None,
    }  # fmt: skip
