"""The subcommands of `dateline`. Each is short: it opens the project, calls the core once, and prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from corpus import __version__, articles, listing, query
from corpus.article import STATUSES, ArticleRow
from corpus.errors import UserError
from corpus.store import SUFFIX, Store
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json, warn
from desktop.commands_actors import actors_app
from desktop.commands_codebook import codebook_app
from desktop.commands_concordance import concordance_
from desktop.commands_copies import copies_app
from desktop.commands_events import events_
from desktop.commands_places import places_app
from desktop.commands_queue import queue_app
from desktop.commands_reports import reports
from desktop.commands_suggest import patterns_app, suggest
from desktop.commands_training import curve_, evaluate, models_, train
from desktop.commands_web import fetch
from labels import codebook, event_reading, labels, spans, tokens
from labels.formats.report import COLUMN_SETS, ColumnSet
from labels.intake_report import IntakeReport

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
_NAMED = 20  # duplicates listed one by one; --json has all
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")]


def build() -> Any:
    """Return the command tree."""
    app = typer.Typer(
        name="dateline",
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    first = (new, import_, fetch, export, list_, concordance_, show, stats, events_, reports, check, demo)
    for command in (*first, suggest, train, evaluate, models_, curve_):
        app.command(command.__name__.strip("_"))(command)
    for group in (codebook_app, places_app, actors_app, copies_app, queue_app, patterns_app):
        app.add_typer(group)
    return typer.main.get_command(app)


def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    self_test: Annotated[bool, typer.Option("--self-test", help="Check that this installation works.")] = False,
) -> None:
    """Code conflict events in news articles and export training data. Without arguments the window opens."""
    if version:
        say(f"dateline {__version__}")
        raise typer.Exit
    if self_test:
        from desktop.self_test import main

        raise typer.Exit(main())


def new(
    project: Project,
    book: Annotated[str, typer.Option("--codebook", help="A shipped codebook, or a .toml file.")] = codebook.STARTER,
    name: Annotated[str, typer.Option(help="The project's name; otherwise the file's.")] = "",
    language: Annotated[str, typer.Option(help="Language of the tokeniser (ISO 639-1).")] = "en",
    coder: Coder = "",
) -> None:
    """Make a new project."""
    chosen = codebook.load(book)
    if not tokens.is_language(language):
        raise UserError(f"spaCy has no tokeniser for {language}; use a code such as en, ar, fr, or xx for any.")
    with Store.create(_with_suffix(project), name=name, coder=coder) as store:
        codebook.use(store, chosen)
        store.set_setting("language", language)
        say(f"{store.path} is ready, with {chosen.contents} of “{chosen.name}”.")


def import_(
    project: Project,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.", show_default=False)],
    strict: Annotated[bool, typer.Option("--strict", help="Refuse articles whose labels the project lacks.")] = False,
    max_text: Annotated[int, typer.Option(help="Longest text taken, in characters.")] = 5_000_000,
    column: Annotated[
        list[str] | None, typer.Option(help="Which column of a table holds what: text=Body, date-order=day; again.")
    ] = None,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Take in articles from files and whole folders: text, web pages, PDF, Word, mail, tables, feeds, archives."""
    from corpus.readers import Limits, columns, read_files
    from labels.intake import take_in
    from labels.intake_groups import group_new

    said = columns.said(column or ())
    with opened(project, coder=coder) as store, bar("Importing") as progress:
        items = read_files(paths, columns=said, languages=True, limits=Limits(text=max_text))
        report = take_in(store, items, unknown="refuse" if strict else "add", max_text=max_text, progress=progress)
        group_new(store, report, progress=progress)
    _tell(report, as_json=as_json)
    raise typer.Exit(1 if report.refused or report.spans_refused or report.events_refused else 0)


