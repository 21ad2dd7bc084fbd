"""Tables saved as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Found, Job
from corpus.readers.formats import table
from corpus.readers.limits import Limits

Read = Callable[..., list[Found]]
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
        "a.csv has no column for the text of the articles; name it “text”, or import it by itself and say which it is. "
        "Its columns are “id”, “deaths”."
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


def test_a_quotation_mark_never_closed_swallows_no_articles_and_is_told(read: Read) -> None:
    found = read("a.csv", b'text,title\n"One,A\nTwo,B\n' + b"Three,C\n" * 1000, Limits(text=500))
    articles = [item for item in found if isinstance(item, RawArticle)]
    assert [item.text for item in articles[:3]] == ['"One', "Two", "Three"]
    assert "never closed" in articles[0].warnings[0]
    assert len(articles) == len(found) == 1002


def test_stray_quotation_marks_without_end_are_given_up(read: Read) -> None:
    found = read("a.csv", b"text,title,more\n" + b'"x\n' * 2_000_000, Limits(text=100))
    assert isinstance(found[-1], Refusal)
    assert "quotation marks may be missing" in found[-1].reason


def test_columns_that_were_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nr;Kopf;Was;Wann\n1;A;It fell, they say.;06/12/2024\n", encoding="utf-8")
    said = {"text": "Was", "title": "Kopf", "published": "Wann", "date order": "day"}
    (found,) = table.read(Job(path, "a.csv", columns=said))
    assert found == RawArticle(
        "It fell, they say.", title="A", published="2024-12-06", meta={"Nr": "1"}, where="a.csv, line 2"
    )


def test_one_clear_date_tells_how_to_read_the_others(read: Read) -> None:
    found = read("a.csv", b"text,date\nOne.,06/12/2024\nTwo.,25/12/2024\nThree.,45632\n")
    dates = [item.published for item in found if isinstance(item, RawArticle)]
    assert dates == ["2024-12-06", "2024-12-25", "2024-12-06"]


def test_dates_that_may_be_meant_either_way_are_told_once(read: Read) -> None:
    found = read("a.csv", b"text,date\nOne.,06/12/2024\nTwo.,07/12/2024\n")
    one, two = (item for item in found if isinstance(item, RawArticle))
    assert (one.published, one.meta) == ("", {"date": "06/12/2024"})
    assert "either way" in one.warnings[0]
    assert not two.warnings  # once is enough


@pytest.mark.parametrize("data", [b"text,title\n", b"\n\n"])
def test_a_table_without_rows_is_named(reason: Reason, data: bytes) -> None:
    assert reason("a.csv", data) == "a.csv holds no rows."


def test_headings_in_another_language(article: Article) -> None:
    found = article("a.csv", "Überschrift;Text;Datum;Quelle\nA;Eins, zwei.;6.12.2024;dpa\n".encode())
    assert (found.title, found.text, found.source) == ("A", "Eins, zwei.", "dpa")


def test_a_file_of_tokens_is_named_as_such(reason: Reason) -> None:
    assert reason("a.tsv", b"#FORMAT=WebAnno TSV 3.2\n\n\n#Text=A\n") == (
        "a.tsv is a file of tokens, a word a line, not a table of articles; Dateline does not read it yet."
    )


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


@pytest.mark.parametrize(
    "first",
    [
        "#FORMAT=WebAnno TSV 3.2",
        " # webanno.custom.Opinion | aspect | opinion",
        "#id=1",
        "# sent_id = 4",
        "# text = A b",
    ],
)
def test_files_of_tokens_are_no_tables(first: str, reason: Reason) -> None:
    assert "a word a line" in reason("a.tsv", f"{first}\n1-1\t0-4\tHama\t_\n".encode())
