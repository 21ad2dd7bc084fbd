"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.sentences import sentence_at, sentences

TEXT = "Gen. Salim left. “Nobody fired,” he said! Then?\nA new line, 3.5 km on. وصلوا ليلًا؟ نعم."
PARTS = [
    "Gen. Salim left.",
    "“Nobody fired,” he said!",
    "Then?",
    "A new line, 3.5 km on.",
    "وصلوا ليلًا؟",
    "نعم.",
]


@pytest.mark.parametrize("part", PARTS)
def test_a_sentence_is_found_around_a_word(part: str) -> None:
    found = sentence_at(TEXT, TEXT.index(part) + 1)
    assert found
    assert TEXT[slice(*found)] == part


def test_a_text_is_cut_into_its_sentences() -> None:
    assert [TEXT[slice(*each)] for each in sentences(TEXT)] == PARTS


def test_only_a_part_of_a_text_is_cut_when_asked() -> None:
    start = TEXT.index("“")
    assert [TEXT[slice(*each)] for each in sentences(TEXT, start, TEXT.index("A new"))] == PARTS[1:3]


def test_a_blank_text_has_no_sentence() -> None:
    assert sentence_at("  ", 1) is None
    assert sentences(" \n ") == []


@given(st.text(alphabet="aB .!?\n؟。”", max_size=60))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    found = sentences(text)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert "".join("".join(text[slice(*each)].split()) for each in found) == "".join(text.split())
