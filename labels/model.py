"""A model: a spaCy pipeline trained on the project's coding, with what is known of its making and its worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pyroaring import BitMap

_RUN = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")


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

    @property
    def learnt(self) -> BitMap:
        """Ids of the articles that it learnt from, or a model that it stands on did; what cannot be read is left out.

        Of models made before this was kept only those that stood in for want of others.
        """
        told = self.settings.get("learnt")
        if isinstance(told, str):
            return read_ids(told)
        older = self.settings.get("stand_ins")
        known = older if isinstance(older, list) else []
        return BitMap([each for each in known if type(each) is int and 0 < each < 1 << 32])


def write_ids(ids: Iterable[int]) -> str:
    """Write ids of articles shortly: "3-90, 95"."""
    found: list[list[int]] = []
    for each in sorted(ids):
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def read_ids(text: str) -> BitMap:
    """Return what `write_ids` wrote."""
    ids = BitMap()
    for part in text.split(", "):
        if run := _RUN.fullmatch(part):
            ids.add_range(int(run[1]), int(run[2] or run[1]) + 1)
    return ids
