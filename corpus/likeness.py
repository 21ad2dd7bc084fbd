"""How alike two texts are, for telling copies from texts that only follow one pattern.

Daily communiqués share whole paragraphs and differ in what matters; a wire copy differs a little everywhere, or lacks
whole paragraphs. So it is asked, passage by passage, how much stands in the other text at that place.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus.minhash import Numbers
from corpus.word_diff import Range, align

Flags = npt.NDArray[np.bool_]
_PASSAGE = 30  # words
_KEPT = 0.6  # share of a passage's words that must stand in the other text, or none of it is held to be kept
_SOLID = 4  # words in a row that are surely the same; fewer may be so by chance
_ABSENT = 12  # words that the other text leaves out in one go count neither way
_FAR_FEWER = 4  # so many times fewer words in their place are none
_BYLINE, _FOOTER = 12, 25  # words before and after the story that are the outlet's own, at most ...
_EDGES = 5  # ... one in five of the shorter text each
_BRIEF = 40  # words; in so short a report one other word is another place or another number
_ENOUGH_OF_SHORTER, _ENOUGH_OF_LONGER = 0.5, 0.2  # less in common than this lowers the likeness


def likeness(first: Numbers, second: Numbers) -> float:
    """Return how alike two texts are, 0 to 1: of the words where both speak, the share that is the same.

    A passage of which little is the same counts as other altogether. What only one text leaves out does not count, as
    long as enough is left, nor do bylines and footers; what each has for itself does. 0.9 is a text with every tenth
    word changed, also where it has lost a paragraph besides. A brief is like another only with every word.
    """
    if not len(first) or not len(second):
        return 0.0
    runs = align(first.tolist(), second.tolist())
    matched = sum(end - start for (start, end), _ in runs)
    shorter, longer = sorted((len(first), len(second)))
    if matched < shorter < _BRIEF:
        return 0.0
    enough = min(1.0, matched / shorter / _ENOUGH_OF_SHORTER, matched / longer / _ENOUGH_OF_LONGER)
    sides = [_Side(len(text), [run[side] for run in runs]) for side, text in enumerate((first, second))]
    _set_aside(sides, [run for run in runs if run[0][1] - run[0][0] >= _SOLID])
    each_alone = min(side.alone for side in sides)
    return enough * min(_kept(side.same[~side.aside], each_alone) for side in sides)


class _Side:
    """One text: which words stand in the other, which are set aside, and how many of these it has for itself."""

    def __init__(self, count: int, runs: list[Range]) -> None:
        self.count = count
        self.same: Flags = np.zeros(count, bool)
        self.aside: Flags = np.zeros(count, bool)
        self.alone = 0
        for start, end in runs:
            self.same[start:end] = True

    def leave(self, at: int, end: int, *, counts: bool = True) -> None:
        """Set aside the words of a run that do not stand in the other text."""
        self.aside[at:end] = ~self.same[at:end]
        self.alone += int(self.aside[at:end].sum()) if counts else 0


def _set_aside(sides: list[_Side], solid: list[tuple[Range, Range]]) -> None:
    """Set aside what one text has where the other has next to nothing, and bylines and footers at the ends."""
    at, most = [0, 0], min(side.count for side in sides) // _EDGES
    for number, run in enumerate([*solid, tuple((side.count, side.count) for side in sides)]):
        gaps = [(at[side], run[side][0]) for side in (0, 1)]
        sizes = [end - start for start, end in gaps]
        edge = min(most, _BYLINE if number == 0 else _FOOTER if number == len(solid) else 0)
        if edge and solid and min(sizes) <= edge:
            for side, gap, size in zip(sides, gaps, sizes, strict=True):
                side.leave(*gap, counts=size > edge)
        elif max(sizes) >= _ABSENT and min(sizes) * _FAR_FEWER <= max(sizes):
            longer = sizes.index(max(sizes))
            sides[longer].leave(*gaps[longer])
        at = [run[side][1] for side in (0, 1)]


def _kept(same: Flags, alone: int) -> float:
    """Return the share of words that are the same, those of passages with few such words not counted.

    `alone`: as many words as each text has for itself.
    """
    if not len(same):
        return 0.0
    count = max(1, round(len(same) / _PASSAGE))
    kept = sum(int(part.sum()) for part in np.array_split(same, count) if part.mean() >= _KEPT)
    return kept / (len(same) + alone)
