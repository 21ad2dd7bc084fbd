"""The page as a whole: the list, its keys, what it hears of others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.codebook import CodebookPage
from desktop.codebook.ask import AskDialog
from desktop.session import Session
from labels import labels

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Choose = Callable[[str, str], int]
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


def names(page: CodebookPage) -> list[str]:
    return [entry.name for entry in page.list.rows.entries]


def counts(page: CodebookPage) -> list[int | None]:
    return [entry.count for entry in page.list.rows.entries]


def test_each_part_is_listed_with_how_often_it_is_coded(page: CodebookPage) -> None:
    assert (names(page), counts(page)) == (["EVENT", "PLACE", "LOCATION"], [0, 3, 1])
    page.tabs.setCurrentIndex(1)
    assert (names(page), counts(page)) == (["Battles", "Siege", "Protests"], [0, 1, 0])
    assert [entry.depth for entry in page.list.rows.entries] == [0, 1, 0]
    page.tabs.setCurrentIndex(2)
    assert (names(page), counts(page)) == (["Who", "Where"], [1, 0])
    assert [page.tabs.tabText(at) for at in range(3)] == ["Labels  3", "Event types  3", "Roles  2"]


def test_each_part_keeps_what_was_chosen_in_it(page: CodebookPage, choose: Choose) -> None:
    place = choose("label", "PLACE")
    siege = choose("event_type", "Battles / Siege")
    page.tabs.setCurrentIndex(0)
    assert page.list.chosen_id == place
    page.tabs.setCurrentIndex(1)
    assert page.list.chosen_id == siege


def test_the_arrows_walk_and_enter_goes_to_the_name(page: CodebookPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.sheet.title.full_text == "PLACE"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Name"


def test_a_search_keeps_the_types_above_what_it_finds(page: CodebookPage) -> None:
    page.tabs.setCurrentIndex(1)
    page.search.setText("SIEGE")
    assert names(page) == ["Battles", "Siege"]
    page.search.setText("nothing like it")
    assert names(page) == []
    assert page.empty.full_text == "Nothing holds these words."
    page.tabs.setCurrentIndex(0)
    assert len(names(page)) == 3


def test_what_is_retired_shows_when_asked(page: CodebookPage, session: Session, choose: Choose) -> None:
    place = choose("label", "PLACE")
    session.do(labels.retire, place)
    assert names(page) == ["EVENT", "LOCATION"]
    assert page.retired.text() == "Show retired (1)"
    page.retired.setChecked(True)
    assert names(page) == ["EVENT", "PLACE", "LOCATION"]
    page.list.choose(place)
    assert page.sheet.retire.text() == "Restore"
    page.sheet.retire.click()
    assert page.sheet.retire.text() == "Retire"
    assert page.tabs.tabText(0) == "Labels  3"


def test_the_page_hears_of_what_others_write(page: CodebookPage, session: Session, choose: Choose) -> None:
    place = choose("label", "PLACE")
    session.do(labels.rename, place, "SPOT")
    assert page.sheet.title.full_text == "SPOT"
    session.undo()
    assert page.sheet.title.full_text == "PLACE"


def test_a_page_out_of_sight_catches_up_when_it_is_shown(page: CodebookPage, session: Session) -> None:
    page.hide()
    session.do(labels.add, "DATE")
    assert "DATE" not in names(page)
    page.show()
    assert "DATE" in names(page)


def test_alt_and_the_arrows_move_a_row(page: CodebookPage, qtbot: QtBot, choose: Choose) -> None:
    choose("label", "PLACE")
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert names(page) == ["PLACE", "EVENT", "LOCATION"]
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(page.list, Qt.Key.Key_Down, ALT)
    assert names(page) == ["EVENT", "PLACE", "LOCATION"]
    assert page.sheet.title.full_text == "PLACE"


def test_a_type_moves_among_those_beside_it(page: CodebookPage, qtbot: QtBot, choose: Choose) -> None:
    choose("event_type", "Protests")
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert names(page) == ["Protests", "Battles", "Siege"]


def test_a_row_moves_over_retired_ones_out_of_sight(
    page: CodebookPage, session: Session, qtbot: QtBot, choose: Choose
) -> None:
    session.do(labels.retire, choose("label", "PLACE"))
    choose("label", "LOCATION")
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert names(page) == ["LOCATION", "EVENT"]


def test_delete_asks_before_it_retires(page: CodebookPage, session: Session, qtbot: QtBot, choose: Choose) -> None:
    choose("label", "PLACE")
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    dialog = page.deeds.dialog
    assert isinstance(dialog, AskDialog)
    assert dialog.sentence.full_text == (
        "PLACE is no longer offered. 3 spans in 1 article by 1 coder keep it. It can be restored at any time."
    )
    dialog.accept()
    assert names(page) == ["EVENT", "LOCATION"]
    session.undo()
    assert names(page) == ["EVENT", "PLACE", "LOCATION"]


def test_the_row_below_is_chosen_when_one_is_retired(page: CodebookPage, choose: Choose) -> None:
    choose("label", "PLACE")
    page.sheet.retire.click()
    assert page.deeds.dialog
    page.deeds.dialog.accept()
    assert page.entry
    assert page.entry.name == "LOCATION"


def test_another_entry_is_read_from_its_name_on(page: CodebookPage, choose: Choose) -> None:
    page.resize(1000, 360)
    choose("label", "PLACE")
    bar = page.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    choose("label", "LOCATION")
    assert bar.value() == 0


def test_escape_leaves_the_page(page: CodebookPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)


def test_other_colours_keep_what_is_shown(page: CodebookPage, choose: Choose) -> None:
    choose("event_type", "Battles / Siege")
    page.set_theme(theme.dark())
    assert page.sheet.title.full_text == "Siege"
    assert page.sheet.forms["event_type"].isVisible()


def test_an_empty_codebook_says_what_to_do(session: Session, page: CodebookPage, tmp_path: Path) -> None:
    session.create(tmp_path / "new.dateline", coder="rima")
    assert names(page) == []
    assert "Ctrl+N adds the first" in page.sheet.nothing.full_text
    assert not page.sheet.merge.isVisible()


def test_a_read_only_project_is_looked_at(session: Session, page: CodebookPage, qtbot: QtBot) -> None:
    assert session.store
    session.store.read_only = True  # as a file that may not be written
    session.project_changed.emit()
    assert names(page) == ["EVENT", "PLACE", "LOCATION"]
    assert "read-only" in page.summary.full_text
    assert not any(each.isEnabled() for each in (page.add, page.use, page.take, page.sheet.merge, page.sheet.retire))
    assert not page.sheet.forms["label"].isEnabled()
    assert page.give.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.keyClick(page.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.deeds.dialog is None


def test_nothing_is_listed_without_a_project(session: Session, page: CodebookPage) -> None:
    session.close()
    assert names(page) == []
    assert page.heading.full_text == "Codebook"
    assert not page.give.isEnabled()


def test_what_is_being_typed_is_saved_when_the_page_is_left(
    page: CodebookPage, session: Session, qtbot: QtBot, choose: Choose
) -> None:
    assert session.store
    place = choose("label", "PLACE")
    page.sheet.focus_form()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, "SPOT")
    page.keep()
    assert labels.get(session.store, place).name == "SPOT"


def test_a_large_project_is_counted_beside_the_window(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.codebook.content.SMALL", 0)
    page = CodebookPage(session, theme.light())
    qtbot.addWidget(page)
    page.show()
    assert counts(page) == [None, None, None]
    assert "Counting" in page.sheet.used.text()

    qtbot.waitUntil(lambda: counts(page) == [0, 3, 1])

    assert "Not used yet" in page.sheet.used.text()
    session.close()
