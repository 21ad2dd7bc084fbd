"""The card that links words to a place."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.places.map_slot import Spot
from desktop.places.picker import PlacePicker
from desktop.theme import Theme
from labels.gazetteer import Candidate
from labels.place_ranking import Ranked


class FakeMap(QWidget):
    candidate_chosen = Signal(object)
    pointed = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.spots: Sequence[Spot] = ()
        self.marked: object = None
        self.focused: tuple[float, float] | None = None
        self.theme = theme

    def show_candidates(self, candidates: Sequence[Spot]) -> None:
        self.spots = candidates

    def choose_candidate(self, key: object) -> None:
        self.marked = key

    def focus_on(self, latitude: float, longitude: float, degrees: float) -> None:
        self.focused = (latitude, longitude)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


def ranked(name: str, country: str, latitude: float = 1.0, *, place_id: int | None = None) -> Ranked:
    longitude = 36.0 if latitude else 0.0
    candidate = Candidate(7, name, "town", country, "Homs", "", latitude, longitude, 1000)
    return Ranked(place_id, candidate, 50.0, ("in Syria as the article", "1,000 people"), "exact")


PLACES = [ranked("Palmyra", "SY"), ranked("Palmyra", "US", 2.0), ranked("Nowhere", "", 0.0)]


def search(typed: str) -> list[Ranked]:
    return [each for each in PLACES if typed.casefold() in each.candidate.name.casefold()]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    QLineEdit(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def picker(window: QWidget) -> PlacePicker:
    picker = PlacePicker(theme.light(), window, map_factory=FakeMap)
    picker.open_for("Palmyra", search, QPoint(20, 20))
    return picker


def shown_map(picker: PlacePicker) -> FakeMap:
    assert isinstance(picker.map.map, FakeMap)
    return picker.map.map


def texts(picker: PlacePicker) -> list[str]:
    return [row.text for row in picker.model.rows]


def test_it_opens_with_the_words_and_their_places(picker: PlacePicker) -> None:
    assert picker.field.text() == picker.field.selectedText() == "Palmyra"
    assert picker.field.hasFocus()
    assert texts(picker) == ["Palmyra", "Palmyra", "New place “Palmyra”…"]
    assert picker.model.rows[0].hint == "town in Homs, Syria"


def test_enter_chooses_the_first(picker: PlacePicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [PLACES[0]]
    assert picker.isHidden()


def test_down_and_enter_choose_the_second(picker: PlacePicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [PLACES[1]]


def test_enter_right_after_typing_takes_what_was_typed(picker: PlacePicker, qtbot: QtBot) -> None:
    picker.field.clear()
    qtbot.keyClicks(picker.field, "Now")
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [PLACES[2]]


def test_typing_finds_others_soon(picker: PlacePicker, qtbot: QtBot) -> None:
    picker.field.setText("nothing of the kind")
    qtbot.waitUntil(lambda: texts(picker) == ["New place “nothing of the kind”…"])


def test_a_new_place_is_asked_for_by_key_or_row(picker: PlacePicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.new_requested) as told:
        qtbot.keyClick(picker.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Palmyra"]
    picker.open_for("Nassib", search, QPoint(20, 20))
    with qtbot.waitSignal(picker.new_requested) as told:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == ["Nassib"]


def test_ctrl_n_makes_a_place_where_the_window_gives_the_key_another_meaning(
    picker: PlacePicker, window: QWidget, qtbot: QtBot
) -> None:
    elsewhere = QAction(window, shortcut=QKeySequence("Ctrl+N"))
    window.addAction(elsewhere)
    with qtbot.assertNotEmitted(elsewhere.triggered), qtbot.waitSignal(picker.new_requested):
        qtbot.keyClick(picker.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_escape_closes_and_chooses_nothing(picker: PlacePicker, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.isHidden()


def test_the_map_shows_the_places_and_marks_the_one_in_hand(picker: PlacePicker, qtbot: QtBot) -> None:
    shown = shown_map(picker)
    assert [spot[0] for spot in shown.spots] == [0, 1]
    before = shown.marked
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    assert (before, shown.marked) == (0, 1)


def test_a_place_without_coordinates_is_not_on_the_map(picker: PlacePicker) -> None:
    picker.open_for("Nowhere", search, QPoint(20, 20))
    assert shown_map(picker).spots == []


def test_a_click_on_the_map_chooses(picker: PlacePicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.chosen) as told:
        shown_map(picker).candidate_chosen.emit(1)
    assert told.args == [PLACES[1]]


def test_without_a_map_the_list_stands_alone(window: QWidget) -> None:
    picker = PlacePicker(theme.dark(), window)
    picker.open_for("Palmyra", search, QPoint(20, 20))
    assert not picker.map.isVisible()
    assert len(picker.model.rows) == 3


def test_it_can_change_its_theme(picker: PlacePicker) -> None:
    picker.set_theme(theme.dark())
    assert shown_map(picker).theme is theme.dark()
    assert not picker.grab().isNull()


def test_where_nothing_is_found_there_is_no_map(picker: PlacePicker) -> None:
    picker.field.setText("Qasr")
    picker.refresh()
    assert picker.map.isHidden()
    picker.field.setText("Palmyra")
    picker.refresh()
    assert not picker.map.isHidden()
