"""Where the words of an article stand in a copy of it: found again exactly, at the same place of the story, or not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from corpus.word_diff import Range, align, words
from corpus.wording import short
from labels.sentences import sentence_at

_AROUND = 5  # words on either side that are looked at
_KNOWN = 5  # of these ten that must be the same: the same words elsewhere in the text are another mention
_SENTENCE = 20  # characters; a shorter sentence may well be said twice


class CopyPlaces:
    """Finds ranges of one text in another; offsets are code points, half-open."""

    def __init__(self, text: str, copy: str) -> None:
        self._text, self._copy = text, copy
        self._left, self._right = words(text), words(copy)
        self._said = [text[slice(*each)] for each in self._left]
        self._copied = [copy[slice(*each)] for each in self._right]
        self._starts, self._ends = [each[0] for each in self._left], [each[1] for each in self._left]
        self._right_ends = [each[1] for each in self._right]
        self._runs = align(self._said, self._copied)

    def find(self, start: int, end: int) -> Range | str:
        """Return where a range of the text stands in the copy, or why it does not, as one plain sentence."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        found = self._aligned(first, last, start, end) if first <= last else None
        if found and self._is_known(first, last, found):
            return found
        moved = self._in_its_sentence(start, end)
        if moved:
            return moved
        said = short(self._text[start:end])
        if found:
            return f"The words around “{said}” are others in the copy, so it may be another mention."
        return f"“{said}” does not stand there in the copy."

    def _aligned(self, first: int, last: int, start: int, end: int) -> Range | None:
        """Return where the words from `first` to `last` stand, when they stand there in a row as they are."""
        at = bisect_right(self._runs, first, key=lambda run: run[0][0]) - 1
        if at < 0 or last >= self._runs[at][0][1]:
            return None
        (left, _), (right, _) = self._runs[at]
        one, two = self._right[right + first - left], self._right[right + last - left]
        found = one[0] + start - self._left[first][0], two[1] + end - self._left[last][1]
        inside = found[0] >= 0 and found[1] <= len(self._copy)
        same = self._copy[slice(*found)].split() == self._text[start:end].split()
        return found if inside and same else None

    def _is_known(self, first: int, last: int, found: Range) -> bool:
        """Whether enough of the words around are the same; beyond the end of both texts they are."""
        shift = bisect_right(self._right_ends, found[0]) - first
        around = [*range(first - _AROUND, first), *range(last + 1, last + 1 + _AROUND)]
        return sum(_word(self._said, at) == _word(self._copied, at + shift) for at in around) >= _KNOWN

    def _in_its_sentence(self, start: int, end: int) -> Range | None:
        """Return where a range stands whose whole sentence each text has once, though somewhere else."""
        sentence = sentence_at(self._text, start)
        if sentence is None or end > sentence[1] or sentence[1] - sentence[0] < _SENTENCE:
            return None
        said = self._text[slice(*sentence)]
        if self._text.count(said) != 1 or self._copy.count(said) != 1:
            return None
        shift = self._copy.index(said) - sentence[0]
        return start + shift, end + shift


def _word(said: list[str], at: int) -> str:
    return said[at] if 0 <= at < len(said) else ""
