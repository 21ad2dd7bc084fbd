"""What words for time mean, seen from an article's publication date.

Our own rules come first, because newsrooms have theirs ("on Friday" in a Friday story is that Friday); dateparser is
asked only for what is left, and only in the article's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from corpus.errors import UserError
from corpus.wording import short
from labels.event_value import EARLIEST
from labels.resolve.date_calendar import (
    LATEST,
    MONTHS,
    Anchor,
    Found,
    NeedsPublication,
    Precision,
    long,
)
from labels.resolve.date_rules import atom
from labels.resolve.date_words import normal
from labels.resolve.number_words import script_language

_LONGEST = 100  # code points; longer words are no date
_SINCE = re.compile(
    r"(?:ever )?(?:since|from|as of|starting|beginning) (.+?)(?: onwards?)?|(.+?) (?:onwards?|and after)"
)
_SINCE_THEN = frozenset(("since", "since then", "ever since"))
_SINCE_COUNT = re.compile(r"since ((?:\d{1,4} )?(?:day|week|month|year)s?)")
_LIMIT = re.compile(r"(until|till|up to|by|before|prior to|no later than|not before|after|following) (.+)")
_COUNTED_FROM = re.compile(r"(?:(\d{1,4}) )?(minute|hour|day|week|month|year)s? (after|before|following) (.+)")
_RANGE_START = re.compile(r"^(?:between|from|since) ")
_JOINT = re.compile(r" (?:to|until|till|through|thru|and|or|into|-) | ?- ?")
_BARE_DAY = re.compile(r"(\d{1,2})")
_BARE_END = re.compile(r"(\d{1,2})(?: (\d{4}))?")
_MONTH_NAME = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_TYPED_RANGE = re.compile(r"\s*(?:\.\.+|…| / | to | bis )\s*")
# What dateparser is known to raise on odd words, beside what it documents.
_PARSER_TROUBLE = (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError, re.error)


@dataclass(frozen=True, slots=True)
class DateValue:
    """Days that some words mean.

    Attributes:
        start, end: ISO days, both inclusive.
        rule: a plain sentence on how it was found.
        approximate: the words leave some room ("late November", "about two weeks ago").
        by_hand: a person typed it.
    """

    start: str
    end: str
    precision: Precision
    rule: str
    approximate: bool = False
    by_hand: bool = False

    def as_value(self) -> dict[str, Any]:
        """Return it as an argument keeps it; what is not so is left out."""
        return {key: each for key, each in asdict(self).items() if each not in (False, "")}


def resolve(
    words: str, *, published: str, language: str = "en", context: str = "", ahead: bool = False
) -> DateValue | None:
    """Return the days that words mean, None when they are not understood or lack what they count from.

    Args:
        published: the article's publication date, ISO day or time, "" for none.
        context: the ISO day that the text spoke of before, for "two days later"; "" for none.
        ahead: what is dated is planned, so "Sunday" is the next one, not the last.

    Raises:
        UserError: the words count from a publication date that is missing, or mean a time before 1900.
    """
    if not words.strip() or len(words) > _LONGEST:
        return None
    language = script_language(words, (language or "en").lower()[:2])
    anchor = Anchor(_iso(published), _iso(context), ahead)
    try:
        found = _understood(normal(words, language), anchor) or _parsed(words, language, anchor)
    except NeedsPublication:
        raise UserError(
            f"“{short(words)}” needs the article's publication date; add it with “Correct title, source, date…”."
        ) from None
    except (OverflowError, ValueError):  # outside the calendar: "3000 years ago"
        raise UserError(
            f"“{short(words)}” is outside the years {EARLIEST} to {LATEST}; such dates are not coded."
        ) from None
    return _value(found, words) if found else None


def parse_typed(text: str, published: str = "", *, language: str = "en") -> DateValue:
    """Return what a person typed as a date: 2024-12-06, 2024-12, 2024, 2024-12-01..2024-12-05, or words.

    Raises:
        UserError: it is not understood, ends before it starts, or lies before 1900.
    """
    ends = [part for part in _TYPED_RANGE.split(text.strip()) if part]
    found = resolve(text, published=published, language=language) if len(ends) != 2 else None
    if found is None and len(ends) == 2:
        left, right = (parse_typed(end, published, language=language) for end in ends)
        if left.start > right.end:
            raise UserError(f"The date ends ({right.end}) before it starts ({left.start}).")
        found = DateValue(left.start, right.end, "range", "")
    if found is None:
        raise UserError(f"“{short(text)}” is no date; write 2024-12-06, 2024-12 or 2024-12-01..2024-12-05.")
    return DateValue(found.start, found.end, found.precision, "typed", by_hand=True)


def warm(language: str) -> None:
    """Load what an article's language needs, 0.2 s at most; worth doing in the background before the first date."""
    _parsed("1", (language or "en").lower()[:2], Anchor(date(2000, 1, 1)))


