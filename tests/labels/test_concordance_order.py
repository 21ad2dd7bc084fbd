from collections.abc import Callable

import pytest

from corpus.store import Store
from labels.concordance import Hits, OrderKey, Wanted, search
from labels.concordance_order import order


@pytest.fixture
def hits(store: Store, add_article: Callable[..., int]) -> Hits:
    add_article("Calm Hama now.", published="2024-12-03", source="b wire")
    add_article("Hama at last.", published="", source="")
    add_article("After hama burned.", published="2024-12-01", source="A wire")
    found = Hits()
    for batch in search(store, Wanted("hama")):
        found.add(batch)
    return found


@pytest.mark.parametrize(
    ("key", "descending", "expected"),
    [
        ("article", False, [0, 1, 2]),
        ("article", True, [2, 1, 0]),
        ("before", False, [2, 0, 1]),
        ("before", True, [0, 2, 1]),
        ("after", False, [1, 2, 0]),
        ("date", False, [2, 0, 1]),
        ("date", True, [0, 2, 1]),
        ("source", False, [2, 0, 1]),
    ],
)
def test_hits_are_put_in_order_with_what_is_empty_last(
    store: Store, hits: Hits, key: OrderKey, descending: bool, expected: list[int]
) -> None:
    assert [*order(store, hits, key, descending=descending)] == expected


def test_no_hits_are_in_order(store: Store) -> None:
    assert not order(store, Hits(), "date")
    assert not order(store, Hits(), "after")
