"""A model: a spaCy pipeline trained on the project's coding, with what is known of its making and its worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Model:
    """One row of table `model`.

    Attributes:
        number: counts up within the project: "Model 3".
        folder: name of its folder inside `models.home(store)`.
        manifest: SHA-256 of every file in the folder, by relative POSIX path.
        fingerprint: SHA-256 of the data it was trained on.
        settings: how it was trained (preset, base, seed, recipe).
        scores: `labels.training.scores.Scores.as_dict()` on the test articles, with what it was compared with.
        articles, spans: number of those it learnt from.
        seconds: that training took. size: bytes on disk.
        used: whether its suggestions are shown (setting ``model`` of the project).
    """

    id: int
    uid: str
    number: int
    preset: str
    base: str
    language: str
    folder: str
    fingerprint: str
    articles: int
    spans: int
    seconds: float
    size: int
    created: str
    note: str = ""
    manifest: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)
    used: bool = False

    @property
    def name(self) -> str:
        """How people call it: "Model 3"."""
        return f"Model {self.number}"

    @property
    def origin(self) -> str:
        """What its suggestions, and spans accepted from these, have as their origin."""
        return f"model {self.number}"
