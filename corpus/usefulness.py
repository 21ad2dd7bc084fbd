"""From which articles a model would learn most: those with the most names it is unsure of, each name counted once.

A name that an article repeats, or that an article before it in the order has too, teaches little more. This is
submodular coverage (Lin & Bilmes 2011, "A class of submodular functions for document summarization"; Wei, Iyer & Bilmes
2015 take it for active learning), whose greedy order is within 1 - 1/e of the best. A name that many of the articles
have weighs more (the density of Settles & Craven 2008), by the square root of their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import sqrt

from corpus.store import Store

Names = Mapping[str, float]  # in lower case; what each is worth

_SUGGESTED = (  # +origin: the index of origins has nearly all suggestions under one
    'SELECT start, "end", score FROM doubt JOIN model ON model.id = model_id JOIN suggestion '
    "ON suggestion.article_id = doubt.article_id AND +origin = 'model ' || number WHERE doubt.article_id = ?"
)


def most_useful(store: Store, article_ids: Sequence[int]) -> Iterator[int]:
    """Yield articles, each time the one with the most doubt of names that are in none before it.

    Args:
        article_ids: a few hundred; where the names decide nothing, they keep their order.
    """
    doubts = {article_id: _doubts(store, article_id) for article_id in article_ids}
    often = Counter(name for names in doubts.values() for name in names)
    worth = [{name: doubt * sqrt(often[name]) for name, doubt in names.items()} for names in doubts.values()]
    return (article_ids[at] for at in spread_out(worth))


def spread_out(worth: Sequence[Names]) -> Iterator[int]:
    """Yield the places of all, each time of the one whose names that none before it had are worth most.

    Of equals it is the first. Lazily (Minoux 1978): what one adds only ever falls, so few are looked at again.
    """
    waiting = [(-sum(names.values()), at) for at, names in enumerate(worth)]
    heapify(waiting)
    seen: set[str] = set()
    while waiting:
        _, at = heappop(waiting)
        now = -sum(value for name, value in worth[at].items() if name not in seen), at
        if waiting and now > waiting[0]:
            heappush(waiting, now)
            continue
        seen |= worth[at].keys()
        yield at


def _doubts(store: Store, article_id: int) -> dict[str, float]:
    """Return how unsure the model is of each name that it suggests in an article, 0 to 1; of several, the most."""
    text = str(store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,)) or "")
    found: dict[str, float] = {}
    for start, end, score in store.rows(_SUGGESTED, (article_id,)):
        name = text[start:end].lower()
        found[name] = max(found.get(name, 0.0), 1 - abs(2 * score - 1))
    return found
