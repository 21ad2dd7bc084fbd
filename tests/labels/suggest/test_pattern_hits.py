from collections.abc import Callable

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels.suggest.pattern_hits import hits


def test_words_are_found_in_all_articles(store: Store, add_article: Callable[..., int]) -> None:
    first, second = add_article("Hama and hama. Hamas"), add_article("HAMA")
    (batch,) = hits(store, "words", "hama")
    assert (batch.hits, batch.looked, batch.of) == (((first, 0, 4), (first, 9, 13), (second, 0, 4)), 2, 2)


def test_an_expression_is_run_in_the_child(store: Store, add_article: Callable[..., int]) -> None:
    article_id = add_article("Some 12 died.")
    assert [batch.hits for batch in hits(store, "expression", r"\d+")] == [((article_id, 5, 7),)]


def test_at_most_so_many_are_looked_for(store: Store, add_article: Callable[..., int]) -> None:
    for number in range(3):
        add_article(f"Hama {number}")
    assert [batch.looked for batch in hits(store, "words", "hama", most=2)] == [2]


def test_a_pattern_that_cannot_be_run_is_one_sentence(store: Store, add_article: Callable[..., int]) -> None:
    add_article("Some 12 died.")
    with pytest.raises(UserError, match="only a trained pipeline knows"):
        list(hits(store, "tokens", '[{"POS": "NOUN"}]'))


def test_it_can_be_stopped(store: Store, add_article: Callable[..., int]) -> None:
    add_article("Hama")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(hits(store, "words", "hama", progress=stop))
