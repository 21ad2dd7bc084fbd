"""A base pipeline's parts are learnt from, though they are frozen."""

import random
from pathlib import Path
from typing import Any

import pytest
import spacy
import spacy.tokens

from labels.training import recipe

SIGNS = "bcdfghklmnprstvz"


def _names(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choice(SIGNS) + draw.choice("aeiou") for _ in range(3)) for _ in range(count)]


def _docs(names: list[str], others: list[str]) -> list[Any]:
    """Docs in which nothing but knowledge of the names tells them from other words."""
    nlp, docs = spacy.blank("en"), []
    for name, other in zip(names, others, strict=True):
        for first, second in ((name, other), (other, name)):
            doc = nlp(f"they saw {first} and they saw {second} then")
            at = next(token.i for token in doc if token.text == name)
            doc.ents = [spacy.tokens.Span(doc, at, at + 1, label="PLACE")]
            doc.spans["sc"] = list(doc.ents)
            docs.append(doc)
    return docs


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A pipeline that knows all names, those of no article too."""
    nlp = spacy.blank("en")
    rules = [{"label": "KNOWN", "pattern": name} for name in _names(80, 1)]
    nlp.add_pipe("entity_ruler").add_patterns(rules)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "base")
    return tmp_path / "base"


def test_what_a_base_says_of_words_is_learnt_from(base: Path) -> None:
    names, others = _names(80, 1), _names(80, 2)
    given: dict[str, Any] = {"lang": "en", "recipe": recipe.quick(), "knowledge": recipe.Knowledge()}
    nlp = recipe.train(_docs(names[:60], others[:60]), [], base=base, told=lambda _: None, **given)

    texts = [doc.text for doc in _docs(names[60:], others[60:])]
    found = [[span.text for span in doc.ents if span.label_ == "PLACE"] for doc in nlp.pipe(texts)]
    right = sum(each == [names[60 + at // 2]] for at, each in enumerate(found))
    assert right >= 28  # of 40; without the base it is 5
