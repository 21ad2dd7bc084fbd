"""A learning curve as the page draws it, read from what was measured."""

from __future__ import annotations

from dataclasses import dataclass

from labels.training.curve_report import CurveReport

_BEYOND = 2.0  # times the coding there is: so far is guessed


@dataclass(frozen=True, slots=True)
class Curve:
    """Articles and F (0 to 1).

    Attributes:
        points: articles and F measured. line: articles and F of the fit, also beyond what there is.
        band: articles, and F at the lower and upper end of the uncertainty.
        sentences: what it says, the most useful first.
    """

    points: tuple[tuple[float, float], ...]
    line: tuple[tuple[float, float], ...] = ()
    band: tuple[tuple[float, float, float], ...] = ()
    sentences: tuple[str, ...] = ()


def read(report: CurveReport | None) -> Curve | None:
    """Return what a `CurveReport` says; None of none."""
    if report is None:
        return None
    measured = tuple((each.articles, each.f) for each in report.points)
    if report.projection is None:
        return Curve(measured, sentences=report.sentences)
    drawn = report.projection.line(round(_BEYOND * report.projection.articles))
    now = float(report.projection.articles)
    return Curve(
        measured,
        tuple(sorted([(now, report.projection.at(now)), *((at, f) for at, f, _, _ in drawn)])),
        tuple((at, low, high) for at, _, low, high in drawn if at >= now),
        report.sentences,
    )
