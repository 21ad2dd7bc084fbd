from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from corpus import articles, journal
from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.intake import IntakePage
from desktop.intake.import_list import IMPORT
from desktop.session import Session
from labels.intake import take_in

OLDEST, TWO_FILES, NOTHING_NEW, WHOLE = 3, 2, 1, 0


def show(page: IntakePage, row: int) -> None:
    view = page.imports.list
    view.setCurrentIndex(view.imports.index(row))


def listed(page: IntakePage) -> list[int]:
    return list(page.imports.articles.model.ids)


def cells(page: IntakePage, row: int) -> list[str]:
    model = page.imports.articles.model
    return [str(model.index(row, column).data() or "") for column in range(1, model.columnCount())]


def narrow(page: IntakePage, words: str) -> None:
    box = page.imports.articles.filter
    at = next(n for n in range(box.count()) if box.itemText(n).startswith(words))
    box.setCurrentIndex(at)
    box.activated.emit(at)


# What came in


def test_the_newest_import_is_shown_first(page: IntakePage) -> None:
    view = page.imports
    assert view.list.imports.rowCount() == 4
    assert view.title.full_text == "Nothing new"
    assert view.tabs.currentIndex() == 1  # there is nothing to see but what was refused


def test_the_articles_of_an_import(page: IntakePage) -> None:
    show(page, OLDEST)
    assert page.imports.title.full_text == "10 articles from wires.jsonl"
    assert page.imports.figures.full_text.startswith("1 refused, 1 in the project already · ")
    assert listed(page) == list(range(1, 11))
    assert cells(page, 1)[:4] == ["Story 2", "none", "2024-12-02", "English"]
    assert cells(page, 1)[4] == "150"
    assert cells(page, 1)[6] == "line 2"


def test_the_whole_project_is_shown_too(page: IntakePage) -> None:
    show(page, WHOLE)
    assert listed(page) == list(range(1, 13))
    assert not page.imports.tabs.isTabVisible(1)


def test_the_files_of_an_import(page: IntakePage) -> None:
    show(page, TWO_FILES)
    model = page.imports.files.model
    assert [[str(model.index(row, column).data()) for column in (0, 1, 3)] for row in range(2)] == [
        ["11.pdf", "1", "pdf 1"], ["12.pdf", "1", "pdf 1"],
    ]  # fmt: skip


def test_an_import_that_was_undone_says_so(page: IntakePage, session: Session) -> None:
    for _ in range(3):  # the spans, the label, then the second import
        session.undo()
    found = page.imports.list.imports.index(TWO_FILES).data(IMPORT)
    assert found.taken_back
    assert "taken back" in page.imports.list.imports.index(TWO_FILES).data()


def test_an_import_while_the_page_is_shown_comes_first(page: IntakePage, session: Session) -> None:
    from corpus.article import RawArticle
    from labels.intake import take_in

    assert session.store
    session.tell(take_in(session.store, [RawArticle("Pasted story.", "Pasted")]).changes)
    assert page.imports.title.full_text == "1 article"
    assert listed(page) == [13]


def test_what_is_not_seen_is_read_when_it_is(make_page: Callable[[], IntakePage], session: Session) -> None:
    page = make_page()
    show(page, OLDEST)
    before = cells(page, 1)
    page.hide()
    session.do(articles.correct, 2, title="Another")
    assert cells(page, 1) == before
    assert cells(page, 1)[0] == "Story 2"
    page.show()
    assert cells(page, 1)[0] == "Another"


# What did not


def test_what_was_refused_stands_with_its_reason(page: IntakePage) -> None:
    show(page, OLDEST)
    notes = page.imports.notes
    assert page.imports.tabs.tabText(1) == "Skipped or mended  2"
    rows = [[str(notes.model.index(row, column).data()) for column in (0, 1)] for row in range(2)]
    assert rows == [["Refused", "wires.jsonl, line 11"], ["In the project already", "wires.jsonl, line 12"]]


def test_notes_are_found_by_words(page: IntakePage, qtbot: QtBot) -> None:
    show(page, TWO_FILES)
    page.imports.tabs.setCurrentIndex(1)
    QTest.keyClicks(page.imports.notes.search, "LOCKED")
    qtbot.waitUntil(lambda: page.imports.notes.model.rowCount() == 1)
    QTest.keyClicks(page.imports.notes.search, "xyz")
    qtbot.waitUntil(lambda: page.imports.notes.nothing.isVisible())
    assert page.imports.notes.nothing.full_text == "Nothing holds these words."


def test_notes_are_copied(page: IntakePage) -> None:
    show(page, TWO_FILES)
    page.imports.notes.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text == "scan.pdf\tscan.pdf is a scan.\nlocked.pdf\tlocked.pdf is locked.\n"


