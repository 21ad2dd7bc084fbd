"""The coding of a project through curve and cross-validation, with a pipeline that knows names by heart."""

import sys
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import labels.training
from corpus import articles
from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import spans, test_share
from labels.intake import take_in
from labels.training import studies
from labels.training.crossing import run_errors
from labels.training.curve_points import run_curve
from labels.training.trial import Clock

TOWNS = ["Hama", "Homs", "Idlib", "Daraa", "Raqqa", "Aleppo", "Latakia", "Palmyra", "Tartus", "Qamishli"]
SPAN = (0.75,)


class ByHeart:
    """A pipeline that finds the names it was shown, in text cut at blanks."""

    def __init__(self, names: dict[str, str]) -> None:
        import spacy

        self._names, self._nlp = names, spacy.blank("en")

    def pipe(self, texts: Iterable[str]) -> Iterator[Any]:
        from spacy.tokens import Span, SpanGroup

        for text in texts:
            doc = self._nlp(text)
            found = [
                Span(doc, token.i, token.i + 1, self._names[token.text]) for token in doc if token.text in self._names
            ]
            doc.spans["dateline"] = SpanGroup(doc, name="dateline", spans=found, attrs={"scores": SPAN * len(found)})
            yield doc


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A recipe in place of the real one; the list says what each training was given."""
    asked: list[dict[str, Any]] = []

    def train(train: list[Any], dev: list[Any], *, told: Callable[[Any], None], **given: Any) -> ByHeart:
        asked.append({"train": len(train), **given})
        told(SimpleNamespace(step=5, steps_expected=10, loss=3.0, score=0.5, words=100, seconds=2.0))
        return ByHeart({span.text: span.label_ for doc in train for span in doc.spans["sc"]})

    made: Any = ModuleType("labels.training.recipe")
    made.Stopped = type("Stopped", (Exception,), {})
    made.train, made.quick, made.Knowledge = train, lambda: "quick", SimpleNamespace
    monkeypatch.setitem(sys.modules, "labels.training.recipe", made)
    monkeypatch.setattr(labels.training, "recipe", made, raising=False)
    return asked


@pytest.fixture
def coded(store: Store, add_label: Callable[[str], int]) -> Store:
    """Thirty articles that name a town each, coded and done; the uid is fixed, and so the split is."""
    label = add_label("LOCATION")
    with store.transaction():
        store.set_setting("uid", "the same in every run")
        raw = [
            RawArticle(
                f"{TOWNS[number % 10]} was calm for day {number}, said {number * 7} people of {number * 13} there."
            )
            for number in range(30)
        ]
        first = take_in(store, raw).first_id or 0
        for number in range(30):
            spans.add(store, first + number, 0, len(TOWNS[number % 10]), label)
            articles.set_status(store, first + number, "done")
    return store


def here(monkeypatch: pytest.MonkeyPatch, handler: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """Do what the child does in this process, and return what it says."""
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(studies, "in_child", lambda store, request, **_: handler(store, request, said.append))
    return said


def test_a_curve_is_measured(coded: Store, recipe: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    said = here(monkeypatch, run_curve)
    report = studies.curve(coded)
    assert [point.articles for point in report.points] == sorted(asked["train"] for asked in recipe)
    assert report.points[-1].f > 0.8
    assert report.finished == 30
    assert report.test_articles >= 2
    assert [line["told"]["step"] for line in said] == [0, 50, 150, 250, 350]
    assert said[-1]["told"]["steps"] == 400


def test_a_curve_is_trained_quickly_with_the_seed_given(
    coded: Store, recipe: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    here(monkeypatch, run_curve)
    studies.curve(coded, seed=4)
    for asked in recipe:
        assert (asked["seed"], asked["lang"], asked["recipe"]) == (4, "en", "quick")


def test_coding_is_crossed_and_what_differs_is_kept(
    coded: Store, recipe: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:

    here(monkeypatch, run_errors)
    label = coded.value("SELECT id FROM label")
    barred = set(test_share.articles(coded))
    forgotten = next(row[0] for row in coded.rows("SELECT id FROM article") if row[0] not in barred)
    spans.remove(coded, [row[0] for row in coded.rows("SELECT id FROM span WHERE article_id = ?", (forgotten,))])
    run = studies.cross(coded, folds=3)
    crossed = {row[0] for row in coded.rows("SELECT article_id FROM crossed WHERE run_id = ?", (run,))}
    assert crossed == {row[0] for row in coded.rows("SELECT id FROM article")} - barred
    found = coded.rows("SELECT start, label_id, score FROM cross_prediction WHERE article_id = ?", (forgotten,))
    assert found == [(0, label, 0.75)]
    assert len(recipe) == 3


def test_too_little_is_one_sentence(
    store: Store, recipe: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for handler, study in ((run_curve, studies.curve), (run_errors, studies.cross)):
        here(monkeypatch, handler)
        with pytest.raises(UserError, match="finish some articles first"):
            study(store)


def test_a_training_that_is_stopped_stops_the_study(
    coded: Store, recipe: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sys.modules["labels.training.recipe"]

    def train(*_: Any, **__: Any) -> None:
        raise made.Stopped

    monkeypatch.setattr(made, "train", train)
    here(monkeypatch, run_curve)
    with pytest.raises(Cancelled):
        studies.curve(coded)


def test_a_clock_counts_all_trainings_as_one_work() -> None:
    said: list[dict[str, Any]] = []
    clock = Clock(said.append, 2)
    told = SimpleNamespace(step=5, steps_expected=10, loss=None, score=0.4, words=0, seconds=0.0)
    clock.tell(told)
    clock.next()
    clock.tell(SimpleNamespace(**{**vars(told), "step": 12}))  # longer than expected
    assert [(line["told"]["member"], line["told"]["step"]) for line in said] == [(1, 50), (2, 200)]
    assert said[1]["told"]["seconds_left"] == 0.0


def test_a_stop_goes_through_the_clock() -> None:
    def say(_: dict[str, Any]) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Clock(say, 2).tell(SimpleNamespace(step=1, steps_expected=9, loss=None, score=None, words=0, seconds=0.0))


def test_the_loss_is_of_a_step_though_spacy_sums_it() -> None:
    said: list[dict[str, Any]] = []
    clock = Clock(said.append, 2)
    for step, summed in enumerate((8.0, 16.0, 24.0, 8.0, 16.0), start=1):  # the sum begins anew after a score
        clock.tell(SimpleNamespace(step=step, steps_expected=5, loss=summed, score=None, words=0, seconds=0.0))
    assert [line["told"]["loss"] for line in said] == [8.0] * 5
