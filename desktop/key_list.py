"""A list of all actions with their keys; Enter on one, and the next key pressed is its new one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import key_cap
from desktop.actions import MENUS, TABLE, TOLD, Action
from desktop.keymap import Keymap, normal, shown
from desktop.reader.keys import key_press, physical_key
from desktop.theme import Theme
from labels.label import Label

PAD = 12
_WAITING = "Press a key"
_ROW = Qt.ItemDataRole.UserRole
_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_Index = QModelIndex | QPersistentModelIndex
_LONE = frozenset(
    (_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta, _Key.Key_CapsLock, _Key.Key_unknown)
)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of the list.

    Attributes:
        id: the action's; "" for a heading and for what the reader does by itself.
        keys: as this system writes them.
        hint: what more there is to say, quietly; in the colour of warnings when `warns`.
        heading: it names the group that follows.
        fixed: its key cannot be changed.
    """

    text: str
    id: str = ""
    group: str = ""
    keys: str = ""
    hint: str = ""
    warns: bool = False
    heading: bool = False
    fixed: bool = False

    def fits(self, wanted: str) -> bool:
        """Say whether each word typed occurs in group, text or keys."""
        held = f"{self.group} {self.text} {self.keys}".casefold()
        return all(word in held for word in wanted.casefold().split())


def rows(keymap: Keymap, labels: Sequence[Label], wanted: str = "") -> list[KeyRow]:
    """Return the lines that fit what was typed, each group under its heading; what cannot be changed comes last."""
    own = keymap.own()
    changeable = [_row(action, keymap, labels, action.id in own) for action in TABLE if not action.fixed]
    fixed = [KeyRow(text, group=group, keys=keys, fixed=True) for group, text, keys in TOLD]
    fixed += [
        KeyRow(action.text, group=action.menu, keys=shown(normal(action.key)), fixed=True)
        for action in TABLE
        if action.fixed
    ]
    groups = {name: [row for row in changeable if row.group == name and row.fits(wanted)] for name in MENUS}
    groups["These keys stay as they are"] = [row for row in fixed if row.fits(wanted)]
    return [row for name, members in groups.items() if members for row in (KeyRow(name, heading=True), *members)]


def _row(action: Action, keymap: Keymap, labels: Sequence[Label], changed: bool) -> KeyRow:
    key, came_with = keymap.key(action.id), shown(normal(action.key))
    label = next((each.name for each in labels if len(key) == 1 and each.key == key.lower()), "")
    before = f"was {came_with}" if came_with else "had none"
    hint = f"labels {label} in this project" if label else before if changed else ""
    text = action.text.rstrip("…")
    return KeyRow(text, action.id, action.menu, shown(key), hint, warns=bool(label))


def pressed_key(event: QKeyEvent) -> str:
    """Return the key that was pressed in the form of `normal`, "" for Shift, Ctrl or Alt alone."""
    held, key = event.modifiers() & ~_Modifier.KeypadModifier & ~_Modifier.GroupSwitchModifier, event.key()
    if key in _LONE:
        return ""
    if not held & ~_Modifier.ShiftModifier and (letter := key_press(event)) is not None and len(letter.char) == 1:
        return letter.char.upper() if not letter.shift else normal(f"Shift+{letter.char.upper()}")
    if held & _Modifier.ShiftModifier and event.text().isprintable() and not event.text().isalnum() and event.text():
        held &= ~_Modifier.ShiftModifier  # it only helped to type the sign
    foreign = 0x7F < key < _Key.Key_Escape  # a letter of another script: the place of the key counts
    place = physical_key(sys.platform, event.nativeScanCode(), event.nativeVirtualKey()) if foreign else ""
    plain = _Key.Key_Return if key == _Key.Key_Enter else _Key(ord(place.upper())) if place else _Key(key)
    return QKeySequence(held.value | plain.value).toString(QKeySequence.SequenceFormat.PortableText)


