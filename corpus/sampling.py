"""Which articles to code next: by chance with a seed, in proportion to outlet and month, the newest, or by gain."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import itemgetter

from pyroaring import BitMap

from corpus import facets
from corpus.assignment import How
from corpus.store import Store
from corpus.usefulness import most_useful

_AT_ONCE = 500  # ids in one query
Stratum = tuple[str, str]  # outlet and month
_DOUBTS = "SELECT article_id, doubt, novelty, length FROM doubt JOIN article ON article.id = article_id"
_BY_CHANCE = 1 / 10  # share of the articles by gain that chance draws: a model is blind to what it does not doubt
_SHORT_LIST = 500  # articles of which the suggestions are looked at, so that the order is quick among a million


def draw(store: Store, among: BitMap, *, count: int, how: How, seed: int = 0) -> list[int]:
    """Return at most `count` ids of `among`, in the order in which they are to be coded.

    The same seed draws the same articles from the same set.
    """
    if how == "random":
        return random.Random(seed).sample(list(among), min(count, len(among)))
    if how == "stratified":
        return _stratified(store, among, count, seed)
    if how == "gain":
        return [article_id for article_id, _ in by_gain(store, among, count=count, seed=seed)]
    return _newest(store, among, count) if how == "newest" else list(among[:count])


def by_gain(store: Store, among: BitMap, *, count: int, seed: int = 0) -> list[tuple[int, bool]]:
    """Return at most `count` articles from which a model learns most, each with whether chance drew it.

    What is expected of an article is the model's doubt of its spans, summed over the whole of it, more where many of
    its words are new (Settles 2010, "Active Learning Literature Survey", sections 3.1 and 3.6: uncertainty weighted by
    novelty; Settles & Craven 2008: long sequences are not to be held down). `doubt` is kept by a hundred tokens, so it
    is multiplied by the length. The best few hundred by that are put in order by `corpus.usefulness`, which counts
    every doubtful name once. One place in ten, by the seed and how many are left, goes to chance. Articles no model
    has looked at come last, by chance. `benchmarks/simulate_loop.py` measures the order.
    """
    expected = {
        article_id: doubt * length * (1 + novelty)
        for article_id, doubt, novelty, length in store.rows(_DOUBTS)
        if article_id in among
    }
    ranked = sorted(expected, key=lambda article_id: (-expected[article_id], article_id))
    rng = random.Random(f"{seed} {len(among)}")
    mixed = rng.sample(list(among), len(among))
    useful = chain(most_useful(store, ranked[:_SHORT_LIST]), ranked[_SHORT_LIST:])
    taken: dict[int, bool] = {}
    sources = (useful, iter(mixed))
    while len(taken) < min(count, len(among)):
        by_chance = rng.random() < _BY_CHANCE
        found = next((each for each in sources[by_chance] if each not in taken), None)
        if found is None:
            found, by_chance = next(each for each in sources[1] if each not in taken), True
        taken[found] = by_chance
    return list(taken.items())


def one_of_each_group(store: Store, among: BitMap, *, besides: Iterable[int] = ()) -> BitMap:
    """Leave out near-copies of articles that stay, or that are in `besides`: a story is to be coded once."""
    kept, others = BitMap(among), BitMap(besides)
    # In this order the index has it all, and a million articles without groups cost nothing.
    rows = store.stream("SELECT group_id, id FROM article WHERE group_id IS NOT NULL ORDER BY group_id, id")
    for _, members in groupby(rows, key=itemgetter(0)):
        ids = BitMap(article_id for _, article_id in members)
        mine = ids & among
        kept -= mine if ids & others else mine[1:]
    return kept


def shares(sizes: dict[Stratum, int], count: int) -> dict[Stratum, int]:
    """Share `count` out in proportion to `sizes`, by largest remainder; none gets more than it has."""
    total = sum(sizes.values())
    count = min(count, total)
    exact = {key: count * size / total for key, size in sizes.items()}
    found = {key: int(value) for key, value in exact.items()}
    rest = sorted(exact, key=lambda key: (found[key] - exact[key], key))
    for key in rest[: count - sum(found.values())]:
        found[key] += 1
    return found


def _stratified(store: Store, among: BitMap, count: int, seed: int) -> list[int]:
    strata = _strata(store, among)
    if not strata:
        return []
    chance = random.Random(seed)
    parts = shares({key: len(ids) for key, ids in strata.items()}, count)
    drawn = [article_id for key in sorted(strata) for article_id in chance.sample(list(strata[key]), parts[key])]
    chance.shuffle(drawn)
    return drawn


def _strata(store: Store, among: BitMap) -> dict[Stratum, BitMap]:
    months = {key: ids & among for key, ids in facets.keys(store, "month").items()}
    found: dict[Stratum, BitMap] = {}
    for source, of_source in facets.keys(store, "source").items():
        wanted = of_source & among
        for month, of_month in months.items() if wanted else ():
            if both := wanted & of_month:
                found[source, month] = both
    return found


def _newest(store: Store, among: BitMap, count: int) -> list[int]:
    """Go back month by month, so that of a million articles only those that are wanted are looked at."""
    found: list[int] = []
    for _, of_month in sorted(facets.keys(store, "month").items(), reverse=True):
        if len(found) >= count:
            break
        found += _by_day(store, list(of_month & among))
    return found[:count]


def _by_day(store: Store, ids: Sequence[int]) -> list[int]:
    published: dict[str, list[int]] = defaultdict(list)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for article_id, day in store.rows(f"SELECT id, published FROM article WHERE id IN ({marks})", some):
            published[str(day)].append(article_id)
    return [article_id for day in sorted(published, reverse=True) for article_id in sorted(published[day])]
