"""Drawing articles and giving them to coders, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from corpus import assignments, listing
from corpus.assignment import How, Purpose
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.query import Query, written
from corpus.sampling import draw
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """What to assign.

    Attributes:
        name: of the assignment; where articles are dealt out, each coder's name is added to it.
        query: the articles to draw from.
        count: how many to draw, of all for all coders together.
        how, seed: see `corpus.sampling.draw`.
        once: of near-copies take one only.
        free_only: leave out what an open assignment has already.
        coders: whose they are; for a hold-out set nobody's.
        shared: how many of them go to every coder, to see how far they agree; the others are dealt out in turn.
    """

    name: str
    query: Query = Query()
    count: int = 100
    how: How = "in order"
    seed: int = 0
    once: bool = True
    free_only: bool = True
    coders: tuple[str, ...] = ()
    shared: int = 0
    purpose: Purpose = "coding"


def among(store: Store, plan: Plan) -> BitMap:
    """Return the articles a plan draws from; no more than these can be had, whatever chance decides.

    Raises:
        UserError: the project cannot be read.
    """
    found = listing.find(store, plan.query)
    return assignments.free(store, found, once=plan.once, free_only=plan.free_only)


def drawn(store: Store, plan: Plan) -> list[int]:
    """Return the articles a plan would assign, in their order.

    Raises:
        UserError: the project cannot be read.
    """
    return draw(store, among(store, plan), count=plan.count, how=plan.how, seed=plan.seed)


def assign(store: Store, plan: Plan) -> Changes:
    """Draw articles and make the assignments, in one step; of a hundred thousand and more it takes a second or two.

    Raises:
        UserError: there are no such articles, a name is taken, or the project cannot be written.
    """
    ids = drawn(store, plan)
    if not ids:
        raise UserError("No articles are left to assign; choose others, or take those that are assigned already too.")
    if plan.purpose == "hold-out":
        ids = with_copies(store, ids)  # who has read a copy has read the story
    how = {"how": plan.how, "count": plan.count, "query": written(plan.query)} | (
        {"seed": plan.seed} if plan.how in ("random", "stratified", "gain") else {}
    )
    return assignments.add(store, parts(plan, ids), purpose=plan.purpose, how=how)


def with_copies(store: Store, article_ids: Sequence[int]) -> list[int]:
    """Return articles, each followed by its near-copies."""
    groups: dict[int, list[int]] = {}
    for article_id, group in store.stream("SELECT id, group_id FROM article WHERE group_id IS NOT NULL ORDER BY id"):
        groups.setdefault(group, []).append(article_id)
    of = {article_id: members for members in groups.values() for article_id in members}
    return list(dict.fromkeys(each for article_id in article_ids for each in (article_id, *of.get(article_id, ()))))


def parts(plan: Plan, ids: list[int]) -> list[tuple[str, list[int], tuple[str, ...]]]:
    """Return the assignments to make: a name, articles and coders each."""
    if len(plan.coders) < 2 or plan.shared >= len(ids):
        return [(plan.name, ids, plan.coders)]
    dealt = assignments.deal(ids, plan.coders, shared=plan.shared)
    return [(f"{plan.name} ({coder})", own, (coder,)) for coder, own in dealt.items() if own]
