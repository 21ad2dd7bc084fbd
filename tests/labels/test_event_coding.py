from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import articles, journal
from corpus.errors import UserError
from corpus.store import Store
from labels import event_coding, events, places, roles, spans
from labels.event import ArgumentDraft, EventDraft
from labels.place import PlaceDraft
from labels.role import Role, RoleKind
from labels.span import Span

TEXT = "Rebels seized the bridge. The army left."
Role_ = Callable[..., Role]


@pytest.fixture
def article(add_article: Callable[..., int]) -> int:
    return add_article(TEXT)


@pytest.fixture
def label(add_label: Callable[[str], int]) -> int:
    return add_label("EVENT")


@pytest.fixture
def role(store: Store, add_label: Callable[[str], int]) -> Role_:
    def add(name: str, kind: RoleKind = "actor", *, many: bool = False) -> Role:
        with journal.step(store, "codebook", f"Add {name}") as step:
            role_id = roles.insert(step, name, kind=kind, labels=[add_label(name.upper())], many=many)
        return roles.get(store, role_id)

    return add


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def of_trigger(span: Span) -> EventDraft:
    return EventDraft(trigger_span_id=span.id, start=span.start, end=span.end)


def filling(role: Role, value: dict[str, object] | None = None) -> Callable[[Span], ArgumentDraft]:
    return lambda span: ArgumentDraft(role.id, span.surface, span.start, span.end, span.id, dict(value or {}))


def words_of(store: Store, event_id: int) -> list[str]:
    return [argument.text for argument in events.get(store, event_id).arguments]


def test_words_become_a_span_and_an_event_in_one_step(store: Store, article: int, label: int) -> None:
    changes = event_coding.add_from_words(store, article, *at("seized"), label, of_trigger)
    event = events.get(store, changes.events[0])

    assert (event.trigger, event.start) == ("seized", at("seized")[0])
    assert articles.status(store, article) == "in progress"

    journal.undo(store)
    assert spans.of_article(store, article) == []
    assert events.of_article(store, article) == []

    journal.redo(store)
    assert [event.trigger for event in events.of_article(store, article)] == ["seized"]


def test_a_span_that_is_there_triggers_the_event_itself(store: Store, article: int, label: int) -> None:
    spans.add(store, article, *at("seized"), label)
    event_coding.add_from_words(store, article, *at("seized"), label, of_trigger)

    assert len(spans.of_article(store, article)) == 1


def test_words_fill_a_role_in_the_step_that_labels_them(store: Store, article: int, role: Role_) -> None:
    actor = role("Actor")
    event = events.add(store, article, EventDraft()).events[0]
    event_coding.fill_from_words(store, event, actor, *at("Rebels"), actor.labels[0], filling(actor))

    assert words_of(store, event) == ["Rebels"]
    assert [span.label for span in spans.of_article(store, article)] == ["ACTOR"]

    journal.undo(store)
    assert words_of(store, event) == []
    assert spans.of_article(store, article) == []


def test_a_role_of_one_value_takes_the_new_words_instead(store: Store, article: int, role: Role_) -> None:
    actor = role("Actor")
    event = events.add(store, article, EventDraft()).events[0]
    for words in ("Rebels", "army"):
        event_coding.fill_from_words(store, event, actor, *at(words), actor.labels[0], filling(actor))

    assert words_of(store, event) == ["army"]


def test_a_role_of_several_values_keeps_them_all_once(store: Store, article: int, role: Role_) -> None:
    actor = role("Actor", many=True)
    event = events.add(store, article, EventDraft()).events[0]
    for words in ("Rebels", "army", "Rebels"):
        event_coding.fill_from_words(store, event, actor, *at(words), actor.labels[0], filling(actor))

    assert words_of(store, event) == ["Rebels", "army"]
    assert [argument.ordinal for argument in events.get(store, event).arguments] == [0, 1]


def test_a_value_that_contradicts_itself_leaves_no_span_behind(store: Store, article: int, role: Role_) -> None:
    deaths = role("Fatalities", "number")
    event = events.add(store, article, EventDraft()).events[0]

    with pytest.raises(UserError, match="out of order"):
        event_coding.fill_from_words(
            store, event, deaths, *at("bridge"), deaths.labels[0], filling(deaths, {"low": 9, "high": 2})
        )
    assert spans.of_article(store, article) == []


@pytest.mark.parametrize("bounds", [(5, 5), (-1, 3), (30, 400)])
def test_a_range_outside_the_text_is_refused(store: Store, article: int, label: int, bounds: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="lies outside the article"):
        event_coding.add_from_words(store, article, *bounds, label, of_trigger)
    assert events.of_article(store, article) == []


def test_another_coder_s_event_is_left_alone(store: Store, article: int, role: Role_) -> None:
    actor = role("Actor")
    event = events.add(store, article, EventDraft()).events[0]
    with Store.open(store.path, coder="omar") as other, pytest.raises(UserError, match="only rima can change it"):
        event_coding.fill_from_words(other, event, actor, *at("Rebels"), actor.labels[0], filling(actor))


def test_what_was_guessed_from_another_sentence_gives_way(store: Store, article: int, role: Role_) -> None:
    actor = role("Actor", many=True)
    guess = ArgumentDraft(actor.id, "army", *at("army"), value={"from": "the sentence after"})
    event = events.add(store, article, EventDraft(arguments=(guess,))).events[0]
    for words in ("Rebels", "bridge"):
        event_coding.fill_from_words(store, event, actor, *at(words), actor.labels[0], filling(actor))

    assert words_of(store, event) == ["Rebels", "bridge"]


def test_what_a_value_needs_is_made_in_the_same_step(store: Store, article: int, role: Role_) -> None:
    place = role("Place", "place")

    def settle(step: journal.Step, draft: ArgumentDraft) -> ArgumentDraft:
        place_id = places.insert(step, PlaceDraft("Bridge", latitude=1.0, longitude=2.0))
        return replace(draft, place_id=place_id)

    event = event_coding.add(
        store, article, EventDraft(arguments=(ArgumentDraft(place.id, "bridge", *at("bridge")),)), settle=settle
    ).events[0]
    assert events.get(store, event).arguments[0].place == "Bridge"

    journal.undo(store)
    assert places.all_places(store) == []


def test_a_typed_value_fills_a_role_once(store: Store, article: int, role: Role_) -> None:
    actor = role("Actor", many=True)
    event = events.add(store, article, EventDraft()).events[0]
    first = event_coding.fill(store, event, actor, ArgumentDraft(actor.id, "drivers"))
    again = event_coding.fill(store, event, actor, ArgumentDraft(actor.id, "drivers"))

    assert (bool(first), bool(again)) == (True, False)
    assert words_of(store, event) == ["drivers"]


def test_a_date_long_before_the_article_makes_the_event_historical(
    store: Store, add_article: Callable[..., int], role: Role_
) -> None:
    date = role("Date", "date")
    article = add_article(TEXT, published="2024-12-06")
    event = events.add(store, article, EventDraft()).events[0]
    value = {"start": "1982-01-01", "end": "1982-12-31", "precision": "year"}
    event_coding.fill(store, event, date, ArgumentDraft(date.id, "1982", value=value))
    assert events.get(store, event).historical

    journal.undo(store)
    assert not events.get(store, event).historical
