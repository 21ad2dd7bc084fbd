from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import journal, near_copies
from corpus.article import RawArticle
from corpus.store import Store
from labels import models, suggestions, test_share
from labels.intake import take_in
from labels.model import Model
from labels.suggest import events
from labels.suggest.lexicon import Lexicon
from labels.suggestion import EventSuggestion

MODEL = Model(0, "m" * 32, 1, "quick", "", "en", "m", "f", 1, 1, 1.0, 1, "2024-12-06T00:00:00Z")


@pytest.fixture
def two(store: Store) -> tuple[int, int]:
    """Two articles: an earlier one that tests, and a later one that does not."""
    store.set_setting("uid", "5" * 32)
    report = take_in(store, (RawArticle(text=f"Number {number}: Hama was calm.") for number in range(30)))
    barred = test_share.articles(store)
    tested = min(barred)
    assert report.first_id
    return tested, next(each for each in range(tested, report.first_id + 30) if each not in barred)


@pytest.fixture
def label_id(store: Store, add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


def _wait(store: Store, article_id: int, label_id: int) -> None:
    models.insert(store, MODEL)
    models.use(store, 1)
    with store.transaction():
        row = {"article_id": article_id, "start": 0, "end": 6, "label_id": label_id, "origin": "model 1", "score": 0.9}
        store.db.table("suggestion").insert(row)
    events.put(store, [article_id], "model 1", [EventSuggestion(article_id, 0, 6, None, "model 1", 0.9)])


def _shown(store: Store, article_id: int) -> tuple[int, int]:
    spans = suggestions.of_article(store, article_id, lexicon=Lexicon.of(store))
    return len(spans), len(events.waiting(store, article_id, length=20))


def test_what_a_model_proposed_is_gone_once_grouping_makes_the_article_a_test(
    store: Store, two: tuple[int, int], label_id: int
) -> None:
    tested, other = two
    _wait(store, other, label_id)
    assert _shown(store, other) == (1, 1)
    near_copies.join(store, [tested, other])
    assert _shown(store, other) == (0, 0)
    journal.undo(store)
    assert _shown(store, other) == (1, 1)


def test_one_article_is_judged_as_all_are(store: Store, two: tuple[int, int]) -> None:
    near_copies.join(store, list(two))
    ids = [row[0] for row in store.rows("SELECT id FROM article")]
    assert [each for each in ids if test_share.is_barred(store, each)] == list(test_share.articles(store))


def test_an_article_that_is_gone_is_barred(store: Store) -> None:
    assert test_share.is_barred(store, 99)


def test_near_copies_of_what_a_model_learnt_from_count_as_seen(store: Store, two: tuple[int, int]) -> None:
    model = replace(MODEL, settings={"learnt": f"{two[1]}, 999999"})
    assert test_share.seen(store, model) == [two[1]]
    near_copies.join(store, list(two))
    assert test_share.seen(store, model) == list(two)


def test_a_model_of_which_nothing_is_known_has_seen_nothing(store: Store, two: tuple[int, int]) -> None:
    assert test_share.seen(store, MODEL) == []
