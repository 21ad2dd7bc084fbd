"""`dateline concordance`: every hit of words or of an expression in its context, and a label on all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import UserError
from corpus.progress import Progress
from corpus.query import Query, parse
from corpus.store import Store
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json, warn
from labels import concordance, concordance_coding, kwic, labels
from labels.concordance import ORDER_KEYS, Hits, OrderKey, Wanted
from labels.kwic import Line, Place

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
Text = Annotated[str, typer.Argument(metavar="QUERY", help="Words as in the search box.", show_default=False)]
_AT_ONCE = 100  # lines fetched at once


def concordance_(
    project: Project,
    query: Text,
    expression: Annotated[bool, typer.Option("--expression", help="QUERY is a regular expression.")] = False,
    same: Annotated[bool, typer.Option("--same", help="QUERY is words exactly as written.")] = False,
    case: Annotated[bool, typer.Option("--case", help="Upper and lower case differ, in an expression.")] = False,
    within: Annotated[str, typer.Option(help="Only in the articles that this search finds.")] = "",
    by: Annotated[str, typer.Option(help=f"Order: {', '.join(ORDER_KEYS)}.")] = "article",
    limit: Annotated[int, typer.Option(min=0, help="Print at most so many lines; all hits count.")] = 50,
    width: Annotated[int, typer.Option(min=0, max=kwic.CONTEXT, help="Characters to each side.")] = 40,
    label: Annotated[str, typer.Option(help="The label that all hits would take.", show_default=False)] = "",
    clashing: Annotated[bool, typer.Option("--clashing", help="Label what clashes with another label, too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write the label; otherwise it is only told.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    coder: Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")] = "",
) -> None:
    """List every hit of words or of an expression in its context; with --label and --yes label all of them."""
    if yes and not label:
        raise UserError("Nothing to write: name the label with --label.")
    if expression and same:
        raise UserError("QUERY is an expression or words as written; leave out --expression or --same.")
    wanted = Wanted(query, "expression" if expression else "same" if same else "words", case, _searched(within))
    if not wanted:
        raise UserError("Type a word or a phrase to look for.")
    key = _order(by)
    with opened(project, coder=coder, read_only=not yes) as store, bar("Searching") as progress:
        label_id = _label(store, label) if label else None
        found = _find(store, wanted, progress)
        rows = _rows(store, found, key)[:limit]
        lines = [line for line in _lines(store, found, rows) if line is not None]
        told = _labelled(store, found, label_id, label, yes, clashing, progress) if label_id is not None else {}
    if as_json:
        shown = [_row(line, width) for line in lines]
        say_json({"hits": len(found), "complete": found.complete, "lines": shown, **told})
        return
    for line in lines:
        say(_printed(line, width))
    _say_end(found, len(lines), told)


def _searched(text: str) -> Query:
    query = parse(text)
    for problem in query.problems:
        warn(problem)
    return query


def _label(store: Store, name: str) -> int:
    found = labels.by_name(store).get(labels.plain_name(name))
    if found is None or found.retired:
        raise UserError(f"There is no label {name} on offer in {store.path}; `dateline stats` shows them.")
    return found.id


def _order(by: str) -> OrderKey:
    for known in ORDER_KEYS:
        if known == by.lower():
            return known
    raise UserError(f"{by} is no order of hits; use one of {', '.join(ORDER_KEYS)}.")


def _rows(store: Store, hits: Hits, key: OrderKey) -> Sequence[int]:
    if key == "article":  # they come so
        return range(len(hits))
    from labels.concordance_order import order  # numpy takes a while to load

    return order(store, hits, key)


def _find(store: Store, wanted: Wanted, progress: Progress) -> Hits:
    hits = Hits()
    for batch in concordance.search(store, wanted, progress=progress):
        progress(batch.looked, batch.of, "articles")
        hits.add(batch)
    return hits


def _lines(store: Store, hits: Hits, rows: Iterable[int]) -> Iterator[Line | None]:
    wanted = [(hits.articles[row], hits.starts[row], hits.ends[row]) for row in rows]
    for at in range(0, len(wanted), _AT_ONCE):
        yield from kwic.lines(store, wanted[at : at + _AT_ONCE])


def _labelled(
    store: Store, hits: Hits, label_id: int, name: str, yes: bool, clashing: bool, progress: Progress
) -> dict[str, Any]:
    """Plan the label on all hits, write it when that is wanted, and return what is told of it."""
    places: Iterator[Place] = zip(hits.articles, hits.starts, hits.ends, strict=True)
    plan = concordance_coding.plan(store, places, label_id, progress=progress)
    if yes:
        concordance_coding.label_all(store, plan, clashing=clashing, progress=progress)
    return {
        "label": name, "to_label": len(plan), "articles": plan.articles(), "already": plan.already,
        "clashing": plan.clashes, "widened": plan.snapped, "written": yes,
        "sentence": concordance_coding.preview(plan, name),
    }  # fmt: skip


def _say_end(hits: Hits, shown: int, told: dict[str, Any]) -> None:
    more = f"; {len(hits) - shown:,} are not shown, see --limit" if len(hits) > shown else ""
    most = "" if hits.complete else f", the most that are listed ({concordance.MOST:,})"
    say(f"{counted(len(hits), 'hit')}{most}{more}.")
    if told:
        say(told["sentence"] if not told["written"] else f"Written: {told['sentence']}")
        if not told["written"]:
            warn("Nothing was written; add --yes.")


def _printed(line: Line, width: int) -> str:
    before, after = line.before[-width:] if width else "", line.after[:width]
    where = f"{line.article_id}:{line.start}-{line.end}"
    return f"{where:>20}  {before:>{width}}[{line.hit}]{after}".rstrip()


def _row(line: Line, width: int) -> dict[str, Any]:
    return {
        "article": line.article_id, "start": line.start, "end": line.end,
        "before": line.before[-width:] if width else "", "hit": line.hit, "after": line.after[:width],
        "title": line.title, "source": line.source, "published": line.published,
    }  # fmt: skip
