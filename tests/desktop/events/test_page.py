import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from corpus.changes import Changes
from corpus.store import Store
from desktop import theme
from desktop.events import EventsPage, words
from desktop.events.board import Board
from desktop.events.columns import COLUMNS
from desktop.events.timeline import CountAxis
from desktop.events.type_tree import TypeTree
from desktop.session import Session
from desktop.settings import Settings
from labels import events, records
from labels.event import EventDraft
from labels.record import RecordQuery


def board(page: EventsPage) -> Board:
    assert page.board is not None
    return page.board


def listed(page: EventsPage) -> list[int]:
    return board(page).parts.model.ids()


def cell(page: EventsPage, event_id: int, key: str) -> str:
    model = board(page).parts.model
    column = next(n for n, each in enumerate(model.columns()) if each.key == key)
    return str(model.index(model.row_of(event_id), column).data(Qt.ItemDataRole.EditRole))


def edit(page: EventsPage, event_id: int, key: str, value: object) -> bool:
    model = board(page).parts.model
    column = next(n for n, each in enumerate(model.columns()) if each.key == key)
    return model.setData(model.index(model.row_of(event_id), column), value)


def totals(page: EventsPage) -> str:
    return board(page).parts.totals.full_text


def groups(page: EventsPage) -> list[tuple[str, str]]:
    """Return names and counts of the group list, from above to below."""
    found = board(page).parts.groups.list.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
    return [(item.text(0), item.text(1)) for item in found]


# Loading


def test_numpy_and_pyqtgraph_wait_for_the_first_look(root: Path) -> None:
    code = "import sys, desktop.events; print({'numpy', 'pyqtgraph', 'desktop.map'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_nothing_is_made_before_it_is_shown(session: Session, qtbot: QtBot) -> None:
    page = EventsPage(session, theme.light())
    qtbot.addWidget(page)
    assert page.board is None


def test_all_events_are_listed_the_latest_first(page: EventsPage) -> None:
    assert listed(page) == list(range(13, 0, -1))


def test_totals_of_everything(page: EventsPage) -> None:
    assert totals(page) == "13 events · 7 articles · fatalities 13–39 (best 26)"


# Filters


def test_search_narrows_table_map_and_timeline(page: EventsPage) -> None:
    parts = board(page).parts
    QTest.keyClicks(parts.bar.search, "hama")
    QTest.keyClick(parts.bar.search, Qt.Key.Key_Return)
    assert listed(page) == [10, 7, 4, 1]
    assert sorted(parts.map.points.ids.tolist()) == [1, 4, 7, 10]
    assert totals(page).startswith("1 of 4 events chosen")  # Enter leads to the first row


def test_a_type_finds_those_below_it(page: EventsPage, session: Session) -> None:
    battles = next(each.id for each in board(page).parts.model.types.roots() if each.name == "Battles")
    board(page).parts.bar.ask(types=(battles,))
    assert listed(page) == [13, 11, 9, 7, 5, 3, 1]


def test_dates_are_typed(page: EventsPage) -> None:
    bar = board(page).parts.bar
    QTest.keyClicks(bar.since, "3 Dec 2024")
    QTest.keyClick(bar.since, Qt.Key.Key_Return)
    QTest.keyClicks(bar.until, "2024-12-04")
    QTest.keyClick(bar.until, Qt.Key.Key_Return)
    assert listed(page) == [4, 3]


def test_a_date_that_is_none_is_marked_and_asks_nothing(page: EventsPage) -> None:
    bar = board(page).parts.bar
    QTest.keyClicks(bar.since, "soon")
    QTest.keyClick(bar.since, Qt.Key.Key_Return)
    assert bar.since.property("bad") == "true"
    assert len(listed(page)) == 13


def test_chips_say_what_is_on_and_take_it_off(page: EventsPage) -> None:
    parts = board(page).parts
    parts.bar.ask(status="happened", country="SY")
    assert parts.chips.words() == ["Syria", "happened", "Clear all"]
    parts.chips.cleared.emit(("country", "status"))
    assert parts.chips.words() == []
    assert len(listed(page)) == 13


def test_nothing_found_offers_to_clear(page: EventsPage) -> None:
    parts = board(page).parts
    parts.bar.ask(text="nowhere")
    assert parts.empty.isVisible()
    parts.empty.button.click()
    assert len(listed(page)) == 13
    assert parts.bar.search.text() == ""


