"""What an argument's value may say, by the kind of its role; see `labels.event.ArgumentDraft`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from corpus.errors import UserError
from corpus.text import clean_text

DATE_PRECISIONS = ("day", "week", "month", "year", "range")
GEO_PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "region", "water")
EARLIEST = 1900  # the first year an event may have; news of before is history


def check_value(kind: str, value: dict[str, Any]) -> None:
    """Refuse a value that contradicts itself.

    Raises:
        UserError: a date ends before it starts or lies before 1900, low, best and high are out of order, or the value
            holds what no file can (a number that is none, an object of the program).
    """
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise UserError("It holds something that is neither words nor a number; leave that out.") from error
    if kind == "date":
        _check_date(value)
    elif kind == "number":
        _check_number(value)
    elif kind == "place" and value.get("precision") not in (None, "", *GEO_PRECISIONS):
        raise UserError(f"{value['precision']} is no precision of a place; use one of {', '.join(GEO_PRECISIONS)}.")


def as_kept(kind: str, value: dict[str, Any]) -> str:
    """Return a value as it is kept, checked, its days as 2024-12-06 however they were written; raises as `check_value`.

    Tables sort days as text, and Python reads 20241206 and 2024-W49-5 as days, too.
    """
    check_value(kind, value)
    days = {key: _day(value.get(key)) for key in ("start", "end") if kind == "date"}
    return dump_value(value | {key: day.isoformat() for key, day in days.items() if day})


def dump_value(value: dict[str, Any]) -> str:
    """Return a value as it is kept: what is not given is left out, keys in order."""
    kept = {key: each for key, each in value.items() if each not in (None, "")}
    return clean_text(json.dumps(kept, ensure_ascii=False, sort_keys=True))


def _check_date(value: dict[str, Any]) -> None:
    start, end = (_day(value.get(key)) for key in ("start", "end"))
    if start and end and start > end:
        raise UserError(f"The date ends ({end}) before it starts ({start}).")
    if value.get("precision") not in (None, "", *DATE_PRECISIONS):
        raise UserError(f"{value['precision']} is no precision of a date; use one of {', '.join(DATE_PRECISIONS)}.")


def _day(text: object) -> date | None:
    if text in (None, ""):
        return None
    try:
        found = date.fromisoformat(str(text))
    except ValueError as error:
        raise UserError(f"{text} is not a date; write it as 2024-12-06.") from error
    if found.year < EARLIEST:
        raise UserError(f"{text} is before {EARLIEST}; such dates are not coded.")
    return found


def _check_number(value: dict[str, Any]) -> None:
    numbers = [value.get(key) for key in ("low", "best", "high")]
    given = [number for number in numbers if number is not None]
    if any(not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**53 for number in given):
        raise UserError("Low, best and high are whole numbers from 0 on.")
    if given != sorted(given):
        raise UserError(f"Low, best and high are out of order: {', '.join(str(number) for number in given)}.")
