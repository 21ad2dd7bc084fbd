"""Which suggestions stand, in which order they are gone through, and how they are grouped. No widget in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from labels.span import Span
from labels.suggest.merge import open_to
from labels.suggestion import ACTORS, NAMES, PLACES, Suggestion

Order = Literal["text", "doubt"]
Key = tuple[int, int, int]  # start, end (code points) and label
Rank = tuple[float, int, int, int]
_GROUPS = {NAMES: "Names", ACTORS: "Actors", PLACES: "Places"}
PATTERNS = "Patterns"
_FIRST = (*_GROUPS.values(), PATTERNS)


def standing(
    found: Iterable[Suggestion], spans: Iterable[Span], coder_id: int, refused: Collection[Key]
) -> list[Suggestion]:
    """Return the suggestions that the coder's own spans, and what was just refused, leave standing."""
    coded = [(span.start, span.end, span.label_id) for span in spans if span.coder_id == coder_id]
    return open_to(found, coded, refused)


def rank(suggestion: Suggestion, order: Order) -> Rank:
    """Return where a suggestion comes: by its place in the text, or by doubt (score nearest to a half first)."""
    doubt = abs(suggestion.score - 0.5) if order == "doubt" else 0.0
    return doubt, suggestion.start, -suggestion.end, suggestion.label_id


def ordered(found: Iterable[Suggestion], order: Order) -> list[Suggestion]:
    """Return the suggestions as they are gone through."""
    return sorted(found, key=lambda each: rank(each, order))


def beside(found: Sequence[Suggestion], at: Rank | None, step: int, order: Order) -> Suggestion | None:
    """Return the next (`step` 1) or previous (-1) suggestion from a rank; None when there is none on that side.

    Args:
        found: as `ordered` returns them.
        at: None begins at the first (the last, for -1).
    """
    if step > 0:
        return next((each for each in found if at is None or rank(each, order) > at), None)
    return next((each for each in reversed(found) if at is None or rank(each, order) < at), None)


def compatible(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return those that can be accepted together, the surest of each conflict, in the order of the text.

    No two of them are on the same words, and no two of the same label overlap.
    """
    taken: list[Suggestion] = []
    for each in sorted(found, key=lambda each: (-each.score, each.start, -each.end)):
        if not any(_conflict(each, other) for other in taken):
            taken.append(each)
    return ordered(taken, "text")


def _conflict(one: Suggestion, other: Suggestion) -> bool:
    overlap = one.start < other.end and other.start < one.end
    return one.range == other.range or (overlap and one.label_id == other.label_id)


def group(origin: str) -> str:
    """Return what people call an origin: "Names", "Patterns", "Model 3", or the name an import was given."""
    kind, _, rest = origin.partition(" ")
    if origin in _GROUPS:
        return _GROUPS[origin]
    if kind == "pattern":
        return PATTERNS
    return f"Model {rest}" if kind == "model" else rest or origin


def groups(found: Iterable[Suggestion]) -> list[tuple[str, int]]:
    """Return the groups of origins with their numbers of suggestions: the project's own knowledge first."""
    counts = Counter(group(each.origin) for each in found)
    known = [name for name in _FIRST if name in counts]
    return [(name, counts[name]) for name in (*known, *sorted(counts.keys() - set(known)))]


def without(found: Iterable[Suggestion], hidden: Collection[str]) -> list[Suggestion]:
    """Return those of other groups than the hidden ones."""
    return [each for each in found if group(each.origin) not in hidden]


def above(found: Iterable[Suggestion], score: float) -> list[Suggestion]:
    """Return those of at least that score, 0 to 1."""
    return [each for each in found if each.score >= score]
