"""A record: one event as a row of the table of all events, and what to ask of that table."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Literal

from labels.event import EventStatus

SortKey = Literal[
    "date", "type", "actor", "target", "place", "country", "admin1", "admin2", "fatalities", "status", "coder",
    "article", "source", "published", "event",
]  # fmt: skip
GroupKey = Literal["type", "country", "month", "actor", "coder"]
Unit = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in degrees. It runs over the date line when `west` is greater than `east`."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records to list. Empty fields do not restrict.

    Attributes:
        text: words; each must be in actor, target, place, country (its name or code), province, district, the type with
            what it is below, note, or the article's title or outlet.
        types: ids of event types; what is below them in the tree counts too. 0 stands for "no type yet".
        since, until: ISO days; the event lasts into the first, and begins no later than the second.
        month: "2024-12", the month in which the event begins; "none" for events without a date.
        country, actor: the exact name, as in the table; an actor may be the doer or the target. A single blank stands
            for records that have none.
        coder: a coder's name.
        status: one of `EVENT_STATUSES`.
        historical: None for both.
        box: the place lies in this part of the map.
        article_id: 0 for all articles.
        canonical_only: of reports joined to one canonical event, only the first.
    """

    text: str = ""
    types: tuple[int, ...] = ()
    since: str = ""
    until: str = ""
    month: str = ""
    country: str = ""
    actor: str = ""
    coder: str = ""
    status: str = ""
    historical: bool | None = None
    box: Box | None = None
    article_id: int = 0
    canonical_only: bool = False

    def __bool__(self) -> bool:
        return self != RecordQuery()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """What the table shows of one event.

    Attributes:
        type_id: None while no type is chosen.
        date_start, date_end: ISO days, both inclusive; "" when there is no date.
        low, best, high: fatalities; None where nothing is said.
        title, source, published: of its article.
        start, end: the words it rests on, code points, half-open; None for none.
        canonical_id: the canonical event it is a report of, None for none.
        reports: how many reports that canonical event has; 1 when it has none.
        extra: what fills roles that have no column of their own, by role id; several joined by "; ".
    """

    event_id: int
    article_id: int
    type_id: int | None
    date_start: str
    date_end: str
    date_precision: str
    actor: str
    target: str
    place: str
    country: str
    admin1: str
    admin2: str
    latitude: float | None
    longitude: float | None
    geo_precision: str
    low: int | None
    best: int | None
    high: int | None
    status: EventStatus
    historical: bool
    canonical_id: int | None
    coder: str
    title: str
    source: str
    published: str
    start: int | None
    end: int | None
    certainty: str
    note: str
    origin: str
    reports: int = 1
    extra: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """Numbers of many records, one array for each column, in the order of event ids.

    All are held as floats, which are exact for whole numbers below 2**53.

    Attributes:
        ids, articles, types: row ids; a type of 0 is none.
        days: `date.toordinal` of the first day, 0 for none.
        lats, lons: degrees; 999 where there is no place on the map.
        low, best, high: fatalities, each filled from its neighbours; -1 where nothing is said.
        counted: 1 where it happened, and not long ago; 0 for what is planned, denied, historical.
    """

    ids: array[float]
    articles: array[float]
    types: array[float]
    days: array[float]
    lats: array[float]
    lons: array[float]
    low: array[float]
    best: array[float]
    high: array[float]
    counted: array[float]


@dataclass(frozen=True, slots=True)
class Points:
    """Where records are: ids with degrees and event types (0 for none); records without a place are left out."""

    ids: array[int]
    lats: array[float]
    lons: array[float]
    types: array[int]


@dataclass(frozen=True, slots=True)
class Group:
    """Records that have something in common. `key` goes into a query's field, `name` is shown."""

    key: str
    name: str
    count: int
