from hypothesis import given
from hypothesis import strategies as st

from desktop.review.order import (
    above,
    beside,
    compatible,
    group,
    groups,
    ordered,
    rank,
    standing,
    without,
)
from labels.span import Span
from labels.suggestion import ACTORS, NAMES, Suggestion


def suggestion(start: int, end: int, label: int = 1, score: float = 0.9, origin: str = NAMES) -> Suggestion:
    return Suggestion(1, start, end, label, origin, score)


def span(start: int, end: int, label: int = 1, coder: int = 1) -> Span:
    return Span(1, "u", 1, start, end, label, "L", coder, "rima", "human", "", "", "", False, "", "")


SUGGESTIONS = st.lists(
    st.builds(
        lambda start, length, label, score: suggestion(start, start + length, label, score),
        st.integers(0, 30), st.integers(1, 6), st.integers(1, 3), st.floats(0, 1),
    ),
    max_size=12,
)  # fmt: skip


def test_words_that_the_coder_has_labelled_are_not_suggested() -> None:
    assert standing([suggestion(0, 4, label=2)], [span(0, 4, label=1)], 1, ()) == []


def test_what_another_coder_has_labelled_still_is() -> None:
    assert standing([suggestion(0, 4)], [span(0, 4, coder=2)], 1, ()) == [suggestion(0, 4)]


def test_an_overlap_counts_for_the_same_label_alone() -> None:
    found = [suggestion(0, 9, label=1), suggestion(0, 9, label=2)]
    assert standing(found, [span(0, 4, label=1)], 1, ()) == [suggestion(0, 9, label=2)]


def test_what_was_just_refused_goes() -> None:
    assert standing([suggestion(0, 4)], [], 1, {(0, 4, 1)}) == []


def test_through_the_text_the_longer_one_of_a_place_comes_first() -> None:
    found = [suggestion(5, 7), suggestion(0, 2), suggestion(0, 4)]
    assert [each.range for each in ordered(found, "text")] == [(0, 4), (0, 2), (5, 7)]


def test_by_doubt_the_score_nearest_to_a_half_comes_first() -> None:
    found = [suggestion(0, 1, score=0.95), suggestion(2, 3, score=0.4), suggestion(4, 5, score=0.55)]
    assert [each.score for each in ordered(found, "doubt")] == [0.55, 0.4, 0.95]


@given(SUGGESTIONS)
def test_stepping_on_passes_every_place_once(found: list[Suggestion]) -> None:
    for order in ("text", "doubt"):
        line = ordered({each.key: each for each in found}.values(), order)
        passed, at = [], None
        while (following := beside(line, at, 1, order)) is not None:
            passed.append(following)
            at = rank(following, order)
        assert passed == line


def test_stepping_back_from_the_first_leads_nowhere() -> None:
    line = [suggestion(0, 1), suggestion(2, 3)]
    assert beside(line, rank(line[1], "text"), -1, "text") == line[0]
    assert beside(line, rank(line[0], "text"), -1, "text") is None
    assert beside(line, None, -1, "text") == line[1]


@given(SUGGESTIONS)
def test_what_is_accepted_together_never_conflicts(found: list[Suggestion]) -> None:
    taken = compatible(found)
    assert len({each.range for each in taken}) == len(taken)
    for at, one in enumerate(taken):
        for other in taken[at + 1 :]:
            assert one.label_id != other.label_id or one.end <= other.start or other.end <= one.start


def test_of_a_conflict_the_surest_is_accepted() -> None:
    assert compatible([suggestion(0, 4, score=0.5), suggestion(0, 4, label=2, score=0.8)])[0].label_id == 2


def test_origins_have_names_for_people() -> None:
    told = [group(origin) for origin in (NAMES, ACTORS, "pattern 12", "model 3", "import gpt mini", "other")]
    assert told == ["Names", "Actors", "Patterns", "Model 3", "gpt mini", "other"]


def test_groups_are_counted_the_projects_own_first() -> None:
    found = [suggestion(0, 1, origin="model 3"), suggestion(2, 3), suggestion(4, 5)]
    assert groups(found) == [("Names", 2), ("Model 3", 1)]
    assert without(found, {"Names"}) == found[:1]


def test_a_score_is_enough_when_it_is_reached() -> None:
    assert above([suggestion(0, 1, score=0.9), suggestion(2, 3, score=0.89)], 0.9) == [suggestion(0, 1, score=0.9)]
