from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from corpus import journal
from corpus.article import RawArticle
from corpus.store import Store
from desktop import event_wiring, theme
from desktop.coding import CodingPanel
from desktop.coding_desk import CodingDesk
from desktop.event_desk import NO_EVENT, EventDesk
from desktop.reader import KeyPress, ReaderView
from desktop.session import Session
from desktop.token_service import TokenService
from labels import event_types, events, labels, roles, spans
from labels.event import ArgumentDraft, Event, EventDraft
from labels.intake import take_in

TEXT = "Rebels seized the bridge on Friday. The army left the town. Omar watched."
LABELS: tuple[tuple[str, Any, str], ...] = (
    ("EVENT", "event", "1"),
    ("ACTOR", "actor", "2"),
    ("LOCATION", "location", "3"),
)
ROLES: tuple[tuple[str, Any, str, bool], ...] = (
    ("Actor", "actor", "ACTOR", True), ("Place", "place", "LOCATION", False), ("Fatalities", "number", "", False),
)  # fmt: skip


class Parts:
    """Session, reader, panel and desks, as the window joins them."""

    def __init__(self, path: Path, bot: QtBot) -> None:
        self.parent = QObject()
        self.session = Session(self.parent)
        self.session.open(path, coder="rima")
        self.window = QWidget()
        bot.addWidget(self.window)
        self.reader = ReaderView(theme.light(), self.window)
        self.panel = CodingPanel(self.session, theme.light(), self.window)
        self.panel.setGeometry(720, 0, 340, 700)
        self.reader.resize(700, 700)
        self.tokens = TokenService(self.parent)
        self.spans = CodingDesk(self.session, self.reader, self.panel, self.tokens, self.parent)
        self.desk = EventDesk(self.session, self.reader, self.panel, self.parent)
        self.hints: list[str] = []
        event_wiring.connect(self.desk, self.spans, self.reader, self.panel, self.session, self.hints.append)
        self.session.article_changed.connect(self.spans.show_article)
        self.session.changed.connect(lambda changes, _: self.spans.follow(changes))
        self.tokens.use(self.session.store)
        self.window.resize(1060, 700)
        with bot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.session.show(1)

    def select(self, words: str) -> None:
        """Select words of the article."""
        start = TEXT.index(words)
        self.reader.select(start, start + len(words))

    def press(self, char: str, *, shift: bool = False) -> None:
        """Press a key in the reader."""
        self.desk.key(KeyPress(char, shift))

    def event(self) -> Event:
        """The event in hand."""
        found = self.desk.event_in_hand()
        assert found
        return found

    def filled(self) -> list[tuple[str, str]]:
        """What fills the roles of the event in hand."""
        return [(argument.role, argument.text) for argument in self.event().arguments]

    def answer(self, *keys: Qt.Key, typed: str = "") -> None:
        """Answer the question that is asked."""
        asked = self.panel.event_pane.asker()
        assert asked.isVisible()
        QTest.keyClicks(asked.field, typed)
        for key in (*keys, Qt.Key.Key_Return):
            QTest.keyClick(asked.field, key)


@pytest.fixture
def make(project_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Parts]]:
    """Makes the parts on a new project, with or without labels of kind event."""
    made: list[Parts] = []

    def parts(*, trigger_labels: bool = True) -> Parts:
        with Store.create(project_path, coder="rima") as store:
            for name, kind, key in LABELS:
                if trigger_labels or kind != "event":
                    labels.add(store, name, kind=kind, key=key)
            known = labels.by_name(store)
            with journal.step(store, "codebook", "Types and roles") as step:
                event_types.insert(step, "Taken", words=["seized"])
                for name, kind, label, many in ROLES:
                    fits = [known[label].id] if label else []
                    roles.insert(step, name, kind=kind, labels=fits, many=many)
            take_in(store, [RawArticle(TEXT, "Bridge", "Wire", "2024-12-06", language="en")])
        made.append(Parts(project_path, qtbot))
        return made[-1]

    yield parts
    for each in made:
        each.tokens.stop()
        each.session.close()