def export(
    project: Project,
    out: Annotated[Path, typer.Argument(metavar="OUTDIR", help="The folder to write.", show_default=False)],
    form: Annotated[
        str, typer.Option("--format", help="spacy, jsonl, events-csv, events-xlsx, events-parquet, geojson or plover.")
    ] = "spacy",
    everything: Annotated[bool, typer.Option("--all", help="Unfinished articles too.")] = False,
    split: Annotated[str, typer.Option(help="Shares of train, dev and test.")] = "0.8,0.1,0.1",
    columns: Annotated[str, typer.Option(help="Columns of an event table: full, acled or ged.")] = "full",
    canonical: Annotated[bool, typer.Option("--canonical", help="One row for each canonical event.")] = False,
    categories: Annotated[bool, typer.Option("--categories", help="spaCy learns the event types too.")] = False,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Write training data (spaCy, JSONL) or tables of events, each with a ledger of what was left out."""
    from labels.formats import ExportOptions
    from labels.formats import export as run

    chosen = ExportOptions(
        finished_only=not everything, split=_shares(split), columns=_columns(columns), canonical=canonical,
        categories=categories,
    )  # fmt: skip
    with opened(project, coder=coder) as store, bar("Exporting") as progress:
        report = run(store, form, out, options=chosen, progress=progress)
    for sentence in report.warnings:
        warn(sentence)
    if as_json:
        names = (
            "articles", "unit", "kept", "snapped", "dropped", "events", "made_safe", "splits", "reasons", "labels",
            "left_out",
        )  # fmt: skip
        say_json({"path": str(report.path), **{name: getattr(report, name) for name in names}})
    else:
        say(report.summary)


def list_(
    project: Project,
    status: Annotated[str, typer.Option(help=f"{', '.join(STATUSES)}, or todo.")] = "",
    search: Annotated[str, typer.Option(help="As in the window: words, source: label: actor: ...")] = "",
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """List articles."""
    asked = query.parse(search)
    wanted = query.with_status(asked, status) if status else asked
    with opened(project, coder=coder, read_only=True) as store:
        found = articles.rows(store, articles.ids(store, wanted))
        for problem in listing.problems(store, wanted):
            warn(problem)
    if as_json:
        say_json([_row(row) for row in found])
        return
    for row in found:
        known = f"{row.id:>6}  {row.status:<11}  {row.published[:10]:<10}  {counted(row.spans, 'span'):>10}"
        say(f"{known}  {row.source:<18}  {row.title}")
    say(counted(len(found), "article"))


def show(
    project: Project,
    article: Annotated[str, typer.Argument(help="Its number, or the beginning of its uid.", show_default=False)],
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Show one article with its spans."""
    with opened(project, coder=coder, read_only=True) as store:
        found = articles.get(store, articles.find(store, article))
        row = articles.rows(store, [found.id])[0]
        coded = spans.of_article(store, found.id)
        told = event_reading.of_article(store, found.id)
    listed = [
        {
            "id": span.id, "uid": span.uid, "start": span.start, "end": span.end, "label": span.label,
            "text": found.text[span.start : span.end], "coder": span.coder, "origin": span.origin,
            "note": span.note, "certainty": span.certainty, "exact": span.exact,
            "created": span.created, "changed": span.changed,
        }
        for span in coded
    ]  # fmt: skip
    if as_json:
        say_json({**_row(row), "url": found.url, "meta": found.meta, "text": found.text, "spans": listed})
        return
    say(found.title)
    say(" · ".join(part for part in (found.source, found.published, found.language, row.status) if part))
    say("\n" + found.text + "\n")
    for span in coded:
        say(f"{span.start:>6}–{span.end:<6} {span.label:<12} {' '.join(span.surface.split())}")
    for event in told:
        filled = "; ".join(f"{each.role}: {' '.join(each.shown.split())}" for each in event.arguments)
        say(f"{'event':>6} {event.id:<6} {event.type or 'no type yet'}: {event.trigger or '–'} ({filled})")


def stats(project: Project, as_json: AsJson = False, coder: Coder = "") -> None:
    """Count articles, spans, labels and statuses."""
    with opened(project, coder=coder, read_only=True) as store:
        known, numbers = labels.all_labels(store, retired=True), labels.counts(store)
        groups: dict[str, dict[str, int]] = {
            "labels": {label.name: numbers.get(label.id, 0) for label in known},
            "status": {str(name): count for name, count in articles.status_counts(store).items()},
            "sources": dict(articles.sources(store)),
            "coders": spans.coders(store),
        }
        coded = sum(event_reading.counts(store).values())
        totals = {"articles": len(articles.ids(store)), "spans": sum(numbers.values()), "events": coded}
        name, present = store.name, store.coder_name
    if as_json:
        say_json({"name": name, **totals, **groups, "coder": present})
        return
    say(f"{name}: {', '.join(counted(number, what.removesuffix('s')) for what, number in totals.items())}")
    for title, group in groups.items():
        parts = ", ".join(f"{key or '(none)'} {count:,}" for key, count in group.items() if count)
        say(f"  {title}: {parts or 'none'}")


def check(project: Project, as_json: AsJson = False) -> None:
    """Read the whole project and name whatever is not as it should be."""
    from labels.check import check as examine

    with opened(project, read_only=True) as store, bar("Checking") as progress:
        findings = examine(store, progress=progress)
    if as_json:
        say_json([{"sentence": finding.sentence, "article": finding.article_id} for finding in findings])
    else:
        for finding in findings:
            say(finding.sentence)
        say("The project is sound." if not findings else f"{counted(len(findings), 'thing')} wrong; restore a backup.")
    raise typer.Exit(1 if findings else 0)


def demo(
    folder: Annotated[Path | None, typer.Argument(help="Where to put the sample project.", show_default=False)] = None,
) -> None:
    """Make the sample project in a folder; without a folder, open it in the window."""
    from desktop.sample import make_sample, sample_path

    path = make_sample((folder / sample_path().name) if folder else sample_path())
    if folder:
        say(f"{path} is ready; open it with: dateline {path}")
        return
    from desktop.start import run

    raise typer.Exit(run(path))


def _with_suffix(path: Path) -> Path:
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def _shares(text: str) -> tuple[float, float, float]:
    try:
        parts = [float(part) for part in text.split(",")]
    except ValueError:
        parts = []
    if len(parts) != 3 or not (parts[0] > 0 and min(parts) >= 0 and abs(sum(parts) - 1) <= 0.001):
        raise typer.BadParameter(f"{text} is not a split; write three shares that sum to 1, as 0.8,0.1,0.1.")
    return parts[0], parts[1], parts[2]


def _columns(name: str) -> ColumnSet:
    found = next((each for each in COLUMN_SETS if each == name), None)
    if found is None:
        raise typer.BadParameter(f"{name} is not a set of columns; use one of {', '.join(COLUMN_SETS)}.")
    return found


def _row(row: ArticleRow) -> dict[str, Any]:
    names = ("id", "uid", "title", "source", "published", "language", "length", "status", "spans", "events")
    return {name: getattr(row, name) for name in names}


def _tell(report: IntakeReport, *, as_json: bool) -> None:
    for refusal in (*report.refused, *report.spans_refused, *report.events_refused):
        warn(refusal.reason)
    for sentence in report.warnings:
        warn(sentence)
    if as_json:
        say_json(
            {
                "added": report.added,
                "spans": report.spans,
                "duplicates": [{"where": copy.where, "article": copy.article_id} for copy in report.duplicates],
                "refused": [{"where": refusal.where, "reason": refusal.reason} for refusal in report.refused],
                "spans_refused": [refusal.reason for refusal in report.spans_refused],
                "new_labels": report.new_labels,
                "events": report.events,
                "events_refused": [refusal.reason for refusal in report.events_refused],
                "new_types": report.new_types,
                "new_roles": report.new_roles,
            }
        )
        return
    for copy in report.duplicates[:_NAMED]:
        extra = f"; {copy.spans_added} spans added to it" if copy.spans_added else ""
        say(f"{copy.where} is article {copy.article_id} already (“{copy.title}”){extra}.")
    if len(report.duplicates) > _NAMED:
        say(f"… and {len(report.duplicates) - _NAMED:,} more that are in the project already.")
    for what, names in (("Labels", report.new_labels), ("Types", report.new_types), ("Roles", report.new_roles)):
        if names:
            say(f"{what} added: {', '.join(names)}.")
    say(report.sentence)
