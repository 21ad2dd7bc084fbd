"""What the project knows beside the coding of the articles that are learnt from: its actors and places.

The names coded in these articles the recipe counts itself. The kept counts (`corpus.names`) are of no use here: test
articles are in them. For the same reason actors and places count only where they are known from elsewhere than from
the events of other articles: a model that was told who is in a test article would be scored on what it was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corpus.store import Store
from labels.training.docs import article_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from labels.training.recipe import Knowledge

_ACTORS = """SELECT id, name FROM entity WHERE retired = 0 UNION ALL SELECT entity_id, alias.name FROM alias
JOIN entity ON entity.id = entity_id WHERE retired = 0 ORDER BY 2"""
_PLACES = """SELECT id, name FROM place WHERE retired = 0 UNION ALL SELECT place_id, place_name.name FROM place_name
JOIN place ON place.id = place_id WHERE retired = 0 ORDER BY 2"""
_USED = "SELECT DISTINCT {}, article_id FROM argument JOIN event ON event.id = event_id WHERE {} IS NOT NULL"


def knowledge(store: Store, docs: Sequence[Doc]) -> Knowledge:
    """Return what the recipe is told.

    Args:
        docs: those that are learnt from, and no others.
    """
    from labels.training.recipe import Knowledge

    learnt = frozenset(map(article_of, docs))
    return Knowledge(places=places(store, learnt), actors=actors(store, learnt))


def actors(store: Store, learnt: frozenset[int]) -> tuple[str, ...]:
    """Return the names and further names of the project's actors, without those known from other articles only."""
    return _names(store.rows(_ACTORS), _elsewhere(store, "entity_id", learnt))


def places(store: Store, learnt: frozenset[int]) -> tuple[str, ...]:
    """Return the names and further names of the project's places, without those known from other articles only."""
    return _names(store.rows(_PLACES), _elsewhere(store, "place_id", learnt))


def _elsewhere(store: Store, column: str, learnt: frozenset[int]) -> set[int]:
    """Return the actors or places that events name, but none of an article that is learnt from."""
    rows = store.rows(_USED.format(column, column))
    return {number for number, _ in rows} - {number for number, article in rows if article in learnt}


def _names(rows: Iterable[tuple[Any, ...]], barred: set[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for number, name in rows if number not in barred))
