"""Suggested events: which are asked about, what accepting writes in one step, what a rejection keeps away."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import articles, journal
from corpus.store import Store
from labels import codebook, event_types, events, labels, roles, spans, verdicts
from labels.event import EventDraft
from labels.span import HUMAN
from labels.suggest import events as suggested
from labels.suggest.events import TRIGGERS, Ids
from labels.suggestion import EventSuggestion

TEXT = "Rebels shelled Hama on Tuesday. Troops then seized a bridge."
ORIGIN = "import wire"  # shown whichever model is in use


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def article(store: Store, add_article: Callable[..., int]) -> int:
    codebook.use(store, codebook.load("conflict_basics"))
    return add_article(TEXT, published="2024-12-05", language="en")


def label(store: Store, name: str) -> int:
    return next(each.id for each in labels.all_labels(store) if each.name == name)


def kind(store: Store, name: str = "Shelling") -> int:
    return next(each.id for each in event_types.all_types(store) if each.name == name)


def told(words: str = "shelled", path: str = "Attack / Shelling", score: float = 0.8) -> dict[str, object]:
    start, end = at(words)
    filled = [["Actor", *at("Rebels"), 0.9], ["Place", *at("Hama"), 0.7]]
    return {"start": start, "end": end, "type": path, "score": score, "arguments": filled}


@pytest.fixture
def suggestion(store: Store, article: int) -> EventSuggestion:
    """One that waits, and as it is shown."""
    wait(store, article, told())
    return suggested.of_article(store, article)[0]


def wait(store: Store, article: int, *given: dict[str, object], origin: str = ORIGIN) -> None:
    found = suggested.from_model(given, article_id=article, origin=origin, ids=Ids.of(store))
    suggested.put(store, [article], origin, found)


def shown(store: Store, article: int) -> list[str]:
    return [TEXT[each.start : each.end] for each in suggested.of_article(store, article)]


def test_what_waits_is_shown(store: Store, article: int, suggestion: EventSuggestion) -> None:
    assert suggestion.type_id == kind(store)
    assert suggestion.reason == "import wire, 80% sure of Attack / Shelling"
    names = {role.id: role.name for role in roles.all_roles(store)}
    assert [(names[role], TEXT[start:end]) for role, start, end, _ in suggestion.arguments] == [
        ("Actor", "Rebels"),
        ("Place", "Hama"),
    ]


def test_another_run_replaces_the_last(store: Store, article: int) -> None:
    wait(store, article, told())
    wait(store, article, told("seized"))
    assert shown(store, article) == ["seized"]


def test_models_not_in_use_are_not_heard(store: Store, article: int) -> None:
    wait(store, article, told(), origin="model 7")
    assert shown(store, article) == []


def test_the_surest_of_one_trigger_is_shown(store: Store, article: int) -> None:
    wait(store, article, told(score=0.4))
    wait(store, article, told(path="Attack / Air strike", score=0.6), origin="import other")
    (found,) = suggested.of_article(store, article)
    assert found.type_id == kind(store, "Air strike")


def test_types_and_roles_that_the_codebook_lacks_are_left_out(store: Store, article: int) -> None:
    known = told()
    known["arguments"] = [["Weather", *at("Tuesday"), 0.9]]
    wait(store, article, told("seized", path="Weather"), known)
    (found,) = suggested.of_article(store, article)
    assert (TEXT[found.start : found.end], found.arguments) == ("shelled", ())


def test_accepting_writes_spans_and_event_in_one_step(store: Store, article: int, suggestion: EventSuggestion) -> None:
    changes = suggested.accept(store, suggestion)
    event = events.get(store, changes.events[0])
    assert (event.trigger, event.type, event.origin) == ("shelled", "Attack / Shelling", ORIGIN)
    coded = {(span.surface, span.label, span.origin) for span in spans.of_article(store, article)}
    assert coded == {("shelled", "EVENT", ORIGIN), ("Rebels", "ACTOR", ORIGIN), ("Hama", "LOCATION", ORIGIN)}
    assert articles.status(store, article) == "in progress"
    assert shown(store, article) == []


def test_undo_takes_all_of_it_and_it_is_suggested_again(
    store: Store, article: int, suggestion: EventSuggestion
) -> None:
    suggested.accept(store, suggestion)
    journal.undo(store)
    assert spans.of_article(store, article) == []
    assert events.of_article(store, article) == []
    assert suggested.of_article(store, article) == [suggestion]


def test_arguments_rest_on_their_spans(store: Store, article: int, suggestion: EventSuggestion) -> None:
    event = events.get(store, suggested.accept(store, suggestion).events[0])
    by_role = {argument.role: argument for argument in event.arguments}
    assert {by_role[name].text for name in ("Actor", "Place")} == {"Rebels", "Hama"}
    assert all(argument.span_id for argument in event.arguments if argument.start is not None)


def test_spans_that_are_there_are_taken(store: Store, article: int, suggestion: EventSuggestion) -> None:
    spans.add(store, article, *at("Rebels"), label(store, "ACTOR"))
    spans.add(store, article, *at("shelled"), label(store, "EVENT"))
    suggested.accept(store, suggestion)
    found = {span.surface: span.origin for span in spans.of_article(store, article)}
    assert found == {"Rebels": HUMAN, "shelled": HUMAN, "Hama": ORIGIN}


def test_what_the_coder_changed_is_what_is_written(store: Store, article: int, suggestion: EventSuggestion) -> None:
    draft = suggested.draft_of(store, articles.get(store, article), suggestion)
    changed = replace(draft, type_id=kind(store, "Air strike"), arguments=())
    event = events.get(store, suggested.accept(store, suggestion, draft=changed).events[0])
    assert (event.type, event.arguments) == ("Attack / Air strike", ())


def test_the_label_that_was_proposed_is_given(store: Store, article: int, suggestion: EventSuggestion) -> None:
    other = roles.by_name(store)["Actor"].labels[-1]
    row = {"article_id": article, "start": at("Rebels")[0], "end": at("Rebels")[1], "label_id": other}
    store.db.table("suggestion").insert(row | {"origin": ORIGIN, "score": 0.9})
    suggested.accept(store, suggestion)
    assert other in {span.label_id for span in spans.of_article(store, article) if span.surface == "Rebels"}


def test_a_rejected_event_stays_away(store: Store, article: int, suggestion: EventSuggestion) -> None:
    suggested.reject(store, suggestion)
    assert shown(store, article) == []
    journal.undo(store)
    assert shown(store, article) == ["shelled"]


def test_another_type_may_still_be_proposed(store: Store, article: int, suggestion: EventSuggestion) -> None:
    suggested.reject(store, suggestion)
    wait(store, article, told(path="Attack / Air strike"), origin="import other")
    assert shown(store, article) == ["shelled"]


def test_rejecting_the_trigger_rejects_its_events(store: Store, article: int, suggestion: EventSuggestion) -> None:
    verdicts.add(store, article, *at("shelled"), "rejected", origin=ORIGIN, label_id=label(store, "EVENT"))
    assert shown(store, article) == []


def test_other_coders_events_do_not_count(store: Store, article: int, suggestion: EventSuggestion) -> None:
    suggested.accept(store, suggestion)
    with Store.open(store.path, coder="omar") as other:
        assert shown(other, article) == ["shelled"]


def test_a_sentence_that_is_an_event_already_is_left_alone(
    store: Store, article: int, suggestion: EventSuggestion
) -> None:
    events.add(store, article, EventDraft(start=0, end=TEXT.index(".")))
    assert shown(store, article) == []


def test_coded_triggers_propose_by_the_codebooks_words(store: Store, article: int) -> None:
    spans.add(store, article, *at("shelled"), label(store, "EVENT"))
    assert shown(store, article) == []  # this desk codes no events
    events.add(store, article, EventDraft(start=TEXT.index("Troops"), end=len(TEXT)))
    (found,) = suggested.of_article(store, article)
    assert (found.origin, found.type_id) == (TRIGGERS, kind(store))
    assert found.reason == "a trigger word of Attack / Shelling"


def test_what_the_desk_chose_before_comes_first(store: Store, article: int, add_article: Callable[..., int]) -> None:
    other = add_article("Rebels shelled Homs.")
    spans.add(store, other, 7, 14, label(store, "EVENT"))
    trigger = spans.of_article(store, other)[0]
    events.add(store, other, EventDraft(kind(store, "Air strike"), trigger.id, 7, 14))
    spans.add(store, article, *at("shelled"), label(store, "EVENT"))
    (found,) = suggested.of_article(store, article)
    assert found.type_id == kind(store, "Air strike")
    assert found.reason == "“shelled” was coded as Attack / Air strike before"


@pytest.mark.parametrize(
    "arguments", ["[", '[{"a": 1}]', "[[1, 2]]", '[[1, "a", 3, 0.5]]', "[[99, 0, 3, 0.5]]", "[[1, 5, 900, 1]]"]
)
def test_a_damaged_row_loses_its_arguments_only(store: Store, article: int, arguments: str) -> None:
    row = {"article_id": article, "start": 7, "end": 14, "event_type_id": kind(store), "origin": ORIGIN, "score": 0.5}
    store.db.table("suggested_event").insert(row | {"arguments": arguments})
    (found,) = suggested.of_article(store, article)
    assert found.arguments == ()


def test_a_range_behind_the_end_is_passed_over(store: Store, article: int) -> None:
    row = {"article_id": article, "start": 7, "end": 7000, "event_type_id": kind(store), "origin": ORIGIN, "score": 0.5}
    store.db.table("suggested_event").insert(row)
    assert shown(store, article) == []


def test_an_article_that_is_gone_has_none(store: Store) -> None:
    assert suggested.of_article(store, 999) == []
