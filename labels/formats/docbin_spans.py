"""Fits the spans of a batch of articles to its tokens, and says of each what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labels.formats.docbin_tokens import TokenBatch

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

KEPT, SNAPPED = "", "not on word borders"
OUTSIDE = "outside the text"
WHITE = "only white space"
TWICE = "same words and label twice"
NOT_CHOSEN = "label not chosen"
REASONS = (KEPT, SNAPPED, OUTSIDE, WHITE, TWICE, NOT_CHOSEN)
MISSING, INSIDE, OUT, BEGIN = 0, 1, 2, 3  # spaCy's codes of a token's part in an entity


@dataclass(frozen=True, slots=True)
class FittedSpans:
    """What became of spans; one entry per span given, in the order given.

    Attributes:
        reasons: index into `REASONS`; from `OUTSIDE` on, the span was dropped.
        first, last: numbers of the first and last token in the batch; only of use when not dropped.
        flat: whether it went into `doc.ents`, where spans cannot overlap.
    """

    reasons: NDArray[np.int8]
    first: Ints
    last: Ints
    flat: Flags

    @property
    def used(self) -> Flags:
        """Which spans went out, kept or snapped."""
        return self.reasons <= REASONS.index(SNAPPED)


def fit(tokens: TokenBatch, lengths: Ints, article: Ints, start: Ints, end: Ints, label: Ints) -> FittedSpans:
    """Widen each span to the tokens it touches, without white space at its ends.

    Args:
        lengths: code points of each text of the batch.
        article: index of each span's article in the batch, ascending.
        start, end: code points within its article.
        label: number of its label, negative when the label is not exported.
    """
    base = tokens.bases[article]
    first = np.searchsorted(tokens.ends, base + start, side="right")
    last = np.searchsorted(tokens.starts, base + end, side="left") - 1
    first, last = _next_word(tokens.white)[first], _last_word(tokens.white)[last + 1]
    reasons = np.zeros(len(start), dtype=np.int8)
    used = first <= last
    reasons[~used] = REASONS.index(WHITE)
    moved = used.copy()
    moved[used] = (tokens.starts[first[used]] != (base + start)[used]) | (tokens.ends[last[used]] != (base + end)[used])
    reasons[moved] = REASONS.index(SNAPPED)
    reasons[(start < 0) | (end > lengths[article]) | (start >= end)] = REASONS.index(OUTSIDE)
    reasons[label < 0] = REASONS.index(NOT_CHOSEN)
    rows = np.flatnonzero(reasons <= REASONS.index(SNAPPED))
    reasons[rows[_repeated(first[rows], last[rows], label[rows])]] = REASONS.index(TWICE)
    return FittedSpans(reasons, first, last, _flat(first, last, reasons <= REASONS.index(SNAPPED)))


def entities(tokens: TokenBatch, fitted: FittedSpans, label: Ints, finished: Flags) -> tuple[NDArray[np.uint8], Ints]:
    """Return the part of every token in an entity, and the label number plus one of that entity (0: none).

    Tokens outside spans are *outside* in finished articles and *missing* (not yet looked at) in the others.
    """
    part = np.where(np.repeat(finished, tokens.counts), OUT, MISSING).astype(np.uint8)
    kind = np.zeros(len(part), dtype=np.int64)
    rows = np.flatnonzero(fitted.flat)
    first, count = fitted.first[rows], fitted.last[rows] - fitted.first[rows] + 1
    inside = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    part[inside] = INSIDE
    kind[inside] = np.repeat(label[rows] + 1, count)
    part[first] = BEGIN
    return part, kind


def _next_word(white: Flags) -> Ints:
    """Return for each token the first at or after it that is no white space; one more entry for the end."""
    count = len(white)
    words = np.where(white, count, np.arange(count))
    return np.append(np.minimum.accumulate(words[::-1])[::-1], count) if count else np.zeros(1, dtype=np.int64)


def _last_word(white: Flags) -> Ints:
    """Return for each token the last at or before it that is no white space, shifted by one: entry 0 is before all."""
    words = np.where(white, -1, np.arange(len(white)))
    return np.append([-1], np.maximum.accumulate(words)) if len(white) else np.full(1, -1)


def _repeated(first: Ints, last: Ints, label: Ints) -> Flags:
    """Return which rows say what an earlier row says."""
    order = np.lexsort((np.arange(len(first)), label, last, first))
    same = np.zeros(len(first), dtype=np.bool_)
    columns = [column[order] for column in (first, last, label)]
    same[order[1:]] = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    return same


def _flat(first: Ints, last: Ints, used: Flags) -> Flags:
    """Choose spans that do not overlap: of those that do, the longest first, at equal length the earliest."""
    rows = np.flatnonzero(used)
    rows = rows[np.argsort(first[rows], kind="stable")]
    flat = np.zeros(len(first), dtype=np.bool_)
    if not len(rows):
        return flat
    reach = np.maximum.accumulate(last[rows])
    heads = np.flatnonzero(np.append([True], first[rows][1:] > reach[:-1]))
    sizes = np.diff(np.append(heads, len(rows)))
    flat[rows] = True
    for head, size in zip(heads[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        cluster = np.sort(rows[head : head + size])
        flat[cluster] = False
        flat[_longest(cluster, first, last)] = True
    return flat


def _longest(cluster: Ints, first: Ints, last: Ints) -> list[int]:
    """Return the rows chosen of spans that overlap."""
    chosen: list[int] = []
    taken: set[int] = set()
    spans = zip(first[cluster].tolist(), last[cluster].tolist(), cluster.tolist(), strict=True)
    for start, end, row in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        words = range(start, end + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(row)
    return chosen
