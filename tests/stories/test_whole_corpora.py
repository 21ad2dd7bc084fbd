"""A desk takes what it has: files of many kinds, a table that is asked about, and copies of one story."""

import gzip
import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QMenu

from corpus import near_copies
from corpus.article import RawArticle
from corpus.store import Store
from desktop.articles.saved_dialogs import NameDialog
from desktop.columns.dialog import ColumnsDialog
from desktop.import_report import ImportReportDialog
from labels.intake import take_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key = Qt.Key
NEAR_COPIES = 1  # the tab of the Intake page

WIRE = (
    "Fighters of the Northern Command entered the town of Rastan on Thursday night, two residents said by telephone. "
    "The army had left the bridge before noon, and a column of lorries was seen on the road to Homs. Omar, a baker, "
    "said that the ovens were cold and that nobody had slept. A hospital counted three wounded, one of them a child. "
    "The governor asked people to stay at home until the roads are open again and the water is back."
)


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file, with its folders."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def every_kind(folder: Path) -> Path:
    """Write a folder with files of many kinds: nine articles, and three files that are none."""
    write(folder, "a.txt", "Shells on Idlib\n\nShells fell on Idlib, a monitor said.\n")
    paragraph = "<p>Planes struck a market in Maarat on Monday, a doctor said, and the stalls burned for hours.</p>"
    page = f"<body><article>{paragraph * 4}</article></body>"
    write(folder, "b.html", f"<html><head><title>Market</title></head>{page}</html>")
    write(folder, "c.csv", 'title,text,source,date\nStrike,"A strike, at noon, in Homs.",Orontes Wire,2024-12-01\n')
    write(folder, "d.jsonl", json.dumps({"text": "A convoy left Latakia.", "title": "Convoy"}) + "\n")
    write(folder, "e.eml", "Subject: Bridge closed\nFrom: desk@example.org\n\nThe bridge at Jisr was closed.\n")
    write(folder, "f.rtf", r"{\rtf1\ansi A checkpoint was set up at Salamiyah.}")
    item = "<item><title>Siege</title><description>The siege of Homs goes on.</description></item>"
    write(folder, "g.rss", f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>')
    (folder / "h.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": "Prisoners were exchanged."}).encode()))
    with zipfile.ZipFile(folder / "i.zip", "w") as archive:
        archive.writestr("in/one.txt", "Rain in Tartus\n\nRain fell on Tartus.\n")
    (folder / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "y.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    write(folder, "z.txt", "")
    return folder


def wire_copies() -> "list[RawArticle]":
    """Return a wire story as three outlets have it, under headlines of their own."""
    said = (
        ("Orontes Wire", "Fighters enter Rastan", "night"),
        ("Hauran Post", "Rastan falls", "evening"),
        ("Monitor", "Night in Rastan", "night late"),
    )
    return [RawArticle(WIRE.replace("day night", f"day {words}"), title, outlet) for outlet, title, words in said]


@pytest.fixture
def copies(open_desk: "Callable[..., Any]", made: Path, tmp_path: Path) -> "Any":
    """A window on a project with a story of its own (1) and a wire story that three outlets have (2 to 4)."""
    path = Path(shutil.copy(made / "desk.dateline", tmp_path))
    with Store.open(path) as store:
        take_in(store, wire_copies())
        near_copies.group(store)
    return open_desk(path)


def show_copies(desk: "Any") -> "Any":
    """Go to the near-copies on the Intake page."""
    desk.ctrl(Key.Key_5)
    page = desk.app.pages.intake
    page.tabs.setCurrentIndex(NEAR_COPIES)
    desk.wait(lambda: len(page.copies.groups.ids) == 1)
    return page.copies


def groups(desk: "Any") -> list[list[int]]:
    """The articles of each group of near-copies."""
    store = desk.app.session.store
    return [near_copies.members(store, each.id) for each in near_copies.groups(store)]


def test_a_folder_of_many_kinds_is_dropped_and_its_report_read(desk: "Any", tmp_path: Path) -> None:
    taken = desk.drop(every_kind(tmp_path / "in"))
    report = desk.dialog(ImportReportDialog).report

    assert taken
    assert report.added == 9
    assert [each.where for each in report.refused] == ["in/x.pdf", "in/y.png", "in/z.txt"]
    assert all(each.reason.startswith(each.where) for each in report.refused)
    assert {"Market", "Strike", "Convoy", "Bridge closed", "Siege", "Rain in Tartus"} <= set(desk.titles())


def test_the_intake_page_has_the_report_after_the_window_is_closed(desk: "Any", tmp_path: Path) -> None:
    desk.drop(every_kind(tmp_path / "in"))
    desk.dialog(ImportReportDialog).close()
    desk.ctrl(Key.Key_5)
    view = desk.app.pages.intake.imports

    assert "9 articles" in view.title.full_text
    assert "3 refused" in view.figures.full_text


def test_a_table_is_asked_about_once(desk: "Any", tmp_path: Path) -> None:
    rows = "Nr;Nachricht;Ort\n1;Panzer standen am Tor, sagte ein Zeuge.;Hama\n2;Die Stadt war still bei Nacht.;Homs\n"
    desk.drop(write(tmp_path / "in", "eins.csv", rows))
    dialog = desk.dialog(ColumnsDialog)
    chosen = dialog.field("text").currentText()
    dialog.import_button.click()
    desk.wait(lambda: len(desk.titles()) == 3)
    desk.idle()
    desk.drop(write(tmp_path / "in", "zwei.csv", rows.replace("Panzer", "Soldaten").replace("still", "laut")))
    desk.wait(lambda: len(desk.titles()) == 5)

    assert chosen == "Nachricht"


def test_a_table_left_out_is_named_in_the_report(desk: "Any", tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", "Shells on Idlib\n\nShells fell on Idlib, a monitor said.\n")
    write(tmp_path / "in", "b.csv", f"nr,words\n1,{WIRE.replace(',', '')}\n")
    desk.drop(tmp_path / "in")
    desk.dialog(ColumnsDialog).leave_button.click()
    report = desk.dialog(ImportReportDialog).report

    assert report.added == 1
    assert [each.where for each in report.refused] == ["in/b.csv"]


def test_tables_without_any_text_in_a_folder_ask_nothing(desk: "Any", tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", "Shells on Idlib\n\nShells fell on Idlib, a monitor said.\n")
    write(tmp_path / "in", "b.csv", "id,killed\n1,2\n2,5\n")
    desk.drop(tmp_path / "in")
    report = desk.dialog(ImportReportDialog).report

    assert "has no column for the text" in report.refused[0].reason


def test_copies_of_a_story_fall_together_when_they_come_in(desk: "Any", tmp_path: Path) -> None:
    raws = [{"text": raw.text, "title": raw.title, "source": raw.source} for raw in wire_copies()]
    desk.drop(write(tmp_path / "in", "wires.jsonl", "".join(json.dumps(raw) + "\n" for raw in raws)))
    desk.wait(lambda: groups(desk) == [[2, 3, 4]])
    desk.idle()
    view = show_copies(desk)

    assert [member.source for member in view.members] == ["Orontes Wire", "Hauran Post", "Monitor"]
    assert "Thursday" in view.difference.text.toPlainText()


def test_a_copy_is_split_off_and_that_is_undone(copies: "Any") -> None:
    view = show_copies(copies)
    view.table.go_to(2)
    view.split.click()
    after = groups(copies)
    copies.do("undo")

    assert after == [[2, 3]]
    assert groups(copies) == [[2, 3, 4]]


def test_coding_is_copied_onto_the_copies_in_one_step(copies: "Any") -> None:
    copies.app.session.show(2)
    copies.code("Rastan", Key.Key_4)
    copies.code("Omar", Key.Key_2)
    view = show_copies(copies)
    view.copy_coding.click()
    dialog = view.copying.dialog
    copies.wait(lambda: dialog.plan is not None)
    dialog.deed.click()
    copies.idle()
    copies.app.session.show(4)
    copied = copies.coded()
    copies.do("undo")

    assert copied == [("LOCATION", "Rastan"), ("ACTOR", "Omar")]
    assert copies.coded() == []


def test_a_search_is_saved_and_chosen_again(copies: "Any") -> None:
    copies.ctrl(Key.Key_F)
    copies.write("rastan source:hauran")
    copies.press(Key.Key_Return)
    found = copies.titles()
    copies.do("save_search")
    dialog = copies.dialog(NameDialog)
    dialog.field.setText("Rastan in the Post")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    copies.ctrl(Key.Key_F)
    copies.app.articles.box.clear()
    copies.press(Key.Key_Return)
    everything = len(copies.titles())
    menu: QMenu = copies.app.articles.saved.menu()
    menu.aboutToShow.emit()
    copies.choose(menu, "Rastan in the Post")

    assert (found, everything) == (["Rastan falls"], 4)
    assert copies.titles() == ["Rastan falls"]


def test_what_is_wrong_with_a_search_is_said(copies: "Any") -> None:
    copies.ctrl(Key.Key_F)
    copies.write("source:nobody")
    copies.press(Key.Key_Return)

    copies.wait(lambda: copies.app.articles.notice.isVisible())
    assert copies.titles() == []
