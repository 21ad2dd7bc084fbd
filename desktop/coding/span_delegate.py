"""How a span's row looks: bar in the label's colour, the words, marks, the label's name small at the right."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import icons, key_cap
from desktop.coding.span_model import ROW_ROLE, SpanRow
from desktop.theme import Theme, label_style

NASKH = 1.2  # how much larger
PAD, INDENT, BAR, MARK = 8.0, 10.0, 3.0, 13
NAME_SHARE = 0.42  # of the row's width, at most


class SpanDelegate(QStyledItemDelegate):
    """Paints `SpanRow`s."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a row's height; its width is the list's."""
        font: QFont = option.font
        return QSize(120, round(QFontMetricsF(font).height() + 12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: SpanRow = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        left = box.left() + PAD + row.depth * INDENT
        self._paint_bar(painter, left, box, row)
        right = self._paint_name(painter, box, row, font)
        right = self._paint_marks(painter, right, box.center().y(), row)
        words = QRectF(left + BAR + 9, box.top(), max(0.0, right - left - BAR - 17), box.height())
        self._paint_words(painter, words, row, font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        theme = self.theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QColor(theme.accent) if focused else Qt.PenStyle.NoPen)
        if not (selected or hovered or focused):
            return
        painter.setBrush(QColor(theme.selected if selected else theme.hover))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_bar(self, painter: QPainter, left: float, box: QRectF, row: SpanRow) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(label_style(row.colour, self.theme).bar if row.own else self.theme.third))
        painter.drawRoundedRect(QRectF(left, box.top() + 6, BAR, box.height() - 12), 1.5, 1.5)

    def _paint_name(self, painter: QPainter, box: QRectF, row: SpanRow, font: QFont) -> float:
        """Draw the label's name, for another coder's span with the coder; return where it begins."""
        small = key_cap.cap_font(font)
        metrics = QFontMetricsF(small)
        text = row.name if row.own else f"{row.name} · {row.span.coder}"
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() * NAME_SHARE)
        wide = metrics.horizontalAdvance(text)
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(small)
        painter.setPen(QColor(label_style(row.colour, self.theme).ink if row.own else self.theme.second))
        painter.drawText(QPointF(box.right() - PAD - wide, base), text)
        return box.right() - PAD - wide

    def _paint_marks(self, painter: QPainter, right: float, middle: float, row: SpanRow) -> float:
        names = ["message-square"] if row.span.note else []
        names += ["triangle-alert"] if row.span.certainty in ("suspected", "possible", "denied") else []
        ratio = painter.device().devicePixelRatioF()
        for name in names:
            right -= MARK + 6
            mark = icons.pixmap(name, self.theme.second, MARK, ratio=ratio)
            painter.drawPixmap(QPointF(right, round(middle - MARK / 2)), mark)
        return right

    def _paint_words(self, painter: QPainter, box: QRectF, row: SpanRow, font: QFont) -> None:
        rtl = right_to_left(row.words)
        font = enlarged(font) if rtl else font
        shown = QFontMetricsF(font).elidedText(row.words, Qt.TextElideMode.ElideRight, box.width())
        left = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft
        option = QTextOption(left | Qt.AlignmentFlag.AlignVCenter)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.ink if row.own else self.theme.second))
        painter.drawText(box, shown, option)


def enlarged(font: QFont) -> QFont:
    """Return the font for right-to-left words: Naskh looks smaller than Latin letters of the same size."""
    found = QFont(font)
    found.setPixelSize(round(key_cap.pixels(font) * NASKH))
    return found


def right_to_left(text: str) -> bool:
    """Say whether a text begins right to left: by its first letter with a direction."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
