"""Tokens of many articles at once, as arrays."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labels.token import WHITE, offsets, pieces
from labels.tokens import Tokenizer

_MOST_CHUNKS = 400_000  # held in memory before it is tidied up
_ODD = re.compile(r"\A\s+|\s+ \s*")  # runs of white space with a blank that is not their first sign
_NO_TOKEN = b"\0"


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


class _Chunks(_Numbers):
    """Numbers chunks, and notes those that can only be the last one of a text split at blanks."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[int] = set()

    def __missing__(self, key: str) -> int:
        number = super().__missing__(key)
        if not key or key[-1].isspace():
            self.odd.add(number)
        return number


class BatchTokenizer:
    """Cuts texts with the project's tokeniser, hundreds at a time.

    A text is split at blanks. Each chunk was cut once; its tokens lie in flat arrays, so that the tokens of a
    batch are gathered by array operations. What comes between two blanks may hold other white space ("end.",
    two line breaks, "Next"), which is cut as part of it. Only where a run of white space holds a blank that is not
    its first sign does splitting at blanks not do; such a run is made a chunk.
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
        ids = np.fromiter(chain.from_iterable(chunks), dtype=np.int32, count=int(counts.sum()))
        self._learn_chunks()
        fragile = np.add.reduceat(np.frombuffer(bytes(self._fragile), dtype=np.uint8)[ids], _firsts(counts), dtype=int)
        whole = [index for index, text in enumerate(texts) if fragile[index] or self._facts.is_whole(text)]
        rows = self._gather(ids, _spaces(counts, spaced), counts)
        if whole:
            rows = self._replace(rows, whole, texts)
        return self._batch(rows, texts)

    def _reset(self) -> None:
        self._chunks, self._types = _Chunks(), _Numbers()
        self._first, self._count, self._fragile = array("i"), array("i"), bytearray()
        self._token_types, self._token_lengths = array("i"), array("i")
        self._white = bytearray()
        self.strings = self._types.new
        self._chunks[""]  # number 0 stands for a text that is cut otherwise

    def _split(self, text: str) -> tuple[list[int], list[int] | None]:
        """Return the chunks of a text, and which of them a blank follows (None: all but the last)."""
        if self._facts.is_whole(text):
            return [0], [0]
        number = self._chunks.__getitem__
        ids = list(map(number, text.split(" ")))
        if self._chunks.odd.isdisjoint(ids[:-1]):
            return ids, None
        return self._split_oddly(text)

    def _split_oddly(self, text: str) -> tuple[list[int], list[int]]:
        """Split a text in which runs of white space hold blanks: these runs are chunks of their own."""
        number = self._chunks.__getitem__
        ids: list[int] = []
        spaced: list[int] = []
        at = 0
        for match in _ODD.finditer(text):
            run = match.group()
            if match.start():
                ids += map(number, text[at : match.start()].split(" "))
                spaced += [1] * (len(ids) - len(spaced) - 1) + [int(run[0] == " ")]
                run = run.removeprefix(" ")
            ids.append(number(run))
            spaced.append(0)
            at = match.end()
        if at < len(text):
            ids += map(number, text[at:].split(" "))
            spaced += [1] * (len(ids) - len(spaced) - 1) + [0]
        return ids, spaced

    def _learn_chunks(self) -> None:
        """Cut the chunks that are new."""
        new = self._chunks.new
        cut = [[chunk] if WHITE.search(chunk) is None else [piece for _, piece in pieces(chunk)] for chunk in new]
        ends = self._tokenizer.ends_of(dict.fromkeys(piece for row in cut for piece in row if piece))
        ends[""] = _NO_TOKEN
        for row in cut:
            self._first.append(len(self._token_types))
            self._fragile.append(not all(map(ends.__getitem__, row)))
            for piece in row:
                self._append(piece, ends[piece])
            self._count.append(len(self._token_types) - self._first[-1])
        new.clear()

    def _append(self, piece: str, ends: bytes) -> None:
        if len(ends) == 1 and ends != _NO_TOKEN:
            self._token_types.append(self._types[piece])
            self._token_lengths.append(ends[0])
            return
        for start, end in offsets(ends):
            self._token_types.append(self._types[piece[start:end]])
            self._token_lengths.append(end - start)

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
        columns: tuple[NDArray[Any], ...] = rows[:3]
        parts: list[list[NDArray[Any]]] = [[], [], []]
        counts, at = rows[3], 0
        ends = np.cumsum(counts)
        for index in whole:
            fresh = self._cut_whole(texts[index])
            for part, column, new in zip(parts, columns, fresh, strict=True):
                part += column[at : ends[index] - counts[index]], new
            at, counts[index] = ends[index], len(fresh[0])
        for part, column in zip(parts, columns, strict=True):
            part.append(column[at:])
        types, lengths, spaces = map(np.concatenate, parts)
        return types, lengths, spaces, counts

    def _cut_whole(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_]]:
        cut = self._tokenizer.boundaries(text)
        starts, ends = np.array(cut.starts, dtype=np.int64), np.array(cut.ends, dtype=np.int64)
        words = [self._types[text[start:end]] for start, end in zip(cut.starts, cut.ends, strict=True)]
        return np.array(words, dtype=np.int32), ends - starts, np.append(starts[1:], len(text)) > ends

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
