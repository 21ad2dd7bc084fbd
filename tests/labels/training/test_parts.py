"""The part that finds spans: what it sees of words, what it knows of names, how tags become spans."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from labels.training.parts import NamePipe, alike, layers, register
from labels.training.span_crf import Crf, Learner, averaged, choose
from labels.training.span_features import Known, chunks_of, spread, word_features


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy

    return spacy.blank("en")


def random_crf() -> Crf:
    rng = np.random.default_rng(0)
    crf = Crf.empty(["A", "B"], 6)
    crf.weights[1:] = rng.normal(size=(6, 5))
    crf.moves[:] = rng.normal(size=(5, 5))
    return crf


def taggings(length: int) -> list[tuple[int, ...]]:
    """Every sequence of tags in which I follows B or I of its label."""
    return [
        tags
        for tags in product(range(5), repeat=length)
        if all(tag in (0, 1, 3) or (at and tags[at - 1] in (tag - 1, tag)) for at, tag in enumerate(tags))
    ]


def spans_in(tags: tuple[int, ...]) -> set[tuple[int, int, str]]:
    spans = set()
    for start, tag in enumerate(tags):
        if tag in (1, 3):
            end = start + 1
            while end < len(tags) and tags[end] == tag + 1:
                end += 1
            spans.add((start, end, "AB"[tag // 2]))
    return spans


def test_probability_of_a_span_is_that_of_all_taggings_with_it() -> None:
    crf, rows = random_crf(), np.array([[1, 2], [3, 0], [4, 5], [6, 1]])
    emissions = crf.emissions(rows)
    total, wanted = 0.0, dict[Any, float]()
    for tags in taggings(4):
        value = sum(emissions[at, tag] for at, tag in enumerate(tags))
        value += sum(crf.moves[tags[at], tags[at + 1]] for at in range(3))
        total += np.exp(value)
        for span in spans_in(tags):
            wanted[span] = wanted.get(span, 0.0) + np.exp(value)
    found = crf.spans(rows, [(0, 4)])
    assert found
    assert found == pytest.approx({span: float(wanted[span] / total) for span in found}, abs=1e-4)
    assert {span for span in wanted if wanted[span] / total > 0.03} <= set(found)


def test_chunks_are_tagged_each_by_itself() -> None:
    crf, rows = random_crf(), np.array([[1, 2], [3, 0], [4, 5], [6, 1], [2, 3]])
    apart = crf.spans(rows[:2], [(0, 2)])
    later = {
        (start + 2, end + 2, label): chance for (start, end, label), chance in crf.spans(rows[2:], [(0, 3)]).items()
    }
    assert crf.spans(rows, [(0, 2), (2, 5)]) == pytest.approx(apart | later, abs=1e-5)


def test_learning_lowers_the_loss() -> None:
    learner = Learner(Crf.empty(["A"], 3), seed=0, steps=20, rate=0.1)
    chunk = np.array([[1], [2], [3]]), np.array([0, 1, 2])
    losses = [learner.learn([chunk], 0.0) for _ in range(20)]
    assert losses[-1] < losses[0] / 2
    assert set(learner.average().spans(chunk[0], [(0, 3)])) >= {(1, 3, "A")}


def test_vote_is_the_mean_over_all_members() -> None:
    assert averaged([{(0, 1, "A"): 0.8}, {(0, 1, "A"): 0.4, (1, 2, "B"): 0.5}]) == pytest.approx(
        {(0, 1, "A"): 0.6, (1, 2, "B"): 0.25}
    )


def test_chosen_spans_do_not_overlap_and_weigh_most() -> None:
    chances = {(0, 3, "A"): 0.6, (0, 1, "A"): 0.5, (1, 3, "B"): 0.5, (4, 5, "A"): 0.2}
    assert choose(chances, 0.25) == [((0, 1, "A"), 0.5), ((1, 3, "B"), 0.5)]
    assert choose(chances, 0.45) == [((0, 3, "A"), 0.6)]


def test_chunks_end_where_sentences_and_lines_do(nlp: Any) -> None:
    doc = nlp.make_doc("One two . Three\nfour five")
    chunks = chunks_of(doc)
    assert [doc[start:end].text for start, end in chunks[:2]] == ["One two .", "Three"]
    assert chunks[0][0] == 0
    assert chunks[-1][1] == len(doc)
    assert all(one[1] == other[0] for one, other in pairwise(chunks))
    assert chunks_of(nlp.make_doc("")) == []


def test_a_word_is_seen_with_those_around_it(nlp: Any) -> None:
    row = word_features(nlp.make_doc("The Rebels left"))[1]
    assert {"w0=rebels", "w-1=the", "w1=left", "w2=#", "s0=Xxx", "0xels"} <= set(row)


def test_marks_reach_the_words_beside() -> None:
    rows: list[list[str]] = [[], [], []]
    spread(rows, [["m"], [], []])
    assert rows == [["0m"], ["-1m"], []]


def test_names_are_marked_but_not_by_the_article_itself(nlp: Any) -> None:
    doc = nlp.make_doc("Free Army left Hama")
    known = Known({"free army": {"ACTOR": (2, 1)}, "hama": {"PLACE": (1, 0)}}, {})
    own = known.own(doc, [(0, 2, "ACTOR"), (3, 4, "PLACE")])
    assert known.counts("free army", own) == {"ACTOR": (1, 1)}
    assert known.counts("hama", own) == {}
    assert "nBLPLACE" in known.marks(doc)[3]
    marks = known.marks(doc, own)
    assert "nBACTOR1" in marks[0]
    assert "nILACTOR1" in marks[1]
    assert marks[3] == []


def test_a_listed_name_with_a_capital_needs_one(nlp: Any) -> None:
    known = Known({}, {"place": {"of": True, "nice": True}, "agent": {"troops": False}})
    marks = known.marks(nlp.make_doc("troops left nice Nice"))
    assert marks == [["agentB"], [], [], ["placeB"]]


def test_spans_are_dealt_into_layers_the_longest_first() -> None:
    spans = [(0, 1, "A"), (0, 3, "B"), (2, 4, "C"), (2, 3, "D")]
    assert layers(spans, 2) == [[(0, 3, "B")], [(2, 4, "C"), (0, 1, "A")]]


def test_chunks_of_which_nothing_is_known_are_not_learnt_from(nlp: Any) -> None:
    from spacy.tokens import Span
    from spacy.training import Example

    doc = nlp.make_doc("Rebels left . Troops came .")
    doc.set_ents([Span(doc, 0, 1, "ACTOR")], missing=[doc[3:6]], default="outside")
    pipe = NamePipe()
    pipe.initialize(lambda: [Example(doc.copy(), doc)])
    assert pipe.steps_of(24) == 1
    assert pipe.labels == ("ACTOR",)


def test_spacys_own_update_trains_it(nlp: Any) -> None:
    import spacy
    from spacy.tokens import Span
    from spacy.training import Example

    register()
    own = spacy.blank("en")
    own.add_pipe("dateline_names")
    doc = own.make_doc("Rebels left .")
    doc.set_ents([Span(doc, 0, 1, "ACTOR")])
    examples = [Example(own.make_doc(doc.text), doc) for _ in range(4)]
    sgd = own.initialize(lambda: examples)
    for _ in range(30):
        own.update(examples, sgd=sgd)
    assert own.evaluate([Example(own.make_doc(doc.text), doc)])["dateline_f"] == 1.0


def test_the_same_words_in_an_article_lift_one_another(nlp: Any) -> None:
    doc = nlp.make_doc("Hama fell . Later Hama was calm .")
    chances = {(0, 1, "PLACE"): 0.9, (4, 5, "PLACE"): 0.1, (4, 5, "ACTOR"): 0.2}
    assert alike(doc, chances) == {(0, 1, "PLACE"): 0.9, (4, 5, "PLACE"): 0.5, (4, 5, "ACTOR"): 0.2}
