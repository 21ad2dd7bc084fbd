"""Excel workbooks."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Found, Job
from corpus.readers.formats import xlsx
from corpus.readers.limits import Limits

Sheets = dict[str, list[list[Any]]]
_BOOK = '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="i"/></sheets></workbook>'
_LINKS = '<Relationships><Relationship Id="i" Target="worksheets/sheet1.xml"/></Relationships>'
_HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" t="str"><v>title</v></c></row>'


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook with these sheets of rows."""

    def book(sheets: Sheets, *, hidden: tuple[str, ...] = (), since_1904: bool = False) -> Path:
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "d mmm yyyy", "date_1904": since_1904}) as made:
            for name, rows in sheets.items():
                sheet = made.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
                if name in hidden:
                    sheet.hide()
        return path

    return book


@pytest.fixture
def parts(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of one sheet by its XML."""

    def parts(sheet: Iterable[str], shared: Iterable[str] = ()) -> Path:
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("xl/workbook.xml", _BOOK)
            made.writestr("xl/_rels/workbook.xml.rels", _LINKS)
            for name, pieces in (("xl/sharedStrings.xml", shared), ("xl/worksheets/sheet1.xml", sheet)):
                with made.open(name, "w") as file:
                    for piece in pieces or ["<sst/>"]:
                        file.write(piece.encode())
        return path

    return parts


def read(path: Path, limits: Limits = Limits(), **columns: str) -> list[Found]:
    return list(xlsx.read(Job(path, path.name, limits, columns=columns)))


def articles(path: Path) -> list[RawArticle]:
    found = read(path)
    assert all(isinstance(item, RawArticle) for item in found), found
    return [item for item in found if isinstance(item, RawArticle)]


def reason(path: Path, limits: Limits = Limits()) -> str:
    (found,) = read(path, limits)
    assert isinstance(found, Refusal), found
    return found.reason


def test_columns_are_known_by_their_headings(book: Callable[..., Path]) -> None:
    rows = [["Headline", "Outlet", "Date", "Body", "id", "ok"], ["A", "SANA", date(2024, 12, 6), "It fell.", 7, True]]
    assert articles(book({"A": rows})) == [
        RawArticle(
            "It fell.",
            title="A",
            source="SANA",
            published="2024-12-06",
            meta={"id": "7", "ok": "TRUE"},
            where="a.xlsx, row 2",
        )
    ]


@pytest.mark.parametrize("since_1904", [False, True])
def test_dates_with_times_and_both_calendars(book: Callable[..., Path], since_1904: bool) -> None:
    path = book({"A": [["text", "date"], ["One.", datetime(2024, 12, 6, 14, 5)]]}, since_1904=since_1904)
    assert articles(path)[0].published == "2024-12-06T14:05:00"


def test_every_sheet_that_is_shown_is_read_and_hidden_ones_are_told(book: Callable[..., Path]) -> None:
    sheets = {"March": [["text"], ["One."]], "Codes": [["code", "n"], [1, 2]], "April": [["text"], ["Two."]]}
    found = read(book(sheets | {"Old": [["text"], ["Three."]]}, hidden=("Old",)))
    assert [(item.text, item.where, item.meta) for item in found if isinstance(item, RawArticle)] == [
        ("One.", "a.xlsx, sheet “March”, row 2", {"sheet": "March"}),
        ("Two.", "a.xlsx, sheet “April”, row 2", {"sheet": "April"}),
    ]
    told = [item.reason for item in found if isinstance(item, Refusal)]
    assert told[0].startswith("a.xlsx, sheet “Codes” has no column for the text")
    assert told[1] == "a.xlsx has a hidden sheet “Old”, which was left out; unhide it if it holds articles."


def test_headings_below_a_title(book: Callable[..., Path]) -> None:
    rows = [["Export of 5 December 2024"], [], ["Headline", "Body"], ["A", "It fell."]]
    assert articles(book({"A": rows}))[0].where == "a.xlsx, row 4"


def test_columns_that_were_said(book: Callable[..., Path]) -> None:
    (found,) = read(book({"A": [["Kopf", "Was"], ["A", "Es fiel."]]}), text="Was", title="Kopf")
    assert isinstance(found, RawArticle)
    assert (found.text, found.title) == ("Es fiel.", "A")


def test_rows_without_a_text_are_counted(book: Callable[..., Path]) -> None:
    found = read(book({"A": [["text", "title"], ["One.", "A"], ["", "B"], ["", "C"]]}))
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason == "a.xlsx: 2 rows were left out, because each holds no text (rows 3, 4)."


def test_rich_and_escaped_texts(parts: Callable[..., Path]) -> None:
    shared = '<x:sst xmlns:x="x"><x:si><x:r><x:t>One_x000D_</x:t></x:r><x:r><x:t>Two</x:t></x:r>' \
        "<x:rPh><x:t>no</x:t></x:rPh></x:si></x:sst>"  # fmt: skip
    row = '<row><c t="s"><v>0</v></c><c t="e"><v>#N/A</v></c></row>'
    sheet = f"<worksheet><sheetData>{_HEAD}{row}</sheetData></worksheet>"
    assert [(item.text, item.title) for item in articles(parts([sheet], [shared]))] == [("One\rTwo", "")]


def test_cells_that_only_look_empty_are_kept(parts: Callable[..., Path]) -> None:
    cell = '<c r="A2" t="inlineStr"><is><t><![CDATA[See <c r="A1" s="1"/> there]]></t></is></c><c r="B2" s="1"/>'
    sheet = f"<worksheet><sheetData>{_HEAD}<row r='2'>{cell}</row></sheetData></worksheet>"
    assert articles(parts([sheet]))[0].text == 'See <c r="A1" s="1"/> there'


def test_empty_rows_in_the_hundred_thousands_cost_little(parts: Callable[..., Path]) -> None:
    def sheet() -> Iterator[str]:
        yield f"<worksheet><sheetData>{_HEAD}"
        for number in range(2, 100_000):
            yield f'<row r="{number}"><c r="A{number}" s="1"/><c r="B{number}" s="1"/></row>'
        yield '<row r="100000"><c r="A100000" t="inlineStr"><is><t>Last.</t></is></c></row></sheetData></worksheet>'

    assert [(item.text, item.where) for item in articles(parts(sheet()))] == [("Last.", "a.xlsx, row 100000")]


def test_shared_text_repeated_for_ever_is_given_up(parts: Callable[..., Path]) -> None:
    rows = (f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 500))
    sheet = ["<worksheet><sheetData>", _HEAD, *rows, "</sheetData></worksheet>"]
    path = parts(sheet, [f"<sst><si><t>{'x' * 1000}</t></si></sst>"])
    found = read(path, Limits(file_bytes=100_000))
    assert isinstance(found[-1], Refusal)
    assert "repeats its texts so often" in found[-1].reason


def test_cell_over_the_limit_costs_its_row(book: Callable[..., Path]) -> None:
    found = read(book({"A": [["text"], ["x" * 2000], ["Two."]]}), Limits(text=1000))
    assert [type(item) for item in found] == [Refusal, RawArticle]


def test_document_types_are_refused(parts: Callable[..., Path]) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "x">]><worksheet><sheetData>' + _HEAD + "</sheetData></worksheet>"
    assert "document type" in reason(parts([bomb]))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.xlsx is empty."),
        (b"text,title\n", "a.xlsx is not an Excel workbook, although it ends in .xlsx; it may be damaged."),
        (b"\xd0\xcf\x11\xe0", "a.xlsx is protected with a password, or in Excel’s old form; save it as an .xlsx"
         " workbook without a password."),
        (b"PK\x03\x04", "a.xlsx is damaged or not complete."),
    ],
)  # fmt: skip
def test_files_that_are_no_workbooks(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert reason(path) == sentence


def test_archive_without_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "<a/>")
    assert reason(path) == "a.xlsx is not an Excel workbook, although it is packed like one."


def test_broken_sheet_keeps_what_came_before(parts: Callable[..., Path]) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>No {n}.</v></c></row>' for n in range(2, 5))
    found = read(parts([f"<worksheet><sheetData>{_HEAD}{rows}<row"]))
    assert [type(item) for item in found] == [RawArticle, RawArticle, RawArticle, Refusal]
