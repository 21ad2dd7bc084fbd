"""Rows of tables saved as text, also with stray quotation marks."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.csv_rows import UNCLOSED, delimiter_of, rows
from corpus.readers.rows import Broken, Row

LONGEST = 10_000


def cells(text: str, delimiter: str = ",", longest: int = LONGEST) -> list[list[str]]:
    return [list(row.cells) for row in rows(StringIO(text, newline=""), delimiter, longest)]


def warned(text: str) -> list[int]:
    return [row.number for row in rows(StringIO(text, newline=""), ",", LONGEST) if row.warning]


def test_line_breaks_inside_a_cell() -> None:
    assert cells('text,title\n"One\n\nTwo",A\nThree,B\n') == [["text", "title"], ["One\n\nTwo", "A"], ["Three", "B"]]


@pytest.mark.parametrize(
    "tail",
    ["", '"Three, and more",C\n', 'Three,"C"\n', 'Three 5",C\n'],
    ids=["no other", "at the start", "at the end", "inside"],
)
def test_mark_never_closed_swallows_no_rows(tail: str) -> None:
    text = 'text,title\n"One,A\n' + "Two,B\n" * 20 + tail
    found = cells(text)
    assert found[1] == ['"One', "A"]
    assert found[2:22] == [["Two", "B"]] * 20


def test_mark_never_closed_is_told() -> None:
    assert warned('text,title\n"One,A\nTwo,B\n') == [2]


def test_mark_closed_far_below_is_told_or_mended() -> None:
    text = 'id,text,place\n1,"Hama,x\n' + "2,Two,y\n" * 40 + '3,Homs 5",z\n'
    found = cells(text)
    assert found[1] == ["1", '"Hama', "x"]
    assert found[-1] == ["3", 'Homs 5"', "z"]
    assert len(found) == 43


def test_row_that_cannot_be_mended_is_broken() -> None:
    found = list(rows(StringIO('id,text,place\n1,"Hama, fell, x, y\n2,Two,y\n', newline=""), ",", LONGEST))
    assert [row.broken for row in found] == ["", UNCLOSED, ""]


def test_marks_that_are_not_doubled_stay_in_the_text() -> None:
    text = 'text,title\n"He said "no" to me.\nThen he left.",A\nTwo,B\n'
    assert cells(text)[1:] == [['He said "no" to me.\nThen he left.', "A"], ["Two", "B"]]
    assert warned(text) == [3]


def test_marks_in_tab_separated_text_are_letters() -> None:
    text = 'text\ttitle\n"Hama" falls, they say\tA\nTwo\tB\n'
    assert cells(text, "\t")[1] == ['"Hama" falls, they say', "A"]


def test_long_texts_of_paragraphs_are_left_alone() -> None:
    body = "\n".join(f"Paragraph {n}, which goes on, and on, and ends." for n in range(30))
    assert cells(f'id,text,place\n1,"{body}",x\n')[1] == ["1", body, "x"]
    assert warned(f'id,text,place\n1,"{body}",x\n') == []


def test_rows_inside_a_cell_are_told() -> None:
    assert warned('id,text,place\n1,"One\n2,a,b\n3,c,d\n4,e,f\nend",x\n') == [6]


def test_line_longer_than_any_row_is_skipped() -> None:
    found = list(rows(StringIO("a,b\n" + "x" * 500 + ",y\nOne,A\n", newline=""), ",", 100))
    assert found[1].broken == "is longer than 100 characters"
    assert found[2] == Row(3, ["One", "A"])


def test_nothing_but_stray_marks_gives_up() -> None:
    with pytest.raises(Broken, match="beyond line"):
        list(rows(StringIO("a,b,c\n" + '"x\n' * 30_000, newline=""), ",", 1_000))


def test_first_line_of_excel_names_the_delimiter() -> None:
    assert delimiter_of("sep=;\r\n", ".csv") == ";"
    assert cells("sep=;\r\ntext;title\r\nOne;A\r\n", ";") == [["text", "title"], ["One", "A"]]


@given(
    table=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
            min_size=2,
            max_size=2,
        ),
        max_size=8,
    )
)
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]]) -> None:
    import csv

    file = StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["text", "title"], *table])
    assert cells(file.getvalue()) == [["text", "title"], *table]


@given(text=st.text('ab",\n', max_size=60))
def test_any_marks_end(text: str) -> None:
    assert isinstance(cells("a,b\n" + text), list)
