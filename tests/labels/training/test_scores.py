"""Precision, recall and F, exact and overlapping."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.training import scores
from labels.training.scores import Found, Score, Scores

# The example of SemEval-2013 task 9.1 as David Batista and nervaluate work it out (2018): drugs in a text, with the
# seven ways in which coding and output can meet. Given there: strict P = R = F = 0.33, type P = R = F = 0.5.
DRUGS_CODED: list[Found] = [
    (59, 67, "BRAND"),  # tikosyn: missed
    (181, 189, "DRUG"),  # warfarin: found as "of warfarin"
    (200, 211, "DRUG"),  # propranolol: found as another label
    (220, 229, "DRUG"),  # phenytoin: the same
    (235, 247, "DRUG"),  # theophylline: the same
    (260, 274, "GROUP"),  # contraceptives: found as "oral contraceptives" and another label
]
DRUGS_FOUND: list[Found] = [
    (100, 107, "BRAND"),  # healthy: spurious
    (178, 189, "DRUG"),
    (200, 211, "BRAND"),
    (220, 229, "DRUG"),
    (235, 247, "DRUG"),
    (255, 274, "DRUG"),
]
SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from("AB")).map(lambda s: (s[0], s[0] + s[1], s[2])),
    max_size=12,
)


def test_figures_are_those_of_conlleval() -> None:
    # The output in conlleval's own manual: 459 phrases, found 539, correct 371: 68.83 %, 80.83 %, 74.35.
    score = Score(371, 539 - 371, 459 - 371)
    assert (round(score.precision * 100, 2), round(score.recall * 100, 2)) == (68.83, 80.83)
    assert round(score.f * 100, 2) == 74.35
    assert (score.coded, score.found) == (459, 539)


def test_the_example_of_semeval_2013() -> None:
    found = scores.score([DRUGS_CODED], [DRUGS_FOUND])
    assert found.exact == Score(2, 4, 4)
    assert round(found.exact.f, 2) == round(found.exact.precision, 2) == round(found.exact.recall, 2) == 0.33
    assert found.overlap == Score(3, 3, 3)
    assert found.overlap.f == 0.5


def test_labels_are_scored_apart() -> None:
    found = scores.score([DRUGS_CODED], [DRUGS_FOUND])
    assert list(found.by_label) == ["BRAND", "DRUG", "GROUP"]
    assert found.by_label["DRUG"] == (Score(2, 2, 2), Score(3, 1, 1))
    assert found.by_label["GROUP"] == (Score(0, 0, 1), Score(0, 0, 1))


def test_labels_add_up_to_kinds() -> None:
    kinds = scores.by_kind(scores.score([DRUGS_CODED], [DRUGS_FOUND]), {"BRAND": "thing", "DRUG": "thing"})
    assert kinds == {"other": (Score(0, 0, 1), Score(0, 0, 1)), "thing": (Score(2, 4, 3), Score(3, 3, 2))}


def test_nothing_found_and_nothing_coded_divide_by_nothing() -> None:
    assert (Score().precision, Score().recall, Score().f) == (0.0, 0.0, 0.0)
    assert scores.score([], []) == Scores()
    assert scores.score([[]], [[]]).articles == 1


def test_the_same_words_in_another_article_are_not_the_same() -> None:
    assert scores.score([[(0, 4, "A")], []], [[], [(0, 4, "A")]]).exact == Score(0, 1, 1)


def test_a_coded_span_is_taken_once() -> None:
    assert scores.score([[(0, 10, "A")]], [[(0, 4, "A"), (5, 10, "A")]]).overlap == Score(1, 1, 0)


def test_pairs_are_as_many_as_can_be() -> None:
    # Whichever the long coded span takes first, both can be paired.
    assert scores.score([[(0, 20, "A"), (0, 5, "A")]], [[(3, 4, "A"), (10, 12, "A")]]).overlap == Score(2, 0, 0)


def test_ranges_that_only_touch_do_not_overlap() -> None:
    assert scores.score([[(0, 5, "A")]], [[(5, 9, "A")]]).overlap == Score(0, 1, 1)


def test_a_long_chain_of_overlaps_is_paired_whole() -> None:
    coded = [(at * 10, at * 10 + 8, "A") for at in range(2000)]
    found = [(at * 10 + 6, at * 10 + 13, "A") for at in range(2000)]
    assert scores.score([coded], [found]).overlap == Score(2000, 0, 0)


def test_articles_must_be_the_same() -> None:
    with pytest.raises(ValueError, match="zip"):
        scores.score([[]], [])


def test_kinds_of_scores_go_through_json() -> None:
    found = scores.score([DRUGS_CODED], [DRUGS_FOUND], kind="types")
    assert scores.from_dict(found.as_dict()) == found
    assert scores.from_dict({}) == Scores()


@given(SPANS, SPANS)
def test_exact_is_never_more_than_overlap_and_sides_swap(coded: list[Found], found: list[Found]) -> None:
    there, back = scores.score([coded], [found]), scores.score([found], [coded])
    assert there.exact.tp == len(set(coded) & set(found)) <= there.overlap.tp
    assert (there.overlap.tp, there.overlap.fp, there.overlap.fn) == (back.overlap.tp, back.overlap.fn, back.overlap.fp)
    assert there.overlap.coded == len(set(coded)) == there.exact.coded
    assert there.overlap.found == len(set(found))


@given(SPANS, SPANS)
def test_pairs_are_the_largest_matching(coded: list[Found], found: list[Found]) -> None:
    for label in "AB":
        left = {span for span in coded if span[2] == label}
        right = {span for span in found if span[2] == label}
        assert scores.score([left], [right]).overlap.tp == largest(sorted(left), sorted(right))


def largest(left: list[Found], right: list[Found]) -> int:
    """Kuhn's way, written differently: recursive and with all pairs looked at."""
    owner: dict[Found, Found] = {}

    def place(span: Found, seen: set[Found]) -> bool:
        for other in right:
            if other in seen or span[1] <= other[0] or other[1] <= span[0]:
                continue
            seen.add(other)
            if other not in owner or place(owner[other], seen):
                owner[other] = span
                return True
        return False

    return sum(place(span, set()) for span in left)


@given(st.lists(st.tuples(SPANS, SPANS), max_size=4))
def test_articles_add_up_to_the_whole(pairs: list[tuple[list[Found], list[Found]]]) -> None:
    coded, found = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    whole = scores.score(coded, found)
    assert scores.total(scores.per_article(coded, found)) == whole.exact
    assert scores.total(scores.per_article(coded, found, overlap=True)) == whole.overlap
    assert scores.total(each[0] for each in whole.by_label.values()) == whole.exact


@pytest.mark.parametrize(
    "damaged", [{"exact": 3}, {"by_label": []}, {"by_label": {"A": 1}}, {"exact": {"tp": "x"}}, {"articles": 10**400}]
)
def test_scores_of_a_damaged_file_count_as_none(damaged: dict[str, Any]) -> None:
    found = scores.from_dict(damaged)
    assert (found.exact.f, found.articles) == (0.0, 0)
