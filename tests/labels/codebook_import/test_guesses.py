"""Keys, colours and kinds where another program's codebook says none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels import codebook_words
from labels.codebook_import import guesses
from labels.label import RESERVED_KEYS


def test_each_label_gets_a_key_and_a_colour_of_its_own() -> None:
    found = guesses.finished_labels(guesses.label(f"L{number}") for number in range(300))
    assert "".join(label.key for label in found) == "123456789"
    assert len({label.colour for label in found}) == 300


def test_a_key_that_does_something_else_is_replaced() -> None:
    found = guesses.finished_labels([guesses.label("A", key="e"), guesses.label("B", key="1"), guesses.label("C")])
    assert "e" in RESERVED_KEYS
    assert [label.key for label in found] == ["2", "1", "3"]


def test_a_label_stands_once_as_it_was_first() -> None:
    found = guesses.finished_labels([guesses.label("A", definition="First."), guesses.label("A", definition="Then.")])
    assert [label.definition for label in found] == ["First."]


@pytest.mark.parametrize(
    ("name", "kind", "slot"),
    [
        ("Agent-Arg", "actor", "actor"), ("Victim", "actor", "target"), ("Time", "date", "date"),
        ("AtLoc", "place", "place"), ("Instrument", "text", "weapon"), ("Theme", "text", ""),
    ],
)  # fmt: skip
def test_a_role_is_known_by_its_name(name: str, kind: str, slot: str) -> None:
    found = guesses.role(name, [], many=False, required=False)
    assert (found.kind, found.slot) == (kind, slot)


def test_a_role_is_else_known_by_its_labels() -> None:
    assert (
        guesses.role("Theme", [guesses.label("GPE"), guesses.label("LOC")], many=False, required=False).kind == "place"
    )
    assert (
        guesses.role("Theme", [guesses.label("GPE"), guesses.label("PER")], many=False, required=False).kind == "text"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_cleared_name_is_one_or_empty(text: str) -> None:
    name = guesses.clear_name(text, most=60)
    assert name == "" or codebook_words.check_name(name, what="A label", most=60)
    assert " / " not in name
