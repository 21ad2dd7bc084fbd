"""The list of actors: names, with type and country quietly behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import plain
from desktop.key_cap import cap_font
from desktop.theme import Theme
from labels.entity import Listed

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


class ActorModel(QAbstractListModel):
    """Actors by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Listed] = ()

    def set_rows(self, rows: Sequence[Listed]) -> None:
        """Show these actors."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, entity_id: int) -> int:
        """Return where an actor stands, -1 for nowhere."""
        return next((at for at, row in enumerate(self.rows) if row.id == entity_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an actor's name, all of it for screen readers, or the actor itself for the delegate."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.name, about(row)) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip("\n".join(part for part in (row.name, about(row)) if part))
        return None


def about(row: Listed) -> str:
    """Return what is said behind an actor's name."""
    return " · ".join(part for part in ("retired" if row.retired else "", row.type, row.side, row.country) if part)


class ActorDelegate(QStyledItemDelegate):
    """Paints an actor: the name, and what it is in small type below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a height for two lines."""
        font: QFont = option.font
        return QSize(160, round(QFontMetricsF(font).height() + QFontMetricsF(cap_font(font)).height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one actor."""
        row: Listed = index.data(ROW_ROLE)
        box, font, theme = QRectF(option.rect), QFont(option.font), self._theme
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selected if state & QStyle.StateFlag.State_Selected else theme.hover))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 7, 7)
        left, wide = box.left() + 12, box.width() - 24
        metrics, small = QFontMetricsF(font), cap_font(font)
        painter.setFont(font)
        painter.setPen(QColor(theme.second if row.retired else theme.ink))
        base = box.top() + 6 + metrics.ascent()
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(QPointF(left, base), metrics.elidedText(plain.bidi_isolate(row.name), elide, wide))
        painter.setFont(small)
        painter.setPen(QColor(theme.second))
        below = QPointF(left, base + metrics.descent() + QFontMetricsF(small).ascent() + 2)
        painter.drawText(below, QFontMetricsF(small).elidedText(about(row) or "no type yet", elide, wide))
        painter.restore()
