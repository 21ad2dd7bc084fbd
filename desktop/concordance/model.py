"""The hits as a Qt model: arrays of places, and pages of lines that are fetched when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop import plain
from labels.concordance import Batch, Hits
from labels.kwic import Line, Place
from labels.label import Label

PAGE, PAGES = 16, 160  # lines fetched at once, pages held
LINE = Qt.ItemDataRole.UserRole  # the Line
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[Place]], list[Line | None]]
TICK, ARTICLE, BEFORE, HIT, AFTER, LABEL = range(6)
TITLES = ("", "Article", "Before", "Hit", "After", "Label")
_ROOT = QModelIndex()
_SIDES = {BEFORE: Qt.AlignmentFlag.AlignRight, HIT: Qt.AlignmentFlag.AlignHCenter}


class HitModel(QAbstractTableModel):
    """A row for each hit.

    Attributes:
        hits: all that was found.
        labels: by id; the retired ones too.

    Signals:
        ticks_changed: other hits are ticked than before.
    """

    ticks_changed = Signal()

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.hits = Hits()
        self.labels: dict[int, Label] = {}
        self._order: array[int] | None = None
        self._ticks = bytearray()
        self._ticked = 0
        self._pages: OrderedDict[int, list[Line | None]] = OrderedDict()

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ticks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES.get(section, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ticks):
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            if index.column() != TICK:
                return None
            return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        if role not in (LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index.row())
        if role == LINE:
            return line
        if line is None:
            return "This article is gone" if index.column() == HIT and role == Qt.ItemDataRole.DisplayRole else None
        shown = self._text(line, index.column())
        return plain.tooltip(_tooltip(line)) if role == Qt.ItemDataRole.ToolTipRole else plain.bidi_isolate(shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == TICK else flags

    # What is listed

    def clear(self) -> None:
        """List nothing, and start a new search."""
        self.beginResetModel()
        self.hits, self._order = Hits(), None
        self._ticks, self._ticked = bytearray(), 0
        self._pages.clear()
        self.endResetModel()

    def add(self, batch: Batch) -> None:
        """List what was found next, after the rest."""
        before, new = len(self._ticks), len(batch.starts)
        if not new:
            self.hits.add(batch)
            return
        self._pages.pop(before // PAGE, None)  # it was not full
        self.beginInsertRows(_ROOT, before, before + new - 1)
        self.hits.add(batch)
        self._ticks.extend(bytes(new))
        self.endInsertRows()

    def set_order(self, rows: array[int] | None) -> None:
        """List the hits in another order; ticks stay with their hits."""
        self.layoutAboutToBeChanged.emit()
        self._order = rows
        self._pages.clear()
        self.layoutChanged.emit()

    def touch_all(self) -> None:
        """Read every line again when it is next looked at."""
        self._pages.clear()
        self._repaint(0, len(self._ticks) - 1)

    def line(self, row: int) -> Line | None:
        """Return what stands in a row, None when its article is gone."""
        number = row // PAGE
        if number not in self._pages:
            last = min((number + 1) * PAGE, len(self._ticks))
            self._pages[number] = self._fetch([self.place(each) for each in range(number * PAGE, last)])
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number][row % PAGE]

    def place(self, row: int) -> Place:
        """Return article, start and end (code points) of the hit in a row."""
        at = self._at(row)
        return self.hits.articles[at], self.hits.starts[at], self.hits.ends[at]

    # Ticks

    @property
    def ticked(self) -> int:
        """How many hits are ticked."""
        return self._ticked

    def is_ticked(self, row: int) -> bool:
        """Whether the hit in a row is ticked."""
        return bool(self._ticks[self._at(row)])

    def tick(self, rows: Sequence[int], *, on: bool) -> None:
        """Tick these rows, or take the ticks off."""
        for row in rows:
            at = self._at(row)
            self._ticked += int(on) - self._ticks[at]
            self._ticks[at] = on
        if rows:
            self._repaint(min(rows), max(rows))
            self.ticks_changed.emit()

    def tick_all(self, *, on: bool) -> None:
        """Tick every hit, or none."""
        self._ticks = bytearray(b"\1" if on else b"\0") * len(self._ticks)
        self._ticked = len(self._ticks) if on else 0
        self._repaint(0, len(self._ticks) - 1)
        self.ticks_changed.emit()

    def ticked_places(self) -> Callable[[], Iterator[Place]]:
        """Return what yields the places ticked now, whatever happens to the ticks since."""
        ticks, hits = bytes(self._ticks), self.hits
        return lambda: (
            (hits.articles[at], hits.starts[at], hits.ends[at]) for at, ticked in enumerate(ticks) if ticked
        )

    def _at(self, row: int) -> int:
        """Return which hit stands in a row."""
        return row if self._order is None or row >= len(self._order) else self._order[row]

    def _repaint(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(TITLES) - 1))

    def _text(self, line: Line, column: int) -> str:
        match column:
            case 1:
                return " · ".join(part for part in (line.published[:10], line.source or line.title) if part)
            case 2:
                return line.before
            case 3:
                return line.hit
            case 4:
                return line.after
            case 5:
                return ", ".join(self.names(line) or [f"in {name}" for name in self.around(line)])
        return ""

    def around(self, line: Line) -> list[str]:
        """Return the names of the labels on longer ranges that hold a hit, or that share words with it."""
        found = [mark.label_id for mark in line.marks if (mark.start, mark.end) != (line.start, line.end)]
        return [self.labels[label_id].name for label_id in dict.fromkeys(found) if label_id in self.labels]

    def names(self, line: Line) -> list[str]:
        """Return the names of the labels on the very words of a hit."""
        found = [mark.label_id for mark in line.marks if (mark.start, mark.end) == (line.start, line.end)]
        return [self.labels[label_id].name for label_id in dict.fromkeys(found) if label_id in self.labels]


def _tooltip(line: Line) -> str:
    head = " · ".join(part for part in (line.title, line.source, line.published[:10]) if part)
    return f"{head}\n\n…{line.before}{line.hit}{line.after}…"
