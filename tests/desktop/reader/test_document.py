"""The text in Qt: every position where ours says it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from corpus.offsets import Offsets
from corpus.text import CodePoint, clean_text
from desktop.reader.document import LONGEST_LINE, Look, fill, shown

HOSTILE = "ab \n\t\u2028\u2029\u0085\x0b\x0c\u00a0😀\u0627\u0661\u202e\u200b\ufffc\u0301"
hostile = st.text(alphabet=st.sampled_from(HOSTILE))


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Documents need fonts, and fonts an application."""


def filled(text: str, look: Look | None = None) -> QTextDocument:
    document = QTextDocument()
    fill(document, text, Offsets(text), look or Look())
    return document


@given(hostile | st.text(max_size=60))
def test_qt_counts_as_many_positions_as_our_offsets(raw: str) -> None:
    text = clean_text(raw)
    assert filled(text).characterCount() - 1 == Offsets(text).to_qt(CodePoint(len(text)))


@given(st.text(alphabet="ab \n\t\u0627😀", max_size=60))
def test_every_character_is_where_our_offsets_say(text: str) -> None:
    document, offsets = filled(text), Offsets(text)
    for index, char in enumerate(text):
        if char not in "\n😀":
            assert document.characterAt(offsets.to_qt(CodePoint(index))) == char


def test_markup_is_shown_as_it_is_written() -> None:
    text = "<img src=file:///etc/passwd> <b>not bold</b> &amp;"
    assert filled(text).toPlainText() == text


def test_a_right_to_left_paragraph_reads_right_to_left() -> None:
    document = filled("One two.\nوقال شاهد.")
    assert document.begin().textDirection() == Qt.LayoutDirection.LeftToRight
    assert document.begin().next().textDirection() == Qt.LayoutDirection.RightToLeft


def test_blank_lines_and_single_breaks_set_paragraphs_apart_alike() -> None:
    spaced, blank = filled("One.\nTwo."), filled("One.\n\nTwo.")
    assert spaced.lastBlock().blockFormat().topMargin() == blank.begin().next().blockFormat().lineHeight() == 14


def test_single_breaks_are_soft_where_blank_lines_part_paragraphs() -> None:
    assert filled("One\nstill one.\n\nTwo.").begin().next().blockFormat().topMargin() == 0


def test_the_title_line_is_large() -> None:
    document = filled("Title\n\nBody", Look(title=True))
    assert document.begin().blockFormat().lineHeight() > document.lastBlock().blockFormat().lineHeight()


def test_an_overlong_paragraph_is_broken_at_blanks_without_moving_anything() -> None:
    text = "A wire story. " * 6000
    display, breaks = shown(text)
    assert len(display) == len(text)
    assert max(map(len, display.split("\n"))) <= LONGEST_LINE
    assert all(text[at] == " " and display[at] == "\n" for at in breaks)
    assert display.replace("\n", " ") == text


def test_an_overlong_word_stays_whole() -> None:
    text = "x" * (LONGEST_LINE + 5)
    assert shown(text) == (text, frozenset())


def test_a_short_text_is_handed_over_as_it_is() -> None:
    text = "One.\nTwo."
    assert shown(text)[0] is text
