"""What one side says: the words in their context, with its label on them."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from corpus.offsets import Offsets
from corpus.text import CodePoint
from desktop import fonts
from desktop.plain import RIGHT_TO_LEFT
from desktop.theme import Theme, label_style
from labels.label import Label

CONTEXT = 170  # code points to each side
_PAD, _TAG_HEIGHT, _HEAD, _LEADING = 16, 20, 30, 1.5
_RTL, _LETTER = re.compile(f"[{RIGHT_TO_LEFT}]"), re.compile(r"[^\W\d_]")
_BLANKS = re.compile("[\n\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
Range = tuple[int, int]


def excerpt(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the words around a range on one line, whole words, and where in the text they begin (code points)."""
    left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return _BLANKS.sub(" ", text[left:right]), left


def visible(tops: list[float], marked: tuple[int, int], height: float) -> tuple[int, int]:
    """Return the first and last line to be shown (inclusive): whole lines from the top, or around what is marked.

    Args:
        tops: where each line begins, and where the last one ends; pixels.
        marked: first and last line that must be seen; the first when there is no room for both.
    """
    count = len(tops) - 1

    def reach(first: int) -> int:
        return max([first, *(at for at in range(first, count) if tops[at + 1] - tops[first] <= height)])

    first = 0
    while first < marked[0] and reach(first) < min(marked[1] + 1, count - 1):
        first += 1
    return first, reach(first)


class ReadingCard(QWidget):
    """One of the two cards. The range of this side is tinted; without one, that of the other is outlined by dashes."""

    def __init__(self, who: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.who, self.note = who, ""
        self._text, self._range, self._marked, self._label = "", (0, 0), False, None
        self._offsets = Offsets("")
        self._layout: QTextLayout | None = None
        self._width = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    _label: Label | None
    _range: Range

    def show_reading(self, text: str, marked: Range, label: Label | None, *, says: bool, note: str = "") -> None:
        """Show words in context.

        Args:
            marked: the range in `text`, code points.
            says: whether this side labels it; else it is only outlined.
            note: how sure this side is.
        """
        self._text, self._range, self._label, self._marked, self.note = text, marked, label, says, note
        self._offsets, self._layout = Offsets(text), None
        carries = (label.name if label else "another label") if says else "no label"
        self.setAccessibleName(f"{self.who}: {carries}")
        self.setAccessibleDescription(text[slice(*marked)])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 206)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.theme.line), 1))
            painter.setBrush(QColor(self.theme.paper))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
            self._paint_head(painter)
            top = _PAD + _HEAD
            self._paint_text(painter, QRectF(_PAD, top, self.width() - 2 * _PAD, self.height() - top - 6))

    def _paint_head(self, painter: QPainter) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        room = QRectF(_PAD, _PAD - 4, self.width() - 2 * _PAD, _TAG_HEIGHT)
        painter.setFont(fonts.chrome(13, weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(self.theme.ink))
        painter.drawText(room, middle, self.who)
        left = room.left() + QFontMetricsF(painter.font()).horizontalAdvance(self.who) + 10
        left = self._paint_tag(painter, QRectF(left, room.top(), room.right() - left, room.height())) + 10
        painter.setFont(fonts.chrome(12))
        painter.setPen(QColor(self.theme.second))
        rest = QRectF(left, room.top(), max(0.0, room.right() - left), room.height())
        shown = painter.fontMetrics().elidedText(self.note, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, middle | Qt.AlignmentFlag.AlignRight, shown)

    def _paint_tag(self, painter: QPainter, room: QRectF) -> float:
        """Draw the label as a tag (or that there is none) and return where it ends."""
        painter.setFont(fonts.chrome(12, weight=QFont.Weight.DemiBold))
        metrics = QFontMetricsF(painter.font())
        if not self._marked or self._label is None:
            painter.setFont(fonts.chrome(12))
            painter.setPen(QColor(self.theme.second))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words := "no label" if not self._marked else "gone")
            return room.left() + metrics.horizontalAdvance(words)
        style = label_style(self._label.colour, self.theme)
        shown = metrics.elidedText(self._label.name, Qt.TextElideMode.ElideRight, room.width() - 16)
        tag = QRectF(room.left(), room.top(), metrics.horizontalAdvance(shown) + 16, room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.tint))
        painter.drawRoundedRect(tag, 5, 5)
        painter.setPen(QColor(style.ink))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, shown)
        return float(tag.right())

    def _paint_text(self, painter: QPainter, room: QRectF) -> None:
        """Draw as many whole lines as there is room for, those around the words in question."""
        layout = self._laid_out()
        first, last = visible(self._tops(layout), self._marked_lines(layout), room.height())
        above, below = layout.lineAt(first).y(), layout.lineAt(last).y() + layout.lineAt(last).height()
        at = QPointF(room.left(), room.top() - above)
        painter.setClipRect(QRectF(1, room.top() - 2, self.width() - 2, below - above + 6))
        self._paint_marks(painter, layout, at)
        painter.setPen(QColor(self.theme.ink))
        layout.draw(painter, at)

    def _tops(self, layout: QTextLayout) -> list[float]:
        """Return where each line begins, and where the last one ends; pixels."""
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        return [*(line.y() for line in lines), lines[-1].y() + lines[-1].height()] if lines else [0.0, 0.0]

    def _marked_lines(self, layout: QTextLayout) -> tuple[int, int]:
        """Return the first and last line that the words in question stand on."""
        start, end = (self._offsets.to_qt(CodePoint(each)) for each in self._range)
        return layout.lineForTextPosition(start).lineNumber(), layout.lineForTextPosition(
            max(start, end - 1)
        ).lineNumber()

    def _laid_out(self) -> QTextLayout:
        width = max(40, self.width() - 2 * _PAD)
        if self._layout is None or self._width != width:
            self._layout, self._width = self._lay_out(width), width
        return self._layout

    def _lay_out(self, width: int) -> QTextLayout:
        rtl = 2 * len(_RTL.findall(self._text)) > len(_LETTER.findall(self._text))
        layout = QTextLayout(self._text, fonts.arabic(18) if rtl else fonts.article(16))
        option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setAlignment(option.alignment() | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height() * _LEADING * (0.8 if rtl else 1)
        layout.endLayout()
        return layout

    def _paint_marks(self, painter: QPainter, layout: QTextLayout, at: QPointF) -> None:
        start, end = (self._offsets.to_qt(CodePoint(each)) for each in self._range)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            low, high = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if low >= high:
                continue
            one, other = _x(line.cursorToX(low)), _x(line.cursorToX(high))
            left, right = sorted((one, other))
            box = QRectF(at.x() + left - 2, at.y() + line.y() - 1, right - left + 4, line.height() + 3)
            self._paint_mark(painter, box)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        if not self._marked or self._label is None:
            painter.setPen(QPen(QColor(self.theme.third), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            return
        style = label_style(self._label.colour, self.theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.tint))
        painter.drawRoundedRect(box, 4, 4)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), QColor(style.bar))


def _x(found: object) -> float:
    """Return the x that Qt gives, alone or with the position it belongs to."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
