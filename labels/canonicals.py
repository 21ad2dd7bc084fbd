"""All SQL on canonical events: which reports are joined, and what is chosen in each field. Every change is one step."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from corpus import journal, stored_json
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from labels import events
from labels.canonical import RULES, STATUS, TYPE, Canonical, FieldChoice, FieldKind, Report, Rule, Told, told
from labels.canonical_links import drop, unlink
from labels.canonical_rules import DEFAULTS
from labels.canonical_rules import choose as chosen_by
from labels.event import Argument, Event

_RULES_SETTING = "reports.rules"
_APART_SETTING = "reports.apart"
Choices = Mapping[str, tuple[str, Rule]]  # by field: what was typed ("" for none) and the rule
NO_CHOICES: Choices = MappingProxyType({})
_MOST_APART = 20_000  # pairs remembered; the oldest go first
_AT_ONCE = 200


# Reading


def listed(store: Store) -> list[tuple[int, tuple[int, ...]]]:
    """Return each canonical event with its reports in sight, the one joined last first."""
    found = defaultdict[int, list[int]](list)
    for canonical_id, event_id in store.rows(
        "SELECT canonical_id, event_id FROM record WHERE canonical_id IS NOT NULL AND hidden = 0 "
        "ORDER BY canonical_id DESC, date_start, event_id"
    ):
        found[canonical_id].append(event_id)
    return [(canonical_id, tuple(event_ids)) for canonical_id, event_ids in found.items()]


def resolved(store: Store, canonical_id: int) -> Canonical:
    """Return a canonical event: every report's value in every field, the chosen one, and the rule that chose it.

    Raises:
        UserError: it is gone.
    """
    found = next(iter(_resolved(store, [canonical_id])), None)
    if found is None:
        raise UserError("Those reports are no longer joined; look at the list again.")
    return found


def all_resolved(store: Store) -> Iterator[Canonical]:
    """Yield every canonical event, as `resolved`."""
    ids = [canonical_id for canonical_id, _ in listed(store)]
    for at in range(0, len(ids), _AT_ONCE):
        yield from _resolved(store, ids[at : at + _AT_ONCE])


def preview(store: Store, event_ids: Sequence[int], *, choices: Choices = NO_CHOICES) -> Canonical:
    """Return what joining these events would give, with `id` 0 unless they are joined already. Nothing is written."""
    found = events.many(store, list(dict.fromkeys(event_ids)))
    ids = {event.canonical_id for event in found}
    if len(ids) == 1 and None not in ids:
        return resolved(store, next(each for each in ids if each))
    held = {} if len(ids - {None}) != 1 else _choices(store, [each for each in ids if each]).popitem()[1]
    return _canonical(0, "", _reports(store, found), {**held, **choices}, default_rules(store))


def titles(store: Store, event_ids: Sequence[int]) -> dict[int, str]:
    """Return what events are called in a list: type, place and day."""
    found: dict[int, str] = {}
    for at in range(0, len(event_ids), _AT_ONCE):
        ids = list(event_ids[at : at + _AT_ONCE])
        rows = store.rows(
            "SELECT event_id, coalesce(name, 'No type yet'), place, date_start FROM record LEFT JOIN event_type "
            f"ON event_type.id = event_type_id WHERE event_id IN ({', '.join('?' * len(ids))})",
            ids,
        )
        found |= {row[0]: " · ".join(part for part in row[1:] if part) for row in rows}
    return found


def default_rules(store: Store) -> dict[str, Rule]:
    """Return the rules set for fields in the whole project; a field that is not there has its kind's rule."""
    found = stored_json.mapping(store.setting(_RULES_SETTING, "{}"))
    return {field: rule for field, rule in found.items() if isinstance(rule, str) and rule in RULES}


# Joining


def join(store: Store, event_ids: Sequence[int], *, choices: Choices = NO_CHOICES) -> Changes:
    """Say that events are reports of one happening; canonical events among them become one.

    Args:
        choices: rules for fields of this event, each with its value when the rule is "by hand".

    Raises:
        UserError: fewer than two events are left, or two are of one article by one coder.
    """
    found = events.many(store, list(dict.fromkeys(event_ids)))
    if len(found) < 2:
        raise UserError("It takes two events to join; choose one more.")
    _refuse_same_article(store, found)
    canonical_ids = sorted({event.canonical_id for event in found if event.canonical_id})
    if len(canonical_ids) == 1 and all(event.canonical_id for event in found):
        return Changes()
    with journal.step(store, "canonical", f"Join {len(found)} reports") as step:
        kept = canonical_ids[0] if canonical_ids else _insert(step)
        for other in canonical_ids[1:]:
            for link_id, event_id in store.rows(
                "SELECT id, event_id FROM report_link WHERE canonical_id = ?", (other,)
            ):
                step.delete("report_link", link_id)
                step.insert("report_link", {"canonical_id": kept, "event_id": event_id})
            drop(step, other)
        for event in found:
            if event.canonical_id is None:
                step.insert("report_link", {"canonical_id": kept, "event_id": event.id})
        for field, (value, rule) in choices.items():
            _put_choice(step, kept, field, value, rule)
        return _told(step, kept)


