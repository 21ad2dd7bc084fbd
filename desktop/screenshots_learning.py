"""The desk that the pictures of suggestions, models, errors and patterns show: the sample, with two models of its own.

The models are trained as anybody trains them, in seconds. The project has an identity of its own choice, so that the
same articles test them each time, and what differs from run to run (time, size) is written over.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus import articles
from corpus.store import Store
from labels import labels, models, patterns
from labels.pattern import PatternKind
from labels.suggest import tagging
from labels.training import studies, training

_UID = "picture-64"  # of which three coded articles fall into the test share
_LATER = (9, 11, 14, 16)  # articles that the first model did not have
_FLAGGED = 8
_PATTERNS: tuple[tuple[str, PatternKind, str], ...] = (
    ("ACTOR", "words", "Third Division"),
    ("WEAPON", "tokens", '[{"LOWER": "mortar"}, {"LOWER": {"IN": ["shell", "shells", "fire"]}}]'),
    ("FATALITIES", "expression", r"(?:at least )?\d+ (?:people|soldiers|civilians)"),
    ("SOURCE", "words", "health workers"),
)
READ = 10  # the article in which suggestions are reviewed


def make(sample: Path, path: Path) -> Path:
    """Make the project out of the sample, and return its path."""
    shutil.copy(sample, path)
    with Store.open(path, coder="rima") as store:
        store.set_setting("uid", _UID)
        articles.set_status(store, _FLAGGED, "done")
        for article_id in _LATER:
            articles.set_status(store, article_id, "new")
        training.train(store)
        for article_id in _LATER:
            articles.set_status(store, article_id, "done")
        model = training.train(store)
        models.use(store, model.number)
        _write_over(store)
        _add_patterns(store)
        studies.curve(store)
        studies.cross(store)
        tagging.suggest(store, model)
    return path


def _add_patterns(store: Store) -> None:
    ids = {label.name: label.id for label in labels.all_labels(store)}
    for label, kind, body in _PATTERNS:
        patterns.add(store, ids[label], kind, body)


def _write_over(store: Store) -> None:
    """Give the models the times that they usually take, and notes."""
    with store.transaction():
        for number, seconds, created in ((1, 6.2, "2025-01-20T10:12:00Z"), (2, 9.4, "2025-01-27T16:40:00Z")):
            store.db.execute("UPDATE model SET seconds = ?, created = ? WHERE number = ?", (seconds, created, number))
    models.annotate(store, 1, "before the Sahel and Black Sea wires")
