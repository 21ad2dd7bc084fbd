"""No text in a table is taken for a formula, and no number is spoiled."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.formats.safe_cell import is_dangerous, safe_text, safe_within

BLANKS = st.text(st.sampled_from(" \u00a0\u2003\ufeff\u200b\u200e\n"), max_size=3)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\rx", "=HYPERLINK()", " =1", "\n=1", "\u00a0=1", "\ufeff=1",
        "\uff1d1+1", "\uff0b1", "\uff0d1+1", "\uff20A1", "\ufe62a", "\u207a1", "-2+3", "- said", "+963 11 222",
        "\u200b@x",
    ],
)  # fmt: skip
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Hama", "a=b", "-5", "+2.5", "3-4", "'=1", "“=1", "حماة", " ", "6 to 8", "−5"])
def test_other_texts_stay(text: str) -> None:
    assert safe_text(text) == text


@given(
    BLANKS,
    st.sampled_from("=+-@\uff1d\uff0b\uff0d\uff20"),
    st.text(min_size=1).filter(lambda text: not text[0].isdigit()),
)
def test_nothing_hides_a_formula(blanks: str, sign: str, rest: str) -> None:
    assert is_dangerous(blanks + sign + rest)


@given(st.text())
def test_a_safe_text_shows_no_sign_first(text: str) -> None:
    seen = next((c for c in safe_text(text) if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")), "")
    plain = text.strip(" ").lstrip("+-").replace(".", "", 1)
    assert seen not in set("=+-@") or (plain.isdigit() and plain.isascii())


@given(st.text())
def test_making_safe_twice_changes_nothing(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("troops; =1+1", "troops; '=1+1"), ("a;=1", "a;'=1"), ("a\n=1\n@x", "a\n'=1\n'@x"), ("a\t+x", "a\t'+x"),
        ("a;\ufeff\uff1d1", "a;\ufeff'\uff1d1"), ("a; -5; +2.5", "a; -5; +2.5"), ("a; -5a", "a; '-5a"),
        ("a=b; c-d", "a=b; c-d"), ("a;\n =1", "a;\n '=1"), ("=1", "=1"),
    ],
)  # fmt: skip
def test_no_part_of_a_text_is_a_formula_to_what_parts_cells_at_semicolons(text: str, safe: str) -> None:
    assert safe_within(text) == safe


@given(st.text(st.sampled_from("a;=+-@ \n\t1\ufeff'"), max_size=12))
def test_making_parts_safe_twice_changes_nothing(text: str) -> None:
    assert safe_within(safe_within(text)) == safe_within(text)
