"""A linear-chain CRF over hashed features, how it learns, and how several of them vote; numpy alone.

Sources: CRF: Lafferty, McCallum & Pereira 2001. AdaGrad: Duchi, Hazan & Singer 2011. Features left out by chance:
Globerson & Roweis 2006. Averaged weights: Polyak & Juditsky 1992. Choosing by a threshold of half of F: Lipton, Elkan
& Naryanaswamy 2014.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAST = 0.25  # probability of a span that is told of: about half of the F that is usual
_FLOOR = 0.02  # spans less likely are not followed up
TOGETHER = 24  # chunks learnt from at a time
_TINY = 1e-8

Floats = NDArray[np.float32]
Ints = NDArray[np.signedinteger[Any]]
Triple = tuple[int, int, str]  # start and end in tokens, half-open, and label


@dataclass
class Lattice:
    """Probabilities of the tags of some chunks, laid end to end, the longest chunk first.

    Attributes:
        tags: probability of each tag, tokens × tags.
        onward: probability of I after B, and of I after I, of a label: 2 × tokens × labels.
        expected: how often one tag follows another. norm: log of the sum over all taggings.
    """

    tags: Floats
    onward: Floats
    expected: Floats
    norm: float


class Crf:
    """Weights of features for tags: O, then B and I of each label.

    Attributes:
        weights: a row for each feature; row 0 is no feature. moves: weights of one tag after another.
    """

    def __init__(self, labels: Sequence[str], weights: Floats, moves: Floats) -> None:
        self.labels, self.weights, self.moves = tuple(labels), weights, moves
        count = 1 + 2 * len(self.labels)
        self._allowed = np.ones((count, count), np.float32)
        self._allowed[:, 2::2] = 0  # I follows B or I of its own label alone
        inside = np.arange(2, count, 2)
        self._allowed[inside, inside] = self._allowed[inside - 1, inside] = 1
        self._first = np.ones(count, np.float32)
        self._first[2::2] = 0

    @classmethod
    def empty(cls, labels: Sequence[str], features: int) -> Crf:
        """Return one that knows nothing."""
        count = 1 + 2 * len(labels)
        return cls(labels, np.zeros((features + 1, count), np.float32), np.zeros((count, count), np.float32))

    def take(self, other: Crf, here: Ints, there: Ints) -> None:
        """Take over the weights of another's labels, for features by their numbers, ours and theirs."""
        tags = [(0, 0)]
        for at, label in enumerate(self.labels):
            if label in other.labels:
                theirs = other.labels.index(label)
                tags += [(1 + 2 * at, 1 + 2 * theirs), (2 + 2 * at, 2 + 2 * theirs)]
        ours, old = np.array(tags).T
        self.weights[np.ix_(here, ours)] = other.weights[np.ix_(there, old)]
        self.moves[np.ix_(ours, ours)] = other.moves[np.ix_(old, old)]

    def lattice(self, emissions: Floats, lengths: Sequence[int]) -> Lattice:
        """Run forward and backward over chunks of these lengths, the longest first."""
        size, starts = np.array(lengths), np.concatenate([[0], np.cumsum(lengths)[:-1]])
        top = emissions.max(1, keepdims=True)
        ahead, likely = np.exp(self.moves) * self._allowed, np.exp(emissions - top)
        rows = [starts[: int((size > at).sum())] + at for at in range(lengths[0])]
        scale = np.ones((len(emissions), 1), np.float32)
        forward, backward = np.zeros_like(emissions), np.ones_like(emissions)
        for at, here in enumerate(rows):
            before = self._first if at == 0 else forward[here - 1] @ ahead
            value = before * likely[here]
            scale[here] = value.sum(1, keepdims=True) + 1e-30
            forward[here] = value / scale[here]
        rest = likely / scale
        expected = np.zeros_like(ahead)
        for here in reversed(rows[1:]):
            coming = backward[here] * rest[here]
            backward[here - 1] = coming @ ahead.T
            expected += (forward[here - 1].T @ coming) * ahead
        onward = _onward(ahead, backward, backward * rest)
        return Lattice(forward * backward, onward, expected, float(np.log(scale).sum() + top.sum()))

    def emissions(self, rows: Ints) -> Floats:
        """Return what the features say of each tag; `rows`: tokens × numbers of features."""
        return np.asarray(self.weights[rows].sum(1), np.float32)

    def spans(self, rows: Ints, chunks: Sequence[tuple[int, int]]) -> dict[Triple, float]:
        """Return the likely spans of a doc with their probabilities."""
        ordered = sorted(chunks, key=lambda chunk: chunk[0] - chunk[1])
        order = np.concatenate([np.arange(start, end) for start, end in ordered])
        lattice = self.lattice(self.emissions(rows[order]), [end - start for start, end in ordered])
        last = np.array([end - 1 for start, end in ordered for _ in range(start, end)])
        found: dict[Triple, float] = {}
        for at, label in zip(*np.nonzero(lattice.tags[:, 1::2] > _FLOOR), strict=True):
            start, left = int(order[at]), int(last[at] - order[at])
            chance, name = float(lattice.tags[at, 1 + 2 * label]), self.labels[label]
            for length in range(left + 1):
                goes_on = float(lattice.onward[min(length, 1), at + length, label]) if length < left else 0.0
                if chance * (1 - goes_on) > _FLOOR:
                    found[start, start + length + 1, name] = chance * (1 - goes_on)
                chance *= goes_on
                if chance < _FLOOR:
                    break
        return found


