from collections.abc import Callable

from corpus import journal
from corpus.store import Store
from labels import suggestions
from labels.suggest.offers import Offer, stands
from labels.suggestion import NAMES, Suggestion


def test_an_offer_stands_until_an_accept_is_undone(
    store: Store, add_label: Callable[[str], int], add_article: Callable[..., int]
) -> None:
    label_id = add_label("LOCATION")
    suggestions.accept(store, [Suggestion(add_article("Hama fell."), 0, 4, label_id, NAMES, 0.5)])
    offer = Offer("Hama", label_id, "LOCATION", 1)
    assert stands(store, offer)
    journal.undo(store)
    assert not stands(store, offer)
