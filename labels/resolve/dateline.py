"""The dateline: where and when a story was filed, which is not where and when its events happened.

Recognised are the opening of a paragraph ("RASTAN, Syria (AP) —", "BEIRUT, Dec 6 (Reuters) -", "(Hama) –",
"دمشق - ") and a line of the head of an article that is nothing but a date ("06 December, 2024").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from labels.resolve import dates

_HEAD = 2500  # code points of the article in which a dateline may stand
_LINES = 12
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?,?(?: \d{4})?|[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})"
)
_CAPITALS = r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž'’.\-]+(?: [A-ZÀ-ÞĀ-Ž'’.\-]+){0,3}"
_TITLE = r"(?:[A-ZÀ-Þ][\w'’\-]+|[Aa]l-\w+)(?: (?:al-|el-|de |du )?[A-ZÀ-Þ][\w'’\-]+){0,3}"
_ARABIC = r"[\u0620-\u065f\u0670-\u06d3]+(?: [\u0620-\u065f\u0670-\u06d3]+){0,2}"
_LONG_DASHES = "—–―\u2012"
_DASH = rf"[{_LONG_DASHES}]|--?|\u2212"
_REGION = r"(?:[,\u060c] ?(?P<region>(?!" + _DATE + r")[^\W\d_][\w .'’\-]{1,40}?))?"
_AGENCY = r"(?: ?[(\[](?P<agency>[^()\[\]]{2,40})[)\]])?"
_OPENING = re.compile(
    rf"(?:(?P<bracketed>[(\[](?P<inner>{_CAPITALS}|{_TITLE}|{_ARABIC})(?:,[^()\[\]]{{1,40}})?[)\]])"
    rf"|(?P<place>{_CAPITALS}|{_TITLE}|{_ARABIC})){_REGION}(?:,? (?P<date>{_DATE}))?{_AGENCY}"
    rf"(?P<end>\s?(?P<dash>{_DASH})\s)"
)
_STAMP = re.compile(
    r"(?:(?:published|updated|posted|date|on)\b:? ?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?P<date>{_DATE})"
    r"(?:,? (?:at )?\d{1,2}:\d{2}(?: ?[ap]m)?(?: [a-z]{2,4})?)?[.,]?",
    re.IGNORECASE,
)
_DATE_RE = re.compile(_DATE)
_NOT_PLACES = (
    "opinion analysis exclusive breaking update updated watch live video photos explainer factbox editorial note "
    "correction comment interview report summary world news"
)
_LONG_LINE = 60  # code points; a title with a dash in it is shorter, a paragraph is longer


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a story says it was filed. Offsets are code points, half-open; None for what it does not say.

    Attributes:
        place: the words of the place ("RASTAN"), without country and agency; "" for none.
        date: the words of the date, "" for none.
        start, end: the whole of it, with agency and dash; of the date line when there is no other.
        ranges: every part of the text that belongs to it.
    """

    place: str
    place_start: int | None
    place_end: int | None
    date: str
    date_start: int | None
    date_end: int | None
    start: int
    end: int
    ranges: tuple[tuple[int, int], ...]

    def covers(self, start: int, end: int) -> bool:
        """Whether a range lies within it."""
        return any(left <= start and end <= right for left, right in self.ranges)


def find(text: str) -> Dateline | None:
    """Return the dateline of an article's text, None when it has none."""
    opening = next((found for found in (_opening(*line) for line in _lines(text)) if found), None)
    stamp = next((found for found in (_stamp(*line) for line in _lines(text)) if found), None)
    if opening is None or stamp is None:
        return opening or stamp
    if opening.date:
        return opening
    return Dateline(
        *(opening.place, opening.place_start, opening.place_end, stamp.date, stamp.date_start, stamp.date_end),
        *(opening.start, opening.end, stamp.ranges + opening.ranges),
    )


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the first lines that are not blank, with where they start."""
    start, seen = 0, 0
    for line in text[:_HEAD].split("\n"):
        if line.strip():
            lead = len(line) - len(line.lstrip())
            yield line.strip(), start + lead
            seen += 1
        if seen == _LINES:
            return
        start += len(line) + 1


def _opening(line: str, offset: int) -> Dateline | None:
    match = _OPENING.match(line)
    if match is None or len(line) < _LONG_LINE or not _is_place(match):
        return None
    group = "inner" if match["inner"] else "place"
    dated = _range(match, "date", offset)
    for part in ("bracketed", "agency"):
        if dated is None and match[part] and (inside := _DATE_RE.search(match[part])):
            dated = (offset + match.start(part) + inside.start(), offset + match.start(part) + inside.end())
    date_start, date_end = dated or (None, None)
    words = line[date_start - offset : date_end - offset] if date_start is not None and date_end is not None else ""
    start, end = offset, offset + match.start("end") + len(match["end"].rstrip())
    place = _range(match, group, offset) or (offset, offset)
    return Dateline(match[group], *place, words, date_start, date_end, start, end, ((start, end),))


def _is_place(match: re.Match[str]) -> bool:
    """Whether the words before the dash look like a place; a plain word in front of a hyphen may be anything."""
    name = match["inner"] or match["place"]
    if name.split()[0].lower().strip(".") in _NOT_PLACES.split():
        return False
    sure = match["inner"] or match["agency"] or match["date"] or match["region"] or match["dash"] in _LONG_DASHES
    return bool(sure) or name.isupper() or "\u0620" <= name[0] <= "\u06d3"


def _range(match: re.Match[str], group: str, offset: int) -> tuple[int, int] | None:
    return (offset + match.start(group), offset + match.end(group)) if match[group] else None


def _stamp(line: str, offset: int) -> Dateline | None:
    match = _STAMP.fullmatch(line)
    if match is None or dates.resolve(match["date"], published="2000-01-01") is None:
        return None
    start, end = offset + match.start("date"), offset + match.end("date")
    whole = (offset, offset + len(line))
    return Dateline("", None, None, match["date"], start, end, *whole, (whole,))
