"""One training out of several: what the learning curve and cross-validation need of the trainer.

Both train many models and keep none. They know articles as `Sample`, and a training as a function from articles to a
function that predicts; so they can be tested without spaCy, which is imported here only inside functions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus.progress import Cancelled
from labels.training.by_recipe import Losses
from labels.training.options import TrainingTold
from labels.training.scores import Found

if TYPE_CHECKING:
    from corpus.store import Store

Scored = tuple[int, int, str, float]  # start and end (code points, half-open), name of the label, score 0 to 1
Say = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Sample:
    """An article to learn from or to predict.

    Attributes:
        article: its id. spans: its coding. doc: spaCy's `Doc` of it.
    """

    article: int
    spans: tuple[Found, ...]
    doc: Any = None


Predict = Callable[[Sequence[Sample]], list[list[Scored]]]
Learn = Callable[[Sequence[Sample], int], Predict]  # what is learnt from, and the seed


@dataclass(frozen=True, slots=True)
class Study:
    """The articles of a project as they are split, and the way to train on some of them.

    Attributes:
        learnt: all that training learns from, the dev articles too: the recipe chooses nothing by these.
        crossed: those of them that a model may be shown on: not those whose place is in the test share.
        fingerprint: SHA-256 of the data.
    """

    learnt: list[Sample]
    test: list[Sample]
    crossed: list[Sample]
    learn: Learn
    fingerprint: str = ""


def found(spans: Iterable[Scored]) -> list[Found]:
    """Return predicted spans without their scores."""
    return [(start, end, label) for start, end, label, _ in spans]


def prepare(store: Store, request: Mapping[str, Any], say: Say, *, trainings: int) -> Study:
    """Read the coding, and return it with a way to train on it that says how far it is.

    Args:
        trainings: how many there will be.

    Raises:
        UserError: no article is there to learn from.
    """
    from labels.training import docs

    say({"told": asdict(TrainingTold("reading", members=trainings))})
    split = docs.split_docs(store, finished_only=bool(request.get("finished_only", True)))
    learnt = [_sample(doc) for doc in (*split.train, *split.dev)]
    crossed = [sample for sample in learnt if sample.article not in split.stand_ins]
    clock = Clock(say, trainings)

    def learn(train: Sequence[Sample], seed: int) -> Predict:
        nlp = _trained(store, train, told=clock.tell, seed=seed, lang=split.lang)
        clock.next()
        return lambda samples: [_found(doc) for doc in nlp.pipe(sample.doc.text for sample in samples)]

    return Study(learnt, [_sample(doc) for doc in split.test], crossed, learn, split.fingerprint)


class Clock:
    """Says how far several trainings are together; each counts as much as any other."""

    _PARTS = 100  # that one training is told in

    def __init__(self, say: Say, trainings: int) -> None:
        self._say, self._trainings, self._done = say, trainings, 0
        self._began, self._losses = time.monotonic(), Losses()

    def tell(self, told: Any) -> None:
        """Pass on what `recipe.train` tells of one training.

        Raises:
            Cancelled: somebody asked to stop.
        """
        share = min(1.0, told.step / told.steps_expected) if told.steps_expected else 0.0
        step, steps = self._done * self._PARTS + int(share * self._PARTS), self._trainings * self._PARTS
        seconds = time.monotonic() - self._began
        loss = self._losses.of(self._done, told.loss) if told.step and told.loss is not None else None
        whole = TrainingTold(
            "training", member=self._done + 1, members=self._trainings, step=step, steps=steps, loss=loss,
            score=told.score, words_per_second=told.words / told.seconds if told.seconds else 0.0, seconds=seconds,
            seconds_left=seconds / step * (steps - step) if step else None,
        )  # fmt: skip
        self._say({"told": asdict(whole)})

    def next(self) -> None:
        """Note that a training is over."""
        self._done = min(self._done + 1, self._trainings - 1)


def _trained(store: Store, train: Sequence[Sample], **given: Any) -> Any:
    """Train quickly, with what is known from these articles alone.

    Raises:
        Cancelled: somebody asked to stop; what is half learnt is of no use here.
    """
    from labels.training import recipe
    from labels.training.knowledge import knowledge

    docs = [sample.doc.copy() for sample in train]
    known = knowledge(store, docs)
    try:
        return recipe.train(docs, [], recipe=recipe.quick(), knowledge=known, **given)
    except recipe.Stopped as stopped:
        raise Cancelled from stopped


def _sample(doc: Any) -> Sample:
    from labels.training import docs

    return Sample(docs.article_of(doc), tuple(docs.gold(doc)), doc)


def _found(doc: Any) -> list[Scored]:
    """Return what a pipeline of ours found, with its scores; a span without one counts as sure."""
    from labels.training.measuring import SPANS

    group = doc.spans.get(SPANS, ())
    known = getattr(group, "attrs", {}).get("scores")
    scores = [1.0] * len(group) if known is None else known
    return [
        (span.start_char, span.end_char, span.label_, min(1.0, max(0.0, float(sure))))
        for span, sure in zip(group, scores, strict=True)
    ]
