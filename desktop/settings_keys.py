"""The page of the settings where keys are changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.actions import by_id
from desktop.key_list import KeyList, rows
from desktop.keymap import Keymap, normal, shown
from desktop.plain import PlainLabel
from desktop.theme import Theme
from labels.label import Label


class KeysPage(QWidget):
    """Find an action, give it another key; what cannot be is explained in the line below the list.

    Signals:
        changed: the keymap was changed.
    """

    changed = Signal()

    def __init__(self, keymap: Keymap, labels: Callable[[], Sequence[Label]], theme: Theme) -> None:
        super().__init__()
        self._keymap, self._labels = keymap, labels
        self._before: dict[str, str] = {}
        self.field = QLineEdit()
        self.list = KeyList(theme, self)
        self.sentence = PlainLabel()
        self.none_button = QPushButton("No key")
        self.reset_button = QPushButton("Reset")
        self.all_button = QPushButton()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the keys in force, and what the open project's labels have."""
        before, shown_now = self.list.chosen(), self.list.keys
        shown_now.set_rows(rows(self._keymap, self._labels(), self.field.text()))
        if not self.list.currentIndex().isValid():
            found = shown_now.find(before)
            self.list.setCurrentIndex(found if found.isValid() else shown_now.index(1))
        self._show_buttons()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.list.delegate.theme = theme
        self.list.viewport().update()

    def _lay_out(self) -> None:
        self.field.setPlaceholderText("Find a key or what it does")
        self.field.setAccessibleName("Find a key")
        self.field.setClearButtonEnabled(True)
        self.sentence.setWordWrap(True)
        self.sentence.setMinimumHeight(36)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.none_button, self.reset_button, self.all_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.insertStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.sentence)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self.list.setFocus)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.field, self.list.setFocus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.asked.connect(self.ask)
        self.list.waiting_changed.connect(self._say_what_now)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.none_button.clicked.connect(lambda: self.ask(self.list.chosen(), ""))
        self.reset_button.clicked.connect(self._reset)
        self.all_button.clicked.connect(self._reset_all)
        self._say_what_now()

    # What is done

    def ask(self, action_id: str, key: str) -> None:
        """Give an action a key, "" for none; what cannot be is said, and the list goes on waiting."""
        if trouble := self._keymap.conflict(action_id, key, self._labels()):
            self._say(trouble, "error")
            return
        self.list.wait_for("")
        self._before = {}
        self._keymap.set(action_id, key)
        words = by_id(action_id).text.rstrip("…")
        self._tell(f"“{words}” now has the key {shown(normal(key))}." if key else f"“{words}” has no key now.")

    def _reset(self) -> None:
        action_id = self.list.chosen()
        self.ask(action_id, by_id(action_id).key)

    def _reset_all(self) -> None:
        """Reset every key, or bring the own ones back when that was done just now."""
        again, self._before = self._before, self._keymap.own()
        self._keymap.set_all(again)
        self._before = {} if again else self._before
        self._tell("Your own keys are back." if again else "Every key is the one it came with.")

    def _tell(self, sentence: str) -> None:
        self.refresh()
        self._say(sentence, "second")
        self.changed.emit()

    # What is said

    def _filter(self) -> None:
        self.list.wait_for("")
        self.refresh()
        nothing = not self.list.keys.rows
        self._say(f"No key for “{self.field.text().strip()}”.", "second") if nothing else self._say_what_now()

    def _moved(self) -> None:
        self.list.wait_for("")
        self._say_what_now()
        self._show_buttons()

    def _say_what_now(self) -> None:
        at = self.list.currentIndex()
        if at.isValid() and self.list.keys.rows[at.row()].fixed:
            self._say("The reader needs this key as it is; it cannot be changed.", "second")
        elif waiting := self.list.keys.waiting:
            words = next(row.text for row in self.list.keys.rows if row.id == waiting)
            self._say(f"Press the new key for “{words}”. Esc leaves it as it is, Backspace takes it away.", "second")
        else:
            self._say("Click on an action, or press Enter on it, and then its new key.", "second")

    def _say(self, sentence: str, role: str) -> None:
        self.sentence.setText(sentence)
        self.list.setAccessibleDescription(sentence)
        self.sentence.setProperty("role", role)
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)

    def _show_buttons(self) -> None:
        own, chosen = self._keymap.own(), self.list.chosen()
        self.none_button.setEnabled(bool(chosen and self._keymap.key(chosen)))
        self.reset_button.setEnabled(chosen in own)
        self.all_button.setText("Bring my keys back" if self._before else "Reset all keys")
        self.all_button.setEnabled(bool(own or self._before))
