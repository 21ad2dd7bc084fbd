"""Times as people say them: "3 minutes ago", "yesterday 14:05", "4 Dec 2024, 14:05". In the machine's time zone."""

from __future__ import annotations

from datetime import UTC, datetime

# Not strftime's: those follow the system's language, the rest of the window does not.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(at: str) -> datetime | None:
    """Return an ISO 8601 time (UTC when it names no zone) in the machine's zone; None when it is none."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()


def exact(at: str) -> str:
    """Return "Wednesday 4 Dec 2024, 14:05:12" in local time; what was given when it is no time."""
    found = local(at)
    if found is None:
        return at
    return f"{DAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]} {found.year}, {found:%H:%M:%S}"


def ago(at: str, *, now: datetime | None = None) -> str:
    """Return how long ago a time was, in words; beyond yesterday its date and time."""
    found = local(at)
    if found is None:
        return at
    present = (now or datetime.now(UTC)).astimezone(found.tzinfo)
    seconds = (present - found).total_seconds()
    days = (present.date() - found.date()).days
    if seconds < 45:
        return "just now"  # a clock that runs ahead, too
    if seconds < 3600:
        return _count(max(1, round(seconds / 60)), "minute")
    if days == 0 or seconds < 6 * 3600:
        return _count(round(seconds / 3600), "hour")
    if days == 1:
        return f"yesterday {found:%H:%M}"
    year = "" if found.year == present.year else f" {found.year}"
    return f"{found.day} {MONTHS[found.month - 1]}{year}, {found:%H:%M}"


def day(at: str, *, now: datetime | None = None) -> str:
    """Return "Today", "Yesterday" or "Wednesday 4 December"-like headings for a time's local day."""
    found = local(at)
    if found is None:
        return at
    present = (now or datetime.now(UTC)).astimezone(found.tzinfo)
    days = (present.date() - found.date()).days
    if days in (0, 1):
        return ("Today", "Yesterday")[days]
    year = "" if found.year == present.year else f" {found.year}"
    return f"{DAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]}{year}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit} ago" if number == 1 else f"{number} {unit}s ago"
