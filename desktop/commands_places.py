"""`dateline places`: look a place up, and the project's own places."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import UserError
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json
from labels import gazetteer, place_import, places
from labels.gazetteer.context import country_name, country_of
from labels.place import PLACE_KINDS, Place, PlaceDraft
from labels.place_ranking import Ranked

places_app = typer.Typer(name="places", help="Look places up, and the project's own places.", no_args_is_help=True)

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")]


@places_app.command()
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What an article calls it.", show_default=False)],
    project: Annotated[Path | None, typer.Option("--project", help="Ask this project's places too.")] = None,
    country: Annotated[str, typer.Option(help="Its country: a name, or a code such as SY.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many.")] = 12,
    as_json: AsJson = False,
) -> None:
    """Find places by any of their names, in the gazetteer and in a project."""
    atlas = gazetteer.open_default()
    code = country if len(country) == 2 else country_of(country)
    if country and not code:
        raise UserError(f"{country} is no country; write its code of two letters, such as SY.")
    asked = f"{name}, {country_name(code.upper())}" if code else name
    if project is not None:
        with opened(project, read_only=True) as store:
            found = places.candidates(store, atlas, asked, limit=100)
    elif atlas is None:
        raise UserError("The gazetteer is not installed here; start `python3 dev.py run` once, or name a project.")
    else:
        found = places.from_gazetteer(atlas, asked, limit=100)
    shown = [each for each in found if not code or each.candidate.country == code.upper()][:limit]
    if as_json:
        say_json([_ranked(each) for each in shown])
        return
    for each in shown:
        say(_line(each))
    say(counted(len(shown), "place"))


@places_app.command(name="list")
def list_(project: Project, as_json: AsJson = False) -> None:
    """List the places that a project uses or has added."""
    with opened(project, read_only=True) as store:
        listed, used = places.all_places(store), places.uses(store)
    if as_json:
        say_json([{**_place(place), "used": used.get(place.id, 0)} for place in listed])
        return
    for place in listed:
        where = "" if place.latitude is None else f"{place.latitude:9.4f} {place.longitude:9.4f}"
        say(f"{place.id:>6}  {place.name:<28}  {place.kind:<9}  {place.country:<2}  {place.admin1:<20}  {where}")
    say(counted(len(listed), "place"))


@places_app.command()
def add(
    project: Project,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.", show_default=False)],
    kind: Annotated[str, typer.Option(help=f"{', '.join(PLACE_KINDS)}.")] = "town",
    latitude: Annotated[float | None, typer.Option(help="Degrees, south below 0.")] = None,
    longitude: Annotated[float | None, typer.Option(help="Degrees, west below 0.")] = None,
    country: Annotated[str, typer.Option(help="A name, or a code such as SY.")] = "",
    admin1: Annotated[str, typer.Option(help="Its province.")] = "",
    also: Annotated[list[str] | None, typer.Option("--also", help="A further name; may be given again.")] = None,
    coder: Coder = "",
) -> None:
    """Add a place of the desk's own: a border crossing, a camp, a front."""
    if kind not in PLACE_KINDS:
        raise UserError(f"{kind} is no kind of place; use one of {', '.join(PLACE_KINDS)}.")
    draft = PlaceDraft(name, kind, country, admin1, "", latitude, longitude, names=tuple(also or ()))
    with opened(project, coder=coder) as store:
        places.add(store, draft)
    say(f"{name} is added.")


@places_app.command(name="import")
def import_(
    project: Project,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="GeoNames TSV, .csv or .json.", show_default=False)],
    kinds: Annotated[list[str] | None, typer.Option("--kind", help="Of a GeoNames file, only these kinds.")] = None,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Bring in places: a GeoNames file, or what another desk has exported."""
    with opened(project, coder=coder) as store, bar("Importing") as progress:
        report = place_import.take_in(
            store, path, gazetteer=gazetteer.open_default(), kinds=tuple(kinds or ()), progress=progress
        )
    if as_json:
        say_json({"added": report.added, "known": report.known})
    else:
        say(report.sentence)


@places_app.command()
def export(
    project: Project,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A .csv or .json file.", show_default=False)],
    everything: Annotated[bool, typer.Option("--all", help="Those from the gazetteer too.")] = False,
) -> None:
    """Write the desk's own places to a file that others can import."""
    with opened(project, read_only=True) as store:
        count = place_import.write(store, path, own=not everything)
    say(f"{counted(count, 'place')} written to {path}.")


def _line(ranked: Ranked) -> str:
    found = ranked.candidate
    where = ", ".join(part for part in (found.admin1, country_name(found.country)) if part)
    degrees = f"{found.latitude:9.4f} {found.longitude:9.4f}"
    known = f"{found.geonameid or '':>12}  {found.name:<24}  {found.kind:<8}  {where:<28}  {degrees}"
    return f"{known}  {'; '.join(ranked.why)}"


def _ranked(ranked: Ranked) -> dict[str, Any]:
    found = ranked.candidate
    names = (
        "geonameid", "name", "kind", "country", "admin1", "admin2", "latitude", "longitude", "population", "matched",
        "similarity",
    )  # fmt: skip
    row = {name: getattr(found, name) for name in names}
    return {**row, "place": ranked.place_id, "precision": ranked.precision, "why": list(ranked.why)}


def _place(place: Place) -> dict[str, Any]:
    names = (
        "id", "uid", "name", "kind", "country", "admin1", "admin2", "latitude", "longitude", "population", "geonameid",
        "origin", "note",
    )  # fmt: skip
    return {**{name: getattr(place, name) for name in names}, "names": list(place.names)}
