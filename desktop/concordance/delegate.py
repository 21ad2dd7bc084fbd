"""Draws one cell of a line: the hit in the middle, what stands before and after it close to it on either side."""

from __future__ import annotations

import time
from functools import lru_cache

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import fonts, icons, plain
from desktop.concordance import model as models
from desktop.concordance.model import AFTER, ARTICLE, BEFORE, HIT, LABEL, TICK, HitModel, Index
from desktop.theme import Theme, label_style
from labels.kwic import Line

ROW_HEIGHT = 30  # pixels
_BOX, _PAD, _CLOSE = 16, 9, 5
_CELLS = 1500  # pictures of cells that are kept
_TURN = 0.006  # seconds of one turn that go into new pictures
_NARROW = 4  # pixels that a letter takes at least, on the whole
_CLOSE_COLUMNS = (BEFORE, HIT, AFTER)
_NEAR = 40  # code points that say in which direction a line is read


class LineDelegate(QStyledItemDelegate):
    """Rows of one height. What is read from right to left has what comes before the hit on its right.

    Words are drawn from pictures of them, of which so many are made in one turn of the event loop as there is time for.

    Signals:
        unfinished: some words were left out; paint again.
    """

    unfinished = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._cells: dict[tuple[object, ...], QPixmap] = {}
        self._spent, self._left_out = 0.0, False  # seconds of this turn
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next_turn)
        self._words, self._hit = fonts.article(14), fonts.article(14, weight=QFont.Weight.DemiBold)
        self._plain, self._small = fonts.chrome(12), fonts.chrome(11, weight=QFont.Weight.Medium)

    def width_of(self, words: str) -> int:
        """Return how wide a hit is, in pixels."""
        return QFontMetrics(self._hit).horizontalAdvance(words)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        self._paint_ground(painter, rect, option, index)
        if index.column() == TICK:
            self._paint_tick(painter, rect, on=index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)
            return
        line: Line | None = index.data(models.LINE)
        painter.save()
        painter.setClipRect(rect)
        if line is None:
            self._write(painter, rect, str(index.data() or ""), self._plain, self.theme.second, HIT, rtl=False)
        else:
            self._paint_line(painter, rect, line, index)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        theme, column, rtl = self.theme, index.column(), reads_leftwards(line)
        if column == ARTICLE:
            self._write(painter, rect, str(index.data() or ""), self._plain, theme.second, column, rtl=False)
        elif column == HIT:
            self._paint_marks(painter, rect, line, index)
            self._write(painter, rect, line.hit, self._hit, theme.ink, column, rtl=rtl)
        elif column == LABEL:
            self._paint_labels(painter, rect, line, index)
        else:
            words = line.before if (column == BEFORE) != rtl else line.after
            self._write(painter, rect, words, self._words, theme.ink, column, rtl=rtl)

    def _write(
        self, painter: QPainter, rect: QRect, words: str, font: QFont, colour: str, column: int, *, rtl: bool
    ) -> None:
        """Draw words from a picture of them: to lay text out takes ten times as long, and rows are painted often."""
        device = painter.device()
        ratio = device.devicePixelRatioF()
        key = (words, column, rect.width(), rtl, colour, ratio)
        found = self._cells.pop(key, None)
        if found is None and self._spent > _TURN:
            self._left_out = True
            return
        if found is None:
            started = time.perf_counter()
            found = self._picture(rect.size(), words, font, colour, column, rtl, ratio)
            self._spent += time.perf_counter() - started
            self._turn.start()
        self._keep(key, found)
        painter.drawPixmap(rect.topLeft(), found)

    def _keep(self, key: tuple[object, ...], picture: QPixmap) -> None:
        self._cells[key] = picture
        if len(self._cells) > _CELLS:
            del self._cells[next(iter(self._cells))]

    def _next_turn(self) -> None:
        left_out, self._spent, self._left_out = self._left_out, 0.0, False
        if left_out:
            self.unfinished.emit()

    def _picture(
        self, size: QSize, words: str, font: QFont, colour: str, column: int, rtl: bool, ratio: float
    ) -> QPixmap:
        """Return a picture of words, written so that the end nearest to the hit is seen."""
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        close = column in _CLOSE_COLUMNS
        pad = _CLOSE if close else _PAD
        room = QRect(pad, 0, size.width() - 2 * pad, size.height() - 1)
        comes_before = column in (BEFORE, AFTER) and (column == BEFORE) != rtl
        most = max(8, room.width() // _NARROW)
        words = (words[-most:] if comes_before else words[:most]).strip() if close else words
        cut = Qt.TextElideMode.ElideLeft if comes_before else Qt.TextElideMode.ElideRight
        painter = QPainter(picture)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, cut, room.width())
        spare = room.width() - metrics.horizontalAdvance(shown)
        at = {BEFORE: spare, HIT: spare // 2}.get(column, 0)
        # On the line of the words beside it, whatever heights the fonts have that help out with odd signs.
        painter.drawText(room.left() + at, (size.height() - 1 + metrics.ascent() - metrics.descent()) // 2, shown)
        painter.end()
        return picture

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        model = index.model()
        ticked = isinstance(model, HitModel) and model.is_ticked(index.row())
        ground = self.theme.selected if state & QStyle.StateFlag.State_Selected else ""
        ground = ground or (self.theme.hover if ticked else "")
        if ground:
            painter.fillRect(rect, QColor(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))

    def _paint_tick(self, painter: QPainter, rect: QRect, *, on: bool) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF()
        key = (on, self.theme.accent, self.theme.paper, ratio)
        found = self._cells.pop(key, None) or self._box(on, ratio)
        self._keep(key, found)
        box = QRect(0, 0, _BOX, _BOX)
        box.moveCenter(rect.center())
        painter.drawPixmap(box.topLeft(), found)

    def _box(self, on: bool, ratio: float) -> QPixmap:
        """Return a picture of a tick box."""
        theme = self.theme
        picture = QPixmap(QSize(_BOX, _BOX) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if on else theme.third), 1))
        painter.setBrush(QColor(theme.accent if on else theme.paper))
        painter.drawRoundedRect(QRectF(0.5, 0.5, _BOX - 1, _BOX - 1), 4, 4)
        if on:
            painter.drawPixmap(QRect(2, 2, 12, 12), icons.pixmap("check", theme.on_accent, 12, ratio=ratio))
        painter.end()
        return picture

    def _paint_marks(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        """Tint a hit that carries a label on these very words, and underline it with the label's bar."""
        model = index.model()
        exact = [mark for mark in line.marks if (mark.start, mark.end) == (line.start, line.end)]
        if not exact or not isinstance(model, HitModel) or exact[0].label_id not in model.labels:
            return
        style = label_style(model.labels[exact[0].label_id].colour, self.theme)
        width = min(self.width_of(line.hit.strip()) + 8, rect.width() - 2)
        box = QRect(rect.center().x() - width // 2, rect.top() + 4, width, rect.height() - 9)
        painter.fillRect(box, QColor(style.tint))
        painter.fillRect(box.left(), box.bottom() - 1, box.width(), 2, QColor(style.bar))

    def _paint_labels(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        named = {label.name: label for label in model.labels.values()}
        words = model.names(line)
        colour = label_style(named[words[0]].colour, self.theme).ink if words else self.theme.second
        self._write(painter, rect, str(index.data() or ""), self._small, colour, LABEL, rtl=False)


@lru_cache(maxsize=512)
def reads_leftwards(line: Line) -> bool:
    """Whether a line is read from right to left: most letters at the hit are of such a script."""
    return plain.reads_leftwards(line.before[-_NEAR:] + line.hit + line.after[:_NEAR])
