"""Suggested events: what a model or the codebook's trigger words propose, and what the coder says to it.

What a model proposes waits in table `suggested_event`, replaced whenever that model runs again. On the coder's own
trigger spans that carry no event yet, the words the desk has coded before and those of the codebook propose one; that
is worked out when an article opens. Accepting writes what a coder's own hand would have written, in one step.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus import articles, journal, stored_json
from corpus.changes import Changes
from corpus.store import Store
from corpus.wording import short
from labels import draft_types, event_types, models, roles, spans, test_share, verdicts
from labels import events as event_rows
from labels import labels as label_rows
from labels.event import ArgumentDraft, EventDraft
from labels.event_coding import Settle, as_it_is
from labels.event_type import EventType
from labels.formats.event_selection import type_paths
from labels.resolver import Resolver
from labels.span import Span
from labels.suggest.event_drafts import draft_of as draft_of
from labels.suggestion import EventSuggestion

TRIGGERS = "pattern triggers"  # origin of what the words of coded triggers propose
_RULED = 0.5  # score of such
_TEXT = "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article_id = ? AND removed = 0"
_WAITING = (
    'SELECT start, "end", event_type_id, origin, score, arguments FROM suggested_event '
    "LEFT JOIN event_type ON event_type.id = event_type_id WHERE article_id = ? AND coalesce(retired, 0) = 0 "
    "AND (origin = ? OR origin NOT GLOB 'model *') ORDER BY suggested_event.id"
)
_CODED = 'SELECT start, "end" FROM event WHERE article_id = ? AND coder_id = ? AND start IS NOT NULL'
_REJECTED = (
    'SELECT start, "end", label_id, event_type_id FROM verdict '
    "WHERE article_id = ? AND coder_id = ? AND verdict = 'rejected'"
)


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of event types by path and of roles by name: models know names, which survive a merge of files."""

    types: Mapping[str, int]
    roles: Mapping[str, int]

    @staticmethod
    def of(store: Store) -> Ids:
        """Return those of a project; what is retired is left out."""
        types = {each.path: each.id for each in event_types.all_types(store)}
        return Ids(types, {each.name: each.id for each in roles.all_roles(store)})


def from_model(
    told: Iterable[Mapping[str, Any]], *, article_id: int, origin: str, ids: Ids
) -> Iterator[EventSuggestion]:
    """Yield what `event_parts` left in ``doc.user_data["dateline_events"]``; types the project lacks are left out."""
    for event in told:
        type_id = ids.types.get(event["type"])
        if type_id is not None:
            filled = tuple(
                (ids.roles[role], start, end, score)
                for role, start, end, score in event["arguments"]
                if role in ids.roles
            )
            score = min(max(float(event["score"]), 0.0), 1.0)
            yield EventSuggestion(article_id, event["start"], event["end"], type_id, origin, score, filled)


