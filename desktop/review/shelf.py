"""The suggestions of the article being read: which are left, which was answered, which comes next. No widget in it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.review.finder import Found
from desktop.review.order import Key, Order, above, beside, group, groups, ordered, rank, standing, without
from labels.span import Span
from labels.suggestion import Suggestion


class Shelf:
    """Holds what the finder found of one article, and what the coder did about it since.

    Attributes:
        order: how suggestions are gone through.
        hidden: groups of origins that are not shown.
        visible: those left to answer, in order.
        left: those that the hidden groups would add as well.
        refused: rejected, while the answer that leaves them out is under way.
        passed: gone by in review mode without an answer.
    """

    def __init__(self) -> None:
        self.order: Order = "text"
        self.hidden: set[str] = set()
        self.found: Found | None = None
        self.visible: list[Suggestion] = []
        self.left: list[Suggestion] = []
        self.refused: set[Key] = set()
        self.passed: set[Key] = set()
        self._answered: set[tuple[int, Key]] = set()  # with the article; such a one comes back by undo alone

    def forget(self) -> None:
        """Another article is read."""
        self.found, self.visible, self.left = None, [], []
        self.refused, self.passed = set(), set()

    def forget_project(self) -> None:
        """Another project is open."""
        self.forget()
        self._answered, self.hidden = set(), set()

    def put(self, found: Found) -> None:
        """Take what the finder found; it knows of every answer given."""
        self.found, self.refused = found, set()

    def holds(self, article_id: int | None) -> bool:
        """Say whether the suggestions of this article are here."""
        return self.found is not None and self.found.article_id == article_id

    def look(self, article_id: int | None, spans: Sequence[Span], coder_id: int) -> None:
        """See anew what is left, given the spans of the article."""
        found = self.found.suggestions if self.found and self.holds(article_id) else ()
        self.left = standing(found, spans, coder_id, self.refused)
        self.visible = ordered(without(self.left, self.hidden), self.order)

    def answer(self, chosen: Sequence[Suggestion]) -> None:
        """Remember that these were accepted or rejected."""
        self._answered |= {(each.article_id, each.key) for each in chosen}

    def returned(self) -> Suggestion | None:
        """Return the first suggestion that an undo has brought back since this was asked last."""
        back = [each for each in self.visible if (each.article_id, each.key) in self._answered]
        self._answered -= {(each.article_id, each.key) for each in back}
        return back[0] if back else None

    def beside(self, from_: Suggestion | None, step: int) -> Suggestion | None:
        """Return the next (1) or previous (-1) suggestion, round the end; the first (last) from None."""
        at = None if from_ is None else rank(from_, self.order)
        return beside(self.visible, at, step, self.order) or beside(self.visible, None, step, self.order)

    def onward(self, from_: Suggestion | None) -> Suggestion | None:
        """Return the next suggestion that was not passed by yet, in review mode; None after the last."""
        ahead = [each for each in self.visible if each.key not in self.passed]
        at = None if from_ is None else rank(from_, self.order)
        return beside(ahead, at, 1, self.order) or beside(ahead, None, 1, self.order)

    def above(self, score: float) -> list[Suggestion]:
        """Return those of at least that score, 0 to 1."""
        return above(self.visible, score)

    def alike(self, one: Suggestion, text: str) -> list[Suggestion]:
        """Return those of the same words and label as one, itself among them; `text` is the article's."""
        words = text[one.start : one.end]
        found = (each for each in self.visible if each.label_id == one.label_id)
        return [each for each in found if text[each.start : each.end] == words]

    def of_group(self, name: str) -> list[Suggestion]:
        """Return those of one group of origins."""
        return [each for each in self.visible if group(each.origin) == name]

    def groups(self) -> list[tuple[str, int]]:
        """Return the groups of origins, hidden ones too, with their numbers."""
        return groups(self.left)
