"""Draws the curves of `simulate_loop.py` as a small SVG, one panel for each corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor
from typing import Protocol

_PANEL, _HEIGHT, _LEFT, _TOP, _BOTTOM, _GAP = 310, 300, 44, 46, 46, 36  # pixels
_INK, _FAINT, _LINE = "#1c1c1e", "#5d5d66", "#e3e3df"
_STYLES = {"random": ("#8a8a94", "5 4", "by chance"), "gain": ("#2f5bd7", "none", "most useful first")}
_TITLES = {"re3d": "re3d (DSTL)", "uner": "Universal NER, English"}


class Spot(Protocol):
    """A point of a curve."""

    @property
    def articles(self) -> int:
        """Coded so far."""

    @property
    def f(self) -> float:
        """F, 0 to 1."""


def drawn(results: Mapping[str, Mapping[str, Sequence[Spot]]]) -> str:
    """Return the picture: for each corpus, F over articles in each order."""
    wide = len(results) * _PANEL + (len(results) - 1) * _GAP + _LEFT + 16
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{_HEIGHT}" viewBox="0 0 {wide} {_HEIGHT}" '
        'font-family="Inter, Helvetica, Arial, sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for at, (name, curves) in enumerate(results.items()):
        lines += _panel(name, curves, _LEFT + at * (_PANEL + _GAP))
    return "\n".join([*lines, "</svg>", ""])


def _panel(name: str, curves: Mapping[str, Sequence[Spot]], left: int) -> Iterator[str]:
    points = [point for curve in curves.values() for point in curve]
    low, high = (
        10 * floor(10 * min(p.f for p in points)),
        10 * ceil(10 * max(p.f for p in points)),
    )
    most = max(point.articles for point in points)
    bottom, right = _HEIGHT - _BOTTOM, left + _PANEL - 16

    def x(articles: float) -> float:
        return left + (right - left) * articles / most

    def y(f: float) -> float:
        return bottom - (bottom - _TOP) * (f - low) / (high - low)

    yield _text(left, 20, _TITLES.get(name, name), weight=600, ink=_INK)
    for tick in range(low, high + 1, 10):
        yield f'<path d="M{left} {y(tick):.1f}H{right}" stroke="{_LINE}"/>'
        yield _text(left - 8, y(tick) + 4, f"{tick}", anchor="end")
    step = next(size for size in (5, 10, 20, 25, 50, 100, 200, 500) if most / size <= 7)
    for tick in range(0, most + 1, step):
        yield _text(x(tick), bottom + 17, f"{tick}", anchor="middle")
    yield _text((left + right) / 2, bottom + 36, "articles coded", anchor="middle")
    for order, curve in curves.items():
        ink, dashes, words = _STYLES[order]
        path = "L".join(f"{x(point.articles):.1f} {y(100 * point.f):.1f}" for point in curve)
        yield f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="2.2" stroke-dasharray="{dashes}"/>'
        row = bottom - (34 if order == "gain" else 16)
        yield f'<path d="M{right - 142} {row - 4}h22" stroke="{ink}" stroke-width="2.2" stroke-dasharray="{dashes}"/>'
        yield _text(right - 114, row, words, ink=_INK)
    yield _text(left, 36, "F on the test, in %")


def _text(x: float, y: float, words: str, *, anchor: str = "start", weight: int = 400, ink: str = _FAINT) -> str:
    size = ' font-size="14"' if weight > 400 else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{ink}"{size}>{words}</text>'
    )
