"""Measuring the learning curve: trainings on growing shares of the coding, all scored on the same test articles.

Each share holds the smaller ones whole, so that the curve shows what was added, and nothing else. This runs in the
training child.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from labels.training.bootstrap import bootstrap
from labels.training.curve import SHARES
from labels.training.curve_report import FEW, CurveReport, Point
from labels.training.scores import Found, Score, per_article, score
from labels.training.trial import Learn, Sample, Say, found, prepare

if TYPE_CHECKING:
    from corpus.store import Store

_WIDTH = 2 * 1.96 * math.sqrt(2)  # of the interval of a difference, in standard deviations of either side


@dataclass(frozen=True, slots=True)
class Trial:
    """One training, and what it found in the test articles."""

    train: Sequence[Sample]
    seed: int
    found: list[list[Found]]


def run_curve(store: Store, request: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """Be the child's part: measure, and return the `CurveReport` as a dictionary.

    Raises:
        UserError: there are too few articles, or none to test on.
    """
    began = time.monotonic()
    first = int(request.get("seed", 0))
    seeds = range(first, first + int(request.get("seeds", 1)))
    study = prepare(store, request, say, trainings=len(SHARES) * len(seeds))
    report = measure(study.learnt, study.test, study.learn, seeds=seeds)
    return {**report.as_dict(), "seconds": time.monotonic() - began, "fingerprint": study.fingerprint}


def measure(
    train: Sequence[Sample],
    test: Sequence[Sample],
    learn: Learn,
    *,
    shares: Sequence[float] = SHARES,
    seeds: Sequence[int] = (0,),
) -> CurveReport:
    """Train on each share with each seed, and score on the test articles.

    Raises:
        UserError: there are fewer articles to learn from than shares, or none to test on.
    """
    _refuse(train, test, shares)
    trials: list[Trial] = []
    for seed in seeds:
        order = _shuffled(train, seed)
        for size in _sizes(shares, len(train)):
            predicted = learn(order[:size], seed)(test)
            trials.append(Trial(order[:size], seed, [found(spans) for spans in predicted]))
    return _report(trials, test, finished=len(train) + len(test))


def _refuse(train: Sequence[Sample], test: Sequence[Sample], shares: Sequence[float]) -> None:
    if len(train) < len(shares):
        raise UserError(
            f"There are too few finished articles for a learning curve: {len(train)} to learn from, "
            f"at least {len(shares)} are needed, better 20."
        )
    if not any(sample.spans for sample in test):
        raise UserError("No article of the test share has coding yet; finish some more articles, then measure again.")


def _shuffled(train: Sequence[Sample], seed: int) -> list[Sample]:
    order = sorted(train, key=lambda sample: sample.article)
    random.Random(seed).shuffle(order)
    return order


def _sizes(shares: Sequence[float], whole: int) -> list[int]:
    return sorted({max(1, round(share * whole)) for share in shares})


def _report(trials: Sequence[Trial], test: Sequence[Sample], *, finished: int) -> CurveReport:
    gold = [sample.spans for sample in test]
    labels = Counter(label for sample in (*test, *trials[-1].train) for _, _, label in sample.spans)
    coded = Counter(label for sample in test for _, _, label in sample.spans)
    return CurveReport(
        points=tuple(_point(trial, gold) for trial in trials),
        noise=_noise(trials, gold),
        label_noise={label: _noise(trials, gold, label) for label, number in coded.items() if number >= FEW},
        coded={label: coded[label] for label in sorted(labels)},
        test_articles=len(test),
        finished=finished,
    )


def _point(trial: Trial, gold: Sequence[Sequence[Found]]) -> Point:
    scored = score(gold, trial.found)
    return Point(
        articles=len(trial.train),
        spans=sum(len(sample.spans) for sample in trial.train),
        seed=trial.seed,
        f=scored.exact.f,
        by_label={label: exact.f for label, (exact, _) in scored.by_label.items()},
    )


def _noise(trials: Sequence[Trial], gold: Sequence[Sequence[Found]], label: str = "") -> float:
    """Return by how much F of one point is off against its neighbours because there are but so many test articles.

    It is taken from the bootstrap of the differences between trainings on one share and the next: what all have in
    common, easy or hard articles, moves the whole curve and bends nothing.
    """
    scored = [_per_article(trial, gold, label) for trial in trials]
    same_seed = [
        bootstrap(ours, theirs, rounds=200)
        for (one, ours), (other, theirs) in pairwise(zip(trials, scored, strict=True))
        if one.seed == other.seed
    ]
    return fmean((each.high - each.low) / _WIDTH for each in same_seed) if same_seed else 0.0


def _per_article(trial: Trial, gold: Sequence[Sequence[Found]], label: str) -> list[Score]:
    if not label:
        return per_article(gold, trial.found)
    sides = ([[span for span in spans if span[2] == label] for spans in side] for side in (gold, trial.found))
    return per_article(*sides)
