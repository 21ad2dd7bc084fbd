"""The ledger of an export of events: a line for each with what became of it, and the pages for people."""

from __future__ import annotations

from typing import Any

from labels.formats.event_record import EventOut
from labels.formats.ledger import cell
from labels.formats.report import ExportReport

_README = """# {name}

{events:,} events from {articles:,} articles, exported from Dateline as `{file}`.

{about}

`ledger.jsonl` says of every event what became of it, with the uid of its article and where its words stand (code
points, half-open); `ledger.md` says it in words. Titles and words belong to their publishers; pass them on only with
the right to do so.
"""
_SAFE = """
A text that a spreadsheet program could take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
return) has an apostrophe in front; in CSV, what follows a semicolon, a tab or a line's end within a text as well.
"""


def line(event: EventOut, outcome: str, **more: Any) -> dict[str, Any]:
    """Return the ledger line of an event, with its way back to the article."""
    return {
        "event": event.uid,
        "article": event.article.uid,
        "title": event.article.title,
        "type": event.type,
        "coder": event.coder,
        "start": event.start,
        "end": event.end,
        "text": event.words,
        "outcome": outcome,
        **more,
    }


def page(report: ExportReport, *, joined: int = 0) -> str:
    """Return the ledger in words (Markdown); `joined` reports went into rows of others."""
    rows = [("events in the articles exported", report.kept + report.dropped + joined), ("written", report.kept)]
    rows += [(f"left out: {reason}", count) for reason, count in sorted(report.reasons.items())]
    rows += [("joined to the row of their canonical event", joined)] if joined else []
    text = "# Ledger\n\nWhat became of every event. `ledger.jsonl` has a line for each, with its way back.\n"
    text += "\n| | events |\n|---|---:|\n" + "".join(f"| {name} | {count:,} |\n" for name, count in rows)
    text += "\n| event type | written |\n|---|---:|\n"
    text += "".join(f"| {cell(name)} | {count:,} |\n" for name, count in report.labels.most_common())
    if report.made_safe:
        text += f"\n{report.made_safe:,} cells could have been taken for formulas and have an apostrophe in front.\n"
    if report.left_out:
        text += f"\n{report.left_out:,} articles are not done and were left out.\n"
    return text + "".join(f"\n**Note:** {warning}\n" for warning in report.warnings)


def readme(name: str, report: ExportReport, file: str, about: str) -> str:
    """Return the page that says what is in the folder."""
    safe = _SAFE if report.made_safe else ""
    return _README.format(
        name=cell(name), events=report.events, articles=report.articles, file=file, about=about + safe
    )