def part(store: Store, event_id: int) -> Changes:
    """Take one report out; a canonical event left with a single report goes, too."""
    canonical_id = store.value("SELECT canonical_id FROM report_link WHERE event_id = ?", (event_id,))
    if canonical_id is None:
        return Changes()
    with journal.step(store, "canonical", "Part a report") as step:
        touched = _articles(store, canonical_id)
        unlink(step, event_id)
        step.touch("report_link", touched)
        return step.changes


def dissolve(store: Store, canonical_id: int) -> Changes:
    """Part all reports of a canonical event; the events stay."""
    if not store.value("SELECT 1 FROM canonical_event WHERE id = ?", (canonical_id,)):
        return Changes()
    with journal.step(store, "canonical", "Part joined reports") as step:
        touched = _articles(store, canonical_id)
        drop(step, canonical_id)
        step.touch("report_link", touched)
        return step.changes


def keep_apart(store: Store, event_ids: Sequence[int]) -> None:
    """Remember that these events are not one happening: they are not proposed again. A setting, so no step.

    An event that is joined to others already is kept apart from the rest, not from these.
    """
    found = events.many(store, event_ids)
    pairs = {
        tuple(sorted((one.uid, other.uid)))
        for at, one in enumerate(found)
        for other in found[at + 1 :]
        if one.canonical_id is None or one.canonical_id != other.canonical_id
    }
    held = [pair for pair in apart(store) if pair not in pairs]
    store.set_setting(_APART_SETTING, json.dumps([*held, *sorted(pairs)][-_MOST_APART:]))


def apart(store: Store) -> list[tuple[str, ...]]:
    """Return the pairs of event uids that somebody said are not one happening."""
    pairs = stored_json.items(store.setting(_APART_SETTING, "[]"))
    return [tuple(map(str, pair)) for pair in pairs if isinstance(pair, list) and len(pair) == 2]


def forget_apart(store: Store) -> None:
    """Propose again what was said not to be one happening."""
    store.set_setting(_APART_SETTING, "[]")


# Choosing


def choose(store: Store, canonical_id: int, field: str, *, value: str = "", rule: Rule | None) -> Changes:
    """Set how one field of one canonical event is chosen.

    Args:
        value: for the rule "by hand", what is to stand there.
        rule: None to follow the project's rule again.

    Raises:
        UserError: the reports are no longer joined, or there is no such rule.
    """
    resolved(store, canonical_id)
    with journal.step(store, "canonical", f"{field}: {value or rule or 'as in the project'}") as step:
        _put_choice(step, canonical_id, field, value, rule)
        return _told(step, canonical_id) if step.changes else step.changes


def annotate(store: Store, canonical_id: int, note: str) -> Changes:
    """Write a note to a canonical event."""
    with journal.step(store, "canonical", "Note on joined reports") as step:
        step.update("canonical_event", canonical_id, note=clean_text(note).strip())
        return step.changes


def set_default_rule(store: Store, field: str, rule: Rule | None) -> None:
    """Set the rule of a field for the whole project, or with None go back to its kind's. A setting, so no step.

    Raises:
        UserError: it is no rule, or "by hand", which cannot choose.
    """
    if rule == "by hand" or (rule is not None and rule not in RULES):
        raise UserError(f"“{rule}” cannot choose for the whole project; use one of {', '.join(RULES[:-1])}.")
    rules = {name: each for name, each in default_rules(store).items() if name != field}
    store.set_setting(_RULES_SETTING, json.dumps(rules | ({field: rule} if rule else {}), ensure_ascii=False))


# Inside


def _insert(step: journal.Step) -> int:
    at = now()
    return step.insert("canonical_event", {"uid": new_uid(), "coder_id": step.coder_id, "created": at, "changed": at})


def _put_choice(step: journal.Step, canonical_id: int, field: str, value: str, rule: Rule | None) -> None:
    if rule is not None and rule not in RULES:
        raise UserError(f"There is no rule “{rule}”; use one of {', '.join(RULES)}.")
    text = clean_text(value).strip() if rule == "by hand" else ""
    held = step.store.value(
        "SELECT id FROM canonical_choice WHERE canonical_id = ? AND field = ?", (canonical_id, field)
    )
    if rule is None and held:
        step.delete("canonical_choice", held)
    elif rule is not None and held:
        step.update("canonical_choice", held, value=text, rule=rule)
    elif rule is not None:
        row = {"canonical_id": canonical_id, "field": field, "value": text, "rule": rule}
        step.insert("canonical_choice", row)


def _told(step: journal.Step, canonical_id: int) -> Changes:
    step.update("canonical_event", canonical_id, changed=now())
    step.touch("report_link", _articles(step.store, canonical_id))
    return step.changes


