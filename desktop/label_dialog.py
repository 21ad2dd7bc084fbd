"""The form of a label: name, kind, key, colour, definition. What is refused is said in the form, which stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.label_fields import KeyField, Sample, SwatchGrid
from desktop.label_swatches import ALIKE, difference, next_swatch
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from labels import labels
from labels.label import KINDS, Kind, Label, kind_of

_HEX = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class LabelDraft:
    """What the form holds."""

    name: str
    kind: Kind
    colour: str
    key: str
    definition: str


class LabelDialog(QDialog):
    """Adds a label, or edits `label`. It writes itself when accepted; `saved` is what was written."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        label: Label | None = None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.session, self._label = session, label
        # A label that has its letter already may keep it.
        self._letters = {key: words for key, words in session.letters.items() if label is None or key != label.key}
        self.saved: LabelDraft | None = None
        self._chose_kind = self._chose_colour = label is not None
        self.name = QLineEdit(self)
        self.kind = QComboBox(self)
        self.key = KeyField(self)
        self.key_note = PlainLabel("", self)
        self.swatches = SwatchGrid(theme, self)
        self.hex = QLineEdit(self)
        self.colour_note = PlainLabel("", self)
        self.sample = Sample(self)
        self.definition = QPlainTextEdit(self)
        self.error = PlainLabel("", self)
        save = QDialogButtonBox.StandardButton.Save
        self.buttons = QDialogButtonBox(save | QDialogButtonBox.StandardButton.Cancel, self)
        self._build()
        self._fill(label, name)
        self._connect()

    @classmethod
    def ask(
        cls, session: Session, theme: Theme, parent: QWidget | None, *, label: Label | None = None, name: str = ""
    ) -> LabelDraft | None:
        """Show the form and wait; return what was written, None when nothing was."""
        dialog = cls(session, theme, parent, label=label, name=name)
        dialog.exec()
        dialog.deleteLater()
        return dialog.saved

    # Building

    def _build(self) -> None:
        self.setWindowTitle(f"Label {self._label.name}" if self._label else "New label")
        self.kind.addItems([kind.capitalize() for kind in KINDS])
        self.name.setPlaceholderText("For example CHECKPOINT")
        self.name.setMaxLength(60)
        self.hex.setMaxLength(7)
        self.hex.setFixedWidth(96)
        self.hex.setPlaceholderText("#0f766e")
        self.hex.setAccessibleName("Colour as #rrggbb")
        self.definition.setPlaceholderText("When does this label apply, and what stays outside?")
        self.definition.setTabChangesFocus(True)
        self.definition.setFixedHeight(92)
        for note, role in ((self.key_note, "second"), (self.colour_note, "second"), (self.error, "error")):
            note.setProperty("role", role)
            note.setWordWrap(True)
        self.error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._form())
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        colour = QHBoxLayout()
        colour.setSpacing(14)
        beside = QVBoxLayout()
        beside.addWidget(self.hex)
        beside.addWidget(self.colour_note)
        beside.addStretch(1)
        colour.addWidget(self.swatches, 0, Qt.AlignmentFlag.AlignTop)
        colour.addLayout(beside, 1)
        key = QHBoxLayout()
        key.setSpacing(12)
        key.addWidget(self.key)
        key.addWidget(self.key_note, 1)
        self._row(form, "&Name", self.name, self.name)
        self._row(form, "&Kind", self.kind, self.kind)
        self._row(form, "Ke&y", key, self.key)
        self._row(form, "&Colour", colour, self.swatches)
        form.addRow(PlainLabel("", self), self.sample)
        self._row(form, "&Definition", self.definition, self.definition)
        return form

    def _row(self, form: QFormLayout, text: str, field: QWidget | QHBoxLayout, buddy: QWidget) -> None:
        caption = PlainLabel(text, self)
        caption.setBuddy(buddy)
        caption.setContentsMargins(0, 6, 0, 0)
        buddy.setAccessibleName(text.replace("&", ""))
        form.addRow(caption, field)
        form.setAlignment(caption, Qt.AlignmentFlag.AlignTop)

    def _fill(self, label: Label | None, name: str) -> None:
        others = [each for each in self.session.labels if label is None or each.id != label.id]
        self._others = others
        self.swatches.set_users({each.colour: each.name for each in reversed(others)})
        self.name.setText(label.name if label else name)
        self.definition.setPlainText(label.definition if label else "")
        self.key.set_key(label.key if label else next(iter(self.free_keys()), ""))
        self._set_kind(label.kind if label else kind_of(name))
        self._set_colour(label.colour if label else next_swatch([each.colour for each in others], name))
        self._say_key()

    def _connect(self) -> None:
        self.name.textChanged.connect(self._on_name)
        self.kind.activated.connect(self._on_kind)
        self.key.key_chosen.connect(lambda key: self._say_key())
        self.swatches.chosen.connect(self._on_swatch)
        self.hex.textEdited.connect(self._on_hex)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_name(self.name.text())

    def sizeHint(self) -> QSize:
        """Return the size of the form, wide enough for its sentences."""
        hint = super().sizeHint()
        return QSize(max(540, hint.width()), hint.height())

    # What it holds

    def draft(self) -> LabelDraft:
        """Return what the form holds now."""
        kind = KINDS[self.kind.currentIndex()]
        colour = self.hex.text().strip().lower()
        return LabelDraft(self.name.text().strip(), kind, colour, self.key.key, self.definition.toPlainText().strip())

    def free_keys(self) -> list[str]:
        """Return the keys no label has and coding does not need, digits first."""
        taken = {label.key for label in self._others} | self._letters.keys()
        return [key for key in "1234567890abcdefghijklmnopqrstuvwxyz" if key not in taken]

    def key_trouble(self) -> str:
        """Return why the key cannot be had, "" when it can."""
        key = self.key.key
        holder = next((label.name for label in self._others if key and label.key == key), "")
        if holder:
            return f"{key.upper()} is the key of {holder}."
        if key in self._letters:
            return f"{key.upper()} {self._letters[key]} while coding."
        if key and not (key in "0123456789" or key.isalpha()):
            return "A label’s key is one digit or one letter."
        return ""

    # What changes under the hand

    def _on_name(self, text: str) -> None:
        if not self._chose_kind:
            self._set_kind(kind_of(text.strip()))
        if not self._chose_colour and self._label is None:
            self._set_colour(next_swatch([each.colour for each in self._others], text.strip()))
        self.sample.show_label(text.strip(), self.sample.colour)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(text.strip()))
        self._say_error("")

    def _on_kind(self) -> None:
        self._chose_kind = True

    def _on_swatch(self, colour: str) -> None:
        self._chose_colour = True
        self._set_colour(colour)

    def _on_hex(self, text: str) -> None:
        self._chose_colour = True
        colour = text.strip().lower()
        valid = bool(_HEX.fullmatch(colour))
        _mark_bad(self.hex, not valid and len(colour) >= 7)
        if valid:
            self._show_colour(colour)

    def _set_kind(self, kind: Kind) -> None:
        self.kind.setCurrentIndex(KINDS.index(kind))

    def _set_colour(self, colour: str) -> None:
        self.hex.setText(colour)
        _mark_bad(self.hex, False)
        self._show_colour(colour)

    def _show_colour(self, colour: str) -> None:
        self.swatches.set_colour(colour)
        self.sample.show_label(self.name.text().strip(), colour)
        alike = [each.name for each in self._others if difference(colour, each.colour) < ALIKE]
        names = ", ".join(alike[:3]) + ("…" if len(alike) > 3 else "")
        self.colour_note.setText(f"Hard to tell from {names}, at least for colour-blind readers." if alike else "")

    def _say_key(self) -> None:
        trouble = self.key_trouble()
        free = " ".join(key.upper() for key in self.free_keys()[:8])
        self.key_note.setProperty("role", "error" if trouble else "second")
        self.key_note.setText(f"{trouble} Free: {free}" if trouble else "" if self.key.key else f"None. Free: {free}")
        _restyle(self.key_note)
        _mark_bad(self.key, bool(trouble))
        self._say_error("")

    def _say_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    # Writing

    def accept(self) -> None:
        """Write the label; stay open and say why when it is refused."""
        draft, refused = self.draft(), list[str]()
        if trouble := self.key_trouble():
            self._say_error(f"{trouble} Choose another key, or none with Backspace.")
            self.key.setFocus()
            return
        self.session.failed.connect(refused.append)
        done = self._write(draft)
        self.session.failed.disconnect(refused.append)
        if done:
            self.saved = draft
            super().accept()
        else:
            self._say_error(refused[-1] if refused else "The project is not open for writing.")

    def _write(self, draft: LabelDraft) -> bool:
        values = {"kind": draft.kind, "colour": draft.colour, "key": draft.key, "definition": draft.definition}
        if self._label is None:
            return self.session.write(None, labels.add, draft.name, **values, reserved=self._letters) is not None
        changed = self.session.write(
            None, labels.edit, self._label.id, name=draft.name, **values, reserved=self._letters
        )
        return changed is not None


def _mark_bad(field: QLineEdit, bad: bool) -> None:
    if field.property("bad") != ("true" if bad else ""):
        field.setProperty("bad", "true" if bad else "")
        _restyle(field)


def _restyle(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)
