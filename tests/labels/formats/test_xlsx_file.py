"""Workbooks: what other programs read back from them."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.formats import xlsx_file

openpyxl = pytest.importorskip("openpyxl")


def written(path: Path, *rows: list[Any], names: tuple[str, ...] = ("a",)) -> Any:
    with xlsx_file.opened(path, "events", names) as book:
        for row in rows:
            book.write(row)
    return openpyxl.load_workbook(path)


def test_cells_are_of_their_kind(tmp_path: Path) -> None:
    row = ["Hama", 7, 35.5, date(2024, 12, 6), True, None]
    sheet = written(tmp_path / "x.xlsx", row, names=("t", "n", "d", "day", "flag", "none"))["events"]
    assert [cell.value for cell in sheet[1]] == ["t", "n", "d", "day", "flag", "none"]
    assert [cell.value for cell in sheet[2]] == ["Hama", 7, 35.5, datetime(2024, 12, 6), True, None]
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(
    "text", ["=1+1", "#N/A", "TRUE", "1e5", "0012", " a ", "a\nb", "a\tb", "<b>&amp;</b>", "]]>", "🔥"]
)
def test_a_text_is_that_text(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path / "x.xlsx", [text])["events"]["A2"]
    assert (cell.value, cell.data_type in ("s", "inlineStr")) == (text, True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(1900, 2, 28), "1900-02-28"), (date(1900, 3, 1), datetime(1900, 3, 1)), (10**15, str(10**15)),
        (10**15 - 1, 10**15 - 1), ("a\x00b\ud800c", "a b c"), ("", ""),
    ],
)  # fmt: skip
def test_what_excel_cannot_hold_is_a_text(tmp_path: Path, value: Any, shown: Any) -> None:
    assert written(tmp_path / "x.xlsx", [value])["events"]["A2"].value == shown


def test_what_excel_would_read_as_an_escape_is_escaped(tmp_path: Path) -> None:
    written(tmp_path / "x.xlsx", ["_x0041_ and _x_"])
    with ZipFile(tmp_path / "x.xlsx") as file:
        assert b"_x005F_x0041_ and _x_<" in file.read("xl/worksheets/sheet1.xml")


def test_a_text_that_is_too_long_is_cut_between_signs(tmp_path: Path) -> None:
    found = written(tmp_path / "x.xlsx", ["a" + "🔥" * 20_000])["events"]["A2"].value
    assert len(found.encode("utf-16-le")) // 2 <= xlsx_file.LONGEST
    assert found.endswith("🔥…")


def test_a_full_sheet_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "_ROWS", 2)
    book = written(tmp_path / "x.xlsx", [1], [2], [3], [4], [5])
    found = [[row[0].value for row in sheet.iter_rows()] for sheet in book.worksheets]
    assert (book.sheetnames, found) == (["events", "events 2", "events 3"], [["a", 1, 2], ["a", 3, 4], ["a", 5]])


def test_columns_beyond_z_have_two_letters_and_more(tmp_path: Path) -> None:
    names = tuple(f"c{number}" for number in range(800))
    sheet = written(tmp_path / "x.xlsx", [*range(800)], names=names)["events"]
    assert [sheet[place].value for place in ("A2", "Z2", "AA2", "ZZ2", "AAA2", "ADT2")] == [0, 25, 26, 701, 702, 799]


def test_a_stop_closes_the_file(tmp_path: Path) -> None:
    with pytest.raises(KeyError), xlsx_file.opened(tmp_path / "x.xlsx", "events", ["a"]):
        raise KeyError
    (tmp_path / "x.xlsx").unlink()
    assert not [*tmp_path.iterdir()]


@given(texts=st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    sheet = written(tmp_path_factory.mktemp("x") / "x.xlsx", *[[text] for text in texts])["events"]
    found = [(row[0].value or "").replace("_x000D_", "\r") for row in sheet.iter_rows(min_row=2)]  # openpyxl leaves it
    assert found == [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text) for text in texts]
