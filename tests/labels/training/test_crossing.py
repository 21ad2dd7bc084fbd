"""Folds for cross-validation, with a learner that needs no spaCy."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from labels.training.crossing import Fold, folds, predict
from labels.training.trial import Predict, Sample, Scored


def samples(count: int) -> list[Sample]:
    return [Sample(article, ((0, 4, "LOCATION"),)) for article in range(count)]


def ids(side: list[Sample]) -> set[int]:
    return {sample.article for sample in side}


def test_every_article_is_predicted_once_by_what_has_not_seen_it() -> None:
    found = folds(samples(20), {}, 3, "salt")
    assert sorted(each.article for fold in found for each in fold.predicted) == list(range(20))
    for fold in found:
        assert ids(fold.predicted) | ids(fold.train) == set(range(20))
        assert len(fold.predicted) + len(fold.train) == 20


def test_near_copies_stay_together() -> None:
    group_of = {article: article // 3 for article in range(12)}  # 0-2, 3-5, 6-8, 9-11 are one story each
    for fold in folds(samples(20), group_of, 4, "salt"):
        sides = [ids(fold.predicted), ids(fold.train)]
        assert all({article, article - article % 3} <= side for side in sides for article in side if article < 12)


def test_a_group_and_a_lone_article_of_the_same_number_are_two() -> None:
    found = folds(samples(6), {4: 1, 5: 1}, 3, "salt")
    assert sum(len(fold.predicted) for fold in found) == 6


def test_folds_are_of_one_size() -> None:
    assert sorted(len(fold.predicted) for fold in folds(samples(20), {}, 3, "salt")) == [6, 7, 7]


def test_the_same_project_is_dealt_the_same_way() -> None:
    assert folds(samples(20), {}, 3, "salt") == folds(samples(20)[::-1], {}, 3, "salt")
    assert folds(samples(20), {}, 3, "salt") != folds(samples(20), {}, 3, "pepper")


def test_fewer_articles_make_fewer_folds() -> None:
    assert len(folds(samples(3), {}, 5, "salt")) == 3


@pytest.mark.parametrize(("count", "group_of"), [(0, {}), (2, {}), (9, dict.fromkeys(range(9), 1))])
def test_too_few_articles_are_one_sentence(count: int, group_of: dict[int, int]) -> None:
    with pytest.raises(UserError, match="too few finished articles"):
        folds(samples(count), group_of, 3, "salt")


def test_predictions_are_by_article() -> None:
    asked: list[tuple[int, int]] = []

    def learn(train: Sequence[Sample], seed: int) -> Predict:
        asked.append((len(train), seed))
        learnt = ids([*train])

        def answer(wanted: Sequence[Sample]) -> list[list[Scored]]:
            assert not learnt & ids(list(wanted))
            return [[(0, 4, "LOCATION", 0.5)] if sample.article % 2 else [] for sample in wanted]

        return answer

    chosen = folds(samples(9), {}, 3, "salt")
    found = {article: spans for part in predict(chosen, learn, seed=7) for article, spans in part.items()}
    assert found == {article: [(0, 4, "LOCATION", 0.5)] if article % 2 else [] for article in range(9)}
    assert asked == [(6, 7)] * 3


@given(st.lists(st.integers(0, 8), min_size=9, max_size=30), st.integers(2, 6))
def test_no_group_is_ever_on_two_sides(grouping: list[int], count: int) -> None:
    group_of = {article: group for article, group in enumerate(grouping) if group}
    try:
        found: list[Fold] = folds(samples(len(grouping)), group_of, count, "salt")
    except UserError:
        return
    assert sorted(each.article for fold in found for each in fold.predicted) == list(range(len(grouping)))
    for fold in found:
        sides = [{group_of.get(each, -each) for each in ids(side)} for side in (fold.train, fold.predicted)]
        assert not sides[0] & sides[1]
        assert fold.train
