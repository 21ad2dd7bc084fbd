"""spaCy's own tools take the export as it lies there."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from labels.formats import spacy_docbin

pytestmark = pytest.mark.filterwarnings("ignore")  # what spaCy's command line says of itself is not ours


@pytest.fixture
def exported(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an export with spans of every kind, in which the test runs."""
    project.fill(24)
    project.article("\n\nHama 🔥 fell\n \n.", [(0, 9, "LOCATION"), (7, 8, "EVENT"), (12, 16, "DATE")])
    project.article("سقطت حماة الخميس.", [(5, 9, "LOCATION"), (10, 16, "DATE"), (11, 13, "EVENT")])
    spacy_docbin.export(project.store, tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["config.cfg", "config_spancat.cfg"])
def test_a_config_is_complete(exported: Path, name: str) -> None:
    from spacy import util
    from spacy.cli.init_config import fill_config

    config = util.load_config(exported / name)
    _, filled = fill_config(exported / "filled.cfg", exported / name)
    assert filled == config


@pytest.mark.parametrize("name", ["config.cfg", "config_spancat.cfg"])
def test_checking_the_data_finds_nothing_invalid(exported: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from spacy.cli.debug_data import debug_data

    with suppress(SystemExit):  # it holds so few articles an error
        debug_data(exported / name, silent=False)
    said = capsys.readouterr().out
    assert "corpus is loadable" in said.lower()
    said = said.replace("No entities consisting of or starting/ending with whitespace", "")
    said = said.replace("No entities crossing sentence boundaries", "")
    assert not [trouble for trouble in ("misaligned", "whitespace", "invalid", "crossing") if trouble in said]


@pytest.mark.parametrize(
    ("name", "score"), [("config.cfg", "ents_f"), ("config_spancat.cfg", "spans_sc_f")], ids=["ner", "spancat"]
)
def test_training_runs_on_it_unchanged(exported: Path, name: str, score: str) -> None:
    from spacy.cli.train import train

    train(exported / name, exported / "model", overrides={"training.max_steps": 2, "training.eval_frequency": 1})
    meta = json.loads((exported / "model" / "model-last" / "meta.json").read_text())
    assert score in meta["performance"]
    assert {"ACTOR", "ATTACK", "DATE"} <= set(meta["labels"][meta["pipeline"][-1]])


def test_the_project_file_is_read(exported: Path) -> None:
    import srsly

    config = srsly.read_yaml(exported / "project.yml")
    assert config["vars"]["train"] == "train.spacy"
    named = {command["name"] for command in config["commands"]}
    assert all(set(steps) <= named for steps in config["workflows"].values())


def test_a_title_with_quotes_does_not_break_the_project_file(project: Any, tmp_path: Path) -> None:
    import srsly

    project.store.set_setting("name", 'Syria: "2024" #1 \\ – حماة')
    project.fill(3)
    spacy_docbin.export(project.store, tmp_path / "out")
    assert srsly.read_yaml(tmp_path / "out" / "project.yml")["title"] == 'Syria: "2024" #1 \\ – حماة'


def test_another_language_trains_with_its_own_tokenizer(project: Any, tmp_path: Path) -> None:
    from spacy import util

    project.store.set_setting("language", "zh")
    project.article("新华社北京报道。", [(3, 5, "LOCATION")])
    project.article("首都北京。", [(2, 4, "LOCATION")])
    spacy_docbin.export(project.store, tmp_path / "out")
    nlp = util.load_model_from_config(util.load_config(tmp_path / "out" / "config.cfg"), auto_fill=True)
    assert nlp.lang == "zh"
