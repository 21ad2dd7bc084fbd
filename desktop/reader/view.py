"""The article view: a read-only text widget that paints coding under its words and is worked by keys or mouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QBasicTimer, QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimerEvent, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from desktop import fonts, plain
from desktop.reader import document, keyboard
from desktop.reader.geometry import Page
from desktop.reader.header import Header, empty_page
from desktop.reader.minimap import WIDTH as MAP_WIDTH
from desktop.reader.minimap import Mark, Minimap
from desktop.reader.navigation import Navigator
from desktop.reader.painter import SpanPainter
from desktop.reader.pointer import Pointer
from desktop.reader.reading import Reading
from desktop.reader.selection import Range
from desktop.reader.span import ReaderSpan, SpanId
from desktop.reader.tokens import TokenIndex
from desktop.theme import Theme, label_style

MEASURE, SIDE, BOTTOM = 640, 40, 140  # column, room for rings and names beside it, room to scroll past the end
ZOOMS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class ReaderView(QTextEdit):
    """Shows one article and its spans. Every offset in and out is a code point of the article's text.

    A selection, the word in hand and the span in hand exclude one another, so that a label key has one meaning.

    Signals:
        selection_changed: selection or word in hand is another.
        selection_finished: the mouse was let go and something is selected.
        hand_changed: another span (its id) or none (None) is in hand.
        key_pressed: a `KeyPress` that is no movement.
        nudge_requested: move the "start" or "end" of the span in hand by so many tokens (+1 is further on in the text).
        remove_requested: Delete or Backspace.
        menu_requested: the global place where a context menu was asked for.
        zoom_changed: the zoom, 1.0 is 100 %.
    """

    selection_changed = Signal()
    selection_finished = Signal()
    hand_changed = Signal(object)
    key_pressed = Signal(object)
    nudge_requested = Signal(str, int)
    remove_requested = Signal()
    menu_requested = Signal(QPoint)
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load()
        self._zoom = 1.0
        self._reading, self._header = Reading(), Header()
        self._painter = SpanPainter(theme)
        self._empty: tuple[str, str] | None = ("", "")
        self._scrolling = QBasicTimer()
        self._mouse = QPointF()
        self._map = Minimap(self, self._marks)
        self._map.clicked.connect(self._jump)
        self._set_up()
        self.set_theme(theme)
        self._rebuild()

    # --- article -------------------------------------------------------------------------------------------------

    def show_article(self, text: str, *, title: str, dateline: str, tokens: TokenIndex) -> None:
        """Show an article from its top, without spans. A first line equal to the title is set as the title."""
        self._empty = None
        self._reading = Reading(text, tokens)
        self._header.title, self._header.dateline = title, dateline
        first = text.split("\n", 1)[0].strip()
        self._header.shows_title = not (first and first.casefold() == " ".join(title.split()).casefold())
        self._rebuild()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(self._header.spoken())
        self.hand_changed.emit(None)
        self.selection_changed.emit()

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

    # --- selection and hand --------------------------------------------------------------------------------------

    def selection(self) -> Range | None:
        """Return the selected code points, without blanks at the ends; None when nothing is selected."""
        return self._reading.selection.range

    def current_word(self) -> Range | None:
        """Return the word in hand; None while there is a selection or a span in hand."""
        return self._reading.selection.word if self._reading.hand is None else None

    def target(self) -> Range | None:
        """Return what a label key would mark: the selection, else the word in hand."""
        return self.selection() or self.current_word()

    @property
    def exact_selection(self) -> bool:
        """Whether the selection was made of single characters (Alt held)."""
        return self._reading.selection.exact

    def select(self, start: int, end: int, *, exact: bool = False) -> None:
        """Select a range and bring it into view."""
        with _Change(self):
            self._reading.hand = None
            self._reading.selection.select(start, end, exact=exact)
        self._reveal(self.selection())

    def clear_selection(self) -> None:
        """Drop the selection; its moving end stays as the word in hand."""
        with _Change(self):
            self._reading.selection.clear()

    def hand(self) -> SpanId | None:
        """Return the id of the span in hand."""
        return self._reading.hand

    def set_hand(self, span_id: SpanId | None) -> None:
        """Take a span in hand and bring it into view; None, or an unknown id, lets go."""
        with _Change(self):
            self._reading.take(span_id)
        self._reveal_hand()

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a range into view without selecting it."""
        self._reveal((start, end))

    # --- looks ---------------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw with other colours from now on."""
        self._painter.theme = theme
        self._painter.forget()
        colours = self.palette()
        for role, colour in ((QPalette.ColorRole.Base, theme.paper), (QPalette.ColorRole.Text, theme.ink)):
            colours.setColor(role, QColor(colour))
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.paper))
        colours.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))  # we paint the selection, under the words
        colours.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        self.setPalette(colours)
        self._map.refresh()
        self.viewport().update()

    def zoom(self) -> float:
        """Return the zoom, 1.0 is 100 %."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Set the zoom between 0.5 and 3.0; the line at the top stays at the top."""
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if zoom == self._zoom:
            return
        top = self._first_visible_offset()
        self._zoom = zoom
        self._rebuild()
        line = self._page.line_of(self._reading.to_qt(top))
        self.verticalScrollBar().setValue(round(line.top) if line and top else 0)
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """Go one step larger."""
        self.set_zoom(next((step for step in ZOOMS if step > self._zoom + 0.001), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Go one step smaller."""
        self.set_zoom(next((step for step in reversed(ZOOMS) if step < self._zoom - 0.001), ZOOMS[0]))

    def zoom_reset(self) -> None:
        """Go back to 100 %."""
        self.set_zoom(1.0)

    # --- Qt: painting and size -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(event.rect()).translated(0, self._scrolled())
        with QPainter(self.viewport()) as painter:
            if self._empty is not None:
                empty_page(painter, self._painter.theme, QRectF(self.viewport().rect()), *self._empty)
                return
            painter.translate(0, -self._scrolled())
            self._painter.paint(painter, self._page, area, self._reading.focus(word=self.hasFocus()))
            first = self.document().documentLayout().blockBoundingRect(self.document().begin())
            under_title = first.bottom() - self._header.after_title
            self._header.paint(painter, self._painter.theme, self._page.column[0], under_title)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_column()
        super().resizeEvent(event)
        self._fit_column()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):  # the mouse is beside the column
            self.wheelEvent(event)
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tooltip(event)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # --- Qt: keys ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(keyboard.handle(self, event))

    def focusNextPrevChild(self, next: bool) -> bool:
        return False if self._reading.spans.ordered else super().focusNextPrevChild(next)

    def step(self, step: int, *, extend: bool = False) -> None:
        """Move (or extend) by one token; +1 is visually to the right."""
        with _Change(self):
            head = self._reading.head_token()
            along = 1 if head is None else self._navigator.along(head)
            self._navigator.forget_column()
            self._reading.step(step * along, extend=extend, first=self._first_visible_token())
        self._reveal_head()

    def go(self, where: keyboard.Where, *, extend: bool = False) -> None:
        """Move (or extend) by a line, a screenful, or to an end of the line or the article."""
        with _Change(self):
            head = self._reading.head_token()
            if head is None:
                head = self._first_visible_token()
                self._reading.go_to(head, extend=False)
            if head is not None and (token := self._aimed(head, where)) is not None:
                self._reading.go_to(token, extend=extend)
        self._reveal_head()

    def tab(self, step: int) -> None:
        """Take the next (+1) or previous (-1) span in hand."""
        with _Change(self):
            self._reading.tab(step, self._first_visible_offset())
        self._reveal_hand()

    def escape(self) -> bool:
        """Let go of the selection, the span or the word in hand; False when there was nothing."""
        with _Change(self):
            return self._reading.let_go()

    def nudge(self, edge: str, step: int) -> None:
        """Ask for one end of the span in hand to be moved; `step` +1 is visually to the right."""
        head = self._reading.head_token()
        if self._reading.hand is not None:
            self.nudge_requested.emit(edge, step if head is None else step * self._navigator.along(head))

    def select_all(self) -> None:
        """Select the whole text."""
        with _Change(self):
            self._reading.hand = None
            self._reading.selection.select(0, len(self._reading.text))

    def copy_plain(self) -> None:
        """Copy what is selected or in hand, from our own text."""
        if copied := self._reading.copied():
            QGuiApplication.clipboard().setText(copied)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self._reading.copied())
        return data

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return QImage(1, 1, QImage.Format.Format_ARGB32)  # anything but None: Qt would open a file by itself

    # --- Qt: mouse -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._empty is None:
            with _Change(self):
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._pointer.press(self._on_page(event.position()), extend=shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._empty is None:
            with _Change(self):
                self._pointer.double_click(self._on_page(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pointer.pressed:
            return
        self._mouse = event.position()
        self._drag(event.modifiers())
        outside = not 0 <= self._mouse.y() < self.viewport().height()
        if outside and not self._scrolling.isActive():
            self._scrolling.start(30, self)
        elif not outside:
            self._scrolling.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._scrolling.stop()
        self._navigator.forget_column()
        with _Change(self):
            selected = self._pointer.release()
        if selected:
            self.selection_finished.emit()

    def timerEvent(self, event: QTimerEvent) -> None:
        if event.timerId() != self._scrolling.timerId():
            return super().timerEvent(event)
        beyond = self._mouse.y() if self._mouse.y() < 0 else self._mouse.y() - self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 3))
        self._drag(QGuiApplication.keyboardModifiers())
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self._on_page(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self.selection():
            there = self._pointer.span_under(at)
            if there and self.hand() not in there:
                self.set_hand(there[0])
        self.menu_requested.emit(event.globalPos())

    # --- inside --------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setObjectName("reader")
        self.setAccessibleName("Article")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setCursorWidth(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _rebuild(self) -> None:
        """Set the text anew: another article or another zoom."""
        self._lay_out_header()
        title = not self._header.shows_title
        page = QTextDocument(self)
        page.setDocumentMargin(0)
        look = document.Look(self._zoom, title, self._header.after_title)
        document.fill(page, self._reading.text, self._reading.offsets, look)
        self._set_frame(page)
        old = self.document()
        self.setFont(fonts.article(fonts.ARTICLE_PIXELS * self._zoom))
        self.setDocument(page)
        old.deleteLater()
        self._page = Page(page, self._reading.text, self._reading.offsets)
        self._page.title_size = document.TITLE_SIZE if title else 1.0
        self._navigator = Navigator(self._page, self._reading.offsets, self._reading.tokens)
        self._pointer = Pointer(self._reading, self._page)
        page.documentLayout().documentSizeChanged.connect(self._layout_changed)
        self._painter.zoom = self._zoom
        self._painter.badges = self._reading.badges()
        self._painter.set_spans(self._reading.spans)
        self._fit_column()
        self._layout_changed()
