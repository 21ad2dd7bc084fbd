from collections.abc import Callable

import pytest

from corpus import articles
from corpus.child import ENTRIES
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.query import parse
from corpus.store import Store
from labels import concordance
from labels.concordance import Hits, Wanted, search

needs_child = pytest.mark.skipif("concordance" not in ENTRIES, reason="the child is not in corpus.child.ENTRIES")
Add = Callable[..., int]


def hits(store: Store, wanted: Wanted) -> Hits:
    found = Hits()
    for batch in search(store, wanted):
        found.add(batch)
    return found


def words(store: Store, wanted: Wanted) -> list[str]:
    found = hits(store, wanted)
    return [
        articles.get(store, article_id).text[start:end]
        for article_id, start, end in zip(found.articles, found.starts, found.ends, strict=True)
    ]


def test_every_word_of_a_search_is_a_hit_in_the_articles_it_finds(store: Store, add_article: Add) -> None:
    add_article("Hama 😀 was shelled. HAMA burned.", source="sana")
    add_article("Hama was calm.", source="reuters")
    found = hits(store, Wanted("hama burned source:sana"))
    assert [*zip(found.starts, found.ends, strict=True)] == [(0, 4), (20, 24), (25, 31)]


def test_a_beginning_is_only_one_with_a_star(store: Store, add_article: Add) -> None:
    add_article("Hama and Hamada")
    assert words(store, Wanted("hama")) == ["Hama"]
    assert words(store, Wanted("hama*")) == ["Hama", "Hamada"]


def test_what_is_excluded_is_no_hit(store: Store, add_article: Add) -> None:
    add_article("Hama fell.")
    add_article("Hama and Homs fell.")
    assert words(store, Wanted("hama -homs")) == ["Hama"]


def test_the_same_words_are_found_as_written_and_alone(store: Store, add_article: Add) -> None:
    add_article("Tell Rifaat fell. TELL RIFAAT fell. Tell  Rifaat fell. Tell Rifaats fell.")
    assert words(store, Wanted("Tell Rifaat", "same")) == ["Tell Rifaat"]


def test_the_same_words_may_hold_none_that_is_indexed(store: Store, add_article: Add) -> None:
    add_article("What (?) and what (?)")
    assert words(store, Wanted("(?)", "same")) == ["(?)", "(?)"]


def test_only_articles_of_the_list_are_looked_through(store: Store, add_article: Add) -> None:
    add_article("Hama fell.", source="sana")
    add_article("Hama fell again.", source="reuters")
    assert len(hits(store, Wanted("hama", within=parse("source:sana")))) == 1


def test_removed_articles_hold_no_hits(store: Store, add_article: Add) -> None:
    articles.remove(store, [add_article("Hama fell.")])
    assert not len(hits(store, Wanted("hama")))


def test_the_words_around_a_hit_are_kept_folded(store: Store, add_article: Add) -> None:
    add_article("Shells hit Émile's town of Hama on Friday")
    found = hits(store, Wanted("hama"))
    assert [found.words[number] for number in found.near] == ["hama", "of", "town", "emile's", "on", "friday", ""]


def test_without_words_there_is_nothing_to_look_for(store: Store) -> None:
    with pytest.raises(UserError, match="Type a word"):
        hits(store, Wanted("source:sana"))


def test_hits_are_held_up_to_a_number(store: Store, add_article: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    add_article("a a a a a")
    monkeypatch.setattr(concordance, "MOST", 3)
    found = hits(store, Wanted("a"))
    assert (len(found), found.complete) == (3, False)


def test_a_search_stops_when_asked(store: Store, add_article: Add) -> None:
    add_article("Hama")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        next(search(store, Wanted("hama"), progress=stop))


@needs_child
def test_an_expression_is_found_with_its_code_points(store: Store, add_article: Add) -> None:
    add_article("😀 Killed 5 people,\nKILLED 12 people, killed many people.")
    assert words(store, Wanted(r"killed \d+", "expression")) == ["Killed 5", "KILLED 12"]
    assert words(store, Wanted(r"killed \w+", "expression", case=True)) == ["killed many"]


@needs_child
def test_matches_of_nothing_are_no_hits(store: Store, add_article: Add) -> None:
    add_article("Hama")
    assert not len(hits(store, Wanted("x*", "expression")))


@needs_child
@pytest.mark.parametrize("expression", ["(", "a{2,1}", "(?P<a>", "x" * 1001])
def test_an_expression_that_cannot_be_read_is_told(store: Store, add_article: Add, expression: str) -> None:
    add_article("Hama")
    with pytest.raises(UserError, match=r"cannot be read|more than 1,000"):
        hits(store, Wanted(expression, "expression"))


@needs_child
def test_an_expression_that_never_ends_is_stopped(
    store: Store, add_article: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_article("a" * 60)
    monkeypatch.setattr("labels.concordance_child.SECONDS", 0.5)
    with pytest.raises(UserError, match="too long"):
        hits(store, Wanted("(a+)+b", "expression"))


@needs_child
def test_many_articles_are_searched_in_order_with_one_numbering(store: Store, add_article: Add) -> None:
    for number in range(130):
        add_article(f"Town{number} fell to nobody{number}.")
    found = hits(store, Wanted("fell"))
    assert [*found.articles] == sorted(found.articles)
    assert found.looked == 130
    assert found.words[found.near[7 * 129 + 1]] == "town129"
