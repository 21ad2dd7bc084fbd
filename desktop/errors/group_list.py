"""The list on the left: phrases below headings of their kinds, with how often each differs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import fonts, plain
from desktop.colour import mix
from desktop.errors import words
from desktop.errors.groups import ROW, Group, GroupModel, Head, Index
from desktop.long_table import LongTable
from desktop.theme import Theme, label_style

_HEIGHT, _SIDES = 46, 14  # pixels
_LONGEST = 120  # code points of a phrase that are drawn


class GroupDelegate(QStyledItemDelegate):
    """Rows of one height. `labels` by id, the retired ones too."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.labels: words.Labels = {}
        self._words = fonts.chrome(13, weight=QFont.Weight.Medium)
        self._head, self._small = fonts.chrome(12, weight=QFont.Weight.DemiBold), fonts.chrome(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, Head):
            self._paint_head(painter, rect, row)
        elif isinstance(row, Group):
            self._paint_ground(painter, rect, option.state)
            self._paint_group(painter, rect.adjusted(_SIDES, 0, -_SIDES, -1), row)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        room = rect.adjusted(_SIDES, 0, -_SIDES, -8)
        painter.setFont(self._head)
        painter.setPen(QColor(self.theme.second))
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(room, bottom, words.KIND_NAMES[head.kind])
        painter.drawText(room, bottom | Qt.AlignmentFlag.AlignRight, f"{head.count:,}")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.selected if chosen else self.theme.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, QColor(self.theme.accent))

    def _paint_group(self, painter: QPainter, room: QRect, group: Group) -> None:
        kind, surface, human, model = group.key
        middle = Qt.AlignmentFlag.AlignVCenter
        count = f"{len(group.items):,}"
        metrics = QFontMetrics(self._small)
        width = metrics.horizontalAdvance(count)
        upper = QRect(room.left(), room.top() + 6, room.width(), 18)
        painter.setFont(self._small)
        painter.setPen(QColor(self.theme.second))
        painter.drawText(upper, middle | Qt.AlignmentFlag.AlignRight, count)
        painter.setFont(self._words)
        painter.setPen(QColor(self.theme.ink))
        wide = upper.width() - width - 10
        shown = painter.fontMetrics().elidedText(surface[:_LONGEST], Qt.TextElideMode.ElideRight, wide)
        painter.drawText(upper.adjusted(0, 0, -width - 10, 0), middle, plain.bidi_isolate(shown))
        lower = QRect(room.left(), room.top() + 24, room.width(), 16)
        self._paint_says(painter, lower, words.says(self.labels, human, model, kind), human or model)

    def _paint_says(self, painter: QPainter, room: QRect, says: str, label_id: int) -> None:
        label = self.labels.get(label_id)
        bar = label_style(label.colour, self.theme).bar if label else self.theme.third
        dot = QRect(room.left(), 0, 7, 7)
        dot.moveTop(room.center().y() - 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(bar))
        painter.drawRoundedRect(dot, 2, 2)
        painter.setFont(self._small)
        painter.setPen(QColor(mix(self.theme.second, self.theme.ink, 0.1)))
        text = QRect(room.left() + 13, room.top(), room.width() - 13, room.height())
        shown = painter.fontMetrics().elidedText(says, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)


class GroupList(LongTable):
    """A table, since Qt's list view lays out every row it has each time that one changes."""

    key_pressed = Signal(QKeyEvent)
    _OWN = frozenset(
        (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    )
    _ENDS = frozenset((Qt.Key.Key_Home, Qt.Key.Key_End))  # a table would go along the row

    def __init__(self, model: GroupModel, delegate: GroupDelegate) -> None:
        super().__init__(row_height=_HEIGHT)
        self.setAccessibleName("Differences by kind and phrase")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(delegate)
        self.setModel(model)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain_key = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain_key and event.key() in self._ENDS:
            self._go_to(first=event.key() == Qt.Key.Key_Home)
        elif plain_key and event.key() in self._OWN:
            super().keyPressEvent(event)
        else:
            self.key_pressed.emit(event)

    def _go_to(self, *, first: bool) -> None:
        """Take the first or the last row in hand; above the first stands its heading."""
        model = self.model()
        rows = model.rowCount()
        if rows:
            self.setCurrentIndex(model.index(min(1, rows - 1) if first else rows - 1, 0))
