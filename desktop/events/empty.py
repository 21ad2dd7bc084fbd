"""What stands where the table would be: no events in the project yet, or none that the filters leave."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.empty_state import EmptyState
from desktop.theme import Theme

NONE_YET = (
    "No events yet",
    "Open an article, mark the words that tell of an event and press E.\n"
    "The events of all articles are listed here, shown on the map and counted in the timeline.",
)
NOT_FOUND = ("No event is left", "The search and the filters above leave none.")


class EmptyPage(EmptyState):
    """Signal: `wanted`, the filters are to be cleared."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, picture="map-pin", button="Clear the filters", parent=parent)

    def show_reason(self, *, has_events: bool) -> None:
        """Say why nothing is listed."""
        self.say(*(NOT_FOUND if has_events else NONE_YET), picture="search" if has_events else "map-pin")
        self.button.setVisible(has_events)
