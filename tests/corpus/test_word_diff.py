import random

from hypothesis import given
from hypothesis import strategies as st

from corpus.word_diff import align, pieces, words

SOME = st.text(alphabet="ab \n.", max_size=60)


def kinds(first: str, second: str) -> list[str]:
    return [piece.kind for piece in pieces(first, second)]


def test_words_and_signs_stand_alone() -> None:
    assert [("Hama, 6.")[slice(*each)] for each in words("Hama, 6.")] == ["Hama", ",", "6", "."]


def test_equal_texts_are_one_piece() -> None:
    assert kinds("Rebels took the town.", "Rebels took the town.") == ["same"]


def test_blanks_make_no_difference() -> None:
    assert kinds("Rebels took\nthe town.", "Rebels took the  town.") == ["same"]


def test_a_changed_word_stands_beside_the_word_it_replaced() -> None:
    first, second = "Rebels took the town.", "Rebels seized the town."
    changed = next(piece for piece in pieces(first, second) if piece.kind == "changed")

    assert first[slice(*changed.left)].strip() == "took"
    assert second[slice(*changed.right)].strip() == "seized"


def test_what_one_text_has_alone_is_said_of_it() -> None:
    assert kinds("Rebels took the town.", "Rebels took the town. More soon.") == ["same", "right"]
    assert kinds("BEIRUT - Rebels took the town.", "Rebels took the town.") == ["left", "same"]


def test_texts_without_a_word_in_common_are_changed_altogether() -> None:
    assert kinds("one two", "three four") == ["changed"]
    assert kinds("", "") == []
    assert kinds("", "three") == ["right"]


@given(SOME, SOME)
def test_pieces_leave_nothing_out(first: str, second: str) -> None:
    found = pieces(first, second)

    assert "".join(first[slice(*piece.left)] for piece in found) == first
    assert "".join(second[slice(*piece.right)] for piece in found) == second


@given(SOME, SOME)
def test_pieces_that_are_the_same_differ_in_blanks_at_most(first: str, second: str) -> None:
    for piece in pieces(first, second):
        if piece.kind == "same":
            one, other = first[slice(*piece.left)], second[slice(*piece.right)]
            assert "".join(one.split()) == "".join(other.split())


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_runs_are_the_same_and_in_order(first: list[int], second: list[int]) -> None:
    at = other = 0
    for (start, end), (from_, to) in align(first, second):
        assert first[start:end] == second[from_:to]
        assert start >= at
        assert from_ >= other
        at, other = end, to


def test_long_texts_are_aligned_in_parts() -> None:
    chance = random.Random(1)
    first = [chance.randrange(50_000) for _ in range(20_000)]
    second = [each if chance.random() > 0.1 else -1 for each in first]
    kept = sum(each != -1 for each in second)

    assert sum(end - start for (start, end), _ in align(first, second)) > 0.99 * kept


def test_long_texts_with_nothing_in_common_are_let_be() -> None:
    assert align(list(range(5_000)), list(range(10_000, 15_000))) == []
