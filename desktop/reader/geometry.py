"""Where characters are on the page: lines, base lines, and the stretches that a range covers in mixed directions.

Page coordinates: pixels from the top left of the document, before scrolling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from corpus.offsets import Offsets, QtPos
from desktop.plain import RIGHT_TO_LEFT

Stretch = tuple[float, float]
_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_RIGHT = re.compile(f"[{RIGHT_TO_LEFT}{_CONTROLS}]")
_LEFT_IN_RIGHT = re.compile(f"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u0660-\u0669\u06f0-\u06f9\u200e{_CONTROLS}]")


@dataclass(frozen=True, slots=True)
class LineBox:
    """One line on the page. Positions are Qt's.

    Attributes:
        end: behind the last character that is drawn (a blank at a line's end is not).
        left: page x of the line layout's origin.
        top, bottom: the band of the page that belongs to the line, leading included.
        size: how much larger than body text its type is.
    """

    key: tuple[int, int]
    block: int
    start: QtPos
    end: QtPos
    left: float
    top: float
    base: float
    bottom: float
    rtl: bool
    mixed: bool
    size: float


class Page:
    """Answers about the layout of one document that shows `text`.

    Attributes:
        column: page x between which the text is set.
        title_size: how much larger than body text the first paragraph is.
    """

    def __init__(self, document: QTextDocument, text: str, offsets: Offsets) -> None:
        self._document, self._text, self._offsets = document, text, offsets
        self.column: Stretch = (0.0, 0.0)
        self.title_size = 1.0
        self._lines: dict[tuple[int, int], LineBox] = {}

    def forget(self) -> None:
        """Drop what was cached: the layout has changed."""
        self._lines.clear()

    def lines(self, top: float, bottom: float) -> Iterator[LineBox]:
        """Yield the lines whose bands touch page y `top` to `bottom`, from above."""
        block = self._block_at(top)
        while block.isValid():
            rect = self._document.documentLayout().blockBoundingRect(block)
            if rect.top() > bottom:
                return
            for number in range(self._first_line(block, rect, top), block.layout().lineCount()):
                line = self._line(block, number, rect)
                if line.top > bottom:
                    return
                yield line
            block = block.next()

    def line_of(self, position: QtPos) -> LineBox | None:
        """Return the line that holds a position."""
        block = self._document.findBlock(position)
        if not block.isValid():
            return None
        rect = self._document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return self._line(block, line.lineNumber(), rect) if line.isValid() else None

    def neighbour(self, line: LineBox, step: int) -> LineBox | None:
        """Return the next (`step` 1) or previous (-1) line that shows something."""
        number, block = line.key[1] + step, self._document.findBlockByNumber(line.key[0])
        while block.isValid():
            if 0 <= number < block.layout().lineCount():
                found = self._line(block, number, self._document.documentLayout().blockBoundingRect(block))
                if found.end > found.start:
                    return found
                number += step
            else:
                block = block.next() if step > 0 else block.previous()
                number = 0 if step > 0 else block.layout().lineCount() - 1 if block.isValid() else 0
        return None

    def position_at(self, x: float, y: float) -> QtPos:
        """Return the position between characters that is closest to a point, by the line whose band holds it."""
        line = self._line_at(y)
        return QtPos(0) if line is None else self.position_on(line, x)

    def position_on(self, line: LineBox, x: float) -> QtPos:
        """Return the position between characters on `line` that is closest to page `x`."""
        found = self._text_line(line).xToCursor(x - line.left, QTextLine.CursorPosition.CursorBetweenCharacters)
        return QtPos(min(line.block + found, line.end))

    def character_at(self, x: float, y: float) -> QtPos | None:
        """Return the position of the character under a point, None where there is none."""
        line = self._line_at(y)
        if line is None or line.end <= line.start:
            return None
        on = self._text_line(line).xToCursor(x - line.left, QTextLine.CursorPosition.CursorOnCharacter)
        found = QtPos(line.block + on)
        for near in (found, QtPos(found - 1), QtPos(found + 1)):
            if any(a <= x < b for a, b in self.stretches(line, near, QtPos(near + 1))):
                return near
        return None

    def rect_of(self, start: QtPos, end: QtPos) -> QRectF | None:
        """Return the page rectangle around what a range covers, leading included; None when it is not shown."""
        first, last = self.line_of(start), self.line_of(QtPos(max(start, end - 1)))
        if first is None or last is None:
            return None
        sides = self.stretches(first, start, end) or [(first.left, first.left + 1)]
        left, right = min(side[0] for side in sides), max(side[1] for side in sides)
        return QRectF(left, first.top, max(1.0, right - left), last.bottom - first.top)

    def stretches(self, line: LineBox, start: QtPos, end: QtPos) -> list[Stretch]:
        """Return the page x stretches that a range covers on a line, in visual order; several where directions mix."""
        low, high = max(start, line.start), min(end, line.end)
        text_line = self._text_line(line)
        if low >= high or not text_line.isValid():
            return []
        if line.mixed:
            return [(line.left + a, line.left + b) for a, b in _runs(text_line, low - line.block, high - low)]
        one, other = _x(text_line, low - line.block), _x(text_line, high - line.block)
        return [(line.left + min(one, other), line.left + max(one, other))]

    def _text_line(self, line: LineBox) -> QTextLine:
        """Ask Qt for its line anew: a kept one would point into freed memory after the next layout."""
        return self._document.findBlockByNumber(line.key[0]).layout().lineAt(line.key[1])

    def _line_at(self, y: float) -> LineBox | None:
        last: LineBox | None = None
        for last in self.lines(y, y):
            if last.bottom > y:
                return last
        if last is not None:
            return last
        block = self._document.lastBlock() if y > 0 else self._document.begin()
        rect = self._document.documentLayout().blockBoundingRect(block)
        count = block.layout().lineCount()
        return self._line(block, count - 1 if y > rect.top() else 0, rect) if count else None

    def _block_at(self, y: float) -> QTextBlock:
        layout = self._document.documentLayout()
        block = self._document.findBlock(max(0, layout.hitTest(QPointF(0, y), Qt.HitTestAccuracy.FuzzyHit)))
        while block.previous().isValid() and layout.blockBoundingRect(block).top() > y:
            block = block.previous()
        return block

    def _first_line(self, block: QTextBlock, rect: QRectF, top: float) -> int:
        low, high = 0, block.layout().lineCount()
        while low < high:
            middle = (low + high) // 2
            if self._line(block, middle, rect).bottom > top:
                high = middle
            else:
                low = middle + 1
        return low

    def _line(self, block: QTextBlock, number: int, rect: QRectF) -> LineBox:
        key = (block.blockNumber(), number)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = self._measured(key, block, rect)
        return found

    def _measured(self, key: tuple[int, int], block: QTextBlock, rect: QRectF) -> LineBox:
        line = block.layout().lineAt(key[1])
        pitch = block.blockFormat().lineHeight()
        base = rect.top() + line.y() + line.ascent()
        start = QtPos(block.position() + line.textStart())
        end = QtPos(min(start + line.textLength(), block.position() + block.length() - 1))
        low, high = self._offsets.from_qt(start), self._offsets.from_qt(end)
        text = self._text[low:high]
        shown = text.rstrip()
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        mixed = bool(_RIGHT.search(shown)) and (not rtl or bool(_LEFT_IN_RIGHT.search(shown)))
        end = QtPos(end - sum(2 if char > "\uffff" else 1 for char in text[len(shown) :]))
        size = self.title_size if key[0] == 0 else 1.0
        above, below = base - 0.8 * pitch, base + 0.2 * pitch
        return LineBox(key, block.position(), start, end, rect.left(), above, base, below, rtl, mixed, size)


def _x(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else cast(float, found))


def _runs(line: QTextLine, start: int, length: int) -> list[Stretch]:
    """Join what the glyph runs of a range cover: a caret's two x would be wrong where directions meet."""
    rects = [run.boundingRect() for run in line.glyphRuns(start, length)]
    found: list[Stretch] = []
    for left, right in sorted((rect.left(), rect.right()) for rect in rects if rect.width() > 0):
        if found and left <= found[-1][1] + 0.5:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
