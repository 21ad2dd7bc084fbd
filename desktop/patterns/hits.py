"""The first hits of the pattern being typed, each in its context."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import fonts, plain
from desktop.theme import Theme
from labels.kwic import Line

Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.ItemDataRole.UserRole
_HEIGHT, _SIDE, _GAP, _NEAR = 30, 8, 4, 120  # pixels; code points to each side
_ROOT = QModelIndex()


class HitModel(QAbstractListModel):
    """A row for each line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; when they only grow, those before stay where they are."""
        new = list(lines)
        if self.lines and new[: len(self.lines)] == self.lines:
            if len(new) > len(self.lines):
                self.beginInsertRows(_ROOT, len(self.lines), len(new) - 1)
                self.lines = new
                self.endInsertRows()
            return
        self.beginResetModel()
        self.lines = new
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return plain.bidi_isolate(f"{line.before[-_NEAR:]}{line.hit}{line.after[:_NEAR]}")
        return plain.tooltip(line.title) if role == Qt.ItemDataRole.ToolTipRole else None


class HitDelegate(QStyledItemDelegate):
    """The hit in the middle, tinted."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words, self._hit = fonts.article(14), fonts.article(14, weight=QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line | None = index.data(_LINE)
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.selected))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        if line is not None:
            self._paint_line(painter, rect.adjusted(_SIDE, 0, -_SIDE, -1), line)
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, line: Line) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(self._hit)
        shown = metrics.elidedText(line.hit, Qt.TextElideMode.ElideRight, room.width() // 2)
        width = metrics.horizontalAdvance(shown)
        left = room.left() + max(0, (room.width() - width) * 2 // 5)
        painter.setFont(self._words)
        painter.setPen(QColor(self.theme.second))
        side = painter.fontMetrics()
        near, far = (_GAP if blank else 0 for blank in (line.before[-1:].isspace(), line.after[:1].isspace()))
        leftwards = plain.reads_leftwards(line.before[-_NEAR:] + line.hit + line.after[:_NEAR])
        if leftwards:  # what comes before stands on the right
            near, far = far, near
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        on_left = QRect(room.left(), room.top(), left - room.left() - near, room.height())
        on_right = QRect(left + width + far, room.top(), max(0, room.right() - left - width - far), room.height())
        before, after = (on_right, on_left) if leftwards else (on_left, on_right)
        cut = side.elidedText(line.before[-_NEAR:].strip(), Qt.TextElideMode.ElideLeft, before.width())
        painter.drawText(before, middle | Qt.AlignmentFlag.AlignTrailing, cut)
        cut = side.elidedText(line.after[:_NEAR].strip(), Qt.TextElideMode.ElideRight, after.width())
        painter.drawText(after, middle | Qt.AlignmentFlag.AlignLeading, cut)
        painter.setFont(self._hit)
        painter.setPen(QColor(self.theme.ink))
        painter.drawText(QRect(left, room.top(), width + 2, room.height()), middle, shown)


class HitList(QListView):
    """Lines that can be opened."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.hits, self.delegate = HitModel(self), HitDelegate(theme, self)
        self.setAccessibleName("Hits of the pattern")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self.delegate)
        self.setModel(self.hits)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.delegate.theme = theme
        self.viewport().update()
