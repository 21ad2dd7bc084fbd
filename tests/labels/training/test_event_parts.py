"""Learning events: types, roles, categories; the same from the same; on disk and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from labels.training import event_parts
from labels.training.event_parts import CATEGORIES, FACTORY, EventPipe, add_event_parts
from labels.training.event_shapes import (
    FOUND,
    SPANS,
    Book,
    CodedDoc,
    CodedEvent,
    EventData,
    EventTold,
    Piece,
    RoleSketch,
)

BOOK = Book(
    types={"Attack": ("shelled",), "Talks": ("met",), "Siege": ("besieged",)},
    roles={
        "Actor": RoleSketch("actor", "actor", ("ACTOR",)),
        "Target": RoleSketch("actor", "target", ("ACTOR",), many=True),
        "Place": RoleSketch("place", "place", ("LOCATION",)),
    },
    triggers=("EVENT",),
    roles_of={"Siege": ("Place",)},
    kinds={"EVENT": "event", "ACTOR": "actor", "LOCATION": "location"},
)
NAMES = ("Rebels", "Troops", "Police", "Envoys", "Militias", "Settlers")
TOWNS = ("Hama", "Homs", "Idlib", "Tripoli")


@pytest.fixture(scope="module")
def nlp() -> Any:
    """A blank pipeline; what is put at its end is taken away by `pipeline`."""
    import spacy

    return spacy.blank("en")


@pytest.fixture
def pipeline(nlp: Any) -> Iterator[Any]:
    yield nlp
    for name in list(nlp.pipe_names):
        nlp.remove_pipe(name)


def coded(nlp: Any, number: int) -> CodedDoc:
    """An article of one sentence; every third in the passive, every second talks."""
    one, other = NAMES[number % 6], NAMES[(number + 1 + number // 6) % 6]
    verb = "met" if number % 2 else "shelled"
    place = TOWNS[number % 4]
    if number % 3 == 0:
        doc = nlp.make_doc(f"{other} were {verb} by {one} in {place} .")
        trigger, actor, target, where = 2, 4, 0, 6
    else:
        doc = nlp.make_doc(f"{one} {verb} {other} in {place} .")
        trigger, actor, target, where = 1, 0, 2, 4
    kind = "Talks" if number % 2 else "Attack"
    doc.cats = {"Talks": float(number % 2), "Attack": 1.0 - number % 2}
    labels = ((trigger, "EVENT"), (actor, "ACTOR"), (target, "ACTOR"), (where, "LOCATION"))
    filled = (("Actor", actor, actor + 1), ("Target", target, target + 1), ("Place", where, where + 1))
    spans = tuple(Piece(at, at + 1, label) for at, label in labels)
    return CodedDoc(doc, spans, (CodedEvent(trigger, trigger + 1, kind, filled),))


def data(nlp: Any, count: int = 30) -> EventData:
    return EventData(BOOK, tuple(coded(nlp, number) for number in range(count)))


def learnt(nlp: Any) -> EventPipe:
    pipe = EventPipe(BOOK)
    pipe.learn(data(nlp), seed=0)
    return pipe


def trigger_of(each: CodedDoc) -> Piece:
    return next(span for span in each.spans if span.label == "EVENT")


def test_type_and_roles_are_learnt(nlp: Any) -> None:
    each = coded(nlp, 31)
    (event,) = learnt(nlp).read(each.doc, [trigger_of(each)], each.spans)
    assert event.type == "Talks"
    assert {argument[:3] for argument in event.arguments} == set(each.events[0].arguments)


def test_passive_turns_actor_and_target(nlp: Any) -> None:
    each = coded(nlp, 33)
    (event,) = learnt(nlp).read(each.doc, [trigger_of(each)], each.spans)
    assert {argument[:3] for argument in event.arguments} == set(each.events[0].arguments)


def test_codebook_words_know_types_never_coded(nlp: Any) -> None:
    doc = nlp.make_doc("Rebels besieged Police in Hama .")
    spans = [Piece(0, 1, "ACTOR"), Piece(1, 2, "EVENT"), Piece(4, 5, "LOCATION")]
    (event,) = learnt(nlp).read(doc, [spans[1]], spans)
    assert event.type == "Siege"


def test_only_roles_of_the_type_are_filled(nlp: Any) -> None:
    doc = nlp.make_doc("Rebels besieged Police in Hama .")
    spans = [Piece(0, 1, "ACTOR"), Piece(1, 2, "EVENT"), Piece(4, 5, "LOCATION")]
    (event,) = learnt(nlp).read(doc, [spans[1]], spans)
    assert {argument[0] for argument in event.arguments} <= {"Place"}


def test_single_role_is_filled_once(nlp: Any) -> None:
    doc = nlp.make_doc("Rebels shelled Police in Hama in Homs .")
    spans = [Piece(0, 1, "ACTOR"), Piece(1, 2, "EVENT"), Piece(4, 5, "LOCATION"), Piece(6, 7, "LOCATION")]
    (event,) = learnt(nlp).read(doc, [spans[1]], spans)
    assert [argument[0] for argument in event.arguments].count("Place") == 1


def test_trigger_that_is_coded_as_none_is_told_as_unlikely(nlp: Any) -> None:
    docs = []
    for number in range(12):
        each = coded(nlp, number * 2 + 1)
        doc = nlp.make_doc(each.doc.text + " The war went on .")
        war = next(token.i for token in doc if token.text == "war")
        docs.append(CodedDoc(doc, (*each.spans, Piece(war, war + 1, "EVENT")), each.events))
    pipe = EventPipe(BOOK)
    pipe.learn(EventData(BOOK, tuple(docs)), seed=0)
    triggers = [span for span in docs[0].spans if span.label == "EVENT"]
    found = pipe.read(docs[0].doc, triggers, docs[0].spans, least=0.5)
    assert [event.start for event in found] == [docs[0].events[0].start]


def test_rules_are_heard(nlp: Any) -> None:
    """Where nothing was learnt to the contrary, the span that rules name fills the role."""
    each = coded(nlp, 1)
    few = EventData(BOOK, (each,))
    asked = []

    def rules(doc: Any, trigger: Any, spans: Any, path: str) -> dict[tuple[int, int], str]:
        asked.append(path)
        return {(0, 1): "Actor"}

    pipe = EventPipe(BOOK, rules=rules)
    pipe.learn(few, seed=0)
    (event,) = pipe.read(each.doc, [trigger_of(each)], each.spans)
    assert ("Actor", 0, 1) in {argument[:3] for argument in event.arguments}
    assert set(asked) == {"Talks"}


def test_same_seed_gives_the_same_chances(nlp: Any) -> None:
    each = coded(nlp, 31)
    one, other = (learnt(nlp).read(each.doc, [trigger_of(each)], each.spans) for _ in range(2))
    assert one == other


def test_too_few_events_add_nothing(pipeline: Any) -> None:
    report = add_event_parts(pipeline, data(pipeline, 3))
    assert pipeline.pipe_names == []
    assert report["notes"] == ["There are 3 of the 6 events that a model needs to learn from; rules suggest events."]


def test_parts_stand_at_the_end(pipeline: Any) -> None:
    report = add_event_parts(pipeline, data(pipeline))
    assert pipeline.pipe_names == [CATEGORIES, FACTORY]
    assert (report["events"], report["types"], report["roles"], report["categories"]) == (30, 3, 3, 2)


def test_parts_of_a_base_pipeline_give_way(pipeline: Any) -> None:
    add_event_parts(pipeline, data(pipeline))
    add_event_parts(pipeline, data(pipeline))
    assert pipeline.pipe_names == [CATEGORIES, FACTORY]


def test_learning_that_is_stopped_leaves_the_pipeline(pipeline: Any) -> None:
    def stop(told: EventTold) -> None:
        if told.phase == "categories":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        add_event_parts(pipeline, data(pipeline), told=stop)
    assert pipeline.pipe_names == []


def test_every_part_tells_how_far_it_is(pipeline: Any) -> None:
    told: list[EventTold] = []
    add_event_parts(pipeline, data(pipeline), told=told.append)
    assert list(dict.fromkeys(each.phase for each in told)) == ["events", "event types", "roles", "categories"]
    assert all(1 <= each.step <= each.steps and each.loss >= 0 for each in told)


def test_pipeline_is_the_same_from_disk(pipeline: Any, tmp_path: Path) -> None:
    import spacy

    add_event_parts(pipeline, data(pipeline))
    pipeline.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    found = []
    for each in (pipeline, again):
        doc: Any = each.make_doc("Rebels shelled Police in Hama .")
        doc.spans[SPANS] = [
            doc.char_span(0, 6, "ACTOR"),
            doc.char_span(7, 14, "EVENT"),
            doc.char_span(25, 29, "LOCATION"),
        ]
        for _, part in each.pipeline:
            doc = part(doc)
        found.append((doc.user_data[FOUND], doc.cats))
    assert found[0] == found[1]
    assert found[0][0][0]["type"] == "Attack"
    assert json.dumps(found[0][0])  # nothing but JSON


def test_no_pickle_is_written(pipeline: Any, tmp_path: Path) -> None:
    add_event_parts(pipeline, data(pipeline))
    pipeline.to_disk(tmp_path / "model")
    files = sorted(each.name for each in (tmp_path / "model" / FACTORY).iterdir())
    assert files == ["book.json", "roles.npz", "types.npz", "worth.npz"]


def test_files_import_nothing_else_of_the_program(root: Path) -> None:
    """They go into exported packages by themselves."""
    own = {f"labels.training.{name.removesuffix('.py')}" for name in event_parts.FILES}
    for name in event_parts.FILES:
        text = (root / "labels" / "training" / name).read_text("utf-8")
        used = {line.split()[1] for line in text.splitlines() if line.startswith("from labels")}
        assert used <= own
