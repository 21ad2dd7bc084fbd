"""What the page has done by others: functions of the core (in `standard.py`), which tests replace by their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.changes import Changes
from corpus.store import Store
from labels.model import Model
from labels.next_up import Next
from labels.training.curve_report import CurveReport
from labels.training.options import TrainOptions
from labels.training.shortfall import Shortfall


@dataclass(frozen=True, slots=True)
class WorkTable:
    """Core functions, each with the store first. Those with `progress` are jobs, the others are quick.

    Attributes:
        models: every model, newest first.
        shortfall: what there is to learn from, and what is missing; asked beside the window, as is `curve_kept`.
        question: why what a training starts from needs a yes before it is loaded, "" when it needs none.
        installed: names of the spaCy pipelines that are installed here.
        curve_kept: the learning curve measured last, None when none was.
        train, curve, suggest, package: jobs; `told` of the first two gets `TrainingTold`. `suggest` returns what came
            of it, in a sentence.
        next_up: the first so many articles to code next, and how many are left to code; asked beside the window.
        code: makes an assignment of articles. code_name: what it will be called.
    """

    models: Callable[[Store], Sequence[Model]]
    shortfall: Callable[[Store, TrainOptions], Shortfall]
    question: Callable[[Store, TrainOptions], str]
    installed: Callable[[], Sequence[str]]
    curve_kept: Callable[[Store], CurveReport | None]
    train: Callable[..., Model]
    curve: Callable[..., CurveReport]
    suggest: Callable[..., str]
    package: Callable[..., Path]
    next_up: Callable[[Store, int], tuple[Sequence[Next], int]]
    code: Callable[[Store, Sequence[int]], Changes]
    code_name: Callable[[Store], str]
    use: Callable[[Store, int | None], object]
    remove: Callable[[Store, int], object]
    annotate: Callable[[Store, int, str], object]
