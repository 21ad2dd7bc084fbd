"""The spans of an article as rows for the list: filtered, with how deep each lies inside others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import plain
from desktop.when import ago
from labels.span import Span

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One row.

    Attributes:
        name: the label's name as shown.
        colour: the label's stored colour, `#rrggbb`.
        depth: inside how many other spans it lies, at most `DEEPEST`.
        own: the present coder's, so it can be changed.
    """

    span: Span
    name: str
    colour: str
    depth: int
    own: bool

    @property
    def words(self) -> str:
        """The span's words on one line."""
        return " ".join(self.span.surface.split())


def rows(spans: Sequence[Span], names: Mapping[int, str], colours: Mapping[int, str], coder_id: int) -> list[SpanRow]:
    """Return the rows of spans in reading order (an enclosing span before what it holds)."""
    found: list[SpanRow] = []
    open_ends: list[int] = []
    for span in spans:
        open_ends = [end for end in open_ends if end > span.start]
        depth = min(sum(end >= span.end for end in open_ends), DEEPEST)
        open_ends.append(span.end)
        name, colour = names.get(span.label_id, span.label), colours.get(span.label_id, "#475569")
        found.append(SpanRow(span, name, colour, depth, not coder_id or span.coder_id == coder_id))
    return found


def fits(row: SpanRow, wanted: str) -> bool:
    """Say whether each word of the filter occurs in the span's words, label, coder or note."""
    held = " ".join((row.span.surface, row.span.label, row.name, row.span.coder, row.span.note)).casefold()
    return all(word in held for word in wanted.casefold().split())


class SpanModel(QAbstractListModel):
    """Rows, and the way from a span's id to its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[SpanRow] = []
        self._shown: list[SpanRow] = []
        self._places: dict[int, int] = {}
        self._wanted = ""

    def set_rows(self, found: list[SpanRow]) -> None:
        """Show other rows; nothing is told to the view when they are the same."""
        if found != self._all:
            self._all = found
            self._choose()

    def set_filter(self, wanted: str) -> None:
        """Show only the rows that fit."""
        if wanted.split() != self._wanted.split():
            self._wanted = wanted
            self._choose()

    def _choose(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._all if fits(row, self._wanted)] if self._wanted.strip() else self._all
        self._places = {row.span.id: at for at, row in enumerate(self._shown)}
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many spans there are, shown or not."""
        return len(self._all)

    @property
    def others(self) -> int:
        """How many of them are other coders'."""
        return sum(not row.own for row in self._all)

    def row(self, index: Index) -> SpanRow | None:
        """Return the row at an index."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def place(self, span_id: int | None) -> QModelIndex:
        """Return where a span is shown; an invalid index when it is not."""
        at = self._places.get(span_id or 0)
        return self.index(at) if at is not None else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows shown; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, what a screen reader says, the tooltip, or the row itself for the delegate."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(tip(row))
        return row if role == ROW_ROLE else None


def spoken(row: SpanRow) -> str:
    """Return a row for screen readers."""
    parts = [row.words, row.name, row.span.certainty, "has a note" if row.span.note else ""]
    parts.append("" if row.own else f"coded by {row.span.coder}")
    return ", ".join(part for part in parts if part)


def tip(row: SpanRow) -> str:
    """Return what is said when the mouse rests on a row."""
    span = row.span
    parts = [f"{span.label}: “{row.words}”", f"{span.coder} · {ago(span.created)}", span.certainty, span.note]
    return "\n".join(part for part in parts if part)
