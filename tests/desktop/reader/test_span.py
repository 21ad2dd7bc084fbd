"""Order, levels and places of spans."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.offsets import Offsets, QtPos
from desktop.reader.span import DEEPEST, ReaderSpan, Spans, levels

ranges = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=25)


def spans(*bounds: tuple[int, int]) -> list[ReaderSpan]:
    return [ReaderSpan(index, start, end, "ACTOR", "#6d3fc4") for index, (start, end) in enumerate(bounds)]


def test_reading_order_is_start_then_the_longer_first() -> None:
    found = Spans(spans((5, 6), (0, 3), (0, 9)), Offsets("x" * 10), 10)
    assert [(span.start, span.end) for span in found.ordered] == [(0, 9), (0, 3), (5, 6)]


def test_nested_spans_get_deeper_bars_and_neighbours_share_the_first() -> None:
    assert levels(spans((0, 9), (0, 3), (4, 6), (9, 12))) == [0, 1, 1, 0]


def test_crossing_spans_get_two_levels() -> None:
    assert levels(spans((0, 5), (3, 8), (5, 9))) == [0, 1, 0]


def test_more_than_five_levels_share_the_last() -> None:
    assert levels(spans(*[(index, 50) for index in range(8)]))[-1] == DEEPEST


@given(ranges)
def test_overlapping_spans_never_share_a_level_above_the_last(bounds: list[tuple[int, int]]) -> None:
    ordered = Spans(spans(*[(start, start + length) for start, length in bounds]), Offsets("x" * 40), 40).placed
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.start < one.end and one.level == other.level:
                assert one.level == DEEPEST


@given(ranges, st.integers(0, 40), st.integers(1, 10))
def test_touching_finds_exactly_the_spans_that_share_a_character(
    bounds: list[tuple[int, int]], start: int, length: int
) -> None:
    found = Spans(spans(*[(at, at + size) for at, size in bounds]), Offsets("x" * 40), 40)
    expected = [each for each in found.placed if each.start < start + length and each.end > start]
    assert found.touching(QtPos(start), QtPos(start + length)) == expected


def test_offsets_count_an_emoji_as_one_character_and_qt_as_two() -> None:
    placed = Spans(spans((2, 4)), Offsets("😀 ab"), 4).placed[0]
    assert (placed.start, placed.end) == (3, 5)


def test_spans_outside_the_text_are_left_out() -> None:
    found = Spans(spans((0, 99), (-1, 2), (3, 3), (1, 2)), Offsets("abcd"), 4)
    assert [span.id for span in found.ordered] == [3]


def test_the_innermost_span_at_a_place_comes_first() -> None:
    found = Spans(spans((0, 9), (2, 8), (3, 5)), Offsets("x" * 10), 10)
    assert [span.id for span in found.at(4)] == [2, 1, 0]
    assert found.at(9) == []


def test_tab_order_goes_round() -> None:
    found = Spans(spans((0, 2), (4, 6)), Offsets("x" * 10), 10)
    last, first = found.beside(0, 0, -1, 0), found.beside(0, 0, 1, 1)
    assert last
    assert first
    assert (last.id, first.id) == (1, 0)
    assert Spans().beside(0, 0, 1, None) is None


def test_tab_counts_from_a_place_when_nothing_is_in_hand() -> None:
    found = Spans(spans((0, 2), (4, 6)), Offsets("x" * 10), 10)
    after, before = found.beside(3, 3, 1, None), found.beside(3, 3, -1, None)
    assert after
    assert before
    assert (after.id, before.id) == (1, 0)


def test_only_the_stretch_that_changed_is_told() -> None:
    old = Spans(spans((0, 2), (4, 6), (8, 9)), Offsets("x" * 10), 10)
    new = Spans([*old.ordered, ReaderSpan(9, 5, 6, "DATE", "#a16207")], Offsets("x" * 10), 10)
    assert new.changed_range(old) == (5, 6)
    assert new.changed_range(new) is None
