"""Suggestions as the reader shows them."""

from __future__ import annotations

from functools import lru_cache

from desktop.reader import ReaderSpan
from desktop.review.words import badge, told
from labels.label import Label
from labels.suggestion import Suggestion


def span_id(suggestion: Suggestion) -> str:
    """Return what tells a suggestion from spans and from other suggestions of its article."""
    return f"suggestion {suggestion.start} {suggestion.end} {suggestion.label_id}"


@lru_cache(maxsize=2048)  # drawn anew after every write, most of them unchanged
def dashed(suggestion: Suggestion, label: Label) -> ReaderSpan:
    """Return a suggestion as the reader draws it: dashed, its score by its name, its reason in the tooltip."""
    return ReaderSpan(
        span_id(suggestion), suggestion.start, suggestion.end, label.name, label.colour, dashed=True,
        note=told(suggestion), badge=badge(suggestion.score),
    )  # fmt: skip
