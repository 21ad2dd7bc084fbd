"""What is typed into the table of records, written to the events: dates and fatalities as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.readers.dates import to_iso
from corpus.store import Store
from labels import events, roles
from labels.event import ArgumentDraft

_DASH = re.compile(r"\s*(?:–|—|\.\.|\bto\b)\s*|\s+-\s+")
_NUMBER = re.compile(r"[0-9][0-9,]*")
_MOST = 2**53


def read_date(typed: str) -> dict[str, Any]:
    """Return the value of a date role for `2024-12-04`, `4 Dec 2024`, `2024-12`, `2024`, `2024-12-04 – 2024-12-06`.

    Raises:
        UserError: it is none of these.
    """
    parts = _DASH.split(typed.strip())
    if len(parts) > 2:
        raise _no_date(typed)
    first, last = _days(parts[0], typed), _days(_completed(parts[-1], parts[0]), typed)
    if len(parts) == 2:
        if last[1] < first[0]:
            raise UserError(f"{typed} ends before it starts; the date was left as it was.")
        return {"start": first[0], "end": last[1], "precision": "range", "rule": "Typed by hand.", "by_hand": True}
    return {"start": first[0], "end": first[1], "precision": first[2], "rule": "Typed by hand.", "by_hand": True}


def read_bounds(typed: str) -> dict[str, Any]:
    """Return the value of a number role for `24`, `20–35`, `24 (20–35)`, `20+`, `up to 35`.

    Raises:
        UserError: it is none of these.
    """
    words = typed.strip().replace("−", "-")  # noqa: RUF001 -- a minus sign that somebody pasted
    numbers = [int(number.replace(",", "")) for number in _NUMBER.findall(words)]
    low: int | None
    best: int | None
    high: int | None
    shape = re.sub(r"\s+", "", _NUMBER.sub("#", words)).replace("–", "-").lower()
    match shape, numbers:
        case "#", [best]:
            low, high = best, best
        case "#-#", [low, high]:
            best = None
        case ("#(#-#)", [best, low, high]):
            pass
        case ("#+" | "atleast#", [low]):
            best, high = None, None
        case ("upto#" | "atmost#", [high]):
            low, best = None, None
        case _:
            raise UserError(f"{typed} is not a number of people; write it as 24, 20–35, 24 (20–35), 20+ or up to 35.")
    if any(number > _MOST for number in numbers):
        raise UserError(f"{typed} is more people than there are.")
    return {"low": low, "best": best, "high": high, "rule": "Typed by hand."}


def set_date(store: Store, event_id: int, typed: str) -> Changes:
    """Set (or, with nothing typed, empty) the date of an event; the words that prove it stay.

    Raises:
        UserError: it is no date, the codebook has no role for dates, or the event is another coder's.
    """
    return _set(store, event_id, "date", typed, read_date(typed) if typed.strip() else {})


def set_fatalities(store: Store, event_id: int, typed: str) -> Changes:
    """Set (or, with nothing typed, empty) the fatalities of an event; the words that prove them stay.

    Raises:
        UserError: it is no number, the codebook has no role for fatalities, or the event is another coder's.
    """
    return _set(store, event_id, "fatalities", typed, read_bounds(typed) if typed.strip() else {})


def _set(store: Store, event_id: int, slot: str, typed: str, value: dict[str, Any]) -> Changes:
    event = events.get(store, event_id)
    kind = "date" if slot == "date" else ""
    there = [each for each in event.arguments if each.slot == slot]
    there = there or [each for each in event.arguments if kind and each.kind == kind and not each.slot]
    if not value:
        return events.clear(store, there[0].id) if there else Changes()
    if there:
        kept = there[0].text or typed.strip()
        return events.change_argument(store, there[0].id, text=kept, value=value)
    role = _role(store, event.type_id, slot, kind)
    return events.fill(store, event_id, ArgumentDraft(role, typed.strip(), value=value))


def _role(store: Store, type_id: int | None, slot: str, kind: str) -> int:
    for offered in (roles.for_type(store, type_id), roles.all_roles(store)):
        found = [role.id for role in offered if role.slot == slot]
        found += [role.id for role in offered if kind and role.kind == kind and not role.slot]
        if found:
            return found[0]
    raise UserError(f"The codebook has no role for {slot}; add one on the Codebook page.")


def _completed(last: str, first: str) -> str:
    """`06` after `2024-12-04` is `2024-12-06`, `12-02` is `2024-12-02`."""
    if re.fullmatch(r"\d{1,2}", last) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", first):
        return f"{first[:8]}{int(last):02}"
    return first[:5] + last if re.fullmatch(r"\d{2}-\d{2}", last) and re.fullmatch(r"\d{4}-.*", first) else last


def _days(part: str, typed: str) -> tuple[str, str, str]:
    """Return first and last day with the precision."""
    if re.fullmatch(r"\d{4}", part):
        return f"{part}-01-01", f"{part}-12-31", "year"
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", part):
        year, month = (int(number) for number in part.split("-"))
        return f"{part}-01", f"{part}-{_length(year, month):02}", "month"
    found = to_iso(part)[:10]
    try:
        date.fromisoformat(found)
    except ValueError as error:
        raise _no_date(typed) from error
    return found, found, "day"


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _no_date(typed: str) -> UserError:
    return UserError(f"{typed} is not a date; write it as 2024-12-04, 2024-12 or 2024-12-04 – 2024-12-06.")
