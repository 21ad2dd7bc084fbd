"""An analyst turns a story into event records, without a mouse and in few actions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from corpus import journal
from corpus.article import RawArticle
from corpus.store import Store
from labels import event_types, labels, roles
from labels.intake import take_in

Key = Qt.Key
Shift, Alt, Control = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
STORY = """Rebel column takes the crossing at Tell Shamat

TELL SHAMAT — Fighters of the Qasr Brigade captured the Shamat crossing on Thursday evening, two drivers said.

Guards fled, and 74 inmates were freed from the prison in Qasr. Gunmen attacked a checkpoint near Wadi Hur on Friday, \
killing at least 20 soldiers.

The Interior Ministry denied that its forces withdrew from Marj. A column plans to enter Harun within days. \
In 1987 the army shelled Qasr, and hundreds died.
"""
LABELS: tuple[tuple[Any, ...], ...] = (
    ("EVENT", "event", "1"),
    ("ACTOR", "actor", "2"),
    ("TARGET", "actor", "3"),
    ("LOCATION", "location", "4"),
    ("DATE", "date", "5"),
    ("FATALITIES", "casualties", "6"),
)
TYPES = (
    ("Territory taken", ("captured", "enter")),
    ("Prisoners freed", ("freed",)),
    ("Attack", ("attacked",)),
    ("Withdrawal", ("withdrew",)),
    ("Shelling", ("shelled",)),
)
ROLES: tuple[tuple[Any, ...], ...] = (
    ("Actor", "actor", "actor", "ACTOR", True),
    ("Against", "actor", "target", "TARGET", True),
    ("Place", "place", "place", "LOCATION", False),
    ("Date", "date", "date", "DATE", False),
    ("Fatalities", "number", "fatalities", "FATALITIES", False),
)


class Actions:
    """Counts what a person does: a selection, a key."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.count = 0

    def select(self, words: str, *, after: str = "") -> None:
        """Select words of the article, the first after others."""
        self.count += 1
        text = self.desk.app.session.article.text
        start = text.index(words, text.index(after) + len(after))
        self.desk.app.reader.select(start, start + len(words))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.count += 1
        self.desk.press(key, held)


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one story, a small codebook of events, and nothing coded; to be copied."""
    path = tmp_path_factory.mktemp("events") / "events.dateline"
    with Store.create(path, coder="rima") as store:
        for name, kind, key in LABELS:
            labels.add(store, name, kind=kind, key=key)
        known = labels.by_name(store)
        with journal.step(store, "codebook", "Event types and roles") as step:
            for name, words in TYPES:
                event_types.insert(step, name, words=words, definition=f"{name}, as told.")
            for name, kind, slot, label, many in ROLES:
                required = name == "Actor"
                roles.insert(step, name, kind=kind, slot=slot, labels=[known[label].id], many=many, required=required)
        take_in(store, [RawArticle(STORY, "Rebel column", "Orontes Wire", "2024-12-06", language="en")])
    return path


@pytest.fixture
def desk(open_desk: Callable[[Path | None], Any], coded: Path, tmp_path: Path) -> Any:
    """A window on that project, its text in hand."""
    copy = tmp_path / "events.dateline"
    copy.write_bytes(coded.read_bytes())
    return open_desk(copy)


def told(desk: Any) -> list[tuple[str, str, dict[str, list[str]]]]:
    """The trigger, type and filled roles of the article's events."""
    found = []
    for event in desk.app.session.events:
        filled: dict[str, list[str]] = {}
        for argument in event.arguments:
            filled.setdefault(argument.role, []).append(argument.text)
        found.append((event.trigger, event.type, filled))
    return found


def in_hand(desk: Any) -> str:
    """What the event in hand is called."""
    return str(desk.app.coding.event_pane.badge(desk.app.session.event_in_hand))


def test_an_event_with_two_arguments_takes_six_actions_from_raw_text(desk: Any) -> None:
    person = Actions(desk)
    person.select("captured")
    person.press(Key.Key_E)
    person.select("Qasr Brigade")
    person.press(Key.Key_1)
    person.select("Shamat crossing")
    person.press(Key.Key_3)

    assert person.count <= 6
    assert told(desk) == [
        ("captured", "Territory taken", {"Actor": ["Qasr Brigade"], "Place": ["Shamat crossing"]}),
    ]  # fmt: skip
    assert desk.coded() == [("ACTOR", "Qasr Brigade"), ("EVENT", "captured"), ("LOCATION", "Shamat crossing")]


