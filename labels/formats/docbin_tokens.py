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

from labels.token import offsets
from labels.tokens import Tokenizer

# Runs of white space that are not just a blank. The first is much faster, but takes two blanks for one each.
_ODD = re.compile(r"[^\S ]\s*")
_ODD_BLANKS = re.compile(r"[^\S ]\s*|  \s*")


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

    A text is split into pieces: at blanks, and at the few runs of white space that are more than one blank. Each
    piece was cut once; its tokens lie in flat arrays, so that the tokens of a batch are gathered by array operations.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.strings: list[str] = []
        self._tokenizer = tokenizer
        self._facts = tokenizer.facts()
        self._reset()

    def __call__(self, texts: Sequence[str]) -> TokenBatch:
        """Cut the texts."""
        rows, breaks = [], []
        for text in texts:
            ids, ends = self._split(text)
            rows.append(ids)
            breaks.append(ends)
        counts = np.array([len(ids) for ids in rows])
        numbers = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(counts.sum()))
        self._learn_pieces()
        fragile = np.frombuffer(bytes(self._fragile), dtype=np.uint8)[numbers]
        needs_text = np.add.reduceat(fragile, _firsts(counts), dtype=np.int64)
        whole = [index for index, text in enumerate(texts) if needs_text[index] or self._facts.is_whole(text)]
        columns = self._gather(numbers, _spaces(counts, breaks), counts)
        return self._batch(self._replace(columns, whole, texts) if whole else columns, texts)

    def _reset(self) -> None:
        self._pieces, self._types = _Numbers(), _Numbers()
        self._first, self._count, self._fragile = array("i"), array("i"), bytearray()
        self._token_types, self._token_lengths = array("i"), array("i")
        self._white = bytearray()
        self.strings = self._types.new
        self._pieces[""]  # number 0 has no tokens: it stands for a text that is cut as a whole

    def _split(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces, and the places of those that no blank follows."""
        if self._facts.is_whole(text):
            return [0], [0]
        number = self._pieces.__getitem__
        ids: list[int] = []
        breaks: list[int] = []
        at = 0
        if text[:1].isspace():
            at = len(text) - len(text.lstrip())
            ids, breaks = [number(text[:at])], [0]
        for match in (_ODD_BLANKS if "  " in text else _ODD).finditer(text, at):
            run, end = match.group(), match.start()
            blank = run[0] == " " or text[end - 1] == " "
            ids += map(number, text[at : end - (blank and run[0] != " ")].split(" "))
            ids.append(number(run[1:] if run[0] == " " else run))
            breaks += [len(ids) - 1] if blank else [len(ids) - 2, len(ids) - 1]
            at = match.end()
        if at < len(text) or not ids:
            ids += map(number, text[at:].split(" "))
            breaks.append(len(ids) - 1)
        return ids, breaks

    def _learn_pieces(self) -> None:
        """Cut the pieces that are new."""
        new = self._pieces.new
        found = self._tokenizer.ends_of([piece for piece in new if piece])
        types, lengths = list[int](), list[int]()
        first = len(self._token_types)
        for piece in new:
            ends, before = found.get(piece, b""), len(types)
            if len(ends) == 1:  # as most have
                types.append(self._types[piece])
                lengths.append(ends[0])
            else:
                for start, end in offsets(ends):
                    types.append(self._types[piece[start:end]])
                    lengths.append(end - start)
            self._first.append(first + before)
            self._count.append(len(types) - before)
            self._fragile.append(not ends and bool(piece))
        self._token_types.extend(types)
        self._token_lengths.extend(lengths)
        new.clear()

    def _gather(self, ids: NDArray[np.int32], spaced: NDArray[np.bool_], piece_counts: NDArray[np.int64]) -> _Rows:
        """Return types, lengths, blanks after, and the number of tokens of each article."""
        counts = np.array(self._count)[ids].astype(np.int64)
        ends = np.cumsum(counts)
        index = np.repeat(np.array(self._first)[ids] - (ends - counts), counts) + np.arange(ends[-1])
        spaces = np.zeros(len(index), dtype=np.bool_)
        spaces[ends[spaced & (counts > 0)] - 1] = True
        per_article = np.add.reduceat(counts, _firsts(piece_counts))
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
                part += [column[at : ends[index] - counts[index]], np.asarray(new)]
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


def _spaces(counts: NDArray[np.int64], breaks: Sequence[list[int]]) -> NDArray[np.bool_]:
    """Return for every piece whether a blank follows it."""
    follows = np.ones(int(counts.sum()), dtype=np.bool_)
    places = np.fromiter(chain.from_iterable(breaks), dtype=np.int64)
    follows[places + np.repeat(_firsts(counts), [len(row) for row in breaks])] = False
    return follows
