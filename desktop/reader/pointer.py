"""What the mouse does to the reading: clicks, drags, double and triple clicks. Positions are page coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QPointF
from PySide6.QtWidgets import QApplication

from desktop.reader.geometry import Page
from desktop.reader.reading import Reading
from desktop.reader.selection import Range
from desktop.reader.span import ReaderSpan

_STILL = 4  # pixels a hand may tremble before a click becomes a drag


@dataclass(slots=True)
class Press:
    """A button held down: where, what a drag keeps selected, and whether it has become a drag."""

    at: QPointF
    anchor: Range
    dragged: bool = False
    clicks: int = 1


class Pointer:
    """Follows one mouse over one article."""

    def __init__(self, reading: Reading, page: Page) -> None:
        self._reading, self._page = reading, page
        self._press: Press | None = None
        self._since_double = QElapsedTimer()
        self._clicks = 0
        self._last = QPointF()

    @property
    def pressed(self) -> bool:
        """Say whether the button is down."""
        return self._press is not None

    def press(self, at: QPointF, *, extend: bool) -> None:
        """Begin a click or a drag; a third and fourth click soon after a double click take sentence and paragraph."""
        offset = self._offset(at)
        if extend:
            self._extend(offset, at)
        elif self._is_further_click(at):
            self._clicks += 1
            self._select_whole(offset, at, self._clicks)
        else:
            self._press = Press(at, (offset, offset))

    def double_click(self, at: QPointF) -> None:
        """Select the token under the mouse."""
        self._clicks = 2
        self._last = at
        self._since_double.start()
        self._select_whole(self._offset(at), at, 2)

    def move(self, at: QPointF, *, exact: bool) -> None:
        """Go on with a drag."""
        press = self._press
        if press is None:
            return
        press.dragged = press.dragged or (at - press.at).manhattanLength() >= _STILL
        if press.dragged:
            self._reading.hand = None
            self._reading.selection.drag(press.anchor, self._offset(at), exact=exact)

    def release(self) -> bool:
        """End a click or drag; return whether it made a selection."""
        press, self._press = self._press, None
        if press is None:
            return False
        if not press.dragged and press.clicks == 1:
            self.click(press.at)
            return False
        return self._reading.selection.range is not None

    def click(self, at: QPointF) -> None:
        """Take the span or the word at a point; nothing on empty paper."""
        position = self._page.character_at(at.x(), at.y())
        if position is None:
            self._reading.hand = None
            self._reading.selection.forget()
        else:
            self._reading.click(self._reading.offsets.from_qt(position))

    def spans_under(self, at: QPointF) -> list[ReaderSpan]:
        """Return the spans under a point, innermost first."""
        position = self._page.character_at(at.x(), at.y())
        return [] if position is None else self._reading.spans.at(self._reading.offsets.from_qt(position))

    def _extend(self, offset: int, at: QPointF) -> None:
        reading = self._reading
        reading.start_from_hand()
        held = reading.selection.range or reading.selection.word or (offset, offset)
        reading.selection.drag(held, offset)
        self._press = Press(at, held, dragged=True)

    def _select_whole(self, offset: int, at: QPointF, clicks: int) -> None:
        position = self._page.character_at(at.x(), at.y())
        offset = offset if position is None else self._reading.offsets.from_qt(position)
        selection = self._reading.selection
        find = {2: selection.word_at, 3: selection.sentence_at}.get(clicks, selection.paragraph_at)
        held = find(offset)
        self._reading.hand = None
        if held:
            selection.select(*held)
        else:
            selection.forget()
        self._press = Press(at, held or (offset, offset), clicks=clicks)

    def _is_further_click(self, at: QPointF) -> bool:
        soon = self._since_double.isValid() and self._since_double.elapsed() < QApplication.doubleClickInterval()
        if not (soon and (at - self._last).manhattanLength() < QApplication.startDragDistance()):
            self._since_double.invalidate()
            return False
        self._since_double.start()
        return True

    def _offset(self, at: QPointF) -> int:
        return self._reading.offsets.from_qt(self._page.position_at(at.x(), at.y()))
