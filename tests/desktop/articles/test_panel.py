from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import ArticleRow, RawArticle, Status
from corpus.changes import Changes
from corpus.id_list import IdList
from corpus.progress import silent
from corpus.query import Query, parse
from desktop import theme
from desktop.articles import ArticlesPanel
from desktop.articles.chips import counts_of, rounded
from desktop.articles.model import PAGE
from desktop.articles.progress import sentence
from desktop.articles.searching import Found
from desktop.jobs import Work
from desktop.session import Session
from labels import labels, spans
from labels.intake import take_in

Key = Qt.Key


def listed(panel: ArticlesPanel) -> list[int]:
    return list(panel.model.ids())


def click(panel: ArticlesPanel, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    where = panel.list.visualRect(panel.model.index(row, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, where)


def action(panel: ArticlesPanel, words: str) -> None:
    """Choose from the context menu."""
    menu = panel.context_menu()
    next(found for found in menu.actions() if found.text() == words).trigger()
    menu.close()


# ---------------------------------------------------------------- finding


def test_chip_narrows_the_list_and_says_so_in_the_box(panel: ArticlesPanel, session: Session) -> None:
    panel.chips.chips["todo"].click()
    assert listed(panel) == [1, 2, 3, 4, 8]
    assert panel.box.text() == "status:todo"
    panel.chips.chips[""].click()
    assert panel.box.text() == ""
    assert len(listed(panel)) == 8


def test_chips_count_the_statuses(panel: ArticlesPanel) -> None:
    assert {query: chip.count for query, chip in panel.chips.chips.items()} == {
        "todo": 5, "flagged": 1, "done": 1, "skipped": 1, "": 8,
    }  # fmt: skip


def test_chip_keeps_what_was_typed(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(Query(text="Story", source="Orontes"))
    panel.chips.chips["todo"].click()
    assert session.query == Query(text="Story", source="Orontes", status="todo")


def test_no_chip_is_chosen_for_a_status_without_one(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(Query(status="in progress"))
    assert not any(chip.isChecked() for chip in panel.chips.chips.values())
    assert listed(panel) == [2]


def test_typing_searches(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    panel.focus_search()
    QTest.keyClicks(panel.box, "homs")
    qtbot.waitUntil(lambda: listed(panel) == [1])


def test_outlets_are_offered_with_their_counts(panel: ArticlesPanel) -> None:
    menu = panel.outlets.menu()
    menu.aboutToShow.emit()
    offered = [found.text() for found in menu.actions()]
    assert "Orontes Wire\t2" in offered
    assert "State && Army\t1" in offered
    assert "Without an outlet\t1" in offered


@pytest.mark.parametrize(
    ("outlet", "found"), [("Orontes Wire", [1, 4]), ('The "Daily" Star', [7]), ("State && Army", [5])]
)
def test_outlet_chosen_narrows_the_list(panel: ArticlesPanel, outlet: str, found: list[int]) -> None:
    menu = panel.outlets.menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.text().startswith(f"{outlet}\t")).trigger()
    assert listed(panel) == found


def test_panel_says_what_is_odd_about_a_search(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(parse("source:zeppelin"))
    assert panel.notice.text() == "source:zeppelin: no outlet has that in its name."
    session.set_query(parse("story"))
    assert panel.notice.isHidden()


def test_panel_says_what_is_odd_when_the_search_stays_the_same(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(parse("story"))
    panel.box.setText("story OR")
    QTest.keyClick(panel.box, Key.Key_Return)
    assert panel.notice.text().startswith("OR stands between two terms")
    assert len(listed(panel)) == 8


def test_chip_works_beside_terms_joined_by_or(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(parse("gate OR prison"))
    panel.chips.chips["todo"].click()
    assert panel.box.text() == "gate OR prison status:todo"
    assert listed(panel) == [1, 8]


def test_no_chip_is_chosen_for_statuses_joined_by_or(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(parse("status:done OR status:flagged"))
    assert not any(chip.isChecked() for chip in panel.chips.chips.values())
    assert listed(panel) == [5, 6]


def test_nothing_found_can_be_cleared(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(Query(text="zeppelin"))
    assert panel.pages.currentWidget() is panel.nothing_found
    assert "zeppelin" in panel.nothing_found.sentence.text()
    panel.nothing_found.clear_button.click()
    assert panel.pages.currentWidget() is panel.list
    assert session.query == Query()


def test_empty_project_says_how_to_begin(make_project: Callable[..., Path], panel: ArticlesPanel, qtbot: QtBot) -> None:
    session = panel._session
    session.open(make_project(0, name="empty", statuses={}), coder="rima")
    assert panel.pages.currentWidget() is panel.no_articles
    with qtbot.waitSignal(panel.import_requested):
        panel.no_articles.import_button.click()
    with qtbot.waitSignal(panel.paste_requested):
        panel.no_articles.paste_button.click()


def test_without_a_project_the_pane_is_blank(panel: ArticlesPanel, session: Session) -> None:
    session.close()
    assert panel.pages.currentWidget() is panel.blank
    assert not panel.box.isEnabled()


# ---------------------------------------------------------------- reading


def test_click_reads_the_article(panel: ArticlesPanel, session: Session) -> None:
    click(panel, 2)
    assert session.article
    assert session.article.id == 3


def test_arrows_read_where_they_rest(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.show(1)
    panel.focus_list()
    asked: list[int] = []
    panel.article_requested.connect(asked.append)
    for _ in range(3):
        QTest.keyClick(panel.list, Key.Key_Down)
    qtbot.waitUntil(lambda: asked != [])
    assert asked == [4]


@pytest.mark.parametrize(("key", "article_id"), [(Key.Key_End, 8), (Key.Key_Home, 1)])
def test_home_and_end_go_to_the_ends(
    panel: ArticlesPanel, session: Session, qtbot: QtBot, key: Key, article_id: int
) -> None:
    session.show(4)
    QTest.keyClick(panel.list, key)
    qtbot.waitUntil(lambda: session.article is not None and session.article.id == article_id)


def test_enter_goes_into_the_article(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.show(4)
    QTest.keyClick(panel.list, Key.Key_Down)
    with qtbot.waitSignals([panel.article_requested, panel.entered]):
        QTest.keyClick(panel.list, Key.Key_Return)
    assert session.article
    assert session.article.id == 5


def test_article_read_elsewhere_is_selected_without_asking_for_it(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(panel.article_requested, wait=200):
        session.show(6)
    assert panel.list.chosen_ids() == [6]
    assert panel.list.visualRect(panel.list.currentIndex()).isValid()


def test_selecting_several_reads_none_of_them(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.show(1)
    with qtbot.assertNotEmitted(panel.article_requested, wait=200):
        click(panel, 3, Qt.KeyboardModifier.ShiftModifier)
    assert panel.list.chosen_ids() == [1, 2, 3, 4]


def test_letters_are_left_to_the_window(panel: ArticlesPanel, session: Session) -> None:
    session.show(1)
    QTest.keyClick(panel.list, Key.Key_P)
    assert panel.list.chosen_ids() == [1]


def test_down_in_the_search_box_leads_into_the_list(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    panel.window().activateWindow()
    panel.focus_search()
    QTest.keyClick(panel.box, Key.Key_Down)
    qtbot.waitUntil(lambda: session.article is not None and session.article.id == 1)


# ---------------------------------------------------------------- following


def test_new_span_counts_in_its_row(panel: ArticlesPanel, session: Session) -> None:
    assert session.store
    session.do(labels.add, "ACTOR")
    label = labels.all_labels(session.store)[0]
    session.do(spans.add, 1, 0, 5, label.id)
    assert "1 span" in panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_label_search_follows_spans(panel: ArticlesPanel, session: Session) -> None:
    assert session.store
    session.do(labels.add, "ACTOR")
    session.set_query(Query(label="ACTOR"))
    assert listed(panel) == []
    session.do(spans.add, 1, 0, 5, labels.all_labels(session.store)[0].id)
    assert listed(panel) == [1]


def test_done_article_leaves_the_list_of_what_is_to_do(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(Query(status="todo"))
    session.show(2)
    session.do(articles.set_status, 2, "done")
    assert listed(panel) == [1, 3, 4, 8]
    assert panel.list.chosen_ids() == []
    assert panel.list.currentIndex().row() == 1
    assert panel.progress.words.full_text == "4 found · 2 of 7 done · 1 skipped"


def test_rows_coming_and_going_keep_the_open_article_in_its_place(
    make_project: Callable[..., Path], panel: ArticlesPanel
) -> None:
    session = panel._session
    session.open(make_project(200, name="long"), coder="rima")
    session.show(100)
    before = panel.list.visualRect(panel.list.currentIndex()).top()
    session.do(articles.remove, list(range(1, 90)))
    assert panel.list.chosen_ids() == [100]
    assert panel.list.visualRect(panel.list.currentIndex()).top() == before
    session.undo()
    assert panel.list.visualRect(panel.list.currentIndex()).top() == before


def test_import_brings_its_articles_into_the_list(panel: ArticlesPanel, session: Session) -> None:
    assert session.store
    report = take_in(session.store, [RawArticle("Another story.", "Another")])
    session.tell(report.changes)
    assert listed(panel)[-1] == report.first_id


def test_another_project_brings_its_own_rows(make_project: Callable[..., Path], panel: ArticlesPanel) -> None:
    panel._session.open(make_project(3, name="other", statuses={1: "done"}), coder="rima")
    assert panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("done")
    assert len(listed(panel)) == 3


def test_change_to_very_many_articles_reads_the_rows_again(panel: ArticlesPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.model.dataChanged):
        panel._session.changed.emit(Changes(frozenset({"work"}), frozenset(range(1, 1000))), None)


def test_long_list_opens_with_one_page_read(
    panel: ArticlesPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def rows(ids: Sequence[int]) -> list[ArticleRow]:
        asked.append(len(ids))
        return [ArticleRow(each, "", f"Story {each}", "", "", "", 9, 0, "new") for each in ids]

    monkeypatch.setattr(session, "article_rows", rows)
    panel.searcher.found.emit(Found(Query(), IdList(range(1, 10_001))))
    panel.grab()
    assert asked == [PAGE]
    QTest.keyClick(panel.list, Key.Key_End)
    panel.grab()
    assert sum(asked) <= 3 * PAGE
    assert panel.list.chosen_ids() == [10_000]


# ---------------------------------------------------------------- doing


def test_several_articles_are_marked_in_one_step(panel: ArticlesPanel, session: Session) -> None:
    session.show(1)
    click(panel, 2, Qt.KeyboardModifier.ShiftModifier)
    action(panel, "Mark as done")
    assert session.status_counts()["done"] == 4
    session.undo()
    assert session.status_counts()["done"] == 1


@pytest.mark.parametrize(
    ("words", "status"), [("Mark as done", "done"), ("Flag", "flagged"), ("Skip", "skipped"), ("Back to do", "new")]
)
def test_menu_marks_an_article(panel: ArticlesPanel, session: Session, words: str, status: Status) -> None:
    session.show(2)
    action(panel, words)
    assert session.status() == status


def test_menu_removes_and_undo_brings_back(panel: ArticlesPanel, session: Session) -> None:
    session.show(1)
    click(panel, 1, Qt.KeyboardModifier.ShiftModifier)
    action(panel, "Remove 2 articles")
    assert listed(panel) == [3, 4, 5, 6, 7, 8]
    assert session.article is None
    session.undo()
    assert len(listed(panel)) == 8


def test_many_articles_are_marked_beside_the_window(make_project: Callable[..., Path], panel: ArticlesPanel) -> None:
    session, told = panel._session, list[str]()
    session.open(make_project(700, name="long", statuses={}), coder="rima")

    def start(title: str, work: Work) -> None:
        told.append(title)
        assert session.store
        session.tell(work(session.store, silent))

    panel.set_job(start)
    panel.list.selectAll()
    action(panel, "Mark as done")
    assert told == ["Marking 700 articles"]
    assert session.status_counts()["done"] == 700
    action(panel, "Remove 700 articles")
    assert listed(panel) == []
    session.undo()
    session.undo()
    assert session.status_counts()["new"] == 700


def test_menu_asks_for_the_details_of_one_article_only(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.show(3)
    with qtbot.waitSignal(panel.details_requested) as asked:
        action(panel, "Correct the details…")
    assert asked.args == [3]
    panel.list.selectAll()
    menu = panel.context_menu()
    assert not next(found for found in menu.actions() if found.text() == "Correct the details…").isEnabled()
    menu.close()


def test_read_only_project_offers_no_writes(panel: ArticlesPanel, session: Session) -> None:
    assert session.store
    session.store.read_only = True
    session.show(1)
    menu = panel.context_menu()
    assert not any(found.isEnabled() for found in menu.actions() if not found.isSeparator())
    menu.close()


def test_menu_comes_up_over_a_row_only(panel: ArticlesPanel, qtbot: QtBot) -> None:
    def at(where: QPoint) -> QContextMenuEvent:
        return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, panel.list.viewport().mapToGlobal(where))

    panel.list.menu_wanted.disconnect(panel._show_menu)
    with qtbot.waitSignal(panel.list.menu_wanted):
        panel.list.contextMenuEvent(at(QPoint(20, 20)))


# ---------------------------------------------------------------- counting


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"new": 9, "done": 7}, "7 of 16 done"),
        ({"new": 1_000, "done": 1_207, "skipped": 3}, "1,207 of 2,207 done · 3 skipped"),
        ({}, ""),
    ],
)
def test_progress_counts_skipped_articles_apart(counts: dict[Status, int], said: str) -> None:
    assert sentence(counts) == said


def test_articles_in_progress_are_still_to_do() -> None:
    assert counts_of({"new": 2, "in progress": 3, "done": 1})["todo"] == 5


def test_pane_can_change_its_colours(panel: ArticlesPanel) -> None:
    panel.set_theme(theme.dark())
    assert panel.delegate.theme is theme.dark()


@pytest.mark.parametrize(
    ("count", "shown"), [(9_999, "9,999"), (123_999, "123k"), (1_000_000, "1M"), (1_239_999, "1.23M")]
)
def test_a_count_too_wide_for_its_chip_is_cut(count: int, shown: str) -> None:
    assert rounded(count) == shown
