"""Where the map stands beside a list of places. The map itself is handed in: nothing here knows how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.plain import PlainLabel
from desktop.theme import Theme

Spot = tuple[object, str, float, float]  # key, name, latitude, longitude
_DEGREES = 3.0  # shown about a single place
_COUNTRY = 8.0  # shown about the middle of a country


class PlaceMap(Protocol):
    """What is asked of a map; `pointed` tells a click beside every candidate, as latitude and longitude."""

    candidate_chosen: SignalInstance
    pointed: SignalInstance

    def show_candidates(self, candidates: Sequence[Spot]) -> None:
        """Show these places, numbered in their order."""

    def choose_candidate(self, key: object) -> None:
        """Mark one of them."""

    def focus_on(self, latitude: float, longitude: float, degrees: float) -> None:
        """Show what lies about a point."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""


MapFactory = Callable[[Theme, QWidget], QWidget]


class MapSlot(QFrame):
    """Holds the map, which is made when it is first shown; without a factory it stays away.

    Signals:
        chosen: the key of a place that was clicked.
        pointed: latitude and longitude of a click beside every place.
    """

    chosen = Signal(object)
    pointed = Signal(float, float)

    def __init__(self, theme: Theme, factory: MapFactory | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._factory = theme, factory
        self.map: PlaceMap | None = None
        self.nowhere = PlainLabel("", self)
        self.nowhere.setProperty("role", "second")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.nowhere)
        self.nowhere.hide()
        self.setVisible(factory is not None)

    @property
    def present(self) -> bool:
        """Whether there is a map to show at all."""
        return self._factory is not None

    def show_spots(self, spots: Sequence[Spot], *, focus: bool = True) -> None:
        """Show these places; a single one with what lies about it, unless the view is to stay (`focus`)."""
        shown = self._made()
        if shown is None:
            return
        shown.show_candidates(spots)
        if len(spots) == 1 and focus:
            shown.focus_on(spots[0][2], spots[0][3], _DEGREES)

    def look_about(self, latitude: float, longitude: float) -> None:
        """Show a country by its middle, where nothing is marked yet."""
        if (shown := self._made()) is not None:
            shown.focus_on(latitude, longitude, _COUNTRY)

    def mark(self, key: object) -> None:
        """Mark one of the places shown."""
        if self.map is not None:
            self.map.choose_candidate(key)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self.map is not None:
            self.map.set_theme(theme)

    def _made(self) -> PlaceMap | None:
        if self.map is None and self._factory is not None:
            widget = self._factory(self._theme, self)
            self._layout.addWidget(widget)
            self.map = cast(PlaceMap, widget)
            self.map.candidate_chosen.connect(self.chosen)
            self.map.pointed.connect(self.pointed)
        return self.map