def test_groups_filter(page: EventsPage) -> None:
    board(page).parts.group_wanted.emit("actor")
    board(page).parts.groups.chosen.emit("HTS")
    assert listed(page) == [13, 10, 7, 4, 1]


def test_groups_keep_showing_the_others(page: EventsPage) -> None:
    board(page).parts.group_wanted.emit("actor")
    board(page).parts.groups.chosen.emit("HTS")
    assert [count for _, count in groups(page)] == ["13", "5", "4", "4"]


def test_types_are_grouped_as_a_tree(page: EventsPage) -> None:
    board(page).parts.group_wanted.emit("type")
    assert groups(page) == [("All", "13"), ("Battles", "7"), ("Armed clash", "7"), ("Protests", "6")]


# Selection


def test_a_cluster_is_chosen_everywhere(page: EventsPage) -> None:
    parts = board(page).parts
    parts.map.selected.emit([1, 4])
    assert parts.table.chosen_ids() == [4, 1]
    assert parts.timeline.chosen_ids() == [1, 4]
    assert totals(page).startswith("2 of 13 events chosen · 2 articles")


def test_a_bar_is_chosen_everywhere(page: EventsPage) -> None:
    parts = board(page).parts
    parts.timeline.selected.emit([5], False)
    assert parts.table.chosen_ids() == [5]
    assert parts.map.points.chosen_ids() == [5]


def test_rows_are_chosen_everywhere(page: EventsPage) -> None:
    parts = board(page).parts
    parts.table.selectRow(0)
    parts.table.selectRow(1)
    assert parts.map.points.chosen_ids() == [12]
    assert parts.timeline.chosen_ids() == [12]


def test_all_rows_can_be_chosen(page: EventsPage) -> None:
    board(page).parts.table.selectAll()
    assert len(board(page).chosen()) == 13


def test_only_the_chosen_can_be_shown(page: EventsPage) -> None:
    parts = board(page).parts
    board(page).choose([3, 5])
    parts.only_button.click()
    assert listed(page) == [5, 3]
    assert parts.chips.words() == ["only 2 chosen events"]
    parts.chips.cleared.emit(("only",))
    assert len(listed(page)) == 13


def test_a_selection_survives_a_filter_and_a_sort(page: EventsPage) -> None:
    board(page).choose([4])
    board(page).parts.bar.ask(text="hama")
    board(page).parts.table.sort_wanted.emit("actor")
    assert board(page).parts.table.chosen_ids() == [4]


def test_sorting_again_turns_the_order(page: EventsPage) -> None:
    board(page).parts.table.sort_wanted.emit("date")
    assert listed(page)[0] == 1


def test_an_event_can_be_shown_from_outside(page: EventsPage) -> None:
    board(page).parts.bar.ask(text="daraa")
    page.show_event_row(1)
    assert board(page).chosen() == [1]
    assert not board(page).query


# Doing


def test_enter_opens_the_words(page: EventsPage, qtbot: QtBot) -> None:
    table = board(page).parts.table
    table.selectRow(0)
    with qtbot.waitSignal(page.open_requested) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [7, 0, 5, 13]


def test_a_double_click_opens_the_words(page: EventsPage, qtbot: QtBot) -> None:
    table = board(page).parts.table
    with qtbot.waitSignal(page.open_requested) as told:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 15))
    assert told.args[3] == 13


def test_status_is_edited_in_the_cell(page: EventsPage, session: Session) -> None:
    assert edit(page, 13, "status", "denied")
    assert session.store is not None
    assert events.get(session.store, 13).status == "denied"
    assert cell(page, 13, "status") == "denied"


@pytest.mark.parametrize(
    ("key", "typed", "shown"), [("date", "2024-11-27", "2024-11-27"), ("fatalities", "20-35", "20–35")]
)
def test_dates_and_numbers_are_edited_in_the_cell(page: EventsPage, key: str, typed: str, shown: str) -> None:
    assert edit(page, 13, key, typed)
    assert cell(page, 13, key) == shown


def test_an_edit_does_not_move_the_row(page: EventsPage) -> None:
    edit(page, 13, "date", "2024-11-27")
    assert listed(page)[0] == 13


def test_the_type_is_edited_in_the_cell(page: EventsPage) -> None:
    protests = next(each.id for each in board(page).parts.model.types.offered() if each.name == "Protests")
    assert edit(page, 13, "type", protests)
    assert cell(page, 13, "type") == "Protests"


