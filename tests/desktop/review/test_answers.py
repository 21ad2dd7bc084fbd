"""What a key means to the suggestion in hand."""

import pytest

from desktop.review.answers import Answer, answer


@pytest.mark.parametrize(
    ("char", "shift", "expected"),
    [
        ("a", False, "accept"), ("Enter", False, "accept"), ("x", False, "reject"), ("a", True, "accept_alike"),
        ("Enter", True, "accept_alike"), ("x", True, "reject_alike"), ("e", False, "settle"), ("4", False, ""),
        ("4", True, ""), ("e", True, ""),
    ],
)  # fmt: skip
def test_keys_with_a_suggestion_in_hand(char: str, shift: bool, expected: Answer) -> None:
    assert answer(char, {}, shift=shift, hand=True, free=False, fills=False) == expected


def test_without_one_only_enter_in_review_means_something() -> None:
    assert [answer(char, {}, shift=False, hand=False, free=True, fills=False) for char in ("Enter", "a", "x", "e")] == [
        "onward", "", "", "",
    ]  # fmt: skip


def test_digits_that_fill_a_role_make_a_span_first() -> None:
    assert answer("4", {}, shift=False, hand=True, free=False, fills=True) == "settle"


def test_changed_letters_keep_their_shift() -> None:
    keys = {"accept": "Q", "reject": "W"}
    assert answer("q", keys, shift=True, hand=True, free=False, fills=False) == "accept_alike"
    assert answer("x", keys, shift=True, hand=True, free=False, fills=False) == ""
