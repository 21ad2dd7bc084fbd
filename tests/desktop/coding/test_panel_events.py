"""The events below the labels."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.coding import CodingPanel
from desktop.coding.panel import EVENTS, SPANS
from desktop.session import Session
from labels import events
from labels.event import EventDraft

Heard = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def event_id(session: Session, span_ids: dict[str, int]) -> int:
    """The id of an event that rests on a span."""
    changes = session.do(events.add, 1, EventDraft(trigger_span_id=span_ids["seized"], start=40, end=46))
    assert changes
    return changes.events[0]


def test_at_first_the_spans_are_shown(panel: CodingPanel) -> None:
    assert panel.switch.chosen == SPANS
    assert panel.event_pane.isHidden()


def test_an_event_taken_in_hand_brings_its_card_up(panel: CodingPanel, session: Session, event_id: int) -> None:
    session.take_event(event_id)
    assert panel.switch.chosen == EVENTS
    assert panel.event_pane.view.held() is not None
    assert panel.switch.buttons[EVENTS].number == "1"


def test_while_an_event_is_in_hand_the_labels_digits_are_faint(
    panel: CodingPanel, session: Session, event_id: int, label_ids: dict[str, int]
) -> None:
    session.take_event(event_id)
    chip = panel.palette_view.chip(label_ids["ACTOR"])
    assert chip is not None
    assert chip.dimmed
    assert panel.held_note.full_text == "E1 in hand · Esc lets go"

    session.take_event(None)
    assert not chip.dimmed
    assert panel.held_note.full_text == ""


def test_an_event_that_is_taken_back_is_let_go_of(panel: CodingPanel, session: Session, event_id: int) -> None:
    session.take_event(event_id)
    session.undo()
    assert session.event_in_hand is None
    assert panel.event_pane.view.cards.cards == []


def test_another_article_has_its_own_events(panel: CodingPanel, session: Session, event_id: int) -> None:
    session.take_event(event_id)
    session.show(2)
    assert session.event_in_hand is None
    assert panel.event_pane.number == ""


def test_the_note_of_a_span_brings_the_spans_back(
    panel: CodingPanel, session: Session, event_id: int, span_ids: dict[str, int]
) -> None:
    session.take_event(event_id)
    panel.set_hand(span_ids["seized"])
    panel.edit_note()
    assert panel.switch.chosen == SPANS


def test_a_click_asks_for_a_new_event(panel: CodingPanel, heard: Heard) -> None:
    panel.show_list(EVENTS)
    asked = heard(panel.event_wanted)
    QTest.mouseClick(panel.new_event, Qt.MouseButton.LeftButton)
    assert len(asked) == 1


def test_an_article_with_events_opens_with_its_events(panel: CodingPanel, session: Session, event_id: int) -> None:
    session.project_changed.emit()
    assert panel.switch.chosen == EVENTS
