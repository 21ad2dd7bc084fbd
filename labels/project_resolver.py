"""Tells drafts which of the project's places and actors words mean. It only reads."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import Article
from corpus.store import Store
from labels import entities
from labels.gazetteer import Gazetteer
from labels.place_resolver import PlaceResolver
from labels.resolver import PlaceGuess


class ProjectResolver:
    """A `labels.resolver.Resolver` for one article; `gazetteer` None knows only the places of the project."""

    def __init__(self, store: Store, gazetteer: Gazetteer | None, article: Article) -> None:
        self._store = store
        self._places = PlaceResolver(store, gazetteer, article)

    def place(self, words: str, *, near: Sequence[str]) -> PlaceGuess | None:
        """Return the place that words mean, None when that is not sure."""
        return self._places.place(words, near=near)

    def actor(self, words: str, *, on: str) -> int | None:
        """Return the actor that has these words among its names, on an ISO day ("": any)."""
        found = entities.find(self._store, words, on=on)
        return found.id if found else None
