"""Working the reader by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.reader import KeyPress, ReaderSpan, ReaderView

Where = Callable[[str], tuple[int, int]]
MakeSpan = Callable[..., ReaderSpan]
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def key(view: ReaderView, qtbot: QtBot) -> Callable[..., None]:
    """Press a key some times."""

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(view, key, modifiers)

    return press


def text_of(view: ReaderView) -> str | None:
    found = view.target()
    return view._reading.text[slice(*found)] if found else None


Key = Callable[..., None]


def test_nothing_is_in_hand_at_first_and_an_arrow_takes_the_first_word(view: ReaderView, key: Key) -> None:
    assert view.target() is None
    key(Qt.Key.Key_Right)
    assert text_of(view) == "Drivers"


def test_right_and_left_move_by_tokens(view: ReaderView, key: Key) -> None:
    key(Qt.Key.Key_Right, times=4)
    assert text_of(view) == "southern"
    key(Qt.Key.Key_Left)
    assert text_of(view) == "the"


def test_shift_extends_by_tokens_and_gives_them_back(view: ReaderView, key: Key) -> None:
    key(Qt.Key.Key_Right, times=4)
    key(Qt.Key.Key_Right, SHIFT, times=2)
    assert text_of(view) == "southern Karam brigade"
    key(Qt.Key.Key_Left, SHIFT)
    assert text_of(view) == "southern Karam"


def test_offsets_stay_right_behind_an_emoji(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("Tuesday"))
    key(Qt.Key.Key_Right, times=2)
    assert view.current_word() == where("night")


def test_in_right_to_left_text_left_goes_on(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("شاهد"))
    key(Qt.Key.Key_Left)
    assert view.current_word() == where("إن")
    key(Qt.Key.Key_Left, SHIFT)
    assert view.selection() == where("إن المقاتلين")


def test_up_and_down_go_by_lines_and_come_back(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("Karam"))
    view.clear_selection()
    key(Qt.Key.Key_Down)
    below = view.current_word()
    assert below
    assert below[0] > where("Karam")[1]
    key(Qt.Key.Key_Up)
    assert view.current_word() == where("Karam")


def test_down_goes_over_the_blank_line_between_paragraphs(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("residents"))
    key(Qt.Key.Key_Down)
    found = view.current_word()
    assert found
    assert where("By dawn")[0] <= found[0] < where("وقال")[0]


def test_shift_down_extends_by_a_line(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("dawn"))
    key(Qt.Key.Key_Down, SHIFT)
    found = view.selection()
    assert found
    assert found[0] == where("dawn")[0]
    assert found[1] > where("the same convoy had seized")[1]


def test_home_and_end_stay_on_the_line_and_control_goes_to_the_ends(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("convoy"))
    key(Qt.Key.Key_Home)
    assert view.current_word() == where("By")
    key(Qt.Key.Key_End, CONTROL)
    assert view.current_word() == (where("قتال.")[1] - 1, where("قتال.")[1])
    key(Qt.Key.Key_Home, CONTROL | SHIFT)
    assert view.selection() == (0, where("قتال.")[1])


def test_page_down_moves_on(view: ReaderView, key: Key) -> None:
    view.resize(800, 200)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_PageDown)
    found = view.current_word()
    assert found
    assert found[0] > 60


def test_tab_takes_spans_in_reading_order_and_goes_round(view: ReaderView, key: Key, span: MakeSpan) -> None:
    view.set_spans([span(3, "dawn"), span(1, "southern Karam brigade"), span(2, "Karam")])
    taken = []
    for _ in range(4):
        key(Qt.Key.Key_Tab)
        taken.append(view.hand())
    assert taken == [1, 2, 3, 1]
    key(Qt.Key.Key_Backtab, SHIFT)
    assert view.hand() == 3


def test_tab_leaves_a_reader_without_spans(view: ReaderView) -> None:
    assert view.focusNextPrevChild(True) == super(ReaderView, view).focusNextPrevChild(True)
    view.set_spans([ReaderSpan(1, 0, 3, "A", "#0f766e")])
    assert not view.focusNextPrevChild(True)


def test_a_span_in_hand_leaves_no_target_for_a_label_key(view: ReaderView, span: MakeSpan, where: Where) -> None:
    view.set_spans([span(1, "Karam")])
    view.select(*where("brigade"))
    view.set_hand(1)
    assert (view.hand(), view.target(), view.selection()) == (1, None, None)


def test_keys_go_on_from_the_span_in_hand(view: ReaderView, key: Key, span: MakeSpan, where: Where) -> None:
    view.set_spans([span(1, "southern Karam")])
    view.set_hand(1)
    key(Qt.Key.Key_Right, SHIFT)
    assert view.hand() is None
    assert view.selection() == where("southern Karam brigade")


def test_escape_lets_go_one_thing_after_the_other(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("Wadi Saliha"))
    key(Qt.Key.Key_Escape)
    assert (view.selection(), view.current_word()) == (None, where("Saliha"))
    key(Qt.Key.Key_Escape)
    assert view.target() is None


@pytest.mark.parametrize(
    ("pressed", "held", "edge", "step"),
    [
        (Qt.Key.Key_Right, ALT, "end", 1),
        (Qt.Key.Key_Left, ALT, "end", -1),
        (Qt.Key.Key_Left, ALT | SHIFT, "start", -1),
    ],
)
def test_alt_and_an_arrow_ask_for_a_nudge(
    view: ReaderView, key: Key, qtbot: QtBot, span: MakeSpan,
    pressed: Qt.Key, held: Qt.KeyboardModifier, edge: str, step: int,
) -> None:  # fmt: skip
    view.set_spans([span(1, "Karam")])
    view.set_hand(1)
    with qtbot.waitSignal(view.nudge_requested) as asked:
        key(pressed, held)
    assert asked.args == [edge, step]


def test_a_nudge_in_right_to_left_text_follows_the_eye(
    view: ReaderView, key: Key, qtbot: QtBot, span: MakeSpan
) -> None:
    view.set_spans([span(1, "المقاتلين")])
    view.set_hand(1)
    with qtbot.waitSignal(view.nudge_requested) as asked:
        key(Qt.Key.Key_Left, ALT)
    assert asked.args == ["end", 1]


def test_printable_keys_are_passed_on(view: ReaderView, qtbot: QtBot) -> None:
    heard: list[KeyPress] = []
    view.key_pressed.connect(heard.append)
    QTest.keyClicks(view, "2e")
    QTest.keyClick(view, Qt.Key.Key_X, SHIFT)
    assert [(press.char, press.shift) for press in heard] == [("2", False), ("e", False), ("x", True)]


def test_delete_asks_for_removal(view: ReaderView, key: Key, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.remove_requested):
        key(Qt.Key.Key_Delete)


def test_copy_takes_our_own_text(view: ReaderView, key: Key, where: Where) -> None:
    view.select(*where("Tuesday 😀 night"))
    key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Tuesday 😀 night"


def test_select_all_takes_the_body(view: ReaderView, key: Key) -> None:
    key(Qt.Key.Key_A, CONTROL)
    assert view.selection() == (0, len(view._reading.text) - 1)


def test_keys_zoom(view: ReaderView, key: Key) -> None:
    key(Qt.Key.Key_Plus, CONTROL)
    assert view.zoom() == pytest.approx(1.1)
    key(Qt.Key.Key_Minus, CONTROL, times=2)
    assert view.zoom() == pytest.approx(0.9)
    key(Qt.Key.Key_0, CONTROL)
    assert view.zoom() == 1.0


def test_signals_tell_only_of_changes(view: ReaderView, key: Key, qtbot: QtBot, where: Where) -> None:
    view.select(*where("Karam"))
    with qtbot.assertNotEmitted(view.selection_changed):
        view.select(*where("Karam"))
    with qtbot.waitSignal(view.selection_changed):
        key(Qt.Key.Key_Right)


def test_an_empty_reader_takes_no_keys(view: ReaderView, qtbot: QtBot) -> None:
    view.show_empty("No article", "Drop one here.")
    heard: list[KeyPress] = []
    view.key_pressed.connect(heard.append)
    QTest.keyClicks(view, "1")
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert heard == []
    assert view.target() is None
