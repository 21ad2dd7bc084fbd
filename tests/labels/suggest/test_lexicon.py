from collections.abc import Callable, Iterator

import pytest

from corpus import articles, journal
from corpus.article import RawArticle, RawSpan
from corpus.changes import Changes
from corpus.store import Store
from labels import entities, labels, patterns, places, spans, suggestions
from labels.entity import Alias, EntityDraft
from labels.intake import take_in
from labels.place import PlaceDraft
from labels.suggest import names
from labels.suggest.lexicon import Lexicon
from labels.suggest.names import is_worth

TEXT = "Shelling hit Hama on Friday. HAMA was calm; the hama dish was not."


class Desk:
    """A project with a lexicon that hears of every write."""

    def __init__(self, store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]) -> None:
        self.store = store
        self.add_article = add_article
        self.location, self.actor = add_label("LOCATION"), add_label("ACTOR")
        self.lexicon = Lexicon.of(store)

    def code(self, text: str, words: str, label_id: int = 0) -> int:
        """Add an article and label words of it; return its id."""
        article_id = self.add_article(text)
        self.label(article_id, text.index(words), words, label_id)
        return article_id

    def label(self, article_id: int, at: int, words: str, label_id: int = 0) -> None:
        self.do(spans.add(self.store, article_id, at, at + len(words), label_id or self.location))

    def do(self, changes: Changes) -> None:
        self.lexicon.follow(changes)

    def found(self, text: str) -> list[tuple[str, int, str]]:
        """Return words, label and reason of what is proposed in a text."""
        self.lexicon.refresh(self.store)
        return [
            (text[each.start : each.end], each.label_id, each.reason) for each in self.lexicon.find(self.store, text)
        ]


@pytest.fixture
def desk(store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]) -> Iterator[Desk]:
    made = Desk(store, add_article, add_label)
    yield made
    made.lexicon.close()


def test_what_was_coded_once_is_proposed_from_then_on(desk: Desk) -> None:
    desk.code(TEXT, "Hama")
    assert desk.found("In Hama, they say.") == [("Hama", desk.location, "coded once as LOCATION")]


def test_a_name_coded_capitalised_is_not_proposed_in_small_letters(desk: Desk) -> None:
    desk.code(TEXT, "Hama")
    assert [words for words, *_ in desk.found(TEXT)] == ["Hama", "HAMA"]


def test_the_label_given_most_is_proposed_and_others_make_it_less_sure(desk: Desk) -> None:
    desk.code("Hama one", "Hama", desk.actor)
    before = desk.lexicon.find(desk.store, "x") or desk.found("Hama")
    for number in range(5):
        desk.code(f"Hama {number}", "Hama")
    assert desk.found("Hama") == [("Hama", desk.location, "coded 5 times as LOCATION, once otherwise")]
    assert before


def test_undo_and_redo_are_followed(desk: Desk) -> None:
    desk.code(TEXT, "Hama")
    desk.do(journal.undo(desk.store))
    assert desk.found("Hama") == []
    desk.do(journal.redo(desk.store))
    assert len(desk.found("Hama")) == 1


def test_a_lexicon_that_followed_is_like_one_made_anew(desk: Desk) -> None:
    first = desk.code("Hama and Homs and Daraa", "Hama")
    desk.label(first, 9, "Homs")
    span = spans.of_article(desk.store, first)[0]
    desk.do(spans.relabel(desk.store, span.id, desk.actor))
    desk.do(spans.move(desk.store, span.id, 0, 13))
    desk.do(journal.undo(desk.store))
    desk.do(spans.remove(desk.store, [spans.of_article(desk.store, first)[1].id]))
    text = "Hama and Homs and Daraa"
    assert desk.found(text) == [
        (text[each.start : each.end], each.label_id, each.reason)
        for each in Lexicon.of(desk.store).find(desk.store, text)
    ]


def test_what_is_left_uncoded_in_finished_articles_speaks_against_a_name(desk: Desk) -> None:
    for number in range(3):
        done = desk.add_article(f"Number {number}: the town slept. The town woke.")
        desk.do(articles.set_status(desk.store, done, "done"))
    desk.code("Into the town they came.", "town")
    assert desk.found("A town") == []
    for number in range(14):
        desk.code(f"{number} in town", "town")
    assert desk.found("A town") == [("town", desk.location, "coded 15 times as LOCATION, left uncoded 6 times")]


