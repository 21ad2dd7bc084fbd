"""Trainings on growing shares, with a learner that needs no spaCy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from corpus.errors import UserError
from labels.training.curve_points import measure
from labels.training.scores import Found
from labels.training.trial import Predict, Sample, Scored


@dataclass
class Parrot:
    """Finds a span where the same offsets were coded with the same label in any article it learnt from."""

    asked: list[tuple[list[int], int]] = field(default_factory=list)

    def learn(self, train: Sequence[Sample], seed: int) -> Predict:
        self.asked.append(([each.article for each in train], seed))
        known = {span for sample in train for span in sample.spans}

        def predict(samples: Sequence[Sample]) -> list[list[Scored]]:
            return [[(*span, 0.9) for span in sample.spans if span in known] for sample in samples]

        return predict


def samples(first: int, count: int, kinds: int = 40) -> list[Sample]:
    """Articles that each hold one span of many kinds and one that all have."""
    found = []
    for article in range(first, first + count):
        own: Found = (10 + article % kinds, 60, "ACTOR")
        found.append(Sample(article, ((0, 4, "LOCATION"), own)))
    return found


def test_shares_grow_and_hold_the_smaller_ones() -> None:
    parrot = Parrot()
    found = measure(samples(0, 20), samples(40, 5), parrot.learn)
    assert [point.articles for point in found.points] == [5, 10, 15, 20]
    trains = [set(train) for train, _ in parrot.asked]
    assert all(small < large for small, large in pairwise(trains))


def test_the_score_is_that_on_the_test_articles() -> None:
    found = measure(samples(0, 40), samples(40, 40), Parrot().learn)
    assert [round(point.f, 3) for point in found.points] == [
        round(2 * (40 + known) / (2 * (40 + known) + 40 - known), 3) for known in (10, 20, 30, 40)
    ]
    assert found.points[-1].by_label == {"ACTOR": 1.0, "LOCATION": 1.0}
    assert found.points[0].by_label["ACTOR"] == 0.4
    assert (found.test_articles, found.finished) == (40, 80)


def test_what_is_flat_and_what_rises_comes_out_in_words() -> None:
    found = measure(samples(0, 30), samples(40, 40), Parrot().learn)
    assert found.sentences[1] == "LOCATION is nearly flat; ACTOR is not."


def test_noise_is_that_of_the_test_articles() -> None:
    few = measure(samples(0, 40), samples(40, 6), Parrot().learn)
    many = measure(samples(0, 40), samples(40, 80), Parrot().learn)
    assert few.noise > many.noise > 0
    assert many.label_noise["LOCATION"] == 0.0  # always found: the articles do not matter
    assert many.label_noise["ACTOR"] > 0


def test_every_seed_draws_its_own_order() -> None:
    parrot = Parrot()
    found = measure(samples(0, 20), samples(40, 5), parrot.learn, seeds=(3, 4))
    assert [point.seed for point in found.points] == [3] * 4 + [4] * 4
    assert parrot.asked[0][0] != parrot.asked[4][0]


def test_the_same_seed_draws_the_same_order() -> None:
    one, other = Parrot(), Parrot()
    measure(samples(0, 20), samples(40, 5), one.learn)
    measure(samples(0, 20)[::-1], samples(40, 5), other.learn)
    assert one.asked == other.asked


def test_a_label_that_is_never_tested_is_counted_as_such() -> None:
    rare = [Sample(99, ((0, 4, "WEAPON"),))]
    found = measure([*samples(0, 20), *rare], samples(40, 5), Parrot().learn)
    assert found.coded["WEAPON"] == 0


@pytest.mark.parametrize(
    ("train", "test", "sentence"),
    [
        (3, 5, "too few finished articles for a learning curve: 3 to learn from"),
        (20, 0, "No article of the test share"),
    ],
)
def test_too_little_is_one_sentence(train: int, test: int, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        measure(samples(0, train), samples(40, test), Parrot().learn)
