"""Which key does what in the reader. What is no movement is passed on as a `KeyPress`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.reader.keys import key_press

if TYPE_CHECKING:
    from desktop.reader.view import ReaderView

Where = Literal["up", "down", "line start", "line end", "page up", "page down", "start", "end"]
_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_PLACES: dict[int, Where] = {
    _Key.Key_Up: "up", _Key.Key_Down: "down", _Key.Key_Home: "line start", _Key.Key_End: "line end",
    _Key.Key_PageUp: "page up", _Key.Key_PageDown: "page down",
}  # fmt: skip
_FAR: dict[int, Where] = {_Key.Key_Home: "start", _Key.Key_End: "end"}


def handle(view: ReaderView, event: QKeyEvent) -> bool:
    """Do what a key says; False when it means nothing here."""
    held = event.modifiers() & ~_Modifier.KeypadModifier & ~_Modifier.GroupSwitchModifier
    plain = held in (_Modifier.NoModifier, _Modifier.ShiftModifier)
    shift = bool(held & _Modifier.ShiftModifier)
    if plain and _moved(view, event.key(), shift):
        return True
    if held & _Modifier.AltModifier and not held & _Modifier.ControlModifier and event.key() in _STEPS:
        view.nudge("start" if shift else "end", _STEPS[_Key(event.key())])
        return True
    if held & _Modifier.ControlModifier:
        return _with_control(view, event, shift)
    pressed = key_press(event)
    if pressed is not None:
        view.key_pressed.emit(pressed)
    return pressed is not None


def _moved(view: ReaderView, key: int, shift: bool) -> bool:
    if key in _STEPS:
        view.step(_STEPS[_Key(key)], extend=shift)
    elif key in _PLACES:
        view.go(_PLACES[_Key(key)], extend=shift)
    elif key in (_Key.Key_Tab, _Key.Key_Backtab):
        view.tab(-1 if shift or key == _Key.Key_Backtab else 1)
    elif key in (_Key.Key_Delete, _Key.Key_Backspace):
        view.remove_requested.emit()
    elif key == _Key.Key_Escape:
        return view.escape()
    else:
        return False
    return True


def _with_control(view: ReaderView, event: QKeyEvent, shift: bool) -> bool:
    key = event.key()
    if key in _FAR:
        view.go(_FAR[_Key(key)], extend=shift)
    elif event.matches(QKeySequence.StandardKey.Copy):
        view.copy_plain()
    elif event.matches(QKeySequence.StandardKey.SelectAll):
        view.select_all()
    elif key in (_Key.Key_Plus, _Key.Key_Equal):
        view.zoom_in()
    elif key == _Key.Key_Minus:
        view.zoom_out()
    elif key == _Key.Key_0:
        view.zoom_reset()
    else:
        return False
    return True