class KeyModel(QAbstractListModel):
    """The lines shown, and the action that waits for its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[KeyRow] = ()
        self.waiting = ""

    def set_rows(self, rows: Sequence[KeyRow]) -> None:
        """Show these lines; where they are the same actions as before, the list stays where it is."""
        if [row.id or row.text for row in rows] == [row.id or row.text for row in self.rows]:
            self.rows = rows
            self.show_again()
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def show_again(self) -> None:
        """Have every line drawn anew."""
        self.dataChanged.emit(self.index(0), self.index(max(0, len(self.rows) - 1)))

    def find(self, action_id: str) -> QModelIndex:
        """Return where an action is listed; an invalid index when it is not."""
        at = next((at for at, row in enumerate(self.rows) if action_id and row.id == action_id), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of lines; lines have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line's text, what is read aloud, or the line itself."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            keys = "" if row.heading else _WAITING if row.id and row.id == self.waiting else row.keys or "no key"
            return ", ".join(part for part in (row.text, keys, row.hint) if part)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row if role == _ROW else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags if self.rows[index.row()].heading else enabled


class KeyDelegate(QStyledItemDelegate):
    """Paints the lines."""

    def __init__(self, theme: Theme, model: KeyModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return a line's height; its width is the list's."""
        row: KeyRow = index.data(_ROW)
        height = QFontMetricsF(option.font).height()
        return QSize(120, round(height + (26 if row.heading and index.row() else 13)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        row: KeyRow = index.data(_ROW)
        box, font = QRectF(option.rect), QFont(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            self._heading(painter, box, row, font)
        else:
            state: QStyle.StateFlag = option.state
            self._ground(painter, box, row, state)
            self._line(painter, box.adjusted(PAD, 0, -PAD, 0), row, font)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRectF, row: KeyRow, font: QFont) -> None:
        small = key_cap.cap_font(font)
        small.setPixelSize(12)
        small.setWeight(QFont.Weight.DemiBold)
        painter.setFont(small)
        painter.setPen(QColor(self.theme.second))
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(PAD, 0, -PAD, -6), where, row.text)

    def _ground(self, painter: QPainter, box: QRectF, row: KeyRow, state: QStyle.StateFlag) -> None:
        chosen, under = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        waiting = bool(row.id) and row.id == self._model.waiting
        if not (waiting or chosen or (under and not row.fixed)):
            return
        focused = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(self.theme.accent), 2) if waiting or focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.selected if chosen or waiting else self.theme.hover))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    def _line(self, painter: QPainter, box: QRectF, row: KeyRow, font: QFont) -> None:
        theme, middle, right = self.theme, box.center().y(), box.right()
        small = key_cap.cap_font(font)
        if row.id and row.id == self._model.waiting:
            self._words(painter, box, f"{_WAITING} …", small, theme.accent, at_right=True)
            right -= QFontMetricsF(small).horizontalAdvance(f"{_WAITING} …")
        elif row.keys:
            key_cap.paint(painter, right, middle, row.keys, font, theme, ink=theme.third if row.fixed else "")
            right -= key_cap.width(row.keys, font)
        else:
            self._words(painter, box, "–", font, theme.third, at_right=True)
            right -= 12
        if row.hint:
            beside = QRectF(box.left(), box.top(), right - 12 - box.left(), box.height())
            self._words(painter, beside, row.hint, small, theme.warn if row.warns else theme.second, at_right=True)
            right = beside.right() - QFontMetricsF(small).horizontalAdvance(row.hint)
        ink = theme.third if row.fixed else theme.ink
        self._words(painter, QRectF(box.left(), box.top(), right - 12 - box.left(), box.height()), row.text, font, ink)

    def _words(
        self, painter: QPainter, box: QRectF, text: str, font: QFont, ink: str, *, at_right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitting)


class KeyList(QListView):
    """The list. Enter or a click on a line makes it wait; the next key pressed is asked for.

    Signals:
        asked: this action (id) should have this key, "" for none.
        waiting_changed: another line waits, or none does any more.
    """

    asked = Signal(str, str)
    waiting_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.keys = KeyModel(self)
        self.delegate = KeyDelegate(theme, self.keys, self)
        self.setModel(self.keys)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setAccessibleName("Keys")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.wait_for(self.keys.rows[index.row()].id))

    def chosen(self) -> str:
        """Return the id of the action in the line gone to, "" for none."""
        at = self.currentIndex().row()
        return self.keys.rows[at].id if 0 <= at < len(self.keys.rows) else ""

    def wait_for(self, action_id: str) -> None:
        """Wait for an action's key, or with "" for none any longer."""
        if action_id != self.keys.waiting:
            self.keys.waiting = action_id
            self.keys.show_again()
            self.waiting_changed.emit()

    def event(self, event: QEvent) -> bool:
        """While a line waits, no shortcut takes the key."""
        if event.type() == QEvent.Type.ShortcutOverride and self.keys.waiting:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~_Modifier.KeypadModifier
        if self.keys.waiting:
            self._take(event, plain)
        elif plain and event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_F2) and self.chosen():
            self.wait_for(self.chosen())
        elif plain and event.key() == _Key.Key_Home and len(self.keys.rows) > 1:
            self.setCurrentIndex(self.keys.index(1))  # the very first is a heading
            self.scrollToTop()
        elif plain and event.key() in (_Key.Key_Backspace, _Key.Key_Delete) and self.chosen():
            self.asked.emit(self.chosen(), "")
        else:
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent, plain: bool) -> None:
        event.accept()
        if plain and event.key() == _Key.Key_Escape:
            self.wait_for("")
        elif plain and event.key() in (_Key.Key_Backspace, _Key.Key_Delete):
            self.asked.emit(self.keys.waiting, "")
        elif key := pressed_key(event):
            self.asked.emit(self.keys.waiting, key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.wait_for("")