@pytest.fixture
def parts(make: Callable[..., Parts]) -> Parts:
    return make()


def test_without_anything_chosen_a_hint_says_what_to_choose(parts: Parts) -> None:
    parts.desk.new_event()
    assert parts.session.events == []
    assert "Select the words" in parts.hints[0]


def test_a_whole_sentence_makes_an_event_without_a_trigger(parts: Parts) -> None:
    parts.select("The army left the town.")
    parts.desk.new_event()
    assert parts.event().trigger_span_id is None
    assert TEXT[parts.event().start : parts.event().end] == "The army left the town."
    assert parts.session.spans == []


def test_the_word_in_hand_makes_an_event_of_its_sentence(parts: Parts) -> None:
    parts.select("army")
    parts.reader.clear_selection()
    parts.desk.new_event()
    assert TEXT[parts.event().start : parts.event().end] == "The army left the town."


def test_a_codebook_without_a_label_for_triggers_makes_events_of_words(make: Callable[..., Parts]) -> None:
    parts = make(trigger_labels=False)
    parts.select("seized")
    parts.desk.new_event()
    assert (parts.event().trigger_span_id, TEXT[parts.event().start : parts.event().end]) == (None, "seized")


def test_the_same_trigger_is_not_made_into_a_second_event_by_a_second_press(parts: Parts) -> None:
    parts.select("seized")
    parts.desk.new_event()
    parts.desk.new_event()
    assert len(parts.session.events) == 1
    assert "rests on these words already" in parts.hints[-1]


def test_a_span_without_a_fitting_label_fills_a_role_too(parts: Parts) -> None:
    parts.desk.empty_event()
    assert parts.session.store
    label = labels.by_name(parts.session.store)["LOCATION"].id
    start = TEXT.index("bridge")
    parts.session.do(spans.add, 1, start, start + 6, label)
    parts.press("1")
    assert parts.filled() == [("Actor", "bridge")]
    assert len(parts.session.spans) == 1


def test_words_fill_a_role_that_no_label_belongs_to(parts: Parts) -> None:
    parts.desk.empty_event()
    parts.select("Friday")
    parts.press("3")
    assert parts.filled() == [("Fatalities", "Friday")]
    assert parts.session.spans == []
    assert [(span.label, span.lit) for span in parts.reader.spans()] == [("Fatalities", "argument")]


def test_the_same_words_fill_a_role_once(parts: Parts) -> None:
    parts.desk.empty_event()
    parts.select("Rebels")
    parts.press("1")
    parts.press("1")
    assert parts.filled() == [("Actor", "Rebels")]


def test_a_digit_beyond_the_roles_gives_a_hint(parts: Parts) -> None:
    parts.desk.empty_event()
    parts.select("Rebels")
    parts.press("9")
    assert parts.hints == ["E1 has 3 roles; Esc lets go of it."]
    assert parts.session.spans == []


def test_letters_of_labels_still_label_while_an_event_is_in_hand(parts: Parts, qtbot: QtBot) -> None:
    parts.desk.empty_event()
    with qtbot.waitSignal(parts.desk.key_unused) as passed:
        parts.press("w")
    assert passed.args == [KeyPress("w")]


def test_escape_lets_go_of_the_selection_then_of_the_event_then_of_the_span(parts: Parts) -> None:
    parts.select("seized")
    parts.desk.new_event()
    hand = parts.reader.hand()
    parts.select("Rebels")
    QTest.keyClick(parts.reader, Qt.Key.Key_Escape)
    assert (parts.reader.selection(), parts.session.event_in_hand is None) == (None, False)

    parts.reader.set_hand(hand)
    QTest.keyClick(parts.reader, Qt.Key.Key_Escape)
    assert (parts.session.event_in_hand, parts.reader.hand()) == (None, hand)
    QTest.keyClick(parts.reader, Qt.Key.Key_Escape)
    assert parts.reader.hand() is None


