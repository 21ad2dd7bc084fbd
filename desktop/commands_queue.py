"""`dateline queue`: who codes what, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus import assigning, assignments, paces
from corpus.assigning import Plan
from corpus.assignment import HOWS, Assignment, How, Standing
from corpus.errors import UserError
from corpus.query import parse
from corpus.store import Store
from corpus.wording import counted
from desktop.cli_output import opened, say, say_json, warn

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The assignment.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option("--as", help="Whose doing this is; the project knows its only coder.")]

queue_app = typer.Typer(name="queue", help="Who codes which articles, and how far they are.", no_args_is_help=True)


@queue_app.command("list")
def list_(project: Project, as_json: AsJson = False) -> None:
    """List the assignments with how far each coder is."""
    with opened(project, read_only=True) as store:
        found = [(each, paces.standings(store, each)) for each in assignments.all_assignments(store)]
    if as_json:
        say_json([_row(each, standings) for each, standings in found])
        return
    for each, standings in found:
        kind = "held out" if each.purpose == "hold-out" else "to code"
        state = ", closed" if each.closed else ""
        say(f"{each.name}: {counted(len(each.articles), 'article')} {kind}{state}")
        for one in standings:
            say(
                f"  {one.coder}: {one.done:,} done, {one.begun:,} begun, {one.set_aside:,} set aside, {one.left:,} left"
            )
    if not found:
        say("Nothing is assigned yet; `dateline queue assign` does it.")


@queue_app.command()
def assign(
    project: Project,
    name: Name,
    coders: Annotated[list[str] | None, typer.Option("--coder", help="Who codes them; may be given again.")] = None,
    search: Annotated[str, typer.Option(help="Draw from these articles, as in the search box.")] = "status:todo",
    count: Annotated[int, typer.Option(min=1, help="How many articles.")] = 100,
    how: Annotated[str, typer.Option(help=f"{', '.join(HOWS)}.")] = "in order",
    seed: Annotated[int, typer.Option(help="The same seed draws the same articles.")] = 0,
    shared: Annotated[int, typer.Option(min=0, help="So many go to every coder; the rest is dealt out.")] = 0,
    hold_out: Annotated[bool, typer.Option("--hold-out", help="Keep them from coders until they are let out.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Take all near-copies of a story.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Take articles that are assigned already, too.")] = False,
    coder: Coder = "",
) -> None:
    """Draw articles and give them to coders, or hold them out."""
    query = parse(search)
    for problem in query.problems:
        warn(problem)
    plan = Plan(
        name, query, count=count, how=_how(how), seed=seed, once=not copies, free_only=not again,
        coders=() if hold_out else tuple(coders or ()), shared=shared, purpose="hold-out" if hold_out else "coding",
    )  # fmt: skip
    with opened(project, coder=coder) as store:
        before = {each.id for each in assignments.all_assignments(store)}
        assigning.assign(store, plan)
        for each in assignments.all_assignments(store):
            if each.id not in before:
                say(f"{each.name}: {counted(len(each.articles), 'article')}{_whose(each)}.")


@queue_app.command()
def close(
    project: Project,
    name: Name,
    again: Annotated[bool, typer.Option("--open", help="Open it again instead.")] = False,
    coder: Coder = "",
) -> None:
    """Put an assignment away; a hold-out set comes into everybody's lists."""
    with opened(project, coder=coder) as store:
        found = _named(store, name)
        assignments.close(store, found.id, closed=not again)
        say(f"{found.name} is {'open' if again else 'closed'}.")


@queue_app.command()
def pace(project: Project, days: Annotated[int, typer.Option(min=1)] = 14, as_json: AsJson = False) -> None:
    """Say what each coder finished on each of the last days."""
    with opened(project, read_only=True) as store:
        found = paces.paces(store, days=days)
    if as_json:
        say_json([{"coder": each.coder, "days": dict(each.days), "seconds": each.seconds} for each in found])
        return
    for each in found:
        time = f", {each.seconds:.0f} s an article" if each.seconds else ""
        say(f"{each.coder}: {sum(each.days.values()):,} done, {each.per_day:.1f} on a day of work{time}")
    if not found:
        say(f"Nothing was finished in the last {counted(days, 'day')}.")


def _how(how: str) -> How:
    for known in HOWS:
        if known == how.lower().replace("-", " "):
            return known
    raise UserError(f"{how} is no way to draw articles; use one of {', '.join(HOWS)}.")


def _named(store: Store, name: str) -> Assignment:
    found = next((each for each in assignments.all_assignments(store) if each.name.casefold() == name.casefold()), None)
    if found is None:
        raise UserError(f"There is no assignment called {name}; `dateline queue list` shows them.")
    return found


def _whose(each: Assignment) -> str:
    if each.purpose == "hold-out":
        return ", held out"
    return f" for {', '.join(each.coders)}" if each.coders else ""


def _row(each: Assignment, standings: list[Standing]) -> dict[str, object]:
    return {
        "name": each.name, "purpose": each.purpose, "articles": len(each.articles), "closed": each.closed,
        "how": dict(each.how),
        "coders": [
            {"coder": one.coder, "done": one.done, "begun": one.begun, "set_aside": one.set_aside, "left": one.left}
            for one in standings
        ],
    }  # fmt: skip