def test_what_is_no_date_is_told_and_changes_nothing(page: EventsPage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed):
        assert not edit(page, 13, "date", "soon")
    assert cell(page, 13, "date") == "2024-12-13"


def test_delete_and_undo(page: EventsPage, session: Session) -> None:
    board(page).choose([2, 3])
    next(each for each in board(page).context_menu().actions() if each.text().startswith("Delete 2 events")).trigger()
    assert len(listed(page)) == 11
    session.undo()
    assert sorted(listed(page)) == list(range(1, 14))


def test_duplicate(page: EventsPage) -> None:
    board(page).choose([2])
    next(each for each in board(page).context_menu().actions() if each.text() == "Duplicate").trigger()
    assert len(listed(page)) == 14


def test_joining_is_asked_for(page: EventsPage, qtbot: QtBot) -> None:
    board(page).choose([2, 3])
    with qtbot.waitSignal(page.join_requested) as told:
        next(each for each in board(page).context_menu().actions() if each.text() == "Join reports…").trigger()
    assert told.args == [[3, 2]]


def test_copied_rows_hold_no_formula(page: EventsPage) -> None:
    board(page).choose([3])
    board(page).copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Date\tType\tActor")
    assert lines[1].startswith("2024-12-03\tBattles / Armed clash\t'=cmd()")


def test_a_read_only_project_is_looked_at_only(project: Path, page: EventsPage, session: Session) -> None:
    session.close()
    project.chmod(0o444)
    session._take(Store.open(project, read_only=True))
    model = board(page).parts.model
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


# Following


def test_a_new_event_comes_in_while_the_page_is_seen(page: EventsPage, session: Session) -> None:
    session.do(events.add, 1, EventDraft())
    assert listed(page)[0] == 14


def test_what_was_written_meanwhile_is_there_when_the_page_is_shown_again(page: EventsPage, session: Session) -> None:
    page.hide()
    session.do(events.remove, [13])
    assert len(listed(page)) == 13
    page.show()
    assert len(listed(page)) == 12


def test_a_write_leaves_selection_and_scroll(page: EventsPage, session: Session) -> None:
    board(page).choose([4])
    page.resize(1280, 300)
    bar = board(page).parts.table.verticalScrollBar()
    bar.setValue(40)
    session.do(events.describe, 2, note="seen")
    assert bar.value() == 40
    assert board(page).chosen() == [4]


def test_another_project_is_shown_from_the_start(page: EventsPage, session: Session, tmp_path: Path) -> None:
    board(page).parts.bar.ask(text="hama")
    session.create(tmp_path / "other.dateline", coder="rima")
    assert listed(page) == []
    assert board(page).parts.empty.heading.text() == "No events yet"
    assert not board(page).query


def test_a_project_closed_while_the_page_is_hidden(page: EventsPage, session: Session) -> None:
    page.hide()
    session.close()
    page.show()
    assert listed(page) == []


# Columns


def test_columns_are_remembered(make_page: Callable[[], EventsPage]) -> None:
    first = make_page()
    menu = board(first).parts.table.columns_menu()
    next(each for each in menu.actions() if each.text() == "Weapon").trigger()
    next(each for each in menu.actions() if each.text() == "Target").trigger()
    second = make_page()
    titles = [column.title for column in board(second).parts.model.columns()]
    assert "Weapon" in titles
    assert "Target" not in titles


def test_a_moved_column_is_remembered(make_page: Callable[[], EventsPage]) -> None:
    first = make_page()
    board(first).parts.table.horizontalHeader().moveSection(0, 2)
    second = make_page()
    assert [column.key for column in board(second).parts.model.columns()][:3] == ["type", "actor", "date"]


def test_it_paints_in_the_dark(page: EventsPage, qtbot: QtBot) -> None:
    page.set_theme(theme.dark())
    qtbot.waitUntil(lambda: board(page).parts.timeline.plot.height() > 50)
    area = board(page).parts.timeline.plot.grab().toImage()
    assert area.pixelColor(area.width() - 3, 3).lightness() < 80


def test_numbers_agree_with_sql(page: EventsPage, session: Session) -> None:
    assert session.store is not None
    for query in (RecordQuery(text="hts"), RecordQuery(country="SY", since="2024-12-04"), RecordQuery(month="2024-12")):
        board(page).ask(query, only=None)
        assert sorted(listed(page)) == sorted(records.ids(session.store, query))


# Several types, part of the map, keys


