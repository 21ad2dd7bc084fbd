"""Which key does what for this person: the keys of the table of actions, and those chosen in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from PySide6.QtGui import QKeySequence

from desktop.actions import MENUS, TABLE, Action, by_id, mnemonic
from desktop.settings import Settings
from labels.label import Label

_PORTABLE, _NATIVE = QKeySequence.SequenceFormat.PortableText, QKeySequence.SequenceFormat.NativeText
_COMMANDS = frozenset(("Ctrl", "Alt", "Meta"))
_PLUS = re.compile(r"(?<=.)\+(?=.)")
_FUNCTION_KEY = re.compile(r"F\d+")
# In the article and in every text field they move, erase or leave, whatever is held with them.
_MOVING = frozenset(("Left", "Right", "Home", "End", "Tab", "Backtab", "Esc"))
_MENU_LETTERS = {f"Alt+{mnemonic(name).split('&')[1][0].upper()}": name for name in MENUS}


class Keymap:
    """The keys in force. A key that was chosen goes before one of the table; none is ever given twice."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = self._read()

    def key(self, action_id: str) -> str:
        """Return an action's key in the form of `normal`, "" for none."""
        return self._keys[action_id]

    def all(self) -> dict[str, str]:
        """Return every action's key by its id, in the order of the table."""
        return dict(self._keys)

    def own(self) -> dict[str, str]:
        """Return the keys that are not the table's."""
        return {action.id: key for action in TABLE if (key := self._keys[action.id]) != normal(action.key)}

    def set(self, action_id: str, key: str) -> None:
        """Give an action another key, "" for none, and remember it. Ask `conflict` first."""
        self._write(action_id, key)
        self._keys = self._read()

    def set_all(self, own: Mapping[str, str]) -> None:
        """Give these actions these keys, and every other one the key it came with."""
        for action in TABLE:
            self._write(action.id, own.get(action.id, action.key))
        self._keys = self._read()

    def conflict(self, action_id: str, key: str, labels: Iterable[Label] = ()) -> str:
        """Return why an action cannot have that key, as one sentence; "" when it can.

        Args:
            labels: those on offer in the open project; each may have a letter of its own.
        """
        action, key = by_id(action_id), normal(key)
        if trouble := _unfit(action, key):
            return trouble
        if not key:
            return ""
        label = next((label.name for label in labels if len(key) == 1 and label.key == key.lower()), "")
        if label:
            return f"{shown(key)} labels {label} in this project; give the label another key first."
        holder = next((other for other in TABLE if self._keys[other.id] == key and other.id != action_id), None)
        if holder is None:
            return ""
        words = f"{shown(key)} is the key of “{holder.text.rstrip('…')}”"
        return f"{words} and cannot be changed." if holder.fixed else f"{words}; give that another key first."

    def _write(self, action_id: str, key: str) -> None:
        name = f"keys/{action_id}"
        if normal(key) == normal(by_id(action_id).key):
            self._settings.remove(name)
        else:
            self._settings.set(name, normal(key))

    def _read(self) -> dict[str, str]:
        wanted = {action.id: self._wanted(action) for action in TABLE}
        # What was chosen goes first: a later version may come with a key that this person has given away.
        chosen = {action.id for action in TABLE if action.fixed or wanted[action.id] != normal(action.key)}
        found: dict[str, str] = {}
        for action in sorted(TABLE, key=lambda action: action.id not in chosen):
            key = wanted[action.id]
            found[action.id] = "" if key in found.values() else key
        return {action.id: found[action.id] for action in TABLE}

    def _wanted(self, action: Action) -> str:
        """Return the key the settings name, or the table's when it is none that an action can have."""
        stored = self._settings.text(f"keys/{action.id}", action.key)
        key = normal(stored)
        return normal(action.key) if _unfit(action, key) or (stored and not key) else key


def normal(key: str) -> str:
    """Return a key in the one form that keys are kept and compared in: a capital letter, or as "Ctrl+Shift+Z"."""
    if len(key) == 1:
        return key.upper() if len(key.upper()) == 1 else key
    return QKeySequence(key, _PORTABLE).toString(_PORTABLE)


def shown(key: str) -> str:
    """Return a key as this system writes it, "" for none."""
    return key.upper() if len(key) == 1 else QKeySequence(key, _PORTABLE).toString(_NATIVE)


def _unfit(action: Action, key: str) -> str:
    """Return why an action can never have that key, whatever else has it; "" when it can."""
    if action.fixed:
        return "" if key == normal(action.key) else "The reader needs this key as it is; it cannot be changed."
    if not key:
        return ""
    return _unfit_letter(action, key) if len(key) == 1 else _unfit_combination(action, key)


def _unfit_letter(action: Action, key: str) -> str:
    if not action.reader:
        return f"{key} alone would be typed into text fields; hold Ctrl or Alt with it."
    if key in "0123456789":
        return f"{key} is a label’s key: digits are for labels; press a letter."
    if not key.isalpha():
        return "Without Ctrl or Alt only letters can be used; press a letter."
    return ""


def _unfit_combination(action: Action, key: str) -> str:
    if QKeySequence(key, _PORTABLE).count() != 1:
        return "An action has one key, not several in a row."
    *held, pressed = _PLUS.split(key)
    if pressed in _MOVING:
        return f"{shown(key)} moves within texts; press another key."
    if not _COMMANDS & set(held) and not _FUNCTION_KEY.fullmatch(pressed):
        alone = "a letter alone, " if action.reader else ""
        return f"{shown(key)} cannot be used; press {alone}Ctrl or Alt with a key, or F1 to F12."
    if key == "Ctrl+A":
        return f"{shown(key)} selects the whole text; press another key."
    if key in _MENU_LETTERS:
        return f"{shown(key)} opens the menu {_MENU_LETTERS[key]}; press another key."
    return ""
