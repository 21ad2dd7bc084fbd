"""An analyst codes a story without a mouse."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key, Shift, Alt = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def at(desk: "Any", words: str) -> tuple[int, int]:
    """Where words stand in the article."""
    start = desk.app.session.article.text.index(words)
    return start, start + len(words)


def test_the_story_is_shown_with_what_its_file_states(desk: "Any") -> None:
    article = desk.app.session.article

    assert (article.title, article.published) == ("Columns reach Hama", "2024-12-06")


def test_a_word_reached_by_arrows_takes_the_label_whose_key_is_pressed(desk: "Any") -> None:
    desk.press(Key.Key_Right, times=3)
    desk.press(Key.Key_4)

    assert desk.coded() == [("LOCATION", "Hama")]


def test_shift_and_arrows_select_words_for_one_span(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "Northern"))
    desk.press(Key.Key_Right, Shift)
    desk.press(Key.Key_2)

    assert desk.coded() == [("ACTOR", "Northern Command")]


def test_shift_and_the_label_key_label_every_mention_in_one_step(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "Hama on"))
    desk.press(Key.Key_Left, Shift)
    desk.press(Key.Key_4, Shift)
    labelled = desk.coded()
    desk.ctrl(Key.Key_Z)

    assert labelled == [("LOCATION", "Hama")] * 4
    assert desk.coded() == []


def test_a_span_in_hand_is_relabelled_by_another_key(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "army"))
    desk.press(Key.Key_2)
    desk.press(Key.Key_3)

    assert desk.coded() == [("TARGET", "army")]


def test_alt_and_arrows_move_the_ends_of_the_span_in_hand(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "Northern Command"))
    desk.press(Key.Key_2)
    desk.press(Key.Key_Left, Alt)
    desk.press(Key.Key_Left, Alt | Shift)

    assert desk.coded() == [("ACTOR", "the Northern")]


def test_tab_takes_spans_in_hand_and_delete_removes_them(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "Omar"))
    desk.press(Key.Key_9)
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Delete)

    assert desk.coded() == []


def test_a_span_behind_an_emoji_covers_the_words_that_were_chosen(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "residents"))
    desk.press(Key.Key_9)
    span = desk.app.session.spans[0]

    assert desk.app.session.article.text[span.start : span.end] == span.surface == "residents"


def test_arabic_words_are_labelled_in_logical_order(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "حماة"))
    desk.press(Key.Key_4)

    assert desk.coded() == [("LOCATION", "حماة")]


def test_undo_and_redo_go_on_after_a_restart(desk: "Any", open_desk: "Callable[[Path | None], Any]") -> None:
    desk.app.reader.select(*at(desk, "Thursday"))
    desk.press(Key.Key_5)
    path = desk.app.session.store.path

    again = open_desk(path)
    again.ctrl(Key.Key_Z)
    undone = again.coded()
    third = open_desk(path)
    third.ctrl(Key.Key_Z, shift=True)

    assert undone == []
    assert third.coded() == [("DATE", "Thursday")]


def test_ctrl_z_in_a_text_field_undoes_typing_and_no_coding(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "Thursday"))
    desk.press(Key.Key_5)
    desk.ctrl(Key.Key_F)
    desk.press(Key.Key_X)
    desk.ctrl(Key.Key_Z)

    assert desk.coded() == [("DATE", "Thursday")]


def test_a_held_label_is_taken_by_the_next_selection(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "Omar"))
    desk.press(Key.Key_9)
    desk.press(Key.Key_H)
    desk.app.reader.select(*at(desk, "residents"))
    desk.app.reader.selection_finished.emit()

    assert desk.coded() == [("SOURCE", "residents"), ("SOURCE", "Omar")]


def test_every_action_is_committed_when_the_status_bar_says_saved(desk: "Any") -> None:
    from corpus.store import Store

    desk.app.reader.select(*at(desk, "army"))
    desk.press(Key.Key_2)

    assert desk.app.status.text().startswith("Saved")
    with Store.open(desk.app.session.store.path, read_only=True) as other:
        assert other.value("SELECT count(*) FROM span") == 1


def test_a_note_is_written_and_kept(desk: "Any") -> None:
    desk.app.reader.select(*at(desk, "army"))
    desk.press(Key.Key_2)
    desk.press(Key.Key_N)
    desk.bot.keyClicks(desk.app.window.focusWidget(), "which one?")
    desk.press(Key.Key_Return)

    assert desk.app.session.spans[0].note == "which one?"
