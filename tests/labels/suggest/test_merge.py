from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from labels.suggest.merge import Key, merge, open_to
from labels.suggestion import NAMES, PLACES, Suggestion


def _suggest(start: int, end: int, label: int = 1, origin: str = NAMES, score: float = 0.5) -> Suggestion:
    return Suggestion(1, start, end, label, origin, score)


def test_the_same_from_several_is_one_of_the_surest_with_the_others_named() -> None:
    found = merge(
        [_suggest(0, 4, score=0.6), _suggest(0, 4, origin="model 1", score=0.9), _suggest(0, 4, origin=PLACES)]
    )
    assert [(each.origin, each.score, each.others) for each in found] == [("model 1", 0.9, (NAMES, PLACES))]


def test_of_two_labels_for_the_same_words_the_surer_stays() -> None:
    assert [each.label_id for each in merge([_suggest(0, 4, 1), _suggest(0, 4, 2, score=0.6)])] == [2]


def test_of_what_overlaps_the_surest_stays_then_the_longest() -> None:
    assert [each.range for each in merge([_suggest(0, 4), _suggest(2, 9), _suggest(8, 12)])] == [(2, 9)]
    assert [each.range for each in merge([_suggest(0, 4, score=0.8), _suggest(2, 9)])] == [(0, 4)]


def test_a_model_may_propose_one_thing_inside_another() -> None:
    inside = [_suggest(0, 9, 1, "model 1"), _suggest(2, 5, 2, "model 1")]
    assert len(merge(inside)) == 2
    assert len(merge([_suggest(0, 9, 1, "model 1"), _suggest(2, 5, 2, "import gpt")])) == 1


def test_nothing_is_proposed_where_the_coder_has_coded_or_rejected() -> None:
    found = [_suggest(0, 4, 1), _suggest(0, 6, 1), _suggest(0, 6, 2), _suggest(10, 14, 1), _suggest(20, 24, 1)]
    coded, rejected = [(0, 4, 1)], {(10, 14, 1)}
    assert [each.key for each in open_to(found, coded, rejected)] == [(0, 6, 2), (20, 24, 1)]


_SOME = st.lists(
    st.builds(
        lambda start, length, label, origin, score: _suggest(start, start + length, label, origin, score),
        st.integers(0, 300), st.integers(1, 90), st.integers(1, 3),
        st.sampled_from([NAMES, "model 1", "import gpt"]), st.sampled_from([0.2, 0.5, 0.9]),
    ),
    max_size=15,
)  # fmt: skip


@given(_SOME)
def test_what_is_left_is_in_order_and_overlaps_only_inside_one_origin(found: list[Suggestion]) -> None:
    merged = merge(found)
    assert merged == sorted(merged, key=lambda each: (each.start, -each.end, each.label_id))
    for one, other in combinations(merged, 2):
        if one.start < other.end and other.start < one.end:
            assert (one.origin, one.label_id == other.label_id) == (other.origin, False)


@given(_SOME)
def test_merging_twice_changes_nothing_more_and_loses_no_place_for_nothing(found: list[Suggestion]) -> None:
    merged = merge(found)
    assert merge(merged) == merged
    for each in found:
        assert any(one.start < each.end and each.start < one.end for one in merged)


_KEYS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.integers(1, 2)), max_size=6).map(
    lambda found: [(start, start + length, label) for start, length, label in found]
)


@given(_KEYS, _KEYS, _KEYS)
def test_what_is_open_is_what_no_span_and_no_rejection_takes(
    proposed: list[Key], coded: list[Key], rejected: list[Key]
) -> None:
    left = {each.key for each in open_to([_suggest(*key) for key in proposed], coded, rejected)}
    for start, end, label in proposed:
        taken = any((a, b) == (start, end) or (c == label and a < end and start < b) for a, b, c in coded)
        assert ((start, end, label) in left) == (not taken and (start, end, label) not in rejected)
