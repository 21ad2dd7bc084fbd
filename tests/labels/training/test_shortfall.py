"""What is missing before training makes sense, said in sentences with numbers in them."""

from collections.abc import Callable

from corpus.store import Store
from labels.training.shortfall import shortfall

Teach = Callable[..., list[int]]


def test_an_empty_project_needs_articles(store: Store) -> None:
    found = shortfall(store)

    assert not found.ready
    assert found.needed == (
        "There are 0 finished articles to learn from. Finish at least 4 more articles, better 20 in all (Ctrl+Enter "
        "when one is read).",
    )


def test_articles_that_are_all_unfinished_are_told(store: Store, teach: Teach) -> None:
    teach(10, status="in progress")
    (sentence,) = shortfall(store).needed

    assert "There are 0 finished articles to learn from; 10 articles begun but not finished." in sentence


def test_too_few_spans_are_told(store: Store, teach: Teach) -> None:
    teach(12)
    store.db.execute("DELETE FROM span WHERE id > 3")
    (sentence,) = shortfall(store).needed

    assert "too few to learn from. Mark at least" in sentence


def test_enough_is_ready_with_counts(store: Store, teach: Teach) -> None:
    teach(200)
    found = shortfall(store)

    assert found.ready
    assert found.sentences == ()
    assert found.articles + found.tests == 200
    assert found.labels == {"ACTOR": found.articles, "LOCATION": found.articles}


def test_one_label_only_is_ready_and_said(store: Store, teach: Teach) -> None:
    teach(200)
    store.db.execute("DELETE FROM span WHERE label_id = (SELECT id FROM label WHERE name = 'ACTOR')")
    found = shortfall(store)

    assert found.ready
    assert found.advised == ("There is one label only (LOCATION); the model will know nothing else.",)


def test_a_label_with_two_examples_is_named(store: Store, teach: Teach) -> None:
    teach(200)
    store.db.execute(
        "DELETE FROM span WHERE label_id = (SELECT id FROM label WHERE name = 'ACTOR') AND article_id NOT IN "
        "(SELECT article_id FROM span ORDER BY article_id LIMIT 4)"
    )
    (sentence,) = shortfall(store).advised

    assert sentence == ("Of some labels there are few examples, and the model will hardly find them: ACTOR (2).")
