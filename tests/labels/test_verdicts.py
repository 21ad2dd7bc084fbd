from collections.abc import Callable

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import verdicts

RANGE = (13, 17)


@pytest.fixture
def article_id(add_article: Callable[..., int]) -> int:
    return add_article()


def test_a_verdict_is_kept_once_and_undone(store: Store, article_id: int, add_label: Callable[[str], int]) -> None:
    label_id = add_label("LOCATION")
    changes = verdicts.add(store, article_id, *RANGE, "rejected", origin="model 1", label_id=label_id)
    assert (changes.summary, changes.articles) == ("Reject “Hama”", frozenset({article_id}))
    assert not verdicts.add(store, article_id, *RANGE, "rejected", origin="model 2", label_id=label_id)
    (kept,) = verdicts.of_article(store, article_id)
    assert (kept.verdict, kept.surface, kept.origin, kept.event_type_id) == ("rejected", "Hama", "model 1", None)
    assert [*verdicts.rejections(store)] == [("Hama", label_id)]
    journal.undo(store)
    assert verdicts.of_article(store, article_id) == []


def test_an_event_of_no_type_can_be_rejected_and_coding_confirmed(
    store: Store, article_id: int, add_label: Callable[[str], int]
) -> None:
    verdicts.add(store, article_id, *RANGE, "rejected", origin="model 1")
    verdicts.add(store, article_id, *RANGE, "confirmed", origin="model 1", label_id=add_label("LOCATION"))
    assert verdicts.rejected(store, article_id) == set()
    assert [each.verdict for each in verdicts.all_verdicts(store)] == ["rejected", "confirmed"]
    assert len(verdicts.all_verdicts(store, said="confirmed")) == 1


def test_verdicts_are_each_coders_own(store: Store, article_id: int) -> None:
    verdicts.add(store, article_id, *RANGE, "rejected", origin="model 1")
    with Store.open(store.path, coder="omar") as other:
        assert verdicts.of_article(other, article_id) == []
        assert not verdicts.remove(other, [1])
    assert verdicts.remove(store, [1])
    assert verdicts.of_article(store, article_id) == []


@pytest.mark.parametrize("given", [(0, 0), (50, 999), (-1, 3)])
def test_a_range_outside_the_article_is_refused(store: Store, article_id: int, given: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="lies outside the article"):
        verdicts.add(store, article_id, *given, "rejected", origin="model 1")
