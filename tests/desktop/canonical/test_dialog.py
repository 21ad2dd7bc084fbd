"""Reports side by side: joining, keeping apart, choosing, parting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from corpus import journal
from corpus.article import RawArticle
from corpus.uid import new_uid
from desktop import theme
from desktop.canonical import ReportsDialog
from desktop.canonical.table import CELL_ROLE, CHOSEN, FIRST, RULE
from desktop.jobs import Jobs
from desktop.session import Session
from labels import canonicals, event_types, events, roles
from labels.canonical_proposals import WINDOW, window
from labels.canonical_scores import Window
from labels.event import ArgumentDraft, EventDraft
from labels.intake import take_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    """Three reports of the fight for Hama with 8, 14 and 12 killed, and a protest."""
    session = Session()
    session.create(project_path, coder="rima")
    store = session.store
    assert store
    with journal.step(store, "codebook", "x") as step:
        clash, protest = (event_types.insert(step, name) for name in ("Clash", "Protest"))
        killed = roles.insert(step, "Fatalities", kind="number", slot="fatalities")
        date = roles.insert(step, "Date", kind="date", slot="date")
        where = roles.insert(step, "Place", kind="place", slot="place")
        hama = step.insert(
            "place",
            {
                "uid": new_uid(), "name": "Hama", "country": "SY", "latitude": 35.1, "longitude": 36.7,
                "origin": "human", "created": "", "changed": "",
            },
        )  # fmt: skip
    for number, (type_id, best) in enumerate([(clash, 8), (clash, 14), (clash, 12), (protest, 0)]):
        story = RawArticle(
            f"Wire {number}. Rebels took Hama and killed {best}.", f"T{number}", f"S{number}", f"2024-12-0{number + 6}"
        )
        filled = (
            ArgumentDraft(killed, str(best), value={"best": best}),
            ArgumentDraft(date, "Thursday", value={"start": "2024-12-05", "end": "2024-12-05"}),
            ArgumentDraft(where, "Hama", place_id=hama, value={"precision": "exact"}),
        )
        article = take_in(store, [story]).first_id or 0
        events.add(store, article, EventDraft(type_id, start=8, end=14, arguments=filled))
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> Iterator[ReportsDialog]:
    """Open, with the proposals a job has found."""
    jobs = Jobs()
    dialog = ReportsDialog(session, jobs, theme.light())
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(jobs.idle, timeout=10_000):
        dialog.open_reports()
    qtbot.waitUntil(lambda: dialog.shown is not None)
    yield dialog
    assert jobs.stop()


def shown_ids(dialog: ReportsDialog) -> list[int]:
    return [report.event.id for report in dialog.shown.reports] if dialog.shown else []


def row_of(dialog: ReportsDialog, field: str) -> int:
    return next(at for at, choice in enumerate(dialog.model.fields) if choice.field == field)


def chosen(dialog: ReportsDialog, field: str = "Fatalities") -> str:
    return dialog.model.fields[row_of(dialog, field)].chosen.text


def joined(session: Session) -> list[list[int]]:
    assert session.store
    return [[report.event.id for report in each.reports] for each in canonicals.all_resolved(session.store)]


def go(dialog: ReportsDialog, field: str, report: int) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(row_of(dialog, field), FIRST + report))


def test_the_proposal_is_shown_side_by_side(dialog: ReportsDialog) -> None:
    assert shown_ids(dialog) == [1, 2, 3]
    assert dialog.lists.tabText(0) == "Proposed 1"
    assert "3 reports · same day, same place" in dialog.why.full_text
    row = row_of(dialog, "Fatalities")
    cells = [dialog.model.index(row, FIRST + at).data() for at in range(3)]
    assert cells == ["8", "14", "12"]
    assert dialog.model.index(row, FIRST).data(CELL_ROLE) == (True, True, False)
    assert dialog.model.index(row, FIRST + 1).data(CELL_ROLE) == (True, False, True)
    assert dialog.model.index(row_of(dialog, "Place"), FIRST).data(CELL_ROLE)[0] is False
    assert chosen(dialog) == "8"


def test_undo_and_redo_work_in_the_window(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    dialog.join_shown()
    assert joined(session) == [[1, 2, 3]]
    dialog.undo()
    assert joined(session) == []
    assert dialog.said.full_text.startswith("Undone: ")
    dialog.redo()
    assert joined(session) == [[1, 2, 3]]


def test_enter_joins_in_one_step(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert joined(session) == [[1, 2, 3]]
    assert dialog.lists.tabText(0) == "Proposed"
    assert dialog.lists.tabText(1) == "Joined 1"
    session.undo()
    assert joined(session) == []


def test_x_keeps_apart_for_good(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_X)
    assert dialog.shown is None
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        qtbot.mouseClick(dialog.look, LEFT)
    qtbot.waitUntil(lambda: "Nothing looks like" in dialog.said.full_text)
    assert joined(session) == []


def test_a_report_may_be_left_out(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    go(dialog, "Fatalities", 1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert shown_ids(dialog) == [1, 3]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert joined(session) == [[1, 3]]


def test_what_is_chosen_before_joining_is_joined_with_it(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    go(dialog, "Fatalities", 1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert chosen(dialog) == "14"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    dialog.lists.setCurrentIndex(1)
    assert chosen(dialog) == "14"
    session.undo()
    assert joined(session) == []


def test_rules_are_in_a_menu(dialog: ReportsDialog, session: Session) -> None:
    dialog.join_shown()
    dialog.lists.setCurrentIndex(1)
    row = row_of(dialog, "Fatalities")
    menu = dialog.menu(row)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Most conservative"]
    next(action for action in menu.actions() if action.text() == "Most informative").trigger()
    assert chosen(dialog) == "14"
    next(action for action in dialog.menu(row).actions() if action.text() == "As in the whole project").trigger()
    assert chosen(dialog) == "8"
    dialog.set_project_rule(row, "most recent")
    assert chosen(dialog) == "12"


def test_parting_one_and_all(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    dialog.join_shown()
    dialog.lists.setCurrentIndex(1)
    go(dialog, "Fatalities", 0)
    qtbot.mouseClick(dialog.out, LEFT)
    assert joined(session) == [[2, 3]]
    qtbot.mouseClick(dialog.dissolve, LEFT)
    assert joined(session) == []
    assert dialog.shown is None


def test_events_chosen_elsewhere_are_looked_at(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    dialog.open_reports([1, 4])
    assert shown_ids(dialog) == [1, 4]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert joined(session) == [[1, 4]]


def test_a_report_opens_in_its_article(dialog: ReportsDialog, qtbot: QtBot) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(0, FIRST + 1))
    with qtbot.waitSignal(dialog.event_requested) as asked:
        dialog.table.doubleClicked.emit(dialog.model.index(0, FIRST + 1))
    assert asked.args == [2, 2]
    with qtbot.waitSignal(dialog.event_requested) as asked:
        qtbot.keyClick(dialog.table, Qt.Key.Key_O)
    assert asked.args == [2, 2]


def test_the_chosen_column_is_no_report(dialog: ReportsDialog, session: Session) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(0, CHOSEN))
    assert not dialog.out.isEnabled()
    dialog.take_out()
    assert shown_ids(dialog) == [1, 2, 3]


def test_it_follows_what_is_done_elsewhere(dialog: ReportsDialog, session: Session) -> None:
    session.do(canonicals.join, [1, 4])
    assert dialog.lists.tabText(1) == "Joined 1"


def test_another_project_has_other_reports(dialog: ReportsDialog, session: Session, tmp_path: Path) -> None:
    session.create(tmp_path / "other.dateline", coder="rima")
    assert dialog.shown is None
    dialog.set_theme(theme.dark())
    assert not dialog.grab().isNull()


def test_the_window_is_kept_with_the_project(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    assert session.store
    assert dialog.fields.chosen == WINDOW
    dialog.fields.days.setValue(4)
    dialog.fields.km.setValue(12.5)
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        qtbot.mouseClick(dialog.look, LEFT)
    assert window(session.store) == Window(4, 12.5, 0.6)


def test_enter_in_a_field_looks_and_joins_nothing(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    assert session.store
    dialog.fields.days.setFocus()
    dialog.fields.days.selectAll()
    qtbot.keyClick(dialog.fields.days, Qt.Key.Key_3)
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        qtbot.keyClick(dialog.fields.days, Qt.Key.Key_Return)
    assert (window(session.store).days, joined(session)) == (3, [])


def test_what_is_kept_apart_can_be_forgotten(dialog: ReportsDialog, session: Session, qtbot: QtBot) -> None:
    assert dialog.forget.isHidden()
    qtbot.keyClick(dialog.table, Qt.Key.Key_X)
    assert "Undo does not" in dialog.said.full_text
    assert dialog.forget.text() == "Forget “not the same” (3)"
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        qtbot.mouseClick(dialog.forget, LEFT)
    qtbot.waitUntil(lambda: shown_ids(dialog) == [1, 2, 3])
    assert dialog.forget.isHidden()


def test_chosen_and_rule_stay_in_sight(dialog: ReportsDialog, qtbot: QtBot) -> None:
    table = dialog.table
    dialog.resize(720, 500)
    for column in range(FIRST, FIRST + 3):
        table.setColumnWidth(column, 400)
    go(dialog, "Fatalities", 2)
    assert table.horizontalScrollBar().value() > 0
    edge = table.over.width()
    assert edge == table.columnWidth(CHOSEN) + table.columnWidth(RULE)
    assert [table.over.isColumnHidden(column) for column in range(5)] == [False, False, True, True, True]
    go(dialog, "Fatalities", 0)
    assert table.visualRect(table.currentIndex()).left() >= edge
    assert table.over.rowHeight(0) == table.rowHeight(0)
    before = table.horizontalScrollBar().value()
    table.setCurrentIndex(dialog.model.index(0, CHOSEN))
    assert table.horizontalScrollBar().value() == before


def test_a_click_on_a_rule_that_stays_opens_its_menu(dialog: ReportsDialog, qtbot: QtBot) -> None:
    over = dialog.table.over
    box = over.visualRect(dialog.model.index(row_of(dialog, "Fatalities"), RULE))
    qtbot.mouseClick(over.viewport(), LEFT, pos=box.center())
    assert dialog.table.currentIndex().column() == RULE
    menu = next(each for each in dialog.findChildren(QMenu) if each.isVisible())
    assert menu.actions()[0].text() == "Most recent"
    menu.close()
