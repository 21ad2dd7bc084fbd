"""The three forms: each field saves itself as one step, and goes back when its value is refused."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.codebook import CodebookPage
from desktop.codebook.fields import Choice
from desktop.codebook.label_form import LabelForm
from desktop.codebook.role_form import RoleForm, read_codes, write_codes
from desktop.codebook.type_form import TypeForm
from desktop.session import Session
from labels import event_types, labels, roles
from labels.event_type import EventType
from labels.label import Label
from labels.role import Role

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Choose = Callable[[str, str], int]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def label_form(page: CodebookPage, choose: Choose) -> LabelForm:
    choose("label", "PLACE")
    return cast("LabelForm", page.sheet.forms["label"])


@pytest.fixture
def type_form(page: CodebookPage, choose: Choose) -> TypeForm:
    choose("event_type", "Battles / Siege")
    return cast("TypeForm", page.sheet.forms["event_type"])


@pytest.fixture
def role_form(page: CodebookPage, choose: Choose) -> RoleForm:
    choose("role", "Where")
    return cast("RoleForm", page.sheet.forms["role"])


def label(session: Session, name: str) -> Label:
    assert session.store
    return labels.by_name(session.store)[name]


def type_(session: Session, path: str) -> EventType:
    assert session.store
    return event_types.by_path(session.store)[path]


def role(session: Session, name: str) -> Role:
    assert session.store
    return roles.by_name(session.store)[name]


def pick(choice: QComboBox, words: str) -> None:
    at = next(at for at in range(choice.count()) if choice.itemText(at) == words)
    choice.setCurrentIndex(at)
    choice.activated.emit(at)


def retype(field: object, qtbot: QtBot, text: str) -> None:
    """Type over what a field holds."""
    field.setFocus()  # type: ignore[attr-defined]
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, text)


def test_enter_saves_a_name_as_one_step(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    retype(label_form.name, qtbot, "SPOT")
    qtbot.keyClick(label_form.name, Qt.Key.Key_Return)
    assert label(session, "SPOT").key == "2"
    assert session.undo_summary() == "Rename PLACE to SPOT"
    session.undo()
    assert label_form.name.text() == "PLACE"


def test_leaving_a_field_saves_it(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    retype(label_form.definition, qtbot, "Where it happened.")
    label_form.name.setFocus()
    assert label(session, "PLACE").definition == "Where it happened."


def test_examples_of_a_label_stand_one_a_line(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    retype(label_form.examples, qtbot, "in [Hama]")
    label_form.name.setFocus()
    assert label(session, "PLACE").examples == ("in [Hama]",)
    assert session.undo_summary() == "Examples of PLACE"


def test_escape_takes_the_typing_back(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    retype(label_form.name, qtbot, "SPOT")
    qtbot.keyClick(label_form.name, Qt.Key.Key_Escape)
    assert label_form.name.text() == "PLACE"
    label_form.definition.setFocus()
    assert label(session, "PLACE").name == "PLACE"


def test_a_refused_name_is_said_once_and_goes_back(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    said: list[str] = []
    session.failed.connect(said.append)
    retype(label_form.name, qtbot, "location")
    qtbot.keyClick(label_form.name, Qt.Key.Key_Return)
    assert said == ["There is a label LOCATION already; choose another name."]
    assert label_form.name.text() == "PLACE"


def test_kind_and_colour_are_saved(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    pick(label_form.kind, "Actor")
    label_form.colour.swatches.chosen.emit("#0369a1")
    assert (label(session, "PLACE").kind, label(session, "PLACE").colour) == ("actor", "#0369a1")
    retype(label_form.colour.hex, qtbot, "red")
    qtbot.keyClick(label_form.colour.hex, Qt.Key.Key_Return)
    assert label_form.colour.hex.text() == "#0369a1"


def test_a_key_is_pressed_and_a_taken_one_goes_back(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(label_form.key, Qt.Key.Key_B)
    assert label(session, "PLACE").key == "b"
    for taken in (Qt.Key.Key_1, Qt.Key.Key_F):
        qtbot.keyClick(label_form.key, taken)
        assert (label_form.key.key, label(session, "PLACE").key) == ("b", "b")
    qtbot.keyClick(label_form.key, Qt.Key.Key_Backspace)
    assert label(session, "PLACE").key == ""


def test_the_key_a_label_has_is_not_called_free(label_form: LabelForm) -> None:
    kept = label_form.key.key.upper()
    free = label_form.key_note.full_text.partition(".")[0].split()
    assert kept
    assert kept not in free


def test_the_form_says_which_roles_a_label_fills(label_form: LabelForm) -> None:
    assert label_form.fills.full_text == "Where"


def test_a_type_is_moved_in_the_tree(type_form: TypeForm, page: CodebookPage, session: Session) -> None:
    pick(type_form.above, "Protests")
    assert type_(session, "Protests / Siege").depth == 1
    assert page.sheet.title.full_text == "Siege"
    pick(type_form.above, "Nothing: a type of its own")
    assert type_(session, "Siege").parent_id is None


def test_a_type_is_not_offered_a_place_below_itself(type_form: TypeForm, choose: Choose) -> None:
    choose("event_type", "Battles")
    offered = [type_form.above.itemText(at) for at in range(type_form.above.count())]
    assert offered == ["Nothing: a type of its own", "Protests"]


def test_texts_and_lists_of_a_type_are_saved(type_form: TypeForm, session: Session, qtbot: QtBot) -> None:
    for field, text in (
        (type_form.code, "18"),
        (type_form.definition, "A town is cut off."),
        (type_form.words, "Besieged, siege , "),
        (type_form.examples, "The town is besieged."),
    ):
        retype(field, qtbot, text)
    type_form.name.setFocus()
    found = type_(session, "Battles / Siege")
    assert (found.code, found.definition) == ("18", "A town is cut off.")
    assert (found.words, found.examples) == (("besieged", "siege"), ("The town is besieged.",))


def test_a_type_takes_the_colour_above_until_it_has_its_own(type_form: TypeForm, session: Session) -> None:
    assert type_form.colour.hex.text() == ""
    type_form.colour.swatches.chosen.emit("#0369a1")
    assert type_(session, "Battles / Siege").colour == "#0369a1"
    type_form.colour.none.click()
    assert type_(session, "Battles / Siege").colour == ""


def test_a_tick_makes_a_choice_of_roles(type_form: TypeForm, session: Session) -> None:
    assert session.store
    assert "every role" in type_form.roles_note.full_text
    who, where = type_form.roles.topLevelItem(0), type_form.roles.topLevelItem(1)
    assert who is not None
    assert where is not None
    where.setCheckState(0, Qt.CheckState.Unchecked)
    siege = type_(session, "Battles / Siege").id
    assert [found.name for found in roles.for_type(session.store, siege)] == ["Who"]
    assert "Its own choice" in type_form.roles_note.full_text
    where = type_form.roles.topLevelItem(1)
    assert where is not None
    where.setCheckState(1, Qt.CheckState.Checked)
    assert [(found.name, found.required) for found in roles.for_type(session.store, siege)] == [
        ("Who", False),
        ("Where", True),
    ]


def test_roles_of_a_type_are_moved(type_form: TypeForm, session: Session, qtbot: QtBot) -> None:
    assert session.store
    first = type_form.roles.topLevelItem(0)
    assert first is not None
    type_form.roles.setCurrentItem(first)
    qtbot.keyClick(type_form.roles, Qt.Key.Key_Down, ALT)
    siege = type_(session, "Battles / Siege").id
    assert [found.name for found in roles.for_type(session.store, siege)] == ["Where", "Who"]


def test_a_type_without_a_choice_has_the_roles_above_it(type_form: TypeForm, session: Session, choose: Choose) -> None:
    assert session.store
    session.do(roles.assign, type_(session, "Battles").id, [(role(session, "Who").id, True)])
    assert "As Battles above it" in type_form.roles_note.full_text
    assert type_form.roles.wanted() == [(role(session, "Who").id, True)]


def test_what_fills_a_role_is_ticked(role_form: RoleForm, session: Session) -> None:
    assert role_form.labels.ticked() == [label(session, "PLACE").id]
    role_form.labels.item(2).setCheckState(Qt.CheckState.Checked)
    assert set(role(session, "Where").labels) == {label(session, "PLACE").id, label(session, "LOCATION").id}


def test_a_role_is_edited_field_by_field(role_form: RoleForm, session: Session, qtbot: QtBot) -> None:
    pick(role_form.slot, "Place")
    pick(role_form.kind, "Code of a list")
    role_form.many.click()
    role_form.required.click()
    retype(role_form.codes, qtbot, "1 = town")
    role_form.name.setFocus()
    found = role(session, "Where")
    assert (found.slot, found.kind, found.many, found.required) == ("place", "code", True, True)
    assert found.codes == (("1", "town"),)


def test_codes_that_stand_twice_go_back(role_form: RoleForm, session: Session) -> None:
    role_form.codes.setPlainText("1 = town\n1 = village")
    role_form.codes.keep()
    assert role_form.codes.toPlainText() == ""
    assert role(session, "Where").codes == ()


def test_the_kind_of_a_filled_role_stays(page: CodebookPage, role_form: RoleForm, choose: Choose) -> None:
    assert role_form.kind.isEnabled()
    choose("role", "Who")
    assert not role_form.kind.isEnabled()
    assert role_form.kind_note.full_text == "Filled 1 time, so the kind stays."


def test_codes_are_written_as_they_are_read() -> None:
    codes = [("1", "State forces"), ("2", ""), ("3", "a = b")]
    assert read_codes(write_codes(codes)) == codes


def test_the_wheel_changes_no_value(label_form: LabelForm, session: Session, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    choice: Choice = label_form.kind
    before = choice.currentIndex()
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    middle = QPointF(choice.rect().center())
    event = QWheelEvent(
        middle,
        choice.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        none,
        Qt.KeyboardModifier.NoModifier,
        phase,
        False,
    )
    QApplication.sendEvent(choice, event)
    assert choice.currentIndex() == before