def test_an_action_without_an_event_in_hand_says_how_to_take_one(parts: Parts) -> None:
    for do in (parts.desk.choose_type, parts.desk.ask_status, parts.desk.duplicate, parts.desk.remove):
        do()
    assert parts.hints == [NO_EVENT] * 4


def test_an_article_without_events_says_so_when_one_steps(parts: Parts) -> None:
    parts.desk.step(1)
    assert parts.hints == ["This article has no events yet."]


def test_a_typed_name_is_looked_up_once_it_fills_the_role(parts: Parts, qtbot: QtBot) -> None:
    parts.desk.empty_event()
    parts.press("2", shift=True)
    with qtbot.waitSignal(parts.desk.place_wanted) as wanted:
        parts.answer(Qt.Key.Key_Down, typed="Nassib crossing")
    (argument,) = parts.event().arguments
    assert (argument.text, argument.free, wanted.args) == ("Nassib crossing", True, [argument.id])


def test_an_actor_that_is_there_can_be_looked_up(parts: Parts, qtbot: QtBot) -> None:
    parts.desk.empty_event()
    parts.select("Rebels")
    parts.press("1")
    parts.press("1", shift=True)
    with qtbot.waitSignal(parts.desk.actor_wanted) as wanted:
        parts.answer()
    assert wanted.args == [parts.event().arguments[0].id]


def test_status_and_certainty_are_set_by_a_few_letters(parts: Parts) -> None:
    parts.desk.empty_event()
    for typed in ("planned", "claimed", "histor"):
        parts.desk.ask_status()
        parts.answer(typed=typed)
    assert (parts.event().status, parts.event().certainty, parts.event().historical) == ("planned", "claimed", True)


def test_a_line_of_the_card_shows_its_words_and_is_cleared(parts: Parts) -> None:
    parts.desk.empty_event()
    parts.select("Rebels")
    parts.press("1")
    parts.reader.set_hand(None)
    view = parts.panel.event_pane.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert parts.reader.hand() == parts.session.spans[0].id

    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert parts.filled() == []


def test_digits_fill_roles_from_the_pane_too(parts: Parts) -> None:
    parts.desk.empty_event()
    parts.select("Rebels")
    QTest.keyClick(parts.panel.event_pane.view, Qt.Key.Key_1)
    assert parts.filled() == [("Actor", "Rebels")]


def test_the_menu_of_a_line_moves_it_to_another_event(parts: Parts) -> None:
    parts.desk.empty_event()
    parts.desk.empty_event()
    parts.select("Rebels")
    parts.press("1")
    line = parts.panel.event_pane.view.held().lines[0]  # type: ignore[union-attr]
    menu = parts.desk.menu_of(parts.event(), line)
    moves = next(action.menu() for action in menu.actions() if action.text() == "Move to")
    assert moves is not None
    moves.actions()[0].trigger()  # type: ignore[attr-defined]
    assert [len(event.arguments) for event in parts.session.events] == [1, 0]


def test_another_coder_s_event_is_shown_and_left_alone(parts: Parts, project_path: Path) -> None:
    with Store.open(project_path, coder="omar") as store:
        events.add(store, 1, EventDraft(start=0, end=6))
    parts.session.show(1)
    parts.desk.step(1)
    refused: list[str] = []
    parts.session.failed.connect(refused.append)
    parts.select("army")
    parts.press("1")
    assert refused == ["That event was coded by omar; only omar can change it."]
    assert parts.session.spans == []


def test_a_check_of_the_codebook_that_fails_is_told_on_the_card(parts: Parts) -> None:
    assert parts.session.store
    with journal.step(parts.session.store, "codebook", "Check") as step:
        roles.insert_check(step, "Fatalities.best = 3", "Three, says the desk.")
        parts.desk.empty_event()
    role_id = roles.by_name(parts.session.store)["Fatalities"].id
    parts.session.do(events.fill, parts.event().id, ArgumentDraft(role_id, "4", value={"best": 4}))
    card = parts.panel.event_pane.view.held()
    assert card is not None
    assert card.warnings == ("Three, says the desk.",)
