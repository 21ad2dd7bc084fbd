"""The columns of event tables: what a column is, and our own full set."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from labels.formats.event_record import ArgumentOut, EventOut

CellKind = Literal["text", "whole", "decimal", "day", "flag"]
Cell = str | int | float | date | bool | None
_WHOLE = 2**63  # what a table's whole numbers hold
_MOST = 1e300  # beyond is no number of anything, nor is what compares with nothing (NaN)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what its cells are, what fills it, and what that means in words.

    Attributes:
        get: takes the event; where `role` is named, what fills that role, which is then something.
        role: the role it is of, "" for a column of any event; an event that does not fill it leaves it empty.
    """

    name: str
    kind: CellKind
    get: Callable[[Any], object]
    meaning: str
    role: str = ""


def cell(kind: CellKind, value: object) -> Cell:
    """Return what stands in a cell: of the column's kind, or None; a damaged file cannot make it anything else."""
    if kind == "text":
        return value if isinstance(value, str) and value else None
    if kind == "flag":
        return bool(value)
    if kind == "day":
        return day(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if kind == "decimal":
        return float(value) if -_MOST < value < _MOST else None
    return value if isinstance(value, int) and abs(value) < _WHOLE else None


def day(value: object) -> date | None:
    """Return the day that an ISO date, or date and time, begins with."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def joined(arguments: Sequence[ArgumentOut], part: Callable[[ArgumentOut], object]) -> str:
    """Return the parts of several arguments in one cell, each once, parted by "; "."""
    if len(arguments) == 1:  # nearly always
        return str(part(arguments[0]) or "")
    return "; ".join(dict.fromkeys(text for each in arguments if (text := str(part(each) or ""))))


def first(arguments: Sequence[ArgumentOut], part: Callable[[ArgumentOut], Any]) -> Any:
    """Return the part of the first argument that has it."""
    return next((value for each in arguments if (value := part(each)) not in (None, "")), None)


def named(event: EventOut, *names: str) -> list[ArgumentOut]:
    """Return what fills the roles of these names; case, blanks, hyphens and underscores do not matter."""
    wanted = {plain(name) for name in names}
    return [argument for argument in event.arguments if plain(argument.role) in wanted]


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return a name as names are compared."""
    return re.sub(r"[\W_]", "", name).casefold()


def text_of(argument: ArgumentOut) -> str:
    """Return what a text cell says of an argument: its code, the name it is linked to, or its words."""
    code = argument.value.get("code") if argument.kind == "code" else ""
    return code if isinstance(code, str) and code else argument.shown


def full(roles: Sequence[tuple[str, str, str]]) -> list[Column]:
    """Return our own columns: everything, with a group of columns for each role (name, kind, slot)."""
    columns = [*_ABOUT]
    taken = {column.name for column in columns}
    for name, kind, _ in roles:
        head = _free(column_name(name), taken)
        columns += _of_role(head, name, kind)
        taken |= {column.name for column in columns}
    return columns


def column_name(words: str) -> str:
    """Return words as a column's name: lower case, letters, digits and underscores."""
    return re.sub(r"\W+", "_", words.casefold()).strip("_") or "role"


def _free(head: str, taken: set[str]) -> str:
    number, found = 2, head
    while found in taken or any(name.startswith(f"{found}_") for name in taken):
        number, found = number + 1, f"{head}_{number}"
    return found


_ABOUT = (
    Column("event_uid", "text", lambda e: e.uid, "identity of the event"),
    Column("canonical_uid", "text", lambda e: e.canonical, "identity of the canonical event it is a report of"),
    Column("reports", "whole", lambda e: e.reports, "reports that this row stands for"),
    Column("article_uid", "text", lambda e: e.article.uid, "identity of the article"),
    Column("article_title", "text", lambda e: e.article.title, "title of the article"),
    Column("article_source", "text", lambda e: e.article.source, "its outlet"),
    Column("article_url", "text", lambda e: e.article.url, "its address"),
    Column("article_published", "day", lambda e: e.article.published, "day of publication"),
    Column("coder", "text", lambda e: e.coder, "whose coding it is"),
    Column("event_type", "text", lambda e: e.type, "path of the event type"),
    Column("event_code", "text", lambda e: e.code, "code of the event type"),
    Column("status", "text", lambda e: e.status, "happened, attempted, threatened, planned, hypothetical or denied"),
    Column("historical", "flag", lambda e: e.historical, "whether it is told as history"),
    Column("certainty", "text", lambda e: e.certainty, "how sure the article is"),
    Column("trigger", "text", lambda e: e.words, "the words the event rests on"),
    Column("trigger_start", "whole", lambda e: e.start, "where they begin in the article, code points"),
    Column("trigger_end", "whole", lambda e: e.end, "where they end, half-open"),
    Column("note", "text", lambda e: e.note, "the coder's note"),
    Column("origin", "text", lambda e: e.origin, "human, import, pattern or model"),
    Column("created", "text", lambda e: e.created, "UTC, ISO 8601"),
    Column("changed", "text", lambda e: e.changed, "UTC, ISO 8601"),
)


def _of_role(head: str, role: str, kind: str) -> list[Column]:
    """Return the columns of one role; several values share a cell, numbers, dates and places are those of the first."""

    def all_of(part: Callable[[ArgumentOut], object]) -> Callable[[Sequence[ArgumentOut]], object]:
        return lambda arguments: joined(arguments, part)

    def first_of(part: Callable[[ArgumentOut], Any]) -> Callable[[Sequence[ArgumentOut]], object]:
        return lambda arguments: first(arguments, part)

    def value(key: str) -> Callable[[ArgumentOut], Any]:
        return lambda argument: argument.value.get(key)

    columns = [
        Column(head, "text", all_of(lambda a: a.text), f"{role}: the words"),
        Column(f"{head}_at", "text", all_of(_range), f"{role}: where they stand, code points; empty for a free value"),
    ]
    if kind == "actor":
        columns += [
            Column(f"{head}_actor", "text", all_of(lambda a: a.actor and a.actor.name), f"{role}: listed name"),
            Column(f"{head}_type", "text", all_of(lambda a: a.actor and a.actor.type), f"{role}: listed type"),
            Column(f"{head}_codes", "text", all_of(_codes), f"{role}: listed codes"),
        ]  # fmt: skip
    elif kind == "place":
        columns += [
            Column(f"{head}_{part}", what, first_of(_place_part(part)), f"{role}: {part}") for part, what in _PLACE
        ]
        columns.append(Column(f"{head}_precision", "text", first_of(value("precision")), f"{role}: geo-precision"))
    elif kind == "date":
        columns += [
            Column(f"{head}_start", "day", first_of(value("start")), f"{role}: first day"),
            Column(f"{head}_end", "day", first_of(value("end")), f"{role}: last day, inclusive"),
            Column(f"{head}_precision", "text", first_of(value("precision")), f"{role}: how exact the date is"),
            Column(f"{head}_rule", "text", first_of(value("rule")), f"{role}: how the date was found"),
        ]
    elif kind == "number":
        columns += [
            Column(f"{head}_{key}", "whole", first_of(value(key)), f"{role}: {words}")
            for key, words in (("low", "at least"), ("best", "best estimate"), ("high", "at most"))
        ]
        columns.append(Column(f"{head}_rule", "text", first_of(value("rule")), f"{role}: how the number was found"))
    elif kind == "code":
        columns.append(Column(f"{head}_code", "text", all_of(value("code")), f"{role}: code"))
    return [replace(column, role=role) for column in columns]


_PLACE: tuple[tuple[str, CellKind], ...] = (
    ("name", "text"), ("country", "text"), ("admin1", "text"), ("admin2", "text"), ("latitude", "decimal"),
    ("longitude", "decimal"), ("geonameid", "whole"),
)  # fmt: skip


def _place_part(name: str) -> Callable[[ArgumentOut], Any]:
    return lambda argument: getattr(argument.place, name, None)


def _range(argument: ArgumentOut) -> str:
    return "" if argument.start is None else f"{argument.start}-{argument.end}"


def _codes(argument: ArgumentOut) -> str:
    return "; ".join(argument.actor.codes) if argument.actor else ""
