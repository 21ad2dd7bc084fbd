"""What the reader shows."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QColor, QImage, QTextOption
from pytestqt.qtbot import QtBot

from corpus.offsets import QtPos
from desktop import theme
from desktop.reader import ReaderSpan, ReaderView, Words
from desktop.theme import label_style

Where = Callable[[str], tuple[int, int]]
MakeSpan = Callable[..., ReaderSpan]
HOSTILE = "<img src=file:///etc/passwd>\u202e<b>x</b>\u202c\ufffc \u0000\ufeff".replace("\x00", "")


def show(view: ReaderView, text: str, title: str = "Title") -> None:
    view.show_article(text, title=title, dateline="Wire · 1 May", tokens=Words(text))


def colours_in(view: ReaderView, start: int, end: int) -> set[str]:
    rect = view.rect_of(start, end)
    assert rect
    image: QImage = view.viewport().grab(rect.toRect()).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_span_is_tinted_and_underlined_and_a_suggestion_only_dashed(
    view: ReaderView, span: MakeSpan, where: Where
) -> None:
    style = label_style("#6d3fc4", theme.light())
    view.set_spans([span(1, "brigade crossed"), span(2, "same convoy", dashed=True)])
    coded, suggested = colours_in(view, *where("brigade crossed")), colours_in(view, *where("same convoy"))
    assert {style.tint, style.bar} <= coded
    assert style.bar in suggested
    assert style.tint not in suggested


def test_the_span_in_hand_has_a_ring(view: ReaderView, span: MakeSpan, where: Where) -> None:
    view.set_spans([span(1, "brigade crossed")])
    assert theme.light().accent not in colours_in(view, *where("brigade crossed"))
    view.set_hand(1)
    assert theme.light().accent in colours_in(view, *where("brigade crossed"))


def test_dark_paper_is_dark(view: ReaderView) -> None:
    view.set_theme(theme.dark())
    assert QColor(view.viewport().grab().toImage().pixel(2, 2)).name() == theme.dark().paper


def test_spans_that_go_away_let_go_of_the_hand(view: ReaderView, span: MakeSpan, qtbot: QtBot) -> None:
    view.set_spans([span(1, "Karam")])
    view.set_hand(1)
    with qtbot.waitSignal(view.hand_changed) as heard:
        view.set_spans([])
    assert heard.args == [None]


def test_the_stretches_of_a_range_in_mixed_directions_do_not_cover_its_neighbours(view: ReaderView) -> None:
    text = "said قتال 20 more"
    show(view, text)
    page, to_qt = view._page, view._reading.to_qt
    line = page.line_of(QtPos(0))
    assert line
    assert line.mixed
    word = page.stretches(line, to_qt(5), to_qt(9))
    number = page.stretches(line, to_qt(10), to_qt(12))
    assert len(word) == len(number) == 1
    assert number[0][1] <= word[0][0] + 0.5  # the number stands left of the word it follows
    assert page.stretches(line, to_qt(2), to_qt(7))[0][1] < word[0][0]  # a range over the seam has two stretches
    assert len(page.stretches(line, to_qt(2), to_qt(7))) == 2


def test_a_right_to_left_line_ends_at_the_right(view: ReaderView, where: Where) -> None:
    line = view._page.line_of(view._reading.to_qt(where("وقال")[0]))
    assert line
    assert line.rtl
    (sides,) = view._page.stretches(line, *map(view._reading.to_qt, where("وقال")))
    assert sides[1] == pytest.approx(view._page.column[1], abs=2)


def test_a_span_over_two_lines_has_a_piece_on_each(view: ReaderView, where: Where) -> None:
    start, end = view._reading.to_qt(where("Drivers")[0]), view._reading.to_qt(where("residents")[1])
    lines = [line for line in view._page.lines(0, 2000) if view._page.stretches(line, start, end)]
    assert len(lines) == 2
    ends = [sides[1] for line in lines for sides in view._page.stretches(line, start, end)]
    assert max(ends) <= view._page.column[1] + 0.5


@pytest.mark.parametrize("title", ["Convoy reaches river", "  Convoy  reaches river "])
def test_a_title_that_the_text_begins_with_is_shown_once_and_stays_markable(view: ReaderView, title: str) -> None:
    show(view, "Convoy reaches river\n\nBody of it.", title)
    assert not view._header.shows_title
    view.select(0, 6)
    assert view.selection() == (0, 6)


def test_another_title_stands_over_the_text(view: ReaderView) -> None:
    show(view, "Body of it.", "Convoy reaches river")
    assert view._header.shows_title
    first = view.rect_of(0, 4)
    assert first
    assert first.top() > 60


def test_zoom_keeps_offsets_and_spans_and_scales_the_column(view: ReaderView, span: MakeSpan, where: Where) -> None:
    view.set_spans([span(1, "Karam")])
    view.set_zoom(2.0)
    view.select(*where("Karam"))
    assert view.selection() == where("Karam")
    assert len(view.spans()) == 1
    view.set_zoom(99)
    assert view.zoom() == 3.0


def test_the_column_keeps_its_width_in_a_wide_window(view: ReaderView) -> None:
    view.resize(1500, 700)
    left, right = view._page.column
    assert right - left == pytest.approx(640, abs=1)
    assert view.viewport().x() == pytest.approx((1500 - view.viewport().width()) / 2, abs=8)


def test_a_narrow_window_makes_the_column_narrower(view: ReaderView) -> None:
    view.resize(400, 500)
    left, right = view._page.column
    assert 0 < right - left < 400


def test_a_title_is_set_anew_in_a_narrow_window_that_becomes_narrower(view: ReaderView) -> None:
    view.resize(560, 500)
    title = "Fighters of the northern command reach the old grain bridge before dawn"
    view.show_article("Calm.", title=title, dateline="Wire", tokens=Words("Calm."))
    before = view._header.above_text
    view.resize(330, 500)

    assert view._header.width <= view.viewport().width()
    assert view._header.above_text > before


def test_hostile_text_is_shown_letter_by_letter(view: ReaderView, qtbot: QtBot) -> None:
    show(view, HOSTILE)
    view.set_spans([ReaderSpan(1, 0, len(HOSTILE), "<b>L</b>", "#0f766e", note="<img src=file:///x>")])
    view.viewport().grab()
    assert view.document().toPlainText().startswith("<img src=file:///etc/passwd>")


def test_nothing_is_ever_loaded(view: ReaderView) -> None:
    found = view.loadResource(2, QUrl("file:///etc/passwd"))
    assert isinstance(found, QImage)
    assert found.size().width() == 1


def test_copied_data_is_plain(view: ReaderView, where: Where) -> None:
    view.select(*where("Karam"))
    data = view.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]
    assert data.text() == "Karam"


def test_screen_readers_find_the_text_and_its_title(view: ReaderView) -> None:
    found = QAccessible.queryAccessibleInterface(view)
    assert found.textInterface() is not None
    assert found.text(QAccessible.Text.Name) == "Article"
    assert "Convoy reaches the river" in found.text(QAccessible.Text.Description)


def test_painting_draws_without_exceptions_in_every_state(view: ReaderView, span: MakeSpan, where: Where) -> None:
    spans = [span(index, words, dashed=index % 3 == 0, badge="E2" * (index % 2)) for index, words in enumerate(
        ["from the southern Karam brigade crossed", "southern Karam", "Karam brigade", "Karam", "the southern Karam",
         "brigade crossed into", "Wadi Saliha late on Tuesday 😀 night, residents said", "المقاتلين دخلوا", "المقاتلين"]
    )]  # fmt: skip
    view.set_spans(spans)
    for zoom in (0.5, 1.0, 3.0):
        view.set_zoom(zoom)
        for hand in (None, 0, 6, 8):
            view.set_hand(hand)
            assert not view.viewport().grab().isNull()
    view.select(*where("brigade crossed"))
    assert not view.viewport().grab().isNull()


def test_a_label_name_may_hold_anything(view: ReaderView) -> None:
    show(view, "One two")
    view.set_spans([ReaderSpan(1, 0, 3, "\u202e<b>&" + "x" * 500, "#0f766e")])
    assert not view.viewport().grab().isNull()


def test_one_line_is_planned_again_when_one_span_is_added(view: ReaderView, span: MakeSpan) -> None:
    view.set_spans([span(1, "Karam")])
    view.viewport().grab()
    before = dict(view._painter._plans)
    view.set_spans([span(1, "Karam"), span(2, "seized")])
    kept = view._painter._plans
    assert len(before) - len(kept) == 1


def test_an_empty_reader_shows_a_message(view: ReaderView) -> None:
    view.show_empty("No article", "Drop one here.")
    assert view.selection() is None
    assert "Drop one here" in view.accessibleDescription()
    assert not view.viewport().grab().isNull()


def test_an_article_may_be_empty_or_blank(view: ReaderView, qtbot: QtBot) -> None:
    for text in ("", " ", "\n\n\n", "\u2029", "😀"):
        show(view, text)
        view.step(1)
        view.go("down")
        view.tab(1)
        view.select(0, len(text))
        assert not view.viewport().grab().isNull()


def test_a_long_paragraph_is_usable(view: ReaderView) -> None:
    text = "A convoy crossed the river. " * 2500
    show(view, text)
    assert view.document().blockCount() > 2
    view.go("end")
    assert view.current_word() == (len(text) - 2, len(text) - 1)


def test_tooltips_escape_what_analysts_wrote(
    view: ReaderView, mouse: Any, span: MakeSpan, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QApplication, QToolTip

    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    view.set_spans([span(1, "Karam", note="<img src=file:///x>")])
    at = mouse.point(where("Karam")[0])
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert "&lt;img" in shown[0]
    assert "<img" not in shown[0]


def test_a_paint_does_not_leak_references_to_none(view: ReaderView, span: MakeSpan) -> None:
    view.set_spans([span(1, "Karam")])
    view.viewport().grab()
    before = sys.getrefcount(None)
    for _ in range(20):
        view.viewport().grab()
    assert abs(sys.getrefcount(None) - before) < 200


def test_a_run_without_blanks_that_qt_would_look_through_for_hours_is_broken_anywhere(view: ReaderView) -> None:
    anywhere, usual = QTextOption.WrapMode.WrapAnywhere, view.wordWrapMode()
    endless = "Long.\n" + "a" * 300_000  # minutes, broken the usual way
    view.show_article(endless, title="Long", dateline="", tokens=Words(endless))
    assert (view.wordWrapMode(), view.document().defaultTextOption().wrapMode()) == (anywhere, anywhere)
    view.show_article("Short.", title="Short", dateline="", tokens=Words("Short."))
    assert view.wordWrapMode() == usual != anywhere


def test_the_words_of_a_suggestion_in_hand_are_what_a_key_would_mark(
    view: ReaderView, span: MakeSpan, where: Where
) -> None:
    view.set_spans([span(1, "same convoy", dashed=True), span(2, "brigade crossed")])
    view.set_hand(1)
    assert view.target() == where("same convoy")
    view.set_hand(2)
    assert view.target() is None


def test_tab_asks_first_whether_there_is_another_way(view: ReaderView, span: MakeSpan) -> None:
    view.set_spans([span(1, "brigade crossed"), span(2, "same convoy")])
    asked: list[int] = []
    view.stepper = lambda step: not asked.append(step)  # type: ignore[func-returns-value]
    view.tab(1)
    view.tab(-1)
    assert asked == [1, -1]
    assert view.hand() is None
    view.stepper = lambda step: False
    view.tab(1)
    assert view.hand() == 1


def test_the_tokens_shown_can_be_had(view: ReaderView) -> None:
    assert view.tokens().starts[0] == 0
