"""How things stand with the suggestions, in the words of the strip."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.wording import counted, short
from desktop.review.order import group
from desktop.review.shelf import Shelf
from desktop.review.strip import SCORES, Hand, Standing
from desktop.review.words import badge
from labels.label import Label
from labels.suggest.offers import Offer
from labels.suggestion import Suggestion


def standing(
    shelf: Shelf, hand: Suggestion | None, text: str, labels: Mapping[int, Label], offer: Offer | None
) -> Standing:
    """Return what the strip shows of a shelf and of the suggestion in hand.

    Args:
        text: the article's. labels: by id.
    """
    return Standing(
        number=len(shelf.visible),
        hand=_in_words(shelf, hand, text, labels) if hand else None,
        groups=shelf.groups(),
        hidden=frozenset(shelf.hidden),
        above=[(score, len(shelf.above(score))) for score in SCORES],
        order=shelf.order,
        offer=f"Accepted {counted(offer.times, 'time')}. {offer.question}" if offer else "",
    )


def _in_words(shelf: Shelf, hand: Suggestion, text: str, labels: Mapping[int, Label]) -> Hand | None:
    label = labels.get(hand.label_id)
    if label is None:
        return None
    about = " · ".join(part for part in (badge(hand.score), group(hand.origin), hand.reason) if part)
    words, alike = short(text[hand.start : hand.end]), len(shelf.alike(hand, text))
    return Hand(shelf.visible.index(hand) + 1, words, label.name, label.colour, about, alike)
