"""Draws an article's row: its title on up to two lines, then status, outlet, day and number of spans."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from corpus.article import ArticleRow
from desktop import fonts, plain
from desktop.articles import marks, model, words
from desktop.theme import Theme

SIDES, ABOVE, GAP = 14, 10, 3  # pixels: left and right of a row, above and below it, between title and details
_LINES = 2
_LEAST_OUTLET = 40  # pixels; of less of its name nobody can tell the outlet
_CACHED = 512
Index = QModelIndex | QPersistentModelIndex


class ArticleDelegate(QStyledItemDelegate):
    """Paints rows of one height; the row of the article being read (`open_id`) has the accent bar."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.open_id = 0
        self._title_font = fonts.chrome(13, weight=QFont.Weight.Medium)
        self._right_to_left_font = fonts.arabic(15, weight=QFont.Weight.Medium)  # its letters are small for their size
        self._detail_font = fonts.chrome(12)
        self._line = round(QFontMetrics(self._title_font).height() * 1.12)
        self._detail = QFontMetrics(self._detail_font)
        self._titles: OrderedDict[tuple[str, int], list[QTextLayout]] = OrderedDict()

    def row_height(self) -> int:
        """Return the height of every row, pixels."""
        return 2 * ABOVE + _LINES * self._line + GAP + self._detail.height() + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ArticleRow | None = index.data(model.ROW)
        rect, state = option.rect, option.state
        painter.save()
        self._paint_ground(painter, rect, state, is_open=row is not None and row.id == self.open_id)
        if row is not None:
            self._paint_row(painter, rect.adjusted(SIDES, 0, -SIDES, -1), row)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole title of a row that has no room for it."""
        row: ArticleRow | None = index.data(model.ROW) if event.type() == QEvent.Type.ToolTip else None
        if row is None or not self._is_cut(words.title(row), view.viewport().width() - 2 * SIDES):
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), plain.tooltip(words.title(row)), view)
        return True

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, is_open: bool) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.selected if chosen else self.theme.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        if is_open:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, QColor(self.theme.accent))
        elif state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _paint_row(self, painter: QPainter, rect: QRect, row: ArticleRow) -> None:
        lines = self._title(words.title(row), rect.width())
        height = len(lines) * self._line + GAP + self._detail.height()
        top = rect.top() + (rect.height() - height) // 2
        painter.setPen(QColor(self.theme.ink))
        for number, layout in enumerate(lines):
            rtl = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
            left = rect.right() + 1 - layout.lineAt(0).naturalTextWidth() if rtl else rect.left()
            baseline = top + number * self._line + (self._line - QFontMetrics(self._title_font).height()) / 2
            layout.draw(painter, QPointF(left, baseline + self._ascent() - layout.lineAt(0).ascent()))
        self._paint_details(painter, rect, top + len(lines) * self._line + GAP, row)

    def _ascent(self) -> float:
        return float(QFontMetrics(self._title_font).ascent())

    def _paint_details(self, painter: QPainter, rect: QRect, top: int, row: ArticleRow) -> None:
        height = self._detail.height()
        marks.draw(painter, row.status, rect.left(), top + height / 2, self.theme)
        left = rect.left() + int(marks.SIDE) + 6
        painter.setFont(self._detail_font)
        painter.setPen(QColor(self.theme.second))
        room = QRect(left, top, rect.right() - left, height)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._details(row, room.width()))

    def _details(self, row: ArticleRow, width: int) -> str:
        """The outlet gives way first: the day and the spans are what a coder looks for."""
        rests = [" · ".join(parts) for parts in words.shorter(row)]
        rest = next((each for each in rests if self._detail.horizontalAdvance(each) <= width), rests[-1])
        source = " ".join(row.source[:200].split())
        if not source:
            return rest
        after = f" · {rest}" if rest else ""
        room = width - self._detail.horizontalAdvance(after)
        if rest and room < _LEAST_OUTLET:
            return rest
        return plain.bidi_isolate(self._detail.elidedText(source, Qt.TextElideMode.ElideRight, room)) + after

    def _font(self, *, rtl: bool) -> QFont:
        return self._right_to_left_font if rtl else self._title_font

    def _is_cut(self, title: str, width: int) -> bool:
        return any("…" in layout.text() for layout in self._title(title, width)) and "…" not in title

    def _title(self, title: str, width: int) -> list[QTextLayout]:
        found = self._titles.get((title, width))
        if found is None:
            found = self._titles[title, width] = self._set_title(title, width)
            if len(self._titles) > _CACHED:
                self._titles.popitem(last=False)
        return found

    def _set_title(self, title: str, width: int) -> list[QTextLayout]:
        rtl = words.is_right_to_left(title)
        first = self._layout(title, width, rtl=rtl)
        length = first.lineAt(0).textLength()
        rest = _qt_slice(title, length).strip()
        if not rest:
            return [first]
        cut = QFontMetrics(self._font(rtl=rtl)).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [self._layout(_qt_slice(title, 0, length), width, rtl=rtl), self._layout(cut, width, rtl=rtl)]

    def _layout(self, text: str, width: int, *, rtl: bool) -> QTextLayout:
        """One line of text, set from the left; what is written from the right is moved when it is drawn."""
        layout = QTextLayout(text.strip(), self._font(rtl=rtl))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        layout.createLine().setLineWidth(width)
        layout.endLayout()
        return layout


def _qt_slice(text: str, start: int, end: int | None = None) -> str:
    """Slice by Qt's positions, which count UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "ignore")
