"""Figures and verdicts in words."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.model.reading import worth
from desktop.model.words import duration, plainly, points, signed, size, using, verdict


def test_shares_are_points_on_screen() -> None:
    assert (points(0.541), signed(0.031), signed(-0.004), signed(0.0001), signed(-0.0001)) == (
        "54.1", "+3.1", "−0.4", "0.0", "0.0",
    )  # fmt: skip


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 s"), (41, "41 s"), (150, "2 min"), (3900, "1 h 5 min")])
def test_times_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 kB"), (640_000, "640 kB"), (5.3e6, "5 MB"), (3.2e9, "3.2 GB")])
def test_sizes(count: float, said: str) -> None:
    assert size(count) == said


def test_a_better_model_is_said_to_be_better_with_what_that_rests_on(make_model: Any) -> None:
    model = make_model(3, 0.541, 0.51, used=True)
    found = verdict(model, worth(model))
    assert found.tone == "good"
    assert found.heading == "Model 3 is better than Model 2: F 59.1, was 56.0."
    assert "the same 9 test articles" in found.details
    assert "between +0.4 and +5.9 points (95 %)" in found.details


def test_a_worse_model_is_said_to_be_worse(make_model: Any) -> None:
    model = make_model(3, 0.472, 0.51, interval=(-0.07, -0.009))
    found = verdict(model, worth(model))
    assert (found.tone, found.heading) == ("bad", "Model 3 is worse than Model 2: F 51.9, was 56.0.")


def test_a_difference_that_may_be_chance_is_called_so(make_model: Any) -> None:
    model = make_model(3, 0.541, 0.51, interval=(-0.014, 0.059))
    found = verdict(model, worth(model))
    assert found.tone == "even"
    assert "is perhaps better than" in found.heading
    assert "may be chance" in found.details


def test_the_first_model_is_compared_with_the_names_seen_before(make_model: Any) -> None:
    model = make_model(1, 0.43)
    assert verdict(model, worth(model)).heading == (
        "Model 1 is better than knowing only the names seen before: F 47.0 against 33.9."
    )


def test_a_model_without_test_articles_is_not_measured(make_model: Any) -> None:
    model = make_model(1, 0.43, measured=False)
    found = verdict(model, worth(model))
    assert found.heading == "Model 1 is trained, but not measured."
    assert "finish some more" in found.details


def test_a_model_with_no_rival_at_all_is_told_by_its_score(make_model: Any) -> None:
    model = make_model(1, 0.43)
    alone = replace(model, scores={name: kept for name, kept in model.scores.items() if name != "baseline"})
    assert verdict(alone, worth(alone)).heading == "Model 1 reaches F 47.0."


def test_a_stopped_training_is_told(make_model: Any) -> None:
    model = make_model(2, 0.5, 0.4, stopped=True)
    assert "was stopped" in verdict(model, worth(model)).details


def test_precision_and_recall_are_said_without_these_words(make_model: Any) -> None:
    assert plainly(worth(make_model(3, 0.541))) == (
        "Of 100 coded spans it finds 56, and of 100 that it proposes 62 are right."
    )


def test_which_model_suggests(make_model: Any) -> None:
    assert using([make_model(2, 0.5), make_model(1, 0.4, used=True)]) == "Model 1 makes the suggestions."
    assert using([make_model(2, 0.5)]) == "No model makes suggestions."
