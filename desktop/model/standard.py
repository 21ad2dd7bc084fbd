"""The core functions that the page works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import Store
from corpus.wording import counted
from desktop.model.work import WorkTable
from labels import models, next_up
from labels.model import Model
from labels.next_up import Next
from labels.training import shortfall, training, trust
from labels.training.curve_report import CurveReport
from labels.training.options import TrainOptions

if TYPE_CHECKING:
    from labels.suggest.tagging import Tagged


def standard() -> WorkTable:
    """Return them."""
    return WorkTable(
        models=models.all_models,
        shortfall=_shortfall,
        question=question,
        installed=trust.installed,
        curve_kept=_curve_kept,
        train=training.train,
        curve=_curve,
        suggest=_suggest,
        package=_package,
        next_up=_next_up,
        code=next_up.assign_these,
        code_name=next_up.name,
        use=models.use,
        remove=models.remove,
        annotate=models.annotate,
    )


def question(store: Store, options: TrainOptions) -> str:
    """Return why what a training starts from needs the user's yes, "" when it needs none.

    Raises:
        UserError: it cannot be started from, whatever the user says.
    """
    try:
        trust.check_base(store, options)
    except UserError as error:
        trust.check_base(store, replace(options, trusted=True))  # what a yes does not mend is raised from here
        return str(error)
    return ""


def _shortfall(store: Store, options: TrainOptions) -> shortfall.Shortfall:
    return shortfall.shortfall(store, finished_only=options.finished_only)


def _curve_kept(store: Store) -> CurveReport | None:
    from labels.training import studies

    return studies.newest_curve(store)


def _curve(store: Store, options: TrainOptions, *, told: Any, progress: Progress) -> CurveReport:
    from labels.training import studies

    return studies.curve(store, finished_only=options.finished_only, seed=options.seed, told=told, progress=progress)


def _suggest(store: Store, model: Model, *, progress: Progress) -> str:
    from labels.suggest import tagging

    return said(tagging.suggest(store, model, progress=progress))


def said(found: Tagged) -> str:
    """Return what came of suggesting, in a sentence."""
    articles = counted(found.articles, "article")
    events = f" and {counted(found.events, 'suggested event')}" if found.events else ""
    waits = "waits" if found.suggestions + found.events == 1 else "wait"
    barred = f" {counted(found.barred, 'test article')} {'was' if found.barred == 1 else 'were'} left alone."
    if not found.suggestions and not found.events:
        return f"Nothing to suggest in {articles}.{barred if found.barred else ''}"
    what = f"{counted(found.suggestions, 'suggestion')}{events} in {articles}"
    return f"{what} {waits} for review.{barred if found.barred else ''}"


def _package(store: Store, model: Model, out: Path, *, progress: Progress) -> Path:
    return models.package(store, model, out, progress=progress)


def _next_up(store: Store, count: int) -> tuple[Sequence[Next], int]:
    return next_up.next_up(store, count=count), len(next_up.to_do(store))
