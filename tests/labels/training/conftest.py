"""A project whose coding can be learnt in seconds, and a small configuration to learn it by."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Store
from corpus.text import fingerprint
from corpus.uid import new_uid, now

ACTORS = ("Army", "Militia", "Police", "Guard", "Brigade")
TOWNS = ("Hama", "Homs", "Idlib", "Daraa", "Raqqa", "Aleppo", "Afrin")
Teach = Callable[..., list[int]]
CONFIG = """
[paths]
train = null
dev = null
[nlp]
lang = "en"
pipeline = ["tok2vec", "ner"]
[components]
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 32
depth = 1
embed_size = 200
window_size = 1
maxout_pieces = 2
subword_features = true
[components.ner]
factory = "ner"
[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 32
maxout_pieces = 2
use_upper = true
[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 32
upstream = "*"
[corpora]
[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${paths.train}
[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${paths.dev}
[training]
train_corpus = "corpora.train"
dev_corpus = "corpora.dev"
max_steps = 40
eval_frequency = 20
[training.optimizer]
@optimizers = "Adam.v1"
learn_rate = 0.01
"""


@pytest.fixture
def teach(store: Store) -> Teach:
    """Adds so many articles with two coded names each, by plain SQL, and returns their ids."""
    store.set_setting("uid", "0" * 32)  # so that the split is the same in every run

    def add(count: int, *, status: str = "done", first: int = 0) -> list[int]:
        with store.transaction():  # one: each would wait for the disk
            return [_article(store, number, status) for number in range(first, first + count)]

    return add


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration of spaCy's that trains in a second or two."""
    path = tmp_path / "mine.cfg"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def _article(store: Store, number: int, status: str) -> int:
    actor, town = ACTORS[number % len(ACTORS)], TOWNS[number % len(TOWNS)]
    text = f"Men of the {actor} entered {town} on day {number}, and nobody was hurt."
    row: dict[str, Any] = {"uid": new_uid(), "sha256": fingerprint(text), "title": text[:20], "length": len(text)}
    with store.transaction():
        coder, tables = store.ensure_coder(), store.db
        article = int(tables.table("article").insert({**row, "added": now()}).last_rowid or 0)
        tables.table("article_text").insert({"article_id": article, "text": text})
        work: dict[str, Any] = {"article_id": article, "coder_id": coder, "status": status, "changed": now()}
        tables.table("work").insert(work)
        for words, label in ((actor, "ACTOR"), (town, "LOCATION")):
            start = text.index(words)
            _span(store, article, coder, _label(store, label), start, words)
    return article


def _span(store: Store, article: int, coder: int, label: int, start: int, words: str) -> None:
    row: dict[str, Any] = {"uid": new_uid(), "article_id": article, "start": start, "end": start + len(words)}
    row |= {"label_id": label, "coder_id": coder, "origin": "human", "surface": words}
    store.db.table("span").insert({**row, "created": now(), "changed": now()})


def _label(store: Store, name: str) -> int:
    found = store.value("SELECT id FROM label WHERE name = ?", (name,))
    if found:
        return int(found)
    row: dict[str, Any] = {"uid": new_uid(), "name": name, "kind": "other", "colour": "#475569", "position": 1}
    return int(store.db.table("label").insert({**row, "created": now(), "changed": now()}).last_rowid or 0)
