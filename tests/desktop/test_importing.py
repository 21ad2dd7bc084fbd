from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop import importing, theme
from desktop.importing import DropTarget, ImportFiles
from desktop.settings import Settings


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def text(words: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(words)
    return mime


@pytest.fixture
def target(qtbot: QtBot) -> DropTarget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    return DropTarget(window, theme.light())


def send(target: DropTarget, mime: QMimeData, *, drop: bool = True) -> bool:
    window = target.veil.parentWidget()
    assert window
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, Qt.MouseButton.LeftButton, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if drop:
        QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, mime, Qt.MouseButton.LeftButton, none))
    return enter.isAccepted()


def test_local_files_are_taken_in_order_and_once(tmp_path: Path) -> None:
    one, two = tmp_path / "b.txt", tmp_path / "a.txt"
    assert importing.paths_of(files(one, two, one)) == [one, two]


def test_addresses_of_the_web_are_no_files() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://x.example/story")])
    assert importing.paths_of(mime) == []


def test_text_is_a_story_unless_files_come_with_it(tmp_path: Path) -> None:
    assert importing.text_of(text("A story.")) == "A story."
    assert importing.text_of(text(" \n")) == ""
    assert importing.text_of(files(tmp_path / "a.txt")) == ""


def test_dialog_offers_every_format() -> None:
    filters = importing.name_filters()
    assert "*.jsonl" in filters[0]
    assert "*.html" in filters[0]
    assert filters[-1] == "All files (*)"


def test_folder_of_the_files_chosen_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str, _filters: str) -> tuple[list[str], str]:
        asked.append(start)
        return [str(tmp_path / "a.txt")], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    settings = Settings()
    assert ImportFiles.ask_files(None, settings) == [tmp_path / "a.txt"]
    ImportFiles.ask_files(None, settings)
    assert asked == ["", str(tmp_path)]


def test_folder_dialog_left_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert ImportFiles.ask_folder(None, Settings()) == []


def test_files_dropped_are_told(target: DropTarget, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(target.paths_dropped) as told:
        assert send(target, files(tmp_path / "a.txt", tmp_path / "b"))
    assert told.args == [[tmp_path / "a.txt", tmp_path / "b"]]


def test_text_dropped_is_told(target: DropTarget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(target.text_dropped) as told:
        send(target, text("A story."))
    assert told.args == ["A story."]


def test_veil_says_what_dropping_does(target: DropTarget, tmp_path: Path) -> None:
    send(target, files(tmp_path / "a.txt"), drop=False)
    assert target.veil.words == "Drop to import a.txt"
    assert not target.veil.isHidden()
    target.veil.grab()
    window = target.veil.parentWidget()
    assert window
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert target.veil.isHidden()


def test_nothing_is_taken_while_dropping_is_off(target: DropTarget, tmp_path: Path, qtbot: QtBot) -> None:
    target.enabled = False
    with qtbot.assertNotEmitted(target.paths_dropped):
        assert not send(target, files(tmp_path / "a.txt"))


def test_what_holds_neither_files_nor_text_is_not_taken(target: DropTarget) -> None:
    assert not send(target, QMimeData())
