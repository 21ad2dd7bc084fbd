"""The list of spans and the span in hand."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.coding import CodingPanel
from desktop.coding.span_model import SpanModel, SpanRow
from desktop.session import Session
from labels import labels, spans
from labels.span import Span

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
Heard = Callable[..., list[tuple[object, ...]]]


def words(panel: CodingPanel) -> list[str]:
    model = panel.span_list.model
    return [str(model.data(model.index(at))) for at in range(model.rowCount())]


def row(panel: CodingPanel, span_id: int) -> SpanRow:
    found = panel.span_list.model.row(panel.span_list.model.place(span_id))
    assert found
    return found


def note_of(session: Session, span_id: int) -> str:
    return next(span.note for span in session.spans if span.id == span_id)


def test_spans_stand_in_reading_order_with_their_depth(panel: CodingPanel, span_ids: dict[str, int]) -> None:
    assert words(panel) == ["northern Aleppo command", "Aleppo", "seized", "Rastan bridge"]
    assert [row(panel, span_id).depth for span_id in span_ids.values()] == [0, 1, 0, 0]
    assert panel.span_list.number.full_text == "4"


def test_an_article_without_spans_says_what_to_do(panel: CodingPanel) -> None:
    panel.session.show(2)
    assert panel.span_list.empty.full_text.startswith("No spans yet.")
    assert not panel.span_list.empty.isHidden()
    assert panel.span_list.view.isHidden()


def test_a_click_takes_the_span_in_hand(
    panel: CodingPanel, span_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    asked, view = heard(panel.span_requested), panel.span_list.view
    place = view.visualRect(panel.span_list.model.place(span_ids["seized"])).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    assert asked == [(span_ids["seized"],)]
    assert panel.hand == span_ids["seized"]
    assert panel.card.words.full_text == "“seized”"


def test_arrow_keys_take_the_next_span_in_hand(
    panel: CodingPanel, span_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    panel.set_hand(span_ids["seized"])
    asked = heard(panel.span_requested)
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_Down)
    assert asked == [(span_ids["Rastan bridge"],)]


def test_getting_the_focus_takes_nothing_in_hand(panel: CodingPanel, heard: Heard) -> None:
    asked = heard(panel.span_requested)
    panel.palette_view.more.setFocus()
    panel.span_list.view.setFocus()
    assert not asked
    assert panel.hand is None


def test_setting_the_hand_emits_nothing(panel: CodingPanel, span_ids: dict[str, int], heard: Heard) -> None:
    asked = heard(panel.span_requested)
    panel.set_hand(span_ids["Aleppo"])
    assert not asked
    assert [index.row() for index in panel.span_list.view.selectionModel().selectedIndexes()] == [1]


def test_delete_asks_for_removal(panel: CodingPanel, span_ids: dict[str, int], heard: Heard, qtbot: QtBot) -> None:
    asked = heard(panel.remove_requested)
    panel.set_hand(span_ids["seized"])
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_Delete)
    qtbot.mouseClick(panel.card.remove, LEFT)
    assert asked == [(span_ids["seized"],)] * 2


def test_delete_without_a_span_in_hand_does_nothing(panel: CodingPanel, heard: Heard, qtbot: QtBot) -> None:
    asked = heard(panel.remove_requested)
    panel.span_list.view.setFocus()
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_Delete)
    assert not asked


def test_anothers_span_is_grey_and_cannot_be_changed(
    panel: CodingPanel, omars_span: int, heard: Heard, qtbot: QtBot
) -> None:
    asked = heard(panel.remove_requested)
    panel.set_hand(omars_span)
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_Delete)
    assert not asked
    assert not row(panel, omars_span).own
    assert panel.span_list.number.full_text == "5 · 1 by others"
    assert panel.card._form.isHidden()
    assert panel.card.only.full_text == "Only omar can change this span."


def test_a_span_that_is_gone_leaves_the_hand(panel: CodingPanel, span_ids: dict[str, int]) -> None:
    panel.set_hand(span_ids["seized"])
    panel.session.do(spans.remove, [span_ids["seized"]])
    assert panel.hand is None
    assert panel.card.isHidden()


def test_the_name_of_a_retired_label_keeps_its_colour(
    panel: CodingPanel, span_ids: dict[str, int], label_ids: dict[str, int]
) -> None:
    panel.session.do(labels.retire, label_ids["EVENT"])
    assert (row(panel, span_ids["seized"]).name, row(panel, span_ids["seized"]).colour) == ("Event", "#c2410c")


# Note and certainty


def test_enter_keeps_the_note_and_leaves(
    panel: CodingPanel, span_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    left = heard(panel.left)
    panel.set_hand(span_ids["seized"])
    panel.edit_note()
    assert panel.card.note.hasFocus()
    qtbot.keyClicks(panel.card.note, "claimed by them")
    qtbot.keyClick(panel.card.note, Qt.Key.Key_Return)
    assert note_of(panel.session, span_ids["seized"]) == "claimed by them"
    assert left == [()]
    assert row(panel, span_ids["seized"]).span.note


def test_escape_takes_the_typing_back(panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.set_hand(span_ids["seized"])
    qtbot.keyClicks(panel.card.note, "no")
    qtbot.keyClick(panel.card.note, Qt.Key.Key_Escape)
    assert panel.card.note.toPlainText() == ""
    assert note_of(panel.session, span_ids["seized"]) == ""


def test_leaving_the_note_keeps_it(panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.set_hand(span_ids["seized"])
    panel.edit_note()
    qtbot.keyClicks(panel.card.note, "kept")
    panel.span_list.view.setFocus()
    assert note_of(panel.session, span_ids["seized"]) == "kept"


def test_another_span_in_hand_keeps_the_note_of_the_first(
    panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot
) -> None:
    panel.set_hand(span_ids["seized"])
    qtbot.keyClicks(panel.card.note, "of the first")
    panel.set_hand(span_ids["Aleppo"])
    assert note_of(panel.session, span_ids["seized"]) == "of the first"
    assert panel.card.note.toPlainText() == ""


def test_another_article_keeps_the_note_of_the_first(
    panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot
) -> None:
    panel.set_hand(span_ids["seized"])
    qtbot.keyClicks(panel.card.note, "of the first")
    panel.session.show(2)
    panel.session.show(1)
    assert note_of(panel.session, span_ids["seized"]) == "of the first"


def test_typing_survives_a_redraw(panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.set_hand(span_ids["seized"])
    qtbot.keyClicks(panel.card.note, "half a")
    panel.session.do(spans.annotate, span_ids["Aleppo"], note="other")
    assert panel.card.note.toPlainText() == "half a"


def test_a_refused_note_stays_in_the_field(panel: CodingPanel, omars_span: int, heard: Heard) -> None:
    failed = heard(panel.session.failed)
    panel.set_hand(omars_span)
    panel.card.note.setPlainText("not mine")
    panel.keep()
    assert len(failed) == 1
    assert panel.card.note.is_dirty


def test_undo_in_the_note_is_the_fields(panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot) -> None:
    taken: list[object] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), panel)
    shortcut.activated.connect(lambda: taken.append(1))
    panel.set_hand(span_ids["seized"])
    panel.edit_note()
    qtbot.keyClicks(panel.card.note, "word")
    qtbot.keyClick(panel.card.note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.card.note.toPlainText() == ""
    assert not taken
    panel.span_list.view.setFocus()
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken


def test_letters_typed_into_the_note_are_no_labels_keys(
    panel: CodingPanel, span_ids: dict[str, int], heard: Heard, qtbot: QtBot
) -> None:
    asked = heard(panel.label_requested)
    panel.set_hand(span_ids["seized"])
    qtbot.keyClicks(panel.card.note, "4 of 5")
    assert not asked


def test_n_and_l_work_while_the_list_has_the_keys(panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.set_hand(span_ids["seized"])
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_N)
    assert panel.card.note.hasFocus()
    qtbot.keyClick(panel.span_list.view, Qt.Key.Key_L)
    assert panel._picker
    assert not panel._picker.isHidden()


def test_a_certainty_is_written(panel: CodingPanel, span_ids: dict[str, int], qtbot: QtBot) -> None:
    panel.set_hand(span_ids["seized"])
    qtbot.keyClick(panel.card.certainty, Qt.Key.Key_Down)
    chosen = next(span for span in panel.session.spans if span.id == span_ids["seized"])
    assert chosen.certainty == "reported as fact"


def test_a_certainty_from_elsewhere_is_shown_as_it_is(panel: CodingPanel, span_ids: dict[str, int]) -> None:
    panel.session.do(spans.annotate, span_ids["seized"], certainty="probable")
    panel.set_hand(span_ids["seized"])
    assert panel.card.certainty.currentText() == "Probable"


# Many spans


def many(count: int) -> list[SpanRow]:
    def span(at: int) -> Span:
        name = "ACTOR" if at % 2 else "PLACE"
        return Span(at, f"{at:032}", 1, at, at + 1, 1, name, 1, "rima", "human", f"word{at}", "", "", False, "", "")

    return [SpanRow(each, each.label.capitalize(), "#6d3fc4", 0, True) for each in map(span, range(1, count + 1))]


def test_a_filter_shows_for_many_spans_and_finds_words_and_labels(panel: CodingPanel, qtbot: QtBot) -> None:
    assert panel.span_list.filter.isHidden()
    panel.span_list.show_rows(many(500), article=True)
    assert not panel.span_list.filter.isHidden()
    qtbot.keyClicks(panel.span_list.filter, "actor word49")
    assert panel.span_list.number.full_text == "6 of 500"


def test_a_filter_is_dropped_when_spans_are_few_again(panel: CodingPanel) -> None:
    panel.span_list.show_rows(many(40), article=True)
    panel.span_list.filter.setText("nothing like it")
    assert panel.span_list.empty.full_text == "No span fits “nothing like it”."
    panel.span_list.show_rows(many(3), article=True)
    assert panel.span_list.model.rowCount() == 3


def test_the_same_rows_reset_nothing(qtbot: QtBot) -> None:
    model = SpanModel()
    model.set_rows(many(3))
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows(many(3))


def test_the_pane_can_be_drawn_in_both_themes(
    panel: CodingPanel, omars_span: int, span_ids: dict[str, int], label_ids: dict[str, int]
) -> None:
    panel.hold(label_ids["ACTOR"])
    for wanted in (theme.dark(), theme.light()):
        panel.set_theme(wanted)
        for span_id in (omars_span, span_ids["seized"]):
            panel.set_hand(span_id)
            assert not panel.grab().isNull()


def test_everything_in_the_pane_has_a_name_for_screen_readers(panel: CodingPanel, span_ids: dict[str, int]) -> None:
    panel.set_hand(span_ids["seized"])
    parts = (panel.span_list.view, panel.span_list.filter, panel.card.note, panel.card.certainty, panel.card.remove)
    assert all(part.accessibleName() for part in parts)
    chips = [panel.palette_view.chip(label_id) for label_id in panel.palette_view.label_ids]
    assert all(chip and chip.accessibleName() for chip in chips)


def test_beside_many_labels_the_list_keeps_three_rows(panel: CodingPanel, session: Session, qtbot: QtBot) -> None:
    for number in range(20):
        session.write(None, labels.add, f"Kind {number}")
    panel.resize(340, 680)
    qtbot.waitUntil(lambda: panel.span_list.height() >= 130)
