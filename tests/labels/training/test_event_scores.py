"""Scores of events: types, roles by their trigger, and the baselines."""

from typing import Any

import pytest

from labels.training import event_scores
from labels.training.event_scores import EventScores
from labels.training.event_shapes import Book, CodedDoc, CodedEvent, EventData, FoundEvent, Piece, RoleSketch

BOOK = Book(
    types={"Attack": ("shelled",), "Talks": ("met",)},
    roles={"Actor": RoleSketch("actor", "actor", ("ACTOR",)), "Place": RoleSketch("place", "place", ("LOCATION",))},
    triggers=("EVENT",),
    kinds={"EVENT": "event", "ACTOR": "actor", "LOCATION": "location"},
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy

    return spacy.blank("en")


@pytest.fixture
def coded(nlp: Any) -> CodedDoc:
    doc = nlp("Rebels shelled Hama .")
    spans = (Piece(0, 1, "ACTOR"), Piece(1, 2, "EVENT"), Piece(2, 3, "LOCATION"))
    return CodedDoc(doc, spans, (CodedEvent(1, 2, "Attack", (("Actor", 0, 1), ("Place", 2, 3))),))


def found(kind: str, *arguments: tuple[str, int, int]) -> FoundEvent:
    return FoundEvent(1, 2, kind, 1.0, tuple((*each, 1.0) for each in arguments))


def test_all_right_is_one(coded: CodedDoc) -> None:
    types, roles = event_scores.compare([coded], lambda _: [found("Attack", ("Actor", 0, 1), ("Place", 2, 3))])
    assert (types.exact.f, roles.exact.f) == (1.0, 1.0)
    assert (types.kind, roles.kind) == ("types", "roles")


def test_wrong_type_is_found_and_missed(coded: CodedDoc) -> None:
    types, _ = event_scores.compare([coded], lambda _: [found("Talks")])
    assert (types.exact.tp, types.exact.fp, types.exact.fn) == (0, 1, 1)


def test_a_role_counts_for_its_own_trigger_only(coded: CodedDoc) -> None:
    elsewhere = FoundEvent(3, 4, "Attack", 1.0, (("Actor", 0, 1, 1.0),))
    _, roles = event_scores.compare([coded], lambda _: [elsewhere])
    assert (roles.exact.tp, roles.exact.fp, roles.exact.fn) == (0, 1, 2)


def test_swapped_roles_are_wrong(coded: CodedDoc) -> None:
    _, roles = event_scores.compare([coded], lambda _: [found("Attack", ("Place", 0, 1), ("Actor", 2, 3))])
    assert roles.exact.f == 0.0


def test_commonest_knows_no_words(coded: CodedDoc) -> None:
    read = event_scores.commonest_alone(EventData(BOOK, (coded,)))
    types, roles = event_scores.compare([coded], read)
    assert (types.exact.f, roles.exact.f) == (1.0, 1.0)


def test_rules_alone_take_trigger_words(coded: CodedDoc) -> None:
    read = event_scores.rules_alone(EventData(BOOK), lambda *_: {(0, 1): "Actor"})
    (event,) = read(coded)
    assert (event.type, event.arguments) == ("Attack", (("Actor", 0, 1, 1.0),))


def test_pipeline_without_event_parts_has_no_scores(nlp: Any, coded: CodedDoc) -> None:
    assert event_scores.score_events(nlp, EventData(BOOK, (coded,))) == EventScores()


def test_whole_scores_count_what_the_pipeline_finds(coded: CodedDoc) -> None:
    """No span is found by a pipeline that finds none, so no event from scratch; with spans given there is one."""
    import spacy

    from labels.training.event_parts import add_event_parts

    nlp = spacy.blank("en")
    data = EventData(BOOK, (coded,) * 6)
    add_event_parts(nlp, data)
    scores = event_scores.score_events(nlp, data)
    assert scores.types.exact.recall == 1.0
    assert scores.whole_types.exact.recall == 0.0


def test_json_gives_the_same_back(coded: CodedDoc) -> None:
    types, roles = event_scores.compare([coded], lambda _: [found("Attack", ("Actor", 0, 1))])
    scores = EventScores(types, roles)
    assert event_scores.from_dict(scores.as_dict()) == scores
    assert event_scores.from_dict({}).types.exact.f == 0.0
