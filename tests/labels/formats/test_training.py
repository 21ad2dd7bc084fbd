"""spaCy's own tools take the export as it lies there."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from labels.formats import spacy_docbin

pytestmark = pytest.mark.filterwarnings("ignore")  # what spaCy's command line says of itself is not ours


@pytest.fixture
def exported(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an export with spans of every kind, in which the test runs."""
    project.fill(24)
    project.article("\n\nHama 🔥 fell\n \n.", [(0, 9, "LOCATION"), (7, 8, "EVENT"), (12, 16, "DATE")])
    project.article("سقطت حماة الخميس.", [(5, 9, "LOCATION"), (10, 16, "DATE"), (11, 13, "EVENT")])
    spacy_docbin.export(project.store, tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    yield tmp_path / "out"


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

    debug_data(exported / name, silent=False, no_print=False)
    said = capsys.readouterr().out
    assert "corpus is loadable" in said.lower()
    for trouble in ("misaligned", "whitespace", "invalid", "crossing", "✘"):
        assert trouble not in said.replace("No entities consisting of or starting/ending with whitespace", "")


@pytest.mark.parametrize(
    ("name", "score"), [("config.cfg", "ents_f"), ("config_spancat.cfg", "spans_sc_f")], ids=["ner", "spancat"]
)
def test_training_runs_on_it_unchanged(exported: Path, name: str, score: str) -> None:
    from spacy import util
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    config = util.load_config(exported / name, overrides={"training.max_steps": 2, "training.eval_frequency": 1})
    nlp = init_nlp(config)
    trained, path = train(nlp, exported / "model", stdout=_Nowhere(), stderr=_Nowhere())
    assert path is not None
    assert score in trained.meta["performance"]
    assert (exported / "model" / "model-last").is_dir()


def test_the_project_file_is_read(exported: Path) -> None:
    from spacy.cli.project.run import load_project_config

    config = load_project_config(exported)
    assert config["vars"]["train"] == "train.spacy"
    named = {command["name"] for command in config["commands"]}
    assert all(set(steps) <= named for steps in config["workflows"].values())


def test_a_title_with_quotes_does_not_break_the_project_file(project: Any, tmp_path: Path) -> None:
    from spacy.cli.project.run import load_project_config

    project.store.set_setting("name", 'Syria: "2024" #1 \\ – حماة')
    project.fill(3)
    spacy_docbin.export(project.store, tmp_path / "out")
    assert load_project_config(tmp_path / "out")["title"] == 'Syria: "2024" #1 \\ – حماة'


def test_another_language_trains_with_its_own_tokenizer(project: Any, tmp_path: Path) -> None:
    from spacy import util

    project.store.set_setting("language", "zh")
    project.article("新华社北京报道。", [(3, 5, "LOCATION")])
    project.article("首都北京。", [(2, 4, "LOCATION")])
    spacy_docbin.export(project.store, tmp_path / "out")
    nlp = util.load_model_from_config(util.load_config(tmp_path / "out" / "config.cfg"), auto_fill=True)
    assert nlp.lang == "zh"


class _Nowhere:
    """A stream that spaCy's training may write its table to."""

    def write(self, text: str) -> None:
        """Forget the text."""

    def flush(self) -> None:
        """Do nothing."""
