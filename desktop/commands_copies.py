"""`dateline copies`: near-copies are found, listed, joined and split, and coding is copied onto them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus import articles, near_copies
from corpus.article import ArticleRow
from corpus.store import Store
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json, warn
from labels import group_coding
from labels.group_coding import ArticlePlan, CodingPlan

copies_app = typer.Typer(name="copies", help="Near-copies: the same story under other headlines.", no_args_is_help=True)

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
Articles = Annotated[
    list[str],
    typer.Argument(metavar="ARTICLE...", help="Numbers, or the beginnings of uids.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")]


@copies_app.command()
def group(
    project: Project,
    likeness: Annotated[
        float | None, typer.Option(help="Share of words that are the same, 0.6 to 0.98; remembered.")
    ] = None,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Find near-copies among all articles and group them."""
    with opened(project, coder=coder) as store, bar("Grouping") as progress:
        report = near_copies.group(store, threshold=likeness, progress=progress)
    if as_json:
        names = ("looked_at", "compared", "groups", "grouped", "moved")
        say_json({name: getattr(report, name) for name in names})
        return
    say(report.sentence)


@copies_app.command(name="list")
def list_(
    project: Project,
    limit: Annotated[int, typer.Option(help="At most so many groups.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the groups of near-copies, the largest first."""
    with opened(project, read_only=True) as store:
        found = near_copies.groups(store)
        shown = {each.id: articles.rows(store, near_copies.members(store, each.id)) for each in found[:limit]}
    if as_json:
        say_json([{"group": group_id, "articles": [_article(row) for row in rows]} for group_id, rows in shown.items()])
        return
    for group_id, rows in shown.items():
        say(f"group {group_id}, {counted(len(rows), 'article')}")
        for row in rows:
            say(f"{row.id:>8}  {row.published or '-':<10.10}  {row.source or '-':<20.20}  {row.title}")
    more = f"; {len(found) - limit:,} are not shown, see --limit" if len(found) > limit else ""
    say(f"{counted(len(found), 'group')}{more}")


@copies_app.command()
def join(project: Project, which: Articles, coder: Coder = "") -> None:
    """Say that articles are near-copies; the groups they are in become one."""
    with opened(project, coder=coder) as store:
        changes = near_copies.join(store, [articles.find(store, each) for each in which])
    say(f"{changes.summary}." if changes else "They are in one group already.")


@copies_app.command()
def split(
    project: Project,
    which: Articles,
    alone: Annotated[bool, typer.Option("--alone", help="Each for itself; else they stay together.")] = False,
    coder: Coder = "",
) -> None:
    """Take articles out of their groups, for good."""
    with opened(project, coder=coder) as store:
        changes = near_copies.split(store, [articles.find(store, each) for each in which], together=not alone)
    say(f"{changes.summary}.")


@copies_app.command()
def compare(
    project: Project,
    first: Annotated[str, typer.Argument(metavar="ARTICLE", help="A number or uid.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="OTHER", help="The other one's.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Say how alike two articles are, and where they differ."""
    from corpus.word_diff import pieces

    with opened(project, read_only=True) as store:
        ids = [articles.find(store, each) for each in (first, second)]
        alike = near_copies.likeness(store, *ids)
        left, right = (articles.get(store, each).text for each in ids)
    found = [each for each in pieces(left, right) if each.kind != "same"]
    if as_json:
        differing = [{"kind": each.kind, "left": each.left, "right": each.right} for each in found]
        say_json({"likeness": round(alike, 4), "differing": differing})
        return
    for each in found:
        for mark, text, (start, end) in (("-", left, each.left), ("+", right, each.right)):
            if words := " ".join(text[start:end].split()):
                say(f"{mark} {words}")
    say(f"{alike:.0%} alike, {counted(len(found), 'difference')}.")


@copies_app.command()
def code(
    project: Project,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The coded one.", show_default=False)],
    by: Annotated[str, typer.Option("--by", help="Copy this coder's coding; otherwise your own.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Write it; otherwise it is only told.")] = False,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Copy the coding of an article onto its near-copies, where the same words stand in them."""
    with opened(project, coder=coder, read_only=not write) as store, bar("Comparing") as progress:
        article_id = articles.find(store, article)
        plan = group_coding.plan(store, article_id, coder_id=_coder(store, article_id, by), progress=progress)
        if write:
            group_coding.apply(store, plan, progress=progress)
    if as_json:
        say_json(_plan(plan) | {"written": write})
        return
    for each in plan.articles:
        _tell(each)
    say(plan.sentence)
    if not write and plan.ready:
        warn("Nothing was written; add --write.")


def _coder(store: Store, article_id: int, name: str) -> int | None:
    """Return whose coding is meant; 0 for somebody who has none there."""
    if not name:
        return None
    return next((each[1] for each in group_coding.coded(store, [article_id]) if each[2] == name), 0)


def _tell(plan: ArticlePlan) -> None:
    say(f"{plan.article_id:>8}  {plan.source or '-':<20.20}  {plan.title}")
    for problem in plan.problems:
        say(f"          left out: {problem}")
    for event in plan.events:
        for note in event.notes:
            say(f"          {event.name}: {note}")


def _plan(plan: CodingPlan) -> dict[str, Any]:
    return {
        "article": plan.article_id, "coder": plan.coder, "ready": plan.ready,
        "copies": [
            {
                "article": each.article_id, "ready": each.ready, "left_out": each.left_out,
                "problems": each.problems,
                "notes": [note for event in each.events for note in event.notes],
            }
            for each in plan.articles
        ],
    }  # fmt: skip


def _article(row: ArticleRow) -> dict[str, Any]:
    names = ("id", "uid", "title", "source", "published", "length", "spans", "events", "status")
    return {name: getattr(row, name) for name in names}
