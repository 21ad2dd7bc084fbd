"""Tables saved as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Item
from corpus.readers.limits import Limits

Read = Callable[..., list[Item]]
Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", 'headline,outlet,date,body,id\nHama falls,SANA,2024-12-06,"It fell, they say.",7\n'),
        ("a.csv", "headline;outlet;date;body;id\r\nHama falls;SANA;06.12.2024;It fell, they say.;7\r\n"),
        ("a.tsv", "Headline\tOutlet\tDate\tBody\tid\nHama falls\tSANA\t6 December 2024\tIt fell, they say.\t7\n"),
        ("a.csv", "Title|Source Name|Published At|Full_Text|id\nHama falls|SANA|20241206|It fell, they say.|7\n"),
    ],
)
def test_columns_are_known_by_their_headings(article: Article, name: str, data: str) -> None:
    found = article(name, data.encode())
    assert found == RawArticle(
        "It fell, they say.",
        title="Hama falls",
        source="SANA",
        published="2024-12-06",
        meta={"id": "7"},
        where=f"{name}, line 2",
    )


def test_line_breaks_and_quotes_inside_a_cell(read: Read) -> None:
    found = read("a.csv", b'text,title\r\n"One\r\n""two""",A\r\nThree,B\r\n')
    assert [(item.text, item.where) for item in found if isinstance(item, RawArticle)] == [
        ('One\r\n"two"', "a.csv, line 3"),
        ("Three", "a.csv, line 4"),
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_marks_of_byte_order(article: Article, codec: str) -> None:
    assert article("a.csv", "text,title\nДва,A\n".encode(codec)).text == "Два"


def test_an_assumed_encoding_is_told(article: Article) -> None:
    text = "Повстанцы вошли в город Хама в четверг вечером. " * 4
    found = article("a.csv", f"text,title\n{text},A\n".encode("cp1251"))
    assert (found.text, found.meta) == (text, {"encoding": "cp1251"})


def test_without_a_column_of_texts_the_columns_are_named(reason: Reason) -> None:
    assert reason("a.csv", b"id,deaths\n1,2\n") == (
        "a.csv has no column for the text of the articles; name it “text”. Its columns are “id”, “deaths”."
    )


def test_rows_without_a_text_are_counted_in_one_sentence(read: Read) -> None:
    found = read("a.csv", b"text,title\nOne,A\n,B\n\n,C\nshort\n")
    assert [item.text for item in found if isinstance(item, RawArticle)] == ["One", "short"]
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason == "a.csv: 2 lines were left out, because each holds no text (lines 3, 5)."


def test_cells_beyond_the_columns_are_told(article: Article) -> None:
    assert "more cells" in article("a.csv", b"text,title\nOne,A,beyond\n").warnings[0]


def test_a_single_column_need_not_quote_its_commas(article: Article) -> None:
    assert article("a.csv", b"text\nIt fell, they say, on Friday.\n").text == "It fell, they say, on Friday."


def test_a_quotation_mark_never_closed_does_not_hang(read: Read) -> None:
    found = read("a.csv", b'text,title\n"One,A\nTwo,B\n' + b"Three,C\n" * 1000, Limits(text=500))
    assert len(found) == 1
    assert isinstance(found[0], Refusal)


def test_a_cell_over_the_limit_costs_its_row(read: Read) -> None:
    found = read("a.csv", b"text,title\n" + b"x" * 200_000 + b",A\nTwo,B\n", Limits(text=1000))
    assert [type(item) for item in found] == [Refusal, RawArticle]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "a.csv is empty."), (b"PK\x03\x04", "a.csv is a ZIP archive or an Office document, not a table.")],
)
def test_files_without_a_table_are_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.csv", data) == sentence


@given(data=st.binary(max_size=200) | st.text(max_size=80).map(lambda text: b"text,a\n" + text.encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_bytes_are_articles_or_refused(read: Read, data: bytes) -> None:
    assert all(isinstance(item, RawArticle | Refusal) for item in read("a.csv", data))
