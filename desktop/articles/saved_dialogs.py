"""Giving a search a name, and keeping the named ones in order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from corpus.saved_searches import LONGEST, SavedSearch
from desktop import plain
from desktop.articles.hints import hint

_Button = QDialogButtonBox.StandardButton
_WIDTH = 400  # pixels


class NameDialog(QDialog):
    """Asks for the name of a search; a name that is taken is only refused where it cannot be meant.

    Signal: `named`, the name given.
    """

    named = Signal(str)

    def __init__(
        self, query: str, taken: Callable[[str], SavedSearch | None], parent: QWidget | None, *, old: str = ""
    ) -> None:
        super().__init__(parent)
        self._taken, self._old = taken, old
        self.setWindowTitle("Rename the search" if old else "Save the search")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        shown = plain.PlainLabel(plain.bidi_isolate(query[:300]))
        shown.setWordWrap(True)
        shown.setProperty("role", "second")
        self.field = QLineEdit(old)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName("Name of the search")
        self.field.setPlaceholderText("Hama, still to do")
        self.field.selectAll()
        self.notice = plain.PlainLabel()
        self.notice.setProperty("role", "warning")
        self.notice.setWordWrap(True)
        self.buttons = QDialogButtonBox(_Button.Save | _Button.Cancel)
        self.buttons.accepted.connect(self._give)
        self.buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._judge)
        _stack(self, plain.PlainLabel("Name"), self.field, shown, self.notice, self.buttons)
        self.resize(_WIDTH, 0)
        self._judge()

    def name(self) -> str:
        """Return the name given."""
        return " ".join(self.field.text().split())

    def _judge(self) -> None:
        other = self._taken(self.name())
        is_other = other is not None and other.name != self._old
        words = "is another search" if self._old else "is there already, and would search for this from now on"
        self.notice.setText(f"{other.name} {words}." if other and is_other else "")
        self.notice.setVisible(bool(other) and is_other)
        save = self.buttons.button(_Button.Save)
        save.setText("Replace" if is_other and not self._old else "Rename" if self._old else "Save")
        save.setEnabled(bool(self.name()) and not (is_other and self._old))
        if layout := self.layout():  # the notice wraps, so the dialog grows with it
            layout.activate()
            self.resize(max(self.width(), _WIDTH), layout.totalHeightForWidth(max(self.width(), _WIDTH)))

    def _give(self) -> None:
        self.named.emit(self.name())
        self.accept()


class ArrangeDialog(QDialog):
    """The saved searches in their order.

    Signals:
        moved: a search (id) goes up (-1) or down (1).
        renamed: a search (id) gets this name.
        removed: a search (id) is to be forgotten.
        chosen: what a search asks (as typed).
    """

    moved = Signal(int, int)
    renamed = Signal(int, str)
    removed = Signal(int)
    chosen = Signal(str)

    def __init__(
        self, searches: Callable[[], list[SavedSearch]], parent: QWidget | None, *, writable: bool = True
    ) -> None:
        super().__init__(parent)
        self._searches, self._writable = searches, writable
        self._shown: list[SavedSearch] = []
        self.setWindowTitle("Saved searches")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.list = QListWidget()
        self.list.setAccessibleName("Saved searches")
        self.list.itemActivated.connect(lambda _: self._choose())
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.query = plain.PlainLabel()
        self.query.setProperty("role", "second")
        self.query.setWordWrap(True)
        self.up, self.down = self._button("Up", lambda: self._move(-1)), self._button("Down", lambda: self._move(1))
        self.rename_button = self._button("Rename…", self._rename)
        self.remove_button = self._button("Remove", self._remove)
        hint(self.remove_button, "Forgets the search; no article is touched, and it can be undone")
        self._lay_out()
        self.refresh()
        self.resize(460, 360)

    def refresh(self) -> None:
        """Show the searches as they are now, with the same one in hand."""
        present, row = self._present(), self.list.currentRow()
        self._shown = self._searches()
        self.list.clear()
        self.list.addItems([plain.bidi_isolate(search.name) for search in self._shown])
        ids = [search.id for search in self._shown]
        stays = present is not None and present.id in ids
        self.list.setCurrentRow(ids.index(present.id) if present and stays else min(max(row, 0), len(ids) - 1))
        self._enable()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        for button in (self.up, self.down, self.rename_button, self.remove_button):
            side.addWidget(button)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        buttons = QDialogButtonBox(_Button.Close)
        buttons.rejected.connect(self.accept)
        column = _stack(self, self.query, buttons)
        column.insertLayout(0, row, 1)

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button

    def _present(self) -> SavedSearch | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _enable(self) -> None:
        search, row = self._present(), self.list.currentRow()
        self.query.setText(plain.bidi_isolate(search.query[:300]) if search else "")
        can = self._writable and search is not None
        self.up.setEnabled(can and row > 0)
        self.down.setEnabled(can and row < len(self._shown) - 1)
        self.rename_button.setEnabled(can)
        self.remove_button.setEnabled(can)

    def _move(self, by: int) -> None:
        if search := self._present():
            self.moved.emit(search.id, by)

    def _remove(self) -> None:
        if search := self._present():
            self.removed.emit(search.id)

    def _choose(self) -> None:
        if search := self._present():
            self.chosen.emit(search.query)
            self.accept()

    def _rename(self) -> None:
        search = self._present()
        if search is None:
            return
        dialog = NameDialog(search.query, self._named, self, old=search.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.named.connect(lambda name: self.renamed.emit(search.id, name))
        dialog.open()

    def _named(self, name: str) -> SavedSearch | None:
        return next((search for search in self._shown if search.name.casefold() == name.casefold()), None)


def _stack(dialog: QDialog, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 20, 20, 16)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return column
