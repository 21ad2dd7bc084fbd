"""The parts of a pipeline that know events: of which type a trigger is, and which span fills which of its roles.

Two linear classifiers over words, and spaCy's `textcat_multilabel` over bags of words for whole articles. Events are
few where spans are many, so that nothing larger would learn; what rules say (the codebook's trigger words; for roles
whoever sets `EventPipe.rules`) is the prior.

`FILES` need spaCy, numpy, the standard library and one another alone, and go into exported packages as they are. What
is found is in ``doc.user_data["dateline_events"]``, in code points.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from labels.training.event_features import View, candidates, role_features, type_features, type_hint
from labels.training.event_linear import Examples, Floats, Linear
from labels.training.event_shapes import (
    FOUND,
    NONE,
    Book,
    CodedDoc,
    EventData,
    EventTold,
    FoundEvent,
    Piece,
    Range,
    Rules,
    Tell,
    book_from_json,
    book_to_json,
    in_code_points,
    pieces,
    silent,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FACTORY, CATEGORIES = "dateline_events", "dateline_types"
FILES = ("event_shapes.py", "event_features.py", "event_linear.py", "event_parts.py")
FEWEST_EVENTS, FEWEST_ARTICLES = 6, 4  # below, nothing is learnt
_ROUNDS, _AT_ONCE = 15, 8  # of the categories
LEAST = 0.1  # how likely a trigger must be coded as an event to be told of: a rejection is one key
_LEAST_ROLE = 0.3
_EVENT = "event"
_TRUST_WORDS = 5.0  # what the codebook's trigger words weigh at first
_BAG_OF_WORDS = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "ngram_size": 1,
    "no_output_layer": False,
    "length": 16384,
}


def add_event_parts(
    nlp: Language, train: EventData, *, seed: int = 0, told: Tell = silent, rules: Rules | None = None
) -> dict[str, Any]:
    """Learn events and put the parts at the end of a pipeline; what `told` raises leaves the pipeline as it was.

    Args:
        rules: says which span fills which role, as a prior; see `labels.training.event_docs.rules_of`.

    Returns:
        What was learnt from, for JSON: ``events``, ``types``, ``roles``, ``categories`` (numbers) and ``notes``, plain
        sentences on what was left out. Nothing is added where there is too little.
    """
    report: dict[str, Any] = {"events": train.events, "types": 0, "roles": 0, "categories": 0, "notes": []}
    for name in (FACTORY, CATEGORIES):
        if name in nlp.pipe_names:  # of the pipeline that this one is based on
            nlp.remove_pipe(name)
    if train.events < FEWEST_EVENTS:
        few = f"{train.events} of the {FEWEST_EVENTS} events that a model needs to learn from; rules suggest events."
        return report | {"notes": [f"There are {few}"]}
    pipe = EventPipe(train.book, rules=rules)
    report |= pipe.learn(train, seed=seed, told=told)
    docs = [each.doc for each in train.docs if each.doc.cats]
    if len(docs) >= FEWEST_ARTICLES and len({path for doc in docs for path in doc.cats}) > 1:
        report["categories"] = _add_categories(nlp, docs, seed=seed, told=told)
    register()
    added: Any = nlp.add_pipe(FACTORY, last=True)
    added.take(pipe)
    return report


def register() -> None:
    """Make the factory known to spaCy, before a pipeline with these parts is loaded."""
    from spacy.language import Language

    if not Language.has_factory(FACTORY):
        Language.factory(FACTORY, assigns=["doc.user_data"], func=make)


def make(nlp: Language, name: str) -> EventPipe:
    """Return an empty part: the factory."""
    return EventPipe(Book())


class EventPipe:
    """Finds the events of docs whose spans are found already.

    Attributes:
        rules: says which span fills which role, as a prior; not kept on disk.
    """

    def __init__(self, book: Book, *, rules: Rules | None = None) -> None:
        self.book = book
        self.rules = rules
        self._worth = Linear()
        self._types = Linear()
        self._roles = Linear()

    def __call__(self, doc: Doc) -> Doc:
        """Find the events of a doc."""
        spans = pieces(doc)
        triggers = [span for span in spans if span.label in self.book.triggers]
        doc.user_data[FOUND] = [in_code_points(doc, each) for each in self.read(doc, triggers, spans, least=LEAST)]
        return doc

    def read(
        self, doc: Doc, triggers: Sequence[Piece], spans: Sequence[Piece], *, least: float = 0.0
    ) -> list[FoundEvent]:
        """Return the events of these triggers; those that are likelier than `least` to be coded as events at all."""
        view = View(doc)
        found = []
        for trigger in triggers:
            coded = self.is_event(view, trigger.range)
            path, likely = self.type_of(view, trigger.range) if coded >= least else (NONE, 0.0)
            if path:
                arguments = self.arguments(view, trigger.range, spans, path, triggers)
                found.append(FoundEvent(trigger.start, trigger.end, path, likely * coded * trigger.score, arguments))
        return found

    def type_of(self, view: View, trigger: Range) -> tuple[str, float]:
        """Return the likeliest type of a trigger, and how likely it is."""
        if not self._types.labels:
            return NONE, 0.0
        chances = self._types.chances([type_features(view, trigger)], [type_hint(self.book, view, trigger)])[0]
        best = int(np.argmax(chances))
        return self._types.labels[best], float(chances[best])

    def is_event(self, view: View, trigger: Range) -> float:
        """Return how likely a coder makes an event of a trigger."""
        labels = self._worth.labels
        if len(labels) < 2:
            return 1.0
        return float(self._worth.chances([type_features(view, trigger)], [None])[0][labels.index(_EVENT)])

    def arguments(
        self, view: View, trigger: Range, spans: Sequence[Piece], path: str, triggers: Sequence[Piece]
    ) -> tuple[tuple[str, int, int, float], ...]:
        """Return what fills the roles of an event: the surest pairs first, a span in one role at most."""
        near = candidates(view, trigger, spans, self.book)
        if not near or not self._roles.labels:
            return ()
        said = self.rules(view.doc, trigger, spans, path) if self.rules else {}
        rows = [role_features(view, trigger, span, near, triggers, path) for span in near]
        chances = self._roles.chances(rows, [said.get(span.range) for span in near])
        return self._decoded(near, chances, path)

    def learn(self, train: EventData, *, seed: int, told: Tell = silent) -> dict[str, Any]:
        """Learn from coded events; see `add_event_parts`."""
        worded = [path for path, words in self.book.types.items() if words]
        worth, types, roles = Examples(), Examples(trust=_TRUST_WORDS, labels=worded), Examples()
        for coded in train.docs:
            if coded.events:  # an article without events may be one whose events nobody coded
                self._collect(coded, worth, types, roles)
        self._worth = worth.learn(seed=seed, told=_as("events", told))
        self._types = types.learn(seed=seed, told=_as("event types", told))
        self._roles = roles.learn(seed=seed, told=_as("roles", told))
        return {"types": len(self._types.labels), "roles": len(set(self._roles.labels) - {NONE})}

    def take(self, other: EventPipe) -> None:
        """Take over what another has learnt."""
        self.book, self.rules = other.book, other.rules
        self._worth, self._types, self._roles = other._worth, other._types, other._roles

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write book and weights into a folder; JSON and numpy arrays without pickle."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "book.json").write_text(json.dumps(book_to_json(self.book), ensure_ascii=False), "utf-8")
        self._worth.write(folder / "worth.npz")
        self._types.write(folder / "types.npz")
        self._roles.write(folder / "roles.npz")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EventPipe:
        """Read what `to_disk` wrote."""
        folder = Path(path)
        self.book = book_from_json(json.loads((folder / "book.json").read_text("utf-8")))
        files = (folder / f"{name}.npz" for name in ("worth", "types", "roles"))
        self._worth, self._types, self._roles = map(Linear.read, files)
        return self

    def _collect(self, coded: CodedDoc, worth: Examples, types: Examples, roles: Examples) -> None:
        view = View(coded.doc)
        triggers = [span for span in coded.spans if span.label in self.book.triggers]
        of_event = dict.fromkeys((event.start, event.end) for event in coded.events)
        for event in coded.events:
            trigger = (event.start, event.end)
            if event.type:
                types.add(type_features(view, trigger), event.type, type_hint(self.book, view, trigger))
            filled = {(start, end): role for role, start, end in reversed(event.arguments)}
            near = candidates(view, trigger, coded.spans, self.book)
            said = self.rules(coded.doc, trigger, coded.spans, event.type) if self.rules else {}
            for span in near:
                row = role_features(view, trigger, span, near, triggers, event.type)
                roles.add(row, filled.get(span.range, NONE), said.get(span.range))
        for place in dict.fromkeys((*of_event, *(span.range for span in triggers))):
            worth.add(type_features(view, place), _EVENT if place in of_event else NONE, None)

    def _decoded(self, near: Sequence[Piece], chances: Floats, path: str) -> tuple[tuple[str, int, int, float], ...]:
        labels = self._roles.labels
        none = chances[:, labels.index(NONE)] if NONE in labels else np.zeros(len(near))
        pairs = sorted(
            (-float(chances[row, column]), row, column)
            for row, span in enumerate(near)
            for column, role in enumerate(labels)
            if role and chances[row, column] >= none[row] and self.book.may(role, span.label, path)
        )
        chosen: dict[int, tuple[str, float]] = {}
        taken: set[str] = set()
        for chance, row, column in pairs:
            role = labels[column]
            if row not in chosen and -chance >= _LEAST_ROLE and (role not in taken or self.book.roles[role].many):
                chosen[row] = role, -chance
                taken.add(role)
        return tuple((chosen[row][0], *near[row].range, chosen[row][1]) for row in sorted(chosen))


def _as(phase: str, told: Tell) -> Callable[[int, int, float], None]:
    return lambda step, steps, loss: told(EventTold(phase, step, steps, loss))


# Categories of whole articles ----------------------------------------------------------------------------------------


def _add_categories(nlp: Language, docs: Sequence[Doc], *, seed: int, told: Tell) -> int:
    """Add a part that says which event types an article reports; returns how many it knows."""
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(seed)
    random = np.random.default_rng(seed)
    examples = [_example(nlp, doc) for doc in docs]
    pipe: Any = nlp.add_pipe("textcat_multilabel", name=CATEGORIES, config={"model": _BAG_OF_WORDS}, last=True)
    try:
        pipe.initialize(lambda: examples, nlp=nlp, labels=sorted({path for doc in docs for path in doc.cats}))
        optimizer = Adam(0.01)
        for number in range(1, _ROUNDS + 1):
            losses: dict[str, float] = {}
            order = random.permutation(len(examples))
            for at in range(0, len(order), _AT_ONCE):
                some = [examples[each] for each in order[at : at + _AT_ONCE]]
                pipe.update(some, sgd=optimizer, losses=losses, drop=0.2)
            told(EventTold("categories", number, _ROUNDS, sum(losses.values()) / len(examples)))
    except BaseException:
        nlp.remove_pipe(CATEGORIES)
        raise
    return len(pipe.labels)


def _example(nlp: Language, doc: Doc) -> Any:
    from spacy.tokens import Doc
    from spacy.training import Example

    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    return Example.from_dict(Doc(nlp.vocab, words=words, spaces=spaces), {"cats": dict(doc.cats)})
