"""How newsrooms mean days: one rule for each shape of `date_words.normal` words, tried in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from labels.resolve.date_calendar import (
    LATEST,
    MONTHS,
    WEEKDAYS,
    Anchor,
    Found,
    Precision,
    day_of,
    long,
    month,
    part,
    shifted,
    week,
    weekday_back,
    weekday_on,
    year,
)

Match = re.Match[str]
Rule = Callable[[Match, Anchor], Found | None]
_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_YEAR = r"(?: (?P<year>\d{4}|last year|this year|next year))?"
_UNIT = r"(?P<unit>minute|hour|day|week|month|year)s?"
_COUNT = r"(?:(?P<count>\d{1,4}|few) )?"
_PART = r"(?P<part>early|earlier|mid|late|later)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_NUMBERS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
_FEW = 7  # days that "a few days" may go back


def written(match: Match, anchor: Anchor) -> Found | None:
    """A date in figures, day first unless that cannot be."""
    first, second, third = (int(each) for each in match.groups())
    if first > 31:
        return _day(day_of(first, second, third), "the date as written")
    day = day_of(third, second, first)
    if day is None:
        return _day(day_of(third, first, second), "the date as written, month first")
    sure = first > 12 or first == second
    return _day(day, "the date as written, day first", approximate=not sure)


def written_month(match: Match, anchor: Anchor) -> Found | None:
    """2024-12; 2012-13 are two years."""
    number, which = int(match.group(1)), int(match.group(2))
    if which == number % 100 + 1 and which > 12 and number <= LATEST:
        return Found(year(number)[0], year(number + 1)[1], "range", "the years as written")
    if not (1 <= number <= LATEST and 1 <= which <= 12):
        return None
    return Found(*month(number, which), "month", "the month as written")


def day_and_month(match: Match, anchor: Anchor) -> Found | None:
    """27 November, with or without a year."""
    which, day = _month_number(match), int(match.group("day"))
    stated = _stated_year(match, anchor)
    if stated is not None:
        return _day(day_of(stated, which, day), "the date as written")
    if not any(day_of(leap, which, day) for leap in (2023, 2024)):
        return None
    steps = range(9) if anchor.ahead else range(0, -9, -1)
    days = (day_of(anchor.day.year + step, which, day) for step in steps)
    found = next(each for each in days if each and (each >= anchor.day if anchor.ahead else each <= anchor.day))
    name = f"{day} {MONTHS[which - 1].title()}"
    return _day(found, f"the {_which(anchor)} {name} on or {_side(anchor)} {anchor.said}")


def nth(match: Match, anchor: Anchor) -> Found | None:
    """The 27th."""
    day = int(match.group(1))
    if not 1 <= day <= 31:
        return None
    for step in range(4):
        first, _ = month(anchor.day.year, anchor.day.month - step)
        found = day_of(first.year, first.month, day)
        if found and found <= anchor.day:
            return _day(found, f"the last day {day} of a month on or before {anchor.said}")
    return None


def whole_month(match: Match, anchor: Anchor) -> Found | None:
    """November, early November, last November, November 2012."""
    which, said = _month_number(match), match.groupdict().get("which") or ""
    stated = _stated_year(match, anchor)
    if stated is not None:
        start, end = month(stated, which)
        return _parted(match, start, end, "month", "the month as written")
    ahead = anchor.ahead or said in ("next", "coming")
    number = anchor.day.year + (which < anchor.day.month if ahead else -(which > anchor.day.month))
    if said in ("last", "past") and which == anchor.day.month:
        number -= 1
    if said == "next" and which == anchor.day.month:
        number += 1
    name = MONTHS[which - 1].title()
    rule = f"the {'next' if ahead else 'last'} {name} as seen from {anchor.said}"
    return _parted(match, *month(number, which), "month", rule)


def whole_year(match: Match, anchor: Anchor) -> Found | None:
    """2011, mid-2011."""
    number = int(match.group("number"))
    if not 1000 <= number <= LATEST:
        return None
    return _parted(match, *year(number), "year", "the year as written")


def decade(match: Match, anchor: Anchor) -> Found | None:
    """The 1980s."""
    number = int(match.group("number"))
    if not 1000 <= number <= LATEST - 10:
        return None
    start, end = year(number)[0], year(number + 9)[1]
    length = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(match.group("part") or "")
    if length:
        start, end = year(number + length[0])[0], year(number + length[1])[1]
    return Found(start, end, "range", "the decade as written", approximate=True)


def weekday(match: Match, anchor: Anchor) -> Found | None:
    """Friday, last Friday, next Friday."""
    name, said = match.group("weekday"), match.group("which") or ""
    number, title = WEEKDAYS.index(name), name.title()
    if said in ("last", "previous"):
        return _day(weekday_back(shifted(anchor.day, -1), number), f"the last {title} before {anchor.said}")
    if said == "next":
        return _day(weekday_on(shifted(anchor.day, 1), number), f"the first {title} after {anchor.said}")
    if said in ("this", "coming", "upcoming") or (anchor.ahead and not said):
        return _day(weekday_on(anchor.day, number), f"the first {title} on or after {anchor.said}")
    return _day(weekday_back(anchor.day, number), f"the last {title} on or before {anchor.said}")


def weekday_of_week(match: Match, anchor: Anchor) -> Found | None:
    """Friday last week."""
    step = _NUMBERS[match.group("which")]
    monday, _ = week(shifted(anchor.day, 7 * step))
    day = shifted(monday, WEEKDAYS.index(match.group("weekday")))
    return _day(day, f"{match.group('weekday').title()} of the {_week_name(step)} of {anchor.said}")


def near_day(match: Match, anchor: Anchor) -> Found | None:
    """Today, yesterday, the day after tomorrow."""
    step, rule = {
        "today": (0, "the day of"),
        "now": (0, "the day of"),
        "yesterday": (-1, "the day before"),
        "tomorrow": (1, "the day after"),
        "day before yesterday": (-2, "two days before"),
        "day after tomorrow": (2, "two days after"),
    }[match.group("name")]
    return _day(shifted(anchor.day, step), f"{rule} {anchor.said}")


def overnight(match: Match, anchor: Anchor) -> Found | None:
    """Overnight, overnight into Friday."""
    name = match.groupdict().get("weekday")
    end = weekday_back(anchor.day, WEEKDAYS.index(name)) if name else anchor.day
    said = f"{name.title()}, {long(end)}" if name else f"the day of {anchor.said}"
    return Found(shifted(end, -1), end, "range", f"the night before {said}", approximate=not name)


def overnight_on(match: Match, anchor: Anchor) -> Found | None:
    """Wednesday overnight: that Wednesday."""
    number = WEEKDAYS.index(match.group("weekday") or match.group("second"))
    day = weekday_back(anchor.day, number)
    return _day(day, f"the night of the last {WEEKDAYS[number].title()} on or before {anchor.said}")


def ago(match: Match, anchor: Anchor) -> Found | None:
    """Two days ago, a month ago, in two days."""
    unit, count = match.group("unit"), match.group("count")
    said = match.groupdict().get("ahead")
    forward = -1 if said else 1
    if said == "hence" and not anchor.ahead:  # "in two days" may as well say how long something took
        return None
    if count == "few" or (count is None and match.group().endswith("s ago")):
        return _few(unit, anchor)
    return _counted(unit, -forward * int(count or 1), anchor.day, f"{anchor.said}")


def from_context(match: Match, anchor: Anchor) -> Found | None:
    """Two days later: counted from the day that the text spoke of before."""
    if anchor.context is None:
        return None
    count = match.groupdict().get("count")
    if count == "few":
        return None
    sign = -1 if match.group("side") in ("earlier", "before", "prior", "previous") else 1
    unit = match.groupdict().get("unit") or "hour"
    still = match.group("side") in ("same", "that", "then")
    said = f"the date named before, {long(anchor.context)}"
    if unit == "hour" and not count and not still:
        return _day(anchor.context, f"some hours from {said}", approximate=True)
    return _counted(unit, 0 if still else sign * int(count or 1), anchor.context, said)


def period(match: Match, anchor: Anchor) -> Found | None:
    """Last week, this month, earlier this year."""
    unit, step = match.group("unit"), _NUMBERS[match.groupdict().get("which") or "this"]
    start, end = _period(unit, step, anchor.day)
    said = match.groupdict().get("part") or ""
    rule = f"the {_week_name(step).replace('week', unit)} of {anchor.said}"
    if said in ("earlier", "later") and step == 0:
        start, end = (start, anchor.day) if said == "earlier" else (anchor.day, end)
        return Found(start, end, "range", f"{said} in {rule}", approximate=True)
    if said:
        return _parted(match, start, end, _unit_precision(unit), rule)
    if step == 0:
        start, end = (anchor.day, end) if anchor.ahead else (start, anchor.day)
        rule += ", from that day on" if anchor.ahead else ", up to that day"
    return Found(start, end, _unit_precision(unit), rule)


def weekend(match: Match, anchor: Anchor) -> Found | None:
    """The weekend, last weekend."""
    said = match.group("which") or ""
    saturday = weekday_on(anchor.day, 5) if anchor.ahead or said == "next" else weekday_back(anchor.day, 5)
    if said in ("last", "past") and shifted(saturday, 1) >= anchor.day:
        saturday = shifted(saturday, -7)
    sunday = shifted(saturday, 1)
    if not (anchor.ahead or said == "next") and sunday > anchor.day:
        sunday = anchor.day
    side = "the next one after" if anchor.ahead or said == "next" else "the last one up to"
    return Found(saturday, sunday, "range", f"Saturday and Sunday, {side} {anchor.said}")


def stretch(match: Match, anchor: Anchor) -> Found | None:
    """The past three days, recent weeks."""
    unit, said = match.group("unit"), match.group("which")
    count = match.group("count")
    many = 1 if count is None else 3 if count == "few" else int(count)
    vague = count == "few" or said == "recent" or (count is None and match.group().endswith("s"))
    if said == "recent":
        many = 7 if unit == "day" else 3
    ahead = said in ("next", "coming")
    length = _reach(unit, many)
    start, end = (anchor.day, shifted(anchor.day, length)) if ahead else (shifted(anchor.day, -length), anchor.day)
    rule = f"{length} day{'s' * (length != 1)} {'from' if ahead else 'up to'} {anchor.said}"
    return Found(start, end, "range", rule, approximate=vague)


def season(match: Match, anchor: Anchor) -> Found | None:
    """Last summer, spring 2012: three months, of the northern half of the world."""
    first, stated = _SEASONS[match.group("season")], _stated_year(match, anchor)
    said = match.group("which") or ""
    number = anchor.day.year if stated is None else stated
    start, end = month(number, first)[0], month(number, first + 2)[1]
    if stated is None:
        limit = end if said == "last" else start
        if limit > anchor.day and said not in ("next", "coming") and not anchor.ahead:
            start, end = month(number - 1, first)[0], month(number - 1, first + 2)[1]
    rule = f"{match.group('season')} as three months, north of the equator"
    return Found(start, end, "range", rule, approximate=True)


def daytime(match: Match, anchor: Anchor) -> Found | None:
    """Only a time of the day: the day that the text spoke of before, else that of publication."""
    if anchor.context:
        return _day(anchor.context, f"the date named before, {long(anchor.context)}", approximate=True)
    return _day(anchor.day, f"only a time is said; the day of {anchor.said}", approximate=True)


_TABLE: tuple[tuple[str, Rule], ...] = (
    (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", written),
    (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", written),
    (r"(\d{4})-(\d{2})", written_month),
    (rf"(?:{'|'.join(WEEKDAYS)})? ?(?:{_PART} )?(?P<day>\d{{1,2}}) {_MONTH}{_YEAR}", day_and_month),
    (rf"(?:{'|'.join(WEEKDAYS)})? ?(?:{_PART} )?{_MONTH} (?P<day>\d{{1,2}}){_YEAR}", day_and_month),
    (r"(\d{1,2})(?:st|nd|rd|th)", nth),
    (rf"(?:{_PART} )?(?:(?P<which>last|past|this|next|coming) )?{_MONTH}{_YEAR}", whole_month),
    (rf"(?:{_PART} )?(?P<year>last year|this year|next year) {_MONTH}", whole_month),
    (rf"(?:{_PART} )?(?:year )?(?P<number>\d{{4}})", whole_year),
    (rf"(?:{_PART} )?(?P<number>\d{{3}}0)s", decade),
    (rf"(?:{_PART} )?(?:(?P<which>last|previous|this past|past|this|next|coming|upcoming) )?{_WEEKDAY}", weekday),
    (rf"{_WEEKDAY} (?P<which>last|this|next|previous) week", weekday_of_week),
    (rf"(?P<which>last|this|next|previous) week {_WEEKDAY}", weekday_of_week),
    (
        rf"(?:{_PART} )?(?P<name>day before yesterday|day after tomorrow|today|now|yesterday|tomorrow)",
        near_day,
    ),
    (r"overnight", overnight),
    (rf"overnight (?:in)?to {_WEEKDAY}", overnight),
    (r"overnight (?:in)?to today", overnight),
    (rf"overnight {_WEEKDAY}|{_WEEKDAY.replace('weekday', 'second')} overnight", overnight_on),
    (rf"{_COUNT}{_UNIT} ago", ago),
    (rf"{_COUNT}{_UNIT} (?P<ahead>hence|from now)", ago),
    (rf"{_COUNT}{_UNIT} (?P<side>later|after|afterwards|earlier|before|prior)", from_context),
    (r"(?P<side>next|following|same|that|previous) (?P<unit>day)", from_context),
    (r"(?:soon |immediately |that )?(?P<side>later|afterwards|before|after|then)", from_context),
    (rf"(?:{_PART} )?(?P<which>last|previous|this|current|next|coming) (?P<unit>week|month|year)", period),
    (rf"{_PART} (?P<unit>week|month|year)", period),
    (r"(?:(?P<which>last|past|this|next|coming) )?weekend", weekend),
    (rf"(?P<which>past|last|previous|recent|coming|next) {_COUNT}{_UNIT}", stretch),
    (
        rf"(?:{_PART} )?(?:(?P<which>last|this|next|coming|past) )?(?P<season>{'|'.join(_SEASONS)}){_YEAR}",
        season,
    ),
    (r"daytime", daytime),
)


def atom(text: str, anchor: Anchor) -> Found | None:
    """Return the days that one expression without limits ("since") or ends ("to") means, None when no rule fits.

    Raises:
        NeedsPublication: it counts from a publication date that is not known.
        OverflowError, ValueError: it lies outside the calendar.
    """
    for pattern, rule in _rules():
        match = pattern.fullmatch(text)
        if match and (found := rule(match, anchor)):
            return found
    return None


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """Compile the table when the first date is asked for: the window starts without it."""
    return tuple((re.compile(pattern), rule) for pattern, rule in _TABLE)


def _day(day: date | None, rule: str, *, approximate: bool = False) -> Found | None:
    return Found(day, day, "day", rule, approximate) if day else None


def _month_number(match: Match) -> int:
    return MONTHS.index(match.group("month")) + 1


def _stated_year(match: Match, anchor: Anchor) -> int | None:
    said = match.groupdict().get("year")
    if not said:
        return None
    return int(said) if said.isdecimal() else anchor.day.year + _NUMBERS[said.split()[0]]


def _parted(match: Match, start: date, end: date, precision: Precision, rule: str) -> Found:
    said = {"earlier": "early", "later": "late"}.get(match.groupdict().get("part") or "", match.groupdict().get("part"))
    if not said:
        return Found(start, end, precision, rule)
    return Found(*part(start, end, said), "range", f"the {said} part of: {rule}", approximate=True)


def _which(anchor: Anchor) -> str:
    return "first" if anchor.ahead else "last"


def _side(anchor: Anchor) -> str:
    return "after" if anchor.ahead else "before"


def _week_name(step: int) -> str:
    return {-1: "week before that", 0: "week", 1: "week after that"}[step]


def _unit_precision(unit: str) -> Precision:
    return "week" if unit == "week" else "month" if unit == "month" else "year"


def _period(unit: str, step: int, day: date) -> tuple[date, date]:
    if unit == "week":
        return week(shifted(day, 7 * step))
    return month(day.year, day.month + step) if unit == "month" else year(day.year + step)


def _reach(unit: str, count: int) -> int:
    return {"minute": 0, "hour": -(-count // 24), "day": count, "week": 7 * count, "month": 30 * count}.get(
        unit, 365 * count
    )


def _counted(unit: str, count: int, day: date, said: str) -> Found | None:
    """So many units from a day; weeks, months and years as a whole, because nobody counts them to the day."""
    side = "after" if count > 0 else "before"
    rule = f"{abs(count)} {unit}{'s' * (abs(count) != 1)} {side} {said}" if count else said
    if unit in ("minute", "hour"):
        days = int(count / 24) if abs(count) >= 24 else 0
        return _day(shifted(day, days), rule, approximate=True)
    if unit == "day":
        return _day(shifted(day, count), rule)
    if unit == "week":
        return Found(*week(shifted(day, 7 * count)), "week", f"the week {rule}", approximate=True)
    if unit == "month":
        return Found(*month(day.year, day.month + count), "month", f"the month {rule}", approximate=True)
    return Found(*year(day.year + count), "year", f"the year {rule}", approximate=True)


def _few(unit: str, anchor: Anchor) -> Found | None:
    if unit != "day":
        return None
    start, end = shifted(anchor.day, -_FEW), shifted(anchor.day, -2)
    return Found(start, end, "range", f"some days before {anchor.said}", approximate=True)
