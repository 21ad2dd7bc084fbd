from collections.abc import Iterator
from typing import Protocol

import pytest

from labels.suggest.pattern_child import PatternRunner

WILD = '[{"OP": "*"}, {"OP": "*"}, {"OP": "*"}, {"LOWER": "z"}]'  # takes for ever where there is no z
PATIENCE = 60.0  # seconds; a busy machine takes its time to start a child


class Make(Protocol):
    def __call__(self, *patterns: tuple[int, str, str], seconds: float = ...) -> PatternRunner: ...


@pytest.fixture
def runner() -> Iterator[Make]:
    made: list[PatternRunner] = []

    def make(*patterns: tuple[int, str, str], seconds: float = 2.0) -> PatternRunner:
        made.append(PatternRunner(patterns, lang="en", seconds=seconds))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_expressions_and_token_patterns_find_code_points(runner: Make) -> None:
    run = runner((1, "expression", r"\d+ killed"), (2, "tokens", '[{"LOWER": "free"}, {"LOWER": "army"}]'))
    text = "🔥 The Free Army: 12 killed"
    found = run.find(text, patience=PATIENCE)
    assert found is not None
    assert sorted((number, text[start:end]) for number, start, end in found) == [(1, "12 killed"), (2, "Free Army")]


def test_an_exploding_expression_is_set_aside_and_the_others_go_on(runner: Make) -> None:
    run = runner((1, "expression", "(a+)+$"), (2, "expression", r"\d+"), seconds=0.3)
    text = "a" * 40 + "b 12"
    assert run.find(text, patience=PATIENCE) == [(2, 42, 44)]
    assert run.set_aside == {
        1: "The pattern (a+)+$ takes over 0.3 seconds in one article and is set aside; make it more exact."
    }


def test_of_token_patterns_run_together_only_the_exploding_one_is_set_aside(runner: Make) -> None:
    run = runner((1, "tokens", WILD), (2, "tokens", '[{"IS_DIGIT": true}]'), seconds=0.3)
    text = "a " * 3000 + "12"
    assert run.find(text, patience=PATIENCE) == [(2, 6000, 6002)]
    assert list(run.set_aside) == [1]


def test_what_is_not_done_in_time_can_be_asked_for_again(runner: Make) -> None:
    run = runner((1, "expression", r"\d+"))
    assert run.find("12", patience=0.0) is None
    assert run.find("12", patience=PATIENCE) == [(1, 0, 2)]


def test_patterns_that_cannot_be_run_are_told_and_none_left_is_no_trouble(runner: Make) -> None:
    run = runner((1, "expression", "("))
    assert run.find("12", patience=PATIENCE) == []
    assert run.set_aside == {1: "This expression cannot be read: missing ), unterminated subpattern at character 1."}


def test_without_patterns_no_child_is_started(runner: Make) -> None:
    assert runner().find("text", patience=0.0) == []
