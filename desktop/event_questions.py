"""What is asked about an event in pop-ups: its type, a value, its status, its note. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.coding.ask import fitting
from desktop.coding.event_pane import EventPane
from desktop.event_values import rows_for
from desktop.session import Session
from desktop.type_ahead_rows import Row
from labels import event_types
from labels.event import CERTAINTIES, EVENT_STATUSES, Event
from labels.role import Role, RoleKind

_TYPE_IT: dict[RoleKind, str] = {
    "date": "A day, as 2024-12-06, 6 Dec or last week", "number": "A number, as 20, at least 20 or 6-8",
    "code": "A code or what it means", "place": "A place’s name", "actor": "An actor’s name", "text": "Words",
}  # fmt: skip


class EventQuestions:
    """Opens the pop-ups of an event pane and hands the answers on."""

    def __init__(self, session: Session, pane: EventPane) -> None:
        self._session, self._pane = session, pane

    def ask_type(self, event: Event, done: Callable[[Any], object]) -> None:
        """Ask for an event's type; `done` gets its id or None."""
        types = self._session.event_types()
        picker = self._pane.type_picker()
        picker.done = done
        picker.open(types, event_types.colours(types), event.type_id, self._pane.view.below(None))

    def ask_value(self, event: Event, role: Role, done: Callable[[object], object]) -> None:
        """Ask for a role's value; `done` gets a draft, or one of `event_values`' choices."""
        article = self._session.article
        there = [argument for argument in event.arguments if argument.role_id == role.id]
        published, language = (article.published, article.language) if article else ("", "")

        def rows(typed: str) -> Sequence[Row]:
            return rows_for(role, there, typed, published=published, language=language or "en")

        definition = " ".join(role.definition.split())
        where = self._pane.view.below(role.id)
        hint = f"{_TYPE_IT[role.kind]}." if role.kind != "code" else "This role has no codes; the codebook lists them."
        self._pane.asker().open(role.name, rows, done, where, nothing=hint, footer=definition)

    def ask_status(self, event: Event, done: Callable[[Any], object]) -> None:
        """Ask for status, certainty or history; `done` gets the value to set by its name."""
        rows = [
            Row({"status": name}, name.capitalize(), _now("Status", event.status == name)) for name in EVENT_STATUSES
        ]
        for sure in CERTAINTIES:
            text = sure.capitalize() or "Certainty not stated"
            rows.append(Row({"certainty": sure}, text, _now("Certainty", event.certainty == sure)))
        text = "No longer historical" if event.historical else "Historical"
        rows.insert(0, Row({"historical": not event.historical}, text, "of another time than the article’s"))
        at = 1 + EVENT_STATUSES.index(event.status) if event.status in EVENT_STATUSES else 0
        where = self._pane.view.below(None)
        self._pane.asker().open("Status, certainty, history", lambda typed: fitting(rows, typed), done, where, start=at)

    def ask_note(self, event: Event, done: Callable[[Any], object]) -> None:
        """Ask for an event's note; `done` gets its text."""

        def rows(typed: str) -> Sequence[Row]:
            if typed.strip():
                return [Row(typed, "Keep this note", typed)]
            return [Row("", "Remove the note", event.note)] if event.note else []

        where = self._pane.view.below(None)
        nothing = "Why, or what is unclear."
        self._pane.asker().open("Note on the event", rows, done, where, typed=event.note, nothing=nothing)

    def ask_event(self, words: str, others: Sequence[tuple[str, int]], done: Callable[[Any], object]) -> None:
        """Ask for one of the other events; `done` gets its id."""
        rows = [Row(event_id, text) for text, event_id in others]
        nothing = "" if others else "There is no other event of yours in this article."
        where = self._pane.view.below(None)
        self._pane.asker().open(
            f"Move “{words[:30]}” to", lambda typed: fitting(rows, typed), done, where, nothing=nothing
        )


def _now(what: str, chosen: bool) -> str:
    return f"{what} · now" if chosen else what
