"""Parquet files."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import read_paths
from corpus.readers.format import Found, Job
from corpus.readers.formats import parquet
from corpus.readers.limits import Limits

pa = pytest.importorskip("pyarrow")
files = pytest.importorskip("pyarrow.parquet")


def write(folder: Path, columns: dict[str, Any]) -> Path:
    path = folder / "a.parquet"
    files.write_table(pa.table(columns), path)
    return path


def read(path: Path, limits: Limits = Limits(), **columns: str) -> list[Found]:
    return list(parquet.read(Job(path, path.name, limits, columns=columns)))


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "body": ["It fell.", None],
            "headline": ["A", "B"],
            "date": [date(2024, 12, 6), None],
            "seen": pa.array([datetime(2024, 12, 7, 1, 2, 3)] * 2, pa.timestamp("ns")),
            "deaths": [3, 4],
            "share": [float("nan"), 0.5],
            "sum": [Decimal("1.50"), None],
            "tags": [["x"], []],
        },
    )
    one, told = read(path)
    assert one == RawArticle(
        "It fell.",
        title="A",
        published="2024-12-06",
        meta={"seen": "2024-12-07T01:02:03", "deaths": 3, "sum": "1.50", "tags": ["x"]},
        where="a.parquet, row 1",
    )
    assert isinstance(told, Refusal)
    assert told.reason == "a.parquet: row 2 holds no text."


def test_columns_that_were_said(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path, {"was": ["Es fiel."], "kopf": ["A"]}), text="was", title="kopf")
    assert isinstance(found, RawArticle)
    assert (found.text, found.title) == ("Es fiel.", "A")


def test_without_a_column_of_texts_the_columns_are_named(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path, {"id": [1], "deaths": [2]}))
    assert isinstance(found, Refusal)
    assert "Its columns are “id”, “deaths”." in found.reason


def test_text_over_the_limit_costs_its_row(tmp_path: Path) -> None:
    found = read(write(tmp_path, {"text": ["x" * 2000, "Two."]}), Limits(text=1000))
    assert [type(item) for item in found] == [Refusal, RawArticle]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "a.parquet is empty."), (b"PAR1xxxxPAR1", "a.parquet is not a Parquet file, or is damaged.")],
)
def test_files_that_are_no_tables(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (found,) = read(path)
    assert found == Refusal("a.parquet", sentence)


def test_damaged_rows_keep_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    files.write_table(pa.table({"text": [f"Number {n}." for n in range(200)]}), path, row_group_size=100)
    at = files.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    *found, told = read(path)
    assert len(found) >= 64
    assert isinstance(told, Refusal)
    assert told.reason.startswith("a.parquet is not a Parquet file, or is damaged. The ")


def test_without_the_library_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"text": ["One."]})
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    (found,) = read(path)
    assert isinstance(found, Refusal)
    assert "pip install dateline[parquet]" in found.reason


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_reading_child_of_bounded_memory_can_read_it(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": [f"Number {n}." for n in range(1000)]})
    assert len(list(read_paths([path]))) == 1000


def test_one_text_that_stands_in_a_million_rows_is_stopped(tmp_path: Path) -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), pa.array(["x" * 1_000_000]))
    path = tmp_path / "a.parquet"
    files.write_table(pa.table({"text": column}), path)
    *_, last = parquet.FORMAT.read(Job(path, "a.parquet"))
    assert isinstance(last, Refusal)
    assert "unpacks to more than" in last.reason