def _understood(text: str, anchor: Anchor) -> Found | None:
    """Return what plain words mean: one expression, one that begins or ends a time, or two with a joint."""
    if text in _SINCE_THEN:
        return (
            _since(Found(anchor.context, anchor.context, "day", "the date named before"), anchor)
            if anchor.context
            else None
        )
    if counted := _SINCE_COUNT.fullmatch(text):  # "depuis deux jours"
        inner = atom(f"{counted.group(1)} ago", anchor)
        return _since(inner, anchor) if inner else None
    since = _SINCE.fullmatch(text)
    if since and not _JOINT.search(since.group(1) or ""):
        inner = _understood(since.group(1) or since.group(2), anchor)
        return _since(inner, anchor) if inner else None
    return atom(text, anchor) or _between(text, anchor) or _counted_from(text, anchor) or _limit(text, anchor)


def _since(inner: Found, anchor: Anchor) -> Found:
    if inner.start > anchor.day:
        return Found(inner.start, inner.end, inner.precision, f"from then on; {inner.rule}", approximate=True)
    return Found(inner.start, anchor.day, "range", f"from then ({inner.rule}) to {anchor.said}", inner.approximate)


def _limit(text: str, anchor: Anchor) -> Found | None:
    match = _LIMIT.fullmatch(text)
    inner = _understood(match.group(2), _nearest(match.group(2), anchor)) if match else None
    if match is None or inner is None:
        return None
    rule = f"“{match.group(1)}” a day is coded as that day; {inner.rule}"
    return Found(inner.start, inner.end, inner.precision, rule, approximate=True)


def _nearest(text: str, anchor: Anchor) -> Anchor:
    """Look ahead where "until 14 December" is only some weeks off, but was most of a year ago."""
    if anchor.published is None or anchor.ahead or not _MONTH_NAME.search(text):
        return anchor
    later = Anchor(anchor.published, anchor.context, ahead=True)
    found = atom(text, later)
    return later if found and (found.start - anchor.day).days < 90 else anchor


def _counted_from(text: str, anchor: Anchor) -> Found | None:
    match = _COUNTED_FROM.fullmatch(text)
    inner = _understood(match.group(4), anchor) if match else None
    if match is None or inner is None:
        return None
    side = "before" if match.group(3) == "before" else "later"
    return atom(f"{match.group(1) or 1} {match.group(2)}s {side}", Anchor(anchor.published, inner.end, anchor.ahead))


def _between(text: str, anchor: Anchor) -> Found | None:
    """Return "3-5 December", "between Tuesday and Friday", "2012 to 2018" as one range."""
    bare = _RANGE_START.sub("", text)
    for left, right in _halves(bare):
        found = _joined(left, right, anchor)
        if found:
            return found
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for match in _JOINT.finditer(text):
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        if left and right:
            yield left, right


def _joined(left: str, right: str, anchor: Anchor) -> Found | None:
    month = _MONTH_NAME.search(left)
    ending = _BARE_END.fullmatch(right)
    if month and ending:  # November 27-28, 2024
        year = f" {ending.group(2)}" if ending.group(2) else ""
        left, right = left + year, f"{month.group()} {ending.group(1)}{year}"
    last = atom(right, anchor)
    if last is None:
        return None
    if _BARE_DAY.fullmatch(left):  # 3-5 December
        if last.precision != "day":
            return None
        left = f"{left} {MONTHS[last.end.month - 1]} {last.end.year}"
    first = atom(left, Anchor(last.end, anchor.context))
    if first is None or first.start > last.end:
        return None
    rule = f"from {long(first.start)} to {long(last.end)}: {last.rule}"
    return Found(first.start, last.end, "range", rule, first.approximate or last.approximate)


def _parsed(words: str, language: str, anchor: Anchor) -> Found | None:
    """Ask dateparser, in one language, and only for words that hold a whole day: it guesses the rest."""
    if language == "en" and not (re.search(r"\d", words) and _MONTH_NAME.search(normal(words))):
        return None
    import dateparser

    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "STRICT_PARSING": language == "en",
    }
    if language == "en" or re.search(r"\d{4}", words):
        settings["REQUIRE_PARTS"] = ["day", "month"]
    if anchor.published:
        settings["RELATIVE_BASE"] = datetime.combine(anchor.published, datetime.min.time())
    try:
        found = dateparser.parse(words, languages=[language], settings=settings)
    except _PARSER_TROUBLE:
        return None
    if found is None or found.year < EARLIEST:  # it reads "of 2018" as 2018 years ago
        return None
    if anchor.published is None and not re.search(r"(?<!\d)\d{4}(?!\d)", words):
        raise NeedsPublication
    return Found(found.date(), found.date(), "day", f"read as {long(found.date())} by the dateparser library")


def _value(found: Found, words: str) -> DateValue:
    if found.start.year < EARLIEST:
        raise UserError(f"“{short(words)}” is before {EARLIEST}; such dates are not coded.")
    return DateValue(found.start.isoformat(), found.end.isoformat(), found.precision, found.rule, found.approximate)


def _iso(text: str) -> date | None:
    """Return the day of an ISO day or time, None for anything else."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None
