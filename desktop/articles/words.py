"""What a row says of an article, in words."""

from __future__ import annotations

import unicodedata
from datetime import date

from corpus.article import ArticleRow, Status
from corpus.wording import counted

STATUS_WORDS: dict[Status, str] = {
    "new": "To do",
    "in progress": "In progress",
    "done": "Done",
    "flagged": "Flagged",
    "skipped": "Skipped",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_TITLE = 400


def title(row: ArticleRow) -> str:
    """Return the title on one line."""
    return " ".join(row.title[:_LONGEST_TITLE].split()) or "Untitled"


def day(published: str) -> str:
    """Return an ISO date or date-time as `6 Dec 2024`; "" when it is none."""
    try:
        found = date.fromisoformat(published[:10])
    except ValueError:
        return ""
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def details(row: ArticleRow) -> tuple[str, ...]:
    """Return what stands after the outlet: the day, the numbers of spans and events; what is unknown is left out."""
    numbers = [counted(number, noun) for number, noun in ((row.spans, "span"), (row.events, "event")) if number]
    numbers += [f"{row.waiting:,} suggested"] if row.waiting else []
    return tuple(part for part in (day(row.published), *numbers) if part)


def shorter(row: ArticleRow) -> tuple[tuple[str, ...], ...]:
    """Return the same for rows with less and less room: without the year, without the day, then numbers with a letter.

    What waits for the coder is left to the last.
    """
    found = details(row)
    when, numbers = day(row.published), found[1:] if day(row.published) else found
    brief = [f"{number:,} {letter}" for number, letter in ((row.spans, "sp."), (row.events, "ev.")) if number]
    waiting = (f"{row.waiting:,} suggested",) if row.waiting else ()
    without_year = (when.rpartition(" ")[0], *numbers) if when else numbers
    return found, without_year, numbers, (*brief, *waiting), waiting or tuple(brief)


def spoken(row: ArticleRow) -> str:
    """Return the row as a screen reader says it."""
    return ", ".join(part for part in (title(row), row.source, *details(row), STATUS_WORDS[row.status].lower()) if part)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return strong != "L"
