"""`dateline train`, `evaluate`, `models` and `curve`: models made of the coding, from the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import UserError
from corpus.store import Store
from corpus.wording import counted
from desktop.cli_output import bar, opened, say, say_json, warn
from desktop.training_bar import training_bar
from labels import models
from labels.model import Model
from labels.training import curve_report, scores, studies, training
from labels.training.curve_report import CurveReport
from labels.training.options import PRESETS, Preset, TrainOptions
from labels.training.scores import Score, Scores

Project = Annotated[Path, typer.Argument(metavar="FILE", help="The project, a .dateline file.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Coder = Annotated[str, typer.Option(help="Whose coding this is; the project knows its only coder.")]
Unfinished = Annotated[bool, typer.Option("--unfinished", help="Learn from articles that are not done, too.")]
Seed = Annotated[int, typer.Option(help="The same coding with the same seed gives the same scores.")]


def train(
    project: Project,
    preset: Annotated[str, typer.Option(help=f"{', '.join(PRESETS)}.")] = "quick",
    base: Annotated[str, typer.Option(help="A spaCy pipeline to start from: its name, or a folder.")] = "",
    trust: Annotated[
        bool, typer.Option("--trust", help="Start from a folder from elsewhere; it may run code.")
    ] = False,
    config: Annotated[Path | None, typer.Option(help="A spaCy configuration, for the preset custom.")] = None,
    seed: Seed = 0,
    unfinished: Unfinished = False,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Train a model on the coding, and use it from now on when it is better than the one in use."""
    options = TrainOptions(
        _preset("custom" if config else preset), base=base, trusted=trust, config=str(config or ""), seed=seed,
        finished_only=not unfinished,
    )  # fmt: skip
    with opened(project, coder=coder) as store:
        for sentence in training.shortfall(store, finished_only=options.finished_only).advised:
            warn(sentence)
        with training_bar("Training") as (told, progress):
            model = training.train(store, options, told=told, progress=progress)
        used = models.used(store)
    if as_json:
        say_json(_row(model))
        return
    _tell(model)
    if used and used.number == model.number:
        say(f"{model.name} is in use from now on.")
    elif used:
        say(f"{used.name} stays in use; `dateline models FILE --use {model.number}` changes that.")


