"""What an argument's value may say, by the kind of its role; see `labels.event.ArgumentDraft`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from corpus.errors import UserError

DATE_PRECISIONS = ("day", "week", "month", "year", "range")
GEO_PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "region", "water")
EARLIEST = 1900  # the first year an event may have; news of before is history


def check_value(kind: str, value: dict[str, Any]) -> None:
    """Refuse a value that contradicts itself.

    Raises:
        UserError: a date ends before it starts or lies before 1900, or low, best and high are out of order.
    """
    if kind == "date":
        _check_date(value)
    elif kind == "number":
        _check_number(value)
    elif kind == "place" and value.get("precision") not in (None, "", *GEO_PRECISIONS):
        raise UserError(f"{value['precision']} is no precision of a place; use one of {', '.join(GEO_PRECISIONS)}.")


def dump_value(value: dict[str, Any]) -> str:
    """Return a value as it is kept: what is not given is left out, keys in order."""
    kept = {key: each for key, each in value.items() if each not in (None, "")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


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
