"""The learning curve: how the score grew with the coding, and what more coding would bring.

A curve of the form ``a - b * n ** -c`` (n: articles learnt from) is laid through the scores, an inverse power law as in
Cortes et al. (1994) and Figueroa et al. (2012), whose weights are taken as well: larger samples count more. It never
rises above 1. How sure it is comes from laying it again through points that were shifted by chance, as much as
trainings differ anyhow (parametric bootstrap, Efron & Tibshirani 1993, chapter 9).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import numpy.typing

    Numbers = numpy.typing.NDArray[numpy.float64]

SHARES = (0.25, 0.5, 0.75, 1.0)
NOISE = 0.01  # of F: what two trainings that differ by their seed alone are apart at least
ROUNDS = 200
FAR = 10  # times the articles there are: nothing is said of what lies beyond
_STEEPNESS = (0.05, 3.0, 80)  # c: from, to, how many are tried
_PERCENT = (2.5, 97.5)
_ENDLESS = 50.0  # e to this is more articles than there are


@dataclass(frozen=True, slots=True)
class Law:
    """One curve ``a - b * (n / unit) ** -c``.

    Attributes:
        a: what it nears, F. b: what is missing from that at `unit` articles. c: how soon it is made up.
    """

    a: float
    b: float
    c: float
    unit: float

    def at(self, articles: float) -> float:
        """Return F with so many articles, 0 to 1."""
        return max(0.0, self.a - self.b * math.pow(articles / self.unit, -self.c))

    def reaches(self, f: float) -> float:
        """Return with how many articles F is that high; infinite when it never is."""
        if f >= self.a:
            return math.inf
        if not self.b:
            return 0.0
        power = math.log(self.b / (self.a - f)) / self.c
        return self.unit * math.exp(power) if power < _ENDLESS else math.inf


@dataclass(frozen=True, slots=True)
class Projection:
    """The curve through the points, and the curves that might as well be.

    Attributes:
        articles: learnt from, at the last point.
    """

    law: Law
    others: tuple[Law, ...]
    articles: int

    def at(self, articles: float) -> float:
        """Return F with so many articles, 0 to 1."""
        return self.law.at(articles)

    def band(self, articles: float) -> tuple[float, float]:
        """Return between what F lies there in 95 % of the curves."""
        found = sorted(law.at(articles) for law in self.others or (self.law,))
        return _percentile(found, _PERCENT[0]), _percentile(found, _PERCENT[1])

    def line(self, upto: int, steps: int = 60) -> list[tuple[float, float, float, float]]:
        """Return articles, F and its band at places from a tenth of the articles up to `upto`, for drawing."""
        import numpy

        places = numpy.linspace(max(1.0, self.articles / 10), upto, steps)
        laws = numpy.array([(law.a, law.b, law.c) for law in (self.law, *(self.others or (self.law,)))])
        own, *others = _at(places / self.law.unit, laws).clip(0.0)
        low, high = numpy.percentile(others, _PERCENT, axis=0, method="nearest")
        return [tuple(map(float, row)) for row in zip(places, own, low, high, strict=True)]  # type: ignore[misc]

    def more_for(self, points: float = 2.0) -> int | None:
        """Return how many more articles bring so many points of F (hundredths); None when that is too far to say."""
        return _within(_more(self.law, self.articles, points), self.articles)

    def more_range(self, points: float = 2.0) -> tuple[int | None, int | None]:
        """Return between how many that lies in 95 % of the curves; None for too far to say."""
        found = sorted(_more(law, self.articles, points) for law in self.others or (self.law,))
        low, high = (found[round((len(found) - 1) * percent / 100)] for percent in _PERCENT)
        return _within(low, self.articles), _within(high, self.articles)

    def gain(self, times: float = 2.0) -> float:
        """Return how much F rises with so many times the articles, 0 to 1."""
        return self.at(self.articles * times) - self.at(self.articles)


def fit(
    points: Sequence[tuple[float, float]], *, noise: float = NOISE, rounds: int = ROUNDS, seed: int = 0
) -> Projection | None:
    """Lay the curve through pairs of articles and F; None with fewer than three different numbers of articles.

    Args:
        noise: standard deviation of F that comes from chance, where it is known to be more than `NOISE`.
        rounds: how many curves make the band; 0 for none.
    """
    import numpy

    if len({articles for articles, _ in points}) < 3:
        return None
    sizes = numpy.array([articles for articles, _ in points], dtype=numpy.float64)
    figures = numpy.array([[f for _, f in points]], dtype=numpy.float64)
    unit = float(sizes.max())
    law = _solve(sizes / unit, figures)
    off = figures - _at(sizes / unit, law)
    spread = max(noise, NOISE, float(numpy.sqrt((off**2).sum() / max(1, len(points) - 3))))
    drawn = _at(sizes / unit, law) + numpy.random.default_rng(seed).normal(0.0, spread, (rounds, len(points)))
    others = _solve(sizes / unit, drawn.clip(0.0, 1.0))
    return Projection(_law(law[0], unit), tuple(_law(each, unit) for each in others), int(unit))


def _law(row: Any, unit: float) -> Law:
    return Law(float(row[0]), float(row[1]), float(row[2]), unit)


def _at(sizes: Numbers, laws: Numbers) -> Numbers:
    """Return F of each law (a row) at each size (a column)."""
    found: Numbers = laws[:, :1] - laws[:, 1:2] * sizes[None, :] ** -laws[:, 2:3]
    return found


def _solve(sizes: Numbers, figures: Numbers) -> Numbers:
    """Return a, b and c of least weighted squares for each row of figures: c by trying, a and b then by formula.

    Args:
        sizes: articles of each point as a share of the most. figures: F; a row for each curve to be laid.
    """
    import numpy

    steepness = numpy.geomspace(*_STEEPNESS)
    weights = sizes / sizes.sum()
    powers = sizes[None, :] ** -steepness[:, None]  # a row for each c
    a, b = _straight(powers, figures, weights)
    off = figures[:, None, :] - a[:, :, None] + b[:, :, None] * powers[None, :, :]
    best = (off**2 @ weights).argmin(axis=1)
    rows = numpy.arange(len(figures))
    return numpy.stack((a[rows, best], b[rows, best], steepness[best]), axis=1)


def _straight(powers: Numbers, figures: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Return a and b (a row for each curve, a column for each c) of weighted least squares, with a <= 1 and b >= 0."""
    import numpy

    mean_power, mean_figure = powers @ weights, figures @ weights
    centred = (powers - mean_power[:, None]) * weights
    slope = (figures @ centred.T) / (centred * powers).sum(axis=1)
    b = numpy.maximum(0.0, -slope)
    a = mean_figure[:, None] + b * mean_power
    at_most = ((1 - figures) * weights) @ powers.T / (powers**2 @ weights)  # b when a is 1
    return numpy.minimum(a, 1.0), numpy.where(a > 1.0, at_most, b)


def _more(law: Law, articles: int, points: float) -> float:
    return law.reaches(law.at(articles) + points / 100) - articles


def _within(more: float, articles: int) -> int | None:
    return math.ceil(more) if more <= FAR * articles else None


def _percentile(ordered: Sequence[float], percent: float) -> float:
    return ordered[round((len(ordered) - 1) * percent / 100)]
