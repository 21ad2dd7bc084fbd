"""What to code next: the articles from which the next model would learn most, each with why.

The order is `corpus.sampling.by_gain`; `benchmarks/simulate_loop.py` shows what it is worth. Articles of the test share
no model looks at, so that only chance brings them up: somebody has to code them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from corpus import assigning, assignments, listing, sampling
from corpus.assigning import Plan
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.query import Query, written
from corpus.store import Store
from corpus.wording import counted

NAME = "Most useful"  # of the assignment
SURE = 0.75  # score from which a model is not said to doubt what it suggests
_AT_ONCE = 500  # ids in one query
_TOLD = 0.005  # share of new words from which it is told: 1 %
_LOOKED = (  # +origin: the index of origins has nearly all suggestions under one
    "SELECT doubt.article_id, number, novelty, count(score), coalesce(sum(score < ?), 0) FROM doubt "
    "JOIN model ON model.id = model_id LEFT JOIN suggestion ON suggestion.article_id = doubt.article_id "
    "AND +origin = 'model ' || number WHERE doubt.article_id IN ({}) GROUP BY doubt.article_id"
)
_DONE = "SELECT DISTINCT article_id FROM work WHERE status = 'done'"


@dataclass(frozen=True, slots=True)
class Next:
    """An article to code.

    Attributes:
        reason: why it is here, in plain words, without a full stop.
        by_chance: chance drew it, not what is expected of it.
    """

    article_id: int
    title: str
    source: str
    reason: str
    by_chance: bool


def next_up(store: Store, *, count: int = 10, seed: int = 0) -> list[Next]:
    """Return the articles to code next, the most useful first; none while no model has looked at any of them.

    With the same seed fewer are the first of more. Reads every doubt, so of a million articles it takes seconds.

    Raises:
        UserError: the project cannot be read.
    """
    drawn = _drawn(store, count, seed)
    ids = [article_id for article_id, _ in drawn]
    rows, reasons = _articles(store, ids), _reasons(store, ids)
    return [
        Next(article_id, *rows[article_id], "drawn by chance" if by_chance else reasons[article_id], by_chance)
        for article_id, by_chance in drawn
    ]


def to_do(store: Store) -> BitMap:
    """Return the articles that could be next: to do, in no open assignment, and no copies of such or of finished ones.

    Raises:
        UserError: the project cannot be read.
    """
    found = listing.find(store, Query(status="todo"))
    done = BitMap([row[0] for row in store.rows(_DONE)])
    others = assignments.taken(store) | (done - found)
    return sampling.one_of_each_group(store, found - others, besides=others)


def assign(store: Store, count: int, coders: Sequence[str] = (), *, seed: int = 0) -> Changes:
    """Make an assignment of what `next_up` returns for the same count and seed, in one undoable step.

    Args:
        coders: whose it is; the present coder's when empty.

    Raises:
        UserError: no model has looked at any article that is left, or the project cannot be written.
    """
    return assign_these(store, [article_id for article_id, _ in _drawn(store, count, seed)], coders, seed=seed)


def assign_these(store: Store, article_ids: Sequence[int], coders: Sequence[str] = (), *, seed: int = 0) -> Changes:
    """Make an assignment of articles that `next_up` returned for a seed; quick, as nothing is drawn again.

    Raises:
        UserError: as for `assign`.
    """
    if not article_ids:
        raise UserError("No model has looked at an article that is left to code; let one suggest first.")
    count = len(article_ids)
    plan = Plan(name(store), Query(status="todo"), count, "gain", seed, coders=tuple(coders) or (store.coder_name,))
    how = {"how": plan.how, "count": count, "query": written(plan.query), "seed": seed}
    return assignments.add(store, assigning.parts(plan, list(article_ids)), how=how)


def name(store: Store) -> str:
    """Return what the next such assignment is called: "Most useful", then "Most useful 2" ..."""
    taken = {row[0].casefold() for row in store.rows("SELECT name FROM assignment")}
    parts = [each for each in taken if each.startswith(NAME.casefold())]
    tries = [NAME, *(f"{NAME} {number}" for number in range(2, len(parts) + 3))]
    return next(each for each in tries if not any(_is_of(other, each) for other in parts))


def _is_of(other: str, tried: str) -> bool:
    """Say whether an assignment has this name, or is one coder's part of what has."""
    return other == tried.casefold() or other.startswith(f"{tried.casefold()} (")


def _drawn(store: Store, count: int, seed: int) -> list[tuple[int, bool]]:
    among = to_do(store)
    if not any(article_id in among for (article_id,) in store.stream("SELECT article_id FROM doubt")):
        return []
    return sampling.by_gain(store, among, count=count, seed=seed)


def _articles(store: Store, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = _in_parts(store, "SELECT id, title, source FROM article WHERE id IN ({})", ids)
    return {article_id: (title, source) for article_id, title, source in rows}


def _reasons(store: Store, ids: Sequence[int]) -> dict[int, str]:
    rows = _in_parts(store, _LOOKED, ids, SURE)
    return {article_id: _reason(f"Model {number}", *found) for article_id, number, *found in rows}


def _reason(model: str, novelty: float, suggested: int, doubted: int) -> str:
    suggestions = counted(suggested, "suggestion")
    if not suggested:
        said = f"{model} finds nothing in it"
    elif not doubted:
        said = f"{model} is sure of its {suggestions}"
    elif suggested == doubted:
        said = f"{model} doubts its {suggestions}" if suggested == 1 else f"{model} doubts all its {suggestions}"
    else:
        said = f"{model} doubts {doubted:,} of its {suggestions}"
    return f"{said}; {novelty:.0%} of its words are new" if novelty >= _TOLD else said


def _in_parts(store: Store, sql: str, ids: Sequence[int], *params: object) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found += store.rows(sql.format(", ".join("?" * len(some))), (*params, *some))
    return found
