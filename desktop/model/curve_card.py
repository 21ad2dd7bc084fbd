"""What more coding would bring: the learning curve, drawn and in sentences."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.model.cards import Card, button, second
from desktop.model.charts import CurveChart
from desktop.model.curve_reading import Curve
from desktop.plain import PlainLabel
from desktop.theme import Theme

_BEFORE = (
    "Trains on a quarter, half, three quarters and all of the coding, and says from that what more coding would bring. "
    "It takes about two and a half times as long as one training."
)
_AXES = "Across: articles learnt from. Up: F on the test articles. Dashes and the shade around them are a guess."


class CurveCard(Card):
    """Signal: `wanted`, the curve is to be measured."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("What more coding would bring", parent)
        self.measure = button("Measure the learning curve", self.wanted.emit)
        self.sentence, self.more, self.axes = PlainLabel(), PlainLabel(), second(_AXES)
        for label in (self.sentence, self.more):
            label.setWordWrap(True)
        self.chart = CurveChart(theme)
        self.head.addWidget(self.measure)
        for part in (self.sentence, self.chart, self.axes, self.more):
            self.column.addWidget(part)
        self.show_curve(None)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.chart.set_theme(theme)

    def show_curve(self, curve: Curve | None) -> None:
        """Show what was measured, or what measuring is for."""
        known = curve is not None and bool(curve.points)
        sentences = curve.sentences if curve is not None else ()
        self.measure.setText("Measure again" if known else "Measure the learning curve")
        self.sentence.setText((sentences[0] if sentences else "") if known else _BEFORE)
        self.sentence.setVisible(bool(self.sentence.full_text))
        self.sentence.setStyleSheet("font-weight: 600;" if known else "")
        self.more.setText("\n".join(sentences[1:]))
        self.more.setVisible(known and len(sentences) > 1)
        for part in (self.chart, self.axes):
            part.setVisible(known)
        self.chart.show_curve(curve if known else None)
