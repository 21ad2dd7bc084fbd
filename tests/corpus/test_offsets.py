from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.offsets import Offsets, QtPos
from corpus.text import CodePoint

TEXT = st.text(alphabet="aé\u0301ا😀\U0010ffff\U00010000\uffff\n", max_size=20)


def units(text: str) -> int:
    """Length in UTF-16, as Qt counts."""
    return len(text.encode("utf-16-le")) // 2


@settings(max_examples=1000)
@given(TEXT)
def test_every_code_point_lies_where_utf16_puts_it(text: str) -> None:
    offsets = Offsets(text)
    for offset in range(len(text) + 1):
        assert offsets.to_qt(CodePoint(offset)) == units(text[:offset])


@settings(max_examples=1000)
@given(TEXT)
def test_there_and_back_is_the_same_place(text: str) -> None:
    offsets = Offsets(text)
    for offset in range(len(text) + 1):
        assert offsets.from_qt(offsets.to_qt(CodePoint(offset))) == offset


def test_a_position_inside_a_pair_goes_to_the_pairs_start() -> None:
    offsets = Offsets("a😀b😀")
    assert [offsets.from_qt(QtPos(position)) for position in range(7)] == [0, 1, 1, 2, 3, 3, 4]


def test_plain_text_keeps_nothing_in_memory() -> None:
    offsets = Offsets("Hama " * 1000)
    assert (offsets.to_qt(CodePoint(4999)), offsets.from_qt(QtPos(5000)), offsets.length) == (4999, 5000, 5000)
