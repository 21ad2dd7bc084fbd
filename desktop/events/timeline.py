"""The timeline: bars for days, weeks or months, stacked by root type. Import it only when shown: it needs pyqtgraph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop import fonts, icons, plain
from desktop.colour import mix
from desktop.events import bins
from desktop.events.bins import Bins
from desktop.events.frame import Bools, Ints
from desktop.events.types import Shown
from desktop.theme import Theme, label_style
from labels.record import Unit

_BETWEEN = 74  # pixels between two dates under the bars, at least
_UNITS: tuple[tuple[str, Unit | None], ...] = (("Auto", None), ("Days", "day"), ("Weeks", "week"), ("Months", "month"))
_EMPTY = np.zeros(0, dtype=np.int64)


class DayAxis(pg.AxisItem):  # type: ignore[misc] # it has no annotations
    """An axis of days, numbered as `date.toordinal` does, with dates as people write them."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return where dates stand: days, Mondays, months or years, as far apart as their words need."""
        return [(1.0, [float(day) for day in bins.ticks(low, high, max(2, int(size / _BETWEEN)))])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return `4 Dec` for a day, `Dec` for the first of a month, `2025` for the first of a year."""
        return [bins.tick_words(int(value), [int(each) for each in values]) for value in values]


class CountAxis(pg.AxisItem):  # type: ignore[misc] # it has no annotations
    """An axis of whole numbers."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return `1,200`; nothing where there is half an event."""
        return [f"{value:,.0f}" if float(value).is_integer() else "" for value in values]


class Timeline(QWidget):
    """Drag to move in time, turn the wheel to zoom, click a bar to choose its records.

    Signals:
        selected: a bar was clicked (ids, whether to add them to what is chosen).
    """

    selected = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ids, self._days, self._kinds = _EMPTY, _EMPTY, _EMPTY
        self._roots: list[Shown] = []
        self._chosen: Bools = np.zeros(0, dtype=np.bool_)
        self._bins: Bins | None = None
        self._unit: Unit = "day"
        self._bars: list[Any] = []
        self._lay_out()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.heading, self.told = plain.PlainLabel("Timeline"), plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.heading.setProperty("role", "heading")
        self.told.setProperty("role", "second")
        self.units = QComboBox()
        self.units.setAccessibleName("Bars of the timeline")
        for words, unit in _UNITS:
            self.units.addItem(words, unit)
        self.units.setStyleSheet(
            "QComboBox, QComboBox:focus { padding: 1px 22px 1px 8px; min-height: 16px; font-size: 12px; }"
        )
        self.units.currentIndexChanged.connect(lambda _: self._draw())
        self.whole = QToolButton()
        self.whole.setAccessibleName("Show the whole time")
        self.whole.setProperty("toolTip", plain.tooltip("Show the whole time"))
        self.whole.clicked.connect(self.show_whole)
        self.plot = pg.PlotWidget(
            axisItems={"bottom": DayAxis(orientation="bottom"), "left": CountAxis(orientation="left")}
        )
        self.plot.setAccessibleName("Events over time")
        box = self.plot.getViewBox()
        box.setMouseEnabled(x=True, y=False)
        box.setDefaultPadding(0)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getAxis("left").setWidth(42)
        box.sigXRangeChanged.connect(lambda *_: self._range_changed())
        self.plot.scene().sigMouseClicked.connect(self._clicked)
        self.plot.scene().sigMouseMoved.connect(self._moved)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 8, 4)
        top.setSpacing(8)
        for part, stretch in ((self.heading, 0), (self.told, 1), (self.units, 0), (self.whole, 0)):
            top.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.plot, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.whole.setIcon(icons.icon("square", theme))
        self.plot.setBackground(theme.panel)
        for name in ("bottom", "left"):
            axis = self.plot.getAxis(name)
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.second))
            axis.setTickPen(pg.mkPen(theme.line))
            axis.setStyle(tickFont=fonts.chrome(11), tickLength=-4)
        self._draw()

    def set_records(self, ids: Ints, days: Ints, kinds: Ints, roots: list[Shown]) -> None:
        """Show records: their first days, and which of `roots` each is below."""
        spread = (int(days.min(initial=0)), int(days.max(initial=0)), len(self._ids) > 0)
        before = getattr(self, "_spread", None)
        self._ids, self._days, self._kinds, self._roots = ids, days, kinds, roots
        self._chosen = np.zeros(len(ids), dtype=np.bool_)
        self._spread = spread
        if spread != before:
            self.fit()
        self._draw()

    def set_selected(self, ids: Ints) -> None:
        """Show which records are chosen; nothing is emitted."""
        chosen = np.isin(self._ids, ids) if len(ids) else np.zeros(len(self._ids), dtype=np.bool_)
        if (chosen != self._chosen).any():
            self._chosen = chosen
            self._draw_bars()

    def fit(self) -> None:
        """Show the time of nearly all records: a few from long ago do not press the rest together."""
        dated = self._days[self._days > 0]
        if len(dated):
            first, last = int(dated.min()), int(dated.max())
            crowd = (int(np.quantile(dated, share, method="nearest")) for share in (0.1, 0.02))
            self._look_at(next((day for day in crowd if 4 * (last - day) < last - first), first), last)

    def show_whole(self) -> None:
        """Show the time of all records."""
        dated = self._days[self._days > 0]
        if len(dated):
            self._look_at(int(dated.min()), int(dated.max()))

    def _look_at(self, low: int, high: int) -> None:
        dated = self._days[self._days > 0]
        room = max(3.0, 0.03 * (high - low))
        box = self.plot.getViewBox()
        box.setLimits(xMin=float(dated.min()) - 400, xMax=float(dated.max()) + 400, minXRange=5)
        box.setXRange(low - room, high + 1 + room, padding=0)

    def ids_at(self, day: float) -> list[int]:
        """Return the ids of the bar that covers a day."""
        at = self._bin_at(day)
        if at < 0 or self._bins is None:
            return []
        return [int(one) for one in self._ids[self._bins.member == at]]

    def chosen_ids(self) -> list[int]:
        """Return the ids of the records shown as chosen, sorted."""
        return sorted(int(one) for one in self._ids[self._chosen])

    # Drawing

    def _wanted_unit(self) -> Unit:
        chosen: Unit | None = self.units.currentData()
        left, right = self.plot.getViewBox().viewRange()[0]
        return chosen or bins.unit_for(right - left)

    def _range_changed(self) -> None:
        if self._wanted_unit() != self._unit:
            self._draw()
        else:
            self._fit_height()

    def _draw(self) -> None:
        self._unit = self._wanted_unit()
        self._bins = (
            bins.bins(self._days, self._kinds, max(1, len(self._roots)), self._unit) if len(self._ids) else None
        )
        self._draw_bars()

    def _draw_bars(self) -> None:
        for bar in self._bars:
            self.plot.removeItem(bar)
        self._bars = []
        found = self._bins
        if found is None:
            return
        if self._chosen.any():
            picked = self._chosen & (found.member >= 0)
            cells = found.member[picked] * found.counts.shape[1] + self._kinds[picked]
            chosen = np.bincount(cells, minlength=found.counts.size).reshape(found.counts.shape)
            self._stack(found, found.counts, faint=True)
            self._stack(found, chosen, faint=False)
        else:
            self._stack(found, found.counts, faint=False)
        self._fit_height()

    def _stack(self, found: Bins, counts: Ints, *, faint: bool) -> None:
        base = np.zeros(len(found.starts))
        gap = 0.08 * (found.ends - found.starts)
        left, right = found.starts + gap, found.ends - gap
        for number, root in enumerate(self._roots):
            some = counts[:, number] > 0
            if not some.any():
                continue
            colour = label_style(root.colour, self._theme).bar
            shown = mix(self._theme.panel, colour, 0.28) if faint else colour
            bar = pg.BarGraphItem(
                x0=left[some], x1=right[some], y0=base[some], height=counts[some, number].astype(float), pen=None,
                brush=shown,
            )  # fmt: skip
            self.plot.addItem(bar)
            self._bars.append(bar)
            base = base + counts[:, number]

    def _fit_height(self) -> None:
        if self._bins is None:
            return
        left, right = self.plot.getViewBox().viewRange()[0]
        seen = (self._bins.ends > left) & (self._bins.starts < right)
        top = int(self._bins.counts[seen].sum(axis=1).max(initial=1))
        self.plot.getViewBox().setYRange(0, top * 1.06, padding=0)

    # Mouse

    def _bin_at(self, day: float) -> int:
        found = self._bins
        if found is None:
            return -1
        at = int(np.searchsorted(found.starts, day, side="right")) - 1
        return at if at >= 0 and day < found.ends[at] else -1

    def _day_under(self, at: QPointF) -> float | None:
        area: QRectF = self.plot.getViewBox().sceneBoundingRect()
        if not area.contains(at):
            return None
        return float(self.plot.getViewBox().mapSceneToView(at).x())

    def _clicked(self, event: Any) -> None:
        day = self._day_under(event.scenePos()) if event.button() == Qt.MouseButton.LeftButton else None
        if day is not None:
            self.selected.emit(self.ids_at(day), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _moved(self, at: QPointF) -> None:
        day = self._day_under(at)
        number = self._bin_at(day) if day is not None else -1
        if number < 0 or self._bins is None:
            self.told.setText("")
            return
        count = int(self._bins.counts[number].sum())
        noun = "event" if count == 1 else "events"
        self.told.setText(f"{bins.words(int(self._bins.starts[number]), self._unit)} · {count:,} {noun}")