def put(store: Store, article_ids: Iterable[int], origin: str, found: Iterable[EventSuggestion]) -> None:
    """Let these wait in the articles, in place of what the same origin proposed there before; one transaction."""
    rows = [
        (each.article_id, each.start, each.end, each.type_id, origin, each.score, json.dumps(each.arguments))
        for each in found
    ]
    with store.transaction():
        gone = [(article_id, origin) for article_id in article_ids]
        store.db.conn.executemany("DELETE FROM suggested_event WHERE article_id = ? AND origin = ?", gone)
        store.db.conn.executemany(
            'INSERT OR IGNORE INTO suggested_event (article_id, start, "end", event_type_id, origin, score, arguments) '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def of_article(store: Store, article_id: int) -> list[EventSuggestion]:
    """Return the events that the present coder may be asked about in an article, in reading order; writes nothing.

    One for each trigger, the surest. Left out are triggers on which the coder has an event and what they rejected.
    """
    text = store.value(_TEXT, (article_id,))
    if text is None:
        return []
    open_ = _Open.of(store, article_id)
    found = [each for each in waiting(store, article_id, length=len(text)) if open_.to(each)]
    found += [each for each in _on_triggers(store, article_id) if open_.to(each)]
    best: dict[tuple[int, int], EventSuggestion] = {}
    for each in sorted(found, key=lambda each: (each.origin == TRIGGERS, -each.score)):
        if not any(each.start < end and start < each.end for start, end in best):
            best[each.start, each.end] = each
    return [best[place] for place in sorted(best)]


def waiting(store: Store, article_id: int, *, length: int) -> list[EventSuggestion]:
    """Return what the model in use and other tools proposed for an article of `length` code points."""
    model = models.used(store)
    known = {each.id for each in roles.all_roles(store)}
    paths = type_paths(store)
    found = []
    rows = store.rows(_WAITING, (article_id, model.origin if model else ""))
    held = any(row[3].startswith("model ") for row in rows) and test_share.is_barred(store, article_id)
    for start, end, type_id, origin, score, text in rows:
        if end <= length and not (held and origin.startswith("model ")):
            path = paths.get(type_id, ("", ""))[0]
            reason = f"{origin}, {score:.0%} sure" + (f" of {path}" if path else "")
            filled = tuple(_filled(text, known, length))
            found.append(EventSuggestion(article_id, start, end, type_id, origin, score, filled, reason))
    return found


def accept(
    store: Store,
    suggestion: EventSuggestion,
    *,
    draft: EventDraft | None = None,
    resolver: Resolver | None = None,
    settle: Settle = as_it_is,
) -> Changes:
    """Write a suggested event, and the spans it rests on that are not there yet, as one undoable step.

    Args:
        draft: what the coder saw and perhaps changed (see `draft_of`); made anew where none is given.
        settle: as in `labels.event_coding.add`.

    Raises:
        UserError: the article or what the event names is gone, or the project cannot be written.
    """
    article_id = suggestion.article_id
    article = articles.get(store, article_id)
    draft = draft or draft_of(store, article, suggestion, resolver=resolver)
    words = article.text[suggestion.start : suggestion.end]
    with journal.step(store, "event", f"Accept event “{short(words)}”", article_id=article_id) as step:
        writer = _Spans(step, article_id, article.text, suggestion.origin)
        trigger = draft.trigger_span_id or writer.trigger(suggestion)
        filled = tuple(settle(step, writer.proven(each)) for each in draft.arguments)
        event_rows.insert(step, article_id, replace(draft, trigger_span_id=trigger, arguments=filled))
        if articles.status(store, article_id) == "new":
            articles.put_status(step, article_id, "in progress")
        return step.changes


def reject(store: Store, suggestion: EventSuggestion) -> Changes:
    """Say that these words are no event of that type; nothing proposes it to this coder again."""
    return verdicts.add(
        store, suggestion.article_id, suggestion.start, suggestion.end, "rejected", origin=suggestion.origin,
        event_type_id=suggestion.type_id,
    )  # fmt: skip


# What is still open --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Open:
    """What a coder has dealt with in an article: ranges of their events, and of what they rejected."""

    coded: tuple[tuple[int, int], ...]
    rejected: frozenset[tuple[int, int, int | None]]
    never: frozenset[tuple[int, int]]  # rejected as events of any type, or as triggers

    @staticmethod
    def of(store: Store, article_id: int) -> _Open:
        """Return what the present coder has dealt with."""
        coded = tuple((row[0], row[1]) for row in store.rows(_CODED, (article_id, store.coder_id)))
        said = store.rows(_REJECTED, (article_id, store.coder_id))
        triggers = {label.id for label in label_rows.all_labels(store, retired=True) if label.kind == "event"}
        rejected = frozenset((row[0], row[1], row[3]) for row in said if row[2] is None)
        labelled = {(row[0], row[1]) for row in said if row[2] in triggers}
        return _Open(coded, rejected, frozenset(labelled | {(row[0], row[1]) for row in rejected if row[2] is None}))

    def to(self, each: EventSuggestion) -> bool:
        """Whether the coder may be asked about an event."""
        place = each.start, each.end
        if place in self.never or (*place, each.type_id) in self.rejected:
            return False
        return not any(start < each.end and each.start < end for start, end in self.coded)


def _on_triggers(store: Store, article_id: int) -> Iterator[EventSuggestion]:
    """Yield events on the coder's own trigger spans, where the desk codes events and the words say of which type."""
    if not store.value("SELECT 1 FROM event LIMIT 1"):
        return
    kinds = {label.id for label in label_rows.all_labels(store) if label.kind == "event"}
    types = event_types.all_types(store)
    for span in spans.of_article(store, article_id, coder_id=store.coder_id):
        if span.label_id in kinds and (found := _by_words(store, types, span)):
            yield found


def _by_words(store: Store, types: Sequence[EventType], span: Span) -> EventSuggestion | None:
    past = next(iter(draft_types.past_types(store, span.surface)), None)
    type_id = past or draft_types.type_from_words(types, span.surface)
    path = next((each.path for each in types if each.id == type_id), "")
    if not path:
        return None
    reason = f"“{short(span.surface)}” was coded as {path} before" if past else f"a trigger word of {path}"
    return EventSuggestion(span.article_id, span.start, span.end, type_id, TRIGGERS, _RULED, (), reason)


def _filled(text: str, known: set[int], length: int) -> Iterator[tuple[int, int, int, float]]:
    """Yield the arguments of a row; what a damaged file says is passed over."""
    for each in stored_json.items(text):
        if not (isinstance(each, list) and len(each) == 4 and all(type(part) is int for part in each[:3])):
            continue
        role_id, start, end, score = each
        if role_id in known and 0 <= start < end <= length and isinstance(score, int | float) and 0 <= score <= 1:
            yield role_id, start, end, float(score)


class _Spans:
    """Finds the coder's spans that an accepted event rests on, and writes those that are missing."""

    def __init__(self, step: journal.Step, article_id: int, text: str, origin: str) -> None:
        self._step, self._article_id, self._text, self._origin = step, article_id, text, origin
        coded = spans.of_article(step.store, article_id, coder_id=step.coder_id)
        self._there = {(*span.range, span.label_id): span.id for span in coded}
        self._labels = {role.id: role.labels for role in roles.all_roles(step.store)}

    def trigger(self, suggestion: EventSuggestion) -> int | None:
        """Return the trigger span of a suggestion; None where the codebook has no label for triggers."""
        labels = [label.id for label in label_rows.all_labels(self._step.store) if label.kind == "event"]
        return self._span(suggestion.start, suggestion.end, labels) if labels else None

    def proven(self, argument: ArgumentDraft) -> ArgumentDraft:
        """Return an argument with its span; one without words, or whose role no label fills, stays as it is."""
        labels = self._labels.get(argument.role_id, ())
        if argument.span_id is not None or argument.start is None or argument.end is None or not labels:
            return argument
        return replace(argument, span_id=self._span(argument.start, argument.end, labels))

    def _span(self, start: int, end: int, labels: Sequence[int]) -> int:
        there = next((self._there[start, end, each] for each in labels if (start, end, each) in self._there), None)
        if there is not None:
            return there
        label_id = self._proposed(start, end, labels)
        row = spans.span_row(self._article_id, start, end, label_id, self._step.coder_id, self._text[start:end])
        span_id = self._step.insert("span", row | {"origin": self._origin})
        self._there[start, end, label_id] = span_id
        return span_id

    def _proposed(self, start: int, end: int, labels: Sequence[int]) -> int:
        """Return which of these labels was proposed for the range, else the first."""
        rows = self._step.store.rows(
            'SELECT label_id FROM suggestion WHERE article_id = ? AND start = ? AND "end" = ? ORDER BY score DESC',
            (self._article_id, start, end),
        )
        return next((row[0] for row in rows if row[0] in labels), labels[0])
