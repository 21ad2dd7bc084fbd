"""Working the reader by mouse."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimerEvent
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.reader import ReaderSpan, ReaderView

Where = Callable[[str], tuple[int, int]]
MakeSpan = Callable[..., ReaderSpan]


def test_a_drag_snaps_to_tokens_while_it_lasts(view: ReaderView, mouse: Any, where: Where) -> None:
    start, end = where("southern Karam")
    mouse.press(start + 3)
    mouse.move(end - 3)
    assert view.selection() == (start, end)


def test_a_drag_tells_when_it_is_finished(view: ReaderView, mouse: Any, qtbot: QtBot, where: Where) -> None:
    with qtbot.waitSignal(view.selection_finished):
        mouse.drag(where("Wadi")[0], where("Saliha")[1] - 2)
    assert view.selection() == where("Wadi Saliha")


def test_a_drag_behind_an_emoji_has_right_offsets(view: ReaderView, mouse: Any, where: Where) -> None:
    start, end = where("night, residents")
    mouse.drag(start + 1, end - 1)
    assert view.selection() == (start, end)


def test_alt_selects_characters(view: ReaderView, mouse: Any, where: Where) -> None:
    start, _ = where("southern")
    mouse.drag(start + 2, start + 6, Qt.KeyboardModifier.AltModifier)
    found = view.selection()
    assert found
    assert view.exact_selection
    assert start < found[0] < found[1] < start + 8


def test_a_click_takes_the_word(view: ReaderView, mouse: Any, qtbot: QtBot, where: Where) -> None:
    with qtbot.assertNotEmitted(view.selection_finished):
        mouse.click(where("convoy")[0] + 2)
    assert view.current_word() == where("convoy")


def test_clicks_go_from_the_innermost_span_outwards(view: ReaderView, mouse: Any, span: MakeSpan, where: Where) -> None:
    view.set_spans([span(1, "from the southern Karam brigade"), span(2, "southern Karam"), span(3, "Karam")])
    taken = []
    for _ in range(4):
        mouse.click(where("Karam")[0] + 1)
        taken.append(view.hand())
    assert taken == [3, 2, 1, 3]


def test_a_drag_lets_go_of_the_span_in_hand(view: ReaderView, mouse: Any, span: MakeSpan, where: Where) -> None:
    view.set_spans([span(1, "Karam")])
    view.set_hand(1)
    mouse.drag(where("Wadi")[0] + 1, where("Saliha")[1] - 1)
    assert view.hand() is None


def test_a_double_click_takes_the_word_and_a_third_the_sentence(view: ReaderView, mouse: Any, where: Where) -> None:
    at = where("drone")[0] + 2
    mouse.double(at)
    assert view.selection() == where("drone")
    mouse.click(at)
    assert view.selection() == where("A drone struck the fuel queue.")
    mouse.click(at)
    found = view.selection()
    assert found
    assert found[0] == where("By dawn")[0]


def test_shift_and_click_extend(view: ReaderView, mouse: Any, where: Where) -> None:
    mouse.click(where("southern")[0] + 1)
    mouse.click(where("brigade")[0] + 3, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection() == where("southern Karam brigade")


def test_a_click_beside_the_text_lets_go(view: ReaderView, mouse: Any, qtbot: QtBot, where: Where) -> None:
    view.select(*where("Karam"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    assert view.target() is None


def test_a_drag_in_right_to_left_text_covers_what_the_eye_sees(view: ReaderView, mouse: Any, where: Where) -> None:
    start, end = where("المقاتلين دخلوا")
    mouse.drag(start + 1, end - 1)
    assert view.selection() == (start, end)


def test_the_context_menu_takes_the_span_under_the_mouse(
    view: ReaderView, mouse: Any, qtbot: QtBot, span: MakeSpan, where: Where
) -> None:
    view.set_spans([span(1, "Karam")])
    at = mouse.point(where("Karam")[0] + 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    with qtbot.waitSignal(view.menu_requested) as asked:
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args == [view.viewport().mapToGlobal(at)]
    assert view.hand() == 1


def test_the_context_menu_on_a_plain_word_takes_that_word_and_no_other(
    view: ReaderView, mouse: Any, where: Where
) -> None:
    view.step(1)  # another word is in hand
    at = mouse.point(where("Saliha")[0] + 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)

    assert view.target() == where("Saliha")


def test_a_click_on_the_map_goes_there(view: ReaderView, qtbot: QtBot, span: MakeSpan, where: Where) -> None:
    view.resize(800, 220)
    view.set_spans([span(1, "المقاتلين")])
    qtbot.waitUntil(lambda: bool(view._map._current()))
    mark = view._map._current()[0]
    assert view.verticalScrollBar().value() == 0
    y = round(view._map._y(mark.at))
    QTest.mouseClick(view._map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, y))
    assert view.verticalScrollBar().value() > 0
    rect = view.rect_of(*where("المقاتلين"))
    assert rect
    assert 0 <= rect.top() <= rect.bottom() <= view.viewport().height()


def test_a_drag_beyond_the_edge_scrolls_on(view: ReaderView, mouse: Any, where: Where) -> None:
    view.resize(800, 200)
    mouse.press(where("southern")[0] + 1)
    mouse.move(where("المقاتلين")[0])
    before, reach = view.verticalScrollBar().value(), view.selection()
    view.timerEvent(QTimerEvent(view._scrolling.timerId()))
    mouse.release(where("المقاتلين")[0])
    assert view.verticalScrollBar().value() > before
    assert reach
    assert not view._scrolling.isActive()


def test_drops_are_left_to_the_window(view: ReaderView) -> None:
    assert not view.acceptDrops()
    assert not view.viewport().acceptDrops()
