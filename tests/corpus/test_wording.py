import pytest

from corpus.wording import counted, short


@pytest.mark.parametrize(("number", "said"), [(0, "0 spans"), (1, "1 span"), (1204, "1,204 spans")])
def test_a_number_agrees_with_its_noun(number: int, said: str) -> None:
    assert counted(number, "span") == said


def test_words_are_put_on_one_line_and_cut() -> None:
    assert short("two\n lines") == "two lines"
    assert short("x" * 41) == "x" * 39 + "…"
    assert short("abcdef", most=4) == "abc…"
