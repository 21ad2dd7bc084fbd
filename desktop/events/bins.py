"""Days, weeks and months of the timeline, reckoned with numpy. A day is a number as of `date.toordinal`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from desktop.events.frame import Ints
from desktop.when import MONTHS
from labels.record import Unit

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Bins:
    """How many records begin when.

    Attributes:
        starts, ends: first day of each bin, and the first after it; only bins that hold something.
        counts: a row for each bin, a column for each colour.
        member: the bin of each record counted, -1 for those without a date.
    """

    starts: Ints
    ends: Ints
    counts: Ints
    member: Ints


def unit_for(days: float) -> Unit:
    """Return the unit in which a stretch of so many days is best seen."""
    if days <= 130:
        return "day"
    return "week" if days <= 900 else "month"


def bins(days: Ints, colours: Ints, kinds: int, unit: Unit) -> Bins:
    """Count records by unit and colour (numbers below `kinds`); a day of 0 is none."""
    dated = days > 0
    begins = starts_of(days[dated], unit)
    starts, inverse = _different(begins)
    counts = np.bincount(inverse * kinds + colours[dated], minlength=len(starts) * kinds).reshape(len(starts), kinds)
    member = np.full(len(days), -1, dtype=np.int64)
    member[dated] = inverse
    return Bins(starts, _ends(starts, unit), counts, member)


def _different(days: Ints) -> tuple[Ints, Ints]:
    """Return the different days, sorted, and which of them each is; days lie close enough to be counted off."""
    if not len(days):
        return days, days
    first = int(days.min())
    held = np.zeros(int(days.max()) - first + 1, dtype=np.bool_)
    held[days - first] = True
    return np.flatnonzero(held) + first, (np.cumsum(held) - 1)[days - first]


def starts_of(days: Ints, unit: Unit) -> Ints:
    """Return the first day of the unit that each day is in; weeks begin on Monday."""
    if unit == "day":
        return days
    if unit == "week":
        return days - (days - 1) % 7
    months = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64) + _EPOCH)


def _ends(starts: Ints, unit: Unit) -> Ints:
    if unit != "month":
        return starts + (1 if unit == "day" else 7)
    months = (starts - _EPOCH).astype("datetime64[D]").astype("datetime64[M]") + 1
    return np.asarray(months.astype("datetime64[D]").astype(np.int64) + _EPOCH)


def words(start: int, unit: Unit) -> str:
    """Return `4 Dec 2024`, `2 Dec – 8 Dec 2024`, `Dec 2024`."""
    first = date.fromordinal(start)
    if unit == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if unit == "day":
        return _day(first)
    last = first + timedelta(days=6)
    return f"{first.day} {MONTHS[first.month - 1]} – {_day(last)}"


def ticks(low: float, high: float, most: int) -> list[int]:
    """Return at most about `most` days between two, that are easily read: every day, Mondays, months or years."""
    first, last = max(1, int(np.ceil(low))), min(int(high), date.max.toordinal())
    span = max(1, last - first)
    for step in (1, 2, 7, 14):
        if span / step <= most:
            start = first + (1 - first) % 7 if step > 2 else first
            return list(range(start, last + 1, step))
    months = next((each for each in (1, 3, 6, 12, 24, 60, 120) if span / (30.4 * each) <= most), 240)
    found, begins = [], date.fromordinal(first)
    at = begins.year * 12 + begins.month - 1
    at += -at % months
    while at // 12 < 9999 and (day := date(max(1, at // 12), at % 12 + 1, 1).toordinal()) <= last:
        found.append(day)
        at += months
    return found


def tick_words(day: int, shown: list[int]) -> str:
    """Return `4 Dec` for a day, `Dec` or `2025` for the first of a month or year where only such are shown."""
    one = date.fromordinal(day)
    months = all(date.fromordinal(each).day == 1 for each in shown)
    if months and one.month == 1:
        return str(one.year)
    if months and len(shown) > 1:
        return MONTHS[one.month - 1]
    return f"{one.day} {MONTHS[one.month - 1]}"


def _day(one: date) -> str:
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"
