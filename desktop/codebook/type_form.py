"""The form of an event type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desktop.codebook.fields import Choice, LineField, TextField, lines
from desktop.codebook.form import ColourField, Field, Form, Write
from desktop.codebook.ticks import RoleTable
from desktop.theme import Theme
from labels import event_types, roles
from labels.event_type import EventType
from labels.role import Role

Own = Mapping[int, Sequence[tuple[int, bool]]]


class TypeForm(Form):
    """Name, place in the tree, code, definition, examples, trigger words, colour, roles; each saved by itself."""

    def __init__(self, write: Write, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(write, theme, parent)
        self._type: EventType | None = None
        self.name = LineField("Name", self, most=80, hint="For example Armed clash")
        self.above = Choice("Below", self)
        self.code = LineField("Code", self, most=60, hint="What other programs call it, for example 190")
        self.colour = ColourField(theme, self, none="As the type above")
        self.definition = TextField("Definition", self, lines=4, hint="When is an event of this type?")
        self.examples = TextField("Examples", self, hint="One sentence a line")
        self.words = TextField("Trigger words", self, lines=2, hint="shelled, shelling, mortar fire")
        self.roles = RoleTable(self)
        self.add("&Name", self.name)
        self.add("&Below", self.above)
        self.add("C&ode", self.code)
        self.add("&Colour", self.colour, focus=self.colour.swatches)
        self.add("&Definition", self.definition)
        self.add("E&xamples", self.examples)
        self.add("&Words", self.words, hint="Words that suggest this type when an event is made, with commas between.")
        self.roles_note = self.add("&Roles", self.roles, hint=" ")
        self._connect()

    def _connect(self) -> None:
        for field, key in ((self.name, "name"), (self.code, "code"), (self.definition, "definition")):
            field.committed.connect(lambda text, field=field, key=key: self._edit(field, **{key: text}))
        self.colour.committed.connect(lambda colour: self._edit(self.colour, colour=colour))
        self.examples.committed.connect(lambda text: self._edit(self.examples, examples=lines(text)))
        self.words.committed.connect(lambda text: self._edit(self.words, words=text.replace("\n", ",").split(",")))
        self.above.committed.connect(self._on_above)
        self.roles.committed.connect(self._on_roles)

    def show_type(self, each: EventType, types: Sequence[EventType], every: Sequence[Role], own: Own) -> None:
        """Show a type; `types` is the whole tree, `own` says which roles the types that say so have."""
        self._type, self._every, self._own = each, every, own
        below = {other.id for other in event_types.branch(types, each.id)}
        places = [other for other in types if other.id not in below and not other.retired]
        self.above.offer([(None, "Nothing: a type of its own"), *((other.id, other.path) for other in places)])
        self.above.show_value(each.parent_id)
        self.name.show_text(each.name)
        self.code.show_text(each.code)
        self.definition.show_text(each.definition)
        self.examples.show_text("\n".join(each.examples))
        self.words.show_text(", ".join(each.words))
        colours = event_types.colours(types)
        users = {other.colour: other.name for other in types if other.colour and other.id != each.id}
        self.colour.show_colour(each.colour, colours[each.id], users)
        self.colour.none.setVisible(each.parent_id is not None)
        self._show_roles(types)

    def _show_roles(self, types: Sequence[EventType]) -> None:
        assert self._type is not None
        offered = [role for role in self._every if not role.retired]
        known = {role.id for role in offered}
        source = next(
            (one for one in (self._type, *event_types.ancestors(types, self._type.id)) if known & _ids(self._own, one)),
            None,
        )
        had = dict(self._own.get(source.id, ())) if source else {role.id: role.required for role in offered}
        by_id = {role.id: role for role in offered}
        order = [by_id[each] for each in had if each in by_id]
        order += [role for role in offered if role.id not in had]
        self.roles.offer([(role.id, role.name, role.id in had, had.get(role.id, False)) for role in order])
        if not offered:
            note = "There are no roles yet; add them under Roles."
        elif source is None:
            note = "It has every role, as each says. Tick those it is to have."
        elif source.id == self._type.id:
            note = (
                "Its own choice. Without any tick it has the roles of the type above. Alt with the arrows moves a row."
            )
        else:
            note = f"As {source.name} above it. A tick makes a choice of its own."
        self.roles_note.setText(note)
        self.roles_note.show()

    def put_back(self) -> None:
        """Nothing to show again: ticks are read anew after each write."""

    def _on_above(self, parent_id: object) -> None:
        if self._type is not None:
            self.save(self.above, event_types.move, self._type.id, parent_id)

    def _on_roles(self, wanted: object) -> None:
        if self._type is not None:
            self.save(self, roles.assign, self._type.id, wanted)

    def _edit(self, field: Field, **values: object) -> None:
        if self._type is not None:
            self.save(field, event_types.edit, self._type.id, **values)


def _ids(own: Own, each: EventType) -> set[int]:
    return {role_id for role_id, _ in own.get(each.id, ())}
