"""Ranking for type-ahead: the letters typed must occur in order; words' beginnings and runs count for more."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_BOUNDARY, _RUN, _FIRST, _GAP = 8, 9, 10, -1


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits: `score` (higher is better) and the positions (code points) of the letters found."""

    score: int
    positions: tuple[int, ...] = ()


def match(query: str, text: str) -> Match | None:
    """Return how `query` fits into `text`, None when its letters do not occur in this order.

    Case, accents and blanks in the query do not matter. Every start of the first letter is tried: "ex sp" finds the
    beginnings of "Export spans", not the first e it meets.
    """
    wanted = [char for char in _fold(query) if not char.isspace()]
    if not wanted:
        return Match(0)
    held = _fold(text)
    starts = [at for at, char in enumerate(held) if char == wanted[0]]
    found = [_from(wanted, held, at) for at in starts]
    return max((each for each in found if each), key=lambda each: each.score, default=None)


def _from(wanted: list[str], held: list[str], start: int) -> Match | None:
    positions = [start]
    for char in wanted[1:]:
        at = _next(held, char, positions[-1] + 1)
        if at is None:
            return None
        positions.append(at)
    return Match(_score(held, positions), tuple(positions))


def _next(held: list[str], char: str, after: int) -> int | None:
    """Return where `char` comes next: right here, else at the beginning of a word, else anywhere."""
    if after < len(held) and held[after] == char:
        return after
    places = [at for at in range(after, len(held)) if held[at] == char]
    return next((at for at in places if _begins(held, at)), places[0] if places else None)


def _score(held: list[str], positions: list[int]) -> int:
    score = _FIRST if positions[0] == 0 else 0
    for before, at in zip([-2, *positions], positions, strict=False):
        score += _RUN if at == before + 1 else _BOUNDARY if _begins(held, at) else _GAP
    return score * 100 - len(held)  # the shorter of two equals


def _begins(held: list[str], at: int) -> bool:
    return at == 0 or not held[at - 1].isalnum()


def _fold(text: str) -> list[str]:
    """Return one folded character for each of the text, so that positions stay those of the text."""
    return [(unicodedata.normalize("NFKD", char)[:1] or char).casefold()[:1] for char in text]
