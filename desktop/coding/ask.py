"""A small pop-up that asks for one thing of an event: a value, a status, a note. What is typed is read at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desktop.fuzzy import match
from desktop.theme import Theme
from desktop.type_ahead import Choice, TypeAhead
from desktop.type_ahead_rows import Row

WIDTH, INSET = 330, 6  # INSET: between the frame and what it holds
RowsFor = Callable[[str], Sequence[Row]]


class Ask(TypeAhead):
    """Asks with the rows that whoever opens it makes of what is typed; the value of a row chosen is handed back."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, hint="", name="Value")
        self._rows_for: RowsFor = lambda typed: []
        self._done: Callable[[object], object] = lambda value: None
        self._nothing = ""
        self.footer.setWordWrap(True)

    def open(
        self,
        title: str,
        rows_for: RowsFor,
        done: Callable[[object], object],
        where: QPoint,
        *,
        typed: str = "",
        nothing: str = "",
        footer: str = "",
        start: int = 0,
    ) -> None:
        """Open at a global point.

        Args:
            title: what is asked for, shown while nothing is typed.
            typed: what stands in the field at first, selected.
            nothing: what is said when nothing can be chosen.
            footer: a definition, shown whole in as many lines as it takes.
            start: the row that is marked at first, so that Enter takes it.
        """
        self._rows_for, self._done, self._nothing = rows_for, done, nothing
        self.field.setPlaceholderText(title)
        self.field.setAccessibleName(title)
        self._say_below(footer)
        self.open_at(self.within.mapFromGlobal(where), WIDTH)
        if start:
            self._select(start)
        if typed:
            self.field.setText(typed)
            self.field.selectAll()

    def _say_below(self, text: str) -> None:
        self.footer.setText(text)
        self.footer.ensurePolished()  # or its height is that of another font
        self.footer.setFixedHeight(max(0, self.footer.heightForWidth(WIDTH - 2 * INSET)))  # -1 for no text

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the rows of whoever opened it."""
        return self._rows_for(typed)

    def choose(self, choice: Choice) -> None:
        """Hand the value of the row back."""
        self._done(choice.value)

    def nothing_found(self, typed: str) -> str:
        """Return what is said when nothing can be chosen."""
        return self._nothing or super().nothing_found(typed)


def fitting(rows: Sequence[Row], typed: str) -> list[Row]:
    """Return the rows whose text fits what was typed, best first; all of them when nothing was."""
    if not typed.strip():
        return list(rows)
    found = [(match(typed, f"{row.text} {row.hint}"), row) for row in rows]
    kept = [(hit.score, row) for hit, row in found if hit is not None]
    return [row for _, row in sorted(kept, key=lambda pair: -pair[0])]
