"""The list of a section: dots in the codebook's colours, counts and keys; what is retired is grey."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import key_cap, plain
from desktop.codebook.entries import Entry
from desktop.theme import Theme, label_style

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
PAD, DOT, INDENT = 10.0, 9.0, 18.0
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class EntryModel(QAbstractListModel):
    """The rows shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, all of it in words for a screen reader, or the row itself for the delegate."""
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            key = f"key {entry.key.upper()}" if entry.key else ""
            coded = "" if entry.count is None else f"{entry.count:,} coded"
            parts = (entry.name, entry.note, coded, key, "retired" if entry.retired else "")
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(entry.name + (" · retired" if entry.retired else ""))
        return None


class EntryDelegate(QStyledItemDelegate):
    """Paints a row: dot, name, note; at the right the key and how often it is coded."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height; its width is the list's."""
        font: QFont = option.font
        return QSize(120, round(QFontMetricsF(font).height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry: Entry = index.data(ENTRY_ROLE)
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        left = box.left() + PAD + entry.depth * INDENT
        self._paint_dot(painter, left, box, entry)
        right = self._paint_right(painter, box, entry, font)
        self._paint_name(painter, QRectF(left + DOT + 9, box.top(), right - left - DOT - 17, box.height()), entry, font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(QColor(self.theme.accent) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.selected if selected else self.theme.hover))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_dot(self, painter: QPainter, left: float, box: QRectF, entry: Entry) -> None:
        dot = QRectF(left, box.center().y() - DOT / 2, DOT, DOT)
        if entry.colour and not entry.retired:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(label_style(entry.colour, self.theme).bar))
        else:
            painter.setPen(QColor(self.theme.third))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(dot, 2.5, 2.5)

    def _paint_right(self, painter: QPainter, box: QRectF, entry: Entry, font: QFont) -> float:
        """Draw key and count; return where they begin."""
        right = box.right() - PAD
        if entry.section == "label":
            if entry.key and not entry.retired:
                key_cap.paint(painter, right, box.center().y(), entry.key.upper(), font, self.theme)
            right -= 30
        small = key_cap.cap_font(font)
        text = f"{entry.count:,}" if entry.count else ""
        wide = QFontMetricsF(small).horizontalAdvance(text)
        painter.setFont(small)
        painter.setPen(QColor(self.theme.second))
        painter.drawText(QRectF(right - wide, box.top(), wide + 1, box.height()), _MIDDLE, text)
        return right - wide

    def _paint_name(self, painter: QPainter, box: QRectF, entry: Entry, font: QFont) -> None:
        font = QFont(font)
        font.setItalic(entry.retired)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(plain.bidi_isolate(entry.name), Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(self.theme.second if entry.retired else self.theme.ink))
        painter.drawText(box, _MIDDLE, shown)
        used = metrics.horizontalAdvance(shown) + 8
        note = "retired" if entry.retired else entry.note
        if note and box.width() - used > 24:
            small = key_cap.cap_font(font)
            painter.setFont(small)
            painter.setPen(QColor(self.theme.second))
            rest = box.adjusted(used, 0, 0, 0)
            note = QFontMetricsF(small).elidedText(note, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, _MIDDLE, note)


class EntryList(QListView):
    """A list of entries with one chosen.

    Signals:
        chosen: the id of the row in front, None when there is none.
        key_pressed: what a key asks for: "edit", "retire", "up", "down", "add", "leave".
    """

    chosen = Signal(object)
    key_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = EntryModel(self)
        self._delegate = EntryDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.activated.connect(lambda index: self.key_pressed.emit("edit"))

    @property
    def chosen_id(self) -> int | None:
        """The id of the row that is chosen."""
        index = self.currentIndex()
        return self.rows.entries[index.row()].id if index.isValid() else None

    def show_entries(self, entries: Sequence[Entry], chosen: int | None) -> None:
        """Show these rows and choose one; the first when that one is not among them. Tells nobody."""
        self.blockSignals(True)
        bar = self.verticalScrollBar()
        place = bar.value()
        self.rows.show(entries)
        ids = [entry.id for entry in entries]
        row = ids.index(chosen) if chosen in ids else 0
        if entries:
            self.setCurrentIndex(self.rows.index(row))
        self.doItemsLayout()
        bar.setValue(place)
        if entries:
            self.scrollTo(self.rows.index(row))
        self.blockSignals(False)
        self.viewport().update()

    def nearest(self, left: Collection[int]) -> int | None:
        """Return which of the ids `left` stands next below the row that is chosen, else next above."""
        ids = [entry.id for entry in self.rows.entries]
        at = max(0, self.currentIndex().row())
        return next((each for each in ids[at:] + ids[:at][::-1] if each in left), None)

    def choose(self, entry_id: int) -> None:
        """Choose a row, if it is shown."""
        ids = [entry.id for entry in self.rows.entries]
        if entry_id in ids:
            self.setCurrentIndex(self.rows.index(ids.index(entry_id)))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self.signalsBlocked():
            self.chosen.emit(self.chosen_id)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts off the keys of the list."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _asked(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asked := _asked(event):
            self.key_pressed.emit(asked)
        else:
            super().keyPressEvent(event)


def _asked(event: QKeyEvent) -> str:
    alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    if alt:
        return {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}.get(Qt.Key(event.key()), "")
    bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    keys = {
        Qt.Key.Key_Return: "edit",
        Qt.Key.Key_Enter: "edit",
        Qt.Key.Key_F2: "edit",
        Qt.Key.Key_Delete: "retire",
        Qt.Key.Key_Insert: "add",
        Qt.Key.Key_Escape: "leave",
    }
    return keys.get(Qt.Key(event.key()), "") if bare else ""
