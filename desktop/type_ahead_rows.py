"""How one line of a type-ahead list looks: a square of colour, the text with the letters found, a hint, the key."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import key_cap
from desktop.theme import Theme, label_style

PAD, SWATCH = 12, 10


@dataclass(frozen=True, slots=True)
class Row:
    """One line.

    Attributes:
        value: what is handed on when the line is chosen.
        hint: said quietly behind the text.
        keys: the shortcut that does the same.
        colour: a label's stored colour `#rrggbb`; "" for no square.
        positions: code points of `text` to be set bold.
    """

    value: object
    text: str
    hint: str = ""
    keys: str = ""
    colour: str = ""
    enabled: bool = True
    positions: tuple[int, ...] = ()


class RowDelegate(QStyledItemDelegate):
    """Paints `Row`s."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a line's height; its width is the list's."""
        metrics = QFontMetricsF(option.font)
        return QSize(120, round(metrics.height() + 15))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            self._ground(painter, box, theme.selected)
        elif state & QStyle.StateFlag.State_MouseOver and row.enabled:
            self._ground(painter, box, theme.hover)
        left = box.left() + PAD
        if row.colour:
            left = self._swatch(painter, left, box.center().y(), row.colour)
        right = box.right() - PAD
        if row.keys:
            key_cap.paint(painter, right, box.center().y(), row.keys, font, theme)
            right -= key_cap.width(row.keys, font) + 12
        self._text(painter, QRectF(left, box.top(), max(0.0, right - left), box.height()), row, font)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 7, 7)

    def _swatch(self, painter: QPainter, left: float, middle: float, colour: str) -> float:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(label_style(colour, self._theme).bar))
        painter.drawRoundedRect(QRectF(left, middle - SWATCH / 2, SWATCH, SWATCH), 3, 3)
        return left + SWATCH + 10

    def _text(self, painter: QPainter, box: QRectF, row: Row, font: QFont) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        ink = QColor(self._theme.ink if row.enabled else self._theme.third)
        x, base = box.left(), _base_line(box, font)
        painter.setPen(ink)
        for part, found in _pieces(row):
            face = bold if found else font
            metrics = QFontMetricsF(face)
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, box.right() - x)
            painter.setFont(face)
            painter.drawText(QPointF(x, base), shown)
            x += metrics.horizontalAdvance(shown)
            if shown != part:
                return
        if row.hint and box.right() - x > 40:
            small = key_cap.cap_font(font)
            painter.setFont(small)
            painter.setPen(QColor(self._theme.second if row.enabled else self._theme.third))
            hint = QFontMetricsF(small).elidedText(row.hint, Qt.TextElideMode.ElideRight, box.right() - x - 10)
            painter.drawText(QPointF(x + 10, base), hint)


def _pieces(row: Row) -> list[tuple[str, bool]]:
    """Return the text cut into what was found and what was not; whole when its letters must stay joined."""
    joined = any(unicodedata.bidirectional(char) in ("R", "AL") for char in row.text)
    if not row.positions or joined:
        return [(row.text, False)]
    found: list[tuple[str, bool]] = []
    wanted = set(row.positions)
    for at, char in enumerate(row.text):
        hit = at in wanted
        if found and found[-1][1] == hit:
            found[-1] = (found[-1][0] + char, hit)
        else:
            found.append((char, hit))
    return found


def _base_line(box: QRectF, font: QFont) -> float:
    metrics = QFontMetricsF(font)
    return box.center().y() + (metrics.ascent() - metrics.descent()) / 2
