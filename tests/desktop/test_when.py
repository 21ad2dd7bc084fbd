"""Times in words."""

from datetime import datetime, timedelta, timezone

import pytest

from desktop import when

NOW = datetime(2024, 12, 6, 15, 0, tzinfo=when.local("2024-12-06T15:00:00Z").tzinfo)  # type: ignore[union-attr]


def before(**ago: float) -> str:
    return (NOW - timedelta(**ago)).isoformat()


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (before(seconds=10), "just now"),
        (before(seconds=-90), "just now"),
        (before(seconds=50), "1 minute ago"),
        (before(minutes=3), "3 minutes ago"),
        (before(minutes=70), "1 hour ago"),
        (before(hours=14), "14 hours ago"),
        (before(hours=23), "yesterday 16:00"),
        (before(days=3), "3 Dec, 15:00"),
        (before(days=400), "2 Nov 2023, 15:00"),
        ("long ago", "long ago"),
    ],
)
def test_ago(at: str, words: str) -> None:
    assert when.ago(at, now=NOW) == words


@pytest.mark.parametrize(
    ("at", "heading"),
    [
        (before(hours=3), "Today"),
        (before(hours=20), "Yesterday"),
        (before(days=2), "Wednesday 4 Dec"),
        (before(days=366), "Wednesday 6 Dec 2023"),
    ],
)
def test_day(at: str, heading: str) -> None:
    assert when.day(at, now=NOW) == heading


def test_a_time_without_a_zone_is_utc() -> None:
    assert when.local("2024-12-06T15:00:00") == datetime(2024, 12, 6, 15, 0, tzinfo=timezone(timedelta(0)))


def test_exact_names_day_and_second() -> None:
    assert when.exact(before(seconds=1)) == "Friday 6 Dec 2024, 14:59:59"
    assert when.exact("") == ""
