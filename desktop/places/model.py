"""The project's places as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from desktop import plain
from desktop.places import words
from labels.gazetteer.context import country_name
from labels.gazetteer.fold import fold
from labels.place import Place

Index = QModelIndex | QPersistentModelIndex
PLACE_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
HEADS = ("Name", "Kind", "Province", "Country", "Coordinates", "Used", "From")
_USED = HEADS.index("Used")
_ORIGINS = {"human": "the desk", "gazetteer": "gazetteer", "import": "import"}


class PlaceModel(QAbstractTableModel):
    """One place a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: Sequence[Place] = ()
        self._uses: Mapping[int, int] = {}

    def set_places(self, places: Sequence[Place], uses: Mapping[int, int]) -> None:
        """Show these, each with how many filled roles name it."""
        self.beginResetModel()
        self.places, self._uses = places, uses
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of places; they have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's head."""
        across = orientation == Qt.Orientation.Horizontal
        return HEADS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the place itself, what it is sorted by, or its other names as tooltip."""
        place = self.places[index.row()]
        if role == PLACE_ROLE:
            return place
        if role == SORT_ROLE and index.column() == _USED:
            return self._uses.get(place.id, 0)
        if role in (Qt.ItemDataRole.DisplayRole, SORT_ROLE):
            return self._cells(place)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return plain.tooltip("\n".join(part for part in (", ".join(place.names[:12]), place.note) if part))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _USED:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _cells(self, place: Place) -> tuple[str, ...]:
        used = self._uses.get(place.id, 0)
        name = plain.bidi_isolate(place.name) + (" (removed)" if place.retired else "")
        country = country_name(place.country) if place.country else ""
        origin = _ORIGINS.get(place.origin, place.origin)
        kind = words.kind_word(place.kind).capitalize()
        return name, kind, place.admin1, country, words.degrees(place), f"{used:,}" if used else "", origin


class PlaceFilter(QSortFilterProxyModel):
    """The places that are called, or lie, as was typed; sorted by any column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def set_typed(self, typed: str) -> None:
        """Show what fits the words typed."""
        self._typed = fold(typed)
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Say whether a row fits."""
        if not self._typed:
            return True
        model = self.sourceModel()
        place: Place = model.index(source_row, 0).data(PLACE_ROLE)
        texts = (place.name, *place.names, place.admin1, country_name(place.country), words.kind_word(place.kind))
        return any(self._typed in fold(text) for text in texts if text)
