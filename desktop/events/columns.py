"""The columns of the table: what they are called, what they show, and which can be typed into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.events.types import Types
from labels.formats import countries
from labels.record import RecordRow, SortKey
from labels.role import Role

Editor = Literal["", "line", "status", "type"]
_ROLE = "role:"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` in pixels; `sort` is "" where sorting makes no sense; `role_id` for a role's own column."""

    key: str
    title: str
    width: int
    sort: SortKey | Literal[""] = ""
    editor: Editor = ""
    right: bool = False
    role_id: int = 0


COLUMNS = (
    Column("date", "Date", 116, "date", "line"),
    Column("type", "Type", 158, "type", "type"),
    Column("actor", "Actor", 146, "actor"),
    Column("target", "Target", 120, "target"),
    Column("place", "Place", 104, "place"),
    Column("country", "Country", 110, "country"),
    Column("admin1", "Province", 110, "admin1"),
    Column("admin2", "District", 110, "admin2"),
    Column("fatalities", "Fatalities", 84, "fatalities", "line", right=True),
    Column("status", "Status", 92, "status", "status"),
    Column("historical", "Historical", 80),
    Column("certainty", "Certainty", 120),
    Column("note", "Note", 180, "", "line"),
    Column("article", "Article", 240, "article"),
    Column("source", "Outlet", 120, "source"),
    Column("published", "Published", 96, "published"),
    Column("coder", "Coder", 90, "coder"),
    Column("date_precision", "Date is exact to", 110),
    Column("geo_precision", "Place is exact to", 110),
    Column("coordinates", "Coordinates", 130),
    Column("reports", "Reports joined", 110, right=True),
    Column("origin", "Origin", 90),
    Column("event", "Event", 72, "event", right=True),
)
FIRST = ("date", "type", "actor", "target", "place", "fatalities", "status", "article")


def offered(roles: Iterable[Role]) -> tuple[Column, ...]:
    """Return all columns, with one for each role that is in none of them."""
    own = [Column(f"{_ROLE}{role.id}", role.name, 130, role_id=role.id) for role in roles if not in_columns(role)]
    return COLUMNS + tuple(own)


def in_columns(role: Role) -> bool:
    """Whether a role has its place in the fixed columns."""
    return role.slot in ("actor", "target", "place", "date", "fatalities")


def text(column: Column, row: RecordRow, types: Types) -> str:
    """Return what stands in a cell."""
    if column.role_id:
        return row.extra.get(column.role_id, "")
    match column.key:
        case "date":
            return dates(row.date_start, row.date_end)
        case "type":
            return types.get(row.type_id).name if row.type_id else ""
        case "fatalities":
            return bounds(row.low, row.best, row.high)
        case "status":
            return f"{row.status}, historical" if row.historical else row.status
        case "historical":
            return "yes" if row.historical else ""
        case "country":
            return country(row.country)
        case "article":
            return " ".join(row.title.split()) or "Untitled"
        case "published":
            return row.published[:10]
        case "coordinates":
            return "" if row.latitude is None or row.longitude is None else f"{row.latitude:.4f}, {row.longitude:.4f}"
        case "reports":
            return str(row.reports) if row.reports > 1 else ""
        case "event":
            return str(row.event_id)
        case key:
            return str(getattr(row, key))


def country(code: str) -> str:
    """Return the name of a country kept by its code; what is no code as it is."""
    found = countries.find(code) if len(code) == 2 else None
    return found.name if found else code


def dates(start: str, end: str) -> str:
    """Return `2024-12-04`, or `2024-12-04 – 06` when it lasts."""
    if not end or end == start:
        return start
    if start[:8] == end[:8]:
        return f"{start} – {end[8:]}"
    return f"{start} – {end[5:] if start[:5] == end[:5] else end}"


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """Return `24`, `24 (20–35)`, `20–35`, `20+`, `up to 35`, "" when nothing is said."""
    if low is None and high is None:
        return "" if best is None else f"{best:,}"
    if best is None:
        if low is None or high is None:
            return f"{low:,}+" if low is not None else f"up to {high:,}"
        return f"{low:,}" if low == high else f"{low:,}–{high:,}"
    if (low is None or low == best) and (high is None or high == best):
        return f"{best:,}"
    return f"{best:,} ({bounds(low, None, high)})"


def chosen(columns: Sequence[Column], remembered: str) -> list[tuple[Column, int]]:
    """Return the columns to show with their widths, from what was remembered ("date:96 type:180"); else the first."""
    by_key = {column.key: column for column in columns}
    found = []
    for part in remembered.split():
        key, _, width = part.rpartition(":")
        if key in by_key and width.isdecimal():
            found.append((by_key[key], min(max(int(width), 40), 900)))
    return found or [(by_key[key], by_key[key].width) for key in FIRST]


def as_text(shown: Iterable[tuple[Column, int]]) -> str:
    """Return what to remember of the columns shown."""
    return " ".join(f"{column.key}:{width}" for column, width in shown)
