"""`dateline suggest` and `dateline patterns`: suggestions of a model or another tool, and the project's patterns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError
from corpus.store import Store
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json, warn
from labels import models, patterns
from labels.model import Model
from labels.pattern import Pattern

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
PatternFile = Annotated[Path, typer.Argument(metavar="JSONL", help="A file of patterns.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option("--as", help="Whose doing this is; the project knows its only coder.")]

patterns_app = typer.Typer(name="patterns", help="The project's patterns, as spaCy and Prodigy write them.")


def suggest(
    project: Project,
    model: Annotated[int | None, typer.Option(help="Number of the model; otherwise the one in use.")] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="JSONL", help="Take what another tool proposed from a file.")
    ] = None,
    name: Annotated[str, typer.Option(help="The tool's name, shown with what it proposed.")] = "",
    names: Annotated[
        bool, typer.Option("--names", help="Count what names, lists and patterns propose; nothing is written.")
    ] = False,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Let a model, or what another tool found, propose spans that wait for review."""
    if from_ is not None and model is not None:
        raise UserError("Suggestions come from a model or from a file; give --model or --from, not both.")
    if name and from_ is None:
        raise UserError("--name is the name of the tool that made the file; give the file with --from.")
    if names and (from_ is not None or model is not None):
        raise UserError("--names counts what is known by name; give it without --model and --from.")
    with opened(project, coder=coder, read_only=names) as store:
        if names:
            _by_names(store, as_json=as_json)
        elif from_ is None:
            _by_model(store, _chosen(store, model), as_json=as_json)
        else:
            _by_file(store, from_, name, as_json=as_json)


@patterns_app.command("list")
def list_(project: Project, as_json: AsJson = False) -> None:
    """List the patterns with how often they were right."""
    with opened(project, read_only=True) as store:
        found = patterns.all_patterns(store)
        worth = patterns.worth(store)
    if as_json:
        say_json([_row(each, worth.get(each.id, patterns.Worth())) for each in found])
        return
    for each in found:
        made = worth.get(each.id, patterns.Worth())
        state = ", off" if each.off else ""
        say(f"{each.label}: {each.body} ({each.kind}{state}), right {made.right:,}, wrong {made.wrong:,}")
    if not found:
        say("There is no pattern yet; `dateline patterns import` takes some from a file.")


@patterns_app.command("import")
def import_(project: Project, path: PatternFile, as_json: AsJson = False, coder: Coder = "") -> None:
    """Take patterns from a JSONL file of spaCy's entity ruler or of Prodigy, as one undoable step."""
    from labels.suggest import pattern_files

    with opened(project, coder=coder) as store, bar("Reading patterns") as progress:
        report = pattern_files.read(store, path, progress=progress)
    for sentence in report.left_out:
        warn(sentence)
    if as_json:
        names = ("patterns", "known", "labels", "left_out")
        say_json({name: getattr(report, name) for name in names})
    else:
        say(f"{counted(report.patterns, 'pattern')} taken in; {report.known:,} known already.")
        if report.labels:
            say(f"Added to the codebook: {', '.join(report.labels)}.")
    raise typer.Exit(1 if report.left_out else 0)


@patterns_app.command("export")
def export(
    project: Project,
    path: PatternFile,
    expressions: Annotated[
        bool, typer.Option("--expressions", help="Regular expressions too, which only Dateline reads.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the patterns that are on to a JSONL file for spaCy's entity ruler or Prodigy."""
    from labels.suggest import pattern_files

    with opened(project, read_only=True) as store:
        report = pattern_files.write(store, path, expressions=expressions)
    for sentence in report.left_out:
        warn(sentence)
    if as_json:
        say_json({"path": str(path), "patterns": report.patterns, "left_out": report.left_out})
    else:
        say(f"{counted(report.patterns, 'pattern')} written to {path}.")


def _by_model(store: Store, model: Model, *, as_json: bool) -> None:
    from labels.suggest import tagging

    with bar(f"{model.name} at work") as progress:
        report = tagging.suggest(store, model, progress=progress)
    if as_json:
        names = ("articles", "suggestions", "events", "barred", "too_long", "unknown")
        say_json({"model": model.number, **{name: getattr(report, name) for name in names}})
        return
    say(f"{counted(report.suggestions, 'suggestion')} in {counted(report.articles, 'article')} wait for review.")
    if report.events:
        say(f"So do {counted(report.events, 'event')}.")
    if report.barred:
        say(f"Passed over, as they test models: {counted(report.barred, 'article')}.")
    if report.too_long:
        say(f"Passed over, as spaCy takes no text that long: {counted(report.too_long, 'article')}.")
    for label, number in report.unknown.items():
        warn(f"Left out, as the codebook has no label {label}: {counted(number, 'suggestion')}.")


def _by_names(store: Store, *, as_json: bool) -> None:
    from labels.suggest.sweep import sweep

    with bar("Looking for names") as progress:
        swept = sweep(store, progress=progress)
    if as_json:
        say_json({name: getattr(swept, name) for name in ("articles", "found", "suggestions", "labels")})
        return
    say(f"{counted(swept.suggestions, 'suggestion')} in {swept.found:,} of {counted(swept.articles, 'article')}.")
    for label, number in swept.labels.items():
        say(f"{label}: {number:,}")


def _by_file(store: Store, path: Path, name: str, *, as_json: bool) -> None:
    from labels.suggest import predictions

    with bar("Reading suggestions") as progress:
        taken = predictions.take_in(store, path, name=name, progress=progress)
    if as_json:
        names = ("origin", "articles", "suggestions", "strange", "misplaced", "unknown", "refused")
        say_json({each: getattr(taken, each) for each in names})
    else:
        for sentence in taken.sentences:
            say(sentence)
    raise typer.Exit(1 if taken.refused else 0)


def _chosen(store: Store, number: int | None) -> Model:
    found = models.used(store) if number is None else models.get(store, number)
    if found is None:
        raise UserError("No model is in use; `dateline train` makes one, or name one with --model.")
    return found


def _row(each: Pattern, worth: patterns.Worth) -> dict[str, object]:
    return {
        "label": each.label, "kind": each.kind, "pattern": each.body, "note": each.note, "on": not each.off,
        "right": worth.right, "wrong": worth.wrong,
    }  # fmt: skip
