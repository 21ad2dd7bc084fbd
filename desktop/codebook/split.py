"""Asks which words of a label, or triggers of an event type, go to another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QPushButton, QWidget

from desktop import plain
from desktop.codebook.ask import AskDialog
from desktop.codebook.fields import Choice
from desktop.forms import form

Index = QModelIndex | QPersistentModelIndex
Preview = Callable[[Collection[str], int | None, str], str]
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class WordModel(QAbstractListModel):
    """Words with how often they stand there; each may be ticked.

    Signals:
        ticked: something was ticked or unticked.
    """

    ticked = Signal()

    def __init__(self, words: Sequence[tuple[str, int]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.every = list(words)
        self._shown = list(words)
        self.chosen: set[str] = set()

    def find(self, text: str) -> None:
        """Show the words that hold `text`, letter case apart."""
        wanted = text.strip().casefold()
        self.beginResetModel()
        self._shown = [pair for pair in self.every if wanted in pair[0].casefold()]
        self.endResetModel()

    def tick_shown(self, on: bool) -> None:
        """Tick, or untick, all that are shown."""
        words = {word for word, _ in self._shown}
        self.chosen = self.chosen | words if on else self.chosen - words
        self.dataChanged.emit(self.index(0), self.index(max(0, len(self._shown) - 1)))
        self.ticked.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words with their number, or whether they are ticked."""
        word, number = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{plain.bidi_isolate(' '.join(word.split())) or 'no trigger'} · {number:,}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return _ON if word in self.chosen else _OFF
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        word = self._shown[index.row()][0]
        self.chosen = self.chosen | {word} if Qt.CheckState(value) == _ON else self.chosen - {word}
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


class SplitDialog(AskDialog):
    """Asks which words, and what they go to: one that is there, or a new name.

    `preview` takes the words, the other's id (None for a new one) and the new name, and returns the sentence.
    """

    def __init__(
        self,
        name: str,
        words: Sequence[tuple[str, int]],
        others: Sequence[tuple[int, str]],
        preview: Preview,
        parent: QWidget | None = None,
        *,
        what: str,
        most: int,
    ) -> None:
        super().__init__(f"Split {name}", "Split", parent, wide=520)
        self._preview = preview
        self.words = WordModel(words, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Find words")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Find words")
        self.all = QPushButton("Tick all shown", self)
        self.none = QPushButton("Untick", self)
        self.view = QListView(self)
        self.view.setModel(self.words)
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(240)
        self.view.setAccessibleName("Words")
        self._before: object = None
        self.view.pressed.connect(self._on_pressed)
        self.view.clicked.connect(self._on_clicked)
        self.into = Choice("Goes to", self)
        self.into.offer([(None, f"A new {what}"), *others])
        self.into.show_value(None)
        self.name = QLineEdit(self)
        self.name.setMaxLength(most)
        self.name.setPlaceholderText(f"Name of the new {what}")
        self._build()
        self._say()
        self.search.setFocus()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.all)
        top.addWidget(self.none)
        self.body.addLayout(top)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(form([("&Goes to", self.into), ("&Name", self.name)]))
        self.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.search.textChanged.connect(self.words.find)
        self.all.clicked.connect(lambda: self.words.tick_shown(True))
        self.none.clicked.connect(lambda: self.words.tick_shown(False))
        self.words.ticked.connect(self._say)
        self.into.currentIndexChanged.connect(lambda at: self._say())
        self.name.textChanged.connect(lambda text: self._say())

    def _on_pressed(self, index: QModelIndex) -> None:
        self._before = index.data(Qt.ItemDataRole.CheckStateRole)

    def _on_clicked(self, index: QModelIndex) -> None:
        """Tick by a click on the words too; one on the box has ticked already."""
        if index.data(Qt.ItemDataRole.CheckStateRole) == self._before:
            state = _OFF if self._before == _ON else _ON
            self.words.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        self._before = index.data(Qt.ItemDataRole.CheckStateRole)  # a double click presses once only

    @property
    def target(self) -> int | None:
        """The id of the label they go to, None for a new one."""
        found = self.into.value
        return found if isinstance(found, int) else None

    def _say(self) -> None:
        new = self.target is None
        self.name.setEnabled(new)
        name = self.name.text().strip()
        may = bool(self.words.chosen) and (bool(name) or not new)
        self.say(self._preview(self.words.chosen, self.target, name), may=may)
