"""Dates as news pages and files write them, to ISO; only what is clear: 06/12/2024 may be June or December."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_MONTHS = """
january jan janvier janv januar enero ene يناير كانون_الثاني كانون_الثانى января январь янв січня січень ocak
february feb février février. févr fevrier februar febrero فبراير شباط февраля февраль фев лютого лютий şubat
march mar mars märz maerz mär marzo مارس آذار اذار марта март мар березня березень mart
april apr avril avr abril abr أبريل ابريل إبريل نيسان апреля апрель апр квітня квітень nisan
may mai mayo مايو أيار ايار мая май травня травень mayıs
june jun juin juni junio يونيو حزيران июня июнь июн червня червень haziran
july jul juillet juil juli julio يوليو تموز июля июль июл липня липень temmuz
august aug août aout agosto ago أغسطس اغسطس آب اب августа август авг серпня серпень ağustos
september sept sep septembre septiembre سبتمبر أيلول ايلول сентября сентябрь сен сент вересня вересень eylül
october oct octobre oktober okt octubre أكتوبر اكتوبر تشرين_الأول تشرين_الاول октября октябрь окт жовтня жовтень ekim
november nov novembre noviembre نوفمبر تشرين_الثاني تشرين_الثانى ноября ноябрь ноя листопада листопад kasım
december dec décembre déc decembre dezember dez diciembre dic ديسمبر كانون_الأول كانون_الاول декабря декабрь дек \
грудня грудень aralık
"""  # noqa: RUF001 (letters of the languages meant)
_MONTH = {
    name.replace("_", " "): number
    for number, line in enumerate(_MONTHS.strip().splitlines(), start=1)
    for name in line.split()
}
_ZONES = {"gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "pst": -8, "pdt": -7, "cet": 1, "cest": 2} | {
    "eet": 2,
    "eest": 3,
    "msk": 3,
}
_WORD = r"[^\W\d_]{2,14}(?:\ (?:الأول|الاول|الثاني|الثانى))?"
_TIME = r"""(?:[\s,T|–—-]{1,4}(?:at\s|à\s|um\s|в\s|о\s)?\s?
    (?P<hour>\d{1,2})[:h.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.]\d+)?)?
    (?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?\(?(?P<zone>Z\b|[A-Z]{3,4}\b|(?:GMT|UTC)?[+-]\d\d?:?(?:\d\d)?)\)?)?)?"""  # noqa: RUF001
_SHAPES = tuple(
    re.compile(shape + _TIME, re.VERBOSE)
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?(?P<name>{_WORD})"
        rf"(?:\s?/\s?{_WORD})?\.?,?\s(?:de\s|del\s)?(?P<year>\d{{4}})(?!\d)(?:\s(?:г|года|року|р)\.?)?",  # noqa: RUF001
        rf"(?P<name>{_WORD})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)",
        r"(?P<first>\d{1,2})/(?P<second_part>\d{1,2})/(?P<year>\d{4})(?!\d)",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<day>\d{1,2})-(?P<name>[A-Za-z]{3,9})-(?P<year>\d{4})(?!\d)",
    )
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)\d\d(Z?))?"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR = re.compile(r"\d{4}")
_WEEKDAY = re.compile(r"[^\W\d_]{2,10}(?:[ -]feira)?[.,،]{0,2}\s+(?=\S)")
_EPOCH = range(315_532_800, 4_102_444_800)  # seconds: 1980 to 2100


def to_iso(value: object) -> str:
    """Return an ISO date or date-time for what a file states as one (text or a number), "" when unclear."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, str):
        return _from_text(value.strip())
    return _from_number(value)


def match_date(text: str) -> str:
    """Return the ISO form when `text` is a date, perhaps after a weekday and before a time, else ""."""
    if len(text) > 120 or not _YEAR.search(text):
        return ""
    text = re.sub(r"[\s\u200e\u200f]+", " ", text.strip())
    for candidate in (text, _WEEKDAY.sub("", text, count=1)):
        for shape in _SHAPES:
            found = shape.fullmatch(candidate.rstrip(" .,"))
            if found and (iso := _iso(found)):
                return iso
    return ""


def _from_text(text: str) -> str:
    if len(text) > 120:
        return ""
    if _ISO.fullmatch(text):
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return ""
        return text
    compact = _COMPACT.fullmatch(text)
    return (_iso(compact) if compact else match_date(text)) or _from_mail(text)


def _from_mail(text: str) -> str:
    """The form of mail headers and RSS: Fri, 06 Dec 2024 14:05:00 +0000."""
    from email.utils import parsedate_to_datetime  # seldom needed, and slow to import

    if not re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:", text):
        return ""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _from_number(value: float) -> str:
    if isinstance(value, int) and 19_000_101 <= value <= 21_001_231:
        return _from_text(str(value))
    for unit in (1, 1000):  # seconds, milliseconds
        if _EPOCH.start * unit <= value < _EPOCH.stop * unit:  # also false for what is not a number
            return datetime.fromtimestamp(int(value // unit), UTC).isoformat()
    return ""


def _iso(found: re.Match[str]) -> str:
    parts = found.groupdict()
    day_month = _day_month(parts)
    if day_month is None or not 1900 <= int(parts["year"]) <= 2100:
        return ""
    try:
        day = date(int(parts["year"]), day_month[1], day_month[0])
        return datetime.combine(day, _time(parts)).isoformat() if parts.get("hour") else day.isoformat()
    except ValueError:
        return ""


def _day_month(parts: dict[str, str]) -> tuple[int, int] | None:
    if parts.get("name"):
        month = _MONTH.get(parts["name"].lower())
        return (int(parts["day"]), month) if month else None
    if parts.get("first"):
        one, two = int(parts["first"]), int(parts["second_part"])
        if one != two and max(one, two) <= 12:
            return None  # day first or month first: nobody can tell
        return (one, two) if one > 12 else (two, one)
    return int(parts["day"]), int(parts["month"])


def _time(parts: dict[str, str]) -> time:
    hour = int(parts["hour"])
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    return time(hour, int(parts["minute"]), int(parts.get("second") or 0), tzinfo=_zone(parts.get("zone") or ""))


def _zone(name: str) -> timezone | None:
    plain = name.lower()
    if plain in _ZONES:
        return timezone(timedelta(hours=_ZONES[plain]))
    found = re.fullmatch(r"(?:gmt|utc)?([+-])(\d\d?):?(\d\d)?", plain)
    if not found:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(ahead if found[1] == "+" else -ahead)
