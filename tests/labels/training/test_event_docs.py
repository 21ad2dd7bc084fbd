"""From the project to what event parts learn from, and what the drafts' rules say of docs."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus import articles
from corpus.store import Store
from labels import codebook, event_types, events, labels, roles, spans
from labels.event import ArgumentDraft, EventDraft
from labels.training import docs, event_docs
from labels.training.event_shapes import Book, Piece

TEXT = "Rebels shelled Hama on Tuesday. Three soldiers were killed."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def project(store: Store, add_article: Callable[..., int]) -> Store:
    """A project with one coded article."""
    codebook.use(store, codebook.load("conflict_basics"))
    article = add_article(TEXT)
    names = {label.name: label.id for label in labels.all_labels(store)}
    kind = next(each.id for each in event_types.all_types(store) if each.name == "Shelling")
    known = roles.by_name(store)
    for words, label in (("Rebels", "ACTOR"), ("Hama", "LOCATION"), ("shelled", "EVENT")):
        spans.add(store, article, *at(words), names[label])
    trigger = next(span for span in spans.of_article(store, article) if span.surface == "shelled")
    filled = tuple(
        ArgumentDraft(known[role].id, words, *at(words)) for role, words in (("Actor", "Rebels"), ("Place", "Hama"))
    )
    events.add(store, article, EventDraft(kind, trigger.id, trigger.start, trigger.end, filled))
    articles.set_status(store, article, "done")
    return store


def made(project: Store) -> Any:
    ids = [row[0] for row in project.rows("SELECT id FROM article")]
    return event_docs.event_data(docs.docs_of(project, ids), event_docs.book(project))


def test_events_are_in_tokens(project: Store) -> None:
    (coded,) = made(project).docs
    (event,) = coded.events
    assert coded.doc[event.start : event.end].text == "shelled"
    assert event.type == "Attack / Shelling"
    words = {role: coded.doc[start:end].text for role, start, end in event.arguments}
    assert words == {"Actor": "Rebels", "Place": "Hama"}


def test_spans_have_their_labels(project: Store) -> None:
    (coded,) = made(project).docs
    assert {(coded.doc[each.start : each.end].text, each.label) for each in coded.spans} == {
        ("Rebels", "ACTOR"),
        ("shelled", "EVENT"),
        ("Hama", "LOCATION"),
    }


def test_book_knows_triggers_roles_and_words(project: Store) -> None:
    book = event_docs.book(project)
    assert "EVENT" in book.triggers
    assert "shelled" in book.types["Attack / Shelling"]
    assert book.roles["Place"].labels == ("LOCATION",)
    assert "Actor" in book.roles_of["Attack / Shelling"]
    assert book.kinds["LOCATION"] == "location"


def test_a_type_that_was_retired_is_no_type(project: Store) -> None:
    kind = next(each.id for each in event_types.all_types(project) if each.name == "Shelling")
    event_types.retire(project, kind)
    (coded,) = made(project).docs
    assert coded.events[0].type == ""


def test_rules_fill_roles_as_drafts_do(project: Store) -> None:
    data = made(project)
    (coded,) = data.docs
    rules = event_docs.rules_of(data.book)
    trigger = (coded.events[0].start, coded.events[0].end)
    said = rules(coded.doc, trigger, coded.spans, "Attack / Shelling")
    assert {coded.doc[slice(*place)].text: role for place, role in said.items()} == {"Rebels": "Actor", "Hama": "Place"}


def test_rules_bear_labels_they_do_not_know() -> None:
    import spacy

    doc = spacy.blank("en")("Rebels shelled Hama")
    assert event_docs.rules_of(Book())(doc, (1, 2), [Piece(0, 1, "NEW")], "") == {}
