"""What each coder finished in the last two weeks, as bars by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from corpus.assignment import Pace
from corpus.wording import counted
from desktop import fonts, plain
from desktop.queue.model import time_text
from desktop.theme import Theme

DAYS = 14
_ROW, _NAME, _FIGURES, _TOP = 40, 150, 330, 22


class PaceView(QWidget):
    """One line for each coder: name, a bar for each day, and the figures in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.paces: list[Pace] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Pace of the coders")

    def show_paces(self, paces: Sequence[Pace]) -> None:
        """Show what coders finished."""
        self.paces = list(paces)
        self.setAccessibleDescription("; ".join(f"{pace.coder}: {figures(pace)}" for pace in self.paces))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for every coder."""
        return QSize(600, _TOP + _ROW * max(1, len(self.paces)))

    def paintEvent(self, event: QPaintEvent) -> None:
        days = last_days(datetime.now(UTC).date())
        most = max((count for pace in self.paces for count in pace.days.values()), default=1)
        with QPainter(self) as painter:
            painter.setFont(fonts.chrome(12))
            painter.setPen(QColor(self.theme.second))
            if not self.paces:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, "Nothing yet.")
            else:
                self._draw_ends(painter, days)
            for number, pace in enumerate(self.paces):
                self._draw(painter, pace, days, most, _TOP + number * _ROW)

    def _bars(self) -> tuple[float, float]:
        """Return where the bars begin, and how far they are apart."""
        width = max(140.0, min(420.0, self.width() - _NAME - _FIGURES - 24))
        return float(_NAME), width / DAYS

    def _draw_ends(self, painter: QPainter, days: Sequence[str]) -> None:
        left, step = self._bars()
        box = QRectF(left, 0, step * DAYS, _TOP - 4)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, days[0])
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "today")

    def _draw(self, painter: QPainter, pace: Pace, days: Sequence[str], most: int, top: int) -> None:
        theme = self.theme
        left, step = self._bars()
        painter.setPen(QColor(theme.ink))
        name = painter.fontMetrics().elidedText(pace.coder, Qt.TextElideMode.ElideRight, _NAME - 16)
        painter.drawText(QRectF(0, top, _NAME - 8, _ROW), Qt.AlignmentFlag.AlignVCenter, plain.bidi_isolate(name))
        for number, day in enumerate(days):
            height = 2 + 26 * pace.days.get(day, 0) / most
            colour = theme.accent if day in pace.days else theme.line
            painter.fillRect(
                QRectF(left + number * step, top + 34 - height, max(2.0, step - 3), height), QColor(colour)
            )
        painter.setPen(QColor(theme.second))
        box = QRectF(left + step * DAYS + 16, top, self.width() - left - step * DAYS - 16, _ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, figures(pace))


def last_days(today: date) -> list[str]:
    """Return the ISO days shown, oldest first."""
    return [(today - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]


def figures(pace: Pace) -> str:
    """Return a coder's figures in words."""
    each = time_text(pace.seconds)
    total = counted(sum(pace.days.values()), "article")
    days = counted(len(pace.days), "day")
    per_day = f"{pace.per_day:,.1f}" if pace.per_day < 100 else f"{pace.per_day:,.0f}"
    return f"{total} on {days}, {per_day} a day{f', {each} each' if each else ''}"
