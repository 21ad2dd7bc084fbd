"""Where articles stand for the present coder, as sets of ids."""

from __future__ import annotations

from collections import defaultdict

from pyroaring import BitMap

from corpus import assignments, facets
from corpus.article import STATUSES, Status
from corpus.store import Store

# Of what the others say of an article that the coder has not touched, the first counts.
_RANKED: tuple[Status, ...] = ("done", "flagged", "in progress", "skipped", "new")


def by_status(store: Store) -> dict[Status, BitMap]:
    """Return the articles of each status; every article that is not held out stands in one. What a coder has not
    touched stands where the others say."""
    free = facets.ids(store, "article") - assignments.held_out(store)
    own, others = _said(store)
    found: dict[Status, BitMap] = {}
    for status in STATUSES:
        found[status] = own[status] & free
    for status in STATUSES:
        free -= found[status]
    for status in _RANKED:
        found[status] |= (part := others[status] & free)
        free -= part
    found["new"] |= free
    return found


def _said(store: Store) -> tuple[dict[str, BitMap], dict[str, BitMap]]:
    """Return what the coder said, and what others did, by status."""
    own: dict[str, BitMap] = defaultdict(BitMap)
    others: dict[str, BitMap] = defaultdict(BitMap)
    for key, ids in facets.keys(store, "status").items():
        coder, _, status = key.partition("/")
        said = own if coder == str(store.coder_id) else others
        said[status] |= ids
    return own, others