def evaluate(
    project: Project,
    model: Annotated[int | None, typer.Option(help="Number of the model; otherwise the one in use.")] = None,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Score a model on the test articles as they are coded now."""
    with opened(project, coder=coder) as store:
        chosen = _chosen(store, model)
        with training_bar(f"Scoring {chosen.name}") as (told, progress):
            found = training.evaluate(store, chosen, told=told, progress=progress)
    if as_json:
        say_json({"model": chosen.number, **_figures(found)})
        return
    say(f"{chosen.name}: {_summary(found)}")
    for line in _table(found):
        say(line)


def models_(
    project: Project,
    use: Annotated[int | None, typer.Option(metavar="N", help="Use model N from now on; 0 for none.")] = None,
    remove: Annotated[
        int | None, typer.Option(metavar="N", help="Delete model N; coding accepted from it stays.")
    ] = None,
    export: Annotated[
        tuple[int, Path] | None, typer.Option(metavar="N OUT", help="Make an installable package of model N in OUT.")
    ] = None,
    note: Annotated[tuple[int, str] | None, typer.Option(metavar="N TEXT", help="Keep a note with model N.")] = None,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """List the models of a project, or use, delete, export one of them or keep a note with it."""
    changing = any(each is not None for each in (use, remove, note))
    with opened(project, coder=coder, read_only=not changing) as store:
        if note is not None:
            models.annotate(store, *note)
        if use is not None:
            models.use(store, use or None)
        if remove is not None:
            models.remove(store, remove)
        package = _package(store, *export) if export else None
        found = models.all_models(store)
    if as_json:
        say_json({"models": [_row(each) for each in found], "package": str(package) if package else None})
        return
    for each in found:
        say(_line(each))
    if not found:
        say("There is no model yet; `dateline train` makes one.")
    if package:
        say(f"The package is {package}; pip installs it.")


def curve_(
    project: Project,
    seeds: Annotated[int, typer.Option(min=1, max=10, help="Trainings of each share; more make it surer.")] = 1,
    seed: Seed = 0,
    unfinished: Unfinished = False,
    as_json: AsJson = False,
    coder: Coder = "",
) -> None:
    """Measure how the score grows with the coding, and say what more coding would bring."""
    with opened(project, coder=coder) as store, training_bar("Learning curve") as (told, progress):
        found = studies.curve(store, seeds=seeds, seed=seed, finished_only=not unfinished, told=told, progress=progress)
    if as_json:
        say_json(_curve_row(found))
        return
    for point in found.points:
        say(f"{counted(point.articles, 'article'):>14}, {counted(point.spans, 'span'):>13}: F {point.f * 100:.1f}")
    for sentence in found.sentences:
        say(sentence)


def _preset(name: str) -> Preset:
    for known in PRESETS:
        if known == name.lower():
            return known
    raise UserError(f"{name} is no preset; use one of {', '.join(PRESETS)}.")


def _chosen(store: Store, number: int | None) -> Model:
    found = models.used(store) if number is None else models.get(store, number)
    if found is None:
        raise UserError("No model is in use; name one with --model, or make one with `dateline train`.")
    return found


def _package(store: Store, number: int, out: Path) -> Path:
    model = models.get(store, number)
    with bar(f"Packing {model.name}") as progress:
        return models.package(store, model, out, progress=progress)


def _tell(model: Model) -> None:
    found = scores.from_dict(model.scores)
    learnt = f"learnt from {counted(model.articles, 'article')} with {counted(model.spans, 'span')}"
    say(f"{model.name}: {learnt} in {model.seconds:.0f} s; {_summary(found)}")
    for line in (*_beside(model), *_table(found)):
        say(line)


def _beside(model: Model) -> Iterator[str]:
    """Yield what a model was compared with, on the same test articles."""
    kept = model.scores
    for name in ("previous", "baseline"):
        if not isinstance(each := kept.get(name), Mapping):
            continue
        other = scores.from_dict(each)
        who = f"Model {each.get('number', '?')}" if name == "previous" else "the names seen before"
        mine = _number(each.get("own_f"), scores.from_dict(kept).exact.f)
        limits = each.get("interval") if other.articles > 1 else None
        on = counted(other.articles, "article")
        yield f"Beside {who}, F {other.exact.f * 100:.1f} on the same {on}: {_gain(mine - other.exact.f, limits)}."
    if verdict := kept.get("verdict"):
        yield str(verdict)


def _gain(share: float, limits: object) -> str:
    """Say what a model has gained, with the bounds of that; two that find the same are just that."""
    bounds = [_number(limits.get(side), 0.0) for side in ("low", "high")] if isinstance(limits, Mapping) else []
    if not any(f"{100 * each:.1f}".strip("-") != "0.0" for each in (share, *bounds)):
        return "the same"
    between = f" (95 % between {bounds[0] * 100:+.1f} and {bounds[1] * 100:+.1f})" if bounds else ""
    return f"{share * 100:+.1f}{between}"


def _number(value: object, otherwise: float) -> float:
    """Return a number of a model's scores; something else where a damaged file has none there."""
    return float(value) if isinstance(value, int | float) and abs(value) < 10**6 else otherwise


def _line(model: Model) -> str:
    used = ", in use" if model.used else ""
    note = f": {model.note}" if model.note else ""
    exact = scores.from_dict(model.scores).exact
    f = f"F {exact.f * 100:.1f}, " if exact.coded else ""
    what = f"{counted(model.articles, 'article')}, {model.size / 1e6:.1f} MB"
    return f"{model.name} ({model.preset}, {f}{what}, {model.created[:10]}{used}){note}"


def _summary(found: Scores) -> str:
    if not found.exact.coded:
        return "there is no coded test article to score it on."
    exact, on = found.exact, counted(found.articles, "test article")
    return (
        f"F {exact.f * 100:.1f} (precision {exact.precision * 100:.1f}, recall {exact.recall * 100:.1f}; "
        f"overlapping F {found.overlap.f * 100:.1f}) on {on}."
    )


def _table(found: Scores) -> Iterator[str]:
    """Yield a line for each label: precision, recall, F, overlapping F in percent, and how many are coded."""
    if not found.by_label:
        return
    width = max(5, *map(len, found.by_label))
    yield f"{'label':<{width}}      P      R      F  overlap  coded"
    for label, (exact, overlap) in found.by_label.items():
        figures = "".join(f" {each * 100:6.1f}" for each in (exact.precision, exact.recall, exact.f))
        yield f"{label:<{width}}{figures}  {overlap.f * 100:7.1f}  {exact.coded:5,}"


def _row(model: Model) -> dict[str, Any]:
    return {
        "number": model.number, "used": model.used, "preset": model.preset, "base": model.base,
        "language": model.language, "articles": model.articles, "spans": model.spans, "seconds": model.seconds,
        "size": model.size, "created": model.created, "note": model.note, "fingerprint": model.fingerprint,
        "settings": model.settings, "scores": _compared(model.scores),
    }  # fmt: skip


def _compared(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scores of a model with those it was compared with."""
    others = {name: given[name] for name in ("interval", "better", "verdict", "events") if name in given}
    for name in ("baseline", "previous"):
        if isinstance(each := given.get(name), Mapping):
            more = {key: each[key] for key in ("number", "interval") if key in each}
            others[name] = {**more, **_figures(scores.from_dict(each))}
    return {**_figures(scores.from_dict(given)), **others}


def _figures(found: Scores) -> dict[str, Any]:
    return {
        "articles": found.articles,
        "exact": _counts(found.exact),
        "overlap": _counts(found.overlap),
        "labels": {
            label: {"exact": _counts(exact), "overlap": _counts(overlap)}
            for label, (exact, overlap) in found.by_label.items()
        },
    }


def _counts(score: Score) -> dict[str, float]:
    return {**score.as_dict(), "precision": score.precision, "recall": score.recall, "f": score.f}


def _curve_row(found: CurveReport) -> dict[str, Any]:
    projection = found.projection
    low, high = found.more_range()
    return {
        **found.as_dict(),
        "law": {"a": projection.law.a, "b": projection.law.b, "c": projection.law.c, "unit": projection.law.unit}
        if projection
        else None,
        "more": {"points": curve_report.STEP, "articles": found.more_for(), "low": low, "high": high},
        "gains": {label: each.gain() for label, each in found.labels.items()},
        "sentences": list(found.sentences),
    }
