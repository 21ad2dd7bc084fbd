"""Which articles bring the most names a model is unsure of."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import articles
from corpus.article import RawArticle
from corpus.store import Store
from corpus.usefulness import most_useful, spread_out
from labels.intake import take_in

MODEL = {"uid": "m", "number": 3, "preset": "quick", "language": "en", "folder": "f", "fingerprint": "x", "articles": 1}
Suggest = Callable[..., None]

_WORTH = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9).map(float), max_size=4), max_size=8)


@pytest.fixture
def wires(store: Store) -> Store:
    """Four articles that Model 3 has looked at."""
    take_in(store, [RawArticle(text=f"Hama, Homs, Idlib and HAMA once more {number}.") for number in range(4)])
    with store.transaction():
        store.db.table("model").insert(
            MODEL | {"id": 1, "spans": 1, "seconds": 1.0, "size": 1, "created": "2024-12-06T00:00:00Z"}
        )
        store.db.conn.executemany("INSERT INTO doubt VALUES (?, 1, 1, 0)", [(number,) for number in range(1, 5)])
    return store


@pytest.fixture
def suggest(wires: Store, add_label: Callable[[str], int]) -> Suggest:
    """Let a suggestion of some words, the last where they stand, wait in an article."""
    label_id = add_label("PLACE")
    sql = 'INSERT INTO suggestion (article_id, start, "end", label_id, origin, score) VALUES (?, ?, ?, ?, ?, ?)'

    def put(article_id: int, words: str, score: float, origin: str = "model 3") -> None:
        start = articles.get(wires, article_id).text.rindex(words)
        with wires.transaction():
            wires.db.execute(sql, (article_id, start, start + len(words), label_id, origin, score))

    return put


def first(store: Store) -> int:
    """Return the most useful of the articles, given in the order of their ids."""
    return next(most_useful(store, [1, 2, 3, 4]))


def test_what_the_model_doubts_comes_first(wires: Store, suggest: Suggest) -> None:
    suggest(1, "Homs", 0.95)
    suggest(2, "Idlib", 0.5)
    assert [*most_useful(wires, [1, 2, 3, 4])] == [2, 1, 3, 4]


def test_a_name_counts_once_however_often_it_stands_there(wires: Store, suggest: Suggest) -> None:
    suggest(1, "Hama", 0.5)
    suggest(1, "HAMA", 0.5)
    suggest(2, "Homs", 0.5)
    suggest(2, "Idlib", 0.8)
    assert first(wires) == 2


def test_a_name_that_one_article_brought_counts_no_more(wires: Store, suggest: Suggest) -> None:
    for article_id in (1, 2):
        suggest(article_id, "Homs", 0.5)
    suggest(3, "Idlib", 0.9)
    assert [*most_useful(wires, [1, 2, 3, 4])][:2] == [1, 3]


def test_a_name_in_many_articles_weighs_more(wires: Store, suggest: Suggest) -> None:
    suggest(1, "Homs", 0.5)
    for article_id in (2, 3, 4):
        suggest(article_id, "Idlib", 0.55)
    assert first(wires) == 2


def test_what_another_proposes_is_no_doubt_of_the_model(wires: Store, suggest: Suggest) -> None:
    suggest(1, "Homs", 0.5, origin="import GPT")
    suggest(2, "Idlib", 0.9)
    assert first(wires) == 2


@given(_WORTH)
def test_each_adds_the_most_that_is_left(worth: list[dict[str, float]]) -> None:
    order, seen = [*spread_out(worth)], set[str]()
    assert sorted(order) == [*range(len(worth))]
    for at, place in enumerate(order):
        gains = {other: sum(worth[other][name] for name in worth[other].keys() - seen) for other in order[at:]}
        assert place == min(gains, key=lambda other: (-gains[other], other))
        seen |= worth[place].keys()
