"""Training spans by the recipe: the same from the same, on disk and back, stopped, on a base, with overlaps."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.progress import Cancelled
from labels.training import recipe as recipes
from labels.training.recipe import Knowledge, Recipe, Stopped, Told

GROUPS = ("Rebels", "Troops", "Police", "Envoys", "Militias", "Settlers")
TOWNS = ("Hama", "Homs", "Idlib", "Tripoli")
SHORT = Recipe(rounds=6, fold_dev=False)
KNOWLEDGE = Knowledge(places=("Raqqa", "Palmyra"), actors=("Free Army",))
UNSEEN = "Gunmen left Raqqa . Police shelled Palmyra ."


@pytest.fixture(scope="module")
def blank() -> Any:
    import spacy

    return spacy.blank("en")


def coded(nlp: Any, number: int, *, nested: bool = False) -> Any:
    """An article of two sentences; with spans within spans if wanted."""
    one, other, town = GROUPS[number % 6], GROUPS[(number + 1 + number // 6) % 6], TOWNS[number % 4]
    doc = nlp.make_doc(f"{one} of {town} shelled {other} . The {other} left {town} .")
    spans = [(0, 1, "ACTOR"), (2, 3, "PLACE"), (4, 5, "ACTOR"), (7, 8, "ACTOR"), (9, 10, "PLACE")]
    if nested:
        spans[0] = (0, 3, "ACTOR")
    made = [doc[start:end] for start, end, _ in spans]
    for span, (_, _, label) in zip(made, spans, strict=True):
        span.label_ = label
    doc.spans["sc"] = made
    doc.ents = [span for at, span in enumerate(made) if not (nested and at == 1)]
    return doc


@pytest.fixture(scope="module")
def articles(blank: Any) -> list[Any]:
    return [coded(blank, number) for number in range(24)]


def learn(docs: list[Any], dev: list[Any], *, recipe: Recipe = SHORT, **given: Any) -> Any:
    given = {"lang": "en", "knowledge": KNOWLEDGE, "told": lambda told: None, **given}
    return recipes.train(docs, dev, recipe=recipe, **given)


def found(nlp: Any, text: str = UNSEEN) -> list[tuple[str, str, float]]:
    doc = nlp(text)  # a group of spans lives as long as its doc
    group = doc.spans["dateline"]
    return [(span.text, span.label_, score) for span, score in zip(group, group.attrs["scores"], strict=True)]


@pytest.fixture(scope="module")
def model(articles: list[Any]) -> Any:
    return learn(articles, [])


def test_names_in_known_surroundings_are_found(model: Any) -> None:
    assert {(text, label) for text, label, _ in found(model)} >= {("Raqqa", "PLACE"), ("Police", "ACTOR")}


def test_every_span_has_a_score_and_is_an_entity(model: Any) -> None:
    doc = model(UNSEEN)
    group = doc.spans["dateline"]
    assert len(group) == len(group.attrs["scores"]) > 0
    assert all(0 <= score <= 1 for score in group.attrs["scores"])
    assert [(span.start, span.end) for span in doc.ents] == [(span.start, span.end) for span in group]


def test_same_data_and_seed_give_the_same(articles: list[Any], model: Any) -> None:
    assert found(learn(articles, [])) == found(model)


def test_another_seed_gives_other_scores(articles: list[Any], model: Any) -> None:
    assert found(learn(articles, [], seed=7)) != found(model)


def test_model_is_the_same_from_disk(model: Any, tmp_path: Path) -> None:
    import spacy

    model.to_disk(tmp_path / "model")
    assert found(spacy.load(tmp_path / "model")) == found(model)


def test_nothing_of_this_computer_is_left_in_the_configuration(model: Any) -> None:
    config = json.dumps(model.config)
    assert "/tmp" not in config
    assert "knowledge.json" not in config


def test_empty_text_has_no_spans(model: Any) -> None:
    assert found(model, "") == []
    assert [len(doc.spans["dateline"]) for doc in model.pipe(["", " "])] == [0, 0]


def test_steps_of_long_articles_are_foreseen(blank: Any, articles: list[Any]) -> None:
    from spacy.tokens import Doc

    heard: list[Told] = []
    longer = [Doc.from_docs((articles * 2)[at : at + 27]) for at in range(8)]  # of 350 words: a batch takes but one
    learn([*longer, *articles[:4]], [], told=heard.append)
    assert abs(heard[-1].steps_expected - heard[-1].step) <= 0.2 * heard[-1].step


def test_training_tells_where_it_stands(articles: list[Any]) -> None:
    heard: list[Told] = []
    learn(articles[:16], articles[16:], recipe=replace(SHORT, fold_dev=True, members=2), told=heard.append)
    assert list(dict.fromkeys(told.phase for told in heard)) == ["preparing", "trial", "training"]
    assert max(told.member for told in heard) == 2
    assert max(told.score or 0 for told in heard) > 0.9
    assert [told.step for told in heard] == list(range(len(heard)))
    assert heard[-1].steps_expected == heard[-1].step
    assert heard[-1].words > 0


def test_scores_are_measured_on_dev_alone(articles: list[Any]) -> None:
    heard: list[Told] = []
    learn(articles, [], told=heard.append)
    assert all(told.score is None for told in heard)


def stop_at(step: int) -> Any:
    def told(each: Told) -> None:
        if each.step == step:
            raise Cancelled

    return told


def test_stopping_hands_over_the_best_so_far(articles: list[Any]) -> None:
    with pytest.raises(Stopped) as stopped:
        learn(articles, [], recipe=replace(SHORT, members=3), told=stop_at(5))
    assert found(stopped.value.best)


def test_stopping_after_the_first_try_hands_that_over(articles: list[Any]) -> None:
    heard: list[Told] = []

    def told(each: Told) -> None:
        heard.append(each)
        if each.phase == "training":
            raise Cancelled

    with pytest.raises(Stopped) as stopped:
        learn(articles[:16], articles[16:], recipe=replace(SHORT, fold_dev=True), told=told)
    tried = learn(articles[:16], [], recipe=SHORT)
    assert [found(stopped.value.best, doc.text) for doc in articles] == [found(tried, doc.text) for doc in articles]


def test_a_member_half_trained_does_not_vote(articles: list[Any]) -> None:
    def told(each: Told) -> None:
        if each.member == 2:
            raise Cancelled

    with pytest.raises(Stopped) as stopped:
        learn(articles, [], recipe=replace(SHORT, members=3), told=told)
    best: Any = stopped.value.best
    assert len(best.get_pipe("dateline_names").members) == 1


def test_stopping_before_the_beginning_hands_over_nothing(articles: list[Any]) -> None:
    with pytest.raises(Stopped) as stopped:
        learn(articles, [], told=stop_at(0))
    assert stopped.value.best is None


def test_overlapping_spans_are_learnt_in_layers(blank: Any) -> None:
    docs = [coded(blank, number, nested=True) for number in range(24)]
    nlp = learn(docs, [], recipe=replace(SHORT, rounds=12))
    spans = {(text, label) for text, label, _ in found(nlp, "Police of Homs shelled Troops .")}
    assert {("Police of Homs", "ACTOR"), ("Homs", "PLACE")} <= spans


def test_another_pipelines_parts_are_learnt_from(articles: list[Any], blank: Any, tmp_path: Path) -> None:
    import spacy

    base = spacy.blank("en")
    ruler: Any = base.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "TOWN", "pattern": "Zyx"}])
    base.to_disk(tmp_path / "base")
    nlp = learn(articles, [], base=tmp_path / "base")
    assert nlp.pipe_names == ["entity_ruler", "dateline_names"]
    assert found(nlp)


def test_own_model_is_begun_with(articles: list[Any], model: Any, tmp_path: Path) -> None:
    model.to_disk(tmp_path / "base")
    one_step = replace(SHORT, rounds=1)
    warm, cold = (
        learn(articles[:2], [], recipe=one_step, base=tmp_path / "base"),
        learn(articles[:2], [], recipe=one_step),
    )
    sure, unsure = ({text: score for text, _, score in found(nlp)}["Police"] for nlp in (warm, cold))
    assert sure > unsure + 0.1


def test_word_vectors_are_learnt_from(articles: list[Any], tmp_path: Path) -> None:
    import numpy as np
    import spacy

    vectors = spacy.blank("en")
    for at, word in enumerate((*GROUPS, *TOWNS, "Gunmen", "Raqqa")):
        vectors.vocab.set_vector(word, np.eye(12, dtype="f")[at])
    vectors.to_disk(tmp_path / "vectors")
    nlp = learn(articles, [], vectors=tmp_path / "vectors")
    nlp.to_disk(tmp_path / "model")
    assert found(spacy.load(tmp_path / "model")) == found(nlp)
