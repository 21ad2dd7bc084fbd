from desktop.review_spans import dashed, span_id
from labels.label import Label
from labels.suggestion import NAMES, Suggestion

FOUND = Suggestion(1, 10, 14, 2, NAMES, 0.93, "coded twice")


def test_each_label_on_the_same_words_is_told_apart() -> None:
    other = Suggestion(1, 10, 14, 3, NAMES, 0.93)
    assert span_id(FOUND) != span_id(other)


def test_a_suggestion_is_dashed_with_its_score_and_reason() -> None:
    drawn = dashed(FOUND, Label(2, "u", "LOCATION", "location", "", "#0f766e", "4", 1, None, False))
    assert (drawn.start, drawn.end, drawn.label, drawn.dashed, drawn.badge) == (10, 14, "LOCATION", True, "0.93")
    assert "Coded twice" in drawn.note
