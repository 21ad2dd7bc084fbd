"""Articles come in: chosen, dropped, pasted; what is not taken is named, and all of it can be undone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QProgressBar

from desktop.import_report import ImportReportDialog
from desktop.paste_dialog import PasteDialog
from desktop.plain import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def write(folder: Path, count: int, *, first: int = 0) -> list[Path]:
    """Write short stories, each with its own text."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"wire{number:03}.txt" for number in range(first, first + count)]
    for number, path in enumerate(paths, start=first):
        path.write_text(f"Story number {number}\n\nShells fell on road {number}.\n", encoding="utf-8")
    return paths


def line(text: str, *spans: tuple[str, str]) -> str:
    """Return a line of JSONL with spans given by their words."""
    coded = [
        {"start": text.index(words), "end": text.index(words) + len(words), "label": label} for words, label in spans
    ]
    return json.dumps({"text": text, "spans": coded}) + "\n"


def test_files_chosen_in_the_dialog_come_in(desk: "Any", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [str(path) for path in write(tmp_path / "in", 3)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    desk.do("import_files")
    desk.idle()

    assert desk.titles()[1:] == ["Story number 0", "Story number 1", "Story number 2"]
    assert desk.sentence() == "3 articles added."


def test_a_dialog_that_is_left_brings_nothing(desk: "Any", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    desk.do("import_files")

    assert desk.app.jobs.current is None


def test_a_folder_comes_in_with_all_below_it(desk: "Any", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in", 2)
    write(tmp_path / "in" / "deep" / "deeper", 2, first=2)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "in"))
    desk.do("import_folder")
    desk.idle()

    assert len(desk.titles()) == 5


def test_files_dropped_come_in(desk: "Any", tmp_path: Path) -> None:
    taken = desk.drop(*write(tmp_path / "in", 2))
    desk.idle()

    assert taken
    assert len(desk.titles()) == 3


def test_text_dropped_is_offered_as_a_story(desk: "Any") -> None:
    desk.drop(text="Bridge closed\n\nThe bridge at Rastan was closed.")
    dialog = desk.dialog(PasteDialog)
    dialog.add_button.click()
    desk.idle()

    assert desk.titles()[-1] == "Bridge closed"


def test_a_project_dropped_is_opened(desk: "Any", sample: Path) -> None:
    desk.drop(sample)

    assert desk.app.session.store.path == sample


def test_a_story_is_pasted_and_its_date_corrected(desk: "Any") -> None:
    desk.app.qt.clipboard().setText("Convoy reaches Homs\n\nA convoy reached Homs <b>today</b>.")
    desk.do("paste_story")
    dialog = desk.dialog(PasteDialog)
    dialog.date.line.setFocus()
    desk.bot.keyClicks(dialog.date.line, "8 Dec 2024")
    dialog.add_button.click()
    desk.idle()
    row = desk.app.session.article_rows(desk.app.session.article_ids())[-1]

    assert (row.title, row.published) == ("Convoy reaches Homs", "2024-12-08")


def test_a_text_that_is_there_already_is_reported_with_its_article(desk: "Any", tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((tmp_path / "story.txt").read_bytes())
    desk.bring(copy)
    report = desk.dialog(ImportReportDialog)

    assert report.sentence.full_text == "0 articles added, 1 duplicate"
    assert len(desk.titles()) == 1


def test_one_bad_file_among_many_is_named_and_the_others_come_in(desk: "Any", tmp_path: Path) -> None:
    good = write(tmp_path / "in", 12)
    bad = tmp_path / "in" / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    desk.bring(*good[:6], bad, *good[6:])
    report = desk.dialog(ImportReportDialog)

    assert len(desk.titles()) == 13
    assert [refusal.where for refusal in report.report.refused] == ["broken.pdf"]
    assert "broken.pdf" in report.report.refused[0].reason


def test_a_broken_line_is_named_by_its_number(desk: "Any", tmp_path: Path) -> None:
    wires = tmp_path / "wires.jsonl"
    wires.write_text(line("First text.") + '{"text": "half\n' + line("Third text."), encoding="utf-8")
    desk.bring(wires)
    report = desk.dialog(ImportReportDialog)

    assert report.report.added == 2
    assert "line 2" in report.report.refused[0].where


def test_labels_the_project_lacks_are_offered_and_added_with_their_spans(desk: "Any", tmp_path: Path) -> None:
    wires = tmp_path / "coded.jsonl"
    wires.write_text(line("A tank fired at the wall.", ("tank", "VEHICLE"), ("wall", "LOCATION")), encoding="utf-8")
    desk.bring(wires)
    report = desk.dialog(ImportReportDialog)
    before = "VEHICLE" in [label.name for label in desk.app.session.labels]
    report.add_labels_button.click()
    desk.idle()
    desk.app.session.show(desk.app.session.article_ids()[-1])

    assert not before
    assert desk.coded() == [("VEHICLE", "tank"), ("LOCATION", "wall")]


def test_unknown_labels_left_out_leave_the_codebook_alone(desk: "Any", tmp_path: Path) -> None:
    wires = tmp_path / "coded.jsonl"
    wires.write_text(line("A tank fired.", ("tank", "VEHICLE")), encoding="utf-8")
    desk.bring(wires)
    desk.dialog(ImportReportDialog).leave_out_button.click()

    assert desk.app.session.label_counts() == {}
    assert "VEHICLE" not in [label.name for label in desk.app.session.all_labels()]


def test_a_report_goes_when_its_project_is_closed(desk: "Any", tmp_path: Path, sample: Path) -> None:
    wires = tmp_path / "coded.jsonl"
    wires.write_text(line("A tank fired.", ("tank", "VEHICLE")), encoding="utf-8")
    desk.bring(wires)
    report = desk.dialog(ImportReportDialog)
    desk.app.files.open(sample)

    assert not report.isVisible()  # its button would add spans to another project's articles


def test_progress_is_shown_while_articles_come_in(desk: "Any", tmp_path: Path) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.extend(each.full_text for each in desk.app.status.findChildren(PlainLabel) if each.isVisible())

    paths = write(tmp_path / "in", 150)
    desk.app.files.import_paths(paths)
    desk.app.jobs.current.progressed.connect(look)
    desk.idle()
    look_after = [each.isVisible() for each in desk.app.status.findChildren(QProgressBar)]

    assert any(words.startswith("Importing 150 files: ") and "articles added" in words for words in seen)
    assert look_after == [False]


def test_a_cancelled_import_keeps_whole_articles_and_one_undo_takes_them_back(desk: "Any", tmp_path: Path) -> None:
    wires = tmp_path / "many.jsonl"
    wires.write_text("".join(line(f"Text {number}. " + "Word. " * 200) for number in range(4000)), encoding="utf-8")
    desk.app.files.import_paths([wires])
    with desk.bot.waitSignal(desk.app.jobs.current.progressed, timeout=20_000):
        pass
    desk.app.status.cancel_requested.emit()
    desk.idle()
    came, said = len(desk.titles()), desk.sentence()
    desk.do("undo")

    assert 1 < came < 4001
    assert "then stopped" in said
    assert desk.titles() == ["Columns reach Hama"]


def test_an_import_is_undone_and_redone_as_one(desk: "Any", tmp_path: Path) -> None:
    desk.bring(*write(tmp_path / "in", 5))
    desk.do("undo")
    undone = len(desk.titles())
    desk.do("redo")

    assert (undone, len(desk.titles())) == (1, 6)


def test_coding_goes_on_while_an_import_runs(desk: "Any", tmp_path: Path) -> None:
    from PySide6.QtCore import Qt

    desk.code("Omar", Qt.Key.Key_9)
    hand = desk.app.reader.hand()
    desk.bring(*write(tmp_path / "in", 30))

    assert hand is not None
    assert desk.app.reader.hand() == hand


def test_articles_dropped_without_a_project_wait_for_one(open_desk: "Callable[..., Any]", tmp_path: Path) -> None:
    fresh = open_desk(None)
    fresh.drop(*write(tmp_path / "in", 1))

    assert fresh.app.session.store is None
    assert "Make a new project or open one first" in fresh.sentence()


def test_an_import_that_ends_in_another_project_is_not_told_there(desk: "Any", sample: Path, tmp_path: Path) -> None:
    told: list[object] = []
    desk.app.files.imported.connect(told.append)
    desk.app.files.import_paths(write(tmp_path / "in", 40))
    desk.app.files.open(sample)
    desk.idle()

    assert told == []
    assert desk.app.session.store.path == sample


def test_an_import_undone_while_it_runs_stops_and_leaves_nothing(desk: "Any", tmp_path: Path) -> None:
    wires = tmp_path / "many.jsonl"
    wires.write_text("".join(line(f"Text {number}. " + "Word. " * 200) for number in range(4000)), encoding="utf-8")
    desk.app.files.import_paths([wires])
    job = desk.app.jobs.current
    desk.wait(lambda: desk.app.session.undo_summary().startswith("Import") and len(desk.titles()) > 1)
    assert desk.app.jobs.current is job
    desk.do("undo")
    desk.idle()

    assert desk.titles() == ["Columns reach Hama"]
    assert "was undone while it was going on" in desk.sentence()
