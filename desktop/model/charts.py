"""The page's charts."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.colour import mix
from desktop.model.curve_reading import Curve
from desktop.model.words import points
from desktop.plain import PlainLabel
from desktop.theme import Theme
from desktop.warming import Loader

_LIVE, _CURVE = 160, 240  # pixels of height
_MARGIN = 0.04  # of what is shown, above and below


class Chart(QWidget):
    """Keeps room for a plot, which is made once there is something to draw and pyqtgraph was read in, by a thread.

    Attributes:
        plot: None until then.
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None, *, height: int) -> None:
        super().__init__(parent)
        self._name, self._theme = name, theme
        self.plot: Any = None
        self._room = QWidget()
        self._room.setFixedHeight(height)
        self._loader = Loader(("desktop.model.plots",), self)
        self._loader.loaded.connect(self._when_loaded)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        if self.plot is not None:
            _plots().dress(self.plot, theme)
            self.redraw()

    def redraw(self) -> None:
        """Draw what is known; only called when there is a plot."""
        raise NotImplementedError

    def _has_plot(self) -> bool:
        """Say whether there is a plot to draw in; else it is seen to, and `redraw` called then."""
        if self.plot is None and self._loader.is_done:
            self._make()
        elif self.plot is None:
            self._loader.start()
        return self.plot is not None

    def _when_loaded(self) -> None:
        if self._has_plot():
            self.redraw()

    def _make(self) -> None:
        self.plot = _plots().make(self._name, height=self._room.height())
        _plots().dress(self.plot, self._theme)
        self.plot.setAccessibleDescription(self._room.accessibleDescription())
        self.column.replaceWidget(self._room, self.plot)
        self._room.deleteLater()


def _plots() -> Any:
    return import_module("desktop.model.plots")


class LiveChart(Chart):
    """One figure over the steps of a training: a line for each pass, the present one strong."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(title, theme, parent, height=_LIVE)
        self._passes: dict[object, tuple[list[float], list[float]]] = {}
        self._lines: dict[object, Any] = {}
        self._drawn: dict[object, tuple[int, bool, str]] = {}
        self._title = title
        self._width = 0
        self._shown: tuple[float, float, float] | None = None
        self.title, self.value = PlainLabel(title), PlainLabel("")
        self.title.setProperty("role", "heading")
        self.value.setProperty("role", "second")
        self.column.setSpacing(2)
        for part in (self.title, self.value, self._room):
            self.column.addWidget(part)

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
            (self.plot or self._room).setAccessibleDescription(f"{self._title}: {said}")
        if self._has_plot():
            self.redraw()

    def redraw(self) -> None:
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
            places, values, pen=_plots().pg.mkPen(self._ink(is_last=is_last), width=2), symbol="o" if single else None,
            symbolSize=6, symbolPen=None, symbolBrush=self._theme.accent,
        )  # fmt: skip

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


class CurveChart(Chart):
    """F by the number of articles: what was measured, and what more articles would bring, with its uncertainty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Learning curve", theme, parent, height=_CURVE)
        self._curve: Curve | None = None
        self.column.addWidget(self._room)

    def show_curve(self, curve: Curve | None) -> None:
        """Show what was measured, or nothing."""
        self._curve = curve
        said = "; ".join(f"{articles:,.0f} articles: F {points(f)}" for articles, f in curve.points) if curve else ""
        (self.plot or self._room).setAccessibleDescription(said)
        if self.plot is not None or (curve is not None and curve.points and self._has_plot()):
            self.redraw()

    def redraw(self) -> None:
        self.plot.clear()
        curve = self._curve
        if curve is None or not curve.points:
            return
        pg = _plots().pg
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
        pg = _plots().pg
        x = [at for at, _, _ in curve.band]
        low, high = (pg.PlotDataItem(x, [100 * each[side] for each in curve.band]) for side in (1, 2))
        self.plot.addItem(pg.FillBetweenItem(low, high, brush=mix(self._theme.paper, self._theme.accent, 0.16)))

    def _draw_line(self, curve: Curve) -> None:
        """Draw the fit: a full line as far as there is coding, dashes beyond."""
        pg, now = _plots().pg, max(x for x, _ in curve.points)
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
