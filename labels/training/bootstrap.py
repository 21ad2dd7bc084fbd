"""How sure a score is: articles are drawn again and again with replacement, and the scores of the draws compared.

The percentile bootstrap of Efron & Tibshirani (1993), chapter 13; two models are compared on the same draws (paired,
as in Berg-Kirkpatrick, Burkett & Klein 2012). An article is drawn as a whole: its spans depend on one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labels.training.scores import Score

if TYPE_CHECKING:
    import numpy
    import numpy.typing

    Numbers = numpy.typing.NDArray[numpy.float64]

ROUNDS = 1000
_TAIL = 2.5  # percent cut off on either side: an interval of 95 %
_CHUNK = 1 << 20  # numbers drawn at a time


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies in 95 % of the draws; F is 0 to 1, so a difference is -1 to 1.

    Attributes:
        mean: the figure itself, on the articles as they are.
        above: share of draws in which it is above 0.
    """

    low: float
    high: float
    mean: float
    above: float = 0.0

    def as_dict(self) -> dict[str, float]:
        """Return it for JSON."""
        return {"low": self.low, "high": self.high, "mean": self.mean, "above": self.above}


def bootstrap(
    per_article_a: Sequence[Score],
    per_article_b: Sequence[Score] | None = None,
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> Interval:
    """Return the interval of F of `a` less F of `b`; without `b`, of F of `a` alone.

    The same seed gives the same interval. With fewer than two articles nothing can be said, and the interval is all
    that is possible; with fewer than about ten it is narrower than the truth.

    Args:
        per_article_a, per_article_b: scores of the same articles in the same order.

    Raises:
        ValueError: they are not the same number of articles.
    """
    import numpy

    if per_article_b is not None and len(per_article_a) != len(per_article_b):
        raise ValueError("Both must be scored on the same articles.")
    counts = [_counts(each) for each in (per_article_a, per_article_b) if each is not None]
    mean = float(_difference(counts, numpy.ones((1, len(per_article_a))))[0])
    if len(per_article_a) < 2:
        return Interval(-1.0 if per_article_b is not None else 0.0, 1.0, mean, float(mean > 0))
    draws = _draws(counts, len(per_article_a), rounds, seed)
    low, high = numpy.percentile(draws, (_TAIL, 100 - _TAIL))
    return Interval(float(low), float(high), mean, float((draws > 0).mean()))


def interval_from(values: dict[str, Any]) -> Interval:
    """Return what `Interval.as_dict` gave."""
    return Interval(**{name: float(values.get(name, 0.0)) for name in ("low", "high", "mean", "above")})


def _counts(scores: Sequence[Score]) -> Numbers:
    """Return tp, fp and fn of each article as a row."""
    import numpy

    return numpy.array([(each.tp, each.fp, each.fn) for each in scores], dtype=numpy.float64).reshape(-1, 3)


def _draws(counts: list[Numbers], articles: int, rounds: int, seed: int) -> Numbers:
    """Return the figure of each round; a round is how often each article was drawn."""
    import numpy

    random = numpy.random.default_rng(seed)
    at_a_time = max(1, _CHUNK // articles)
    shares = numpy.full(articles, 1 / articles)
    sizes = [min(at_a_time, rounds - done) for done in range(0, rounds, at_a_time)]
    return numpy.concatenate([_difference(counts, random.multinomial(articles, shares, size)) for size in sizes])


def _difference(counts: list[Numbers], drawn: Any) -> Numbers:
    figures = [_f(drawn @ each) for each in counts]
    return figures[0] - figures[1] if len(figures) > 1 else figures[0]


def _f(sums: Numbers) -> Numbers:
    import numpy

    whole = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
    return numpy.divide(2 * sums[:, 0], whole, out=numpy.zeros(len(sums)), where=whole > 0)
