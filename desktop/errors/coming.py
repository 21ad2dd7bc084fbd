"""What comes next: the items after the one in hand, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import fonts, plain
from desktop.theme import Theme

_LINE = 28  # pixels
_BEFORE, _AFTER = 40, 90  # code points around the words
_FEWEST, MOST = 1, 12  # lines
Words = tuple[str, str, str, str]  # before, the words, after, and what it is about


class Coming(QWidget):
    """Signals: `wanted` (the item so many after the one in hand was clicked, 1 for the next), `grown` (more fit)."""

    wanted = Signal(int)
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.lines = theme, list[Words]()
        self.setAccessibleName("What comes next")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lines(self, lines: Sequence[Words]) -> None:
        """Show the words and what differs, for each of the next items."""
        self.lines = list(lines)
        self.setAccessibleDescription("; ".join(f"{line[1]}: {line[3]}" for line in self.lines))
        self.update()

    @property
    def room(self) -> int:
        """How many lines fit."""
        return max(_FEWEST, min(MOST, self.height() // _LINE))

    def sizeHint(self) -> QSize:
        return QSize(300, 5 * _LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _FEWEST * _LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.room > len(self.lines):
            self.grown.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y()) // _LINE
        if 0 <= number < len(self.lines):
            self.wanted.emit(number + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, line in enumerate(self.lines[: self.height() // _LINE]):
                room = QRectF(0, number * _LINE, self.width(), _LINE)
                if number:
                    painter.fillRect(QRectF(0, room.top(), self.width(), 1), QColor(self.theme.line))
                self._paint_line(painter, room, line)

    def _paint_line(self, painter: QPainter, room: QRectF, line: Words) -> None:
        before, words, after, says = line
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.chrome(12))
        painter.setPen(QColor(self.theme.second))
        metrics = painter.fontMetrics()
        wide = min(metrics.horizontalAdvance(says) + 1, self.width() // 3)
        cut = metrics.elidedText(says, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, cut)
        room = room.adjusted(0, 0, -wide - 24, 0)
        quiet, loud = fonts.chrome(13), fonts.chrome(13, weight=QFont.Weight.DemiBold)
        for part, font, ink in _pieces(before, words, after, quiet, loud, self.theme):
            if room.width() < _LINE:
                break
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, middle, shown)
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(shown))


def _pieces(
    before: str, words: str, after: str, quiet: QFont, loud: QFont, theme: Theme
) -> list[tuple[str, QFont, str]]:
    """Return what is drawn from left to right: the words stand out; right-to-left text is drawn in one piece."""
    lead = whole_words(before)
    tail = after[:_AFTER].rstrip()
    whole = f"{lead}{words}{tail}"
    if (isolated := plain.bidi_isolate(whole)) != whole:
        return [(isolated, quiet, theme.ink)]
    words = plain.bidi_isolate(words)
    return [(lead, quiet, theme.second), (words, loud, theme.ink), (tail, quiet, theme.second)]


def whole_words(before: str) -> str:
    """Return the last words before a hit, none of them cut in two."""
    if len(before) <= _BEFORE:
        return before.lstrip()
    return "…" + before[-_BEFORE:].partition(" ")[2]
