"""The questions that are looked into beside the window: where a pattern stands, and what each was worth."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.progress import Progress
from corpus.store import Store
from desktop.worker import Ask, Tell
from labels import kwic, patterns
from labels.kwic import Line
from labels.pattern import PatternKind
from labels.patterns import Worth
from labels.suggest import pattern_hits

SHOWN = 40  # lines in context


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known so far: the first hits in context, and how many articles were looked through of how many.

    `whole`: nothing is left to look through.
    """

    hits: int = 0
    articles: int = 0
    lines: tuple[Line, ...] = ()
    looked: int = 0
    of: int = 0
    whole: bool = False


def looking(kind: PatternKind, body: str) -> Ask:
    """Return what looks for a pattern, and tells on its way."""

    def ask(store: Store, tell: Tell, progress: Progress) -> Seen:
        seen, found = Seen(), set[int]()
        for batch in pattern_hits.hits(store, kind, body, progress=progress):
            found |= {hit[0] for hit in batch.hits}
            more = kwic.lines(store, batch.hits[: max(0, SHOWN - len(seen.lines))])
            lines = (*seen.lines, *(line for line in more if line))
            seen = Seen(seen.hits + len(batch.hits), len(found), lines, batch.looked, batch.of)
            tell(seen)
        return Seen(seen.hits, seen.articles, seen.lines, seen.looked, seen.of, whole=True)

    return ask


def counting(store: Store, _tell: Tell, progress: Progress) -> dict[int, Worth]:
    """Return how often each pattern was right and wrong."""
    return patterns.worth(store, progress=progress)
