"""Connects what belongs to suggestions: reader, strip, cards and session with the desks that answer them."""

from __future__ import annotations

from collections.abc import Callable

from desktop.coding import CodingPanel
from desktop.coding.panel import EVENTS
from desktop.coding_desk import CodingDesk
from desktop.reader import KeyPress, ReaderView
from desktop.review.strip import ReviewStrip
from desktop.review_desk import ReviewDesk
from desktop.review_events import EventReview
from desktop.session import Session
from desktop.status_bar import StatusBar


def connect(
    review: ReviewDesk,
    desk: CodingDesk,
    reader: ReaderView,
    session: Session,
    status: StatusBar,
    *,
    key: Callable[[KeyPress], object],
    trouble: Callable[[str], object],
) -> None:
    """Connect what is proposed. It comes behind the desk in each signal, and before it at each key.

    Args:
        key: takes the keys that mean nothing to a suggestion.
    """
    desk.suggested, desk.correct = review.shown, review.correct
    session.project_changed.connect(review.use_project)
    session.article_changed.connect(review.show_article)
    session.changed.connect(lambda changes, _initiator: review.follow(changes))
    review.changed.connect(desk.show_spans)
    review.hint.connect(status.show_hint)
    review.told.connect(status.show_saved)
    review.failed.connect(trouble)
    reader.key_pressed.connect(review.key)
    review.key_unused.connect(key)


def connect_events(
    proposed: EventReview,
    review: ReviewDesk,
    desk: CodingDesk,
    reader: ReaderView,
    panel: CodingPanel,
    strip: ReviewStrip,
    session: Session,
    hint: Callable[[str], object],
) -> None:
    """Connect the suggested events, whose cards stand under those of the events; behind `connect`."""
    desk.suggested = lambda: review.shown() + proposed.shown()
    session.article_changed.connect(proposed.show_article)
    session.changed.connect(lambda changes, _initiator: proposed.follow(changes))
    review.finder.events.connect(proposed.set_event_suggestions)
    strip.events_wanted.connect(proposed.go)
    proposed.counted.connect(review.set_events)
    proposed.changed.connect(desk.show_spans)
    proposed.hint.connect(hint)
    proposed.wanted.connect(lambda: panel.show_list(EVENTS))
    proposed.left.connect(reader.setFocus)
