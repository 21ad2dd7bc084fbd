"""`dateline suggest` and `dateline patterns` on the terminal."""

import json
from pathlib import Path

import pytest
import typer

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_suggest import export, import_, list_, suggest
from labels import labels, patterns
from labels.intake import take_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def project(project_path: Path) -> Path:
    with Store.create(project_path, coder="rima") as store:
        take_in(store, [RawArticle(text="Shelling hit Hama.")])
        labels.add(store, "LOCATION")
    return project_path


def test_what_another_tool_found_is_taken_in(project: Path, tmp_path: Path, capsys: Out) -> None:
    record = {"text": "Shelling hit Hama.", "spans": [{"start": 13, "end": 17, "label": "LOCATION"}]}
    (tmp_path / "x.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(typer.Exit) as ended:
        suggest(project, from_=tmp_path / "x.jsonl", name="gpt")
    assert ended.value.exit_code == 0
    assert capsys.readouterr().out == "1 suggestion in 1 article wait for review.\n"


def test_without_a_model_it_says_what_to_do(project: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No model is in use"):
        suggest(project)
    with pytest.raises(UserError, match="not both"):
        suggest(project, model=1, from_=tmp_path)
    with pytest.raises(UserError, match="--from"):
        suggest(project, name="gpt")


def test_what_is_known_by_name_is_counted(project: Path, capsys: Out) -> None:
    with Store.open(project) as store:
        patterns.add(store, 1, "words", "Hama")
    suggest(project, names=True)
    assert capsys.readouterr().out == "1 suggestion in 1 of 1 article.\nLOCATION: 1\n"
    suggest(project, names=True, as_json=True)
    assert json.loads(capsys.readouterr().out)["labels"] == {"LOCATION": 1}
    with pytest.raises(UserError, match="without --model"):
        suggest(project, names=True, model=1)


def test_patterns_go_out_and_come_in(project: Path, tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"label": "LOCATION", "pattern": "Hama"}\n{"label": "WEAPON", "pattern": "drone"}\nx\n', "utf-8")
    with pytest.raises(typer.Exit) as ended:
        import_(project, path)
    told = capsys.readouterr()
    assert (ended.value.exit_code, told.out.splitlines()) == (
        1, ["2 patterns taken in; 0 known already.", "Added to the codebook: WEAPON."],
    )  # fmt: skip
    assert told.err.startswith("p.jsonl, line 3: it is not JSON")
    list_(project, as_json=True)
    assert [each["pattern"] for each in json.loads(capsys.readouterr().out)] == ["Hama", "drone"]
    export(project, tmp_path / "out.jsonl", as_json=True)
    assert json.loads(capsys.readouterr().out)["patterns"] == 2
