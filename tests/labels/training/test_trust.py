"""Which pipelines a training starts from without asking, which after a yes, which never."""

import json
import os
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import now
from labels import models
from labels.model import Model
from labels.training.options import TrainOptions
from labels.training.trust import Base, Guard, check_base, fits, question


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like a pipeline."""
    return pipeline(tmp_path / "theirs")


def pipeline(path: Path, **meta: str) -> Path:
    path.mkdir(parents=True)
    (path / "meta.json").write_text(json.dumps({"lang": "en", "name": "x"} | meta), "utf-8")
    (path / "config.cfg").write_text("", "utf-8")
    return path


def own_model(store: Store) -> Path:
    path = pipeline(models.home(store) / "model-1-abcdef")
    sums = models.manifest(path)
    models.insert(store, Model(0, "u" * 32, 1, "quick", "", "en", path.name, "f", 1, 1, 1.0, 1, now(), manifest=sums))
    return path


def test_nothing_named_is_blank(store: Store) -> None:
    assert check_base(store, TrainOptions()) == Base("blank")


def test_a_strangers_folder_is_refused_until_somebody_says_yes(store: Store, folder: Path) -> None:
    with pytest.raises(UserError, match="was not made by this project; it is used only if you say"):
        check_base(store, TrainOptions(base=str(folder)))
    assert check_base(store, TrainOptions(base=str(folder), trusted=True)) == Base("folder", str(folder))


def test_code_in_a_folder_is_named(store: Store, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "evil.py").write_text("", "utf-8")

    assert "brings code of its own (sub/evil.py)" in question(store, str(folder))


def test_a_model_of_the_project_needs_no_question(store: Store) -> None:
    path = own_model(store)

    assert question(store, str(path)) == ""
    assert check_base(store, TrainOptions(base=str(path))).kind == "own"


def test_a_changed_model_of_the_project_is_refused(store: Store) -> None:
    path = own_model(store)
    (path / "config.cfg").write_text("[nlp]", "utf-8")

    with pytest.raises(UserError, match=r"Model 1 is not what was trained: config.cfg was changed"):
        check_base(store, TrainOptions(base=str(path), trusted=True))


def test_a_name_that_is_nothing_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="no pipeline en_not_there"):
        check_base(store, TrainOptions(base="en_not_there"))


def test_another_version_of_spacy_is_told(store: Store, tmp_path: Path) -> None:
    old = pipeline(tmp_path / "old", spacy_version=">=2.3.0,<2.4.0")
    with pytest.raises(UserError, match=r"was made for spaCy >=2.3.0,<2.4.0, and this is 3"):
        check_base(store, TrainOptions(base=str(old), trusted=True))


def test_another_language_is_told(store: Store, tmp_path: Path) -> None:
    other = pipeline(tmp_path / "other", lang="de")
    with pytest.raises(UserError, match="pipeline for the language 'de'"):
        check_base(store, TrainOptions(base=str(other), trusted=True))


def test_a_folder_that_is_no_pipeline_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="is no spaCy pipeline"):
        check_base(store, TrainOptions(base=str(tmp_path / "empty"), trusted=True))


def test_a_configuration_is_asked_for(store: Store) -> None:
    with pytest.raises(UserError, match="needs its file"):
        check_base(store, TrainOptions(preset="custom"))


def test_a_configuration_that_starts_from_a_strangers_folder_needs_a_yes(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    config = tmp_path / "mine.cfg"
    config.write_text('[components.ner]\nsource = "theirs"\n[initialize]\nvectors = ${paths.vectors}\n', "utf-8")
    options = TrainOptions(preset="custom", config=str(config))

    with pytest.raises(UserError, match=r"mine.cfg starts from theirs, which this project did not make"):
        check_base(store, options)
    assert check_base(store, TrainOptions(preset="custom", config=str(config), trusted=True)) == Base("blank")


@pytest.mark.parametrize(
    ("needs", "here", "is_fit"),
    [
        (">=3.8.0,<3.9.0", "3.8.18", True),
        (">=3.8,<3.9", "3.9.0", False),
        (">=3.7.2,<3.8.0", "3.8.0", False),
        ("==3.8", "3.8.0", True),
        ("", "3.8.18", True),
        ("whatever", "3.8.18", True),
    ],
)
def test_ranges_of_versions(needs: str, here: str, is_fit: bool) -> None:
    assert fits(needs, here) is is_fit


def test_the_guard_lets_nothing_be_written_elsewhere(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    guard = Guard(inside)

    guard("open", (str(inside / "a"), "w", os.O_WRONLY))
    guard("open", (str(outside), "r", os.O_RDONLY))
    guard("os.remove", (str(inside / "a"), -1))
    for event, args in (
        ("open", (str(outside), "w", os.O_WRONLY)),
        ("open", (str(inside / ".." / "out"), None, os.O_CREAT)),
        ("os.remove", (str(outside), -1)),
        ("os.rename", (str(inside / "a"), str(outside), -1, -1)),
        ("sqlite3.connect", ("x",)),
    ):
        with pytest.raises(PermissionError):
            guard(event, args)
