"""Hits in context, as lines: fetched by the page when they are looked at. Key words in context, hence the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.store import Store

CONTEXT = 160  # code points to each side
_LONGEST = 200  # code points of a hit that are shown
Place = tuple[int, int, int]  # article id, start, end
Span = tuple[int, int, int, int, int]  # article id, start, end, label id, coder id
_BLANKS = re.compile("[\n\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_ARTICLE = "SELECT id, title, source, published FROM article WHERE id IN ({}) AND removed = 0"
_WORDS = "SELECT substr(text, ?, ?) FROM article_text WHERE article_id = ?"
_SPANS = (
    'SELECT article_id, start, "end", label_id, coder_id FROM span WHERE article_id IN ({}) ORDER BY start, "end" DESC'
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of any coder that holds a hit or lies in it; code points of the article."""

    start: int
    end: int
    label_id: int
    coder_id: int


@dataclass(frozen=True, slots=True)
class Line:
    """One hit in its context.

    Attributes:
        before, hit, after: the words, with line ends as blanks; a long hit is cut.
        marks: spans that share words with the hit, an enclosing one first.
    """

    article_id: int
    start: int
    end: int
    before: str
    hit: str
    after: str
    title: str
    source: str
    published: str
    marks: tuple[Mark, ...]


def lines(store: Store, places: Sequence[Place]) -> list[Line | None]:
    """Return a line for each hit, in their order; None where the article is gone. For a page of hits, not for all."""
    ids = list(dict.fromkeys(place[0] for place in places))
    signs = ", ".join("?" * len(ids))
    about = {row[0]: row[1:] for row in store.rows(_ARTICLE.format(signs), ids)}
    spans: dict[int, list[Span]] = defaultdict(list)
    for row in store.rows(_SPANS.format(signs), ids):
        spans[row[0]].append(row)
    return [_line(store, place, about[place[0]], spans[place[0]]) if place[0] in about else None for place in places]


def _line(store: Store, place: Place, about: tuple[Any, ...], spans: Iterable[Span]) -> Line:
    article_id, start, end = place
    left, shown = max(0, start - CONTEXT), min(end, start + _LONGEST)
    text = str(store.value(_WORDS, (left + 1, end + CONTEXT - left, article_id)) or "")
    before, hit, after = text[: start - left], text[start - left : shown - left], text[end - left :]
    parts = (_flat(before), _flat(hit) + ("…" if shown < end else ""), _flat(after))
    touching = tuple(Mark(*span[1:]) for span in spans if span[1] < end and start < span[2])
    title, source, published = about
    return Line(article_id, start, end, *parts, title, source, published, touching)


def _flat(text: str) -> str:
    """Return a text on one line, as long as it was."""
    return _BLANKS.sub(" ", text)
