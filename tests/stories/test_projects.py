"""Projects are made, opened, refused, shared between windows, and vanish."""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from corpus.store import Store
from desktop import app as composition
from desktop.coder_dialog import CoderDialog
from desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

Key = Qt.Key


@pytest.fixture
def second_window(qtbot: "Any", tmp_path: Path) -> "Iterator[Any]":
    """Another window of the same person, beside the first."""
    settings = Settings(QSettings(str(tmp_path / "second.ini"), QSettings.Format.IniFormat))
    instance = QApplication.instance()
    assert isinstance(instance, QApplication)
    app = composition.make(instance, settings)
    qtbot.addWidget(app.window)
    app.window.show()
    yield app
    app.close()


def refused(desk: "Any", path: Path) -> str:
    """Open a file that is refused and return the sentence; the present project must stay open."""
    store, article = desk.app.session.store, desk.app.session.article
    assert not desk.app.files.open(path)
    assert desk.app.session.store is store
    assert desk.app.session.article is article
    desk.code("Omar", Key.Key_9)
    assert desk.coded() == [("SOURCE", "Omar")]
    return str(desk.sentence())


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file be written; permissions alone would not stop a test run by root."""
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))


def test_without_a_project_the_welcome_page_is_shown(open_desk: "Callable[..., Any]") -> None:
    desk = open_desk(None)

    assert desk.app.welcome.isVisible()
    assert not desk.app.reader.isVisible()


def test_a_new_project_has_the_starter_labels_and_no_articles(
    open_desk: "Callable[..., Any]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "levant"), ""))
    desk = open_desk(None)
    QTest.mouseClick(desk.app.welcome.new_button, Qt.MouseButton.LeftButton)

    assert desk.app.session.store.path == tmp_path / "levant.dateline"
    assert [label.key for label in desk.app.session.labels][:3] == ["1", "2", "3"]
    assert desk.app.articles.isVisible()


def test_a_new_project_never_takes_the_place_of_a_file(desk: "Any", sample: Path) -> None:
    before = sample.read_bytes()

    assert not desk.app.files.create(sample)
    assert desk.sentence() == f"{sample} exists already; choose another name or open it."
    assert sample.read_bytes() == before


def test_a_new_project_in_place_of_the_open_one_is_refused(desk: "Any") -> None:
    path = desk.app.session.store.path

    assert not desk.app.files.create(path)
    assert desk.sentence() == f"{path} exists already; choose another name or open it."


def test_a_project_chosen_in_the_dialog_opens(desk: "Any", sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sample), ""))
    desk.do("open_project")

    assert desk.app.window.windowTitle() == "Sample desk — Dateline"


def test_the_sample_is_one_click_away(open_desk: "Callable[..., Any]") -> None:
    desk = open_desk(None)
    QTest.mouseClick(desk.app.welcome.sample_button, Qt.MouseButton.LeftButton)

    assert desk.app.session.article is not None
    assert sum(desk.app.session.label_counts().values()) > 100


def test_a_recent_project_opens_with_a_click(open_desk: "Callable[..., Any]", sample: Path) -> None:
    open_desk(sample).do("close_project")
    desk = open_desk(None)
    row = desk.app.welcome.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)

    assert desk.app.session.store.path == sample


def test_a_project_forgotten_leaves_the_list_and_its_file_stays(open_desk: "Callable[..., Any]", sample: Path) -> None:
    open_desk(sample).do("close_project")
    desk = open_desk(None)
    desk.app.welcome.rows[0].forget_button.click()

    assert desk.app.welcome.rows == []
    assert sample.exists()


def test_a_second_window_on_the_same_file_is_refused(desk: "Any", second_window: "Any") -> None:
    path = desk.app.session.store.path

    assert not second_window.files.open(path)
    said = second_window.window.messages.text()
    assert said.startswith(f"{path} is open in another window")
    assert second_window.window.messages.isVisible()


def test_the_same_file_under_another_name_is_refused_too(desk: "Any", second_window: "Any", tmp_path: Path) -> None:
    link = tmp_path / "link.dateline"
    link.symlink_to(desk.app.session.store.path)

    assert not second_window.files.open(link)


def test_a_closed_project_can_be_opened_by_another_window(desk: "Any", second_window: "Any") -> None:
    path = desk.app.session.store.path
    desk.do("close_project")

    assert second_window.files.open(path)


def test_opening_what_is_open_keeps_the_place_in_it(desk: "Any") -> None:
    desk.app.reader.select(*desk.at("baker"))

    assert desk.app.files.open(desk.app.session.store.path)
    assert desk.app.reader.selection() == desk.at("baker")


@pytest.mark.parametrize("content", [b"", b"just some words", b"SQLite format 3\x00" + b"\x00" * 600])
def test_a_file_that_is_no_project_is_refused(desk: "Any", tmp_path: Path, content: bytes) -> None:
    stranger = tmp_path / "stranger.dateline"
    stranger.write_bytes(content)

    assert str(stranger) in refused(desk, stranger)
    assert stranger.read_bytes() == content


def test_a_database_of_another_program_is_refused(desk: "Any", tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.dateline"
    with sqlite3.connect(stranger) as conn:
        conn.execute("CREATE TABLE article (id INTEGER)")
    conn.close()

    assert refused(desk, stranger) == f"{stranger} is not a Dateline project."


def test_a_project_of_a_newer_dateline_is_refused(desk: "Any", sample: Path) -> None:
    conn = sqlite3.connect(sample)
    conn.execute("PRAGMA user_version = 999")
    conn.close()

    assert "was made by a newer Dateline" in refused(desk, sample)


def test_a_damaged_project_is_refused(desk: "Any", sample: Path) -> None:
    content = bytearray(sample.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    sample.write_bytes(content)

    assert f"{sample} is damaged" in refused(desk, sample)


@pytest.mark.parametrize("name", ["gone.dateline", "no/such/folder/gone.dateline"])
def test_a_project_that_is_not_there_is_refused(desk: "Any", tmp_path: Path, name: str) -> None:
    said = refused(desk, tmp_path / name)

    assert said == f"{tmp_path / name} does not exist; check the name, or make a new project."


def test_a_refusal_on_the_welcome_page_can_be_read(open_desk: "Callable[..., Any]", tmp_path: Path) -> None:
    desk = open_desk(None)
    desk.app.files.open(tmp_path / "gone.dateline")

    assert "does not exist" in desk.sentence()


def test_a_read_only_project_opens_and_says_so(
    open_desk: "Callable[..., Any]", sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_only(monkeypatch)
    desk = open_desk(sample)

    assert desk.app.session.article is not None
    assert desk.app.status.text() == "Read-only: nothing can be changed here"
    enabled = [name for name in ("import_files", "finish", "undo", "add_label", "export", "find")
               if desk.app.window.actions_by_id[name].isEnabled()]  # fmt: skip
    assert enabled == ["export", "find"]


def test_a_read_only_project_refuses_to_be_coded_in_plain_words(
    open_desk: "Callable[..., Any]", sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_only(monkeypatch)
    desk = open_desk(sample)
    desk.app.reader.select(0, 6)
    desk.press(Key.Key_9)

    assert desk.coded() == []
    assert desk.sentence().startswith(f"{sample} is read-only; nothing was changed.")


def test_text_dropped_on_a_read_only_project_is_refused_before_it_is_worked_on(
    open_desk: "Callable[..., Any]", sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.paste_dialog import PasteDialog

    read_only(monkeypatch)
    desk = open_desk(sample)
    desk.drop(text="A story\n\nThat somebody dropped.")

    assert desk.app.window.findChildren(PasteDialog) == []
    assert "is read-only" in desk.sentence()


def test_a_read_only_project_is_exported_and_its_bar_stays_calm(
    open_desk: "Callable[..., Any]", sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from labels.formats import ExportOptions

    read_only(monkeypatch)
    before = sample.read_bytes()
    desk = open_desk(sample)
    desk.app.files.export("jsonl", tmp_path / "lines", ExportOptions())
    desk.idle()

    assert (tmp_path / "lines" / "articles.jsonl").stat().st_size > 0
    assert sample.read_bytes() == before
    assert not desk.app.status._hints.isVisible()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete open files")
def test_a_file_that_vanished_refuses_writes_in_plain_words(desk: "Any") -> None:
    path = desk.app.session.store.path
    path.unlink()
    desk.code("Omar", Key.Key_9)

    assert desk.coded() == []
    assert desk.sentence().startswith(f"{path} was moved, replaced or deleted while open; nothing was changed.")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace open files")
def test_a_file_that_was_replaced_is_there_again_when_opened_again(desk: "Any", tmp_path: Path) -> None:
    path = desk.app.session.store.path
    shutil.copy(path, tmp_path / "copy")
    os.replace(tmp_path / "copy", path)
    desk.code("Omar", Key.Key_9)
    lost = desk.coded()
    desk.app.files.open(path)
    desk.app.reader.setFocus()
    desk.code("Omar", Key.Key_9)

    assert (lost, desk.coded()) == ([], [("SOURCE", "Omar")])


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete open files")
def test_jobs_on_a_vanished_file_end_with_a_sentence(desk: "Any") -> None:
    path = desk.app.session.store.path
    path.unlink()
    desk.do("check_project")
    desk.idle()

    assert "does not exist" in desk.sentence()


def test_a_note_being_typed_is_kept_when_the_project_is_closed(desk: "Any") -> None:
    path = desk.app.session.store.path
    desk.code("Omar", Key.Key_9)
    desk.press(Key.Key_N)
    desk.write("who is he?")
    desk.do("close_project")

    with Store.open(path, read_only=True) as store:
        assert store.value("SELECT note FROM span") == "who is he?"


def test_a_note_being_typed_is_kept_when_another_project_is_dropped(desk: "Any", sample: Path) -> None:
    path = desk.app.session.store.path
    desk.code("Omar", Key.Key_9)
    desk.press(Key.Key_N)
    desk.write("who is he?")
    desk.drop(sample)

    with Store.open(path, read_only=True) as store:
        assert store.value("SELECT note FROM span") == "who is he?"


def test_another_coder_codes_beside_the_first(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)
    first = desk.app.session.coder_name
    desk.app.status.coder_requested.emit()
    dialog = desk.dialog(CoderDialog)
    dialog.field.setEditText("  Omar   of Hama ")
    dialog.accept()
    desk.back_to_the_text()
    desk.code("baker", Key.Key_9)

    assert [span.coder for span in desk.app.session.spans] == [first, "Omar of Hama"]


def test_a_coder_cannot_change_anothers_span(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)
    first = desk.app.session.coder_name
    desk.app.files.become("omar")
    desk.app.reader.set_hand(desk.app.session.spans[0].id)
    desk.press(Key.Key_Delete)

    assert desk.coded() == [("SOURCE", "Omar")]
    assert desk.sentence() == f"That span was coded by {first}; only {first} can change it."


def test_a_coder_undoes_only_their_own_steps(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)
    desk.app.files.become("omar")
    desk.ctrl(Key.Key_Z)

    assert desk.coded() == [("SOURCE", "Omar")]
    assert desk.app.status.text() == "There is nothing left to undo."


def test_the_coder_is_remembered_for_the_next_project(
    desk: "Any", open_desk: "Callable[..., Any]", tmp_path: Path
) -> None:
    desk.app.files.become("omar")
    again = open_desk(None)
    again.app.files.create(tmp_path / "next.dateline")

    assert again.app.session.coder_name == "omar"


def test_a_sound_project_is_said_to_be_sound(desk: "Any") -> None:
    desk.do("check_project")
    desk.idle()

    assert desk.sentence() == "The project is sound: every text and span was checked."


def test_a_damaged_span_is_named_by_the_check(desk: "Any") -> None:
    from PySide6.QtWidgets import QMessageBox

    desk.code("Omar", Key.Key_9)
    conn = sqlite3.connect(desk.app.session.store.path)
    conn.execute("UPDATE span SET surface = 'Karim'")
    conn.execute("UPDATE name SET surface = 'Karim'")
    conn.commit()
    conn.close()
    desk.do("check_project")
    box = desk.dialog(QMessageBox)

    assert box.text().startswith("1 thing is wrong. Restore a backup.")
    assert "was made on “Karim” and now covers “Omar”" in box.text()
    box.reject()


def test_the_next_start_goes_on_where_the_coder_left_off(open_desk: "Callable[..., Any]", sample: Path) -> None:
    desk = open_desk(sample)
    last = desk.app.session.article_ids()[7]
    desk.app.session.show(last)

    assert open_desk(sample).app.session.article.id == last


def test_undo_of_a_removal_shows_the_article_again(open_desk: "Callable[..., Any]", sample: Path) -> None:
    desk = open_desk(sample)
    removed = desk.app.session.article.id
    desk.do("remove_article")
    desk.ctrl(Key.Key_Z)

    assert desk.app.session.article.id == removed
