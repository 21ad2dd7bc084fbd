"""Events as files bring them, made into rows of tables `event` and `argument`, with the types, roles, actors and places
they need.

An event is taken whole or left out with a sentence; what it names is only made when the event comes in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from corpus import derived, journal
from corpus.article import RawArgument, RawArticle, RawEvent, Refusal
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import TextMap, clean_text
from corpus.uid import now
from labels import event_types, roles
from labels.event import EVENT_STATUSES
from labels.event_type import SEPARATOR
from labels.event_value import as_kept, check_value
from labels.intake_links import Links, check_links
from labels.intake_report import IntakeReport
from labels.intake_spans import IMPORTED, SpanRow, free_uids
from labels.role import ROLE_KINDS, SLOTS, RoleKind, Slot

_MOST = 1_000  # arguments of one event
_DEEPEST = 20  # levels of an event type
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]{0,10}(?:Z|[+-]\d\d:\d\d)?\Z", re.ASCII)
_EVENT = (
    "uid article_id event_type_id coder_id trigger_span_id start end status historical certainty note origin created "
    "changed"
)
_ARGUMENT = "uid event_id role_id ordinal span_id start end text value entity_id place_id"


class SpanIndex:
    """Finds the spans of one article: by identity, else by coder and place."""

    def __init__(self, spans: Sequence[tuple[int, str, int, int, int]]) -> None:
        """`spans`: id, uid as the file has it, coder's id, start and end (code points)."""
        self._by_uid = {uid: (number, start, end) for number, uid, _, start, end in spans if uid}
        self._by_place = {(coder, start, end): number for number, _, coder, start, end in reversed(spans)}

    @classmethod
    def of_rows(cls, rows: Sequence[SpanRow], first: int) -> SpanIndex:
        """Index spans just written one after the other, the first with that id."""
        return cls([(first + n, row.uid, row.coder_id, row.start, row.end) for n, row in enumerate(rows)])

    @classmethod
    def of_article(cls, store: Store, article_id: int) -> SpanIndex:
        """Index the spans an article has."""
        sql = 'SELECT id, uid, coder_id, start, "end" FROM span WHERE article_id = ? ORDER BY id'
        return cls([cast("tuple[int, str, int, int, int]", row) for row in store.rows(sql, (article_id,))])

    def find(self, uid: object, coder_id: int, start: int | None, end: int | None) -> int | None:
        """Return the id of the span meant, None for none.

        Args:
            uid: "" when the file says that there is none; None when it does not say.
        """
        if uid == "":
            return None
        found = self._by_uid.get(uid) if isinstance(uid, str) else None
        if found and (start is None or found[1:] == (start, end)):
            return found[0]
        return self._by_place.get((coder_id, start, end)) if start is not None and end is not None else None


class EventRow(NamedTuple):
    """An event ready to be written: the columns of its row, and of those of its arguments."""

    event: dict[str, Any]
    arguments: list[dict[str, Any]]


def bounds_of(
    start: int | None, end: int | None, move: TextMap | None, text: str
) -> tuple[int | None, int | None] | None:
    """Return a range moved to the cleaned text (code points), two None for none, None when it does not fit."""
    if start is None or end is None:
        return None, None
    if move is not None:
        try:
            start, end = move(start), move(end)
        except IndexError:
            return None
    return (start, end) if 0 <= start < end <= len(text) else None


