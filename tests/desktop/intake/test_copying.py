from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.intake import IntakePage
from desktop.intake.copies_view import CopiesView
from desktop.intake.copying import CopyDialog
from desktop.session import Session
from labels import spans


@pytest.fixture
def copies(page: IntakePage) -> CopiesView:
    """The tab of near-copies, with the one group that there is."""
    page.tabs.setCurrentIndex(1)
    page.copies.finder.slider.setValue(85)
    page.copies.finder.button.click()
    return page.copies


@pytest.fixture
def dialog(copies: CopiesView) -> CopyDialog:
    """What would be copied from article 9 to article 10."""
    copies.copy_coding.click()
    assert copies.copying.dialog is not None
    return copies.copying.dialog


def surfaces(session: Session, article_id: int) -> list[str]:
    assert session.store
    return [each.surface for each in spans.of_article(session.store, article_id)]


def test_the_preview_says_what_would_be_written(dialog: CopyDialog, session: Session) -> None:
    assert dialog.source.currentText() == "Reuters: 2 spans of rima"
    assert dialog.sentence.full_text == "2 spans go into 1 article."
    item = dialog.tree.topLevelItem(0)
    assert item
    assert (item.text(0), item.text(2), item.childCount()) == ("AFP · Army leaves", "2 to copy", 2)
    assert surfaces(session, 10) == []


def test_it_is_copied_as_one_step(dialog: CopyDialog, session: Session) -> None:
    before = surfaces(session, 9)
    dialog.deed.click()
    assert surfaces(session, 10) == before
    session.undo()
    assert surfaces(session, 10) == []


def test_an_article_that_is_not_ticked_is_left_as_it_is(dialog: CopyDialog) -> None:
    item = dialog.tree.topLevelItem(0)
    assert item
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.without() == {10}
    assert dialog.sentence.full_text == "Nothing would be written."
    assert not dialog.deed.isEnabled()


def test_what_is_there_already_is_told(dialog: CopyDialog, copies: CopiesView) -> None:
    dialog.deed.click()
    again = copies.copying.ask(copies.members, 9)
    assert again is not None
    item = again.tree.topLevelItem(0)
    assert item
    child = item.child(0)
    assert child
    assert child.text(2) == "there already"
    assert not again.deed.isEnabled()
    again.reject()


def test_a_group_that_nobody_has_coded_has_nothing_to_copy(copies: CopiesView, session: Session) -> None:
    assert copies.copy_coding.isEnabled()
    session.undo()  # the grouping
    session.undo()  # the spans
    copies.finder.button.click()
    assert not copies.copy_coding.isEnabled()
    assert copies.copying.ask(copies.members, 9) is None


def test_a_plan_that_comes_too_late_is_dropped(page: IntakePage, copies: CopiesView, qtbot: QtBot) -> None:
    answers: list[tuple[object, Callable[[object], object]]] = []
    page.set_job(lambda title, work, done: answers.append((work, done)))
    copies.copy_coding.click()
    dialog = copies.copying.dialog
    assert dialog is not None
    assert dialog.sentence.full_text == "Aligning the texts…"
    assert not dialog.deed.isEnabled()
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
    answers[0][1](None)
