"""Data on screen is text, whatever is in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop import plain

HOSTILE = ["<b>x</b>", "<img src=file:///etc/passwd>", "A &amp; B", "a < b & c > d", "two\n  lines", "&lt;b&gt;"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_shows_what_it_is_given(text: str, qtbot: QtBot) -> None:
    label = plain.PlainLabel(text)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tooltip_reads_as_it_was_written(text: str, qapp: object) -> None:
    document = QTextDocument()
    document.setHtml(plain.tooltip(text))
    assert document.toPlainText() == text
    assert "<img" not in plain.tooltip(text)


def test_no_text_is_no_tooltip() -> None:
    assert plain.tooltip("") == ""


def test_a_huge_tooltip_is_cut() -> None:
    assert len(plain.tooltip("x" * 100_000)) < 3000


@pytest.mark.parametrize("text", HOSTILE)
def test_a_message_is_plain(text: str, qtbot: QtBot) -> None:
    box = plain.message_box(None, "Title", text, buttons=QMessageBox.StandardButton.Ok)
    qtbot.addWidget(box)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.text() == text


def test_a_message_returns_the_button(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: int(QMessageBox.StandardButton.Ok))
    assert plain.message(None, "Title", "Text") == QMessageBox.StandardButton.Ok


def test_an_eliding_label_fits_and_remembers(qtbot: QtBot) -> None:
    label = plain.PlainLabel("a long name of a source " * 4, elide=Qt.TextElideMode.ElideRight)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    qtbot.waitExposed(label)
    assert label.text().endswith("…")
    assert label.full_text == "a long name of a source " * 4
    label.resize(2000, 20)
    label.grab()
    assert "…" not in label.text()


def test_right_to_left_text_is_isolated_and_controls_go() -> None:
    assert plain.bidi_isolate("plain") == "plain"
    assert plain.bidi_isolate("وكالة") == "\u2068وكالة\u2069"
    assert plain.bidi_isolate("a\u202eb\u2069") == "ab"


def test_an_ampersand_is_no_mnemonic() -> None:
    assert plain.mnemonic_free("A & B") == "A && B"


@pytest.mark.parametrize(
    ("text", "leftwards"), [("قصفت مدينة Hama", True), ("Hama (حماة) fell", False), ("12 %", False), ("", False)]
)
def test_a_text_is_read_leftwards_when_most_of_its_letters_are(text: str, leftwards: bool) -> None:
    assert plain.reads_leftwards(text) == leftwards
