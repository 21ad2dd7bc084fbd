"""`dateline fetch`: articles from the web, by their addresses or by those of feeds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError
from corpus.web import USUAL, Rules, find_addresses
from desktop.cli_output import bar, opened, say, say_json, warn
from labels.intake_report import IntakeReport

_MOST = 1_000_000  # bytes of a list of addresses


def fetch(
    project: Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)],
    addresses: Annotated[
        list[str] | None,
        typer.Argument(metavar="ADDRESS...", help="Web addresses of articles or feeds.", show_default=False),
    ] = None,
    listed: Annotated[Path | None, typer.Option("--list", help="A text file of addresses, one a line.")] = None,
    pages: Annotated[bool, typer.Option(help="Fetch what feeds link to; otherwise take their own texts.")] = True,
    most: Annotated[int, typer.Option(help="Articles taken from one feed.", min=1)] = USUAL.feed_articles,
    max_text: Annotated[int, typer.Option(help="Longest text taken, in characters.")] = 5_000_000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    coder: Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")] = "",
) -> None:
    """Fetch articles from the web, politely: robots.txt is obeyed, a site is asked once a second."""
    from desktop.settings import Settings
    from desktop.web import permission

    permission.check(Settings())
    text = "\n".join((*(addresses or ()), _read(listed) if listed else ""))
    report = fetch_into(project, text, Rules(pages=pages, feed_articles=most), max_text=max_text, coder=coder)
    for sentence in (*(each.reason for each in report.refused), *report.warnings):
        warn(sentence)
    if as_json:
        say_json(
            {
                "added": report.added,
                "duplicates": [{"where": each.where, "article": each.article_id} for each in report.duplicates],
                "refused": [{"where": each.where, "reason": each.reason} for each in report.refused],
            }
        )
    else:
        say(report.sentence)
    raise typer.Exit(1 if report.refused else 0)


def fetch_into(project: Path, text: str, rules: Rules, *, max_text: int, coder: str = "") -> IntakeReport:
    """Fetch the addresses in `text` by `rules` and take what they give into a project, as it comes.

    Raises:
        UserError: there are no addresses, or something among them is none.
    """
    from corpus.readers import Limits
    from corpus.web import fetch as run
    from labels.intake import take_in
    from labels.intake_groups import group_new

    pasted = find_addresses(text, any_port=rules.local)
    if pasted.problems:
        raise UserError(pasted.problems[0])
    if not pasted.addresses:
        raise UserError("Name at least one web address, or a text file of them with --list.")
    with opened(project, coder=coder) as store, bar("Fetching") as progress:
        items = run(pasted.addresses, rules=rules, limits=Limits(text=max_text), progress=progress)
        return group_new(store, take_in(store, items, max_text=max_text))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > _MOST:
        raise UserError(f"{path} is over {_MOST:,} bytes, too long for a list of addresses.")
    return data.decode("utf-8-sig", "replace")
