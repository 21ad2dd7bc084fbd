"""How well events are found: the types of triggers, and what fills their roles.

Twice each: with the coded triggers and spans given, which is what suggesting on a coder's own spans is worth, and from
scratch, on the spans that the pipeline finds, which is what an untouched article gets.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from labels.training import scores
from labels.training.event_docs import use_rules
from labels.training.event_features import View, candidates, type_hint
from labels.training.event_parts import CATEGORIES, FACTORY, EventPipe
from labels.training.event_shapes import (
    CodedDoc,
    CodedEvent,
    EventData,
    FoundEvent,
    Piece,
    Range,
    Rules,
    in_code_points,
    pieces,
)
from labels.training.scores import Found, Scores

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TYPES, _ROLES, _CATEGORIES = (Scores(kind=kind) for kind in ("types", "roles", "categories"))
Reader = Callable[[CodedDoc], Sequence[FoundEvent]]  # of an article with its coded spans


@dataclass(frozen=True, slots=True)
class EventScores:
    """What the event parts are worth on some articles.

    Attributes:
        types, roles: with the coded triggers and spans given. A role counts for the trigger it belongs to.
        whole_types, whole_roles: from scratch.
        categories: event types of whole articles.
    """

    types: Scores = _TYPES
    roles: Scores = _ROLES
    whole_types: Scores = _TYPES
    whole_roles: Scores = _ROLES
    categories: Scores = _CATEGORIES

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {each.name: getattr(self, each.name).as_dict() for each in fields(self)}


def from_dict(values: Mapping[str, Any]) -> EventScores:
    """Return what `EventScores.as_dict` gave; what is missing there is scores of nothing."""
    return EventScores(**{each.name: scores.from_dict(values.get(each.name, {})) for each in fields(EventScores)})


def score_events(nlp: Language, test: EventData) -> EventScores:
    """Return what a pipeline's event parts are worth on coded articles; nothing where it has none.

    Only articles with events count: in others nobody may have looked for any.
    """
    coded = [each for each in test.docs if each.events]
    if FACTORY not in nlp.pipe_names or not coded:
        return EventScores()
    use_rules(nlp)
    pipe: Any = nlp.get_pipe(FACTORY)
    types, roles = compare(coded, reader(pipe))
    docs = [nlp(each.doc.text) for each in coded]
    again = iter(docs)
    whole_types, whole_roles = compare(coded, lambda _: _found(pipe, next(again)))
    return EventScores(types, roles, whole_types, whole_roles, _categories(nlp, coded, docs))


def reader(pipe: EventPipe) -> Reader:
    """Return what finds events with coded triggers and spans given."""

    def read(coded: CodedDoc) -> Sequence[FoundEvent]:
        return pipe.read(coded.doc, triggers_of(coded), coded.spans)

    return read


def rules_alone(train: EventData, rules: Rules) -> Reader:
    """Return the baseline: the type by trigger words, else the commonest; roles as `labels.drafts` fills them."""
    types = Counter(event.type for coded in train.docs for event in coded.events if event.type)
    commonest = next((path for path, _ in types.most_common(1)), "")

    def read(coded: CodedDoc) -> Sequence[FoundEvent]:
        view = View(coded.doc)
        found = []
        for trigger in triggers_of(coded):
            path = type_hint(train.book, view, trigger.range) or commonest
            said = rules(coded.doc, trigger.range, coded.spans, path)
            filled = tuple((role, *place, 1.0) for place, role in said.items())
            found.append(FoundEvent(trigger.start, trigger.end, path, 1.0, filled))
        return found

    return read


def commonest_alone(train: EventData) -> Reader:
    """Return the plainest baseline: every trigger of the commonest type, every span in its label's commonest role."""
    types = Counter(event.type for coded in train.docs for event in coded.events if event.type)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for coded in train.docs:
        labels = {span.range: span.label for span in coded.spans}
        for event in coded.events:
            for role, start, end in event.arguments:
                counted[labels.get((start, end), "")][role] += 1
    role_of = {label: roles.most_common(1)[0][0] for label, roles in counted.items()}
    path = next((each for each, _ in types.most_common(1)), "")

    def read(coded: CodedDoc) -> Sequence[FoundEvent]:
        view = View(coded.doc)
        return [_plain(view, coded, trigger, path, train, role_of) for trigger in triggers_of(coded)]

    return read


def _plain(
    view: View, coded: CodedDoc, trigger: Piece, path: str, train: EventData, role_of: Mapping[str, str]
) -> FoundEvent:
    near = candidates(view, trigger.range, coded.spans, train.book)
    filled = tuple((role_of[each.label], *each.range, 1.0) for each in near if each.label in role_of)
    return FoundEvent(trigger.start, trigger.end, path, 1.0, filled)


def triggers_of(coded: CodedDoc) -> list[Piece]:
    """Return the triggers of the coded events, once for each range."""
    labels = {span.range: span.label for span in reversed(coded.spans)}
    found = dict.fromkeys((event.start, event.end) for event in coded.events)
    return [Piece(*place, labels.get(place, "")) for place in found]


def compare(coded: Sequence[CodedDoc], read: Reader) -> tuple[Scores, Scores]:
    """Return scores of types and of roles for what a reader finds."""
    gold_types: list[list[Found]] = []
    found_types: list[list[Found]] = []
    gold_roles: list[list[Found]] = []
    found_roles: list[list[Found]] = []
    for each in coded:
        gold = [_as_told(each.doc, event) for event in each.events]
        found = [in_code_points(each.doc, event) for event in read(each)]
        gold_types.append(_types(gold))
        found_types.append(_types(found))
        gold_by, found_by = _roles(gold), _roles(found)
        for place in sorted(gold_by.keys() | found_by.keys()):
            gold_roles.append(gold_by.get(place, []))
            found_roles.append(found_by.get(place, []))
    types = scores.score(gold_types, found_types, kind="types")
    return types, scores.score(gold_roles, found_roles, kind="roles")


def _as_told(doc: Doc, event: CodedEvent) -> dict[str, Any]:
    arguments = tuple((*each, 1.0) for each in event.arguments)
    return in_code_points(doc, FoundEvent(event.start, event.end, event.type, 1.0, arguments))


def _types(told: Iterable[Mapping[str, Any]]) -> list[Found]:
    return [(each["start"], each["end"], each["type"]) for each in told if each["type"]]


def _roles(told: Iterable[Mapping[str, Any]]) -> dict[Range, list[Found]]:
    found: dict[Range, list[Found]] = defaultdict(list)
    for each in told:
        found[each["start"], each["end"]] += [(start, end, role) for role, start, end, _ in each["arguments"]]
    return found


def _found(pipe: EventPipe, doc: Doc) -> Sequence[FoundEvent]:
    spans = pieces(doc)
    return pipe.read(doc, [span for span in spans if span.label in pipe.book.triggers], spans)


def _categories(nlp: Language, coded: Sequence[CodedDoc], docs: Sequence[Doc]) -> Scores:
    if CATEGORIES not in nlp.pipe_names:
        return _CATEGORIES
    gold = [_cats(each.doc) for each in coded]
    return scores.score(gold, [_cats(doc) for doc in docs], kind="categories")


def _cats(doc: Doc) -> list[Found]:
    return [(0, 1, path) for path, value in doc.cats.items() if value >= 0.5]
