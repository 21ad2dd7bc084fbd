"""What a suggested event says, resolved: the model's roles first, the rules' where they do not contradict."""

from collections.abc import Callable

import pytest

from corpus import articles
from corpus.store import Store
from labels import codebook, event_types, labels, roles, spans, verdicts
from labels.event import EventDraft
from labels.suggest.event_drafts import draft_of
from labels.suggestion import EventSuggestion

TEXT = "On Tuesday rebels shelled the army near Hama. Nobody was hurt."
ORIGIN = "model 1"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def article(store: Store, add_article: Callable[..., int]) -> int:
    codebook.use(store, codebook.load("conflict_basics"))
    return add_article(TEXT, published="2024-12-05", language="en")


def draft(store: Store, article: int, *filled: tuple[str, str]) -> dict[str, str]:
    """Return the words of each role, with the model having filled some."""
    return words_of(store, drafted(store, article, *filled))


def drafted(store: Store, article: int, *filled: tuple[str, str]) -> EventDraft:
    known = roles.by_name(store)
    kind = next(each.id for each in event_types.all_types(store) if each.name == "Shelling")
    given = tuple((known[role].id, *at(words), 0.9) for role, words in filled)
    each = EventSuggestion(article, *at("shelled"), kind, ORIGIN, 0.8, given)
    return draft_of(store, articles.get(store, article), each)


def words_of(store: Store, draft: EventDraft) -> dict[str, str]:
    names = {role.id: role.name for role in roles.all_roles(store)}
    return {names[each.role_id]: each.text for each in draft.arguments}


def code(store: Store, article: int, words: str, name: str) -> None:
    label = next(each.id for each in labels.all_labels(store) if each.name == name)
    spans.add(store, article, *at(words), label)


def test_models_roles_are_taken(store: Store, article: int) -> None:
    found = draft(store, article, ("Actor", "rebels"), ("Place", "Hama"))
    assert found == {"Actor": "rebels", "Place": "Hama"}


def test_rules_add_what_the_model_did_not_see(store: Store, article: int) -> None:
    code(store, article, "Tuesday", "DATE")
    event = drafted(store, article, ("Actor", "rebels"))
    assert words_of(store, event) == {"Actor": "rebels", "Date": "Tuesday"}
    day = next(each for each in event.arguments if each.text == "Tuesday")
    assert (day.value["start"], day.value["precision"]) == ("2024-12-03", "day")


def test_rules_say_nothing_of_actor_and_target_where_the_model_spoke(store: Store, article: int) -> None:
    code(store, article, "rebels", "ACTOR")
    code(store, article, "the army", "TARGET")
    assert draft(store, article, ("Actor", "rebels")) == {"Actor": "rebels"}


def test_rules_alone_fill_what_no_model_proposed(store: Store, article: int) -> None:
    code(store, article, "rebels", "ACTOR")
    code(store, article, "the army", "TARGET")
    assert draft(store, article) == {"Actor": "rebels", "Target": "the army"}


def test_the_model_may_turn_what_rules_say(store: Store, article: int) -> None:
    code(store, article, "rebels", "ACTOR")
    code(store, article, "the army", "TARGET")
    found = draft(store, article, ("Target", "rebels"), ("Actor", "the army"))
    assert found == {"Actor": "the army", "Target": "rebels"}


def test_words_whose_label_the_coder_rejected_fill_nothing(store: Store, article: int) -> None:
    label = roles.by_name(store)["Actor"].labels[0]
    verdicts.add(store, article, *at("rebels"), "rejected", origin=ORIGIN, label_id=label)
    assert draft(store, article, ("Actor", "rebels"), ("Place", "Hama")) == {"Place": "Hama"}


def test_proposed_spans_count_for_the_rules(store: Store, article: int) -> None:
    label = next(each.id for each in labels.all_labels(store) if each.name == "DATE")
    row = {"article_id": article, "start": at("Tuesday")[0], "end": at("Tuesday")[1], "label_id": label}
    store.db.table("suggestion").insert(row | {"origin": ORIGIN, "score": 0.9})
    event = drafted(store, article, ("Actor", "rebels"))
    assert words_of(store, event) == {"Actor": "rebels", "Date": "Tuesday"}
    assert all(each.span_id is None for each in event.arguments)


def test_place_is_resolved_with_what_stands_before_it(store: Store, article: int) -> None:
    place = next(each for each in drafted(store, article, ("Place", "Hama")).arguments)
    assert place.value["precision"] == "near"


def test_trigger_that_is_coded_is_the_drafts(store: Store, article: int) -> None:
    code(store, article, "shelled", "EVENT")
    event = drafted(store, article)
    assert event.trigger_span_id == spans.of_article(store, article)[0].id
    assert event.origin == ORIGIN


def test_nothing_is_written(store: Store, article: int) -> None:
    drafted(store, article, ("Actor", "rebels"))
    assert spans.of_article(store, article) == []
