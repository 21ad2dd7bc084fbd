"""The article on screen: layout, header, painting, zoom and scrolling. What is done to it is in `view`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
    QTextFrameFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from corpus.offsets import QtPos
from desktop import fonts
from desktop.reader import document
from desktop.reader.geometry import Page
from desktop.reader.header import Header, empty_page
from desktop.reader.minimap import WIDTH as MAP_WIDTH
from desktop.reader.minimap import Mark, Minimap
from desktop.reader.painter import SpanPainter
from desktop.reader.reading import Reading
from desktop.reader.selection import Range
from desktop.theme import Theme, label_style

MEASURE, SIDE, BOTTOM = 640, 36, 140  # column, room for rings and names beside it, room to scroll past the end
ZOOMS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_SHADES = 300  # where there are more spans, marks on the map are told apart no finer than this


class Sheet(QTextEdit):
    """A read-only text widget that paints spans under its words. Offsets are code points of the article."""

    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load()
        self._zoom = 1.0
        self._reading, self._header = Reading(), Header()
        self._painter = SpanPainter(theme)
        self._empty: tuple[str, str] | None = ("", "")
        self._own_document: QTextDocument | None = None
        self._page = Page(self.document(), "", self._reading.offsets)
        self._map = Minimap(self, self._marks)
        self._map.clicked.connect(self._jump)
        self._set_up()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw with other colours from now on."""
        self._painter.theme = theme
        self._painter.forget()
        colours, role = self.palette(), QPalette.ColorRole
        for where, colour in ((role.Base, theme.paper), (role.Window, theme.paper), (role.Text, theme.ink)):
            colours.setColor(where, QColor(colour))
        colours.setColor(role.Highlight, QColor(0, 0, 0, 0))  # we paint the selection, under the words
        colours.setColor(role.HighlightedText, QColor(theme.ink))
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
        top, at_top = self._first_visible_offset(), self.verticalScrollBar().value() == 0
        self._zoom = zoom
        self._rebuild()
        line = None if at_top else self._page.line_of(self._reading.to_qt(top))
        self.verticalScrollBar().setValue(round(line.top) if line else 0)
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

    def rect_of(self, start: int, end: int) -> QRectF | None:
        """Return where a range is in the viewport (pixels, leading included), to put something beside it."""
        found = self._page.rect_of(self._reading.to_qt(start), self._reading.to_qt(end))
        return None if found is None else found.translated(0, -self._scrolled())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if self._empty is not None:
                empty_page(painter, self._painter.theme, QRectF(self.viewport().rect()), *self._empty)
                return
            painter.translate(0, -self._scrolled())
            area = QRectF(event.rect()).translated(0, self._scrolled())
            self._painter.paint(painter, self._page, area, self._reading.focus(word=self.hasFocus()))
            self._header.paint(painter, self._painter.theme, self._page.column, self._title_bottom())
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_column()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the text out for the width of now: Qt tells a hidden viewport of no width."""
        super().showEvent(event)
        self._fit_column()
        if round(self.document().textWidth()) != self.viewport().width():
            self.document().setTextWidth(self.viewport().width())
            self._layout_changed()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):  # the mouse is beside the column
            self.wheelEvent(event)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_map"):
            self._layout_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self._reading.copied())
        return data

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QImage(1, 1, QImage.Format.Format_ARGB32)  # not None: then Qt would open a file by itself

    def _set_up(self) -> None:
        self.setObjectName("reader")
        self.setAccessibleName("Article")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # by keyboard would show a caret
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _rebuild(self) -> None:
        """Set the text anew: another article or another zoom."""
        self._place_column()
        self._lay_out_header()
        title = not self._header.shows_title
        made = QTextDocument(self)
        made.setDocumentMargin(0)
        look = document.Look(self._zoom, title, self._header.after_title)
        document.fill(made, self._reading.text, self._reading.offsets, look)
        self._set_frame(made)
        self._adopt(made)
        self._page = Page(made, self._reading.text, self._reading.offsets)
        self._page.title_size = document.TITLE_SIZE if title else 1.0
        self._painter.zoom = self._zoom
        self._painter.badges = self._reading.badges()
        self._painter.set_spans(self._reading.spans)
        self._layout_changed()

    def _adopt(self, made: QTextDocument) -> None:
        old = self._own_document
        font = fonts.article(fonts.ARTICLE_PIXELS * self._zoom)
        if self.font() != font:
            self.setFont(font)  # else a change of the program's font would change the document's
        made.setDefaultFont(font)
        self.setWordWrapMode(made.defaultTextOption().wrapMode())  # the widget's own is put upon its document
        made.documentLayout().documentSizeChanged.connect(self._layout_changed)
        self.setDocument(made)
        self._own_document = made
        if old is not None:
            old.deleteLater()

    def _layout_changed(self) -> None:
        """Forget where things were."""
        self._page.forget()
        self._page.column = (SIDE * self._zoom, self.viewport().width() - SIDE * self._zoom)
        self._painter.forget()
        self._map.refresh()
        self.viewport().update()

    def _fit_column(self) -> None:
        """Centre the column in the widget; narrower only when the widget is."""
        self._place_column()
        if self._header_width() != self._header.width:  # in a narrow window it changes without the margins
            self._lay_out_header()
            self._set_frame(self.document())
        self._layout_changed()
        self._map.setGeometry(self._inner_width() - MAP_WIDTH, 0, MAP_WIDTH, self.viewport().height())
        self._map.raise_()

    def _place_column(self) -> None:
        inner = self._inner_width()
        column = min(inner - MAP_WIDTH, round((MEASURE + 2 * SIDE) * self._zoom))
        left = max(0, min((inner - column) // 2, inner - MAP_WIDTH - column))
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, inner - left - column):
            self.setViewportMargins(left, 0, inner - left - column, 0)

    def _inner_width(self) -> int:
        bar = self.verticalScrollBar()
        return self.width() - (bar.width() if bar.isVisible() else 0)

    def _lay_out_header(self) -> None:
        self._header.lay_out(self._header_width(), self._zoom)

    def _header_width(self) -> float:
        return max(1.0, self.viewport().width() - 2 * SIDE * self._zoom)

    def _set_frame(self, page: QTextDocument) -> None:
        frame = page.rootFrame()
        wanted = QTextFrameFormat(frame.frameFormat())
        wanted.setTopMargin(self._header.above_text)
        wanted.setBottomMargin(BOTTOM * self._zoom)
        wanted.setLeftMargin(SIDE * self._zoom)
        wanted.setRightMargin(SIDE * self._zoom)
        if wanted != frame.frameFormat():
            frame.setFrameFormat(wanted)

    def _title_bottom(self) -> float:
        last = self._page.line_of(QtPos(self.document().begin().length() - 1))
        return last.bottom if last else 0.0

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _on_page(self, at: QPointF | QPoint) -> QPointF:
        return QPointF(at.x(), at.y() + self._scrolled())

    def _first_visible_offset(self) -> int:
        for line in self._page.lines(self._scrolled(), self._scrolled() + self.viewport().height()):
            if line.top >= self._scrolled() - 1 and line.end > line.start:
                return self._reading.offsets.from_qt(line.start)
        return 0

    def _reveal(self, bounds: Range | None) -> None:
        """Scroll as little as brings a range into view, with a line or two around it; far away, to the upper third."""
        if bounds is None:
            return
        start, end = self._reading.qt(bounds) or (QtPos(0), QtPos(0))
        rect = self._page.rect_of(start, end)
        if rect is None:
            return
        height, around = self.viewport().height(), min(56 * self._zoom, self.viewport().height() / 4)
        top, bottom = self._scrolled(), self._scrolled() + height
        bar = self.verticalScrollBar()
        if rect.bottom() < top - height / 2 or rect.top() > bottom + height / 2:
            bar.setValue(round(rect.top() - height / 3))
        elif rect.top() - around < top:
            bar.setValue(round(rect.top() - around))
        elif rect.bottom() + around > bottom:
            bar.setValue(round(min(rect.bottom() + around - height, rect.top() - around)))

    def _marks(self) -> Sequence[Mark]:
        height = self.document().size().height() or 1.0
        length, found = max(1, len(self._reading.text)), list[Mark]()
        seen: set[tuple[int, str, bool]] = set()
        crowded = len(self._reading.spans.placed) > _SHADES
        for placed in self._reading.spans.placed:
            span = placed.span
            spot = (span.start * _SHADES // length, span.colour, span.dashed)
            line = None if spot in seen and crowded else self._page.line_of(placed.start)
            if line is not None:
                seen.add(spot)
                bar = label_style(span.colour, self._painter.theme).bar
                found.append(Mark(span.id, line.base / height, bar, span.dashed))
        return found

    def _jump(self, span_id: object) -> None:
        span = next((each for each in self._reading.spans.ordered if each.id == span_id), None)
        self._reveal((span.start, span.end) if span else None)