def _articles(store: Store, canonical_id: int) -> set[int]:
    return {
        row[0]
        for row in store.rows(
            "SELECT article_id FROM report_link JOIN event ON event.id = event_id WHERE canonical_id = ?",
            (canonical_id,),
        )
    }


def _refuse_same_article(store: Store, found: Sequence[Event]) -> None:
    joined = [event.canonical_id for event in found if event.canonical_id]
    marks = ", ".join("?" * len(joined))
    ids = [row[0] for row in store.rows(f"SELECT event_id FROM report_link WHERE canonical_id IN ({marks})", joined)]
    seen: set[tuple[int, int]] = set()
    for event in {event.id: event for event in (*found, *events.many(store, ids))}.values():
        if (event.article_id, event.coder_id) in seen:
            title = store.value("SELECT title FROM article WHERE id = ?", (event.article_id,))
            raise UserError(f"Two of these events are of one article (“{title}”); reports are joined across articles.")
        seen.add((event.article_id, event.coder_id))


def _resolved(store: Store, canonical_ids: Sequence[int]) -> Iterator[Canonical]:
    marks = ", ".join("?" * len(canonical_ids))
    links = defaultdict[int, list[int]](list)
    for canonical_id, event_id in store.rows(
        "SELECT canonical_id, event_id FROM record WHERE hidden = 0 AND "
        f"canonical_id IN ({marks}) ORDER BY date_start, event_id",
        canonical_ids,
    ):
        links[canonical_id].append(event_id)
    choices = _choices(store, canonical_ids)
    notes = dict(store.rows(f"SELECT id, note FROM canonical_event WHERE id IN ({marks})", canonical_ids))
    held = {event.id: event for event in events.many(store, [each for ids in links.values() for each in ids])}
    reports = {report.event.id: report for report in _reports(store, list(held.values()))}
    rules = default_rules(store)
    for canonical_id in canonical_ids:
        of = tuple(reports[event_id] for event_id in links[canonical_id] if event_id in reports)
        if canonical_id in notes and of:
            yield _canonical(canonical_id, notes[canonical_id], of, choices[canonical_id], rules)


def _choices(store: Store, canonical_ids: Sequence[int]) -> dict[int, dict[str, tuple[str, Rule]]]:
    found: dict[int, dict[str, tuple[str, Rule]]] = {canonical_id: {} for canonical_id in canonical_ids}
    marks = ", ".join("?" * len(canonical_ids))
    for canonical_id, field, value, rule in store.rows(
        f"SELECT canonical_id, field, value, rule FROM canonical_choice WHERE canonical_id IN ({marks})", canonical_ids
    ):
        found[canonical_id][field] = (value, rule if rule in RULES else "majority")
    return found


def _reports(store: Store, found: Sequence[Event]) -> tuple[Report, ...]:
    ids = sorted({event.article_id for event in found})
    known: dict[int, tuple[str, str, str]] = {}
    for at in range(0, len(ids), _AT_ONCE):
        part_ = ids[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(part_))
        rows = store.rows(f"SELECT id, title, source, published FROM article WHERE id IN ({marks})", part_)
        known |= {row[0]: (row[1], row[2], row[3]) for row in rows}
    return tuple(Report(event, *known[event.article_id]) for event in found if event.article_id in known)


def _canonical(
    canonical_id: int,
    note: str,
    reports: tuple[Report, ...],
    choices: Choices,
    rules: dict[str, Rule],
) -> Canonical:
    fields = tuple(_choice(field, values, reports, choices.get(field), rules) for field, values in _fields(reports))
    return Canonical(canonical_id, note, reports, fields)


def _fields(reports: Sequence[Report]) -> Iterator[tuple[str, tuple[Told, ...]]]:
    """Yield each field with what the reports say: type, the roles that any report fills, status."""
    yield TYPE, tuple(Told("type", report.event.type) for report in reports)
    filled: dict[str, dict[int, list[Argument]]] = {}
    for at, report in enumerate(reports):
        for argument in report.event.arguments:
            filled.setdefault(argument.role, {}).setdefault(at, []).append(argument)
    for role, by_report in filled.items():
        kind: FieldKind = next(iter(by_report.values()))[0].kind
        yield role, tuple(told(kind, tuple(by_report.get(at, ()))) for at in range(len(reports)))
    yield STATUS, tuple(Told("status", report.event.status) for report in reports)


def _choice(
    field: str,
    values: tuple[Told, ...],
    reports: Sequence[Report],
    own: tuple[str, Rule] | None,
    rules: dict[str, Rule],
) -> FieldChoice:
    kind = values[0].kind
    rule = own[1] if own else rules.get(field, DEFAULTS.get(kind, "majority"))
    if own and rule == "by hand":
        of = next((at for at, value in enumerate(values) if value.text == own[0]), None)
        return FieldChoice(field, kind, values, values[of] if of is not None else Told(kind, own[0]), of, rule, True)
    of = chosen_by(rule, values, [report.published for report in reports])
    return FieldChoice(field, kind, values, values[of] if of is not None else Told(kind, ""), of, rule, bool(own))
