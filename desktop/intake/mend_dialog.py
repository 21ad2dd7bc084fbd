"""Outlet, date or language of many articles: the same for all, or what each article says itself, looked at first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyroaring import BitMap
from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from corpus import mend
from corpus.errors import UserError
from corpus.mend import Correction, Field, Suggestion
from corpus.wording import counted
from desktop import plain
from desktop.intake import words
from desktop.intake.row_table import RowTable
from desktop.intake.rows import Column, RowModel
from desktop.theme import Theme

TITLES: dict[Field, str] = {"source": "Outlet", "published": "Date", "language": "Language"}
_NOUNS: dict[Field, str] = {"source": "outlet", "published": "date", "language": "language"}
_HINTS: dict[Field, str] = {"source": "Name of the outlet", "published": "2024-12-06", "language": "en"}
_FRAME = QSize(24, 56)  # room for what a window manager draws round a window
_LOOKED: dict[Field, str] = {
    "source": "in addresses and first lines",
    "published": "in addresses, first lines and names of files",
    "language": "in the texts",
}
_WHERE = {
    "address": "the address",
    "first lines": "the first lines",
    "file name": "the file's name",
    "text": "the text",
    "other articles": "other articles of",
}


class Offered:
    """A suggestion with the id of its article, as a row."""

    def __init__(self, said: Suggestion) -> None:
        self.id, self.said = said.article_id, said


class MendDialog(QDialog):
    """Stands beside the work; writes nothing itself.

    Signals:
        wanted: what is to be written (`Correction`s, made as they are asked for), and how many.
        suggestions_wanted: what the articles say is to be found out, then given to `show_suggestions`.
    """

    wanted = Signal(object, int)
    suggestions_wanted = Signal()

    def __init__(
        self,
        field: Field,
        article_ids: Sequence[int] | BitMap,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        lacking: BitMap,
        known: Sequence[str],
    ) -> None:
        """`lacking` are those of the articles in which the field is empty; `known`, values that the project has."""
        super().__init__(parent)
        self.field, self.article_ids = field, BitMap(article_ids)
        self._lacking = lacking
        self.setWindowTitle(f"{TITLES[field]} of {counted(len(self.article_ids), 'article')}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = plain.PlainLabel(self.windowTitle())
        self.same = QRadioButton(f"&Write the same {_NOUNS[field]} into all of them")
        self.each = QRadioButton(f"&Take the {_NOUNS[field]} that each article says itself")
        self.none = QRadioButton(f"&Empty the {_NOUNS[field]} of all of them")
        self.value = self._value(known)
        self.only_empty = QCheckBox(f"Leave those that &have a {_NOUNS[field]} as they are")
        self.looking = plain.PlainLabel("")
        self.model = RowModel(_columns(field), self._fetch, theme, self, ticks=True)
        self.table = RowTable("What the articles say", self.model)
        self.sentence = plain.PlainLabel("")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.deed = self.buttons.addButton("Write", QDialogButtonBox.ButtonRole.AcceptRole)
        self._offered: dict[int, Offered] | None = None  # None: nothing was found out yet
        self._asked = False
        self._lay_out()
        self._connect()
        self.only_empty.setVisible(0 < len(self._lacking) < len(self.article_ids))
        self.same.setChecked(True)
        self.value.setFocus()

    def _value(self, known: Sequence[str]) -> QLineEdit | QComboBox:
        """Return the field in which the value is given."""
        if self.field == "language":
            box = QComboBox()
            for code in sorted({*known, *_codes()}, key=words.language):
                box.addItem(f"{words.language(code)} ({code})", code)
            box.setAccessibleName("Language")
            box.setCurrentIndex(max(0, box.findData(known[0] if known else "en")))
            return box
        line = QLineEdit()
        line.setPlaceholderText(_HINTS[self.field])
        line.setAccessibleName(TITLES[self.field])
        if known:
            completer = QCompleter(list(known), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        return line

    def _lay_out(self) -> None:
        self.heading.setProperty("role", "title")
        self.looking.setProperty("role", "second")
        for label in (self.sentence, self.looking):
            label.setWordWrap(True)
        self.deed.setDefault(True)
        given = QHBoxLayout()
        given.setContentsMargins(26, 0, 0, 0)
        given.addWidget(self.value, 1)
        listed = QVBoxLayout()
        listed.setContentsMargins(26, 0, 0, 0)
        listed.setSpacing(6)
        listed.addWidget(self.looking)
        listed.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for radio in (self.same, self.each, self.none):
            radio.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addWidget(self.heading)
        column.addWidget(self.same)
        column.addLayout(given)
        column.addWidget(self.each)
        column.addLayout(listed, 1)
        for part in (self.none, self.only_empty, self.sentence, self.buttons):
            column.addWidget(part)

    def _connect(self) -> None:
        for radio in (self.same, self.each, self.none):
            radio.toggled.connect(lambda on: self._show() if on else None)
        self.only_empty.toggled.connect(lambda on: self._list())
        self.model.ticks_changed.connect(self._show)
        if isinstance(self.value, QLineEdit):
            self.value.textChanged.connect(self._show)
        else:
            self.value.currentIndexChanged.connect(lambda at: self._show())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    # What the page asks

    def show_suggestions(self, found: Sequence[Suggestion]) -> None:
        """Show what the articles say; those that hold something else now are not ticked."""
        self._offered = {said.article_id: Offered(said) for said in found}
        self._list()

    def show_stopped(self) -> None:
        """Say that nothing will be suggested, when nothing was yet."""
        if self._offered is None:
            self.looking.setText("Stopped.")

    def corrections(self) -> tuple[Iterator[Correction], int]:
        """Return what would be written now, and how many: of very many articles they are made in the job alone."""
        if not self.each.isChecked():
            field, value, meant = self.field, self._given(), self._meant()
            return (Correction(each, field, value) for each in meant), len(meant)
        offered = self._offered or {}
        found = [offered[each].said.correction for each in self.model.ticked if each in offered]
        return iter(found), len(found)

    def accept(self) -> None:
        """Have it written; stay open and say why when the value is none."""
        if (refusal := self._refusal()) or not self.deed.isEnabled():
            self._say(refusal, refused=True)
            return
        self.wanted.emit(*self.corrections())
        super().accept()

    def sizeHint(self) -> QSize:
        """Return a size in which suggestions are read easily."""
        return QSize(920, 540) if self.each.isChecked() else QSize(480, super().sizeHint().height())

    # Inside

    def _given(self) -> str:
        if self.none.isChecked():
            return ""
        return self.value.text().strip() if isinstance(self.value, QLineEdit) else str(self.value.currentData())

    def _refusal(self) -> str:
        if self.each.isChecked():
            return ""
        try:
            mend.check_value(self.field, self._given())
        except UserError as error:
            return str(error)
        return ""

    def _meant(self) -> BitMap:
        """Return the articles that are concerned at all."""
        return self.article_ids & self._lacking if self.only_empty.isChecked() else self.article_ids

    def _fetch(self, ids: Sequence[int]) -> list[Offered]:
        return [self._offered[each] for each in ids if each in self._offered] if self._offered else []

    def _list(self) -> None:
        offered = self._offered or {}
        listed = [each for each in self._meant() if each in offered]
        self.model.set_ids(listed)
        self.model.tick([each for each in listed if not offered[each].said.present])
        self._show()

    def _show(self) -> None:
        each = self.each.isChecked()
        self.value.setEnabled(self.same.isChecked())
        self.table.setVisible(each)
        if each and not self._asked:
            self._asked = True
            self.suggestions_wanted.emit()
        self.looking.setText(self._found() if each else "")
        self.looking.setVisible(bool(self.looking.text()))
        self._tell()
        wanted = self.sizeHint().expandedTo(self.size()) if each else self.sizeHint()
        self.resize(wanted.boundedTo(self.screen().availableSize() - _FRAME))

    def _found(self) -> str:
        """Say how the looking went."""
        if self._offered is None:
            return "Looking…"
        silent = len(self._meant()) - len(self.model.ids)
        if not len(self.model.ids):
            return f"Nothing new was found; the {_NOUNS[self.field]} was looked for {_LOOKED[self.field]}."
        return f"Nothing new was found of {counted(silent, 'more article')}." if silent else ""

    def _tell(self) -> None:
        noun, value = _NOUNS[self.field], self._given()
        number = counted(len(self._meant()), "article")
        if self.each.isChecked():
            ticked = len(self.model.ticked)
            what = f"{counted(ticked, 'article')} will have what {'it says' if ticked == 1 else 'they say'}."
            self._say(what if len(self.model.ids) else "", may=ticked > 0)
        elif self.none.isChecked():
            self._say(f"{number} will have no {noun}.", may=bool(self._meant()))
        elif value:
            self._say(
                f"{number} will have the {noun} {plain.bidi_isolate(self._named(value))}.", may=bool(self._meant())
            )
        else:
            self._say(f"Say which {noun}.", may=False)

    def _named(self, value: str) -> str:
        return words.language(value) if self.field == "language" else value

    def _say(self, sentence: str, *, may: bool = True, refused: bool = False) -> None:
        self.sentence.setText(sentence)
        self.sentence.setProperty("role", "error" if refused else "")
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)
        self.deed.setEnabled(may)


def _columns(field: Field) -> tuple[Column, ...]:
    def named(value: str) -> str:
        return words.language(value) if field == "language" else value

    return (
        Column("Article", lambda row: row.said.title, 260),
        Column("Now", lambda row: named(row.said.present), 104, faint=True),
        Column("Found", lambda row: named(row.said.value), 124),
        Column("In", lambda row: f"{_WHERE[row.said.where]}: {row.said.words}", faint=True),
    )


def _codes() -> set[str]:
    """Return the codes of the languages that Qt has a name for."""
    found = (QLocale.languageToCode(each) for each in QLocale.Language)
    return {code for code in found if len(code) == 2}
