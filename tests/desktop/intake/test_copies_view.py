from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from corpus import articles, near_copies
from desktop.intake import IntakePage
from desktop.intake.copies_view import CopiesView
from desktop.jobs import Job
from desktop.session import Session


@pytest.fixture
def copies(page: IntakePage) -> CopiesView:
    """The tab of near-copies, none found yet."""
    page.tabs.setCurrentIndex(1)
    return page.copies


@pytest.fixture
def found(copies: CopiesView) -> CopiesView:
    """The tab, with the one group that there is."""
    copies.finder.slider.setValue(85)
    copies.finder.button.click()
    return copies


def members(view: CopiesView) -> list[int]:
    return list(view.model.ids)


def test_no_groups_say_what_they_would_be_good_for(copies: CopiesView) -> None:
    assert copies.empty.isVisible()
    copies.empty.button.click()
    assert list(copies.groups.ids) == [9]


def test_near_copies_are_found_and_told(found: CopiesView) -> None:
    assert members(found) == [9, 10]
    assert found.title.full_text == "Rebels enter the city"
    assert found.figures.full_text == "2 articles · 2 outlets · 2024-12-05 to 2024-12-06 · 1 coded"
    assert found.finder.said.full_text.endswith("2 articles in 1 group of near-copies.")


def test_the_likeness_is_remembered_by_the_project(found: CopiesView, session: Session) -> None:
    assert session.store
    assert near_copies.threshold(session.store) == pytest.approx(0.85)


def test_what_differs_is_shown(found: CopiesView) -> None:
    text = found.difference.text.document().toRawText()
    assert text.startswith("BEIRUT (AFP) ")
    assert text.endswith("Reuters.")
    assert "struck through: only in Reuters" in found.difference.told.full_text


def test_all_of_it_can_be_shown(found: CopiesView) -> None:
    short = len(found.difference.text.document().toRawText())
    found.difference.short.setChecked(False)
    assert len(found.difference.text.document().toRawText()) > short


def test_one_is_split_off_and_comes_back(found: CopiesView, session: Session) -> None:
    found.model.tick([10])
    found.split.click()
    assert list(found.groups.ids) == []
    assert found.empty.isVisible()
    session.undo()
    assert list(found.groups.ids) == [9]
    assert members(found) == [9, 10]


def test_what_was_split_is_not_found_again(found: CopiesView) -> None:
    found.part.click()
    found.finder.button.click()
    assert list(found.groups.ids) == []


def test_articles_are_joined_from_the_list_of_imports(page: IntakePage, found: CopiesView) -> None:
    page.tabs.setCurrentIndex(0)
    page.imports.list.setCurrentIndex(page.imports.list.imports.index(3))
    page.imports.articles.model.tick([1, 10])
    page.imports.articles.join.click()
    assert page.imports.articles.model.index(0, 6).data() == "3"
    page.show_copies(1)
    assert members(found) == [1, 9, 10]


def test_groups_are_joined(found: CopiesView, page: IntakePage) -> None:
    page.copies.join([1, 2])
    found.groups.tick_all()
    found.join_groups.click()
    assert members(found) == [1, 2, 9, 10]


def test_a_copy_is_read(found: CopiesView, page: IntakePage, qtbot: QtBot) -> None:
    found.table.go_to(1)
    with qtbot.waitSignal(page.open_requested) as caught:
        QTest.keyClick(found.table, Qt.Key.Key_Return)
    assert caught.args == [10]


def test_a_whole_group_cannot_be_split_off(found: CopiesView) -> None:
    found.model.tick_all()
    assert not found.split.isEnabled()


def test_two_that_are_ticked_are_compared(found: CopiesView, page: IntakePage) -> None:
    page.copies.join([1, 9])
    found.model.tick([1, 10])
    assert "only in SANA" in found.difference.told.full_text
    assert "only in AFP" in found.difference.told.full_text


def test_a_search_that_is_stopped_says_so(page: IntakePage, copies: CopiesView) -> None:
    job = Job("Looking for near-copies", lambda store, progress: None, page)
    page.set_job(lambda title, work, done: job)
    copies.finder.button.click()
    assert copies.finder.said.full_text == "Looking…"
    job.ended.emit()
    assert copies.finder.said.full_text == "Stopped."


def test_what_somebody_is_setting_stays_when_others_write(copies: CopiesView, session: Session) -> None:
    copies.finder.slider.setValue(95)
    session.do(articles.correct, 1, source="AFP")
    assert copies.finder.slider.value() == 95


def test_copies_of_one_outlet_are_told_apart_by_their_headlines(found: CopiesView, session: Session) -> None:
    session.do(articles.correct, 10, source="Reuters")
    assert "only in Rebels enter the city" in found.difference.told.full_text
    assert "only in Army leaves" in found.difference.told.full_text


def test_the_article_in_hand_stays_so_when_another_leaves(found: CopiesView, page: IntakePage) -> None:
    page.copies.join([1, 2, 9])
    found.table.go_to(3)
    found.model.tick([1])
    found.split.click()
    assert found.table.current_id() == 10


def test_without_groups_the_finder_stays_on_top(copies: CopiesView) -> None:
    assert copies.finder.y() == 0


def test_what_is_ticked_in_one_project_is_not_in_the_next(
    found: CopiesView, session: Session, tmp_path: Path, project: Path
) -> None:
    other = tmp_path / "other.dateline"
    found.model.tick([9, 10])
    session.close()
    other.write_bytes(project.read_bytes())
    session.open(project, coder="rima")
    found.model.tick([10])
    session.open(other, coder="rima")
    assert members(found) == [9, 10]
    assert not found.model.ticked
