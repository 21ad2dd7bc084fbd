from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from desktop.details_dialog import DetailsDialog
from desktop.session import Session
from labels.intake import take_in


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    with Store.create(project_path, coder="rima") as store:
        take_in(
            store, [RawArticle("A story.", "Gate of Homs", "Orontes Wire", "2024-12-06", "https://x.example/1", "en")]
        )
    session = Session()
    session.open(project_path, coder="rima")
    session.show(1)
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> DetailsDialog:
    dialog = DetailsDialog.of(session, 1)
    qtbot.addWidget(dialog)
    return dialog


def test_only_what_was_changed_is_written(dialog: DetailsDialog, session: Session) -> None:
    dialog.source.setText("Hauran Post")
    dialog.date.set_value("7 Dec 2024")
    assert dialog.corrected() == {"source": "Hauran Post", "published": "2024-12-07"}
    dialog.accept()
    assert session.article
    assert (session.article.source, session.article.published) == ("Hauran Post", "2024-12-07")
    session.undo()
    assert session.article.source == "Orontes Wire"


def test_saving_without_a_change_writes_nothing(dialog: DetailsDialog, session: Session) -> None:
    before = session.history()
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert session.history() == before


@pytest.mark.parametrize(("field", "value"), [("title", " "), ("language", "english"), ("language", "4")])
def test_what_cannot_be_right_cannot_be_saved(dialog: DetailsDialog, field: str, value: str) -> None:
    getattr(dialog, field).setText(value)
    assert not dialog.save_button.isEnabled()
    assert dialog.trouble.text()


def test_wrong_date_cannot_be_saved(dialog: DetailsDialog) -> None:
    dialog.date.set_value("soon")
    assert not dialog.save_button.isEnabled()


def test_refusal_is_shown_and_the_dialog_stays(
    dialog: DetailsDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(articles, "correct", refuse)
    dialog.source.setText("Hauran Post")
    dialog.accept()
    assert dialog.trouble.text() == "The disk is full."
    assert dialog.result() != QDialog.DialogCode.Accepted


def test_outlets_of_the_project_are_offered(dialog: DetailsDialog) -> None:
    assert dialog.source.completer().model().index(0, 0).data() == "Orontes Wire"
