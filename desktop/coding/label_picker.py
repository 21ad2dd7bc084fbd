"""All labels by name (key L): type, Enter applies, Shift+Enter applies to all mentions; an unknown name is added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop.fuzzy import match
from desktop.theme import Theme
from desktop.type_ahead import Choice, TypeAhead
from desktop.type_ahead_rows import Row
from labels.label import Label

WIDTH = 316


@dataclass(frozen=True, slots=True)
class NewLabel:
    """The choice that adds a label of this name."""

    name: str


class LabelPicker(TypeAhead):
    """A type-ahead list of labels.

    Signals:
        label_chosen: a label's id, and whether all its mentions are meant.
        new_chosen: the name of a label to add, and whether all mentions are meant.
    """

    label_chosen = Signal(int, bool)
    new_chosen = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, hint="Label, or the name of a new one", name="Labels")
        self._labels: Sequence[Label] = ()
        self._names: Mapping[int, str] = {}
        self._taken: frozenset[str] = frozenset()

    def open(
        self,
        labels: Sequence[Label],
        names: Mapping[int, str],
        top_left: QPoint,
        *,
        taken: frozenset[str] = frozenset(),
    ) -> None:
        """Open with these labels at a place in the window; `taken` names (of retired labels) cannot be added."""
        self._labels, self._names, self._taken = labels, names, taken
        self.footer.setText("Enter labels · Shift+Enter labels all mentions")
        self.open_at(top_left, WIDTH)

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the labels that fit, best first, and last the choice to add one."""
        found = [(match(typed, label.name), label) for label in self._labels]
        fitting = [(hit, label) for hit, label in found if hit is not None]
        if typed.strip():
            fitting.sort(key=lambda pair: -pair[0].score)
        return [self._row(label, hit.positions) for hit, label in fitting] + self._new(typed.strip())

    def _row(self, label: Label, positions: tuple[int, ...]) -> Row:
        name = self._names.get(label.id, label.name)
        return Row(label.id, name, label.kind, label.key, label.colour, positions=positions)

    def _new(self, name: str) -> list[Row]:
        known = {label.name.casefold() for label in self._labels} | {name.casefold() for name in self._taken}
        return [Row(NewLabel(name), f"Add label “{name}”")] if name and name.casefold() not in known else []

    def choose(self, choice: Choice) -> None:
        """Say which label was chosen."""
        if isinstance(choice.value, NewLabel):
            self.new_chosen.emit(choice.value.name, choice.shift)
        elif isinstance(choice.value, int):
            self.label_chosen.emit(choice.value, choice.shift)

    def nothing_found(self, typed: str) -> str:
        """Return what is said when nothing can be chosen."""
        if typed.strip():
            return f"“{typed.strip()}” is retired; restore it from the menu of the labels."
        return "No labels yet. Type a name to add one."
