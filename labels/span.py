"""A span: half-open range of code points in one article, with one label, by one coder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Span:
    """One span as it stands in the project.

    Attributes:
        start, end: code points of the article's text, half-open.
        origin: ``human``, ``import...``, ``pattern...`` or ``model...``.
        surface: the words at the time of coding, a check against the text.
        exact: the coder chose these characters on purpose; not snapped to tokens.
        created, changed: UTC, ISO 8601.
    """

    id: int
    uid: str
    article_id: int
    start: int
    end: int
    label_id: int
    label: str
    coder_id: int
    coder: str
    origin: str
    surface: str
    note: str
    certainty: str
    exact: bool
    created: str
    changed: str

    @property
    def range(self) -> tuple[int, int]:
        """Start and end, code points, half-open."""
        return self.start, self.end


def mentions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield every place where the words of `[start, end)` stand on their own, in reading order, itself included.

    The match is exact, case too, and does not begin or end inside a word.
    """
    surface = text[start:end]
    left = r"(?<!\w)" if re.match(r"\w", surface) else ""
    right = r"(?!\w)" if re.search(r"\w\Z", surface) else ""
    found = (match.span() for match in re.finditer(left + re.escape(surface) + right, text))
    # A selection inside a word (characters chosen on purpose) is no mention on its own, yet is meant.
    yield from merge([(start, end)], (other for other in found if other[1] <= start or end <= other[0]))
