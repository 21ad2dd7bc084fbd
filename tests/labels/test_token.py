"""Snapping and moving by word."""

from array import array

import pytest

from labels.token import Tokens, is_sound, next_word, offsets, pack, pieces, previous_word, snap, unpack, word_at

# "Hama, \n fell": Hama | , | blank that belongs to it | white space | fell
TOKENS = Tokens(array("q", [0, 4, 6, 8]), array("q", [4, 5, 8, 12]), bytes([0, 0, 1, 0]))


@pytest.mark.parametrize(
    ("given", "snapped"),
    [
        ((0, 4), (0, 4)),
        ((1, 2), (0, 4)),
        ((3, 5), (0, 5)),
        ((0, 6), (0, 5)),
        ((0, 8), (0, 5)),
        ((5, 9), (8, 12)),
        ((2, 10), (0, 12)),
        ((5, 6), None),
        ((5, 8), None),
        ((6, 8), None),
        ((3, 3), (0, 4)),
        ((12, 20), None),
    ],
)
def test_snap_widens_to_tokens_and_leaves_white_space_out(
    given: tuple[int, int], snapped: tuple[int, int] | None
) -> None:
    assert snap(TOKENS, *given) == snapped


def test_next_word_skips_white_space() -> None:
    assert next_word(TOKENS, 4) == (8, 12)
    assert next_word(TOKENS, 8) is None


def test_previous_word_skips_white_space() -> None:
    assert previous_word(TOKENS, 8) == (4, 5)
    assert previous_word(TOKENS, 0) is None


def test_word_at_a_border_is_the_one_that_begins_there() -> None:
    assert word_at(TOKENS, 4) == (4, 5)
    assert word_at(TOKENS, 12) == (8, 12)
    assert word_at(TOKENS, 7) is None


def test_the_first_blank_of_white_space_is_no_piece() -> None:
    assert list(pieces(" a  b \n c\n ")) == [(0, " "), (1, "a"), (3, " "), (4, "b"), (6, "\n "), (8, "c"), (9, "\n ")]


@pytest.mark.parametrize("ends", [[], [3], [1, 4, 200], [0, 10, 15, 600]])
def test_packing_loses_nothing(ends: list[int]) -> None:
    assert unpack(pack(ends)) == ends


def test_a_blank_counted_to_a_token_of_a_whole_text_lies_between_the_tokens() -> None:
    assert list(offsets(pack([0, 2 * 3 + 1, 2 * 6]))) == [(0, 3), (4, 6)]


@pytest.mark.parametrize("blob", [b"\x05", b"\x02\x02\x04", b"\x00\x01", b"\x00", b"\x03\x04\x02", b"\x04\x05"])
def test_stored_ends_that_cannot_be_right_are_not_sound(blob: bytes) -> None:
    assert not is_sound(blob, 4)


@pytest.mark.parametrize("ends", [[], [4], [1, 4], [0, 2, 8]])
def test_stored_ends_that_can_be_right_are_sound(ends: list[int]) -> None:
    assert is_sound(pack(ends), 4)
