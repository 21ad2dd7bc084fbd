"""Field checks: how they are read, and when an event keeps them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from labels import check_rule
from labels.event import Argument, Event
from labels.role import Slot


def argument(role: str, value: dict[str, Any], *, slot: Slot = "") -> Argument:
    return Argument(1, "u", 1, 1, role, "number", slot, 0, None, None, None, "", value, None, "", None, "")


def event(*arguments: Argument) -> Event:
    return Event(
        1,
        "u",
        1,
        None,
        "",
        1,
        "rima",
        None,
        "",
        None,
        None,
        "happened",
        False,
        "",
        "",
        "human",
        "",
        "",
        None,
        arguments,
    )


def number(low: int | None, best: int | None, high: int | None, *, role: str = "Killed") -> Argument:
    return argument(role, {"low": low, "best": best, "high": high}, slot="fatalities")


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("killed.low <= killed.best", True),
        ("KILLED.Low<=killed.BEST", True),
        ("fatalities.low <= fatalities.best <= fatalities.high", True),
        ("killed.low >= killed.high", False),
        ("killed.best = 20", True),
        ("killed.best = 21", False),
        ("killed.low + killed.best = 32", True),
        ("killed.low + 8 = killed.best", True),
        ("killed.high <= killed.best <= 9999", False),
        ("injured.low <= injured.best", None),
        ("killed.low <= injured.best", None),
        ("killed.low + injured.best = killed.best", None),
        ("killed.high <= killed.low <= injured.low", False),
    ],
)
def test_numbers_are_held_against_a_rule(rule: str, found: bool | None) -> None:
    assert check_rule.parse(rule).holds(event(number(12, 20, 35))) is found


def test_an_empty_field_says_nothing() -> None:
    assert check_rule.parse("killed.low <= killed.best").holds(event(number(None, 5, None))) is None
    assert check_rule.parse("killed.low <= killed.best").holds(event()) is None


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [("2024-12-04", "2024-12-04", True), ("2024-12-05", "2024-12-04", False), ("2024-12-05", "", None)],
)
def test_dates_are_held_against_a_rule(start: str, end: str, found: bool | None) -> None:
    said = argument("Date", {"start": start, "end": end}, slot="date")
    assert check_rule.parse("date.start <= date.end").holds(event(said)) is found


def test_several_of_a_role_count_together() -> None:
    both = event(number(1, 2, 3), number(10, 20, 30))
    assert check_rule.parse("killed.best = 22").holds(both) is True
    days = event(
        argument("Day", {"start": "2024-12-04", "end": "2024-12-05"}),
        argument("Day", {"start": "2024-12-01", "end": "2024-12-02"}),
        argument("First", {"start": "2024-12-01"}),
        argument("Last", {"end": "2024-12-05"}),
    )
    assert check_rule.parse("day.start = first.start").holds(days) is True
    assert check_rule.parse("day.end = last.end").holds(days) is True


def test_a_name_of_several_words_stands_in_quotation_marks() -> None:
    rule = check_rule.parse('"Deaths of side A".best + "Deaths of side B".best = deaths.best')
    assert [field.role for field in rule.fields] == ["Deaths of side A", "Deaths of side B", "deaths"]
    sides = [number(0, 3, 0, role="Deaths of side A"), number(0, 4, 0, role="Deaths of side B")]
    assert rule.holds(event(*sides, number(0, 7, 0, role="Deaths"))) is True


def test_the_name_of_a_role_goes_before_a_slot() -> None:
    named = argument("Fatalities", {"best": 1})
    assert check_rule.parse("fatalities.best = 1").holds(event(named, number(0, 50, 0))) is True


def test_a_role_may_have_a_name_in_any_script() -> None:
    assert check_rule.parse("القتلى.best = 4").holds(event(argument("القتلى", {"best": 4}))) is True


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "a field is a role"),
        ("killed.best", "compares nothing"),
        ("1 <= 2", "names no role"),
        ("killed <= 3", "a field is a role"),
        ("killed.most <= 3", "a field is a role"),
        ("killed.best < 3", "“< 3” is not understood"),
        ("killed.best == 3", "a field is a role"),
        ("killed.best <= ", "a field is a role"),
        ("killed.best killed.low", "between two fields"),
        ("date.start <= 2024", "a date is compared"),
        ("date.start <= killed.best", "a date is compared"),
        ("date.start + date.end = date.end", "a date is compared"),
        ("killed.best <= 3; drop table event", "not understood"),
        ("a" * 501, "at most 500"),
    ],
)
def test_what_is_no_rule_is_refused(rule: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_rule.parse(rule)


@given(st.text('ab.<>=+ "0123\n', max_size=60) | st.text(max_size=40))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = check_rule.parse(text)
    except UserError:
        return
    assert rule.holds(event()) is None
