"""Tells drafts which place an article's words mean. It only reads: a gazetteer's place is taken over on acceptance."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import Article
from corpus.store import Store
from labels import places
from labels.gazetteer import Gazetteer
from labels.place import Place
from labels.place_ranking import Ranked
from labels.resolver import PlaceGuess


class PlaceResolver:
    """Resolves the places of one article; what was asked once is remembered, so it serves one draft or a few."""

    def __init__(self, store: Store, gazetteer: Gazetteer | None, article: Article) -> None:
        self._store, self._gazetteer, self._article = store, gazetteer, article
        self._alone: dict[str, Place | None] = {}

    def place(self, words: str, *, near: Sequence[str] = ()) -> PlaceGuess | None:
        """Return the place that words mean, None when that is not sure.

        Args:
            near: other places that the article names, the nearest first.
        """
        others = [place for name in near[:6] if (place := self._known(name))]
        found = places.best(self._store, self._gazetteer, words, article=self._article, near=others)
        if found is None:
            return None
        value = {} if found.place_id is not None else {"geonameid": found.candidate.geonameid}
        return PlaceGuess(found.place_id, found.precision, value)

    def _known(self, name: str) -> Place | None:
        if name not in self._alone:
            found = places.best(self._store, self._gazetteer, name, article=self._article)
            self._alone[name] = self._place(found) if found else None
        return self._alone[name]

    def _place(self, found: Ranked) -> Place:
        """Return a place to measure distances to, taken over or not."""
        if found.place_id is not None:
            return places.get(self._store, found.place_id)
        each = found.candidate
        return Place(
            0, "", each.name, each.kind, each.country, each.admin1, each.admin2, each.latitude, each.longitude,
            each.population, each.geonameid, "gazetteer", "", False,
        )  # fmt: skip
