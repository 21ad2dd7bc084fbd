"""What the articles of an import can be narrowed to, from sets that are kept: no article is read for it."""

from __future__ import annotations

from dataclasses import dataclass

from pyroaring import BitMap

from corpus import facets
from corpus.facets import Kind
from corpus.store import Store
from desktop.intake import words

_MOST = 40  # outlets offered by name
_LACKING: tuple[tuple[Kind, str], ...] = (
    ("source", "Without an outlet"),
    ("month", "Without a date"),
    ("language", "Without a language"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow the list. `kind` is "" for all articles; `heading` is said above its first."""

    kind: Kind | None
    key: str
    title: str
    count: int
    heading: str = ""


def choices(store: Store, articles: BitMap) -> list[Choice]:
    """Return what some articles can be narrowed to, with numbers: what they lack, their languages and outlets."""
    found = [Choice(None, "", "All articles", len(articles))]
    for kind, title in _LACKING:
        if count := len(facets.ids(store, kind) & articles):
            found.append(Choice(kind, "", title, count))
    return found + _named(store, articles, "language", "Languages") + _named(store, articles, "source", "Outlets")


def _named(store: Store, articles: BitMap, kind: Kind, heading: str) -> list[Choice]:
    counts = {key: len(ids & articles) for key, ids in facets.keys(store, kind).items() if key}
    most = sorted((key for key, count in counts.items() if count), key=lambda key: (-counts[key], key))[:_MOST]
    titles = {key: words.language(key) if kind == "language" else key for key in most}
    return [Choice(kind, key, titles[key], counts[key], heading if key == most[0] else "") for key in most]


def narrowed(store: Store, articles: BitMap, kind: Kind | None, key: str) -> BitMap:
    """Return those of some articles that a choice leaves."""
    return articles if kind is None else articles & facets.ids(store, kind, key)


def languages(store: Store, articles: BitMap) -> list[tuple[str, int]]:
    """Return the languages of some articles, most first: name ("no language" where none is known) and number."""
    counts = {key: len(ids & articles) for key, ids in facets.keys(store, "language").items()}
    ordered = sorted((key for key, count in counts.items() if count), key=lambda key: (-counts[key], key))
    return [(words.language(key) or "no language", counts[key]) for key in ordered]