def test_an_event_takes_one_key_where_the_spans_are_there(desk: Any) -> None:
    for words, key in (("Qasr Brigade", Key.Key_2), ("Shamat crossing", Key.Key_4), ("captured", Key.Key_1)):
        desk.code(words, key)
    person = Actions(desk)
    person.press(Key.Key_E)

    assert person.count == 1
    assert told(desk)[0][2] == {"Actor": ["Qasr Brigade"], "Place": ["Shamat crossing"]}


def test_each_key_is_one_step_to_undo_and_to_do_again(desk: Any) -> None:
    person = Actions(desk)
    person.select("captured")
    person.press(Key.Key_E)
    person.select("Qasr Brigade")
    person.press(Key.Key_1)
    whole = told(desk)
    desk.ctrl(Key.Key_Z)
    assert told(desk) == [("captured", "Territory taken", {})]
    assert desk.coded() == [("EVENT", "captured")]

    desk.ctrl(Key.Key_Z)
    assert (told(desk), desk.coded(), in_hand(desk)) == ([], [], "")

    desk.ctrl(Key.Key_Z, shift=True)
    desk.ctrl(Key.Key_Z, shift=True)
    assert told(desk) == whole
    assert in_hand(desk) == "E1"


def test_events_are_there_after_a_restart(desk: Any, open_desk: Callable[[Path | None], Any]) -> None:
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    before = told(desk)
    again = open_desk(desk.app.session.store.path)

    assert told(again) == before
    assert in_hand(again) == ""
    again.ctrl(Key.Key_Z)
    assert told(again) == []


def test_a_story_becomes_records(desk: Any) -> None:
    person = Actions(desk)
    for trigger, filled in (
        ("captured", (("Qasr Brigade", Key.Key_1), ("Shamat crossing", Key.Key_3), ("Thursday evening", Key.Key_4))),
        ("freed", (("Guards", Key.Key_1), ("Qasr", Key.Key_3))),
        ("attacked", (("Gunmen", Key.Key_1), ("Wadi Hur", Key.Key_3), ("at least 20", Key.Key_5))),
        ("withdrew", (("its forces", Key.Key_1), ("Marj", Key.Key_3))),
        ("shelled", (("the army", Key.Key_1), ("1987", Key.Key_4))),
    ):  # fmt: skip
        person.select(trigger)
        person.press(Key.Key_E)
        for words, key in filled:
            person.select(words, after="Guards fled, and" if words == "Qasr" else "")
            person.press(key)

    found = desk.app.session.events
    assert [event.type for event in found] == [
        "Territory taken", "Prisoners freed", "Attack", "Withdrawal", "Shelling"
    ]  # fmt: skip
    assert [event.historical for event in found] == [False, False, False, False, True]
    assert found[3].status == "denied"
    assert [value.text for value in found[2].arguments] == ["Gunmen", "Wadi Hur", "at least 20"]
    assert found[2].arguments[2].value["low"] == 20
    assert found[0].arguments[2].value["start"] == "2024-12-05"


def test_a_role_that_is_required_and_empty_is_told_and_blocks_nothing(desk: Any) -> None:
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    card = desk.app.coding.event_pane.view.held()
    assert ("Actor", "required: who?", "missing") in [(line.name, line.words, line.tone) for line in card.lines]

    desk.app.reader.select(*desk.at("Qasr Brigade"))
    desk.press(Key.Key_1)
    assert desk.app.coding.event_pane.view.held().missing == ()


def test_digits_are_labels_again_once_the_event_is_let_go(desk: Any) -> None:
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    assert "E1 in hand" in desk.app.coding.held_note.full_text

    desk.press(Key.Key_Escape)
    desk.app.reader.select(*desk.at("Qasr Brigade"))
    desk.press(Key.Key_2)

    assert told(desk)[0][2] == {}
    assert ("ACTOR", "Qasr Brigade") in desk.coded()
    assert desk.app.coding.held_note.full_text == ""


