"""`dateline actors`, asked through its own command tree."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_actors import actors_app

CSV = "name,aliases,type,code\nHayat Tahrir al-Sham,HTS,rebel group,SYRREB\nCivilians,,civilians,\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "desk.dateline"
    Store.create(path, coder="rima").close()
    (tmp_path / "actors.csv").write_text(CSV, encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    app = typer.Typer()
    app.add_typer(actors_app)
    result = CliRunner().invoke(app, ["actors", *map(str, arguments)])
    if isinstance(result.exception, UserError):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def taken(project: Path) -> Path:
    run("import", project, project.parent / "actors.csv")
    return project


def as_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json")[1])


def test_importing_says_what_was_added(project: Path) -> None:
    status, out, _ = run("import", project, project.parent / "actors.csv")
    assert (status, out) == (0, "2 actors added, with 1 other names and 1 codes.\n")


def test_a_broken_row_is_said_and_nothing_is_imported(project: Path) -> None:
    (project.parent / "actors.csv").write_text("name,from\nA,\nB,soon\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"line 3: “soon” is no date.* Nothing was imported"):
        run("import", project, project.parent / "actors.csv")
    assert as_json("list", project) == []


def test_what_was_imported_as_json(project: Path) -> None:
    found = as_json("import", project, project.parent / "actors.csv")
    assert found == {"added": 2, "extended": 0, "aliases": 1, "codes": 1, "refused": []}


def test_the_list(project: Path) -> None:
    _, out, _ = run("list", taken(project))
    assert out == "Civilians (civilians)\nHayat Tahrir al-Sham (rebel group, SYRREB): HTS\n2 actors\n"
    found = as_json("list", project)
    assert [(row["name"], row["mentions"]) for row in found] == [("Civilians", 0), ("Hayat Tahrir al-Sham", 0)]
    assert found[1]["codes"] == [{"code": "SYRREB", "from": "", "to": ""}]


def test_what_is_exported_is_what_was_imported(project: Path, tmp_path: Path) -> None:
    _, out, _ = run("export", taken(project), tmp_path / "out.csv")
    assert out.startswith("2 actors in ")
    assert (
        (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[2].startswith("Hayat Tahrir al-Sham,HTS,")
    )


def test_suggestions(project: Path) -> None:
    assert run("suggest", taken(project), "H.T.S.")[1] == "  100  Hayat Tahrir al-Sham\n"
    assert as_json("suggest", project, "Hayat")[0]["name"] == "Hayat Tahrir al-Sham"
    assert run("suggest", project, "zzz")[1] == "No actor is called anything like “zzz”.\n"
