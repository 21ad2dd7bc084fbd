"""The subcommands of `dateline codebook`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_codebook import codebook_app
from labels import codebook, event_types, labels

Run = Callable[..., str]


@pytest.fixture
def run() -> Run:
    """Takes the words after `dateline codebook`, returns what was printed; trouble is raised."""

    def run(*words: object) -> str:
        answer = CliRunner().invoke(codebook_app, [str(word) for word in words])
        if answer.exception:
            raise answer.exception
        return answer.stdout

    return run


@pytest.fixture
def project(project_path: Path) -> Path:
    Store.create(project_path, name="Desk", coder="rima").close()
    return project_path


def test_list_names_what_is_shipped(run: Run) -> None:
    assert "plover             PLOVER: 8 labels, 83 event types, 11 roles, 8 checks" in run("list")
    listed = json.loads(run("list", "--json"))
    assert [book["id"] for book in listed] == codebook.shipped()
    assert set(listed[0]) == {"id", "name", "version", "language", "credit", "description", "counts"}


def test_show_tells_what_a_codebook_holds(run: Run) -> None:
    said = run("show", "acled-compatible")
    assert "    Armed clash [ARMED_CLASH]: " in said
    assert "  1 TRIGGER (event): " in said


@pytest.mark.parametrize("name", codebook.shipped())
def test_show_gives_the_whole_as_json(run: Run, name: str) -> None:
    shown: dict[str, Any] = json.loads(run("show", name, "--json"))
    book = codebook.load(name)
    assert [draft["path"] for draft in shown["event_types"]] == [draft.path for draft in book.event_types]
    assert [role["labels"] for role in shown["roles"]] == [list(role.labels) for role in book.roles]
    assert [list(role["codes"].items()) for role in shown["roles"]] == [list(role.codes) for role in book.roles]


def test_use_adds_to_a_project_once(run: Run, project: Path) -> None:
    assert "is in use: 9 labels" in run("use", project, "conflict_basics")
    assert "has all of" in run("use", project, "conflict_basics")
    with Store.open(project, read_only=True) as store:
        assert len(labels.all_labels(store)) == 9
        assert event_types.by_path(store)["Battle / Territory taken"].words[0] == "captured"


def test_import_makes_a_file_of_brats(run: Run, tmp_path: Path) -> None:
    (tmp_path / "annotation.conf").write_text("[entities]\nPerson\n[events]\nAttack Agent:Person\n")
    out = tmp_path / "mine.toml"
    assert "holds 2 labels, 1 event type, 1 role" in run("import", tmp_path / "annotation.conf", out)
    assert [draft.name for draft in codebook.load(str(out)).event_types] == ["Attack"]


def test_export_writes_what_a_project_uses(run: Run, project: Path, tmp_path: Path) -> None:
    run("use", project, "conflict_basics")
    run("export", project, tmp_path / "desk.toml")
    assert codebook.load(str(tmp_path / "desk.toml")).event_types == codebook.load("conflict_basics").event_types


def test_a_file_that_is_there_is_written_over_only_by_force(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.toml"
    out.write_text("mine")
    with pytest.raises(UserError, match="--force"):
        run("import", "muc_4", out)
    assert out.read_text() == "mine"
    run("import", "muc_4", out, "--force")
    assert codebook.load(str(out)).id == "muc_4"


@pytest.mark.parametrize(("name", "said"), [("x.txt", r"\.toml"), ("no/such/x.toml", "could not be written")])
def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        run("import", "muc_4", tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_codebook_that_is_not_whole_leaves_the_project_alone(run: Run, project: Path, tmp_path: Path) -> None:
    head = 'format = 1\nid = "x"\nname = "X"\n'
    (tmp_path / "x.toml").write_text(head + '[[label]]\nname = "A"\n[[event_type]]\nname = "B"\nparent = "B"\n')
    with pytest.raises(UserError, match="stands below itself"):
        run("use", project, tmp_path / "x.toml")
    with Store.open(project, read_only=True) as store:
        assert labels.all_labels(store) == []
