"""A model of the simplest kind: rules in the clothes of a trained pipeline."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.store import Store
from labels import models
from labels.model import Model


@pytest.fixture
def make_model(store: Store) -> Callable[..., Model]:
    """Takes words with their labels, and returns a model of the project that finds just these."""

    def make(**words: str) -> Model:
        import spacy

        nlp: Any = spacy.blank("en")
        rules = [{"label": label, "pattern": each} for each, label in words.items()]
        nlp.add_pipe("span_ruler", config={"spans_key": "dateline"}).add_patterns(rules)
        folder = models.home(store) / "model-1"
        folder.mkdir(parents=True)
        nlp.to_disk(folder)
        made = Model(
            0, "a" * 32, 1, "quick", "", "en", "model-1", "0" * 64, 1, 1, 1.0, 1, "2024-12-06T00:00:00Z",
            manifest=models.manifest(folder),
        )  # fmt: skip
        return models.insert(store, made)

    return make
