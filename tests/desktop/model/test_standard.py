"""The core functions that the page works with."""

from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.store import Store
from desktop.model.standard import question, said, standard
from labels.suggest.tagging import Tagged
from labels.training.options import TrainOptions


def pipeline(folder: Path) -> str:
    """A folder that looks like a pipeline."""
    folder.mkdir()
    (folder / "meta.json").write_text('{"lang": "en"}', encoding="utf-8")
    (folder / "config.cfg").write_text("", encoding="utf-8")
    return str(folder)


def test_nothing_is_asked_about_a_blank_pipeline(store: Store) -> None:
    assert question(store, TrainOptions()) == ""


def test_a_folder_from_elsewhere_is_asked_about(store: Store, tmp_path: Path) -> None:
    asked = question(store, TrainOptions(base=pipeline(tmp_path / "theirs")))
    assert "was not made by this project" in asked


def test_what_a_yes_would_not_mend_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="neither a folder nor"):
        question(store, TrainOptions(base="no_such_pipeline"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no spaCy pipeline"):
        question(store, TrainOptions(base=str(tmp_path / "empty")))


def test_an_empty_project_has_no_models_and_no_curve(store: Store) -> None:
    work = standard()
    assert list(work.models(store)) == []
    assert work.curve_kept(store) is None
    assert work.shortfall(store, TrainOptions()).needed


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Tagged(3, 0), "Nothing to suggest in 3 articles."),
        (Tagged(1, 1), "1 suggestion in 1 article waits for review."),
        (Tagged(318, 1204), "1,204 suggestions in 318 articles wait for review."),
        (
            Tagged(318, 1204, 12, barred=41),
            "1,204 suggestions and 12 suggested events in 318 articles wait for review. "
            "41 test articles were left alone.",
        ),
    ],
)
def test_what_came_of_suggesting_is_one_sentence(found: Tagged, sentence: str) -> None:
    assert said(found) == sentence
