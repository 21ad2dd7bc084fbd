"""The reader as the rest of the program sees it: an article, its spans, what is selected and what is in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QBasicTimer, QEvent, QPoint, QPointF, Qt, QTimerEvent, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from desktop import plain
from desktop.reader import keyboard
from desktop.reader.navigation import Navigator
from desktop.reader.pointer import Pointer
from desktop.reader.reading import Reading
from desktop.reader.selection import Range
from desktop.reader.sheet import Sheet
from desktop.reader.span import ReaderSpan, SpanId
from desktop.reader.tokens import TokenIndex
from desktop.theme import Theme


class ReaderView(Sheet):
    """Shows one article and its spans. Every offset in and out is a code point of the article's text.

    Attributes:
        has_event: an event is in hand, which Escape lets go of before anything but a selection.
        stepper: asked first where Tab (+1) or Shift+Tab (-1) leads; True when it has seen to it.

    A selection, the word in hand and the span in hand exclude one another, so that a label key has one meaning.

    Signals:
        selection_changed: selection or word in hand is another.
        selection_finished: the mouse was let go and something is selected.
        hand_changed: another span (its id) or none (None) is in hand.
        key_pressed: a `KeyPress` that is no movement.
        nudge_requested: move the "start" or "end" of the span in hand by so many tokens (+1 is further on in the text).
        remove_requested: Delete or Backspace.
        event_left: Escape while spans are lit by an event and nothing is selected: the event should be let go of.
        menu_requested: the global place where a context menu was asked for.
        zoom_changed: the zoom, 1.0 is 100 %.
    """

    selection_changed = Signal()
    selection_finished = Signal()
    hand_changed = Signal(object)
    key_pressed = Signal(object)
    nudge_requested = Signal(str, int)
    remove_requested = Signal()
    event_left = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._scrolling = QBasicTimer()
        self._mouse = QPointF()
        self.has_event = False
        self.stepper: Callable[[int], bool] = _by_place
        self._rebuild()

    def doings(self) -> dict[str, Callable[[], object]]:
        """What the actions that the reader does by itself do, by id."""
        return {
            "copy": self.copy_plain,
            "next_span": lambda: self.tab(1),
            "previous_span": lambda: self.tab(-1),
            "end_right": lambda: self.nudge("end", 1),
            "end_left": lambda: self.nudge("end", -1),
            "start_right": lambda: self.nudge("start", 1),
            "start_left": lambda: self.nudge("start", -1),
            "zoom_in": self.zoom_in,
            "zoom_out": self.zoom_out,
            "zoom_reset": self.zoom_reset,
        }

    def show_article(self, text: str, *, title: str, dateline: str, tokens: TokenIndex) -> None:
        """Show an article from its top, without spans. A first line equal to the title is set as the title.

        Args:
            dateline: parts joined by " · ", such as source, date, language and number of words.
        """
        self._empty = None
        self._reading = Reading(text, tokens)
        self._header.title, self._header.dateline = title, dateline
        first = text.split("\n", 1)[0]
        self._header.shows_title = not first.strip() or first.split() != title.split()
        self._rebuild()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(self._header.spoken())
        self.hand_changed.emit(None)
        self.selection_changed.emit()

    def set_tokens(self, tokens: TokenIndex) -> None:
        """Take over better token bounds of the text shown; what is selected or in hand stays."""
        selected, word, exact = self.selection(), self.current_word(), self.exact_selection
        self._reading.set_tokens(tokens)
        self._aim()
        if selected is not None:
            self._reading.selection.select(*selected, exact=exact)
        elif word is not None:
            self._reading.selection.put_word_at(word[0])

    def show_empty(self, title: str, hint: str) -> None:
        """Show a calm message instead of an article."""
        self.show_article("", title="", dateline="", tokens=Reading().tokens)
        self._empty = (title, hint)
        self.setAccessibleDescription(f"{title}. {hint}")
        self.viewport().update()

    def set_spans(self, spans: Iterable[ReaderSpan]) -> None:
        """Show these spans instead of those before. One that lies outside the text is left out."""
        hand = self._reading.hand
        self._reading.set_spans(spans)
        self._painter.set_spans(self._reading.spans)
        self._map.refresh()
        self.viewport().update()
        if hand != self._reading.hand:
            self.hand_changed.emit(self._reading.hand)

    def spans(self) -> Sequence[ReaderSpan]:
        """Return the spans shown, in reading order."""
        return tuple(self._reading.spans.ordered)

    def selection(self) -> Range | None:
        """Return the selected code points, without blanks at the ends; None when nothing is selected."""
        return self._reading.selection.range

    def current_word(self) -> Range | None:
        """Return the word in hand; None while there is a selection or a span in hand."""
        return self._reading.selection.word if self._reading.hand is None else None

    def target(self) -> Range | None:
        """Return what a label key would mark: the selection, the word in hand or the words of a suggestion in hand."""
        span = self._hand_span()
        return (span.start, span.end) if span and span.dashed else self.selection() or self.current_word()

    def tokens(self) -> TokenIndex:
        """Return the tokens that selections snap to."""
        return self._reading.tokens

    @property
    def exact_selection(self) -> bool:
        """Whether the selection was made of single characters (Alt held)."""
        return self._reading.selection.exact

    def select(self, start: int, end: int, *, exact: bool = False) -> None:
        """Select a range, snapped to tokens unless `exact`, and bring it into view."""
        with self._change():
            self._reading.hand = None
            self._reading.selection.select(start, end, exact=exact)
        self._reveal(self.selection())

    def select_all(self) -> None:
        """Select the whole text; nothing scrolls."""
        with self._change():
            self._reading.hand = None
            self._reading.selection.select(0, len(self._reading.text))

    def clear_selection(self) -> None:
        """Drop the selection; its moving end stays as the word in hand."""
        with self._change():
            self._reading.selection.clear()

    def hand(self) -> SpanId | None:
        """Return the id of the span in hand."""
        return self._reading.hand

    def set_hand(self, span_id: SpanId | None) -> None:
        """Take a span in hand and bring it into view; None, or an unknown id, lets go."""
        with self._change():
            self._reading.take(span_id)
        self._reveal_hand()

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a range into view without selecting it."""
        self._reveal((start, end))

    def step(self, step: int, *, extend: bool = False) -> None:
        """Move (or extend) by one token; +1 is visually to the right."""
        with self._change():
            head = self._reading.head_token()
            along = 1 if head is None else self._navigator.along(head)
            self._navigator.forget_column()
            first = self._first_visible_token() if head is None else None
            self._reading.step(step * along, extend=extend, first=first)
        self._reveal_head()

    def go(self, where: keyboard.Where, *, extend: bool = False) -> None:
        """Move (or extend) by a line, a screenful, or to an end of the line or the article."""
        with self._change():
            head = self._reading.head_token()
            if head is None:
                head = self._first_visible_token()
                self._reading.go_to(head, extend=False)
            if head is not None:
                self._reading.go_to(self._navigator.aim(head, where, self.viewport().height()), extend=extend)
        self._reveal_head()

    def tab(self, step: int) -> None:
        """Take the next (+1) or previous (-1) span in hand, through the text unless `stepper` knows another way."""
        if self.stepper(step):
            return
        with self._change():
            self._reading.tab(step, self._first_visible_offset())
        self._reveal_hand()

    def escape(self) -> bool:
        """Let go of the selection, the event, the span or the word in hand; False when there was nothing."""
        if self.selection() is None and self.has_event:
            self.event_left.emit()
            return True
        with self._change():
            return self._reading.let_go()

    def nudge(self, edge: str, step: int) -> None:
        """Ask for one end of the span in hand to be moved; `step` +1 is visually to the right."""
        head = self._reading.head_token()
        if self._reading.hand is not None:
            self.nudge_requested.emit(edge, step if head is None else step * self._navigator.along(head))

    def copy_plain(self) -> None:
        """Copy what is selected or in hand, from our own text."""
        if copied := self._reading.copied():
            QGuiApplication.clipboard().setText(copied)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._empty is None and keyboard.handle(self, event))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False if self._reading.spans.ordered else super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._empty is None:
            with self._change():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._pointer.press(self._on_page(event.position()), extend=shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._empty is None:
            with self._change():
                self._pointer.double_click(self._on_page(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pointer.pressed:
            return
        self._mouse = event.position()
        self._drag(event.modifiers())
        outside = not 0 <= self._mouse.y() < self.viewport().height()
        if not outside:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start(30, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._scrolling.stop()
        self._navigator.forget_column()
        with self._change():
            selected = self._pointer.release()
        if selected:
            self.selection_finished.emit()

    def timerEvent(self, event: QTimerEvent) -> None:
        if event.timerId() != self._scrolling.timerId():
            super().timerEvent(event)
            return
        beyond = self._mouse.y() if self._mouse.y() < 0 else self._mouse.y() - self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 3))
        self._drag(QGuiApplication.keyboardModifiers())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self._on_page(self.viewport().mapFromGlobal(event.globalPos()))
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self.selection():
            there = self._pointer.spans_under(at)
            if there and self.hand() not in [span.id for span in there]:
                self.set_hand(there[0].id)
            elif not there:  # a label chosen now must not go to a word or span somewhere else
                with self._change():
                    self._pointer.click(at)
        self.menu_requested.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            there = self._pointer.spans_under(self._on_page(event.pos()))
            text = "\n".join(_described(span) for span in there)
            QToolTip.showText(event.globalPos(), plain.tooltip(text), self.viewport())
            return True
        return super().viewportEvent(event)

    def _rebuild(self) -> None:
        super()._rebuild()
        self._aim()

    def _aim(self) -> None:
        self._navigator = Navigator(self._page, self._reading.offsets, self._reading.tokens)
        self._pointer = Pointer(self._reading, self._page)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Repaint and tell the others when what happens inside changed what is selected or in hand."""
        state, hand = self._reading.state(), self._reading.hand
        yield
        if (state, hand) == (self._reading.state(), self._reading.hand):
            return
        self._mirror()
        self.viewport().update()
        if hand != self._reading.hand:
            self.hand_changed.emit(self._reading.hand)
        if state != self._reading.state():
            self.selection_changed.emit()

    def _mirror(self) -> None:
        """Let Qt's own cursor follow, for screen readers; it must not scroll."""
        span = self._hand_span()
        bounds = self._reading.qt((span.start, span.end) if span else self.target())
        if bounds is None:
            return
        scrolled = self._scrolled()
        cursor = QTextCursor(self.document())
        cursor.setPosition(bounds[0])
        if span or self.selection():
            cursor.setPosition(bounds[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def _drag(self, modifiers: Qt.KeyboardModifier) -> None:
        with self._change():
            exact = bool(modifiers & Qt.KeyboardModifier.AltModifier)
            self._pointer.move(self._on_page(self._mouse), exact=exact)

    def _first_visible_token(self) -> int | None:
        top = self._scrolled()
        found = self._navigator.first_visible(top, top + self.viewport().height())
        return self._reading.selection.bounded(0) if found is None else found

    def _hand_span(self) -> ReaderSpan | None:
        return None if self._reading.hand is None else self._reading.spans.by_id.get(self._reading.hand)

    def _reveal_hand(self) -> None:
        span = self._hand_span()
        self._reveal((span.start, span.end) if span else None)

    def _reveal_head(self) -> None:
        head = self._reading.selection.head
        if head is not None:
            self._reveal((self._reading.tokens.starts[head], self._reading.tokens.ends[head]))


def _by_place(step: int) -> bool:
    return False


def _described(span: ReaderSpan) -> str:
    badge = f" · {span.badge}" if span.badge else ""
    return f"{span.label}{badge}" + (f"\n{span.note}" if span.note else "")
