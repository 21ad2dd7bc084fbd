"""Days, weeks and months to count with; names of days in English whatever the computer's language."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "year", "range"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
LATEST = 2200  # the last year that is taken for one


class NeedsPublication(Exception):
    """The words count from the publication date, and the article has none."""


@dataclass(frozen=True, slots=True)
class Found:
    """Days that some words mean, both inclusive."""

    start: date
    end: date
    precision: Precision
    rule: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words count from.

    Attributes:
        context: the day that the text spoke of before, for "two days later".
        ahead: what is spoken of is still to come, so "Sunday" is the next one.
    """

    published: date | None
    context: date | None = None
    ahead: bool = False

    @property
    def day(self) -> date:
        """The publication date; raises `NeedsPublication` when there is none."""
        if self.published is None:
            raise NeedsPublication
        return self.published

    @property
    def said(self) -> str:
        """How rules name it."""
        return f"publication, {long(self.day)}"


def long(day: date) -> str:
    """Return a day as a sentence says it: "Friday 6 December 2024"."""
    return f"{WEEKDAYS[day.weekday()].title()} {short(day)}"


def short(day: date) -> str:
    """Return a day without its weekday: "6 December 2024"."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def shifted(day: date, days: int) -> date:
    """Return a day so many days later, or earlier for a negative number."""
    return day + timedelta(days=days)


def weekday_back(day: date, weekday: int) -> date:
    """Return the last such weekday on or before a day; Monday is 0."""
    return shifted(day, -((day.weekday() - weekday) % 7))


def weekday_on(day: date, weekday: int) -> date:
    """Return the first such weekday on or after a day."""
    return shifted(day, (weekday - day.weekday()) % 7)


def week(day: date) -> tuple[date, date]:
    """Return Monday and Sunday around a day."""
    monday = weekday_back(day, 0)
    return monday, shifted(monday, 6)


def month(year: int, number: int) -> tuple[date, date]:
    """Return the first and last day of a month; a number outside 1 to 12 counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def year(number: int) -> tuple[date, date]:
    """Return the first and last day of a year."""
    return date(number, 1, 1), date(number, 12, 31)


def day_of(year: int, number: int, day: int) -> date | None:
    """Return a day, or None when the month has no such day."""
    if not (1 <= year <= LATEST and 1 <= number <= 12 and 1 <= day <= calendar.monthrange(year, number)[1]):
        return None
    return date(year, number, day)


def part(start: date, end: date, which: str) -> tuple[date, date]:
    """Return the early, middle or late third of a span of days; of a year, four months."""
    if (end - start).days > 300:
        first = {"early": 1, "mid": 5}.get(which, 9)
        return date(start.year, first, 1), month(start.year, first + 3)[1]
    third = {"early": 0, "mid": 1}.get(which, 2)
    length = ((end - start).days + 1) // 3
    left = shifted(start, third * length)
    return left, end if third == 2 else shifted(left, length - 1)
