"""The project's codebook and coded events in the form that the event parts of a pipeline learn from.

Docs come from `labels.training.docs`, which have the events of the export with them; nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from corpus.store import Store
from labels import draft_roles, event_types, roles
from labels import labels as label_rows
from labels.draft_scene import scene_of
from labels.formats.docbin_writer import SPANS_KEY
from labels.label import Kind, Label
from labels.role import Role, RoleKind, Slot
from labels.span import HUMAN, Span
from labels.training.event_parts import FACTORY
from labels.training.event_shapes import Book, CodedDoc, CodedEvent, EventData, Piece, Range, RoleSketch, Rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_REACH = 2000  # code points about a trigger; further away fills none of its roles here
EVENTS = "events"  # key of `doc.user_data`, as the export writes it


def book(store: Store) -> Book:
    """Return what the event parts need of the project's codebook; what is retired is left out."""
    all_labels = label_rows.all_labels(store)
    names = {label.id: label.name for label in all_labels}
    all_roles = roles.all_roles(store)
    types = event_types.all_types(store)
    return Book(
        types={each.path: each.words for each in types},
        roles={role.name: _sketch(role, names) for role in all_roles},
        triggers=tuple(label.name for label in all_labels if label.kind == "event"),
        roles_of={each.path: tuple(role.name for role in roles.for_type(store, each.id)) for each in types},
        kinds={label.name: label.kind for label in all_labels},
    )


def _sketch(role: Role, names: dict[int, str]) -> RoleSketch:
    return RoleSketch(role.kind, role.slot, tuple(names[each] for each in role.labels if each in names), role.many)


def event_data(docs: Iterable[Doc], of: Book) -> EventData:
    """Return the coded events of docs that `labels.training.docs` made."""
    return EventData(of, tuple(_coded(doc, of) for doc in docs))


def _coded(doc: Doc, of: Book) -> CodedDoc:
    spans = tuple(Piece(each.start, each.end, each.label_) for each in doc.spans.get(SPANS_KEY, ()))
    return CodedDoc(doc, spans, tuple(_events(doc.user_data.get(EVENTS, ()), of)))


def _events(told: Iterable[dict[str, Any]], of: Book) -> Iterator[CodedEvent]:
    for event in told:
        if event["tokens"]:
            filled = (argument for argument in event["arguments"] if argument["tokens"])
            arguments = tuple((each["role"], *_range(each["tokens"])) for each in filled if each["role"] in of.roles)
            yield CodedEvent(*_range(event["tokens"]), event["type"] if event["type"] in of.types else "", arguments)


def _range(tokens: Sequence[int]) -> Range:
    return int(tokens[0]), int(tokens[1])


# What the drafts' rules say ------------------------------------------------------------------------------------------


def use_rules(nlp: Language) -> None:
    """Let the event part of a loaded pipeline, where it has one, hear the rules; its folder cannot hold them."""
    if FACTORY in nlp.pipe_names:
        part: Any = nlp.get_pipe(FACTORY)
        part.rules = rules_of(part.book)


def rules_of(of: Book) -> Rules:
    """Return what says, as `labels.drafts` would, which span fills which role: the prior of `EventPipe`."""
    return _DraftRules(of)


class _DraftRules:
    """Asks the drafts' rules; it keeps what it made of the doc asked about last, as triggers come doc by doc."""

    def __init__(self, of: Book) -> None:
        self._book = of
        self._labels = {name: _label(number, name, of.kinds[name]) for number, name in enumerate(of.kinds, start=1)}
        self._roles = {
            name: _role(number, name, sketch, self._labels)
            for number, (name, sketch) in enumerate(of.roles.items(), start=1)
        }
        self._asked: tuple[Doc, Sequence[Piece]] | None = None
        self._text, self._spans = "", list[Span]()

    def __call__(self, doc: Doc, trigger: Range, spans: Sequence[Piece], path: str) -> dict[Range, str]:
        """Return the role of each span that fills one."""
        if self._asked is None or self._asked[0] is not doc or self._asked[1] is not spans:
            self._asked, self._text = (doc, spans), doc.text
            self._spans = [
                _span(number, doc, each, self._labels)
                for number, each in enumerate(spans)
                if each.label in self._labels
            ]
        own = _span(-1, doc, Piece(*trigger, _trigger_label(trigger, spans, self._book)), self._labels)
        others = (each for each in self._spans if each.range != own.range)
        near = [each for each in others if own.start - _REACH < each.start < own.end + _REACH]
        scene = scene_of(self._text, [*near, own], self._labels.values(), trigger=own, at=own.range)
        known = self._book.roles_of.get(path, tuple(self._roles))
        fillings = draft_roles.fill(scene, [self._roles[name] for name in known if name in self._roles])
        return {spans[each.span.id].range: each.role.name for each in fillings}


def _trigger_label(trigger: Range, spans: Sequence[Piece], of: Book) -> str:
    there = (each.label for each in spans if each.range == trigger and each.label in of.triggers)
    return next(there, of.triggers[0] if of.triggers else "")


def _span(number: int, doc: Doc, piece: Piece, labels: dict[str, Label]) -> Span:
    words = doc[piece.start : piece.end]
    label = labels.get(piece.label)
    return Span(
        number, "", 0, words.start_char, words.end_char, label.id if label else 0, piece.label, 0, "", HUMAN,
        words.text, "", "", False, "", "",
    )  # fmt: skip


def _label(number: int, name: str, kind: str) -> Label:
    return Label(number, "", name, cast("Kind", kind), "", "", "", number, None, False)


def _role(number: int, name: str, sketch: RoleSketch, labels: dict[str, Label]) -> Role:
    ids = tuple(labels[each].id for each in sketch.labels if each in labels)
    kind, slot = cast("RoleKind", sketch.kind), cast("Slot", sketch.slot)
    return Role(number, "", name, kind, slot, "", sketch.many, False, ids, (), number, False)
