"""Where articles stand, as sets."""

import pytest
from pyroaring import BitMap

from corpus import articles
from corpus.article import STATUSES, RawArticle, Status
from corpus.standing import by_status
from corpus.store import Store
from labels.intake import take_in


@pytest.fixture
def four(store: Store) -> Store:
    take_in(store, [RawArticle(text=f"Article {number}.") for number in range(4)])
    return store


def test_every_article_stands_somewhere(four: Store) -> None:
    articles.set_status(four, 2, "flagged")
    found = by_status(four)
    assert tuple(found) == STATUSES
    assert (found["new"], found["flagged"]) == (BitMap([1, 3, 4]), BitMap([2]))


def test_what_was_removed_stands_nowhere(four: Store) -> None:
    articles.remove(four, [1])
    assert by_status(four)["new"] == BitMap([2, 3, 4])


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (("skipped", "done"), "done"),
        (("in progress", "flagged"), "flagged"),
        (("skipped", "in progress"), "in progress"),
    ],
)
def test_of_the_others_the_one_who_is_furthest_counts(four: Store, said: tuple[Status, Status], counts: Status) -> None:
    for coder, status in zip(("rima", "omar"), said, strict=True):
        with Store.open(four.path, coder=coder) as other:
            articles.set_status(other, 1, status)
    with Store.open(four.path, coder="third") as third:
        assert by_status(third)[counts] == BitMap([1])
        assert articles.status(third, 1) == counts


def test_what_the_coder_says_counts_before_the_others(four: Store) -> None:
    with Store.open(four.path, coder="rima") as other:
        articles.set_status(other, 1, "done")
    with Store.open(four.path, coder="omar") as own:
        articles.set_status(own, 1, "skipped")
        assert by_status(own)["skipped"] == BitMap([1])
        assert by_status(own)["done"] == BitMap()