def test_a_copy_leads_to_the_article_that_is_there(page: IntakePage, qtbot: QtBot) -> None:
    show(page, OLDEST)
    page.imports.tabs.setCurrentIndex(1)
    table = page.imports.notes.table
    table.go_to(0)
    assert not page.imports.notes.read.isEnabled()
    table.go_to(1)
    with qtbot.waitSignal(page.open_requested) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [1]


# Narrowing and ticking


def test_the_list_is_narrowed_to_what_lacks_something(page: IntakePage) -> None:
    show(page, OLDEST)
    narrow(page, "Without an outlet")
    assert listed(page) == [2, 4, 6, 8]
    narrow(page, "Without a date")
    assert listed(page) == [5]
    narrow(page, "SANA")
    assert listed(page) == [1, 3, 5, 7]
    narrow(page, "All articles")
    assert len(listed(page)) == 10


def test_space_ticks_and_enter_reads(page: IntakePage, qtbot: QtBot) -> None:
    show(page, OLDEST)
    table = page.imports.articles.table
    table.setFocus()
    table.go_to(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert list(page.imports.articles.model.ticked) == [2, 3]
    assert page.imports.articles.told.full_text == "2 of 10 articles ticked"
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert list(page.imports.articles.meant()) == [2]
    with qtbot.waitSignal(page.open_requested) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [3]


def test_all_are_ticked_and_none(page: IntakePage) -> None:
    show(page, OLDEST)
    view = page.imports.articles
    view.tick_all.click()
    assert len(view.meant()) == 10
    assert view.tick_all.text() == "Untick all"
    view.tick_all.click()
    assert not view.model.ticked


def test_ticks_of_what_is_no_longer_listed_go(page: IntakePage) -> None:
    show(page, OLDEST)
    page.imports.articles.model.tick([1, 2])
    narrow(page, "Without an outlet")
    assert list(page.imports.articles.meant()) == [2]


def test_rows_are_copied_as_a_table(page: IntakePage) -> None:
    show(page, OLDEST)
    page.imports.articles.table.go_to(0)
    page.imports.articles.table.copy()
    assert QGuiApplication.clipboard().text().startswith("Story 1\tSANA\t2024-12-01\tEnglish\t150\t")


def test_escape_leaves_the_page(page: IntakePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.imports.list, Qt.Key.Key_Escape)


# Hard cases


def test_an_empty_project_says_what_to_do(tmp_path: Path, qapp: object, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "empty.dateline"):
        pass
    session = Session()
    session.open(tmp_path / "empty.dateline")
    page = IntakePage(session, theme.dark())
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.import_wanted):
        page.empty.button.click()
    session.close()
    assert not page.empty.isVisible() or session.store is None


def test_a_read_only_project_is_looked_at_only(project: Path, qapp: object, qtbot: QtBot) -> None:
    session = Session()
    session._take(Store.open(project, read_only=True))
    page = IntakePage(session, theme.light())
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    show(page, OLDEST)
    page.imports.articles.tick_all.click()
    assert not any(button.isEnabled() for button in page.imports.articles.buttons.values())
    assert page.summary.full_text == "This project is read-only."
    session.close()


def test_hostile_names_are_plain_text(page: IntakePage, session: Session) -> None:
    show(page, OLDEST)
    session.do(articles.correct, 1, title="<img src=x onerror=1> & \u202eevil")
    assert "<img" in cells(page, 0)[0]
    tooltip = page.imports.articles.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in tooltip


@pytest.mark.parametrize("colours", [theme.light(), theme.dark()])
def test_both_themes_are_drawn(page: IntakePage, colours: theme.Theme) -> None:
    page.set_theme(colours)
    show(page, OLDEST)
    assert not page.grab().isNull()


def test_undo_of_a_correction_is_shown(page: IntakePage, session: Session) -> None:
    show(page, OLDEST)
    session.do(articles.correct, 1, source="AFP")
    assert cells(page, 0)[1] == "AFP"
    assert session.store
    session.tell(journal.undo(session.store))
    assert cells(page, 0)[1] == "SANA"


def test_what_is_ticked_and_narrowed_in_one_project_is_not_in_the_next(
    page: IntakePage, session: Session, tmp_path: Path
) -> None:
    show(page, OLDEST)
    narrow(page, "Without an outlet")
    page.imports.articles.model.tick([2, 4])
    with Store.create(tmp_path / "other.dateline") as store:
        for number in range(3):
            take_in(store, [RawArticle(f"Story {number}, part {part}.") for part in range(9)])
    session.open(tmp_path / "other.dateline")
    assert not page.imports.articles.model.ticked
    assert page.imports.articles.filter.currentIndex() == 0
    assert page.imports.list.currentIndex().row() == 1
