"""What the charts draw with. Import it in a thread only (`desktop.warming`): pyqtgraph takes a third of a second."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt

from desktop import fonts
from desktop.theme import Theme

__all__ = ["NumberAxis", "dress", "make", "pg"]


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


def make(name: str, *, height: int) -> Any:
    """Return an empty plot that nobody can move; `height` is in pixels."""
    plot = pg.PlotWidget(enableMenu=False, axisItems={side: NumberAxis(side) for side in ("bottom", "left")})
    plot.setAccessibleName(name)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.getViewBox().setMouseEnabled(x=False, y=False)
    plot.getViewBox().setDefaultPadding(0)
    plot.getAxis("left").setWidth(40)
    plot.setFixedHeight(height)
    return plot


def dress(plot: Any, theme: Theme) -> None:
    """Give a plot its colours."""
    plot.setBackground(theme.paper)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setPen(pg.mkPen(theme.line))
        axis.setTextPen(pg.mkPen(theme.second))
        axis.setTickPen(pg.mkPen(theme.line))
        axis.setStyle(tickFont=fonts.chrome(11), tickLength=-4, maxTickLevel=0)
