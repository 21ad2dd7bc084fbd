"""Names as they are compared, and days as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from labels.entity import Code, Entity, acronyms, check_day, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Syrian Army", "syrian army"),
        ("U.N.", "UN"),
        ("Hay’at Taḥrīr al-Shām", "Hay'at Tahrir al Sham"),
        ("Syria's army", "Syria army"),
        ("Médecins & Frères", "medecins and freres"),
        ("هَيْئَة تحرير الشام", "هيئة تحرير الشام"),
        ("الدولة الإسلامية", "الدوله الاسلاميه"),
        ("مقتدى", "مقتدي"),
    ],
)
def test_spellings_that_are_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Hama", "Homs"), ("Army", "Army of Islam"), ("...", "?!"), ("", "the")])
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_initials_with_and_without_small_words() -> None:
    assert {"hts", "htas"} == acronyms(fold("Hayat Tahrir al-Sham"))
    assert acronyms("army") == frozenset()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-2", "2012-02-01", "2012-02-29"),
        ("2012-02-03", "2012-02-03", "2012-02-03"),
        ("", "", ""),
    ],
)
def test_a_day_may_be_a_month_or_a_year(text: str, first: str, last: str) -> None:
    assert (check_day(text), check_day(text, last=True)) == (first, last)


@pytest.mark.parametrize("text", ["yesterday", "2012-13", "2012-02-30", "12-02-03", "2012-00-01", "2012-01-00", "0000"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is no date"):
        check_day(text)


def test_the_code_depends_on_the_day() -> None:
    codes = (Code("SYRELI", "", "2000-07-16"), Code("SYRGOV", "2000-07-17", "2024-12-08"))
    assad = Entity(1, "u", "Assad", "State forces", "", "SYR", None, "", "", "", "human", False, (), codes)
    assert [assad.code_on(day) for day in ("1999-01-01", "2011-03-15", "2025-01-01", "")] == [
        "SYRELI", "SYRGOV", "", "SYRELI",
    ]  # fmt: skip
    assert assad.inter == "1"
