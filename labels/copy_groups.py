"""What the groups of near-copies look like: headline, outlets, dates, and who is in them. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.store import Store

_AT_ONCE = 500
_WORD = 6  # code points of a word and the blank after it


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as a list shows it.

    Attributes:
        title: the headline of the article that came in first.
        outlets: how many outlets; first, last: the days it was published between ("" without dates).
        coded: articles that somebody has coded.
    """

    id: int
    title: str
    articles: int
    outlets: int
    first: str
    last: str
    coded: int


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a group. `words` is an estimate; `spans` and `events` are all coders'."""

    id: int
    title: str
    source: str
    published: str
    words: int
    spans: int
    events: int


def rows(store: Store, group_ids: Sequence[int]) -> list[GroupRow]:
    """Return rows for some groups, in that order; those of which fewer than two articles are left are left out."""
    known: dict[int, GroupRow] = {}
    for start in range(0, len(group_ids), _AT_ONCE):
        known |= {row.id: row for row in _rows(store, group_ids[start : start + _AT_ONCE])}
    return [known[group_id] for group_id in group_ids if group_id in known]


def members(store: Store, group_id: int) -> list[Member]:
    """Return the articles of a group that are not removed, the first that came in first."""
    found = store.rows(
        "SELECT id, title, source, published, max(1, length / ?), span_count, event_count FROM article "
        "WHERE group_id = ? AND removed = 0 ORDER BY id",
        (_WORD, group_id),
    )
    return [Member(*row) for row in found]


def _rows(store: Store, group_ids: Sequence[int]) -> Iterator[GroupRow]:
    marks = ", ".join("?" * len(group_ids))
    found = store.rows(
        "SELECT group_id, title, count(*), count(DISTINCT nullif(source, '')), "
        "coalesce(min(nullif(substr(published, 1, 10), '')), ''), max(substr(published, 1, 10)), "
        "sum(span_count > 0 OR event_count > 0), min(id) FROM article "  # the title is that of the smallest id
        f"WHERE group_id IN ({marks}) AND removed = 0 GROUP BY group_id HAVING count(*) > 1",
        group_ids,
    )
    yield from (GroupRow(*row[:7]) for row in found)
