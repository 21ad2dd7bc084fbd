"""What the event parts of a pipeline learn from, and what they find; offsets are tokens of a doc, half-open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

FOUND = "dateline_events"  # key of `doc.user_data`
SPANS = "dateline"  # key of `doc.spans` where the pipeline puts its scored spans
NONE = ""  # the type of what is no event, the role of what fills none

Range = tuple[int, int]  # tokens of the doc, half-open


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled span in tokens, half-open; `score` is how sure its finder was."""

    start: int
    end: int
    label: str
    score: float = 1.0

    @property
    def range(self) -> Range:
        """Start and end in tokens."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class RoleSketch:
    """What the parts need of a role: its kind and slot, the names of the labels that fill it, whether by several."""

    kind: str
    slot: str
    labels: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What the parts need of a codebook.

    Attributes:
        types: trigger words of each event type, by its path. triggers: labels whose spans may trigger events.
        roles: by name. roles_of: names of the roles of each type, by its path; a type that is not there has all.
        kinds: kind of each label.
    """

    types: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, RoleSketch] = field(default_factory=dict)
    triggers: tuple[str, ...] = ()
    roles_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def may(self, role: str, label: str, path: str) -> bool:
        """Whether a span of that label may fill a role of an event of that type."""
        sketch = self.roles.get(role)
        return bool(sketch and label in sketch.labels and role in self.roles_of.get(path, self.roles))


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as coded: its trigger in tokens, the path of its type, and name and tokens of what fills its roles."""

    start: int
    end: int
    type: str
    arguments: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CodedDoc:
    """An article with its coded spans and events; its categories are in ``doc.cats``."""

    doc: Doc
    spans: tuple[Piece, ...]
    events: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True)
class EventData:
    """What is learnt from, or scored against."""

    book: Book
    docs: tuple[CodedDoc, ...] = ()

    @property
    def events(self) -> int:
        """How many events there are."""
        return sum(len(each.events) for each in self.docs)


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event as found, in tokens; arguments are role, start, end and score. Scores are 0 to 1."""

    start: int
    end: int
    type: str
    score: float
    arguments: tuple[tuple[str, int, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class EventTold:
    """How far learning is: which part, steps done and expected, and the mean loss of the last round."""

    phase: str
    step: int
    steps: int
    loss: float


Rules = Callable[["Doc", Range, Sequence[Piece], str], "dict[Range, str]"]  # of a trigger and type: role by span
Tell = Callable[[EventTold], None]


def silent(told: EventTold) -> None:
    """Tell nobody."""


def pieces(doc: Doc) -> list[Piece]:
    """Return the spans that a pipeline found in a doc, with their scores; its entities where there are no others."""
    if SPANS in doc.spans:
        group = doc.spans[SPANS]
        scores = group.attrs.get("scores")
        sure = [float(each) for each in scores] if scores is not None else [1.0] * len(group)
        return [Piece(each.start, each.end, each.label_, score) for each, score in zip(group, sure, strict=True)]
    return [Piece(each.start, each.end, each.label_) for each in doc.ents]


def in_code_points(doc: Doc, event: FoundEvent) -> dict[str, Any]:
    """Return an event for JSON: ``start``, ``end``, ``type``, ``score`` and ``arguments``, lists of role to score."""
    bounds = [*_chars(doc, event.start, event.end)]
    arguments = [[role, *_chars(doc, start, end), score] for role, start, end, score in event.arguments]
    return {"start": bounds[0], "end": bounds[1], "type": event.type, "score": event.score, "arguments": arguments}


def _chars(doc: Doc, start: int, end: int) -> Range:
    return int(doc[start].idx), int(doc[end - 1].idx + len(doc[end - 1]))


def book_to_json(book: Book) -> dict[str, Any]:
    """Return a book for JSON."""
    roles = {name: [each.kind, each.slot, each.labels, each.many] for name, each in book.roles.items()}
    return {
        "types": book.types, "roles": roles, "triggers": book.triggers, "roles_of": book.roles_of, "kinds": book.kinds
    }  # fmt: skip


def book_from_json(values: dict[str, Any]) -> Book:
    """Return what `book_to_json` gave."""
    return Book(
        {path: tuple(words) for path, words in values["types"].items()},
        {
            name: RoleSketch(kind, slot, tuple(labels), many)
            for name, (kind, slot, labels, many) in values["roles"].items()
        },
        tuple(values["triggers"]),
        {path: tuple(names) for path, names in values["roles_of"].items()},
        dict(values["kinds"]),
    )
