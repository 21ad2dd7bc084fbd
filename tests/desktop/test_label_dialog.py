"""The form of a label: what it proposes, what it refuses, what it writes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.label_dialog import LabelDialog, LabelDraft
from desktop.session import Session
from labels import codebook, labels
from labels.label import RESERVED_KEYS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Open = Callable[..., LabelDialog]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.create(
        project_path, coder="rima", codebook=lambda store: codebook.use(store, codebook.load("conflict_basics"))
    )
    yield session
    session.close()


@pytest.fixture
def open_form(session: Session, qtbot: QtBot) -> Open:
    """Show the form of the label of a name, or of a new one."""

    def open_form(of: str = "", *, name: str = "") -> LabelDialog:
        label = next((label for label in session.labels if label.name == of), None)
        dialog = LabelDialog(session, theme.light(), label=label, name=name)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return open_form


def save(dialog: LabelDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), LEFT)


def test_the_form_shows_the_label(open_form: Open, session: Session) -> None:
    label = next(label for label in session.labels if label.name == "DATE")
    wanted = LabelDraft("DATE", "date", label.colour, "5", label.definition)
    assert open_form("DATE").draft() == wanted


def test_a_new_label_gets_a_free_key_and_a_free_colour(open_form: Open, session: Session) -> None:
    draft = open_form(name="CHECKPOINT").draft()
    assert draft.key == "0"
    assert draft.colour not in {label.colour for label in session.labels}


def test_kind_follows_the_name_until_it_is_chosen(open_form: Open, qtbot: QtBot) -> None:
    dialog = open_form()
    qtbot.keyClicks(dialog.name, "KILLED")
    assert dialog.draft().kind == "casualties"
    dialog.kind.setCurrentIndex(0)
    dialog.kind.activated.emit(0)
    dialog.name.setText("PERSON")
    assert dialog.draft().kind == "event"


def test_saving_adds_the_label_in_one_step(open_form: Open, session: Session, qtbot: QtBot) -> None:
    dialog = open_form(name="CHECKPOINT")
    dialog.definition.setPlainText("Where people are stopped.")
    save(dialog, qtbot)
    assert dialog.isHidden()
    assert dialog.saved
    added = session.labels[-1]
    assert (added.name, added.key, added.definition) == ("CHECKPOINT", "0", "Where people are stopped.")
    session.undo()
    assert session.labels[-1].name == "SOURCE"


def test_saving_edits_the_label(open_form: Open, session: Session, qtbot: QtBot) -> None:
    dialog = open_form("WEAPON")
    dialog.name.setText("ARMS")
    qtbot.keyClick(dialog.key, Qt.Key.Key_W)
    save(dialog, qtbot)
    assert [(label.name, label.key) for label in session.labels][7] == ("ARMS", "w")


def test_saving_without_a_change_closes_the_form(open_form: Open, session: Session, qtbot: QtBot) -> None:
    dialog = open_form("WEAPON")
    before = session.undo_summary()
    save(dialog, qtbot)
    assert dialog.isHidden()
    assert session.undo_summary() == before


def test_what_the_core_refuses_is_said_in_the_form(open_form: Open, session: Session, qtbot: QtBot) -> None:
    dialog = open_form(name="ACTOR")
    save(dialog, qtbot)
    assert not dialog.isHidden()
    assert dialog.saved is None
    assert dialog.error.full_text == "There is a label ACTOR already; choose another name."
    qtbot.keyClicks(dialog.name, "S")
    assert dialog.error.isHidden()


def test_a_taken_key_is_explained_at_once_and_not_saved(open_form: Open, session: Session, qtbot: QtBot) -> None:
    dialog = open_form(name="CHECKPOINT")
    qtbot.keyClick(dialog.key, Qt.Key.Key_4)
    assert dialog.key_note.full_text.startswith("4 is the key of LOCATION. Free: 0 B C")
    save(dialog, qtbot)
    assert not dialog.isHidden()
    assert "CHECKPOINT" not in {label.name for label in session.labels}


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_every_reserved_key_says_what_it_does(open_form: Open, qtbot: QtBot, key: str) -> None:
    dialog = open_form(name="CHECKPOINT")
    qtbot.keyClicks(dialog.key, key)
    trouble = dialog.key_trouble()
    assert trouble.startswith(f"{key.upper()} ")
    assert "something else" not in trouble


def test_backspace_takes_the_key_away(open_form: Open, session: Session, qtbot: QtBot) -> None:
    dialog = open_form("EVENT")
    qtbot.keyClick(dialog.key, Qt.Key.Key_Backspace)
    assert dialog.key_note.full_text.startswith("None. Free: 1")
    save(dialog, qtbot)
    assert session.labels[0].key == ""


def test_a_swatch_sets_the_colour(open_form: Open, qtbot: QtBot) -> None:
    dialog = open_form("EVENT")
    qtbot.mouseClick(dialog.swatches, LEFT, pos=dialog.swatches.box(5).center().toPoint())
    assert dialog.draft().colour == "#0369a1"
    qtbot.keyClick(dialog.swatches, Qt.Key.Key_Left)
    assert dialog.draft().colour == "#1e40af"


def test_a_colour_of_ones_own_shows_in_the_sample(open_form: Open, qtbot: QtBot) -> None:
    dialog = open_form("EVENT")
    dialog.hex.clear()
    qtbot.keyClicks(dialog.hex, "#12ab34")
    assert dialog.sample.colour == "#12ab34"
    dialog.hex.clear()
    qtbot.keyClicks(dialog.hex, "#12xb34")
    assert dialog.hex.property("bad") == "true"
    assert dialog.sample.colour == "#12ab34"


def test_a_colour_that_is_none_is_refused_by_the_core(open_form: Open, qtbot: QtBot) -> None:
    dialog = open_form("EVENT")
    dialog.hex.setText("red")
    save(dialog, qtbot)
    assert "is not a colour" in dialog.error.full_text


def test_colours_that_colour_blind_readers_mix_up_are_named(open_form: Open) -> None:
    assert "EVENT" in open_form("DATE").colour_note.full_text


def test_a_label_without_a_name_cannot_be_saved(open_form: Open) -> None:
    button = open_form().buttons.button(QDialogButtonBox.StandardButton.Save)
    assert not button.isEnabled()


def test_ask_returns_what_was_saved(session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(LabelDialog, "exec", lambda dialog: dialog.accept())
    draft = LabelDialog.ask(session, theme.dark(), None, name="CHECKPOINT")
    assert draft
    assert draft.name == "CHECKPOINT"
    monkeypatch.setattr(LabelDialog, "exec", lambda dialog: dialog.reject())
    assert LabelDialog.ask(session, theme.dark(), None, name="OTHER") is None


def test_an_html_name_is_shown_as_it_is(open_form: Open, session: Session, qtbot: QtBot) -> None:
    session.do(labels.add, "<b>B</b>", key="b")
    dialog = open_form(name="X")
    qtbot.keyClick(dialog.key, Qt.Key.Key_B)
    assert "<b>B</b>" in dialog.key_note.text()
    assert dialog.key_note.textFormat() == Qt.TextFormat.PlainText
