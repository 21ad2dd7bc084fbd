from desktop.review.words import badge, told
from labels.suggestion import NAMES, Suggestion


def test_a_score_that_is_not_quite_sure_never_reads_as_sure() -> None:
    assert [badge(score) for score in (0.5, 0.999, 1.0)] == ["0.50", "0.99", "1"]


def test_the_tooltip_says_who_why_and_who_else() -> None:
    found = Suggestion(1, 0, 4, 1, NAMES, 0.93, "coded 41 times as LOCATION", ("model 3", "pattern 1", "pattern 2"))
    assert told(found) == "Suggested by Names, score 0.93\nCoded 41 times as LOCATION\nAlso: Model 3, Patterns"


def test_the_tooltip_needs_no_reason() -> None:
    assert told(Suggestion(1, 0, 4, 1, "model 3", 0.5)) == "Suggested by Model 3, score 0.50"