def test_the_event_in_hand_lights_its_words(desk: Any) -> None:
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    desk.app.reader.select(*desk.at("Shamat crossing"))
    desk.press(Key.Key_3)
    lit = {span.label: (span.badge, span.lit) for span in desk.app.reader.spans()}
    desk.press(Key.Key_Escape)
    let_go = {span.label: (span.badge, span.lit) for span in desk.app.reader.spans()}

    assert lit == {"EVENT": ("E1", "trigger"), "LOCATION": ("3", "argument")}
    assert let_go == {"EVENT": ("", ""), "LOCATION": ("", "")}


def test_the_keys_walk_through_the_events_in_the_order_of_the_text(desk: Any) -> None:
    for words in ("attacked", "captured", "freed"):
        desk.app.reader.select(*desk.at(words))
        desk.press(Key.Key_E)
    assert in_hand(desk) == "E2"

    desk.press(Key.Key_Down, Alt)
    assert in_hand(desk) == "E3"
    desk.press(Key.Key_Down, Alt)
    assert in_hand(desk) == "E1"
    desk.press(Key.Key_Up, Alt)
    assert in_hand(desk) == "E3"


def test_an_event_is_duplicated_and_removed(desk: Any) -> None:
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    desk.ctrl(Key.Key_D)
    assert [trigger for trigger, _, _ in told(desk)] == ["captured", "captured"]
    assert in_hand(desk) == "E2"

    desk.press(Key.Key_Delete, Control)
    assert len(told(desk)) == 1
    assert desk.coded() == [("EVENT", "captured")]


def test_a_value_moves_to_another_event(desk: Any) -> None:
    desk.app.reader.select(*desk.at("freed"))
    desk.press(Key.Key_E)
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    desk.app.reader.select(*desk.at("Wadi Hur"))
    desk.press(Key.Key_3)
    desk.ctrl(Key.Key_M)
    desk.press(Key.Key_Return)

    assert [filled for _, _, filled in told(desk)] == [{}, {"Place": ["Wadi Hur"]}]


def test_a_type_is_chosen_by_a_few_letters_with_its_definition_shown(desk: Any) -> None:
    desk.app.reader.select(*desk.at("captured"))
    desk.press(Key.Key_E)
    desk.press(Key.Key_T)
    desk.write("shel")
    assert desk.app.coding.event_pane.type_picker().footer.full_text == "Shelling, as told."

    desk.press(Key.Key_Return)
    assert told(desk)[0][1] == "Shelling"


def test_a_value_is_typed_by_hand_and_cleared(desk: Any) -> None:
    desk.press(Key.Key_E, Shift)
    assert told(desk) == [("", "", {})]

    desk.press(Key.Key_5)
    desk.write("at least 12")
    desk.press(Key.Key_Return)
    argument = desk.app.session.events[0].arguments[0]
    assert (argument.text, argument.free, argument.value["low"]) == ("at least 12", True, 12)

    desk.press(Key.Key_5, Shift)
    desk.press(Key.Key_Return)
    assert told(desk) == [("", "", {})]


def test_a_sentence_becomes_an_event_without_a_trigger(desk: Any) -> None:
    desk.code("Marj", Key.Key_4)
    desk.press(Key.Key_E)

    event = desk.app.session.events[0]
    assert event.trigger_span_id is None
    assert desk.app.session.article.text[event.start : event.end].startswith("The Interior Ministry denied")
    assert [argument.text for argument in event.arguments] == ["Marj"]


def test_a_note_is_kept(desk: Any) -> None:
    desk.press(Key.Key_E, Shift)
    desk.do("event_note")
    desk.write("two drivers, both unnamed")
    desk.press(Key.Key_Return)

    assert desk.app.session.events[0].note == "two drivers, both unnamed"


def test_a_project_without_a_codebook_of_events_says_where_to_get_one(open_desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "labels.dateline"
    with Store.create(path, coder="rima") as store:
        labels.add(store, "EVENT", kind="event", key="1")
        take_in(store, [RawArticle("Shells fell on Hama.", "Shells", "Wire", "2024-12-06")])
    desk = open_desk(path)
    desk.code("fell", Key.Key_E)
    assert len(desk.app.session.events) == 1
    assert "Use a codebook" in desk.app.status.text()
    desk.press(Key.Key_3)
    assert "Use a codebook" in desk.app.status.text()
