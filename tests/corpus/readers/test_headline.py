"""Title, date and outlet from the opening of a story: found when clear, else left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.headline import Headline, find_headline

BODY = "\n\nRebels entered the city of Hama on Thursday evening, a war monitor said.\n\nMore followed on Friday."


def test_a_page_copied_as_text() -> None:
    text = f"Rebels take Hama\n\nThey go on to Homs\n4 min read\n06 December, 2024\nA street in Hama [Agency]{BODY}"
    assert find_headline(text) == Headline("Rebels take Hama", "2024-12-06", "")


def test_a_wire_story() -> None:
    text = "Rebels take Hama\nDAMASCUS, Dec 6 (Reuters) - Rebels entered the city on Thursday.\nMore followed."
    assert find_headline(text) == Headline("Rebels take Hama", "", "Reuters")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 6 December 2024 14:05 GMT", "2024-12-06T14:05:00+00:00"),
        ("Published on December 6, 2024", "2024-12-06"),
        ("Last updated: 2024-12-06", "2024-12-06"),
        ("By Anna Haddad | 6 December 2024", "2024-12-06"),
        ("By Anna Haddad, 6 December 2024", "2024-12-06"),
        ("World • 6 Dec 2024 • 4 min read", "2024-12-06"),
        ("Publié le 6 décembre 2024", "2024-12-06"),
        ("نشر في 6 ديسمبر 2024", "2024-12-06"),
        ("Опубликовано: 6 декабря 2024", "2024-12-06"),
    ],
)
def test_lines_that_state_the_date(line: str, published: str) -> None:
    assert find_headline(f"Rebels take Hama\n{line}{BODY}").published == published


def test_a_date_in_the_story_is_not_its_own() -> None:
    text = "Rebels take Hama\n\nThe assault began on 27 November 2024, when they took Aleppo.\n\nIt goes on."
    assert find_headline(text).published == ""


def test_a_date_before_the_title() -> None:
    assert find_headline(f"6 December 2024\nRebels take Hama{BODY}") == Headline("Rebels take Hama", "2024-12-06", "")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: Enab Baladi", "Enab Baladi"),
        ("المصدر: عنب بلدي", "عنب بلدي"),
        ("HAMA, Syria (AFP) — Rebels entered the city.", "AFP"),
        ("Damascus, (SANA) - The army said so.", "SANA"),
        ("KYIV (Suspilne) - Drones were heard.", "Suspilne"),
        ("The army (and its allies) - so they say - fled.", ""),
        ("A war monitor (SOHR) said so.", ""),
        ("Source: the army, which did not give its name, said on Thursday that its " + "men " * 20, ""),
    ],
)
def test_lines_that_state_the_outlet(line: str, source: str) -> None:
    assert find_headline(f"Rebels take Hama\n{line}\nMore followed.").source == source


@pytest.mark.parametrize(
    "text",
    [
        "Only one line",
        "x" * 201 + BODY,
        "BEIRUT (Reuters) - Rebels entered the city.\nMore followed.",
        "Rebels entered the city of Hama on Thursday evening and went on to\nthe next.\nMore followed.",
        "",
    ],
)
def test_a_text_without_a_title_gets_none(text: str) -> None:
    assert find_headline(text).title == ""


def test_marks_of_markdown_are_no_part_of_the_title() -> None:
    assert find_headline(f"# Rebels take Hama{BODY}").title == "Rebels take Hama"


@given(st.text(max_size=300))
def test_no_text_makes_it_stumble(text: str) -> None:
    found = find_headline(text)
    assert len(found.title) <= 200


@pytest.mark.parametrize("text", ["By " + "a" * 150 + ",", "a " * 80, "(" * 160, "A" + " -" * 79, "6 " * 80])
def test_strange_lines_take_no_time(text: str) -> None:
    assert find_headline("\n".join([text] * 14)).published == ""


def test_a_real_article(real: Callable[[str], Path]) -> None:
    found = find_headline(real("news_article/000_4a7d41cfe8370cab.txt").read_text(encoding="utf-8"))
    title = "Syria rebels advance on Homs, capture border crossings in Daraa"
    assert (found.title, found.published) == (title, "2024-12-06")
