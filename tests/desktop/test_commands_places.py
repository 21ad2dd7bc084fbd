"""`dateline places`."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_places import places_app
from labels import places
from labels.gazetteer import open_default, reader


def run(*arguments: object) -> None:
    command: Any = typer.main.get_command(places_app)
    command([str(each) for each in arguments], standalone_mode=False)


@pytest.fixture
def project(project_path: Path) -> Path:
    Store.create(project_path, coder="rima").close()
    return project_path


@pytest.fixture
def no_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "DEFAULT", tmp_path / "none.sqlite")


def added(project: Path) -> None:
    run("add", project, "Nassib crossing", "--kind", "crossing", "--latitude", "32.54", "--longitude", "36.19",
        "--country", "Syria", "--also", "Nasib")  # fmt: skip


def test_an_added_place_is_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(project)
    capsys.readouterr()
    run("list", project, "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["kind"], row["country"], row["names"], row["used"]) == (
        "Nassib crossing",
        "crossing",
        "SY",
        ["Nasib"],
        0,
    )
    run("list", project)
    assert "1 place" in capsys.readouterr().out


def test_a_place_that_is_nowhere_is_refused(project: Path) -> None:
    with pytest.raises(UserError, match="latitude 120"):
        run("add", project, "X", "--latitude", "120", "--longitude", "1")
    with pytest.raises(UserError, match="no kind of place"):
        run("add", project, "X", "--kind", "planet")


@pytest.mark.usefixtures("no_gazetteer")
def test_a_projects_place_is_looked_up_without_a_gazetteer(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(project)
    capsys.readouterr()
    run("lookup", "Nasib border crossing", "--project", project, "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["country"], row["precision"]) == ("Nassib crossing", "SY", "exact")
    with pytest.raises(UserError, match="gazetteer is not installed"):
        run("lookup", "Homs")


def test_export_and_import(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(project)
    run("export", project, tmp_path / "places.csv")
    Store.create(tmp_path / "two.dateline", coder="sam").close()
    capsys.readouterr()
    run("import", tmp_path / "two.dateline", tmp_path / "places.csv", "--json")
    assert json.loads(capsys.readouterr().out) == {"added": 1, "known": 0}
    run("import", tmp_path / "two.dateline", tmp_path / "places.csv")
    assert capsys.readouterr().out == "0 places added, 1 there already.\n"
    with Store.open(tmp_path / "two.dateline") as store:
        assert [place.name for place in places.all_places(store)] == ["Nassib crossing"]


def test_the_world_is_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    world = open_default()
    if world is None:
        pytest.skip("the gazetteer is not built here")
    world.close()
    run("lookup", "Hama", "--country", "Syria", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert {row["country"] for row in rows} == {"SY"}
    assert rows[0]["kind"] == "town"
    run("lookup", "Hama")
    assert "Japan" in capsys.readouterr().out
    with pytest.raises(UserError, match="Narnia is no country"):
        run("lookup", "Hama", "--country", "Narnia")
