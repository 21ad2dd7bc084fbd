"""What is asked before something is changed: each says in one sentence what it touches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop.codebook.entries import Entry, matching
from desktop.codebook.entry_list import EntryList
from desktop.codebook.fields import Choice
from desktop.forms import form
from desktop.plain import PlainLabel
from desktop.theme import Theme

Preview = Callable[[int], str]


class AskDialog(QDialog):
    """A heading, room for what is asked, the sentence, and two buttons."""

    def __init__(self, title: str, deed: str, parent: QWidget | None = None, *, wide: int = 460) -> None:
        super().__init__(parent)
        self.attempt: Callable[[], str] | None = None  # does it; returns why it was refused, "" when it was not
        self._wide = wide
        self.setWindowTitle(title)
        self.heading = PlainLabel(title, self)
        self.heading.setProperty("role", "title")
        self.heading.setWordWrap(True)
        self.sentence = PlainLabel("", self)
        self.sentence.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self.deed = buttons.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        self.deed.setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)  # Enter cancels while it has the keys
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addLayout(self.body, 1)
        column.addWidget(self.sentence)
        column.addWidget(buttons)

    def say(self, sentence: str, *, may: bool = True, refused: bool = False) -> None:
        """Show the sentence, and whether the deed can be done."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.sentence.setProperty("role", "error" if refused else "")
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)
        self.deed.setEnabled(may)

    def accept(self) -> None:
        """Do it; stay open and say why when it is refused."""
        if self.attempt is not None and (refusal := self.attempt()):
            self.say(refusal, refused=True)
        else:
            super().accept()

    def sizeHint(self) -> QSize:
        """Return a size in which the sentences are read easily."""
        hint = super().sizeHint()
        return QSize(max(self._wide, hint.width()), hint.height())


class MergeDialog(AskDialog):
    """Asks into what something is merged. `preview` says what a choice would do, and may refuse by a `UserError`."""

    def __init__(
        self, name: str, entries: Sequence[Entry], preview: Preview, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Merge {name} into…", "Merge", parent)
        self._entries, self._preview = entries, preview
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Find")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Find")
        self.search.installEventFilter(self)
        self.list = EntryList(theme, self)
        self.list.setMinimumHeight(260)
        self.list.setAccessibleName("Into")
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.sentence.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.search.textChanged.connect(lambda text: self._find(text))
        self.list.chosen.connect(lambda entry_id: self._say())
        self.list.key_pressed.connect(self._on_key)
        self._find("")
        self.search.setFocus()

    @property
    def into(self) -> int | None:
        """The id of what is chosen."""
        return self.list.chosen_id

    def _on_key(self, key: str) -> None:
        if key == "leave":
            self.reject()
        elif key == "edit" and self.deed.isEnabled():
            self.accept()

    def _find(self, text: str) -> None:
        self.list.show_entries(matching(self._entries, text), self.list.chosen_id)
        self._say()

    def _say(self) -> None:
        if self.into is None:
            self.say("Nothing has that name.", may=False)
        else:
            self.say(self._preview(self.into))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while the search has the keys."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            row = self.list.currentIndex().row() + step
            if step and 0 <= row < self.list.rows.rowCount():
                self.list.setCurrentIndex(self.list.rows.index(row))
            return bool(step)
        return super().eventFilter(watched, event)


class AddDialog(AskDialog):
    """Asks for the name of something new, and for one choice beside it (a parent, a kind)."""

    def __init__(
        self,
        title: str,
        beside: tuple[str, Sequence[tuple[object, str]], object] | None,
        parent: QWidget | None = None,
        *,
        most: int = 60,
    ) -> None:
        super().__init__(title, "Add", parent)
        self.name = QLineEdit(self)
        self.name.setMaxLength(most)
        self.choice = Choice("", self)
        rows: list[tuple[str, QWidget]] = [("&Name", self.name)]
        if beside is not None:
            caption, values, shown = beside
            self.choice.offer(values)
            self.choice.show_value(shown)
            rows.append((caption, self.choice))
        self.choice.setVisible(beside is not None)
        self.body.addLayout(form(rows))
        self.name.textChanged.connect(lambda text: self.say("", may=bool(text.strip())))
        self.say("", may=False)
        self.name.setFocus()