def _onward(ahead: Floats, backward: Floats, coming: Floats) -> Floats:
    """Return the probability that a span goes on after each token; at the end of a chunk it means nothing."""
    goes = np.zeros((2, len(backward), (len(ahead) - 1) // 2), np.float32)
    inside = np.arange(2, len(ahead), 2)
    for row, tag in enumerate((inside - 1, inside)):
        goes[row, :-1] = ahead[tag, inside] * coming[1:, inside] / np.maximum(backward[:-1, tag], 1e-30)
    return np.minimum(goes, 1.0)


class Learner:
    """Learns a CRF by AdaGrad; the weights of the second half of the way are averaged.

    Args:
        steps: how many there will be at most, of `TOGETHER` chunks each.
    """

    def __init__(self, crf: Crf, *, seed: int, steps: int, rate: float) -> None:
        self.crf, self._steps, self._rate = crf, steps, rate
        self._rng = np.random.default_rng(seed)
        self._squares = np.full_like(crf.weights, _TINY), np.full_like(crf.moves, _TINY)
        self._sums = np.zeros_like(crf.weights), np.zeros_like(crf.moves)
        self._step = self._summed = 0

    def learn(self, chunks: Sequence[tuple[Ints, Ints]], drop: float) -> float:
        """Learn from chunks of features and tags; return the loss, in nats a chunk."""
        losses = 0.0
        order = self._rng.permutation(len(chunks))
        for at in range(0, len(order), TOGETHER):
            losses += self._learn([chunks[number] for number in order[at : at + TOGETHER]], drop)
        return losses / max(1, len(chunks))

    def average(self) -> Crf:
        """Return the CRF as it stands: averaged, if it is far enough."""
        if not self._summed:
            return Crf(self.crf.labels, self.crf.weights.copy(), self.crf.moves.copy())
        return Crf(self.crf.labels, *(total / np.float32(self._summed) for total in self._sums))

    def _learn(self, chunks: list[tuple[Ints, Ints]], drop: float) -> float:
        chunks.sort(key=lambda chunk: -len(chunk[1]))
        rows, tags = _stacked([rows for rows, _ in chunks]), np.concatenate([tags for _, tags in chunks])
        rows = np.where(self._rng.random(rows.shape) < drop, 0, rows)
        emissions = self.crf.emissions(rows) / (1 - drop)
        lattice = self.crf.lattice(emissions, [len(tags) for _, tags in chunks])
        moves = -lattice.expected
        follows = np.concatenate([np.stack([tags[:-1], tags[1:]]) for _, tags in chunks], axis=1)
        np.add.at(moves, (follows[0], follows[1]), 1)
        errors = -lattice.tags
        errors[np.arange(len(tags)), tags] += 1
        gold = emissions[np.arange(len(tags)), tags].sum() + self.crf.moves[follows[0], follows[1]].sum()
        self._move(rows, errors / np.float32(len(chunks) * (1 - drop)), moves / np.float32(len(chunks)))
        return lattice.norm - float(gold)

    def _move(self, rows: Ints, errors: Floats, moves: Floats) -> None:
        features, gradient = _gathered(rows, errors)
        squares = self._squares[0][features] + gradient * gradient
        self._squares[0][features] = squares
        self.crf.weights[features] += self._rate * gradient / np.sqrt(squares)
        self._squares[1][:] += moves * moves
        self.crf.moves += self._rate * moves / np.sqrt(self._squares[1])
        self._step += 1
        if 2 * self._step >= self._steps and self._step % max(1, self._steps // 16) == 0:
            for total, now in zip(self._sums, (self.crf.weights, self.crf.moves), strict=True):
                total += now
            self._summed += 1


def _gathered(rows: Ints, errors: Floats) -> tuple[Ints, Floats]:
    """Return the features in use, and for each the sum of the errors of the tokens that have it."""
    flat = rows.ravel()
    order = np.argsort(flat, kind="stable")
    order = order[np.searchsorted(flat[order], 1) :]  # row 0 is no feature
    features, first = np.unique(flat[order], return_index=True)
    if not len(features):
        return features, np.zeros((0, errors.shape[1]), np.float32)
    return features, np.add.reduceat(errors[order // rows.shape[1]], first, axis=0)


def _stacked(parts: Sequence[Ints]) -> Ints:
    wide = max(part.shape[1] for part in parts)
    return np.concatenate([np.pad(part, ((0, 0), (0, wide - part.shape[1]))) for part in parts])


def averaged(votes: Sequence[Mapping[Triple, float]]) -> dict[Triple, float]:
    """Return the mean probability of every span over the members; who does not see it says 0."""
    total: dict[Triple, float] = {}
    for vote in votes:
        for span, chance in vote.items():
            total[span] = total.get(span, 0.0) + chance / len(votes)
    return {span: min(1.0, chance) for span, chance in total.items()}


def choose(chances: Mapping[Triple, float], least: float = LEAST) -> list[tuple[Triple, float]]:
    """Return the spans that do not overlap for which the sum of what they are above `least` is highest, in order."""
    ranked = sorted((end, start, label) for (start, end, label), chance in chances.items() if chance > least)
    ends, best, taken = [0], [0.0], [(-1, (0, 0, ""))]
    for end, start, label in ranked:
        before = bisect_right(ends, start) - 1
        value = best[before] + chances[start, end, label] - least
        if value > best[-1]:
            ends.append(end)
            best.append(value)
            taken.append((before, (start, end, label)))
    at, chosen = len(best) - 1, []
    while at > 0:
        at, span = taken[at]
        chosen.append((span, chances[span]))
    return chosen[::-1]