@dataclass
class EventIntake:
    """One import's events: what the codebook knows, and how names become rows."""

    store: Store
    report: IntakeReport
    unknown: str
    coder: Callable[[str], int]
    as_coder: str = ""

    def __post_init__(self) -> None:
        self._types: dict[str, int] = {}
        self._roles: dict[str, tuple[int, RoleKind]] = {}

    def begin(self, step: journal.Step, raws: Sequence[RawArticle]) -> None:
        """Look up the codebook, and add to it what these articles use, where that is wanted."""
        self._links = Links(step, self.report.warnings)
        if not any(raw.events for raw in raws):
            return
        self._types = {path.casefold(): each.id for path, each in event_types.by_path(self.store).items()}
        self._roles = {name.casefold(): (each.id, each.kind) for name, each in roles.by_name(self.store).items()}
        if self.unknown == "add":
            for event in (event for raw in raws for event in raw.events):
                self.learn(step, event)

    def learn(self, step: journal.Step, event: RawEvent) -> None:
        """Add the type and the roles of an event that the project lacks; a name that may not be is passed over."""
        if _objection(event):
            return
        parent, names = None, _path(event.type)
        for depth, name in enumerate(names, start=1):
            key = SEPARATOR.join(names[:depth]).casefold()
            if key not in self._types:
                code = event.fields.get("code") if depth == len(names) else ""
                made = _made(lambda: event_types.insert(step, name, parent_id=parent, code=_text(code)))  # noqa: B023
                if made is None:
                    return
                self._types[key] = made
                self.report.new_types.append(SEPARATOR.join(names[:depth]))
            parent = self._types[key]
        filled = Counter(_name(argument.role).casefold() for argument in event.arguments)
        for argument in event.arguments:
            self._learn_role(step, argument, several=filled[_name(argument.role).casefold()] > 1)

    def _learn_role(self, step: journal.Step, argument: RawArgument, *, several: bool) -> None:
        name, fields = _name(argument.role), argument.fields
        if name.casefold() in self._roles:
            return
        kind = cast("RoleKind", fields["kind"] if fields.get("kind") in ROLE_KINDS else "text")
        slot = cast("Slot", fields["slot"] if fields.get("slot") in SLOTS else "")
        many = several or fields.get("many") is True
        made = _made(lambda: roles.insert(step, name, kind=kind, slot=slot, many=many))
        if made is not None:
            self._roles[name.casefold()] = (made, kind)
            self.report.new_roles.append(name)

    def strange(self, raw: RawArticle) -> list[str]:
        """Return the types and roles of an article that the project lacks."""
        used = {_key(event.type): event.type for event in raw.events if event.type}
        found = [name for key, name in used.items() if key not in self._types]
        named = {_name(each.role).casefold(): each.role for event in raw.events for each in event.arguments}
        return sorted(found) + sorted(name for key, name in named.items() if key not in self._roles)

    def rows(
        self, raw: RawArticle, text: str, article_id: int, spans: SpanIndex, *, held: bool = False
    ) -> list[EventRow]:
        """Return rows for the article's events, moved to the cleaned text; refuse those that do not fit.

        Args:
            held: spans of the article are held back: its events wait with them.
        """
        move = None if raw.text == text else TextMap(raw.text)
        found = []
        for event in raw.events:
            moved = _moved(event, move, text)
            reason = _objection(event) or ("does not fit the text" if moved is None else self._trouble(event))
            if reason:
                self._refuse(raw, event, reason)
            elif moved is not None and self.unknown == "hold" and (held or not self._known(event)):
                self.report.held_events.append((article_id, replace(moved, coder=self.as_coder or moved.coder)))
            elif moved is not None and not self._known(event):
                self._refuse(raw, event, "has a type or role that cannot be one's name")
            elif moved is not None:
                found.append(self.row(moved, article_id, spans))
        return found

    def _known(self, event: RawEvent) -> bool:
        kinds = not event.type or _key(event.type) in self._types
        return kinds and all(_name(each.role).casefold() in self._roles for each in event.arguments)

    def _trouble(self, event: RawEvent) -> str:
        """Return why a value does not suit the role the project has of that name, "" when all do."""
        for argument in event.arguments:
            _, kind = self._roles.get(_name(argument.role).casefold(), (0, ""))
            kind = kind or str(argument.fields.get("kind", ""))
            try:
                check_value(kind, argument.fields.get("value") or {})
            except UserError as error:
                return f"has a value of {_name(argument.role)} that does not hold: {error}"
        return ""

    def _refuse(self, raw: RawArticle, event: RawEvent, reason: str) -> None:
        place = "" if event.start is None else f" {event.start}–{event.end}"[:40]
        where = f"{raw.where}: event {clean_text(event.type)[:80]}{place}"
        self.report.events_refused.append(Refusal(where, f"{where} {reason.rstrip('.')}; it was left out."))

    def row(self, event: RawEvent, article_id: int, spans: SpanIndex) -> EventRow:
        """Return the rows of an event that fits and whose names are known."""
        at, fields = now(), event.fields
        coder_id = self.coder(event.coder)
        columns = {
            "uid": _text(fields.get("uid")),
            "article_id": article_id,
            "event_type_id": self._types[_key(event.type)] if event.type else None,
            "coder_id": coder_id,
            "trigger_span_id": spans.find(fields.get("trigger"), coder_id, event.start, event.end),
            "start": event.start,
            "end": event.end,
            "status": fields.get("status") or "happened",
            "historical": int(fields.get("historical") in (True, 1)),
            "certainty": _text(fields.get("certainty")),
            "note": _text(fields.get("note")),
            "origin": clean_text(event.origin) or IMPORTED,
            "created": _time(fields.get("created")) or at,
            "changed": _time(fields.get("changed")) or at,
        }
        return EventRow(columns, [*self._argument_rows(event, coder_id, spans)])

    def _argument_rows(self, event: RawEvent, coder_id: int, spans: SpanIndex) -> Iterator[dict[str, Any]]:
        ordinals: dict[int, int] = {}
        for argument in event.arguments:
            fields, (role_id, kind) = argument.fields, self._roles[_name(argument.role).casefold()]
            ordinals[role_id] = ordinals.get(role_id, -1) + 1
            yield {
                "uid": _text(fields.get("uid")),
                "role_id": role_id,
                "ordinal": ordinals[role_id],
                "span_id": spans.find(fields.get("span"), coder_id, argument.start, argument.end),
                "start": argument.start,
                "end": argument.end,
                "text": clean_text(argument.text),
                "value": as_kept(kind, fields.get("value") or {}),
                "entity_id": self._links.actor(fields.get("entity")),
                "place_id": self._links.place(fields.get("place")),
            }

    def write(self, rows: Sequence[EventRow]) -> None:
        """Write the events of new articles in bulk, outside the journal: they come and go with their articles."""
        if not rows:
            return
        arguments = [argument for row in rows for argument in row.arguments]
        first, first_argument = (journal.fresh_id(self.store, table) for table in ("event", "argument"))
        uids = free_uids(self.store, "event", [row.event["uid"] for row in rows])
        more = free_uids(self.store, "argument", [argument["uid"] for argument in arguments])
        owners = [first + n for n, row in enumerate(rows) for _ in row.arguments]
        self._many("event", _EVENT, [{**row.event, "uid": uids[n]} for n, row in enumerate(rows)], first)
        whole = [{**each, "uid": more[n], "event_id": owners[n]} for n, each in enumerate(arguments)]
        self._many("argument", _ARGUMENT, whole, first_argument)
        derived.refresh(self.store, range(first, first + len(rows)))
        self.report.events += len(rows)

    def _many(self, table: str, names: str, rows: Sequence[dict[str, Any]], first: int) -> None:
        columns = names.split()
        quoted = ", ".join(f'"{name}"' for name in columns)
        self.store.db.conn.executemany(
            f"INSERT INTO {table} (id, {quoted}) VALUES (?, {', '.join('?' * len(columns))})",
            [(first + n, *(row[name] for name in columns)) for n, row in enumerate(rows)],
        )

    def add_if_new(self, step: journal.Step, row: EventRow) -> bool:
        """Write an event of an article that the project has already, unless it has the event; say whether."""
        if _is_there(self.store, row):
            return False
        (uid,) = free_uids(self.store, "event", [row.event["uid"]])
        event_id = step.insert("event", {**row.event, "uid": uid})
        uids = free_uids(self.store, "argument", [argument["uid"] for argument in row.arguments])
        for argument, fresh in zip(row.arguments, uids, strict=True):
            step.insert("argument", {**argument, "uid": fresh, "event_id": event_id})
        self.report.events += 1
        return True


