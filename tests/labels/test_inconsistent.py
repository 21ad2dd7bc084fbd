"""Words coded in most places and not in all."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import articles
from corpus.store import Store
from labels import error_verdicts, inconsistent, spans, verdicts
from labels.error import Difference, Reading
from labels.inconsistent import Finder, Habit
from labels.suggestion import NAMES

Add = Callable[..., int]
TEXT = "Hama, Hama, Hama and Hama."  # at 0, 6, 12, 21


@pytest.fixture
def place(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


@pytest.fixture
def actor(add_label: Callable[[str], int]) -> int:
    return add_label("ACTOR")


def code(store: Store, article: int, label: int, *starts: int) -> None:
    spans.add_many(store, article, [(start, start + 4) for start in starts], label)
    articles.set_status(store, article, "done")


def test_what_is_left_out_once_is_found(store: Store, add_article: Add, place: int) -> None:
    article = add_article(TEXT)
    code(store, article, place, 0, 6, 12)
    (item,) = inconsistent.find(store).items
    assert item == Difference("inconsistent", article, None, Reading(21, 25, place), 0.75, "Hama", (3, 4))


def test_what_is_labelled_otherwise_once_is_found(store: Store, add_article: Add, place: int, actor: int) -> None:
    article = add_article(TEXT)
    code(store, article, place, 0, 6, 12)
    code(store, article, actor, 21)
    (item,) = inconsistent.find(store).items
    assert (item.human, item.model) == (Reading(21, 25, actor), Reading(21, 25, place))


def test_what_is_labelled_though_nearly_always_left_out_is_found(store: Store, add_article: Add, place: int) -> None:
    article = add_article(" ".join(["Hama"] * 10))
    code(store, article, place, 0, 5)
    found = inconsistent.find(store).items
    assert [(item.human, item.model) for item in found] == [
        (Reading(0, 4, place), None),
        (Reading(5, 9, place), None),
    ]
    assert found[0].others == (8, 10)


def test_an_even_habit_is_no_error(store: Store, add_article: Add, place: int) -> None:
    code(store, add_article(TEXT), place, 0, 6)
    assert inconsistent.find(store).items == []


def test_only_finished_articles_count(store: Store, add_article: Add, place: int) -> None:
    code(store, add_article(TEXT), place, 0, 6, 12, 21)
    other = add_article("Hama again.")
    assert inconsistent.find(store).items == []
    articles.set_status(store, other, "done")
    assert [item.article_id for item in inconsistent.find(store).items] == [other]


def test_words_within_another_span_or_a_longer_word_are_not_left_out(
    store: Store, add_article: Add, place: int, actor: int
) -> None:
    code(store, add_article(TEXT), place, 0, 6, 12, 21)
    other = add_article("The Hama Brigade and the Hamadan road.")
    spans.add(store, other, 4, 16, actor)
    articles.set_status(store, other, "done")
    assert inconsistent.find(store).items == []


def test_what_was_decided_is_not_asked_again(store: Store, add_article: Add, place: int) -> None:
    article = add_article(TEXT)
    code(store, article, place, 0, 6, 12)
    error_verdicts.decide(store, inconsistent.find(store).items, "human")
    assert inconsistent.find(store).items == []
    assert verdicts.of_article(store, article)[0].origin == NAMES


def test_one_article_is_looked_at_again_by_itself(store: Store, add_article: Add, place: int) -> None:
    article = add_article(TEXT)
    code(store, article, place, 0, 6, 12)
    known = inconsistent.find(store)
    assert inconsistent.of_articles(store, known, [article]) == known.items
    error_verdicts.decide(store, known.items, "model")
    assert inconsistent.of_articles(store, known, [article]) == []


def test_the_longer_of_two_names_is_the_one_that_stands_there() -> None:
    assert [*Finder(["Hama", "Hama Governorate"]).find("Hama Governorate, Hama")] == [
        ("Hama Governorate", 0),
        ("Hama", 18),
    ]


@given(st.text("ab -", max_size=30), st.sampled_from(["a", "ab", "a b", "b-a"]))
def test_a_name_is_found_where_it_stands_alone(text: str, name: str) -> None:
    for found, at in Finder([name]).find(text):
        assert text[at : at + len(found)] == name
        assert not text[at - 1 : at].isalnum() or at == 0
        assert not text[at + len(name) : at + len(name) + 1].isalnum()


def test_a_habit_needs_three_places_and_three_quarters() -> None:
    habit = Habit()
    habit.counts.update({1: 2, 0: 0})
    assert habit.rule() is None
    habit.counts.update({1: 1, 0: 1})
    assert habit.rule() == 1
    habit.counts.update({0: 1})
    assert habit.rule() is None


def test_names_are_found_whatever_they_begin_with() -> None:
    finder = inconsistent.Finder(["al-Bab", "al", "“Hama", "Deir ez-Zor", "..."])
    text = "In al-Bab, al said “Hama fell; Deir ez-Zorites left Deir ez-Zor."
    assert list(finder.find(text)) == [("al-Bab", 3), ("al", 11), ("“Hama", 19), ("Deir ez-Zor", 52)]
