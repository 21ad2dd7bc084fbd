"""The form of a place of the desk's own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.places.form import PlaceDialog
from desktop.places.map_slot import Spot
from desktop.session import Session
from desktop.theme import Theme
from labels import places
from labels.place import PlaceDraft


class FakeMap(QWidget):
    candidate_chosen = Signal(object)
    pointed = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.spots: Sequence[Spot] = ()
        self.focused: tuple[float, float] | None = None

    def show_candidates(self, candidates: Sequence[Spot]) -> None:
        self.spots = candidates

    def choose_candidate(self, key: object) -> None:
        pass

    def focus_on(self, latitude: float, longitude: float, degrees: float) -> None:
        self.focused = (latitude, longitude)


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.create(project_path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def form(session: Session, qtbot: QtBot) -> PlaceDialog:
    dialog = PlaceDialog(
        session, theme.light(), name="Nassib crossing", kind="crossing", country="SY", map_factory=FakeMap
    )
    qtbot.addWidget(dialog)
    return dialog


def test_it_begins_with_what_is_known(form: PlaceDialog) -> None:
    draft = form.draft()
    assert (draft.name, draft.kind, draft.country, draft.latitude) == ("Nassib crossing", "crossing", "Syria", None)


def test_saving_writes_the_place(form: PlaceDialog, session: Session, qtbot: QtBot) -> None:
    form.latitude.setText("32,54")
    form.longitude.setText("36.19")
    form.names.setPlainText("Nasib\n\nنصيب\n")
    qtbot.mouseClick(form.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    assert form.saved is not None
    assert (form.saved.name, form.saved.country, form.saved.latitude) == ("Nassib crossing", "SY", 32.54)
    assert set(form.saved.names) == {"Nasib", "نصيب"}
    assert session.store is not None
    assert places.all_places(session.store) == [form.saved]


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        ("120", "36", "The latitude 120 of Nassib crossing"),
        ("north", "36", "“north” is no coordinate"),
        ("32", "", "only one of latitude and longitude"),
    ],
)
def test_what_is_refused_is_said_and_the_form_stays(
    form: PlaceDialog, session: Session, latitude: str, longitude: str, sentence: str
) -> None:
    form.latitude.setText(latitude)
    form.longitude.setText(longitude)
    form.accept()
    assert sentence in form.error.full_text
    assert form.saved is None
    assert session.store is not None
    assert places.all_places(session.store) == []


def test_a_click_on_the_map_fills_in_where(form: PlaceDialog) -> None:
    shown = form.map.map
    assert isinstance(shown, FakeMap)
    shown.pointed.emit(32.5400001, 36.19)
    assert (form.latitude.text(), form.longitude.text()) == ("32.54", "36.19")
    assert [spot[2:] for spot in shown.spots] == [(32.54, 36.19)]
    assert shown.focused is None


def test_typed_coordinates_are_shown_on_the_map(form: PlaceDialog) -> None:
    form.latitude.setText("32.54")
    form.longitude.setText("36.19")
    form.longitude.editingFinished.emit()
    shown = form.map.map
    assert isinstance(shown, FakeMap)
    assert shown.focused == (32.54, 36.19)


def test_without_a_name_it_cannot_be_saved(form: PlaceDialog) -> None:
    form.name.clear()
    assert not form.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()


def test_a_place_is_edited(session: Session, qtbot: QtBot) -> None:
    assert session.store is not None
    places.add(session.store, PlaceDraft("Old", "sea", "SY", "Daraa", "", 32.0, 36.0, names=("Older",)))
    place = places.all_places(session.store)[0]
    dialog = PlaceDialog(session, theme.light(), place=place)
    qtbot.addWidget(dialog)
    assert dialog.draft().kind == "sea"
    dialog.name.setText("New")
    dialog.accept()
    assert dialog.saved is not None
    assert (dialog.saved.id, dialog.saved.name, dialog.saved.kind) == (place.id, "New", "sea")


def test_the_name_says_the_kind(session: Session, qtbot: QtBot) -> None:
    dialog = PlaceDialog(session, theme.light(), name="Atma camp")
    qtbot.addWidget(dialog)
    assert dialog.draft().kind == "camp"


def test_the_map_begins_with_the_country_of_the_article(session: Session, qtbot: QtBot) -> None:
    dialog = PlaceDialog(session, theme.light(), name="Nassib crossing", about=(34.9, 37.1), map_factory=FakeMap)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.map.map, FakeMap)
    assert dialog.map.map.focused == (34.9, 37.1)
