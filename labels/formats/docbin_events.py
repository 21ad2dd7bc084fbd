"""Events in a .spacy file: `doc.cats`, `doc.user_data["events"]`, and the relations in a JSON line beside it.

A relation goes from an event's trigger to what fills a role. The lines are Prodigy's for relations, which spaCy's
example of a relation extractor reads: spans that do not overlap, told by their last token.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.store import Store
from labels.formats.docbin_tokens import TokenBatch
from labels.formats.event_record import ArgumentOut, EventOut
from labels.formats.event_selection import EventReader, with_ancestors
from labels.formats.lines import escape_line_ends
from labels.formats.selection import Item


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one article: half-open ranges in code points of its text."""

    starts: list[int]
    ends: list[int]
    spaces: list[bool]
    white: list[bool]

    def fit(self, start: int | None, end: int | None) -> tuple[int, int] | None:
        """Return the tokens (half-open) that a range touches, without white space at its ends; None for none."""
        if start is None or end is None:
            return None
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        while first < last and self.white[first]:
            first += 1
        while first < last and self.white[last - 1]:
            last -= 1
        return (first, last) if first < last else None


@dataclass
class BatchEvents:
    """What the events of a batch of articles add to a file, article by article.

    Attributes:
        lines: the relations, a JSON line for each article that has some.
        unrelated: arguments that are in no relation: no trigger, no words, or words that overlap others.
    """

    cats: list[dict[str, float]] = field(default_factory=list)
    user_data: list[list[dict[str, Any]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    events: int = 0
    relations: int = 0
    unrelated: int = 0


class EventParts:
    """Makes what events add to .spacy files."""

    def __init__(self, store: Store, types: Sequence[str]) -> None:
        """`types`: paths of all types that are categories."""
        self._types = types
        self._reader = EventReader(store) if store.value("SELECT 1 FROM event LIMIT 1") else None
        self._none = dict.fromkeys(types, 0.0)

    def of(self, batch: Sequence[Item], texts: Sequence[str], tokens: TokenBatch) -> BatchEvents:
        """Return what a batch of articles gets."""
        made = BatchEvents()
        found = self._reader.read(batch) if self._reader else {}
        after = 0
        for number, item in enumerate(batch):
            before, after = after, after + int(tokens.counts[number])
            events = found.get(item.id, [])
            made.cats.append(self._cats(events, finished=item.status == "done"))
            if not events:
                made.user_data.append([])
                continue
            words = _words(tokens, before, after, int(tokens.bases[number]))
            made.events += len(events)
            made.user_data.append([_told(event, texts[number], words) for event in events])
            _relate(made, item, texts[number], words, events)
        return made

    def _cats(self, events: Sequence[EventOut], *, finished: bool) -> dict[str, float]:
        """A finished article has every category, with 1 or 0; in others, what is not there may still come."""
        here = {path: 1.0 for event in events if event.type for path in with_ancestors(event.type)}
        return {**self._none, **here} if finished and self._types else dict(sorted(here.items()))


def _words(tokens: TokenBatch, before: int, after: int, base: int) -> Words:
    part = slice(before, after)
    return Words(
        (tokens.starts[part] - base).tolist(),
        (tokens.ends[part] - base).tolist(),
        tokens.spaces[part].tolist(),
        tokens.white[part].tolist(),
    )


def _told(event: EventOut, text: str, words: Words) -> dict[str, Any]:
    """Return an event as user data; `tokens` are half-open, as spaCy slices a doc."""
    return {
        "uid": event.uid,
        "type": event.type,
        "code": event.code,
        "start": event.start,
        "end": event.end,
        "tokens": words.fit(event.start, event.end),
        "text": "" if event.start is None else text[event.start : event.end],
        "status": event.status,
        "historical": event.historical,
        "certainty": event.certainty,
        "note": event.note,
        "arguments": [_filled(argument, words) for argument in event.arguments],
    }


def _filled(argument: ArgumentOut, words: Words) -> dict[str, Any]:
    place, actor = argument.place, argument.actor
    names = ("name", "country", "admin1", "admin2", "latitude", "longitude", "geonameid")
    return {
        "role": argument.role,
        "kind": argument.kind,
        "slot": argument.slot,
        "text": argument.text,
        "start": argument.start,
        "end": argument.end,
        "tokens": words.fit(argument.start, argument.end),
        "value": argument.value,
        "entity": actor and {"name": actor.name, "type": actor.type, "side": actor.side, "country": actor.country},
        "place": place and {name: getattr(place, name) for name in names},
    }


# Relations ------------------------------------------------------------------------------------------------------------

_Range = tuple[int, int]


def _relate(made: BatchEvents, item: Item, text: str, words: Words, events: Sequence[EventOut]) -> None:
    pairs = [*_pairs(events, words)]
    chosen = _flat(pairs, events, words)
    ends = {place[1]: place for place in chosen}
    kept = [(head, child, role) for head, child, role in pairs if head in chosen and child in chosen and head != child]
    made.unrelated += sum(len(event.arguments) for event in events) - len(kept)
    if not kept:
        return
    made.relations += len(kept)
    spans = {place: _span(place, label, text, words) for place, label in sorted(chosen.items())}
    assert len(ends) == len(chosen)  # no two end in the same token: they would overlap
    line = {
        "text": text,
        "tokens": [*_tokens(text, words)],
        "spans": [{**span, "type": "span"} for span in spans.values()],
        "relations": [_relation(spans[head], spans[child], role) for head, child, role in dict.fromkeys(kept)],
        "meta": {"source": item.uid, "title": item.title},
        "_view_id": "relations",
        "answer": "accept",
    }
    made.lines.append(escape_line_ends(json.dumps(line, ensure_ascii=False)) + "\n")


def _pairs(events: Sequence[EventOut], words: Words) -> Iterator[tuple[_Range, _Range, str]]:
    for event in events:
        head = words.fit(event.start, event.end) if event.trigger else None
        for argument in event.arguments if head else ():
            if head and (child := words.fit(argument.start, argument.end)):
                yield head, child, argument.role


def _flat(pairs: Sequence[tuple[_Range, _Range, str]], events: Sequence[EventOut], words: Words) -> dict[_Range, str]:
    """Return ranges that do not overlap, with their labels: triggers before arguments, then the longest."""
    labels: dict[_Range, str] = {}
    for event in events:
        if event.trigger and (place := words.fit(event.start, event.end)):
            labels.setdefault(place, event.label or "EVENT")
    triggers = set(labels)
    for event in events:
        for argument in event.arguments:
            if place := words.fit(argument.start, argument.end):
                labels.setdefault(place, argument.label or argument.role)
    used = {place for head, child, _ in pairs for place in (head, child)}
    taken: set[int] = set()
    chosen: dict[_Range, str] = {}
    for place in sorted(used, key=lambda at: (at not in triggers, at[0] - at[1], at)):
        if taken.isdisjoint(range(*place)):
            taken.update(range(*place))
            chosen[place] = labels[place]
    return chosen


def _span(place: _Range, label: str, text: str, words: Words) -> dict[str, Any]:
    start, end = words.starts[place[0]], words.ends[place[1] - 1]
    numbers = {"start": start, "end": end, "token_start": place[0], "token_end": place[1] - 1}
    return {"text": text[start:end], **numbers, "label": label}


def _relation(head: dict[str, Any], child: dict[str, Any], role: str) -> dict[str, Any]:
    names = ("start", "end", "token_start", "token_end", "label")
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {name: head[name] for name in names},
        "child_span": {name: child[name] for name in names},
        "label": role,
    }


def _tokens(text: str, words: Words) -> Iterator[dict[str, Any]]:
    for number, (start, end, space) in enumerate(zip(words.starts, words.ends, words.spaces, strict=True)):
        yield {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space, "disabled": False}