def _is_there(store: Store, row: EventRow) -> bool:
    """Whether the article has the event: by identity, or with the same coder, type, place and words."""
    event = row.event
    if event["uid"] and store.value(
        "SELECT 1 FROM event WHERE article_id = ? AND uid = ?", (event["article_id"], event["uid"])
    ):
        return True
    names = ("article_id", "coder_id", "event_type_id", "start", "end")
    alike = store.rows(
        "SELECT id FROM event WHERE " + " AND ".join([f'"{name}" IS ?' for name in names]),
        [event[name] for name in names],
    )
    told = sorted((each["role_id"], each["text"]) for each in row.arguments)
    sql = "SELECT role_id, text FROM argument WHERE event_id = ?"
    return any(sorted((each[0], each[1]) for each in store.rows(sql, (event_id,))) == told for (event_id,) in alike)


def _moved(event: RawEvent, move: TextMap | None, text: str) -> RawEvent | None:
    """Return the event with its ranges in the cleaned text, None when one does not fit."""
    bounds = bounds_of(event.start, event.end, move, text)
    ranges = [bounds_of(each.start, each.end, move, text) for each in event.arguments]
    if bounds is None or None in ranges:
        return None
    arguments = tuple(
        replace(each, start=place[0], end=place[1])
        for each, place in zip(event.arguments, ranges, strict=True)
        if place is not None
    )
    return replace(event, start=bounds[0], end=bounds[1], arguments=arguments)


def _objection(event: RawEvent) -> str:
    """Return why an event is none, whatever the project and the text, "" when it is one."""
    if len(event.arguments) > _MOST:
        return f"has more than {_MOST:,} roles filled"
    if event.type.count(SEPARATOR) >= _DEEPEST:
        return f"has a type of more than {_DEEPEST} levels"
    if event.type and not all(_path(event.type)):
        return "has a type without a name"
    if (event.fields.get("status") or "happened") not in EVENT_STATUSES:
        return f"has a status that is none of {', '.join(EVENT_STATUSES)}"
    for argument in event.arguments:
        if not isinstance(argument.fields.get("value") or {}, dict):
            return f"has a value of {_name(argument.role)} that is no object"
        if trouble := check_links(argument):
            return trouble
    return ""


def _path(kind: str) -> list[str]:
    return [_name(part) for part in kind.split(SEPARATOR)] if kind.strip() else []


def _key(kind: str) -> str:
    return SEPARATOR.join(_path(kind)).casefold()


def _name(words: str) -> str:
    return " ".join(clean_text(words).split())


def _text(value: object) -> str:
    return clean_text(value).strip() if isinstance(value, str) else ""


def _time(value: object) -> str:
    """Return a moment as we write them, "" for what is none: the newest change wins when projects are merged."""
    return value if isinstance(value, str) and _TIME.match(value) else ""


def _made(insert: Callable[[], int]) -> int | None:
    """Return what was made, None when the name may not be."""
    try:
        return insert()
    except UserError:
        return None
