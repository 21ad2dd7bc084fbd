"""Words that were parted at the end of a line: which of them lose their hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from corpus.readers.pdf_page import HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = re.compile(rf"([^\W\d_]+)[-{HYPHEN}]$")
_TAIL = re.compile(r"[^\W\d_]+")
_ANY = re.compile(rf"\S[-{HYPHEN}]$")
_END = 200  # code points, longer than any word
_PREFIXES = frozenset(("anti", "pro", "non", "ex", "self", "mid", "post", "pre", "vice", "cross"))


class Words:
    """The words of a document, which tell how it writes those that are parted."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._count: Counter[str] = Counter()
        for line in lines:
            whole = _HEAD.sub("", line)  # a broken word tells nothing
            self._count.update(word.lower() for word in _WORD.findall(whole))

    def join(self, text: str, line: str) -> tuple[str, int]:
        """Return `text` with the next line, and where the line begins in it."""
        end = text[-_END:]  # of a whole document, where no paragraph ends
        if _ANY.search(end) and line[:1].isalnum():
            head, tail = _HEAD.search(end), _TAIL.match(line)
            bare = text[:-1]
            kept = bare if head and tail and self._is_one(head[1], tail[0]) else f"{bare}-"
        else:
            kept = text if _is_wide(text[-1:]) and _is_wide(line[:1]) else f"{text} "
        return kept + line, len(kept)

    def _is_one(self, head: str, tail: str) -> bool:
        """Whether "head-" and "tail" are one word without a hyphen."""
        if tail[0].isupper() and not head.isupper():
            return False  # Israeli-Palestinian
        head, tail = head.lower(), tail.lower()
        one, two = self._count[head + tail], self._count[f"{head}-{tail}"]
        if one != two:
            return one > two
        if self._count[tail]:
            return not (head in _PREFIXES or (self._count[head] and len(head) > 2))
        return True


def without_marks(text: str) -> str:
    """Return `text` with the hyphens that are left as hyphens."""
    return text.replace(HYPHEN, "-")


def _is_wide(letter: str) -> bool:
    """Whether a letter is of a script that puts no blanks between words."""
    return unicodedata.east_asian_width(letter or " ") in "WF"
