"""A difference between the coder's coding and what a model, or the rest of the coding, says of the same words."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Kind = Literal["spurious", "label", "boundary", "missed", "inconsistent"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Right = Literal["human", "model", "neither"]  # who is right


class Reading(NamedTuple):
    """What one side says: these words (code points, half-open) carry this label."""

    start: int
    end: int
    label_id: int


class Difference(NamedTuple):
    """One item of the error queue; a tuple, since there are many.

    Attributes:
        kind: ``spurious`` (the model alone labels the words), ``label`` (another label), ``boundary`` (other ends),
            ``missed`` (the coder alone labels them), ``inconsistent`` (the coding of other places differs).
        human, model: what each side says; None when it labels nothing there.
        score: 0 to 1; how much speaks against the coding.
        surface: the words by which items are grouped, on one line.
        others: for ``inconsistent``: how often the same words are coded as proposed, and how often they are coded or
            left out at all; for ``missed``: how often the model misses the same words, and how often they are coded
            so; (0, 0) else.
    """

    kind: Kind
    article_id: int
    human: Reading | None
    model: Reading | None
    score: float
    surface: str
    others: tuple[int, int] = (0, 0)

    @property
    def key(self) -> tuple[int, Reading | None, Reading | None]:
        """What tells it from all others: the article and both readings."""
        return self.article_id, self.human, self.model

    @property
    def group(self) -> tuple[Kind, str, int, int]:
        """What it is listed under: kind, words, and both labels (0 for none)."""
        labels = (reading.label_id if reading else 0 for reading in (self.human, self.model))
        return (self.kind, self.surface, *labels)  # type: ignore[return-value]

    @property
    def range(self) -> tuple[int, int]:
        """All words that either side labels, code points."""
        sides = [side for side in (self.human, self.model) if side]
        return min(side.start for side in sides), max(side.end for side in sides)
