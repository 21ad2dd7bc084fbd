"""Datelines in their many shapes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.resolve import dateline

BODY = " Fighters entered the town on Thursday night, hours after army units had left it, residents said."


@pytest.mark.parametrize(
    ("opening", "place", "day"),
    [
        ("RASTAN —", "RASTAN", ""),
        ("RASTAN, Syria (AP) —", "RASTAN", ""),
        ("DARAA, Syria -", "DARAA", ""),
        ("EL OBEID, Sudan —", "EL OBEID", ""),
        ("AL-HASAKAH —", "AL-HASAKAH", ""),
        ("TALBISEH, 7 December 2024 -", "TALBISEH", "7 December 2024"),
        ("DAMASCUS, 4 December -", "DAMASCUS", "4 December"),
        ("BEIRUT, Dec 6 (Reuters) -", "BEIRUT", "Dec 6"),
        ("BEIRUT (Reuters, Dec 6) -", "BEIRUT", "Dec 6"),
        ("Hama, 6 December 2024 (AFP) –", "Hama", "6 December 2024"),
        ("Beirut –", "Beirut", ""),
        ("(Hama) –", "Hama", ""),
        ("(Beirut, December 6, 2024) –", "Beirut", "December 6, 2024"),
        ("دمشق -", "دمشق", ""),
        ("حماة، سوريا -", "حماة", ""),
    ],
)
def test_an_opening_is_recognised(opening: str, place: str, day: str) -> None:
    text = f"A title with - a dash\n\n{opening}{BODY}"
    found = dateline.find(text)
    assert found
    assert (found.place, found.date) == (place, day)
    assert text[found.place_start : found.place_end] == place
    assert text[found.start : found.end] == opening
    assert text[found.date_start or 0 : found.date_end or 0] == day


@pytest.mark.parametrize(
    "opening", ["", "Breaking –", "The rebels — once weak —", "Syria's army -", "Reporting from Hama —", "well-known -"]
)
def test_a_dash_alone_makes_no_dateline(opening: str) -> None:
    assert dateline.find(opening + BODY) is None


def test_a_title_with_a_dash_is_no_dateline() -> None:
    assert dateline.find(f"Hama — a city waits\n\n{BODY}") is None


@pytest.mark.parametrize("line", ["06 December, 2024", "Published: 6 December 2024", "Friday, December 6, 2024 14:30"])
def test_a_line_that_is_only_a_date_belongs_to_it(line: str) -> None:
    text = f"A title\n\n4 min read\n{line}\n{BODY}"
    found = dateline.find(text)
    assert found
    assert found.place_start is None
    assert "December" in found.date
    assert found.covers(text.index("December"), text.index("2024"))


def test_place_and_date_line_go_together() -> None:
    text = f"A title\n06 December, 2024\n\nHAMA —{BODY}"
    found = dateline.find(text)
    assert found
    assert (found.place, found.date) == ("HAMA", "06 December, 2024")
    assert found.covers(text.index("HAMA"), text.index("HAMA") + 4)
    assert not found.covers(text.index("town"), text.index("town") + 4)


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    found = dateline.find(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
