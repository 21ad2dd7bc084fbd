"""Making a model in this process, with a recipe that is a fake: what is asked of it, what is reported."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import test_share
from labels import training as package
from labels.model import read_ids
from labels.training import measuring
from labels.training.child import Speaker
from labels.training.making import run_evaluate, run_train
from labels.training.options import TrainOptions
from labels.training.scores import Score

Teach = Callable[..., list[int]]


@dataclass
class Given:
    """What the recipe is known as, as far as training knows it."""

    calls: list[dict[str, Any]]
    stop: bool = False


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Given:
    """A recipe that makes a ruler of the names it is given."""
    import spacy

    from labels.training import copying

    given = Given([])

    class Stopped(Exception):
        def __init__(self, best: Any) -> None:
            self.best = best

    class Knowledge:
        def __init__(self, **known: Any) -> None:
            self.known = known

    def train(train: list[Any], dev: list[Any], **asked: Any) -> Any:
        given.calls.append({"train": train, "dev": dev, **asked})
        nlp = spacy.blank(asked["lang"])
        spans = [span for doc in train for span in doc.ents]
        rules = [{"label": span.label_, "pattern": span.text} for span in spans]
        nlp.add_pipe("entity_ruler").add_patterns(rules)  # type: ignore[attr-defined]
        copying.add(nlp)
        if given.stop:
            raise Stopped(nlp)
        return nlp

    fake = ModuleType("labels.training.recipe")
    vars(fake).update(Stopped=Stopped, Knowledge=Knowledge, train=train, quick=dict, thorough=dict)
    monkeypatch.setitem(sys.modules, fake.__name__, fake)
    monkeypatch.setattr(package, "recipe", fake, raising=False)  # another test may have imported the real one
    return given


def request(tmp_path: Path, **options: Any) -> dict[str, Any]:
    folder = tmp_path / f"staging{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    return {
        "options": asdict(TrainOptions(**options)),
        "folder": str(folder),
        "base": {"kind": "blank", "where": ""},
        "name": "dateline_test",
        "number": 4,
        "previous": None,
        "trusted": False,
    }


def test_a_model_is_written_and_reported(store: Store, teach: Teach, recipe: Given, tmp_path: Path) -> None:
    teach(60)
    asked = request(tmp_path, seed=5)
    report = run_train(store, asked, Speaker())
    meta = json.loads((Path(asked["folder"]) / "model" / "meta.json").read_text("utf-8"))

    assert (meta["name"], meta["version"], meta["performance"]["spans_f"]) == ("dateline_test", "4.0.0", 1.0)
    assert report["scores"]["exact"]["fn"] == 0
    assert report["articles"] == len(recipe.calls[0]["train"]) + len(recipe.calls[0]["dev"])
    assert recipe.calls[0]["seed"] == 5
    assert report["settings"]["stopped"] is False
    learnt = read_ids(report["settings"]["learnt"])
    assert len(learnt) == report["articles"]
    assert not learnt & test_share.articles(store)


def test_what_a_base_learnt_from_neither_tests_nor_is_forgotten(
    store: Store, teach: Teach, recipe: Given, tmp_path: Path
) -> None:
    teach(60)
    tested = sorted(test_share.articles(store))
    asked = request(tmp_path) | {"learnt": str(tested[0])}
    report = run_train(store, asked, Speaker())

    assert report["scores"]["articles"] == len(tested) - 1
    assert tested[0] in read_ids(report["settings"]["learnt"])


def test_the_recipe_never_sees_a_test_article(store: Store, teach: Teach, recipe: Given, tmp_path: Path) -> None:
    from labels.training import docs

    teach(60)
    run_train(store, request(tmp_path), Speaker())
    seen = {docs.article_of(doc) for doc in (*recipe.calls[0]["train"], *recipe.calls[0]["dev"])}

    assert len(seen) > 40
    assert not seen & set(test_share.articles(store))


def test_a_stop_hands_over_the_best_so_far(store: Store, teach: Teach, recipe: Given, tmp_path: Path) -> None:
    teach(30)
    recipe.stop = True
    report = run_train(store, request(tmp_path), Speaker())

    assert report["settings"]["stopped"] is True
    assert "meta.json" in report["manifest"]


def test_a_stop_while_reading_has_nothing_to_hand_over(
    store: Store, teach: Teach, recipe: Given, tmp_path: Path
) -> None:
    teach(30)
    speaker = Speaker()
    speaker.stop()
    with pytest.raises(Cancelled):
        run_train(store, request(tmp_path), speaker)


def test_few_examples_and_one_label_are_noted(store: Store, teach: Teach, recipe: Given, tmp_path: Path) -> None:
    teach(30)
    with store.transaction():
        store.db.execute("DELETE FROM span WHERE label_id = (SELECT id FROM label WHERE name = 'ACTOR')")
        store.db.execute("DELETE FROM span WHERE article_id > 5")
    notes = run_train(store, request(tmp_path), Speaker())["settings"]["notes"]

    assert any("few examples to learn from: LOCATION (" in note for note in notes)
    assert any("one label only (LOCATION)" in note for note in notes)


def test_the_model_in_use_is_compared_on_articles_that_neither_learnt_from(
    store: Store, teach: Teach, recipe: Given, tmp_path: Path
) -> None:
    teach(60)
    first = request(tmp_path)
    scored = run_train(store, first, Speaker())["scores"]
    again = request(tmp_path)
    previous = {"number": 3, "folder": str(Path(first["folder"]) / "model"), "seen": [], "trusted": False}
    again["previous"] = previous
    scores = run_train(store, again, Speaker())["scores"]

    assert scores["previous"]["number"] == 3
    assert scores["previous"]["exact"] == scored["exact"]
    assert scores["better"] is False
    again = request(tmp_path)
    again["previous"] = previous | {"seen": list(range(100))}
    assert "no article to compare" in run_train(store, again, Speaker())["scores"]["verdict"]


@pytest.mark.parametrize(
    ("own", "names", "better", "said"),
    [
        (Score(5, 1, 1), Score(4, 2, 2), True, None),
        (Score(4, 2, 2), Score(4, 2, 2), True, None),
        (Score(3, 2, 2), Score(4, 2, 2), False, "names seen before do better"),
        (Score(0, 2, 6), Score(0, 0, 6), False, "finds nothing that is right"),
        (Score(0, 2, 0), Score(0, 0, 0), True, None),
    ],
)
def test_a_first_model_is_used_when_it_is_no_worse_than_the_names_seen_before(
    own: Score, names: Score, better: bool, said: str | None
) -> None:
    found = measuring._alone(own, names)
    assert found["better"] is better
    assert said is None or said in found["verdict"]


def test_a_model_that_cannot_be_loaded_is_told_when_evaluated(store: Store, teach: Teach, tmp_path: Path) -> None:
    teach(60)
    (tmp_path / "broken").mkdir()
    asked = {"model": {"number": 1, "folder": str(tmp_path / "broken"), "seen": [], "trusted": False}}
    with pytest.raises(UserError, match="broken cannot be loaded by this spaCy"):
        run_evaluate(store, asked, Speaker())
