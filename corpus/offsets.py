"""Code points to UTF-16 positions and back: the one crossing between our offsets and Qt's."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NewType

from corpus.text import CodePoint

QtPos = NewType("QtPos", int)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Maps positions of one cleaned text. Keeps only where the two-unit characters are: free when there are none."""

    def __init__(self, text: str) -> None:
        self.length = CodePoint(len(text))
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._qt = [start + index for index, start in enumerate(self._astral)]

    def to_qt(self, offset: CodePoint) -> QtPos:
        """Return the UTF-16 position of a code point offset."""
        return QtPos(offset + bisect_left(self._astral, offset)) if self._astral else QtPos(offset)

    def from_qt(self, position: QtPos) -> CodePoint:
        """Return the code point offset of a UTF-16 position; one inside a pair goes to the pair's start."""
        if not self._astral:
            return CodePoint(position)
        before = bisect_left(self._qt, position)
        half = before > 0 and self._qt[before - 1] + 1 == position
        return CodePoint(self._astral[before - 1] if half else position - before)
