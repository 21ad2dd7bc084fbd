"""Suggestions of all origins brought together by rule, so that each word is asked about once.

1. What several propose alike (range and label) is one suggestion: of the surest origin, the others named with it.
2. Where the coder has a span, or has rejected it, nothing is proposed: see `open_to`.
3. What overlaps otherwise: the surest stays; as sure, the longer, then the earlier. Only what one model (or one
   import) proposes itself may lie inside one another under several labels, as where labels overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Generic, TypeVar

from labels.suggestion import Suggestion

Key = tuple[int, int, int]  # start, end (code points) and label
UNSAID = 0.5  # the score of what another tool proposes without one
_NESTING = ("model ", "import ")
_BUCKET = 6  # bits: ranges are looked up by their 64 code points, so that a long article takes no longer by the word
_LONGEST = 1 << 24  # code points of a range
T = TypeVar("T")


def merge(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return what is proposed once the rules are kept, in reading order."""
    found = sorted(found, key=attrgetter("start"))
    if all(one.start < two.start and one.end <= two.start for one, two in pairwise(found)):
        return found  # nothing on the same words, as is usual where no model has been at work
    kept: list[Suggestion] = []
    places: _Places[Suggestion] = _Places()
    for each in sorted(_joined(found), key=_rank):
        if not any(_clash(each, other) for other in places.near(each.start, each.end)):
            kept.append(each)
            places.put(each.start, each.end, each)
    return sorted(kept, key=lambda each: (each.start, -each.end, each.label_id))


def open_to(found: Iterable[Suggestion], coded: Sequence[Key], rejected: Collection[Key]) -> list[Suggestion]:
    """Return those that a coder may still be asked about.

    Left out: a range that is coded already (under any label), what overlaps a span of the same label, what was
    rejected.

    Args:
        coded: start, end and label of the coder's spans. rejected: of what they rejected.
    """
    ranges = {(start, end) for start, end, _ in coded}
    left = [each for each in found if each.range not in ranges and each.key not in rejected]
    if not ranges or not left:
        return left
    places: _Places[Key] = _Places()
    for start, end, label in coded:
        places.put(start, end, (start, end, label))
    return [each for each in left if not any(_taken(each, *span) for span in places.near(each.start, each.end))]


def _taken(each: Suggestion, start: int, end: int, label: int) -> bool:
    """Whether a span has the same label on some of the same words."""
    return label == each.label_id and start < each.end and each.start < end


class _Places(Generic[T]):
    """Ranges of code points, found again by where they lie."""

    def __init__(self) -> None:
        self._buckets: dict[int, list[T]] = defaultdict(list)

    def put(self, start: int, end: int, value: T) -> None:
        end = min(end, start + _LONGEST)  # a damaged file may name any
        for bucket in range(start >> _BUCKET, (end >> _BUCKET) + 1):
            self._buckets[bucket].append(value)

    def near(self, start: int, end: int) -> Iterator[T]:
        """Yield what may overlap a range, some of it more than once."""
        for bucket in range(start >> _BUCKET, (end >> _BUCKET) + 1):
            yield from self._buckets.get(bucket, ())


def _joined(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Make one of those that propose the very same."""
    alike: dict[Key, list[Suggestion]] = {}
    for each in found:
        alike.setdefault(each.key, []).append(each)
    return [_surest(some) for some in alike.values()]


def _surest(some: list[Suggestion]) -> Suggestion:
    if len(some) == 1:
        return some[0]
    first, *others = sorted(some, key=lambda each: (-each.score, each.origin))
    names = dict.fromkeys(name for each in (first, *others) for name in (*each.others, each.origin))
    return replace(first, others=tuple(name for name in names if name != first.origin))


def _rank(each: Suggestion) -> tuple[float, int, int, int]:
    return -each.score, each.start - each.end, each.start, each.label_id


def _clash(one: Suggestion, other: Suggestion) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return False
    inside = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
    own = one.origin == other.origin and one.origin.startswith(_NESTING)
    return not (own and inside and one.label_id != other.label_id)
