"""Which article comes next: what was assigned to the coder, in its order, then the rest of the list."""

from __future__ import annotations

from collections.abc import Sequence

from pyroaring import BitMap

from corpus import assignments, facets, listing
from corpus.query import Query
from corpus.query_terms import without
from corpus.standing import by_status
from corpus.store import Store


def next_article(store: Store, after_id: int, query: Query = Query()) -> int | None:
    """Return the next article still to do after one, of those a query lists whatever their status; None when all are
    done. Goes round at the end."""
    mine = assignments.of_coder(store)
    if mine:
        standing = by_status(store)
        wanted = (standing["new"] | standing["in progress"]) & _listed(store, query)
        for assignment in sorted(mine, key=lambda each: after_id not in each.articles):  # the one at hand first
            if found := _after(assignment.articles, after_id, wanted):
                return found
    return listing.next_to_do(store, query, after_id)


def _listed(store: Store, query: Query) -> BitMap:
    tree = without(query.tree, "status")
    return listing.Listing(store, query, tree=tree).whole() if tree else facets.ids(store, "article")


def _after(order: Sequence[int], after_id: int, wanted: BitMap) -> int | None:
    at = order.index(after_id) + 1 if after_id in order else 0
    return next((each for each in (*order[at:], *order[:at]) if each in wanted and each != after_id), None)
