"""What was coded leaves the program: a folder for spaCy, and JSONL that comes back whole."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.export_dialog import ExportDialog, ExportReportView

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def export(desk: "Any", folder: Path, *, jsonl: bool = False, everything: bool = False) -> "Any":
    """Export through the dialog and return the window with the report."""
    desk.do("export")
    dialog = desk.dialog(ExportDialog)
    dialog.formats.button(int(jsonl)).setChecked(True)
    dialog.extent.button(int(everything)).setChecked(True)
    dialog.folder.setText(str(folder))
    dialog.folder.textEdited.emit(str(folder))
    assert dialog.export_button.isEnabled()
    dialog.export_button.click()
    desk.idle()
    return desk.dialog(ExportReportView)


def everything_in(desk: "Any") -> list[tuple["Any", ...]]:
    """All that a project says of its articles, ids and days of import apart."""
    session, found = desk.app.session, []
    for row in session.article_rows(session.article_ids()):
        session.show(row.id)
        article = session.article
        known = (article.uid, article.text, article.title, article.source, article.url, article.published)
        spans = [
            (span.uid, span.range, span.label, span.coder, span.origin, span.surface, span.note, span.certainty,
             span.exact, span.created, span.changed)
            for span in session.spans
        ]  # fmt: skip
        found.append((*known, article.language, article.meta, row.status, spans))
    return found


def test_the_spacy_folder_is_read_by_spacy(open_desk: "Callable[..., Any]", sample: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    report = export(open_desk(sample), tmp_path / "train").report
    docs = [
        doc
        for name in ("train", "dev", "test")
        for doc in DocBin().from_disk(tmp_path / "train" / f"{name}.spacy").get_docs(spacy.blank("en").vocab)
    ]

    assert len(docs) == report.articles > 0
    assert sum(len(doc.spans["sc"]) for doc in docs) == report.kept + report.snapped


def test_jsonl_comes_back_into_a_new_project_with_everything_equal(
    open_desk: "Callable[..., Any]", sample: Path, tmp_path: Path
) -> None:
    first = open_desk(sample)
    first.app.session.show(first.app.session.article_ids()[0])
    first.app.reader.set_hand(first.app.session.spans[0].id)
    first.app.coding.edit_note()
    first.write("sure?")
    first.app.reader.setFocus()
    before = everything_in(first)
    export(first, tmp_path / "lines", jsonl=True, everything=True)
    assert first.app.files.create(tmp_path / "again.dateline")
    first.bring(tmp_path / "lines")

    assert everything_in(first) == before


def test_the_report_names_the_folder_and_is_no_obstacle(
    open_desk: "Callable[..., Any]", sample: Path, tmp_path: Path
) -> None:
    desk = open_desk(sample)
    view = export(desk, tmp_path / "lines", jsonl=True)

    assert view.report.path == tmp_path / "lines"
    assert not view.isModal()
    assert desk.app.status.text() == "Saved · exported to lines"


def test_a_folder_that_holds_something_else_is_left_alone_with_a_sentence(
    open_desk: "Callable[..., Any]", sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("dear diary", encoding="utf-8")
    desk = open_desk(sample)
    desk.do("export")
    dialog = desk.dialog(ExportDialog)
    dialog.folder.setText(str(tmp_path / "mine"))
    dialog.folder.textEdited.emit("")
    dialog.export_button.click()
    desk.idle()

    assert str(tmp_path / "mine") in desk.sentence()
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["diary.txt"]


def test_nothing_finished_means_nothing_to_export(desk: "Any") -> None:
    desk.do("export")
    dialog = desk.dialog(ExportDialog)

    assert not dialog.export_button.isEnabled()
    assert dialog.sentence.text() == "No article is done yet. Finish one first, or export all of them."
    dialog.reject()


def test_a_span_coded_behind_an_emoji_is_the_same_words_in_the_export(desk: "Any", tmp_path: Path) -> None:
    from PySide6.QtCore import Qt

    desk.code("residents", Qt.Key.Key_9)
    export(desk, tmp_path / "lines", jsonl=True, everything=True)
    told = json.loads((tmp_path / "lines" / "articles.jsonl").read_text("utf-8").splitlines()[0])
    span = told["spans"][0]

    assert told["text"][span["start"] : span["end"]] == "residents"
    assert told["tokens"][span["token_start"]]["text"] == "residents"


def test_a_cancelled_export_leaves_no_folder(open_desk: "Callable[..., Any]", sample: Path, tmp_path: Path) -> None:
    from labels.formats import ExportOptions

    desk = open_desk(sample)
    desk.app.files.export("spacy", tmp_path / "train", ExportOptions())
    desk.app.jobs.current.cancel()
    desk.idle()

    assert not (tmp_path / "train").exists()
    assert desk.sentence() == "Exporting to train was stopped."
