"""The form of a label."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.codebook.fields import Choice, LineField, TextField, lines
from desktop.codebook.form import ColourField, Form, Write
from desktop.label_fields import KeyField, Sample
from desktop.label_swatches import ALIKE, difference
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from labels import codebook_edit, labels
from labels.label import KINDS, Label
from labels.role import Role


class LabelForm(Form):
    """Name, kind, key, colour, definition, examples; each saved by itself."""

    def __init__(self, session: Session, write: Write, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(write, theme, parent)
        self._session = session
        self._label: Label | None = None
        self.name = LineField("Name", self, most=60, hint="For example CHECKPOINT")
        self.kind = Choice("Kind", self)
        self.kind.setMaximumWidth(320)
        self.kind.offer([(kind, kind.capitalize()) for kind in KINDS])
        self.key = KeyField(self)
        self.colour = ColourField(theme, self)
        self.sample = Sample(self)
        self.definition = TextField(
            "Definition", self, lines=5, hint="When does this label apply, and what stays outside?"
        )
        self.examples = TextField("Examples", self, hint="Rockets hit the [northern gate] of Hama")
        self.fills = PlainLabel("", self)
        self.fills.setWordWrap(True)
        self.fills.setContentsMargins(0, 6, 0, 0)
        self._build()
        self.name.committed.connect(lambda text: self._save(self.name, labels.rename, text))
        self.kind.committed.connect(lambda kind: self._save(self.kind, labels.set_kind, kind))
        self.colour.committed.connect(lambda colour: self._save(self.colour, labels.recolour, colour))
        self.examples.committed.connect(
            lambda text: self._save(self.examples, codebook_edit.set_label_examples, lines(text))
        )
        self.definition.committed.connect(lambda text: self._save(self.definition, labels.define, text))
        self.key.key_chosen.connect(self._on_key)

    def _build(self) -> None:
        self.add("&Name", self.name)
        self.add("&Kind", self.kind)
        key = QWidget(self)
        row = QHBoxLayout(key)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.key)
        self.key_note = PlainLabel("", key)
        self.key_note.setProperty("role", "second")
        row.addWidget(self.key_note, 1)
        self.add("Ke&y", key, focus=self.key)
        self.colour_note = self.add("&Colour", self.colour, focus=self.colour.swatches)
        self.add("", self.sample)
        self.add("&Definition", self.definition)
        self.add("E&xamples", self.examples, hint="One a line, with what it marks in [brackets].")
        self.add("Fills", self.fills)

    def show_label(self, label: Label, others: Sequence[Label], roles: Sequence[Role]) -> None:
        """Show a label; `others` are offered beside it."""
        self._label, self._others = label, others
        self.name.show_text(label.name)
        self.kind.show_value(label.kind)
        self.key.set_key(label.key)
        self.key.setEnabled(not label.retired)
        self.colour.show_colour(label.colour, label.colour, {each.colour: each.name for each in reversed(others)})
        self.sample.show_label(label.name, label.colour)
        self.definition.show_text(label.definition)
        self.examples.show_text("\n".join(label.examples))
        filled = ", ".join(role.name for role in roles if label.id in role.labels)
        self.fills.setText(filled or "No role yet; say so at a role.")
        free = " ".join(key.upper() for key in self._free_keys()[:10])
        self.key_note.setText("Retired labels have no key." if label.retired else f"Free: {free}. Backspace for none.")
        alike = [each.name for each in others if difference(label.colour, each.colour) < ALIKE]
        names = ", ".join(alike[:3]) + ("…" if len(alike) > 3 else "")
        self.colour_note.setText(f"Hard to tell from {names}, at least for colour-blind readers." if alike else "")
        self.colour_note.setVisible(bool(alike))

    def _free_keys(self) -> list[str]:
        own = {self._label.key} if self._label else set()
        taken = {each.key for each in self._others} | set(self._session.letters) | own
        return [key for key in "1234567890abcdefghijklmnopqrstuvwxyz" if key not in taken]

    def _on_key(self, key: str) -> None:
        label = self._label
        if label is None or key == label.key:
            return
        # A label that has its letter already may keep it.
        reserved = {each for each in self._session.letters if each != label.key}
        self._save(self, labels.edit, name=label.name, kind=label.kind, colour=label.colour, key=key,
                   definition=label.definition, reserved=reserved)  # fmt: skip

    def put_back(self) -> None:
        """Show again the key that is kept."""
        if self._label is not None:
            self.key.set_key(self._label.key)

    def _save(self, field: object, function: object, *args: object, **values: object) -> None:
        if self._label is not None:
            self.save(field, function, self._label.id, *args, **values)  # type: ignore[arg-type]
