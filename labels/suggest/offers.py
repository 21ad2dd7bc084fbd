"""Words that were accepted again and again: the coder is asked once whether they are to be suggested always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.changes import Changes
from corpus.store import Store
from labels import patterns
from labels.span import HUMAN
from labels.suggestion import Suggestion

AFTER = 3  # accepts of the same words with the same label


@dataclass(frozen=True, slots=True)
class Offer:
    """Words that may become a pattern. `times`: how often they were accepted as suggestions with that label."""

    surface: str
    label_id: int
    label: str
    times: int

    @property
    def question(self) -> str:
        """What the coder is asked."""
        return f"Always suggest “{self.surface}” as {self.label}?"


def offers(store: Store, accepted: Sequence[Suggestion]) -> list[Offer]:
    """Return what may be offered just after these were accepted by the present coder.

    Words are offered when their third accept is among these, and again when the number has doubled (6, 12 ...), so
    that nobody is asked at every word; never when a pattern for them is there, on or off.
    """
    now: Counter[tuple[str, int]] = Counter()
    for each in accepted:
        sql = "SELECT substr(text, ?, ?) FROM article_text WHERE article_id = ?"
        words = store.value(sql, (each.start + 1, each.end - each.start, each.article_id))
        now[(str(words or ""), each.label_id)] += 1
    found = (_offer(store, surface, label_id, number) for (surface, label_id), number in now.items())
    return [offer for offer in found if offer]


def take(store: Store, offer: Offer) -> Changes:
    """Make a pattern of an offer's words.

    Raises:
        UserError: the label is gone, or the words cannot be a pattern.
    """
    return patterns.add(store, offer.label_id, "words", offer.surface)


def decline(store: Store, offer: Offer) -> Changes:
    """Keep that these words are not to be suggested always: as a pattern that is off. It is not offered again.

    Raises:
        UserError: the label is gone, or the words cannot be a pattern.
    """
    return patterns.add(store, offer.label_id, "words", offer.surface, off=True)


def stands(store: Store, offer: Offer) -> bool:
    """Say whether the words are still accepted as often as the offer says: what was accepted may have been undone."""
    return _times(store, offer.surface, offer.label_id) >= offer.times


def _times(store: Store, surface: str, label_id: int) -> int:
    sql = "SELECT count(*) FROM span WHERE label_id = ? AND surface = ? AND coder_id = ? AND origin <> ?"
    return int(store.value(sql, (label_id, surface, store.coder_id, HUMAN)))


def _offer(store: Store, surface: str, label_id: int, just: int) -> Offer | None:
    """Return the offer for words that were just accepted some times more."""
    row = store.row("SELECT name, retired FROM label WHERE id = ?", (label_id,))
    if not surface or row is None or row[1] or any(char == "\n" for char in surface):
        return None
    times = _times(store, surface, label_id)
    if not _reached(times - just, times) or patterns.find(store, label_id, "words", surface):
        return None
    return Offer(surface, label_id, str(row[0]), times)


def _reached(before: int, now: int) -> bool:
    """Whether a number that is asked at (3, 6, 12 ...) lies behind `before` and is reached."""
    asked = AFTER
    while asked <= before:
        asked *= 2
    return asked <= now