def test_several_types_can_be_ticked(page: EventsPage) -> None:
    types = board(page).parts.model.types
    tree = TypeTree(types, ())
    tree.picked.connect(lambda chosen: board(page).parts.bar.ask(types=chosen))
    by_name = {each.name: each.id for each in types.by_id.values()}
    tree.toggle(by_name["Protests"])
    assert len(listed(page)) == 6
    tree.toggle(by_name["Armed clash"])
    assert len(listed(page)) == 13
    assert board(page).parts.chips.words() == ["Battles or Protests"]


def test_all_types_below_one_are_that_one(page: EventsPage) -> None:
    types = board(page).parts.model.types
    by_name = {each.name: each.id for each in types.by_id.values()}
    assert TypeTree(types, (by_name["Armed clash"],)).chosen() == (by_name["Battles"],)


def test_only_the_part_of_the_map_that_is_seen(page: EventsPage, qtbot: QtBot) -> None:
    parts = board(page).parts
    qtbot.waitUntil(lambda: parts.map.width() > 200 and parts.timeline.height() > 50)
    parts.map.focus_on(36.2, 37.16, 0.5)  # Aleppo
    parts.area_button.click()
    assert listed(page) == [12, 9, 6, 3]
    assert len(parts.map.points.ids) == 12  # what lies beside it can be moved to
    parts.map.focus_on(35.13, 36.76, 0.5)
    qtbot.waitUntil(lambda: listed(page) == [10, 7, 4, 1])
    parts.chips.cleared.emit(("box",))
    assert not parts.area_button.isChecked()
    assert len(listed(page)) == 13


def test_search_knows_countries_by_name(page: EventsPage) -> None:
    board(page).parts.bar.ask(text="syria")
    assert len(listed(page)) == 12


def test_delete_key_deletes_and_the_next_row_is_in_hand(page: EventsPage) -> None:
    table = board(page).parts.table
    table.setFocus()
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert 11 not in listed(page)
    assert board(page).chosen() == [10]


def test_f2_edits_the_cell_whatever_it_does_in_the_window(page: EventsPage) -> None:
    table = board(page).parts.table
    table.selectRow(0)
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QGuiApplication.sendEvent(table, override)
    assert override.isAccepted()


def test_the_keyboard_begins_in_the_table(page: EventsPage) -> None:
    assert page.focusProxy() is board(page).parts.table


def test_copied_rows_name_the_country(page: EventsPage) -> None:
    columns = [column for column in COLUMNS if column.key == "country"]
    found = board(page)._fetch([1], [])
    assert words.as_table(found, columns, board(page).parts.model.types).splitlines()[1] == "Syria"


# What is read again


def test_a_span_alone_is_no_reason_to_read_records(page: EventsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[object]()
    monkeypatch.setattr(board(page), "refresh", read.append)
    page._session.changed.emit(Changes(frozenset({"span"}), frozenset({1})), None)
    assert read == []


def test_a_change_that_names_its_articles_reads_only_these(page: EventsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[object]()
    monkeypatch.setattr(board(page), "refresh", read.append)
    page._session.changed.emit(Changes(frozenset({"span", "place", "argument"}), frozenset({1})), None)
    page._session.changed.emit(Changes(frozenset({"entity"})), None)
    assert read == [frozenset({1}), None]


def test_map_and_timeline_come_after_the_table(session: Session, settings: Settings, qtbot: QtBot) -> None:
    page = EventsPage(session, theme.light(), settings=settings)
    qtbot.addWidget(page)
    page.show()
    assert listed(page)
    assert board(page).parts.pictures() == (None, None)
    qtbot.waitUntil(lambda: None not in board(page).parts.pictures())
    assert len(board(page).parts.map.points.ids) == 12


def test_the_timeline_begins_with_the_crowd_and_shows_the_whole_when_asked(page: EventsPage) -> None:
    timeline = board(page).parts.timeline
    days = np.array([1000, *range(730000, 730030)])
    timeline.set_records(np.arange(31), days, np.zeros(31, dtype=np.int64), timeline._roots)
    assert timeline.plot.getViewBox().viewRange()[0][0] > 729_000
    timeline.show_whole()
    assert timeline.plot.getViewBox().viewRange()[0][0] < 1000


def test_counts_are_whole_numbers() -> None:
    assert CountAxis(orientation="left").tickStrings([0.0, 0.5, 1200.0], 1.0, 0.5) == ["0", "", "1,200"]
