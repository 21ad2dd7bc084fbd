"""The form of an actor. What is refused is said in the form."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from corpus.errors import UserError
from desktop import forms
from desktop.plain import PlainLabel
from desktop.session import Session
from labels import entities
from labels.entity import ACTOR_TYPES, Alias, Code, Entity, EntityDraft
from labels.entity_csv import dated_parts, with_days

_DATED = "One on each line; dates behind it if it holds for a time: {} [2012-01-23/2016-07-28]"


class ActorForm(QWidget):
    """Name, other names, type, side, country, codes with their dates, group, dates, note of one actor."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.entity: Entity | None = None
        self.name, self.side, self.country = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.parent_name, self.valid_from, self.valid_to = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.aliases, self.codes, self.note = QPlainTextEdit(self), QPlainTextEdit(self), QPlainTextEdit(self)
        self.type = QComboBox(self)
        self.used = PlainLabel("", self)
        self.error = PlainLabel("", self)
        self._names = QStringListModel(self)
        self._build()
        self._shown = self._texts()

    def _build(self) -> None:
        self.type.setEditable(True)
        self.type.addItems(["", *ACTOR_TYPES])
        self.aliases.setPlaceholderText(_DATED.format("Nusra Front"))
        self.codes.setPlaceholderText(_DATED.format("SYRREB"))
        self.parent_name.setPlaceholderText("The group it belongs to")
        for field in (self.valid_from, self.valid_to):
            field.setPlaceholderText("2012, 2012-01 or 2012-01-23")
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.parent_name.setCompleter(completer)
        for text, height in ((self.aliases, 96), (self.codes, 62), (self.note, 62)):
            text.setTabChangesFocus(True)
            text.setFixedHeight(height)
        self.used.setProperty("role", "second")
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._rows())
        layout.addWidget(self.used)
        layout.addWidget(self.error)
        layout.addStretch(1)

    def _rows(self) -> QFormLayout:
        days, where = QWidget(self), QWidget(self)
        for holder, fields in ((days, (self.valid_from, self.valid_to)), (where, (self.side, self.country))):
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            for field in fields:
                row.addWidget(field)
        names = {self.valid_from: "From", self.valid_to: "To", self.side: "Side", self.country: "Country"}
        for field, name in names.items():
            field.setAccessibleName(name)
        self.side.setPlaceholderText("Side")
        self.country.setPlaceholderText("Country")
        days.setFocusProxy(self.valid_from)
        where.setFocusProxy(self.side)
        return forms.form(
            [
                ("&Name", self.name), ("&Other names", self.aliases), ("&Type", self.type), ("Si&de, country", where),
                ("&Codes", self.codes), ("&Part of", self.parent_name), ("&From, to", days), ("No&te", self.note),
            ]
        )  # fmt: skip

    def show_actor(self, entity: Entity | None, *, name: str = "") -> None:
        """Show an actor, or an empty form for a new one."""
        self.entity = entity
        shown = entity or EntityDraft(name)
        store = self.session.store
        self.name.setText(shown.name)
        self.type.setCurrentText(shown.type)
        self.side.setText(shown.side)
        self.country.setText(shown.country)
        self.valid_from.setText(shown.valid_from)
        self.valid_to.setText(shown.valid_to)
        self.note.setPlainText(shown.note)
        self.aliases.setPlainText("\n".join(with_days(alias.name, alias) for alias in shown.aliases))
        self.codes.setPlainText("\n".join(with_days(code.code, code) for code in shown.codes))
        above = entities.many(store, [shown.parent_id]) if store and shown.parent_id else []
        self.parent_name.setText(above[0].name if above else "")
        self.say_error("")
        self._shown = self._texts()

    @property
    def changed(self) -> bool:
        """Whether something was typed since the actor was shown."""
        return self._texts() != self._shown

    def _texts(self) -> tuple[str, ...]:
        lines = (self.name, self.side, self.country, self.valid_from, self.valid_to, self.parent_name)
        texts = (self.note, self.aliases, self.codes)
        return (self.type.currentText(), *(each.text() for each in lines), *(each.toPlainText() for each in texts))

    def set_names(self, names: list[str]) -> None:
        """Offer these as groups."""
        self._names.setStringList(names)

    def draft(self) -> EntityDraft:
        """Return what the form holds.

        Raises:
            UserError: a date is none, or the group is not on the list.
        """
        return EntityDraft(
            name=self.name.text(), type=self.type.currentText(), side=self.side.text(), country=self.country.text(),
            parent_id=self._parent_id(), valid_from=self.valid_from.text(), valid_to=self.valid_to.text(),
            note=self.note.toPlainText(),
            aliases=tuple(Alias(name, *days) for name, days in _lines(self.aliases)),
            codes=tuple(Code(code, *days) for code, days in _lines(self.codes)),
        )  # fmt: skip

    def save(self) -> int | None:
        """Write what the form holds and return the actor's id; None when it was refused, which the form says."""
        try:
            draft = self.draft()
        except UserError as error:
            self.say_error(str(error))
            return None
        refused = list[str]()
        self.session.failed.connect(refused.append)
        if self.entity is None:
            done = self.session.write(None, entities.add, draft)
        else:
            done = self.session.write(None, entities.edit, self.entity.id, draft)
        self.session.failed.disconnect(refused.append)
        if done is None:
            self.say_error(refused[-1] if refused else "No project is open.")
            return None
        self.say_error("")
        store = self.session.store
        found = entities.by_name(store, draft.name) if store else None
        return found.id if found else None

    def say_error(self, text: str) -> None:
        """Say what is wrong, or with "" nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _parent_id(self) -> int | None:
        name, store = self.parent_name.text().strip(), self.session.store
        if not name or store is None:
            return None
        found = entities.by_name(store, name) or entities.find(store, name)
        if found is None:
            raise UserError(f"“{name}” is not on the list; add that group first, or leave the field empty.")
        return found.id


def _lines(text: QPlainTextEdit) -> list[tuple[str, tuple[str, str]]]:
    return [part for line in text.toPlainText().splitlines() for part in dated_parts(line.strip())]
