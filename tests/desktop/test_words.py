from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.words import Edge, Words, count_words, nudged, words_of
from labels.tokens import Tokens

#        0    5 6     12
TEXT = "Omar, the baker."
WORDS = Words([0, 4, 6, 10, 15], [4, 5, 9, 15, 16])


def test_blanks_are_no_words() -> None:
    tokens = Tokens(array("q", [0, 4, 6]), array("q", [4, 6, 9]), bytes([0, 1, 0]))

    assert (list(words_of(tokens).starts), list(words_of(tokens).ends)) == ([0, 6], [4, 9])


def test_no_tokens_are_no_words() -> None:
    assert words_of(None) == Words([], [])


def test_punctuation_is_not_counted_as_words() -> None:
    assert count_words(TEXT, WORDS) == 3


@pytest.mark.parametrize(
    ("edge", "step", "expected"),
    [("end", 1, (6, 15)), ("end", -1, (6, 9)), ("start", -1, (4, 9)), ("start", 1, (6, 9))],
)
def test_an_end_moves_by_a_word_and_one_word_remains(edge: Edge, step: int, expected: tuple[int, int]) -> None:
    assert nudged(WORDS, 6, 9, edge, step) == expected


def test_an_end_inside_a_word_moves_to_the_next_border() -> None:
    assert nudged(WORDS, 6, 8, "end", 1) == (6, 9)
    assert nudged(WORDS, 7, 15, "start", 1) == (10, 15)


def test_at_the_ends_of_the_text_nothing_moves() -> None:
    assert nudged(WORDS, 0, 16, "end", 1) == (0, 16)
    assert nudged(WORDS, 0, 16, "start", -1) == (0, 16)


def test_without_words_nothing_moves() -> None:
    assert nudged(Words([], []), 2, 5, "end", 1) == (2, 5)


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=20),
    st.data(),
    st.sampled_from(["start", "end"]),
    st.sampled_from([-1, 1]),
)
def test_a_nudged_span_is_never_empty_and_stays_inside(
    lengths: list[int], data: st.DataObject, edge: Edge, step: int
) -> None:
    starts, at = [], 0
    for length in lengths:
        starts.append(at)
        at += length + 1
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    start = data.draw(st.integers(0, ends[-1] - 1))
    end = data.draw(st.integers(start + 1, ends[-1]))
    moved = nudged(Words(starts, ends), start, end, edge, step)

    assert 0 <= moved[0] < moved[1] <= ends[-1]
    assert moved[1] == end if edge == "start" else moved[0] == start
