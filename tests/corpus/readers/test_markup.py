"""HTML to plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers import markup


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<style>p{}</style>A&nbsp;<b>b</b><br>c &lt;d&gt;<script>x</script>", "A\u00a0b\nc <d>"),
        ("<p>One</p><p>Two <i>words</i></p>", "One\n\nTwo words"),
        ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
        ("Hama &amp; Homs", "Hama & Homs"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_words_stay_and_markup_goes(html: str, words: str) -> None:
    assert markup.plain(html) == words


def test_a_title_is_one_line() -> None:
    assert markup.line("<b>Hama</b><br> falls") == "Hama falls"


def test_marks_without_an_end_do_no_harm() -> None:
    assert markup.plain("<![" * 2000 + "x") is not None
    assert "words" in markup.plain("<div>" * 1_500 + "words")


@given(st.text(alphabet="<>!-[]/&;ap \n\"'=", max_size=200))
def test_no_markup_breaks_it(text: str) -> None:
    markup.plain(text)
