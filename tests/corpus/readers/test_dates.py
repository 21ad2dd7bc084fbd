"""Dates of news pages and files: the clear ones found, the unclear ones left."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.dates import match_date, to_iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("06 December, 2024", "2024-12-06"),
        ("6 December 2024", "2024-12-06"),
        ("Dec 6, 2024", "2024-12-06"),
        ("Dec. 6th, 2024", "2024-12-06"),
        ("Friday, December 6, 2024", "2024-12-06"),
        ("Fri 6 Dec 2024", "2024-12-06"),
        ("6th of December 2024", "2024-12-06"),
        ("2024-12-06", "2024-12-06"),
        ("2024/12/6", "2024-12-06"),
        ("6.12.2024", "2024-12-06"),
        ("13/12/2024", "2024-12-13"),
        ("12/13/2024", "2024-12-13"),
        ("06/06/2024", "2024-06-06"),
        ("06-Dec-2024", "2024-12-06"),
        ("2024年12月6日", "2024-12-06"),
        ("6 December 2024 14:05 GMT", "2024-12-06T14:05:00+00:00"),
        ("6 December 2024, 2:05 pm", "2024-12-06T14:05:00"),
        ("December 6, 2024 at 12:05 a.m. EST", "2024-12-06T00:05:00-05:00"),
        ("6 December 2024 14:05 (+03:00)", "2024-12-06T14:05:00+03:00"),
        ("6 December 2024 | 14:05 UTC+3", "2024-12-06T14:05:00+03:00"),
        ("2024-12-06 14:05:30", "2024-12-06T14:05:30"),
        ("6 décembre 2024", "2024-12-06"),
        ("vendredi 6 décembre 2024 à 14h05", "2024-12-06T14:05:00"),
        ("1er août 2024", "2024-08-01"),
        ("6. Dezember 2024", "2024-12-06"),
        ("6 de diciembre de 2024", "2024-12-06"),
        ("6 декабря 2024", "2024-12-06"),
        ("6 декабря 2024 г.", "2024-12-06"),
        ("6 грудня 2024 року", "2024-12-06"),
        ("6 ديسمبر 2024", "2024-12-06"),
        ("٦ ديسمبر ٢٠٢٤", "2024-12-06"),
        ("6 كانون الأول 2024", "2024-12-06"),
        ("الجمعة، 6 كانون الأول / ديسمبر 2024", "2024-12-06"),
        ("6 Aralık 2024", "2024-12-06"),
    ],
)
def test_dates_as_pages_write_them(text: str, iso: str) -> None:
    assert match_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "06/12/2024",  # June or December
        "31 February 2024",
        "6 December",
        "December 2024",
        "2024",
        "6 Smarch 2024",
        "6 December 1524",
        "On 6 December 2024 rebels advanced",
        "6 December 2024 25:00",
        "",
    ],
)
def test_what_is_no_clear_date_is_left(text: str) -> None:
    assert match_date(text) == ""


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-12-06T14:05:00Z", "2024-12-06T14:05:00Z"),
        ("2024-12-06T14:05:00.250+03:00", "2024-12-06T14:05:00.250+03:00"),
        ("20241206", "2024-12-06"),
        (20241206, "2024-12-06"),
        (1733493900, "2024-12-06T14:05:00+00:00"),
        (1733493900000, "2024-12-06T14:05:00+00:00"),
        (1733493900.5, "2024-12-06T14:05:00+00:00"),
        ("Fri, 06 Dec 2024 14:05:00 +0000", "2024-12-06T14:05:00+00:00"),
        ("2024-13-06", ""),
        (True, ""),
        (12, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (10**400, ""),
        (None, ""),
        (["2024-12-06"], ""),
    ],
)
def test_dates_as_files_state_them(value: object, iso: str) -> None:
    assert to_iso(value) == iso


@given(st.one_of(st.text(max_size=130), st.integers(), st.floats()))
def test_nothing_makes_it_stumble(value: str | float) -> None:
    assert isinstance(to_iso(value), str)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 1, 1)))
def test_a_written_date_is_read_back(day: date) -> None:
    months = "January February March April May June July August September October November December"
    assert match_date(f"{day.day:02} {months.split()[day.month - 1]}, {day.year}") == day.isoformat()
