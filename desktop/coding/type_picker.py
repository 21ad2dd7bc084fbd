"""All event types as a tree, narrowed by typing; the definition of the one to be chosen is shown meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QWidget

from desktop.fuzzy import match
from desktop.theme import Theme
from desktop.type_ahead import Choice, TypeAhead
from desktop.type_ahead_rows import Row
from labels.event_type import EventType

WIDTH = 380
DEFINITION_LINES = 4
_INDENT = "\u2003"  # an em space a level


class TypePicker(TypeAhead):
    """A type-ahead list of event types.

    Attributes:
        done: is called with the id of the type that was chosen, None for none.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, hint="What happened?", name="Event types")
        self._types: Sequence[EventType] = ()
        self._colours: Mapping[int, str] = {}
        self._present: int | None = None
        self.done: Callable[[int | None], object] = lambda type_id: None
        self.footer.setWordWrap(True)
        self.view.selectionModel().currentChanged.connect(self._tell)

    def open(self, types: Sequence[EventType], colours: Mapping[int, str], present: int | None, where: QPoint) -> None:
        """Open with these types at a global point; `present` is the event's, to begin at."""
        self._types, self._colours, self._present = [each for each in types if not each.retired], colours, present
        self.footer.setFixedHeight(self.footer.fontMetrics().lineSpacing() * DEFINITION_LINES + 8)
        self.footer.setText(" ")
        self.open_at(self.within.mapFromGlobal(where), WIDTH)
        at = next((at for at, row in enumerate(self.model.rows) if row.value == present), 0)
        self._select(at if self.model.rows else -1)

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the tree, or the types whose path, code or trigger words fit, best first."""
        if not typed.strip():
            rows = [self._row(each, _INDENT * each.depth + each.name, each.code) for each in self._types]
            return [*rows, *([Row(None, "No type")] if self._present else [])]
        found = [(self._score(each, typed), each) for each in self._types]
        fitting = sorted(((score, each) for score, each in found if score is not None), key=lambda pair: -pair[0])
        return [self._row(each, each.name, each.path.removesuffix(each.name).rstrip(" /")) for _, each in fitting]

    def _row(self, each: EventType, text: str, hint: str) -> Row:
        return Row(each.id, text, hint, colour=self._colours.get(each.id, ""))

    def _score(self, each: EventType, typed: str) -> float | None:
        hits = [hit.score + plus for text, plus in ((each.name, 2.0), (each.path, 0.0)) if (hit := match(typed, text))]
        if typed.strip().casefold() in (each.code.casefold(), *each.words):
            hits.append(1000.0)
        return max(hits, default=None)

    def _tell(self, current: QModelIndex) -> None:
        rows = self.model.rows
        value = rows[current.row()].value if 0 <= current.row() < len(rows) else None
        found = next((each for each in self._types if each.id == value), None)
        self.footer.setText(told(found) if found else " ")

    def choose(self, choice: Choice) -> None:
        """Hand on which type was chosen."""
        self.done(choice.value if isinstance(choice.value, int) else None)

    def nothing_found(self, typed: str) -> str:
        """Return what is said when nothing can be chosen."""
        if typed.strip():
            return super().nothing_found(typed)
        return "The codebook has no event types yet. Add some on the page Codebook."


def told(found: EventType) -> str:
    """Return a type's definition with its first example, as said while choosing."""
    definition = " ".join(found.definition.split()) or found.path
    example = f"\n“{' '.join(found.examples[0].split())}”" if found.examples else ""
    return definition + example