def test_of_many_finished_articles_the_newest_count(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_FINISHED", 2)
    desk.code("Into the town they came.", "town")
    ids = [desk.add_article(f"Number {number}: the town slept.") for number in range(4)]

    def counted() -> set[int]:
        desk.lexicon.refresh(desk.store)
        return set(desk.lexicon._names._uncoded)

    for each in ids:
        desk.do(articles.set_status(desk.store, each, "done"))
    assert counted() == set(ids[2:])
    desk.do(articles.set_status(desk.store, ids[3], "in progress"))
    assert counted() == set(ids[1:3])
    desk.do(articles.set_status(desk.store, ids[0], "in progress"))
    desk.do(articles.set_status(desk.store, ids[3], "done"))
    assert counted() == set(ids[2:])
    assert desk.lexicon._names.passed("town") == 2


def test_what_was_rejected_in_a_finished_article_is_not_counted_as_left_uncoded_too(desk: Desk) -> None:
    for number in range(5):
        desk.code(f"Hama {number}", "Hama")
    article_id = desk.add_article("To Hama, at last")
    desk.do(suggestions.reject(desk.store, suggestions.of_article(desk.store, article_id, lexicon=desk.lexicon)))
    desk.do(articles.set_status(desk.store, article_id, "done"))
    assert desk.found("In Hama") == [("Hama", desk.location, "coded 5 times as LOCATION, rejected once")]


def test_a_word_of_what_may_be_a_longer_name_is_not_proposed(desk: Desk) -> None:
    desk.code("York fell", "York")
    assert [words for words, *_ in desk.found("New York; the York Times; In York, The York and York On.")] == [
        "York"
    ] * 3


def test_names_like_those_that_proved_wrong_are_not_proposed_when_they_are_new(desk: Desk) -> None:
    for name in ("Alpha", "Beta", "Gamma", "Delta"):
        desk.code(f"{name} came", name, desk.actor)
        done = desk.add_article(f"To {name}, from {name}, by {name}.")
        desk.do(articles.set_status(desk.store, done, "done"))
    desk.code("Omega came", "Omega", desk.actor)
    desk.code("Homs fell", "Homs")
    assert [words for words, *_ in desk.found("Omega, Homs")] == ["Homs"]


def test_a_lexicon_that_followed_scores_like_one_made_anew(desk: Desk) -> None:
    for name in ("Hama", "Homs", "the town", "Daraa"):
        desk.code(f"{name} and {name}, once", name)
    desk.do(articles.set_status(desk.store, 2, "done"))
    desk.do(journal.undo(desk.store))
    desk.do(articles.set_status(desk.store, 3, "done"))
    text = "Hama, Homs, the town, Daraa"
    desk.found(text)
    assert desk.lexicon.find(desk.store, text) == Lexicon.of(desk.store).find(desk.store, text)


def test_three_rejections_stop_it_until_it_is_coded_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        desk.code(f"Hama {number}", "Hama")
    for number in range(3):
        article_id = desk.add_article(f"No {number} Hama")
        found = suggestions.of_article(desk.store, article_id, lexicon=desk.lexicon)
        desk.do(suggestions.reject(desk.store, found))
    assert desk.found("Hama") == []
    monkeypatch.setattr("labels.spans.now", lambda: "2999-01-01T00:00:00Z")
    desk.code("Hama again", "Hama")
    assert desk.found("Hama") == [("Hama", desk.location, "coded 9 times as LOCATION, rejected 3 times")]


def test_actors_and_places_of_the_project_are_proposed(desk: Desk) -> None:
    desk.do(entities.add(desk.store, EntityDraft("Free Army", aliases=(Alias("FA"),))))
    desk.do(places.add(desk.store, PlaceDraft("Rastan", country="SY")))
    assert desk.found("The FA took Rastan") == [
        ("FA", desk.actor, "an actor of the project, Free Army"),
        ("Rastan", desk.location, "a place of the project, Rastan"),
    ]


def test_the_longest_of_all_wins(desk: Desk) -> None:
    desk.code("Hama fell", "Hama")
    desk.do(patterns.add(desk.store, desk.actor, "words", "hama front"))
    assert [words for words, *_ in desk.found("The Hama Front")] == ["Hama Front"]


def test_a_pattern_that_is_off_and_a_retired_label_propose_nothing(desk: Desk) -> None:
    desk.do(patterns.add(desk.store, desk.actor, "words", "front"))
    desk.do(patterns.turn(desk.store, [patterns.all_patterns(desk.store)[0].id], on=False))
    desk.code("Hama fell", "Hama")
    desk.do(labels.retire(desk.store, desk.location))
    assert desk.found("Hama front") == []


def test_names_end_where_tokens_end(desk: Desk) -> None:
    desk.code("Hama fell", "Hama")
    assert [words for words, *_ in desk.found("Hama's (Hama) x_Hama")] == ["Hama", "Hama"]


def test_small_words_letters_and_numbers_are_no_names() -> None:
    worth = ["Hama", "US", "WHO", "حماة", "the army", "12 people"]
    assert [each for each in [*worth, "it", "They", "the", "x", "12", "A 1", "of the"] if is_worth(each)] == worth


def test_expressions_and_token_patterns_are_run_in_the_child(desk: Desk) -> None:
    desk.do(patterns.add(desk.store, desk.actor, "expression", r"\d+th Div"))
    desk.lexicon.refresh(desk.store)
    text = "The 4th Division came."
    found = desk.lexicon.find(desk.store, text, patience=30)
    assert [(text[each.start : each.end], each.origin, desk.lexicon.behind) for each in found] == [
        ("4th Division", "pattern 1", False)
    ]


def test_names_go_and_come_back_with_their_article(desk: Desk) -> None:
    article_id = desk.code("Hama fell.", "Hama")
    assert desk.found("In Hama.")
    desk.do(articles.remove(desk.store, [article_id]))
    assert desk.found("In Hama.") == []
    desk.do(journal.undo(desk.store))
    assert desk.found("In Hama.") == [("Hama", desk.location, "coded once as LOCATION")]


def test_what_was_left_uncoded_goes_with_its_article(desk: Desk) -> None:
    desk.code("Hama fell.", "Hama")
    finished = desk.add_article("Hama was calm.")
    desk.do(articles.set_status(desk.store, finished, "done"))
    desk.do(articles.remove(desk.store, [finished]))
    assert desk.found("In Hama.") == [("Hama", desk.location, "coded once as LOCATION")]


def test_names_of_an_import_go_and_come_back_with_it(desk: Desk) -> None:
    label = labels.get(desk.store, desk.location).name
    report = take_in(desk.store, [RawArticle(text="Homs fell.", spans=(RawSpan(0, 4, label),))])
    desk.do(report.changes)
    assert [words for words, _, _ in desk.found("In Homs.")] == ["Homs"]
    desk.do(journal.undo(desk.store))
    assert desk.found("In Homs.") == []
    desk.do(journal.redo(desk.store))
    assert [words for words, _, _ in desk.found("In Homs.")] == ["Homs"]
