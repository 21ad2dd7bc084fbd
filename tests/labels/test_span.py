from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.span import mentions


@pytest.mark.parametrize(
    ("text", "start", "end", "found"),
    [
        ("Hama and Hama", 0, 4, [(0, 4), (9, 13)]),
        ("Hama and hama", 0, 4, [(0, 4)]),
        ("Hama and Hamas", 0, 4, [(0, 4)]),
        ("Hamas and Hama", 0, 4, [(0, 4), (10, 14)]),
        ("Hama, Hama.", 6, 10, [(0, 4), (6, 10)]),
        ("U.S. and U.S.", 0, 4, [(0, 4), (9, 13)]),
        ("a.b*c a.b*c aXbbc", 0, 5, [(0, 5), (6, 11)]),
        ("قصف حماة ثم حماة", 4, 8, [(4, 8), (12, 16)]),
        ("😀 x 😀", 0, 1, [(0, 1), (4, 5)]),
        ("a a a a", 2, 5, [(2, 5)]),
        ("x\ny x y", 0, 3, [(0, 3)]),
    ],
)
def test_mentions_stand_on_their_own(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    assert list(mentions(text, start, end)) == found


@given(st.text(alphabet="ab .", min_size=1, max_size=14), st.data())
def test_the_selection_is_always_among_its_mentions_and_none_overlap(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = list(mentions(text, start, end))
    assert (start, end) in found
    assert all(text[left:right] == text[start:end] for left, right in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
