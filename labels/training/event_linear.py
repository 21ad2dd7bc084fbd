"""A linear classifier over named features, with room for what rules say.

Multinomial logistic regression, learnt with AdaGrad (Duchi, Hazan & Singer 2011), the later rounds' weights averaged.
What rules say goes in as a prior whose weight is learnt too (a product of experts, Hinton 2002); each example is seen
with it and without, so that the classifier stands without rules.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_EPOCHS, _BATCH, _RATE, _DECAY, _TRUST = 30, 32, 0.15, 1e-4, 2.0
_MOST_ROWS, _MOST_TRUST = 60_000, 8.0

Floats = NDArray[np.float32]
Tell = Callable[[int, int, float], None]  # round, rounds expected, mean loss


class Linear:
    """A linear classifier over named features, which are kept as 32-bit hashes."""

    def __init__(
        self,
        labels: Sequence[str] = (),
        hashes: NDArray[np.uint32] | None = None,
        weights: Floats | None = None,
        trust: float = _TRUST,
    ) -> None:
        """`weights`: a row for each feature in ascending order of its hash, and one of zeros for the unknown."""
        self.labels = tuple(labels)
        self.hashes = np.zeros(0, np.uint32) if hashes is None else hashes
        self.weights = np.zeros((1, len(self.labels)), np.float32) if weights is None else weights
        self.trust = trust

    def chances(self, rows: Sequence[Sequence[str]], hints: Sequence[str | None]) -> Floats:
        """Return how likely each label is for each row, given what rules say (None: nothing)."""
        logits = self.weights[_numbered(rows, self.hashes)].sum(1) + self.trust * _said(hints, self.labels)
        return _softmax(logits)

    def write(self, path: Path) -> None:
        """Write it into a file of arrays."""
        names = np.frombuffer(json.dumps(self.labels, ensure_ascii=False).encode(), np.uint8)
        np.savez_compressed(path, labels=names, hashes=self.hashes, weights=self.weights, trust=np.float32(self.trust))

    @staticmethod
    def read(path: Path) -> Linear:
        """Read what `write` wrote."""
        with np.load(path, allow_pickle=False) as file:
            labels = json.loads(file["labels"].tobytes().decode())
            return Linear(labels, file["hashes"], file["weights"], float(file["trust"]))


class Examples:
    """Examples to learn from."""

    def __init__(self, *, trust: float = _TRUST, labels: Iterable[str] = ()) -> None:
        """`trust`: what rules weigh at first, in log odds. `labels`: what rules may say, seen or not."""
        self._labels = frozenset(labels)
        self._trust = trust
        self._rows: list[list[str]] = []
        self._targets: list[str] = []
        self._hints: list[str | None] = []

    def add(self, row: list[str], target: str, hint: str | None) -> None:
        """Add one, and once more without what rules say of it."""
        for said in dict.fromkeys((hint, None)):
            self._rows.append(row)
            self._targets.append(target)
            self._hints.append(said)

    def learn(self, *, seed: int, told: Tell) -> Linear:
        """Return a classifier learnt from them."""
        if not self._rows:
            return Linear()
        random = np.random.default_rng(seed)
        chosen = np.sort(random.permutation(len(self._rows))[:_MOST_ROWS])
        rows = [self._rows[at] for at in chosen]
        labels = sorted(self._labels.union(self._targets[at] for at in chosen))
        targets = np.array([labels.index(self._targets[at]) for at in chosen])
        hashes = np.unique(np.array([_hash(each) for row in rows for each in row], np.uint32))
        model = Linear(labels, hashes, np.zeros((len(hashes) + 1, len(labels)), np.float32), self._trust)
        said = _said([self._hints[at] for at in chosen], model.labels)
        for loss, step in _descend(model, _numbered(rows, hashes), targets, said, random):
            told(step, _EPOCHS, loss)
        return model


def _descend(
    model: Linear, rows: NDArray[np.intp], targets: NDArray[Any], said: Floats, random: np.random.Generator
) -> Iterator[tuple[float, int]]:
    """Learn by AdaGrad; yields mean loss and number of each round. The mean of the later rounds' weights stands."""
    squares = np.full(model.weights.shape, 1e-3, np.float32)
    total, trusted = np.zeros_like(model.weights), 0.0
    unknown, later = len(model.weights) - 1, _EPOCHS // 2
    for epoch in range(_EPOCHS):
        losses = 0.0
        order = random.permutation(len(rows))
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            chances = _softmax(model.weights[rows[some]].sum(1) + model.trust * said[some])
            losses -= float(np.log(chances[np.arange(len(some)), targets[some]] + 1e-9).sum())
            chances[np.arange(len(some)), targets[some]] -= 1.0
            touched, inverse = np.unique(rows[some], return_inverse=True)
            slope = np.zeros((len(touched), len(model.labels)), np.float32)
            np.add.at(slope, inverse.reshape(-1), np.repeat(chances, rows.shape[1], axis=0))
            slope = np.asarray(slope / len(some) + _DECAY * model.weights[touched], np.float32)
            squares[touched] += slope * slope
            model.weights[touched] -= _RATE * slope / np.sqrt(squares[touched])
            model.weights[unknown] = 0.0
            model.trust = float(np.clip(model.trust - 0.1 * (chances * said[some]).sum() / len(some), 0.0, _MOST_TRUST))
        if epoch >= later:
            total += model.weights
            trusted += model.trust
        yield losses / len(rows), epoch + 1
    rounds = _EPOCHS - later
    model.weights, model.trust = np.asarray(total / rounds, np.float32), trusted / rounds


def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


def _numbered(rows: Sequence[Sequence[str]], hashes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return the numbers of each row's features, filled up with that of the unknown."""
    width = max(map(len, rows))
    found = np.full((len(rows), width), len(hashes), np.intp)
    for at, row in enumerate(rows):
        wanted = np.array([_hash(each) for each in row], np.uint32)
        places = np.searchsorted(hashes, wanted)
        inside = np.minimum(places, max(len(hashes) - 1, 0))
        known = hashes[inside] == wanted if len(hashes) else np.zeros(len(wanted), bool)
        found[at, : len(row)] = np.where(known, inside, len(hashes))
    return found


def _said(hints: Sequence[str | None], labels: Sequence[str]) -> Floats:
    said = np.zeros((len(hints), len(labels)), np.float32)
    for at, hint in enumerate(hints):
        if hint is not None and hint in labels:
            said[at, labels.index(hint)] = 1.0
    return said


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
