"""The page's charts. Import it only when the page is shown: it needs pyqtgraph."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import fonts
from desktop.colour import mix
from desktop.model.curve_reading import Curve
from desktop.model.words import points
from desktop.plain import PlainLabel
from desktop.theme import Theme

_LIVE, _CURVE = 160, 240  # pixels of height
_MARGIN = 0.04  # of what is shown, above and below


class NumberAxis(pg.AxisItem):  # type: ignore[misc] # it has no annotations
    """An axis of plain numbers, never with a power of ten or a unit beside it."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation=orientation)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return `1,200` or `0.25`; nothing below 0, where nothing is."""
        return [
            "" if value < 0 else f"{value:,.{0 if spacing >= 1 else 1 if spacing >= 0.1 else 2}f}" for value in values
        ]


def _plot(name: str, *, height: int) -> Any:
    plot = pg.PlotWidget(axisItems={side: NumberAxis(side) for side in ("bottom", "left")})
    plot.setAccessibleName(name)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.getViewBox().setMouseEnabled(x=False, y=False)
    plot.getViewBox().setDefaultPadding(0)
    plot.getAxis("left").setWidth(40)
    plot.setFixedHeight(height)
    return plot


def _dress(plot: Any, theme: Theme) -> None:
    plot.setBackground(theme.paper)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setPen(pg.mkPen(theme.line))
        axis.setTextPen(pg.mkPen(theme.second))
        axis.setTickPen(pg.mkPen(theme.line))
        axis.setStyle(tickFont=fonts.chrome(11), tickLength=-4, maxTickLevel=0)


class LiveChart(QWidget):
    """One figure over the steps of a training: a line for each pass, the present one strong."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passes: dict[object, tuple[list[float], list[float]]] = {}
        self._lines: dict[object, Any] = {}
        self._drawn: dict[object, tuple[int, bool, str]] = {}
        self._title = title
        self._width = 0
        self._shown: tuple[float, float, float] | None = None
        self.title, self.value = PlainLabel(title), PlainLabel("")
        self.title.setProperty("role", "heading")
        self.value.setProperty("role", "second")
        self.plot = _plot(title, height=_LIVE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.title, self.value, self.plot):
            column.addWidget(part)
        self.set_theme(theme)

    def clear(self) -> None:
        """Forget everything: another training begins."""
        for line in self._lines.values():
            self.plot.removeItem(line)
        self._passes, self._lines, self._drawn, self._width = {}, {}, {}, 0
        self.value.setText("–")

    def add(self, of: object, step: float, value: float) -> None:
        """Take in a figure of a pass; `draw` shows it."""
        steps, values = self._passes.setdefault(of, ([], []))
        if not steps or step > steps[-1]:
            steps.append(step)
            values.append(value)

    def count(self) -> int:
        """Return how many figures are shown."""
        return sum(len(values) for _, values in self._passes.values())

    def draw(self, said: str = "", *, steps: int = 0) -> None:
        """Show what was taken in; `said` stands over the chart, which is as wide as `steps`."""
        self._width = steps or self._width
        if said:
            self.value.setText(said)
            self.plot.setAccessibleDescription(f"{self._title}: {said}")
        last = next(reversed(self._passes), None)
        for of, (places, values) in self._passes.items():
            if self._drawn.get(of) != (known := (len(places), of == last, self._theme.name)):
                self._drawn[of] = known
                self._draw_line(of, places, values, is_last=of == last)
        self._fit()

    def _draw_line(self, of: object, places: list[float], values: list[float], *, is_last: bool) -> None:
        """Draw a pass in one go: every property set by itself would have it drawn again."""
        if of not in self._lines:
            self._lines[of] = self.plot.plot()
            self._lines[of].setZValue(len(self._lines))
        single = len(places) == 1  # a line needs two
        self._lines[of].setData(
            places, values, pen=pg.mkPen(self._ink(is_last=is_last), width=2), symbol="o" if single else None,
            symbolSize=6, symbolPen=None, symbolBrush=self._theme.accent,
        )  # fmt: skip

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        _dress(self.plot, theme)
        self.draw()

    def _ink(self, *, is_last: bool) -> str:
        return self._theme.accent if is_last else mix(self._theme.paper, self._theme.accent, 0.35)

    def _fit(self) -> None:
        steps = [step for found, _ in self._passes.values() for step in found]
        values = [value for _, found in self._passes.values() for value in found]
        low, high = min([0.0, *values]), max([1.0, *values])
        wanted = (max([*steps, self._width, 1]), low, high + _MARGIN * (high - low or 1))
        if wanted != self._shown:
            self._shown = wanted
            self.plot.getViewBox().setRange(xRange=(0, wanted[0]), yRange=wanted[1:])


class CurveChart(QWidget):
    """F by the number of articles: what was measured, and what more articles would bring, with its uncertainty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curve: Curve | None = None
        self.plot = _plot("Learning curve", height=_CURVE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        _dress(self.plot, theme)
        self._draw()

    def show_curve(self, curve: Curve | None) -> None:
        """Show what was measured, or nothing."""
        self._curve = curve
        said = "; ".join(f"{articles:,.0f} articles: F {points(f)}" for articles, f in curve.points) if curve else ""
        self.plot.setAccessibleDescription(said)
        self._draw()

    def _draw(self) -> None:
        self.plot.clear()
        curve = self._curve
        if curve is None or not curve.points:
            return
        self._draw_band(curve)
        self._draw_line(curve)
        self.plot.plot(
            [x for x, _ in curve.points], [100 * f for _, f in curve.points], pen=None, symbol="o", symbolSize=8,
            symbolBrush=self._theme.accent, symbolPen=pg.mkPen(self._theme.paper, width=1.5),
        )  # fmt: skip
        self._fit(curve)

    def _draw_band(self, curve: Curve) -> None:
        if not curve.band:
            return
        x = [at for at, _, _ in curve.band]
        low, high = (pg.PlotDataItem(x, [100 * each[side] for each in curve.band]) for side in (1, 2))
        self.plot.addItem(pg.FillBetweenItem(low, high, brush=mix(self._theme.paper, self._theme.accent, 0.16)))

    def _draw_line(self, curve: Curve) -> None:
        """Draw the fit: a full line as far as there is coding, dashes beyond."""
        now = max(x for x, _ in curve.points)
        parts = (
            ([each for each in curve.line if each[0] <= now], Qt.PenStyle.SolidLine),
            ([each for each in curve.line if each[0] >= now], Qt.PenStyle.DashLine),
        )
        for part, style in parts:
            pen = pg.mkPen(self._theme.accent, width=2, style=style)
            self.plot.plot([x for x, _ in part], [100 * f for _, f in part], pen=pen)

    def _fit(self, curve: Curve) -> None:
        x = [each[0] for each in (*curve.points, *curve.line)]
        y = [100 * f for each in (*curve.points, *curve.line, *curve.band) for f in each[1:]]
        low, high = max(0.0, min(y) - 4), min(100.0, max(y) + 4)
        self.plot.getViewBox().setRange(xRange=(0, max(x) * 1.02), yRange=(low, high))
