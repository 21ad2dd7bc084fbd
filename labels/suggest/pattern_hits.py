"""What a pattern finds in the corpus, for an editor that shows hits while one types."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels import patterns
from labels.pattern import PatternKind
from labels.suggest.matching import Ends, Phrases, Units
from labels.suggest.pattern_child import PatternRunner
from labels.tokens import language

MOST = 1_000  # hits
_TELL = 50  # articles between two answers, unless these take long
_SECONDS = 0.5  # between two answers where articles take long
_PATIENCE = 0.2  # seconds between two looks at whether to stop
_DRAFT = 1  # id that a pattern has while it is tried


@dataclass(frozen=True, slots=True)
class HitBatch:
    """Hits in some articles. `hits`: article, start and end (code points); `looked`: articles so far, of `of`."""

    hits: tuple[tuple[int, int, int], ...]
    looked: int
    of: int


def hits(
    store: Store, kind: PatternKind, body: str, *, most: int = MOST, progress: Progress = silent
) -> Iterator[HitBatch]:
    """Yield what a pattern finds, at most so many hits; close the iterator to stop.

    Raises:
        UserError: it cannot be a pattern, or takes too long.
        Cancelled: `progress` raised it.
    """
    body = patterns.check(kind, body)
    of = int(store.value("SELECT count(*) FROM article WHERE removed = 0"))
    found: list[tuple[int, int, int]] = []
    number, looked, told = 0, 0, time.monotonic()
    ids = store.rows("SELECT id FROM article WHERE removed = 0 ORDER BY id")
    with _Finder(store, kind, body, progress) as finder:
        for looked, (article_id,) in enumerate(ids, start=1):
            text = store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,)) or ""
            found += [(article_id, start, end) for start, end in finder.find(str(text))]
            progress(looked, of, "articles")
            if looked % _TELL == 0 or len(found) + number >= most or time.monotonic() - told > _SECONDS:
                number, told = number + len(found), time.monotonic()
                yield HitBatch(tuple(found), looked, of)
                found = []
                if number >= most:
                    return
    yield HitBatch(tuple(found), looked, of)


class _Finder:
    """Runs one pattern: words here, anything else in the child."""

    def __init__(self, store: Store, kind: PatternKind, body: str, progress: Progress) -> None:
        self._progress = progress
        self._ends = Ends(store)
        self._words = Phrases([(body, None)]) if kind == "words" else None
        self._runner = None if self._words else PatternRunner([(_DRAFT, kind, body)], lang=language(store))

    def __enter__(self) -> _Finder:
        return self

    def __exit__(self, *_: object) -> None:
        if self._runner is not None:
            self._runner.close()

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """Return start and end (code points) of each hit in a text, widened to whole tokens."""
        if self._words is not None:
            ranges = ((hit.start, hit.end) for hit in self._words.find(Units.of(text)))
            return [each for each in ranges if self._ends.fit(text, *each)]
        bounds = (self._ends.widen(text, start, end) for _, start, end in self._run(text))
        return [each for each in bounds if each]

    def _run(self, text: str) -> list[tuple[int, int, int]]:
        assert self._runner is not None
        while (found := self._runner.find(text, patience=_PATIENCE)) is None:
            self._progress(0, None, "articles")
        if self._runner.set_aside:
            raise UserError(self._runner.set_aside[_DRAFT])
        return found
