from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from corpus import articles, mend
from desktop.intake import IntakePage
from desktop.intake.mend_dialog import MendDialog
from desktop.session import Session

Ask = Callable[..., MendDialog]


@pytest.fixture
def ask(page: IntakePage) -> Ask:
    """Opens the dialog for a field and some articles."""

    def ask(field: mend.Field, *article_ids: int) -> MendDialog:
        dialog = page.mend(field, article_ids)
        assert dialog is not None
        return dialog

    return ask


def sources(session: Session, *article_ids: int) -> list[str]:
    assert session.store
    return [articles.get(session.store, each).source for each in article_ids]


def test_the_same_outlet_is_written_into_all_as_one_step(ask: Ask, session: Session) -> None:
    dialog = ask("source", 1, 2, 4)
    assert isinstance(dialog.value, QLineEdit)
    dialog.value.setText("Enab Baladi")
    assert dialog.sentence.full_text == "3 articles will have the outlet Enab Baladi."
    dialog.deed.click()
    assert sources(session, 1, 2, 4) == ["Enab Baladi"] * 3
    session.undo()
    assert sources(session, 1, 2, 4) == ["SANA", "", ""]


def test_those_that_have_one_can_be_left_as_they_are(ask: Ask, session: Session) -> None:
    dialog = ask("source", 1, 2, 4)
    assert isinstance(dialog.value, QLineEdit)
    dialog.value.setText("Enab Baladi")
    dialog.only_empty.setChecked(True)
    assert dialog.sentence.full_text.startswith("2 articles will have")
    dialog.deed.click()
    assert sources(session, 1, 2, 4) == ["SANA", "Enab Baladi", "Enab Baladi"]


def test_nothing_typed_writes_nothing(ask: Ask) -> None:
    dialog = ask("source", 1)
    assert dialog.sentence.full_text == "Say which outlet."
    assert not dialog.deed.isEnabled()


def test_a_field_is_emptied_on_purpose_only(ask: Ask, session: Session) -> None:
    dialog = ask("source", 1, 3)
    dialog.none.setChecked(True)
    dialog.deed.click()
    assert sources(session, 1, 3) == ["", ""]


def test_what_is_no_date_is_refused_in_the_dialog(ask: Ask) -> None:
    dialog = ask("published", 1)
    assert isinstance(dialog.value, QLineEdit)
    dialog.value.setText("soon")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.sentence.full_text == "soon is not a date; write it as 2024-12-06."
    assert dialog.sentence.property("role") == "error"


def test_dates_are_suggested_from_the_addresses(ask: Ask, session: Session) -> None:
    dialog = ask("published", 1, 5)
    dialog.each.setChecked(True)
    assert list(dialog.model.ids) == [5]
    assert [str(dialog.model.index(0, column).data()) for column in (1, 3, 4)] == [
        "Story 5", "2024-12-05", "the address: https://sana.sy/2024/12/05/story",
    ]  # fmt: skip
    assert dialog.looking.full_text == "Nothing new was found of 1 more article."
    dialog.deed.click()
    assert session.store
    assert articles.get(session.store, 5).published == "2024-12-05"


def test_where_nothing_is_found_it_says_where_was_looked(ask: Ask) -> None:
    dialog = ask("published", 11, 12)
    dialog.each.setChecked(True)
    assert dialog.looking.full_text == (
        "Nothing new was found; the date was looked for in addresses, first lines and names of files."
    )
    assert dialog.sentence.full_text == ""


def test_a_suggestion_for_what_is_known_is_not_ticked(ask: Ask, session: Session) -> None:
    session.do(articles.correct, 1, published="2020-01-01")
    dialog = ask("published", 1, 5)
    dialog.each.setChecked(True)
    assert list(dialog.model.ids) == [1, 5]
    assert list(dialog.model.ticked) == [5]
    dialog.only_empty.setChecked(True)
    assert list(dialog.model.ids) == [5]


def test_nothing_ticked_writes_nothing(ask: Ask) -> None:
    dialog = ask("published", 1, 5)
    dialog.each.setChecked(True)
    dialog.model.tick_all(on=False)
    assert not dialog.deed.isEnabled()


def test_the_outlet_is_suggested_as_the_project_calls_it(ask: Ask, session: Session) -> None:
    dialog = ask("source", 2, 4, 6, 8)
    dialog.each.setChecked(True)
    dialog.deed.click()
    assert sources(session, 2, 4, 6, 8) == ["SANA"] * 4


def test_a_language_is_chosen_by_name(ask: Ask, session: Session) -> None:
    dialog = ask("language", 1, 2)
    assert isinstance(dialog.value, QComboBox)
    dialog.value.setCurrentIndex(dialog.value.findData("ar"))
    assert dialog.sentence.full_text == "2 articles will have the language Arabic."
    dialog.deed.click()
    assert session.store
    assert articles.get(session.store, 2).language == "ar"


def test_the_list_follows_what_was_written(ask: Ask, page: IntakePage) -> None:
    page.imports.list.setCurrentIndex(page.imports.list.imports.index(3))
    dialog = ask("source", 2)
    assert isinstance(dialog.value, QLineEdit)
    dialog.value.setText("AFP")
    dialog.deed.click()
    view = page.imports.articles
    assert view.model.index(1, 2).data() == "AFP"
    titles = [view.filter.itemText(n) for n in range(view.filter.count())]
    assert "Without an outlet  3" in titles


def test_many_are_written_by_a_job(page: IntakePage, ask: Ask) -> None:
    started: list[str] = []
    page.set_job(lambda title, work, done: started.append(title))
    dialog = ask("language", *range(1, 13), *range(100, 120))
    dialog.deed.click()
    assert started == ["Correcting articles"]


def test_suggestions_for_a_dialog_that_was_closed_are_dropped(page: IntakePage, ask: Ask, qtbot: QtBot) -> None:
    answers: list[Callable[..., object]] = []
    page.set_job(lambda title, work, done: answers.append(done))
    dialog = ask("published", 1, 5)
    dialog.each.setChecked(True)
    assert dialog.looking.full_text == "Looking…"
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
    answers[0]([])


def test_another_project_closes_the_dialog(page: IntakePage, ask: Ask, session: Session, qtbot: QtBot) -> None:
    dialog = ask("source", 1)
    with qtbot.waitSignal(dialog.finished):
        session.close()
