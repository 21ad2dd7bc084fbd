from collections.abc import Callable

import pytest

from corpus import articles, journal, mend
from corpus.errors import UserError
from corpus.mend import Correction
from corpus.progress import Cancelled
from corpus.store import Store

Add = Callable[..., int]
STORY = "Shelling hit the outskirts of Hama on Friday evening, residents said, and the road to Homs was closed."


def said(store: Store, field: mend.Field, *article_ids: int) -> list[tuple[str, str]]:
    return [(each.value, each.where) for each in mend.suggest(store, article_ids, field)]


# Writing


def test_one_step_corrects_many_articles(store: Store, add_article: Add) -> None:
    ids = [add_article(f"Story {n}. {STORY}") for n in range(3)]
    changes = mend.apply(store, [Correction(each, "source", " SANA\n") for each in ids])
    assert [articles.get(store, each).source for each in ids] == ["SANA"] * 3
    assert changes.summary == "Correct the outlet of 3 articles"
    journal.undo(store)
    assert [articles.get(store, each).source for each in ids] == [""] * 3


def test_parts_of_a_long_correction_are_one_step(store: Store, add_article: Add) -> None:
    ids = [add_article(f"Story {n}.") for n in range(203)]
    mend.apply(store, [Correction(each, "language", "en") for each in ids])
    journal.undo(store)
    assert {articles.get(store, each).language for each in ids} == {""}


def test_what_changes_nothing_is_no_step(store: Store, add_article: Add) -> None:
    before = journal.history(store)
    one = add_article(source="SANA")
    after = journal.history(store)
    assert not mend.apply(store, [Correction(one, "source", "SANA"), Correction(one + 9, "source", "AFP")])
    assert len(journal.history(store)) == len(after) == len(before) + 1


def test_what_was_written_before_a_stop_stays_and_is_undone(store: Store, add_article: Add) -> None:
    ids = [add_article(f"Story {n}.") for n in range(203)]

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    mend.apply(store, [Correction(each, "language", "en") for each in ids], progress=stop)
    assert [articles.get(store, each).language for each in ids].count("en") == 200
    journal.undo(store)
    assert {articles.get(store, each).language for each in ids} == {""}


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("published", "6 Dec 2024", "2024-12-06"),
        ("published", "", ""),
        ("language", "Arabic", "ar"),
        ("language", "en-GB", "en"),
        ("source", " Al  Jazeera ", "Al Jazeera"),
    ],
)
def test_a_value_is_stored_in_its_form(field: mend.Field, typed: str, stored: str) -> None:
    assert mend.check_value(field, typed) == stored


@pytest.mark.parametrize(("field", "typed"), [("published", "06/12/2024"), ("language", "Klingonish")])
def test_a_value_that_is_none_is_refused_before_anything_is_written(
    store: Store, add_article: Add, field: mend.Field, typed: str
) -> None:
    one = add_article()
    with pytest.raises(UserError, match=typed):
        mend.apply(store, [Correction(one, "source", "SANA"), Correction(one, field, typed)])
    assert articles.get(store, one).source == ""


# Suggestions


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("https://sana.sy/2024/12/06/x-20240101", "2024-12-06"),
        ("https://example.org/a-20241206.html", "2024-12-06"),
        ("https://example.org/world/2024/dec/06/a", "2024-12-06"),
        ("wires-2024_12_6.txt", "2024-12-06"),
        ("https://example.org/2024/02/31", ""),
        ("https://example.org/?id=20991231", ""),
        ("from-2024-12-06-to-2024-12-07.csv", ""),
        ("https://example.org/story-120241206999", ""),
    ],
)
def test_the_day_in_an_address(words: str, day: str) -> None:
    assert mend.day_in(words) == day


def test_a_date_is_suggested_from_the_address_before_the_first_lines(store: Store, add_article: Add) -> None:
    dated = f"Strike in Hama\n5 December 2024\n{STORY}"
    one, two = add_article(dated, url="https://example.org/2024/12/06/a"), add_article(dated + " More.", published="")
    assert said(store, "published", one, two) == [("2024-12-06", "address"), ("2024-12-05", "first lines")]


def test_a_date_that_is_known_is_not_suggested_again(store: Store, add_article: Add) -> None:
    one = add_article(url="https://example.org/2024/12/06/a", published="2024-12-06T14:05:00")
    two = add_article(STORY, url="https://example.org/2024/12/06/b", published="2024-12-07")
    assert said(store, "published", one, two) == [("2024-12-06", "address")]


def test_an_outlet_is_suggested_as_the_project_calls_it(store: Store, add_article: Add) -> None:
    add_article(url="https://www.sana.sy/1", source="SANA")
    one, two = add_article(STORY, url="https://sana.sy/2"), add_article(STORY + " More.", url="https://afp.example/1")
    assert said(store, "source", one, two) == [("SANA", "other articles"), ("afp.example", "address")]


def test_an_outlet_is_suggested_from_the_line_that_names_it(store: Store, add_article: Add) -> None:
    one = add_article(f"BEIRUT (Reuters) - {STORY}", source="")
    assert said(store, "source", one) == [("Reuters", "first lines")]


def test_a_language_is_suggested_from_the_text(store: Store, add_article: Add) -> None:
    one, two = add_article(STORY, language="ar"), add_article("Hama 2024")
    assert said(store, "language", one, two) == [("en", "text")]


def test_a_suggestion_writes_nothing_until_it_is_applied(store: Store, add_article: Add) -> None:
    one = add_article(STORY)
    (found,) = mend.suggest(store, [one], "language")
    assert articles.get(store, one).language == ""
    mend.apply(store, [found.correction])
    assert articles.get(store, one).language == "en"


def test_a_broken_address_does_no_harm(store: Store, add_article: Add) -> None:
    assert said(store, "source", add_article(STORY, url="http://[::1")) == []
