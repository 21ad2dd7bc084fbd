from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.export_dialog import ExportDialog, ExportReportView
from desktop.session import Session
from desktop.settings import Settings
from labels.formats.report import ExportReport
from labels.intake import take_in


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    with Store.create(project_path, coder="rima") as store:
        take_in(store, [RawArticle(f"Story {number}.", status="done" if number < 10 else "") for number in range(20)])
    session = Session()
    session.open(project_path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(session, theme.light())
    qtbot.addWidget(dialog)
    return dialog


def test_usual_export_is_of_finished_articles_beside_the_project(dialog: ExportDialog, tmp_path: Path) -> None:
    request = dialog.request()
    assert (request.format, request.folder) == ("spacy", tmp_path / "test-spacy")
    assert request.options.finished_only
    assert request.options.split == (0.8, 0.1, 0.1)
    assert dialog.sentence.text() == "10 finished articles: about 8 to train on, 1 for dev, 1 for test."
    assert dialog.export_button.isDefault()


def test_other_choices_are_in_the_request(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.formats.button(1).setChecked(True)
    dialog.extent.button(1).setChecked(True)
    request = dialog.request()
    assert (request.format, request.folder) == ("jsonl", tmp_path / "test-jsonl")
    assert not request.options.finished_only
    assert dialog.sentence.text() == "20 articles, one on each line."
    assert not dialog.shares.isEnabled()


def test_split_changes_the_sentence(dialog: ExportDialog) -> None:
    dialog.shares.boxes[0].setValue(60)
    assert dialog.sentence.text() == "10 finished articles: about 6 to train on, 2 for dev, 2 for test."
    assert dialog.request().options.split == (0.6, 0.2, 0.2)


@pytest.mark.parametrize(("folder", "complaint"), [("", "Choose a folder"), ("sub/there", "Choose a folder")])
def test_folder_must_be_a_whole_path(dialog: ExportDialog, folder: str, complaint: str) -> None:
    dialog.folder.setText(folder)
    dialog.folder.textEdited.emit(folder)
    assert dialog.sentence.text().startswith(complaint)
    assert not dialog.export_button.isEnabled()


def test_folder_must_lie_in_one_that_is_there(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.folder.setText(str(tmp_path / "gone" / "out"))
    dialog.folder.textEdited.emit("")
    assert dialog.sentence.text() == f"The folder {tmp_path / 'gone'} is not there."
    assert not dialog.export_button.isEnabled()


def test_folder_chosen_is_remembered_and_kept(
    dialog: ExportDialog, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(ExportDialog, "ask_folder", lambda *_: str(tmp_path / "out"))
    dialog.choose_button.click()
    dialog.formats.button(1).setChecked(True)
    assert dialog.request().folder == tmp_path / "out" / "test-spacy"
    dialog.accept()
    assert Settings().text("export/folder") == str(tmp_path / "out")
    again = ExportDialog(session, theme.light())
    qtbot.addWidget(again)
    assert again.request().folder == tmp_path / "out" / "test-spacy"


def test_without_finished_articles_nothing_can_be_exported(session: Session, qtbot: QtBot) -> None:
    session.do(articles.remove, range(1, 11))
    dialog = ExportDialog(session, theme.light())
    qtbot.addWidget(dialog)
    assert not dialog.export_button.isEnabled()
    assert "No article is done yet" in dialog.sentence.text()
    dialog.extent.button(1).setChecked(True)
    assert dialog.export_button.isEnabled()


def report(path: Path) -> ExportReport:
    return ExportReport(
        path, 9, 298, 12, 2, ("train.spacy",), Counter({"not on word borders": 12}), {"train": 7, "dev": 1, "test": 1},
        Counter(), 21, ("Dev has no DATE.",),
    )  # fmt: skip


def test_report_tells_what_became_of_the_spans(qtbot: QtBot, tmp_path: Path) -> None:
    view = ExportReportView(report(tmp_path))
    qtbot.addWidget(view)
    said = [label.text() for label in view.findChildren(QLabel)]
    for words in ("9 articles exported", "298", "12", "2", "train 7 · dev 1 · test 1",
                  "21 articles left out: not done yet.",
                  "12 × not on word borders", "Dev has no DATE.", str(tmp_path)):  # fmt: skip
        assert words in said


def test_report_opens_the_folder_only(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    file = tmp_path / "desk.jsonl"
    file.touch()
    for path in (tmp_path, file, tmp_path / "gone" / "further"):
        view = ExportReportView(report(path))
        qtbot.addWidget(view)
        view.folder_button.click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path))] * 2


def test_a_table_of_events_asks_for_its_kind_and_columns(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.formats.button(2).setChecked(True)
    assert dialog.request().format == "events-csv"
    dialog.events.table.setCurrentIndex(1)
    dialog.events.columns.setCurrentIndex(1)
    dialog.events.canonical.setChecked(True)
    request = dialog.request()
    assert (request.format, request.folder) == ("events-xlsx", tmp_path / "test-events-xlsx")
    assert (request.options.columns, request.options.canonical) == ("acled", True)
    assert dialog.sentence.text() == "The canonical events of 10 finished articles."


def test_each_form_offers_what_it_heeds(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.show()
    shown = {}
    for number, name in enumerate(("spacy", "jsonl", "table", "geojson", "plover")):
        dialog.formats.button(number).setChecked(True)
        fields = (dialog.shares, dialog.events.table, dialog.events.columns, dialog.events.canonical)
        shown[name] = [field.isVisible() and field.isEnabled() for field in fields]
    assert shown == {
        "spacy": [True, False, False, False],
        "jsonl": [False, False, False, False],
        "table": [False, True, True, True],
        "geojson": [False, False, True, True],
        "plover": [False, False, False, True],
    }


def test_canonical_rows_are_asked_of_events_only(dialog: ExportDialog) -> None:
    dialog.events.canonical.setChecked(True)
    assert not dialog.request().options.canonical
    dialog.categories.setChecked(True)
    assert dialog.request().options.categories


def test_every_format_can_be_chosen(dialog: ExportDialog) -> None:
    from labels.formats import FORMATS

    found = set()
    for number in range(5):
        dialog.formats.button(number).setChecked(True)
        for kind in range(3):
            dialog.events.table.setCurrentIndex(kind)
            found.add(dialog.request().format)
    assert found == set(FORMATS)


def test_report_of_events_tells_of_events(qtbot: QtBot, tmp_path: Path) -> None:
    made = ExportReport(
        tmp_path, 3, 7, dropped=2, written=("events.geojson",), reasons=Counter({"no coordinates": 2}), unit="event",
        events=7, made_safe=1,
    )  # fmt: skip
    view = ExportReportView(made)
    qtbot.addWidget(view)
    said = [label.text() for label in view.findChildren(QLabel)]
    for words in ("7 events exported", "7", "2", "left out", "cells made safe", "2 × no coordinates"):
        assert words in said
