"""Names over spans: never over one another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.reader.names import GAP, Wanted, lay_out


def test_names_with_room_stand_where_they_want() -> None:
    found = lay_out([Wanted(10, 40), Wanted(100, 40)], 0, 640)
    assert [(name.left, name.width) for name in found] == [(10, 40), (100, 40)]


def test_a_name_is_shortened_before_the_next() -> None:
    first, second = lay_out([Wanted(0, 60), Wanted(50, 60)], 0, 640)
    assert first.left + first.width + GAP <= second.left == 50


def test_names_of_one_place_stand_side_by_side() -> None:
    first, second = lay_out([Wanted(0, 60), Wanted(0, 40)], 0, 640)
    assert (first.width, second.left, second.width) == (60, 66, 40)


def test_a_name_at_the_margin_takes_room_before_it() -> None:
    (found,) = lay_out([Wanted(620, 60)], 0, 640)
    assert (found.left, found.width) == (580, 60)


def test_right_to_left_names_end_where_they_want() -> None:
    first, second = lay_out([Wanted(600, 50), Wanted(400, 50)], 0, 640, rtl=True)
    assert (first.left + first.width, second.left + second.width) == (600, 400)


@given(
    st.lists(st.builds(Wanted, st.floats(0, 640), st.floats(5, 200)), max_size=20),
    st.booleans(),
)
def test_no_two_names_touch_and_none_leaves_the_column(wanted: list[Wanted], rtl: bool) -> None:
    found = sorted((name for name in lay_out(wanted, 0, 640, rtl=rtl) if name.width), key=lambda name: name.left)
    assert all(name.left >= -0.01 and name.left + name.width <= 640.01 for name in found)
    assert all(one.left + one.width <= other.left + 0.01 for one, other in pairwise(found))
