"""Which article comes next when some are assigned."""

import pytest

from corpus import articles, assignments
from corpus.article import RawArticle
from corpus.query import parse
from corpus.queue import next_article
from corpus.store import Store
from labels.intake import take_in


@pytest.fixture
def six(store: Store) -> Store:
    """Six articles, of which the coder has 5, 2 and 4 in this order."""
    take_in(
        store, [RawArticle(text=f"Article {number}.", source="even" if number % 2 else "odd") for number in range(6)]
    )
    assignments.add(store, [("Mine", [5, 2, 4], [store.coder_name])])
    return store


def test_what_is_assigned_comes_first_in_its_order(six: Store) -> None:
    assert [next_article(six, after) for after in (0, 5, 2)] == [5, 2, 4]


def test_the_order_goes_round_at_its_end(six: Store) -> None:
    articles.set_status(six, 4, "done")
    assert next_article(six, 4) == 5


def test_after_the_last_assigned_article_the_list_goes_on(six: Store) -> None:
    for article_id in (5, 2, 4):
        articles.set_status(six, article_id, "done")
    assert next_article(six, 4) == 6
    assert next_article(six, 6) == 1


def test_only_what_is_listed_comes_next(six: Store) -> None:
    assert next_article(six, 0, parse("source:even status:done")) == 2


def test_another_coder_is_led_by_the_list(six: Store) -> None:
    with Store.open(six.path, coder="omar") as other:
        assert next_article(other, 0) == 1


def test_of_two_assignments_the_one_at_hand_goes_on(six: Store) -> None:
    assignments.add(six, [("Later", [1, 3], [six.coder_name])])
    assert next_article(six, 1) == 3
    assert next_article(six, 0) == 5
