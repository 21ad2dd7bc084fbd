"""The form of a role."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from corpus.wording import counted
from desktop.codebook.fields import Choice, LineField, TextField
from desktop.codebook.form import Field, Form, Write
from desktop.codebook.ticks import TickList, dot
from desktop.theme import Theme
from labels import roles
from labels.label import Label
from labels.role import ROLE_KINDS, SLOTS, Role

KINDS = {
    "actor": "Actor",
    "place": "Place",
    "date": "Date",
    "number": "Number: best, low, high",
    "code": "Code of a list",
    "text": "Words",
}


class RoleForm(Form):
    """Name, kind, column, labels, codes; each saved by itself."""

    def __init__(self, write: Write, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(write, theme, parent)
        self._role: Role | None = None
        self.name = LineField("Name", self, most=60, hint="For example Attacker")
        self.kind = Choice("Kind", self)
        self.kind.offer([(kind, KINDS[kind]) for kind in ROLE_KINDS])
        self.slot = Choice("Column", self)
        self.slot.offer([(slot, slot.capitalize() or "A column of its own") for slot in SLOTS])
        for choice in (self.kind, self.slot):
            choice.setMaximumWidth(320)
        self.required = QCheckBox("Required: an event without it gets a warning", self)
        self.many = QCheckBox("Takes several values in one event", self)
        self.definition = TextField("Definition", self, lines=4, hint="What fills this role, and what does not?")
        self.labels = TickList("Labels that fill it", self)
        self.codes = TextField("Codes", self, lines=6, hint="1 = State forces\n2 = Rebel groups")
        self.add("&Name", self.name)
        self.kind_note = self.add("&Kind", self.kind)
        self.add("&Column", self.slot, hint="Which column of tables and exports it is, whatever it is called here.")
        self.add("", self.required)
        self.add("", self.many)
        self.add("&Definition", self.definition)
        self.labels_note = self.add("Label&s", self.labels, hint=" ")
        self.add("C&odes", self.codes, hint="One a line: the code, =, its meaning.")
        self._connect()

    def _connect(self) -> None:
        for field, key in ((self.name, "name"), (self.definition, "definition")):
            field.committed.connect(lambda text, field=field, key=key: self._edit(field, **{key: text}))
        for choice, key in ((self.kind, "kind"), (self.slot, "slot")):
            choice.committed.connect(lambda value, field=choice, key=key: self._edit(field, **{key: value}))
        self.codes.committed.connect(lambda text: self._edit(self.codes, codes=read_codes(text)))
        self.labels.committed.connect(lambda ids: self._edit(self, labels=ids))
        self.required.clicked.connect(lambda ticked: self._edit(self, required=ticked))
        self.many.clicked.connect(lambda ticked: self._edit(self, many=ticked))

    def show_role(self, role: Role, labels: Sequence[Label], *, filled: int | None) -> None:
        """Show a role that is filled so often (None: that is being counted); `labels` may fill it."""
        self._role = role
        self.name.show_text(role.name)
        self.kind.show_value(role.kind)
        self.kind.setEnabled(filled == 0)
        self.kind_note.setText(f"Filled {counted(filled, 'time')}, so the kind stays." if filled else "")
        self.kind_note.setVisible(bool(filled))
        self.slot.show_value(role.slot)
        self.definition.show_text(role.definition)
        offered = [each for each in labels if not each.retired or each.id in role.labels]
        self.labels.offer([(each.id, each.name, dot(each.colour, self.theme)) for each in offered], role.labels)
        self.labels_note.setText(
            "Spans with these labels are offered for it." if offered else "There are no labels yet; add them first."
        )
        self.labels_note.show()
        self.codes.show_text(write_codes(role.codes))
        self.put_back()

    def put_back(self) -> None:
        """Show again the ticks that are kept."""
        if self._role is not None:
            self.required.setChecked(self._role.required)
            self.many.setChecked(self._role.many)

    def _edit(self, field: Field, **values: object) -> None:
        if self._role is not None:
            self.save(field, roles.edit, self._role.id, **values)


def read_codes(text: str) -> list[tuple[str, str]]:
    """Return the pairs of code and meaning that lines state; a line without "=" is a code without meaning."""
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return [(code.strip(), meaning.strip()) for code, _, meaning in pairs]


def write_codes(codes: Sequence[tuple[str, str]]) -> str:
    """Return codes as lines."""
    return "\n".join(f"{code} = {meaning}" if meaning else code for code, meaning in codes)
