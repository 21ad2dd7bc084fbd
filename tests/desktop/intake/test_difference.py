from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.difference import GAP, MOST, Piece, difference, share, shortened

PARTS = ("Hama ", "fell ", "on Friday.", "\n", "\n\n", " ", "حماة ")
TEXTS = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


def test_words_that_differ_stand_beside_each_other() -> None:
    assert difference("Army leaves Hama today.", "Army enters Hama today.") == [
        Piece("both", "Army "), Piece("first", "leaves "), Piece("second", "enters "), Piece("both", "Hama today."),
    ]  # fmt: skip


def test_a_paragraph_more_is_one_piece() -> None:
    found = difference("One.\nTwo.", "One.\nAnother.\nTwo.")
    assert [each for each in found if each.side != "both"] == [Piece("second", "Another.\n")]


def test_blanks_alone_are_no_difference() -> None:
    assert {each.side for each in difference("One  two.\n\nThree.", "One two. \n\nThree.")} == {"both"}


def test_nothing_is_like_nothing() -> None:
    assert share(difference("", "")) == 1.0
    assert share(difference("One.", "Two.")) == 0.0


def test_what_both_have_is_cut_in_its_middle() -> None:
    long = "word " * 300
    (piece,) = shortened(difference(long, long))
    assert GAP in piece.text
    assert len(piece.text) < 400


def test_very_long_texts_are_compared_at_their_start() -> None:
    text = "word " * MOST
    assert sum(len(each.text) for each in difference(text, text)) == MOST


@given(TEXTS, TEXTS)
def test_every_word_of_both_is_there(one: str, two: str) -> None:
    found = difference(one, two)
    first = "".join(each.text for each in found if each.side != "second")
    second = "".join(each.text for each in found if each.side != "first")
    assert first.split() == one.split()
    assert second.split() == two.split()
