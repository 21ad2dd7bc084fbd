"""Intervals by drawing articles anew."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.training.bootstrap import Interval, bootstrap, interval_from
from labels.training.scores import Score, total

RIGHT, WRONG = Score(1, 0, 0), Score(0, 1, 1)  # articles with one span each: F is the share of those that are right
SCORES = st.lists(st.builds(Score, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8)


def percentile(n: int, p: float, share: float) -> float:
    """The smallest k / n that at most `k` of `n` draws reach with probability `share`: the binomial law."""
    below = 0.0
    for k in range(n + 1):
        below += math.comb(n, k) * p**k * (1 - p) ** (n - k)
        if below >= share:
            return k / n
    return 1.0


@pytest.mark.parametrize(("right", "wrong"), [(50, 50), (80, 20), (27, 3)])
def test_the_interval_of_a_share_is_that_of_the_binomial_law(right: int, wrong: int) -> None:
    # The bootstrap of a share draws from a binomial law (Efron & Tibshirani 1993, chapter 5): percentiles are known.
    n, p = right + wrong, right / (right + wrong)
    found = bootstrap([RIGHT] * right + [WRONG] * wrong, rounds=20_000)
    assert found.mean == pytest.approx(p)
    assert found.low == pytest.approx(percentile(n, p, 0.025), abs=0.011)
    assert found.high == pytest.approx(percentile(n, p, 0.975), abs=0.011)


def test_the_spread_is_that_of_the_standard_error() -> None:
    # Standard error of a share: sqrt(p (1 - p) / n) = 0.05 for 50 of 100; 1.96 of them lie on either side.
    found = bootstrap([RIGHT] * 50 + [WRONG] * 50, rounds=20_000)
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * 0.05, abs=0.006)


def test_models_are_compared_on_the_same_draws() -> None:
    # One is right exactly where the other is and in ten further articles of a hundred: the difference is never below 0.
    better, worse = [RIGHT] * 60 + [WRONG] * 40, [RIGHT] * 50 + [WRONG] * 50
    found = bootstrap(better, worse)
    assert found.mean == pytest.approx(0.1)
    assert 0.03 < found.low < 0.06
    assert 0.14 < found.high < 0.18
    assert found.above > 0.99


def test_a_model_and_itself_do_not_differ() -> None:
    scores = [Score(3, 1, 2), Score(0, 4, 1), Score(7, 0, 0)]
    assert bootstrap(scores, scores) == Interval(0.0, 0.0, 0.0, 0.0)


def test_the_other_way_round_it_is_the_other_way_round() -> None:
    a, b = [Score(3, 1, 2), Score(0, 4, 1), Score(7, 0, 0)], [Score(2, 1, 3), Score(1, 4, 0), Score(6, 0, 1)]
    there, back = bootstrap(a, b), bootstrap(b, a)
    assert (there.low, there.high, there.mean) == pytest.approx((-back.high, -back.low, -back.mean))


def test_the_same_seed_gives_the_same_interval() -> None:
    scores = [Score(3, 1, 2), Score(0, 4, 1), Score(7, 0, 0), Score(2, 2, 9)]
    assert bootstrap(scores, seed=4) == bootstrap(scores, seed=4)
    assert bootstrap(scores, seed=4) != bootstrap(scores, seed=5)


def test_nothing_can_be_said_of_one_article() -> None:
    assert bootstrap([RIGHT], [WRONG]) == Interval(-1.0, 1.0, 1.0, 1.0)
    assert bootstrap([RIGHT]) == Interval(0.0, 1.0, 1.0, 1.0)
    assert bootstrap([], []) == Interval(-1.0, 1.0, 0.0, 0.0)


def test_articles_must_be_the_same() -> None:
    with pytest.raises(ValueError, match="same articles"):
        bootstrap([RIGHT], [])


def test_rounds_in_several_parts_are_as_many_as_asked_for() -> None:
    found = bootstrap([RIGHT, WRONG] * 3000, rounds=400)  # 6,000 articles: drawn in three parts
    assert found.low == pytest.approx(0.487, abs=0.003)


def test_it_goes_through_json() -> None:
    interval = Interval(-0.1, 0.3, 0.1, 0.8)
    assert interval_from(interval.as_dict()) == interval


@given(SCORES)
def test_the_interval_lies_between_the_worst_and_the_best_article(scores: list[Score]) -> None:
    found = bootstrap(scores, rounds=50)
    assert found.mean == pytest.approx(total(scores).f)
    assert min(each.f for each in scores) - 1e-9 <= found.low <= found.high <= max(each.f for each in scores) + 1e-9
