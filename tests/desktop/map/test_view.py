import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.map import MapView

HAMA, DARAA, PARIS = (35.13, 36.76), (32.62, 36.10), (48.86, 2.35)
RED, BLUE = "#be123c", "#2f5fd0"


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    """A map with two events in Hama, one in Daraa and one in Paris."""
    view = MapView(theme.light())
    qtbot.addWidget(view)
    view.resize(640, 400)
    with qtbot.waitExposed(view):
        view.show()
    places = (HAMA, HAMA, DARAA, PARIS)
    view.set_points([1, 2, 3, 4], [one[0] for one in places], [one[1] for one in places], [RED, RED, BLUE, BLUE])
    view.focus_on(34, 36.5, 5)
    return view


def at(view: MapView, place: tuple[float, float]) -> QPoint:
    return QPointF(*view.camera().screen(*place)).toPoint()


def click(view: MapView, where: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, modifier, where)


def drag(view: MapView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, modifier, start)
    for step in (start + (end - start) / 2, end):
        move = QPointF(step)
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        event = QMouseEvent(
            QEvent.Type.MouseMove, move, view.mapToGlobal(move), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
            modifier,
        )  # fmt: skip
        QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, end)


def test_a_click_on_a_cluster_chooses_all_of_it(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selected) as told:
        click(view, at(view, HAMA))
    assert sorted(told.args[0]) == [1, 2]


def test_shift_adds_to_what_is_chosen(view: MapView, qtbot: QtBot) -> None:
    click(view, at(view, HAMA))
    with qtbot.waitSignal(view.selected) as told:
        click(view, at(view, DARAA), Qt.KeyboardModifier.ShiftModifier)
    assert sorted(told.args[0]) == [1, 2, 3]


def test_a_band_drawn_with_shift_chooses_what_is_in_it(view: MapView, qtbot: QtBot) -> None:
    middle = at(view, DARAA)
    with qtbot.waitSignal(view.selected) as told:
        drag(view, middle - QPoint(30, 30), middle + QPoint(30, 30), Qt.KeyboardModifier.ShiftModifier)
    assert told.args[0] == [3]


def test_a_click_on_empty_map_says_where(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pointed) as told:
        click(view, at(view, (33.5, 38.5)))
    assert told.args == pytest.approx([33.5, 38.5], abs=0.05)


def test_a_click_on_empty_map_lets_go_of_the_selection(view: MapView, qtbot: QtBot) -> None:
    view.set_selected([1])
    with qtbot.waitSignal(view.selected) as told:
        click(view, at(view, (33.5, 38.5)))
    assert told.args[0] == []


def test_choosing_from_outside_emits_nothing(view: MapView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.selected):
        view.set_selected([3])


def test_a_drag_moves_the_map(view: MapView) -> None:
    before = at(view, HAMA)
    drag(view, QPoint(300, 200), QPoint(360, 230), Qt.KeyboardModifier.NoModifier)
    moved = at(view, HAMA) - before
    assert (moved.x(), moved.y()) == pytest.approx((60, 30), abs=2)


def test_the_wheel_zooms_around_the_cursor(view: MapView) -> None:
    where = at(view, HAMA)
    event = QWheelEvent(
        QPointF(where), QPointF(view.mapToGlobal(where)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    level = view.camera().level
    QApplication.sendEvent(view, event)
    assert view.camera().level == level + 2
    assert (at(view, HAMA) - where).manhattanLength() <= 3


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_Plus, 1), (Qt.Key.Key_Minus, -1)])
def test_keys_zoom(view: MapView, key: Qt.Key, step: int) -> None:
    level = view.camera().level
    QTest.keyClick(view, key)
    assert view.camera().level == level + step


def test_fit_brings_all_points_into_view(view: MapView) -> None:
    view.fit()
    for place in (HAMA, DARAA, PARIS):
        assert view.rect().contains(at(view, place))


def test_a_pin_can_be_chosen(view: MapView, qtbot: QtBot) -> None:
    view.show_candidates([("syria", "Hama", *HAMA), ("japan", "Hama", 35.0, 138.0)])
    view.grab()
    with qtbot.waitSignal(view.candidate_chosen) as told:
        click(view, at(view, (35.0, 138.0)) - QPoint(0, 20))
    assert told.args == ["japan"]


def test_points_without_a_place_are_left_out(view: MapView, qtbot: QtBot) -> None:
    view.set_points([1, 2], [float("nan"), HAMA[0]], [float("nan"), HAMA[1]], [RED, RED])
    with qtbot.waitSignal(view.selected) as told:
        click(view, at(view, HAMA))
    assert told.args[0] == [2]


def test_colours_may_be_numbers_of_a_palette(view: MapView, qtbot: QtBot) -> None:
    view.set_points([7], [HAMA[0]], [HAMA[1]], [1], palette=[RED, BLUE])
    with qtbot.waitSignal(view.selected) as told:
        click(view, at(view, HAMA))
    assert told.args[0] == [7]


def test_it_paints_in_both_themes(view: MapView) -> None:
    light = view.grab().toImage().pixelColor(5, 395)
    view.set_theme(theme.dark())
    assert view.grab().toImage().pixelColor(5, 395).lightness() < light.lightness()


def test_a_place_looked_at_before_the_map_has_its_size_fills_it(qtbot: QtBot) -> None:
    view = MapView(theme.light())
    qtbot.addWidget(view)
    view.focus_on(*HAMA, 8)
    view.resize(400, 300)
    with qtbot.waitExposed(view):
        view.show()
    south, west, north, east = view.bounds()
    assert (south < HAMA[0] < north, west < HAMA[1] < east) == (True, True)
    assert east - west < 20
