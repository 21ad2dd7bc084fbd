"""What measuring the learning curve found, and how it is said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from corpus.wording import counted
from labels.training import curve
from labels.training.curve import Projection

FEW = 10  # spans of a label in the test articles: with fewer its curve says nothing
UNSURE = 0.05  # of F: nor does it where chance moves its points that much
FLAT = 0.01  # of F: a label that gains less from twice the coding is nearly flat
_MOST = 1e12  # no figure of a report is as large, or negative
STEP = 2.0  # points of F that "the next points" are


@dataclass(frozen=True, slots=True)
class Point:
    """One training on a share of the coding.

    Attributes:
        articles, spans: learnt from. f: exact F on the test articles, 0 to 1. by_label: the same for each label.
    """

    articles: int
    spans: int
    seed: int
    f: float
    by_label: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class CurveReport:
    """The curve as measured.

    Attributes:
        noise: standard deviation of F, owing to the test articles, between two points; `label_noise` by label.
        coded: spans of each label in the test articles.
        test_articles: on how many articles all points were scored.
        finished: articles whose coding may be learnt from or tested on; the curve counts those learnt from.
        seconds: that it took.
    """

    points: tuple[Point, ...]
    noise: float = 0.0
    label_noise: dict[str, float] = field(default_factory=dict)
    coded: dict[str, int] = field(default_factory=dict)
    test_articles: int = 0
    finished: int = 0
    seconds: float = 0.0

    @cached_property
    def projection(self) -> Projection | None:
        """The curve through all points; None with fewer than three sizes."""
        return curve.fit([(each.articles, each.f) for each in self.points], noise=self.noise)

    @cached_property
    def labels(self) -> dict[str, Projection]:
        """The curve, without a band, of each label that has enough spans in the test articles."""
        found: dict[str, Projection] = {}
        for label in (name for name in sorted(self.coded) if self._tells(name)):
            points = [(each.articles, each.by_label.get(label, 0.0)) for each in self.points]
            fitted = curve.fit(points, rounds=0)
            if fitted:
                found[label] = fitted
        return found

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it comes to, in plain words."""
        if self.projection is None:
            return ("There is too little coding for a curve; code some more articles and measure again.",)
        unsure = [name for name in sorted(self.coded) if not self._tells(name)]
        said = (_whole(self, self.projection), _by_label(self.labels), _too_few(unsure))
        return tuple(sentence for sentence in said if sentence)

    def more_for(self, points: float = STEP) -> int | None:
        """Return how many more articles are to be coded for so many points of F; None when that is too far to say."""
        return self._to_code(self.projection.more_for(points)) if self.projection else None

    def more_range(self, points: float = STEP) -> tuple[int | None, int | None]:
        """Return between how many that lies; None for too far to say."""
        low, high = self.projection.more_range(points) if self.projection else (None, None)
        return self._to_code(low), self._to_code(high)

    def as_dict(self) -> dict[str, Any]:
        """Return what was measured for JSON; the rest follows from it."""
        return asdict(self)

    def _tells(self, label: str) -> bool:
        return self.coded[label] >= FEW and self.label_noise.get(label, 0.0) <= UNSURE

    def _to_code(self, learnt: int | None) -> int | None:
        """Of all that is coded only a part is learnt from, the rest tests."""
        most = max((each.articles for each in self.points), default=0)
        return None if learnt is None or not most else math.ceil(learnt * max(1.0, self.finished / most))


def from_dict(values: Mapping[str, Any]) -> CurveReport:
    """Return what `CurveReport.as_dict` gave.

    Raises:
        ValueError: it is something else.
    """
    points = values.get("points")
    if not isinstance(points, list | tuple):
        raise ValueError("no points")
    return CurveReport(
        points=tuple(map(_point, points)),
        noise=_number(values.get("noise", 0.0)),
        label_noise=_numbers(values.get("label_noise", {})),
        coded={label: int(each) for label, each in _numbers(values.get("coded", {})).items()},
        **{name: int(_number(values.get(name, 0))) for name in ("test_articles", "finished")},
        seconds=_number(values.get("seconds", 0.0)),
    )


def _point(values: object) -> Point:
    if not isinstance(values, Mapping):
        raise ValueError("no point")
    articles, spans, seed = (int(_number(values.get(name))) for name in ("articles", "spans", "seed"))
    return Point(articles, spans, seed, _number(values.get("f")), _numbers(values.get("by_label", {})))


def _numbers(values: object) -> dict[str, float]:
    if not isinstance(values, Mapping):
        raise ValueError("no table")
    return {str(label): _number(each) for label, each in values.items()}


def _number(value: object) -> float:
    """Return a number that can be reckoned with."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _MOST:
        raise ValueError("no number")
    return value


def about(number: int) -> int:
    """Return a number as one says it: 83 is about 80, 1,234 about 1,200; below 10 it stays."""
    if number < 10:
        return number
    unit = int(10 ** (len(str(number)) - (1 if number < 100 else 2)))
    return round(number / unit) * unit


def _whole(report: CurveReport, projection: Projection) -> str:
    best = max(report.points, key=lambda each: (each.articles, each.f))
    now = f"With {counted(best.articles, 'article')} to learn from, F is {projection.at(best.articles) * 100:.1f}"
    more = report.more_for()
    if more is None:
        return f"{now}; more articles of this kind would hardly raise it."
    return f"{now}; about {about(more):,} more articles would bring the next two points{_between(report)}."


def _between(report: CurveReport) -> str:
    low, high = report.more_range()
    if low is None:
        return ""
    if high is None:
        return f" ({about(low):,} if all goes well, perhaps never)"
    return f" (between {about(low):,} and {about(high):,})" if about(low) != about(high) else ""


def _by_label(labels: Mapping[str, Projection]) -> str:
    flat = [name for name, each in labels.items() if each.gain() < FLAT]
    rising = [name for name, each in labels.items() if each.gain() >= FLAT]
    if not labels:
        return ""
    if not rising:
        return f"{_listed(flat)} {_is(flat)} nearly flat."
    if not flat:
        return f"{_listed(rising)} {_still(rising)} rising."
    return f"{_listed(flat)} {_is(flat)} nearly flat; {_listed(rising)} {_is(rising)} not."


def _too_few(unsure: Sequence[str]) -> str:
    return f"Of {_listed(unsure)} there are too few spans in the test articles to say." if unsure else ""


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _still(names: Sequence[str]) -> str:
    return f"{_is(names)} still"


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
