"""`dateline actors`: the project's list of actors from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json, warn
from labels import entities, entity_csv
from labels.entity import Entity

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")]

actors_app = typer.Typer(name="actors", help="The project's list of actors.", no_args_is_help=True)


@actors_app.command("list")
def list_(
    project: Project,
    retired: Annotated[bool, typer.Option("--retired", help="The retired ones too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the actors with their aliases and codes."""
    with opened(project, read_only=True) as store:
        found, mentions = entities.all_entities(store, retired=retired), entities.mentions(store)
    if as_json:
        say_json([{**_row(entity), "mentions": mentions.get(entity.id, 0)} for entity in found])
        return
    for entity in found:
        names = "; ".join(alias.name for alias in entity.aliases)
        about = ", ".join(part for part in (entity.type, entity.country, entity.code_on("")) if part)
        say(f"{entity.name}{f' ({about})' if about else ''}{f': {names}' if names else ''}")
    say(counted(len(found), "actor"))


@actors_app.command("import")
def import_(
    project: Project,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A CSV, or a PETRARCH dictionary.", show_default=False)],
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Take in a list of actors; those that are there get the names and codes they lack."""
    from labels.entity_import import import_entities

    with opened(project, coder=coder) as store, bar("Importing actors") as progress:
        report = import_entities(store, path, progress=progress)
    for sentence in (*report.warnings, *(refusal.reason for refusal in report.refused)):
        warn(sentence)
    if as_json:
        numbers = {name: getattr(report, name) for name in ("added", "extended", "aliases", "codes")}
        say_json({**numbers, "refused": [{"where": each.where, "reason": each.reason} for each in report.refused]})
    else:
        say(report.sentence)
    raise typer.Exit(1 if report.refused else 0)


@actors_app.command("export")
def export(
    project: Project,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The CSV to write.", show_default=False)],
) -> None:
    """Write the actors as CSV, which can be imported again."""
    with opened(project, read_only=True) as store:
        count = entity_csv.write_csv(store, path)
    say(f"{counted(count, 'actor')} in {path}.")


@actors_app.command("suggest")
def suggest(
    project: Project,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Words of an article.", show_default=False)],
    on: Annotated[str, typer.Option(help="A day (2024-12-06): actors not there then come last.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say which actors some words may mean."""
    with opened(project, read_only=True) as store:
        found = entities.suggest(store, name, on=on)
    if as_json:
        say_json([{"name": entity.name, "uid": entity.uid, "score": round(score, 1)} for entity, score in found])
        return
    for entity, score in found:
        say(f"{score:>5.0f}  {entity.name}")
    if not found:
        say(f"No actor is called anything like “{name}”.")


def _row(entity: Entity) -> dict[str, Any]:
    names = ("uid", "name", "type", "side", "country", "valid_from", "valid_to", "note", "origin", "retired")
    return {
        **{name: getattr(entity, name) for name in names},
        "aliases": [{"name": each.name, "from": each.valid_from, "to": each.valid_to} for each in entity.aliases],
        "codes": [{"code": each.code, "from": each.valid_from, "to": each.valid_to} for each in entity.codes],
    }
