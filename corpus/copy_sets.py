"""Sets of articles that grow together while near-copies are found; what a person held to be no copies stays apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class CopySets:
    """Articles in sets, at first each in its own."""

    def __init__(self, apart: Iterable[tuple[int, int]] = ()) -> None:
        """`apart`: pairs of articles that never come into one set."""
        self._set_of: dict[int, set[int]] = {}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for first, second in apart:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def __iter__(self) -> Iterator[set[int]]:
        """Yield the sets of two and more."""
        seen: set[int] = set()
        for members in self._set_of.values():
            if id(members) not in seen and len(members) > 1:
                seen.add(id(members))
                yield members

    def may_join(self, first: int, second: int) -> bool:
        """Whether the sets of two articles are two, and may become one."""
        one, other = self._of(first), self._of(second)
        if one is other:
            return False
        small, large = sorted((one, other), key=len)
        return not any(self._apart[each] & large for each in small if each in self._apart)

    def join(self, first: int, second: int) -> bool:
        """Make one set of those of two articles, where that may be; return whether it was done."""
        if not self.may_join(first, second):
            return False
        small, large = sorted((self._of(first), self._of(second)), key=len)
        large |= small
        for each in (first, second, *small):
            self._set_of[each] = large
        return True

    def join_all(self, article_ids: Iterable[int]) -> None:
        """Make one set of these as far as it may be; any that are apart from some still join the others."""
        found: list[int] = []
        for article_id in article_ids:
            for other in found:
                if self.join(article_id, other) or self._of(article_id) is self._of(other):
                    break
            found.append(article_id)

    def _of(self, article_id: int) -> set[int]:
        return self._set_of.get(article_id) or {article_id}
