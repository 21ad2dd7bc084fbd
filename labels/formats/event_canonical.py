"""One row for each canonical event: what the desk has chosen in each field, from all its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from corpus.errors import UserError
from corpus.store import Store
from labels import canonicals
from labels.canonical import STATUS, TYPE, Canonical, FieldChoice
from labels.event import Argument
from labels.formats.event_record import ArgumentOut, EventOut
from labels.formats.event_selection import EventReader, roles_used
from labels.formats.selection import Item
from labels.role import RoleKind


class Joiner:
    """Puts the reports of each canonical event together when the first of them is met.

    What stands in a field is what the canonical event says there (see `labels.canonicals`), also when that is from a
    report whose article is not exported.
    """

    def __init__(self, store: Store, items: Sequence[Item]) -> None:
        self._store = store
        self._slots = {name: slot for name, _, slot in roles_used(store)}
        self._items = {item.id: item for item in items}
        self._seen: set[int] = set()
        self._articles: dict[int, list[int]] = defaultdict(list)
        rows = store.rows(
            "SELECT DISTINCT canonical_id, article_id FROM report_link JOIN event ON event.id = event_id "
            "ORDER BY canonical_id, article_id"
        )
        for canonical_id, article_id in rows:
            if article_id in self._items:
                self._articles[canonical_id].append(article_id)

    def joined(self, found: Mapping[int, Sequence[EventOut]], reader: EventReader) -> dict[int, EventOut]:
        """Return the merged event for the first report of each canonical event in a batch, by that report's id."""
        heads: dict[int, EventOut] = {}
        for event in (event for events in found.values() for event in events):
            if event.canonical_id is not None and event.canonical_id not in self._seen:
                self._seen.add(event.canonical_id)
                heads[event.canonical_id] = event
        elsewhere = sorted({number for head in heads for number in self._articles[head]} - found.keys())
        reports: dict[int, list[EventOut]] = defaultdict(list)
        for start in range(0, len(elsewhere), 250):
            more = reader.read([self._items[number] for number in elsewhere[start : start + 250]])
            _collect(reports, more)
        _collect(reports, found)
        return {
            head.id: self._merged(canonical_id, head, reports[canonical_id]) for canonical_id, head in heads.items()
        }

    def _merged(self, canonical_id: int, head: EventOut, reports: Sequence[EventOut]) -> EventOut:
        merged = merge(head, reports)
        try:
            found = canonicals.resolved(self._store, canonical_id)
        except UserError:
            return merged  # parted since
        return choose(merged, found, reports, self._slots)


def _collect(reports: dict[int, list[EventOut]], found: Mapping[int, Sequence[EventOut]]) -> None:
    for event in (event for events in found.values() for event in events):
        if event.canonical_id is not None:
            reports[event.canonical_id].append(event)


def merge(head: EventOut, reports: Sequence[EventOut]) -> EventOut:
    """Return one event made of several reports.

    The report with most filled roles is the base (the newest change first among equals); roles it leaves empty are
    filled from the others.
    """
    ordered = sorted(reports, key=lambda event: (-len(event.arguments), _reverse(event.changed), event.id))
    base, *others = ordered or [head]
    arguments: list[ArgumentOut] = [*base.arguments]
    for other in others:
        filled = {argument.role for argument in arguments}
        arguments += [argument for argument in other.arguments if argument.role not in filled]
    kind = next((each for each in ordered if each.type), base)
    return replace(
        base,
        uid=head.canonical,
        type_id=kind.type_id,
        type=kind.type,
        code=kind.code,
        note=base.note or next((each.note for each in others if each.note), ""),
        reports=len(reports),
        arguments=tuple(arguments),
    )


def choose(merged: EventOut, found: Canonical, reports: Sequence[EventOut], slots: Mapping[str, str]) -> EventOut:
    """Return the merged event with what was chosen in each field; `slots` has every role's."""
    known = {argument.uid: argument for event in reports for argument in event.arguments}
    chosen = {choice.field: choice for choice in found.fields}
    arguments = [
        argument
        for choice in found.fields
        if choice.kind not in ("type", "status")
        for argument in _filled(choice, known, slots.get(choice.field, ""))
    ]
    arguments += [argument for argument in merged.arguments if argument.role not in chosen]
    kind = chosen[TYPE].chosen.text if TYPE in chosen else merged.type
    like = next((event for event in reports if event.type == kind), None)
    return replace(
        merged,
        type=kind,
        type_id=like.type_id if like else None,
        code=like.code if like else "",
        status=(chosen[STATUS].chosen.text if STATUS in chosen else "") or merged.status,
        note=found.note or merged.note,
        reports=len({report.event.article_id for report in found.reports}),  # two coders of an article are one report
        arguments=tuple(arguments),
    )


def _filled(choice: FieldChoice, known: Mapping[str, ArgumentOut], slot: str) -> list[ArgumentOut]:
    told = choice.chosen
    if told.arguments:
        return [known.get(each.uid) or _plain(each) for each in told.arguments]
    if not told.text:
        return []
    kind = cast("RoleKind", choice.kind)
    return [ArgumentOut("", choice.field, kind, slot, told.text, told.value, None, None, "")]


def _plain(each: Argument) -> ArgumentOut:
    """An argument of a report that is not exported: its words and value."""
    return ArgumentOut(each.uid, each.role, each.kind, each.slot, each.shown, each.value, None, None, "")


def _reverse(moment: str) -> tuple[int, ...]:
    """Return a key that sorts moments newest first."""
    return tuple(-ord(sign) for sign in moment)
