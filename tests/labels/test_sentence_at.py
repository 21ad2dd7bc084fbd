"""Sentences for the triple click."""

import pytest

from desktop.reader.selection import Selection
from labels.sentences import sentence_at

TEXT = "Gen. Salim left. “Nobody fired,” he said! Then?\nA new line, 3.5 km on. وصلوا ليلًا؟ نعم."


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("Salim", "Gen. Salim left."),
        ("Nobody", "“Nobody fired,” he said!"),
        ("Then", "Then?"),
        ("km", "A new line, 3.5 km on."),
        ("وصلوا", "وصلوا ليلًا؟"),
        ("نعم", "نعم."),
    ],
)
def test_a_sentence_is_found_around_a_word(inside: str, expected: str) -> None:
    found = sentence_at(TEXT, TEXT.index(inside))
    assert found
    assert TEXT[slice(*found)] == expected


def test_a_paragraph_is_its_line() -> None:
    found = Selection(TEXT).paragraph_at(3)
    assert found
    assert TEXT[slice(*found)].endswith("Then?")


def test_a_blank_text_has_no_sentence() -> None:
    assert sentence_at("  ", 1) is None
