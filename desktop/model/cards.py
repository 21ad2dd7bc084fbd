"""What the page's parts are made of: cards with a heading, rows of buttons, switches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.plain import PlainLabel

_MARGIN = 20  # pixels around what is in a card


class Card(QFrame):
    """A white card; `column` is for what stands below its heading, `head` for what stands beside it."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGIN, 16, _MARGIN, 18)
        self.column.setSpacing(10)
        self.title = PlainLabel(title)
        self.title.setProperty("role", "title")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        if title:
            self.column.addLayout(self.head)


def button(words: str, do: Callable[[], object], *, kind: str = "") -> QPushButton:
    """Return a button that does something."""
    made = QPushButton(words)
    made.setProperty("kind", kind or None)
    made.clicked.connect(lambda _checked=False: do())
    return made


def row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side, room at the right."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def second(text: str = "") -> PlainLabel:
    """Return small words that wrap."""
    label = PlainLabel(text)
    label.setProperty("role", "second")
    label.setWordWrap(True)
    return label


class Switch(QWidget):
    """A few words side by side, one of which is chosen. Signal: `chosen` (its key), when a person changed it."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`choices` are keys with their words; the first is chosen."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for key, words in choices:
            tab = self._buttons[key] = QPushButton(words)
            tab.setProperty("kind", "tab")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(tab)
            layout.addWidget(tab)
        self._buttons[choices[0][0]].setChecked(True)

    @property
    def key(self) -> str:
        """What is chosen."""
        return next(key for key, tab in self._buttons.items() if tab.isChecked())

    def choose(self, key: str) -> None:
        """Choose; nothing is emitted."""
        self._buttons[key].setChecked(True)

    def offer(self, keys: Sequence[str]) -> None:
        """Show these alone, and none when there is nothing to choose between."""
        for key, tab in self._buttons.items():
            tab.setVisible(key in keys)
        if self.key not in keys:
            self.choose(keys[0])
        self.setVisible(len(keys) > 1)
