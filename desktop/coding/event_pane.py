"""The events of the article being read, as the session holds them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop.coding import event_words
from desktop.coding.ask import Ask
from desktop.coding.event_list import EventList
from desktop.coding.type_picker import TypePicker
from desktop.session import Session
from desktop.theme import Theme
from labels import event_types
from labels.role import Role


class EventPane(EventList):
    """Cards of the session's events, and the pop-ups that ask about one. It writes nothing itself.

    Signals:
        event_requested: an event's id: take it in hand.
        line_shown: a `Line` whose words should be seen in the article.
        edit_requested: a `Line` to be filled or changed, None for the event's type.
        clear_requested: a `Line` to be emptied, None for the title.
        menu_requested: an event's id, a `Line` or None, a global position.
    """

    event_requested = Signal(int)
    line_shown = Signal(object)
    edit_requested = Signal(object)
    clear_requested = Signal(object)
    menu_requested = Signal(int, object, QPoint)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._session, self._theme = session, theme
        self._key = "E"
        self._ask: Ask | None = None
        self._types: TypePicker | None = None
        self.view.chosen.connect(self.event_requested)
        self.view.line_chosen.connect(self.line_shown)
        self.view.edit_wanted.connect(self.edit_requested)
        self.view.clear_wanted.connect(self.clear_requested)
        self.view.menu_wanted.connect(self.menu_requested)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        super().set_theme(theme)
        for part in (self._ask, self._types):
            if part is not None:
                part.set_theme(theme)
        self.refresh()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Take other keys, by action id."""
        self._key = keys.get("new_event", self._key)
        self.refresh()

    def refresh(self) -> None:
        """Show the session's events anew."""
        session = self._session
        found = {event.type_id for event in session.events}
        roles: dict[int | None, list[Role]] = {type_id: session.roles_for(type_id) for type_id in found}
        colours = event_types.colours(session.event_types())
        cards = event_words.cards(
            session.events,
            roles,
            colours,
            held=session.event_in_hand,
            coder_id=session.coder_id,
            warned=session.failed_checks,
            countries=self._countries(),
        )
        self.show_cards(cards, article=session.article is not None, key=self._key)

    def _countries(self) -> dict[int, str]:
        """Return the country's name of every place that the events mean: a Hama may be Syria's or another's."""
        store = self._session.store
        ids = {each.place_id for event in self._session.events for each in event.arguments if each.place_id}
        if store is None or not ids:
            return {}
        from labels import place_reading  # only articles with places need these: the start is quicker without
        from labels.gazetteer.context import country_name

        found = place_reading.many(store, sorted(ids))
        return {place.id: country_name(place.country) for place in found if place.country}

    @property
    def number(self) -> str:
        """How many events there are, "" for none."""
        return str(len(self._session.events) or "")

    def badge(self, event_id: int | None) -> str:
        """Return what an event is called here ("E2"), "" for one that is not in this article."""
        return next((card.badge for card in self.view.cards.cards if card.event.id == event_id), "")

    def asker(self) -> Ask:
        """Return the pop-up that asks for a value."""
        if self._ask is None or self._ask.within is not self.window():
            self._ask = Ask(self._theme, self.window())
        return self._ask

    def type_picker(self) -> TypePicker:
        """Return the pop-up that lists the event types."""
        if self._types is None or self._types.within is not self.window():
            self._types = TypePicker(self._theme, self.window())
        return self._types
