import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.id_list import IdList

IDS = st.sets(st.integers(1, 2**32 - 1), max_size=40)


@given(IDS, st.integers(-50, 50), st.integers(-50, 50))
def test_it_reads_like_a_sorted_list(ids: set[int], start: int, end: int) -> None:
    found, plain = IdList(ids), sorted(ids)
    assert list(found) == plain
    assert found[start:end] == plain[start:end]
    assert len(found) == len(plain)
    assert [found.index(each) for each in plain] == [plain.index(each) for each in plain]
    assert [found[at] for at in range(-len(plain), len(plain))] == plain + plain


@pytest.mark.parametrize("value", [2, 0, -1, 2**40])
def test_what_is_not_there_has_no_place(value: int) -> None:
    with pytest.raises(ValueError, match="not in the list"):
        IdList([1, 3]).index(value)
    assert value not in IdList([1, 3])


def test_a_place_beyond_the_end_is_refused() -> None:
    with pytest.raises(IndexError):
        IdList([1])[1]


@pytest.mark.parametrize(
    ("short", "long", "begins"),
    [([], [1], True), ([1, 2], [1, 2, 9], True), ([1, 2], [1, 2], True), ([1, 3], [1, 2, 3], False), ([4], [1], False)],
)
def test_it_knows_what_begins_another(short: list[int], long: list[int], begins: bool) -> None:
    assert IdList(short).begins(IdList(long)) is begins


def test_lists_of_the_same_ids_are_equal() -> None:
    assert IdList([1, 2]) == IdList([2, 1])
    assert IdList([1]) != IdList([2])
    assert IdList([1]) != [1]
