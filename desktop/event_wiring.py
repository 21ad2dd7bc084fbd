"""Connects what belongs to events: reader, coding panel and session with the desk of events."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from desktop.coding import CodingPanel
from desktop.coding_desk import CodingDesk
from desktop.event_desk import EventDesk
from desktop.reader import ReaderView
from desktop.session import Session

WARM_UP = 400  # milliseconds after the start


def connect(
    desk: EventDesk,
    spans: CodingDesk,
    reader: ReaderView,
    panel: CodingPanel,
    session: Session,
    hint: Callable[[str], object],
) -> None:
    """Connect every signal of the event part. Keys come from suggestions, go to the event in hand, then to labels."""
    pane = panel.event_pane
    reader.event_left.connect(desk.let_go)
    panel.key_typed.connect(desk.typed)
    panel.event_wanted.connect(desk.new_event)
    desk.key_unused.connect(spans.key)
    desk.hint.connect(hint)
    session.article_changed.connect(desk.show_article)
    session.changed.connect(lambda changes, _initiator: desk.follow(changes))
    session.event_taken.connect(lambda _event_id: spans.show_spans())
    pane.event_requested.connect(desk.take)
    pane.line_shown.connect(desk.show_line)
    pane.edit_requested.connect(desk.edit_line)
    pane.clear_requested.connect(desk.clear_line)
    pane.menu_requested.connect(desk.show_menu)
    QTimer.singleShot(WARM_UP, desk, desk.drafting.warm_up)
