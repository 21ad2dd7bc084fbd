"""Asks which column of a table holds which field of an article."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from corpus.readers.columns import DAY, FIELDS, MONTH, ORDER
from corpus.readers.looking import Preview
from corpus.wording import counted
from desktop import plain
from desktop.columns.rows import RowsView
from desktop.theme import Theme

_WORDS = {
    "text": "Text",
    "title": "Title",
    "source": "Outlet",
    "published": "Date",
    "url": "Address",
    "language": "Language",
}
_LETTERS = dict(zip(FIELDS, ("&Text", "T&itle", "&Outlet", "&Date", "&Address", "&Language"), strict=True))
_NONE = "– none –"
_ORDERS = (
    ("", "Leave unclear dates out"),
    (DAY, "Day first: 06/12 is 6 December"),
    (MONTH, "Month first: 06/12 is June 12"),
)


class ColumnsDialog(QDialog):
    """Shows the first rows of a table, and lets a column be chosen for each field.

    After it was accepted, `columns` says what was chosen; after it was rejected, `left_out` says whether only this
    table is not wanted, and `left_all` whether the tables still to be asked about are not wanted either.
    """

    def __init__(
        self,
        preview: Preview,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        chosen: Mapping[str, str] | None = None,
        alike: int = 0,
        others: bool = False,
        more: int = 0,
    ) -> None:
        """`alike` more tables have the same columns; `others` says that something else is imported with it; of `more`
        kinds of tables it will be asked after this one."""
        super().__init__(parent)
        self.setWindowTitle("Columns")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.left_out = self.left_all = False
        self._preview = preview
        self._fields: dict[str, QComboBox] = {each: self._field(each) for each in FIELDS}
        self._samples = {each: _second() for each in FIELDS}
        self.order = QComboBox()
        self.order.setAccessibleName("Order of day and month")
        for value, words in _ORDERS:
            self.order.addItem(words, value)
        self.view = RowsView(preview, theme)
        self.remember = QCheckBox("&Remember this for tables with the same columns")
        self.remember.setChecked(True)
        self.note = plain.PlainLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = self.buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave_button = self.buttons.addButton("Leave it out", QDialogButtonBox.ButtonRole.ActionRole)
        self.leave_button.setVisible(others)
        self.leave_all_button = self.buttons.addButton("Leave all out", QDialogButtonBox.ButtonRole.ActionRole)
        plain.set_tooltip(self.leave_all_button, f"This one, and {counted(more, 'table')} that would come next")
        self.leave_all_button.setVisible(more > 0)
        self._lay_out(_about(preview, alike), more)
        self.import_button.setDefault(True)
        self._show(preview.columns if chosen is None else chosen)
        self._connect()
        self._tell()
        self._fields["text"].setFocus()

    def columns(self) -> dict[str, str]:
        """Return the column of each field, "" for none, and how unclear dates are to be read."""
        found = {each: str(box.currentData()) for each, box in self._fields.items()}
        return found | {ORDER: str(self.order.currentData())} if self._is_unclear() else found

    def field(self, name: str) -> QComboBox:
        """Return the choice of column for a field ("text")."""
        return self._fields[name]

    def sample(self, name: str) -> str:
        """Return the first words that the column chosen for a field holds."""
        return self._samples[name].full_text

    def _field(self, each: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Column of the {_WORDS[each].lower()}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(30)
        box.setMaxVisibleItems(16)
        box.addItem(_NONE, "")
        for name in self._preview.header:
            box.addItem(" ".join(name.split())[:80], name)
        return box

    def _lay_out(self, about: str, more: int) -> None:
        title = plain.PlainLabel(about, elide=Qt.TextElideMode.ElideMiddle)
        title.setProperty("role", "title")
        after = f" {counted(more, 'more question')} like this." if more else ""
        hint = _second(f"Say which column holds what. All other columns are kept with the articles.{after}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(4)
        column.addLayout(self._grid())
        column.addSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self.remember)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        self.resize(920, 680)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        row = 0
        for each in FIELDS:
            label = plain.PlainLabel(_LETTERS[each])
            label.setAccessibleName(_WORDS[each])
            label.setBuddy(self._fields[each])
            grid.addWidget(label, row, 0)
            grid.addWidget(self._fields[each], row, 1)
            grid.addWidget(self._samples[each], row, 2)
            row += 1
            if each == "published":
                grid.addWidget(self.order, row, 1)
                row += 1
        return grid

    def _connect(self) -> None:
        for box in self._fields.values():
            box.currentIndexChanged.connect(self._tell)
        self.order.currentIndexChanged.connect(self._tell)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.leave_button.clicked.connect(lambda: self._leave_out(everything=False))
        self.leave_all_button.clicked.connect(lambda: self._leave_out(everything=True))

    def _show(self, chosen: Mapping[str, str]) -> None:
        for each, box in self._fields.items():
            box.setCurrentIndex(max(0, box.findData(chosen.get(each, ""))))
        self.order.setCurrentIndex(max(0, self.order.findData(chosen.get(ORDER, ""))))

    def _tell(self) -> None:
        """Show what the present choice makes of the rows, and what stands in its way."""
        chosen = {each: str(box.currentData()) for each, box in self._fields.items()}
        for each, name in chosen.items():
            self._samples[each].setText(self._sample(name))
        self.order.setVisible(self._is_unclear())
        words: dict[str, str] = {}
        for each, name in chosen.items():
            if name:
                words[name] = f"{words[name]}, {_WORDS[each].lower()}" if name in words else _WORDS[each]
        self.view.rows.set_words(words)
        trouble = "" if chosen["text"] else "Choose the column that holds the text of the articles."
        doubt = "Its dates may be meant either way; say whether the day or the month comes first."
        unclear = self._is_unclear() and not self.order.currentData()
        self.note.setText(trouble or (doubt if unclear else ""))
        self.note.setProperty("role", "error" if trouble else "warning")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.import_button.setEnabled(not trouble)

    def _sample(self, name: str) -> str:
        """The first words that a column holds."""
        if name not in self._preview.header:
            return ""
        at = self._preview.header.index(name)
        cell = next((row[at] for row in self._preview.rows if row[at].strip()), "")
        return plain.bidi_isolate(" ".join(cell.split())) or "empty in the first rows"

    def _is_unclear(self) -> bool:
        return self._fields["published"].currentData() in self._preview.unclear

    def _leave_out(self, *, everything: bool) -> None:
        self.left_out, self.left_all = True, everything
        self.reject()


def _second(words: str = "") -> plain.PlainLabel:
    label = plain.PlainLabel(words, elide=Qt.TextElideMode.ElideRight)
    label.setProperty("role", "second")
    return label


def _about(preview: Preview, alike: int) -> str:
    more = f" and {counted(alike, 'more file')} with the same columns" if alike else ""
    return f"What do the columns of {preview.name}{more} hold?"
