"""The page of all events: table, map and timeline, which show one another's selection."""

from desktop.events.page import EventsPage

__all__ = ["EventsPage"]
