"""Tokens of many articles at once, as arrays."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from labels.token import WHITE, offsets, pieces
from labels.tokens import Tokenizer

_MOST_CHUNKS = 400_000  # held in memory before it is tidied up


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """The tokens of a batch of articles, end to end.

    Attributes:
        types: number of each token's string (see `BatchTokenizer.strings`).
        starts, ends: code points, counted through all texts of the batch put end to end.
        spaces: whether a blank that belongs to the token follows it.
        white: whether the token is white space.
        counts: number of tokens of each article.
        bases: where each article's text starts in the same count as `starts`.
    """

    types: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    spaces: NDArray[np.bool_]
    white: NDArray[np.bool_]
    counts: NDArray[np.int64]
    bases: NDArray[np.int64]


class _Numbers(dict[str, int]):
    """Numbers strings in the order they are first asked for."""

    def __init__(self) -> None:
        self.new: list[str] = []

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        self.new.append(key)
        return number


_Rows = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]


class BatchTokenizer:
    """Cuts texts with the project's tokeniser, hundreds at a time.

    A text is split at blanks. Each chunk was cut once; its tokens lie in flat arrays, so that the tokens of a
    batch are gathered by array operations. What comes between two blanks may hold other white space ("end.",
    two line breaks, "Next"), which is cut as part of it. Only where a run of white space holds a blank that is not
    its first sign does splitting at blanks not do; such texts are split into spaCy's own pieces.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.strings: list[str] = []
        self._tokenizer = tokenizer
        self._facts = tokenizer.facts()
        self._reset()

    def tidy(self) -> None:
        """Forget what was seen when it grows large; token types of earlier batches are void then."""
        if len(self._chunks) > _MOST_CHUNKS:
            self._reset()
            self._tokenizer.forget()

    def __call__(self, texts: Sequence[str]) -> TokenBatch:
        """Cut the texts."""
        chunks, spaced = zip(*map(self._split, texts), strict=True)
        counts = np.array([len(ids) for ids in chunks])
        ids = np.fromiter((number for row in chunks for number in row), dtype=np.int32, count=int(counts.sum()))
        self._learn_chunks()
        fragile = np.add.reduceat(np.frombuffer(bytes(self._fragile), dtype=np.uint8)[ids], _firsts(counts), dtype=int)
        whole = [index for index, text in enumerate(texts) if fragile[index] or self._facts.is_whole(text)]
        rows = self._gather(ids, _spaces(counts, spaced), counts)
        if whole:
            rows = self._replace(rows, whole, texts)
        return self._batch(rows, texts)

    def _reset(self) -> None:
        self._chunks, self._types = _Numbers(), _Numbers()
        self._odd: set[int] = set()
        self._first, self._count, self._fragile = array("i"), array("i"), bytearray()
        self._token_types, self._token_lengths = array("i"), array("i")
        self._white = bytearray()
        self.strings = self._types.new
        self._chunks[""] = 0
        self._chunks.new.append("")
        self._odd.add(0)

    def _split(self, text: str) -> tuple[list[int], list[int] | None]:
        """Return the chunks of a text, and which of them a blank follows (None: all but the last)."""
        if self._facts.is_whole(text):
            return [0], [0]
        number = self._chunks.__getitem__
        before = len(self._chunks)
        ids = list(map(number, text.split(" ")))
        if len(self._chunks) != before:
            fresh = self._chunks.new[before - len(self._chunks) :]
            self._odd.update(index for index, chunk in enumerate(fresh, before) if chunk[-1].isspace())
        if self._odd.isdisjoint(ids[:-1]):
            return ids, None
        cut = [*pieces(text), (len(text), "")]
        spaced = [int(start + len(piece) < after) for (start, piece), (after, _) in pairwise(cut)]
        return [number(piece) for _, piece in cut[:-1]], spaced

    def _learn_chunks(self) -> None:
        """Cut the chunks that are new."""
        new = self._chunks.new
        cut = [[(0, chunk)] if WHITE.search(chunk) is None else list(pieces(chunk)) for chunk in new]
        ends = self._tokenizer.ends_of(dict.fromkeys(piece for row in cut for _, piece in row if piece))
        for row in cut:
            self._first.append(len(self._token_types))
            self._fragile.append(any(piece and not ends[piece] for _, piece in row))
            for piece in (piece for _, piece in row if piece):
                for start, end in offsets(ends[piece]):
                    self._token_types.append(self._types[piece[start:end]])
                    self._token_lengths.append(end - start)
            self._count.append(len(self._token_types) - self._first[-1])
        new.clear()

    def _gather(self, ids: NDArray[np.int32], spaced: NDArray[np.bool_], chunk_counts: NDArray[np.int64]) -> _Rows:
        """Return types, lengths, blanks after, and the number of tokens of each article."""
        counts = np.array(self._count)[ids].astype(np.int64)
        ends = np.cumsum(counts)
        index = np.repeat(np.array(self._first)[ids] - (ends - counts), counts) + np.arange(ends[-1])
        spaces = np.zeros(len(index), dtype=np.bool_)
        spaces[ends[spaced & (counts > 0)] - 1] = True
        per_article = np.add.reduceat(counts, _firsts(chunk_counts))
        return np.array(self._token_types)[index], np.array(self._token_lengths)[index], spaces, per_article

    def _replace(self, rows: _Rows, whole: list[int], texts: Sequence[str]) -> _Rows:
        """Put in the tokens of the texts that had to be cut as wholes."""
        types, lengths, spaces, counts = rows
        borders = np.cumsum(counts)[:-1]
        parts = [[*np.split(column, borders)] for column in (types, lengths, spaces)]
        for index in whole:
            text, cut = texts[index], self._tokenizer.boundaries(texts[index])
            starts, ends = np.array(cut.starts, dtype=np.int64), np.array(cut.ends, dtype=np.int64)
            words = [self._types[text[start:end]] for start, end in zip(cut.starts, cut.ends, strict=True)]
            parts[0][index] = np.array(words, dtype=np.int32)
            parts[1][index] = ends - starts
            parts[2][index] = np.append(starts[1:], len(text)) > ends
            counts[index] = len(cut)
        types, lengths, spaces = (np.concatenate(part) for part in parts)
        return types, lengths, spaces, counts

    def _batch(self, rows: _Rows, texts: Sequence[str]) -> TokenBatch:
        types, lengths, spaces, counts = rows
        steps = np.cumsum(lengths + spaces)
        bases = np.cumsum([0, *map(len, texts)])
        before = np.concatenate([[0], steps])[np.cumsum(counts) - counts]
        ends = steps - spaces + np.repeat(bases[:-1] - before, counts)
        self._white.extend(string.isspace() for string in self.strings[len(self._white) :])
        white = np.frombuffer(bytes(self._white), dtype=np.bool_)[types]
        return TokenBatch(types, ends - lengths, ends, spaces, white, counts, bases[:-1])


def _firsts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    firsts: NDArray[np.int64] = np.cumsum(counts) - counts
    return firsts


def _spaces(counts: NDArray[np.int64], spaced: Sequence[list[int] | None]) -> NDArray[np.bool_]:
    """Return for every chunk whether a blank follows it."""
    follows = np.ones(int(counts.sum()), dtype=np.bool_)
    lasts = np.cumsum(counts) - 1
    follows[lasts] = False
    for given, first, last in zip(spaced, lasts - counts + 1, lasts, strict=True):
        if given is not None:
            follows[first : last + 1] = given
    return follows
