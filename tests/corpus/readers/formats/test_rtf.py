"""RTF documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.article import RawArticle
from corpus.readers.limits import Limits

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]


@pytest.fixture
def text(article: Article) -> Callable[[str], str]:
    """The text of a document with this inside; characters are its bytes."""
    return lambda inside: article("a.rtf", b"{\\rtf1\\ansi " + inside.encode("latin-1") + b"}").text


Text = Callable[[str], str]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (r"Hama fell.\par The army withdrew.\par", "Hama fell.\n\nThe army withdrew."),
        ("Ha\r\nma\\\nfell.", "Hama\n\nfell."),
        (r"a\tab b\line c\~d\_e\{f\}\\", "a\tb\nc\u00a0d-e{f}\\"),
        (r"\ldblquote Hama\rdblquote  fell\emdash at last", "“Hama” fell—at last"),
        (r"caf\'e9", "café"),
        ("caf\xe9", "café"),
        (r"\u1581?\u1582\'3f!", "حخ!"),
        (r"{\uc2\u1581ab}c", "حc"),
        (r"{\uc0\u1581}c", "حc"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\ansicpg1251 \'d5\'e0\'ec\'e0", "Хама"),
        (r"{\fonttbl{\f0 Arial;}{\f1\fcharset178 Arial;}}\f1\'cd\'e3\'c7\'c9\f0  fell", "حماة fell"),
        (r"{\fonttbl{\f0\fcharset128 MS;}}\f0\'93\'fa\'96{", "日"),
        (r"Hama {\v secretly }{\deleted never }fell{\*\unknown x{y}}.", "Hama fell."),
        (r"{\header The Wire}{\pict abcdef}Hama{\field{\*\fldinst HYPERLINK}{\fldrslt  fell}}", "Hama fell"),
        (r"{\object{\*\objdata 00ff}{\result Hama}}", "Hama"),
        (r"\bin3 {{{Hama", "Hama"),
        (r"Hama\'zz", "Hama'zz"),
    ],
)
def test_words(text: Text, inside: str, words: str) -> None:
    assert text(inside).replace("\ufffd", "") == words


def test_a_table(text: Text) -> None:
    table = r"\trowd\intbl Place\cell Killed\cell\row\trowd\intbl Hama\cell 12\cell\row\pard After.\par"
    assert text(r"Losses\par " + table) == "Losses\n\nPlace\tKilled\nHama\t12\n\nAfter."


def test_notes_come_at_the_end(text: Text) -> None:
    assert text(r"Hama{\footnote {\super\chftn} Says SANA.} fell.\par") == "Hama[1] fell.\n\n[1] Says SANA."


def test_what_the_document_says_of_itself(article: Article) -> None:
    info = rb"{\info{\title Rebels take Hama}{\author A. Reporter}{\creatim\yr2024\mo12\dy5\hr21\min14}}"
    found = article("a.rtf", b"{\\rtf1" + info + b" Hama fell.}")
    assert (found.title, found.meta["author"]) == ("Rebels take Hama", "A. Reporter")
    assert (found.published, found.text) == ("2024-12-05T21:14:00", "Hama fell.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.rtf is empty."),
        (b"Hama fell.", "a.rtf is not an RTF document, although it ends in .rtf."),
        (b"{\\rtf1 \\par}", "a.rtf holds no text."),
        (b"{\\rtf1 " + b"{" * 100_000, "a.rtf nests its parts too deeply to be read."),
    ],
)
def test_what_is_no_document_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.rtf", data) == sentence


def test_too_much_text_is_refused(reason: Reason) -> None:
    assert "holds at least 40 characters" in reason("a.rtf", b"{\\rtf1 " + b"Hama fell." * 4, Limits(text=30))


def test_a_document_that_is_broken_off(article: Article) -> None:
    assert article("a.rtf", b"{\\rtf1 {\\b Hama fell").text == "Hama fell"


def test_too_many_parts_are_seen_at_once(reason: Reason) -> None:
    data = b"{\\rtf1 " + b"\\b0" * 2_500_001 + b"}"
    assert reason("a.rtf", data) == "a.rtf holds more than 2,500,000 parts, too many to read; split it."
