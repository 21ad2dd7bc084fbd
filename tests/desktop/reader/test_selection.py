"""Selecting by tokens, in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reader.selection import Selection
from desktop.reader.tokens import Words, nearest_token, snapped, token_at, tokens_in, trimmed

TEXT = "Fighters  entered Wadi 😀 Saliha.\nNext day"


def selection() -> Selection:
    return Selection(TEXT, Words(TEXT))


def words(found: Selection) -> str | None:
    return TEXT[slice(*found.range)] if found.range else None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(2, 12, "Fighters  entered"), (9, 10, None), (8, 11, "entered"), (12, 2, "Fighters  entered"), (19, 19, None)],
)
def test_a_selection_snaps_to_whole_tokens(start: int, end: int, expected: str | None) -> None:
    found = selection()
    found.select(start, end)
    assert words(found) == expected


def test_an_exact_selection_keeps_its_characters_but_not_the_blanks_at_its_ends() -> None:
    found = selection()
    found.select(2, 10, exact=True)
    assert words(found) == "ghters"
    assert found.exact


def test_a_selection_outside_the_text_is_cut_to_it() -> None:
    found = selection()
    found.select(-5, 9_999)
    assert words(found) == TEXT


def test_a_selection_hides_the_word_in_hand() -> None:
    found = selection()
    found.put_word_at(0)
    assert found.word == (0, 8)
    found.select(0, 12)
    assert found.word is None


def test_extending_goes_back_over_where_it_began() -> None:
    found = selection()
    found.put_word(2)
    found.extend_to(3)
    assert words(found) == "Wadi 😀"
    found.extend_to(1)
    assert words(found) == "entered Wadi"


def test_shift_left_after_a_drag_gives_back_the_last_token() -> None:
    found = selection()
    found.select(0, 22)
    token = found.step_head(-1)
    assert token is not None
    found.extend_to(token)
    assert words(found) == "Fighters  entered"


def test_moving_on_from_a_selection_leaves_by_the_side_it_moves_to() -> None:
    found = selection()
    found.select(10, 22)
    assert (found.step_from(1), found.step_from(-1)) == (3, 0)


def test_clearing_leaves_the_moving_end_in_hand() -> None:
    found = selection()
    found.select(0, 17)
    found.clear()
    assert found.word == (10, 17)


def test_dragging_back_past_the_start_of_a_double_click_keeps_that_word() -> None:
    found = selection()
    found.drag((10, 17), 3)
    assert words(found) == "Fighters  entered"


def test_a_text_without_tokens_has_no_word_and_no_selection() -> None:
    found = Selection(" \n ", Words(" \n "))
    found.put_word_at(1)
    found.select(0, 3)
    assert (found.word, found.range, found.step_head(1), found.bounded(0)) == (None, None, None, None)


def test_tokens_are_found_by_place() -> None:
    tokens = Words("one two")
    assert (token_at(tokens, 2), token_at(tokens, 3), token_at(tokens, 99)) == (0, None, None)
    assert (nearest_token(tokens, 3), nearest_token(tokens, 99)) == (0, 1)
    assert list(tokens_in(tokens, 3, 4)) == []


@given(st.text(alphabet="ab .😀\n\u0627", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_snapping_never_cuts_a_token_and_never_ends_in_a_blank(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    tokens = Words(text)
    found = snapped(tokens, start, end)
    if found is None:
        assert not text[start:end].strip()
    else:
        assert found[0] in tokens.starts
        assert found[1] in tokens.ends
        assert trimmed(text, *found) == found


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35), st.booleans()), max_size=8))
def test_whatever_is_done_a_selection_lies_in_the_text_and_is_not_empty(
    text: str, moves: list[tuple[int, int, bool]]
) -> None:
    found = Selection(text, Words(text))
    for start, end, exact in moves:
        found.select(start, end, exact=exact)
        token = found.step_head(1)
        if token is not None and exact:
            found.extend_to(token)
        if found.range:
            assert 0 <= found.range[0] < found.range[1] <= len(text)
