"""`dateline events`: the records of a project, one a line or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus import articles
from corpus.errors import UserError
from corpus.store import Store
from corpus.wording import counted
from desktop.cli_output import opened, say, say_json
from labels import event_types, events, records
from labels.event import EVENT_STATUSES, Argument, Event
from labels.record import RecordQuery, RecordRow

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")]


def events_(
    project: Project,
    type_: Annotated[
        str, typer.Option("--type", help="Path of an event type, or its name; what is below counts.")
    ] = "",
    status: Annotated[str, typer.Option(help=f"{', '.join(EVENT_STATUSES)}.")] = "",
    since: Annotated[str, typer.Option(help="First day, as 2024-12-01.")] = "",
    until: Annotated[str, typer.Option(help="Last day.")] = "",
    search: Annotated[str, typer.Option(help="Words in actor, target, place, note, title or outlet.")] = "",
    article: Annotated[str, typer.Option(help="Of one article: its number, or the beginning of its uid.")] = "",
    canonical: Annotated[bool, typer.Option("--canonical", help="Of joined reports, only the first.")] = False,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """List event records, by date."""
    if status and status not in EVENT_STATUSES:
        raise UserError(f"{status} is not an event's status; use one of {', '.join(EVENT_STATUSES)}.")
    with opened(project, coder=coder, read_only=True) as store:
        query = RecordQuery(
            text=search,
            types=_types(store, type_),
            since=since,
            until=until,
            status=status,
            article_id=articles.find(store, article) if article else 0,
            canonical_only=canonical,
        )
        found = records.rows(store, records.ids(store, query, descending=False))
        paths = {each.id: each.path for each in event_types.all_types(store, retired=True)}
        told = _whole(store, found) if as_json else []
    if as_json:
        say_json(told)
        return
    for row in found:
        say(_line(row, paths.get(row.type_id or 0, "")))
    say(counted(len(found), "event"))


def _types(store: Store, words: str) -> tuple[int, ...]:
    """Return the ids of the types that a path or a name means."""
    if not words:
        return ()
    wanted = words.strip().casefold()
    types = event_types.all_types(store, retired=True)
    found = [each.id for each in types if each.path.casefold() == wanted]
    found = found or [each.id for each in types if wanted in (each.name.casefold(), each.code.casefold())]
    if not found:
        raise UserError(f"There is no event type {words} in this project; `codebook export` writes them all down.")
    return tuple(found)


def _line(row: RecordRow, path: str) -> str:
    day = row.date_start if row.date_start == row.date_end else f"{row.date_start}–{row.date_end}"
    figures = [number for number in (row.low, row.best, row.high) if number is not None]
    dead = f"{min(figures)}–{max(figures)} killed" if figures and min(figures) < max(figures) else ""
    dead = dead or (f"{figures[0]:,} killed" if figures else "")
    sides = " → ".join(side for side in (row.actor, row.target) if side)
    parts = [path or "no type", sides, row.place, dead, row.status if row.status != "happened" else "",
             "historical" if row.historical else ""]  # fmt: skip
    return (
        f"{row.event_id:>6}  {day or 'no date':<10}  {' · '.join(part for part in parts if part)}  [{row.article_id}]"
    )


def _whole(store: Store, rows: Sequence[RecordRow]) -> list[dict[str, Any]]:
    held = {event.id: event for event in events.many(store, [row.event_id for row in rows])}
    return [_json(row, held[row.event_id]) for row in rows if row.event_id in held]


_ROW = (
    "date_start", "date_end", "date_precision", "actor", "target", "place", "country", "admin1", "admin2", "latitude",
    "longitude", "geo_precision", "low", "best", "high",
)  # fmt: skip


def _json(row: RecordRow, event: Event) -> dict[str, Any]:
    return {
        "id": event.id, "uid": event.uid, "article": row.article_id, "title": row.title, "source": row.source,
        "published": row.published, "type": event.type, "status": event.status, "historical": event.historical,
        "certainty": event.certainty, "trigger": event.trigger, "start": event.start, "end": event.end,
        **{name: getattr(row, name) for name in _ROW}, "coder": event.coder, "origin": event.origin, "note": event.note,
        "canonical": event.canonical_id, "reports": row.reports, "created": event.created, "changed": event.changed,
        "arguments": [_argument(argument) for argument in event.arguments],
    }  # fmt: skip


def _argument(argument: Argument) -> dict[str, Any]:
    names = ("role", "kind", "slot", "text", "start", "end", "value", "entity")
    return {name: getattr(argument, name) for name in names} | {"named_place": argument.place}
