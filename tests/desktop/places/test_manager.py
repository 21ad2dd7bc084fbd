"""The window with the project's places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.places.manager import PlacesDialog
from desktop.session import Session
from labels import places
from labels.place import PlaceDraft

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.create(project_path, coder="rima")
    session.do(places.add, PlaceDraft("Nassib crossing", "crossing", "SY", "Daraa", "", 32.54, 36.19, names=("Nasib",)))
    session.do(places.add, PlaceDraft("Atmeh camp", "camp", "SY", "Idlib", "", 36.31, 36.69))
    session.do(places.add, PlaceDraft("Aqaba", "town", "JO"))
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> PlacesDialog:
    dialog = PlacesDialog(session, theme.light())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open_places()
    return dialog


def names(dialog: PlacesDialog) -> list[str]:
    return [dialog.filter.index(row, 0).data() for row in range(dialog.filter.rowCount())]


def test_places_are_listed_by_name(dialog: PlacesDialog) -> None:
    assert names(dialog) == ["Aqaba", "Atmeh camp", "Nassib crossing"]
    assert [dialog.filter.index(2, column).data() for column in range(1, 5)] == [
        "Crossing",
        "Daraa",
        "Syria",
        "32.5400, 36.1900",
    ]


@pytest.mark.parametrize(
    ("typed", "left"),
    [("nasib", "Nassib crossing"), ("IDLIB", "Atmeh camp"), ("jordan", "Aqaba"), ("camp", "Atmeh camp")],
)
def test_typing_narrows_the_list(dialog: PlacesDialog, qtbot: QtBot, typed: str, left: str) -> None:
    qtbot.keyClicks(dialog.field, typed)
    assert names(dialog) == [left]


def test_nothing_found_is_said(dialog: PlacesDialog) -> None:
    dialog.field.setText("Atlantis")
    assert dialog.nothing.full_text == "No place is called “Atlantis”."


def test_removing_and_undo(dialog: PlacesDialog, session: Session, qtbot: QtBot) -> None:
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert names(dialog) == ["Atmeh camp", "Nassib crossing"]
    session.undo()
    assert names(dialog) == ["Aqaba", "Atmeh camp", "Nassib crossing"]


def test_two_are_merged_into_one(dialog: PlacesDialog, session: Session, qtbot: QtBot) -> None:
    dialog.table.selectAll()
    assert not dialog.buttons["Merge"].isEnabled()
    model = dialog.table.selectionModel()
    model.clearSelection()
    for row in (0, 1):
        model.select(dialog.filter.index(row, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
    qtbot.mouseClick(dialog.buttons["Merge"], Qt.MouseButton.LeftButton)
    assert len(names(dialog)) == 2
    session.undo()
    assert len(names(dialog)) == 3


def test_what_can_be_done_follows_what_is_chosen(dialog: PlacesDialog) -> None:
    assert not dialog.buttons["Edit…"].isEnabled()
    dialog.table.selectRow(1)
    assert dialog.buttons["Edit…"].isEnabled()
    assert dialog.buttons["Remove"].isEnabled()
    assert not dialog.buttons["Restore"].isEnabled()


def test_down_goes_from_the_field_into_the_list(dialog: PlacesDialog, qtbot: QtBot) -> None:
    dialog.field.setFocus()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.table.hasFocus()
    assert dialog.table.currentIndex().row() == 0


def test_files_are_asked_for_elsewhere(dialog: PlacesDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.import_requested):
        qtbot.mouseClick(dialog.buttons["Import…"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.export_requested):
        qtbot.mouseClick(dialog.buttons["Export…"], Qt.MouseButton.LeftButton)


def test_an_empty_project_says_what_to_do(project_path: Path, qtbot: QtBot) -> None:
    session = Session()
    session.create(project_path.with_name("empty.dateline"), coder="rima")
    dialog = PlacesDialog(session, theme.light())
    qtbot.addWidget(dialog)
    dialog.open_places()
    assert "New…" in dialog.nothing.full_text
    session.close()
