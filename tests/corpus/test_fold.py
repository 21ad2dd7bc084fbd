import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import CHANGED, fold, loose


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد إدلب آمن ٱلله", "احمد ادلب امن الله"),
        ("حماة", "حماه"),
        ("مصطفى", "مصطفي"),
        ("مُحَمَّد", "محمد"),
        ("حـــمص", "حمص"),
        ("کرمان ایران", "كرمان ايران"),
        ("Hama, Café", "Hama, Café"),
        ("", ""),
    ],
)
def test_arabic_is_brought_to_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=60) | st.text(CHANGED + "ab حم", max_size=60))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not set(fold(text)) & set(CHANGED)


@pytest.mark.parametrize(("one", "other"), [("The Néw  Wire", "the new wire"), ("STRASSE", "straße"), ("إدلب", "ادلب")])
def test_names_are_compared_loosely(one: str, other: str) -> None:
    assert loose(one) == loose(other)
