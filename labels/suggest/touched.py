"""Which names some writes may have touched, read from the journal, so that a lexicon need not count all names again."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

from corpus import stored_json
from corpus.changes import Changes
from corpus.store import Store

_MANY_WRITES = 40
_MANY_ROWS = 2_000
_MANY_ARTICLES = 500
_LISTS = frozenset({"entity", "alias", "place", "place_name"})
# Steps that were written, done again or taken back last are at these ends of the history; others may lie in between.
_END = (
    "SELECT id FROM (SELECT id FROM step WHERE coder_id = :me AND state = {} AND EXISTS (SELECT 1 FROM change "
    "WHERE step_id = step.id AND tbl = 'span') ORDER BY id {} LIMIT :most)"
)
_ENDS = " UNION ".join(_END.format(*end) for end in ((0, "DESC"), (1, ""), (2, "DESC")))


@dataclass(frozen=True, slots=True)
class Touched:
    """What some writes, taken together, may have changed of what a project knows by name.

    Attributes:
        writes: how many of them concern spans.
        everything: so much that counting all anew is simpler.
        articles: that may have been removed, or have come back, with all that is coded in them.
        finished: that may have been finished, or taken up again; empty when `work` and it may be any.
    """

    writes: int = 0
    everything: bool = False
    articles: frozenset[int] = frozenset()
    spans: bool = False
    verdicts: bool = False
    patterns: bool = False
    lists: bool = False
    codebook: bool = False
    work: bool = False
    finished: frozenset[int] = frozenset()

    @classmethod
    def of(cls, heard: deque[Changes]) -> Touched:
        """Take what was heard out of the queue and sum it up."""
        kinds: frozenset[str] = frozenset()
        writes = 0
        gone: frozenset[int] = frozenset()
        worked: frozenset[int] = frozenset()
        whole = any_work = False
        while heard:
            each = heard.popleft()
            if each.kinds & {"work", "article"}:
                worked |= each.articles
                any_work = any_work or not each.articles
            kinds |= each.kinds
            writes += "span" in each.kinds
            if "article" in each.kinds:
                gone |= each.articles
                whole = whole or "span" in each.kinds or not each.articles  # an import came or went
        return cls(
            writes=writes,
            everything=whole or writes > _MANY_WRITES or len(gone) > _MANY_ARTICLES,
            articles=gone,
            spans="span" in kinds,
            verdicts="verdict" in kinds or bool(gone),
            patterns="pattern" in kinds,
            lists=bool(kinds & _LISTS),
            codebook="label" in kinds,
            work="work" in kinds or bool(gone),
            finished=worked if not any_work and len(worked) <= _MANY_ARTICLES else frozenset(),
        )

    def __bool__(self) -> bool:
        return any((self.spans, self.verdicts, self.patterns, self.lists, self.codebook, self.work))

    def surfaces(self, store: Store) -> set[str] | None:
        """Return the words of spans that were written, changed or taken back; None when they are too many to name."""
        within = _within(store, self.articles)
        if not self.writes:
            return within
        steps = store.rows(_ENDS, {"me": store.coder_id, "most": self.writes})
        signs = ", ".join("?" * len(steps))
        rows = store.rows(
            f"SELECT row_id, before, after FROM change WHERE step_id IN ({signs}) AND tbl = 'span' LIMIT ?",
            [*(row[0] for row in steps), _MANY_ROWS],
        )
        if len(rows) == _MANY_ROWS:
            return None
        return within.union(*(_surfaces(store, *row) for row in rows))


def _within(store: Store, article_ids: Collection[int]) -> set[str]:
    """Return the words of all spans in some articles."""
    signs = ", ".join("?" * len(article_ids))
    rows = store.rows(f"SELECT DISTINCT surface FROM span WHERE article_id IN ({signs})", [*article_ids])
    return {str(row[0]) for row in rows}


def _surfaces(store: Store, span_id: int, *texts: str | None) -> set[str]:
    """Return the words of one span before and after a change that names only what it changed."""
    found = {surface for text in texts if text and isinstance(surface := stored_json.mapping(text).get("surface"), str)}
    present = store.value("SELECT surface FROM span WHERE id = ?", (span_id,))
    return found | ({str(present)} if present else set())
