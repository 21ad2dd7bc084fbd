"""Draws a cell, and the editors that open in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import fonts
from desktop.events import model as models
from desktop.events.columns import Column
from desktop.events.model import Index, RecordModel
from desktop.theme import Theme, label_style
from labels.event import EVENT_STATUSES
from labels.record import RecordRow

ROW_HEIGHT = 30  # pixels
_PAD = 9


class RecordDelegate(QStyledItemDelegate):
    """Rows of one height; the type has the dot of its colour, what is chosen the ground of a selection."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._font = fonts.chrome(13)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, rect, state, index)
        row: RecordRow | None = index.data(models.ROW)
        if row is None:
            return
        column = _column(index)
        left = rect.left() + _PAD
        if column.key == "type":
            self._paint_dot(painter, left, rect, index, row)
            left += 15
        words = str(index.data() or "")
        faint = not words and column.key == "type"
        painter.setFont(self._font)
        strong = column.key in ("date", "type", "actor", "place", "fatalities")
        painter.setPen(QColor(self.theme.warn if faint else self.theme.ink if strong else self.theme.second))
        room = QRect(left, rect.top(), rect.right() - left - _PAD + 4, rect.height() - 1)
        shown = painter.fontMetrics().elidedText(
            "no type yet" if faint else words, Qt.TextElideMode.ElideRight, room.width()
        )
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = _column(index)
        if column.editor == "line":
            line = QLineEdit(parent)
            line.setStyleSheet("QLineEdit, QLineEdit:focus { border-radius: 0; padding: 0 6px; min-height: 0; }")
            line.setAccessibleName(column.title)
            return line
        box = QComboBox(parent)
        box.setAccessibleName(column.title)
        box.setStyleSheet("QComboBox, QComboBox:focus { border-radius: 0; padding: 0 20px 0 6px; min-height: 0; }")
        if column.editor == "status":
            box.addItems(list(EVENT_STATUSES))
        else:
            self._fill_types(box, index)
        box.activated.connect(lambda _: self._finish(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row: RecordRow | None = index.data(models.ROW)
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()
        elif isinstance(editor, QComboBox) and row is not None:
            wanted: object = row.status if _column(index).editor == "status" else row.type_id or 0
            at = editor.findText(str(wanted)) if isinstance(wanted, str) else editor.findData(wanted)
            editor.setCurrentIndex(at)
            if (line := editor.lineEdit()) is not None:
                line.selectAll()
            else:
                QTimer.singleShot(0, editor, editor.showPopup)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            if editor.text().strip() != str(index.data(Qt.ItemDataRole.EditRole) or ""):
                model.setData(index, editor.text())
        elif isinstance(editor, QComboBox):
            chosen = editor.currentText() if _column(index).editor == "status" else _type_of(editor)
            if chosen is not None:
                model.setData(index, chosen)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        wide = max(rect.width(), 240) if _column(index).editor == "type" else max(rect.width(), 110)
        editor.setGeometry(rect.left(), rect.top(), wide, rect.height())

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected) or bool(index.data(models.CHOSEN))
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.selected if chosen else self.theme.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _paint_dot(self, painter: QPainter, left: int, rect: QRect, index: Index, row: RecordRow) -> None:
        model = index.model()
        if not row.type_id or not isinstance(model, RecordModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(label_style(model.types.get(row.type_id).colour, self.theme).bar))
        painter.drawRoundedRect(QRectF(left, rect.center().y() - 4, 9, 9), 2.5, 2.5)
        painter.restore()

    def _fill_types(self, box: QComboBox, index: Index) -> None:
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        model = index.model()
        if isinstance(model, RecordModel):
            for each in model.types.offered():
                box.addItem(each.path, each.id)
            row: RecordRow | None = index.data(models.ROW)
            if row is not None and box.findData(row.type_id or 0) < 0:
                box.insertItem(0, model.types.get(row.type_id).path or "No type yet", row.type_id or 0)
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.setCompleter(completer)

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def _column(index: Index) -> Column:
    model = index.model()
    assert isinstance(model, RecordModel)
    return model.columns()[index.column()]


def _type_of(box: QComboBox) -> int | None:
    """Return the type typed or chosen: by its path, else the first that holds what was typed."""
    typed = box.currentText().strip().casefold()
    if not typed:
        return None
    at = next((n for n in range(box.count()) if box.itemText(n).casefold() == typed), -1)
    if at < 0:
        at = next((n for n in range(box.count()) if typed in box.itemText(n).casefold()), -1)
    return int(box.itemData(at)) if at >= 0 else None
