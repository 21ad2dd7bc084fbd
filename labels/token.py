"""Tokens of one text: where they begin and end, and moving about on them. The window uses this at every key press."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

RUN = re.compile(r"\s+|\S+")
WHITE = re.compile(r"\s")
LONGEST = 200  # code points of a piece whose ends fit one byte each


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every token of a text in order, white-space tokens included, as spaCy's tokeniser makes them.

    Attributes:
        starts, ends: code points of the text, half-open; a single blank after a token belongs to no token.
        white: one byte per token, 1 for a token of white space.
    """

    starts: array[int]
    ends: array[int]
    white: bytes

    def __len__(self) -> int:
        return len(self.starts)

    def range(self, index: int) -> tuple[int, int]:
        """Return the code points of one token."""
        return self.starts[index], self.ends[index]

    def starting(self, position: int) -> int | None:
        """Return the number of the token that begins at a code point, None when none does."""
        index = bisect_left(self.starts, position)
        return index if index < len(self) and self.starts[index] == position else None

    def ending(self, position: int) -> int | None:
        """Return the number of the token that ends at a code point, None when none does."""
        index = bisect_left(self.ends, position)
        return index if index < len(self) and self.ends[index] == position else None


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield start and words of what spaCy looks at on its own: runs of white space and runs of anything else.

    The first blank of a run of white space belongs to the token before it, so it is no piece.
    """
    for match in RUN.finditer(text):
        start, run = match.start(), match.group()
        if start and run[0] == " ":
            start, run = start + 1, run[1:]
        if run:
            yield start, run


def snap(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Widen `[start, end)` to whole tokens, leave out white space at both ends; None when nothing but that is left."""
    first = bisect_right(tokens.ends, start)
    last = bisect_left(tokens.starts, end) - 1
    while first <= last and tokens.white[first]:
        first += 1
    while first <= last and tokens.white[last]:
        last -= 1
    return (tokens.starts[first], tokens.ends[last]) if first <= last else None


def word_tokens(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the ranges of all tokens that are not white space."""
    return [tokens.range(index) for index, white in enumerate(tokens.white) if not white]


def word_at(tokens: Tokens, position: int) -> tuple[int, int] | None:
    """Return the word at a code point: the one it lies in, or the one that ends there; None in white space."""
    index = bisect_right(tokens.starts, position) - 1
    if index < 0 or tokens.ends[index] < position or tokens.white[index]:
        return None
    return tokens.range(index)


def next_word(tokens: Tokens, position: int) -> tuple[int, int] | None:
    """Return the first word that begins after `position`, None at the end of the text."""
    index = bisect_right(tokens.starts, position)
    while index < len(tokens) and tokens.white[index]:
        index += 1
    return tokens.range(index) if index < len(tokens) else None


def previous_word(tokens: Tokens, position: int) -> tuple[int, int] | None:
    """Return the last word that begins before `position`, None at the start of the text."""
    index = bisect_left(tokens.starts, position) - 1
    while index >= 0 and tokens.white[index]:
        index -= 1
    return tokens.range(index) if index >= 0 else None


def pack(ends: list[int]) -> bytes:
    """Return token ends of a piece as they are stored.

    Three forms: nothing (the piece cannot be cut without its neighbours), one byte per end, or, after a zero,
    four bytes per token holding twice its end, plus one when a blank follows that belongs to it.
    """
    if ends and ends[0] == 0:
        return b"\0" + array("I", ends[1:]).tobytes()
    return bytes(ends)


def unpack(blob: bytes) -> list[int]:
    """Undo `pack`."""
    if blob[:1] == b"\0":
        wide = array("I")
        wide.frombytes(blob[1:])
        return [0, *wide]
    return list(blob)


def is_sound(blob: bytes, length: int) -> bool:
    """Whether stored ends can be those of a piece of `length` code points (a project file may be a stranger's)."""
    if not blob:
        return True
    if blob[0] != 0:
        return blob[-1] == length and _grows(list(blob))
    ends = [code >> 1 for code in unpack(blob)[1:]] if len(blob) % 4 == 1 else []
    return bool(ends) and length - 1 <= ends[-1] <= length and _grows(ends)


def _grows(ends: list[int]) -> bool:
    return ends == sorted(set(ends))


def offsets(blob: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each token within its piece."""
    start = 0
    if blob[:1] == b"\0":
        for code in unpack(blob)[1:]:
            yield start, code >> 1
            start = (code >> 1) + (code & 1)
        return
    for end in blob:
        yield start, end
        start = end
