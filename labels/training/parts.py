"""The part of a pipeline that finds spans: linear-chain CRFs over words, their surroundings and known names.

On a project's few hundred articles a linear model with many features finds more than a small neural network without
pretrained weights, and learns in seconds. Several members, learnt from other seeds, are averaged, and a span's score is
its probability. What is found is in ``doc.spans["dateline"]`` with ``attrs["scores"]``, and in `doc.ents`.

`FILES` need spaCy, numpy, the standard library and one another alone, and go into exported packages as they are.
Importing this module makes its factory known to spaCy; only child processes do.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labels.training.span_crf import LEAST, TOGETHER, Crf, Floats, Ints, Learner, Triple, averaged, choose
from labels.training.span_features import Known, chunks_of, spread, word_features

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

FACTORY, FOUND, CODED = "dateline_names", "dateline", "sc"
FILES = ("span_crf.py", "span_features.py", "parts.py")
_MOST_WEIGHTS = 12_000_000  # of one CRF; what is rarest is left out
_ROUNDS = 15  # when spaCy's own command trains
_CLUSTERS = (50, 400)  # of word vectors, when there are some
_MOST_TURNS = 10  # of clustering
_ALIKE = 0.5  # how far a span's chance rises towards the best of its like

Hashes = NDArray[np.uint64]
Chunk = tuple[Ints, Ints]  # features (tokens × numbers) and tags


class NamePipe:
    """Finds spans in docs; a trainable part of a spaCy pipeline.

    Every run of spaCy's training loop trains one member, after `begin`. What overlaps is learnt in layers, the longest
    spans in the first, each by a CRF of its own.

    Attributes:
        least: probability of a span that is told of.
        members: the finished ones, each a CRF for every layer.
    """

    is_trainable = False  # weights are moved by `update` itself: AdaGrad on a few features, not spaCy's Adam on all

    def __init__(
        self, name: str = FACTORY, *, overlap: bool = False, layers: int = 2, least: float = LEAST, rate: float = 0.05
    ) -> None:
        """`overlap`: learn from ``doc.spans["sc"]`` in so many layers, not from `doc.ents`. `rate`: AdaGrad's."""
        self.name, self.overlap, self.least = name, overlap, least
        self._most_layers, self._rate = layers if overlap else 1, rate
        self._known = Known({}, {})
        self._features = np.zeros(0, np.uint64)
        self._centres: list[Floats] = []
        self._labels: list[list[str]] = []
        self._before: list[Callable[[Doc], Doc]] = []
        self._ready: dict[str, list[list[Chunk]]] = {}
        self._learners: list[Learner] = []
        self._voting: list[list[Crf]] | None = None
        self.members: list[list[Crf]] = []

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it finds."""
        return tuple(sorted({label for labels in self._labels for label in labels}))

    def __call__(self, doc: Doc) -> Doc:
        """Find the spans of a doc."""
        self.set_found(doc, self.find(doc))
        return doc

    def pipe(self, docs: Iterable[Doc], **_: Any) -> Iterator[Doc]:
        """Find the spans of docs."""
        yield from map(self, docs)

    def find(self, doc: Doc) -> list[tuple[Triple, float]]:
        """Return the spans of a doc with their probabilities, in order."""
        members = self._committee()
        if not len(doc) or not members:
            return []
        rows, chunks = self._numbered(self._seen(doc)), chunks_of(doc)
        found: dict[Triple, float] = {}
        for layer in zip(*members, strict=True):
            votes = averaged([crf.spans(rows, chunks) for crf in layer])
            whole = alike(doc, {span: chance for span, chance in votes.items() if not _blank_ended(doc, span)})
            for span, chance in choose(whole, self.least):
                found[span] = max(chance, found.get(span, 0.0))
        return sorted(found.items())

    def set_found(self, doc: Doc, found: Sequence[tuple[Triple, float]]) -> None:
        """Write what was found into a doc."""
        from spacy.tokens import Span, SpanGroup
        from spacy.util import filter_spans

        spans = [Span(doc, start, end, label=label) for (start, end, label), _ in found]
        for key in (FOUND, CODED) if self.overlap else (FOUND,):
            scores = [chance for _, chance in found]
            doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={"scores": scores})
        doc.set_ents(filter_spans(spans))

    def initialize(
        self, get_examples: Callable[[], Iterable[Any]], *, nlp: Language | None = None, knowledge: str | None = None
    ) -> None:
        """Look at the coded docs: which labels, names and features there are.

        Args:
            knowledge: JSON file with further names and lists: ``{"names": Names, "lists": Lists}``.
        """
        docs = [example.reference for example in get_examples()]
        coded = [_gold(doc, overlap=self.overlap) for doc in docs]
        self._known = _known(docs, coded, knowledge)
        self._before = [part for name, part in nlp.components if name != self.name] if nlp else []
        layered = [layers(spans, self._most_layers) for spans in coded]
        self._labels = [
            sorted({label for spans in layer for _, _, label in spans}) for layer in zip(*layered, strict=True)
        ]
        self._centres = [_clusters(docs, count) for count in _CLUSTERS] if nlp and nlp.vocab.vectors_length else []
        seen = [self._seen(self._plain(doc), spans) for doc, spans in zip(docs, coded, strict=True)]
        self._features = self._commonest(seen)
        for doc, rows, spans in zip(docs, seen, layered, strict=True):
            self._ready[doc.text] = self._tagged(doc, self._numbered(rows), spans)

    def begin(self, *, seed: int, steps: int, start: NamePipe | None = None) -> None:
        """Close the member that is being trained, and begin one.

        Args:
            steps: that are to come (`steps_of`).
            start: a pipe whose weights to begin with, as far as it knows labels and features.
        """
        self.close()
        fresh = [Crf.empty(labels, len(self._features)) for labels in self._labels]
        if start and start.members:
            _, here, there = np.intersect1d(self._features, start._features, assume_unique=True, return_indices=True)
            for new, old in zip(fresh, start.members[0], strict=False):
                new.take(old, here + 1, there + 1)
        self._learners = [
            Learner(crf, seed=31 * seed + depth, steps=steps, rate=self._rate) for depth, crf in enumerate(fresh)
        ]

    def close(self) -> None:
        """Close the member that is being trained."""
        self.members, self._learners, self._voting = self._committee(), [], None

    def drop(self) -> None:
        """Leave out the member that is being trained: half done it would only spoil the vote."""
        self._learners, self._voting = [], None

    def finish(self) -> None:
        """End all training: what was only needed for it is forgotten."""
        self.close()
        self._ready, self._before = {}, []

    def steps_of(self, rounds: int) -> int:
        """Return how many steps so many rounds through the docs of `initialize` are, at least."""
        return max(1, rounds * sum(len(layered[0]) for layered in self._ready.values() if layered) // TOGETHER)

    def update(
        self, examples: Iterable[Any], *, drop: float = 0.0, sgd: Any = None, losses: dict[str, float] | None = None
    ) -> dict[str, float]:
        """Learn from examples; spaCy's optimizer has no part in it. `drop`: share of features left out."""
        if not self._learners and not self.members:  # by spaCy's own command
            self.begin(seed=0, steps=self.steps_of(_ROUNDS))
        losses = {} if losses is None else losses
        ready = [self._prepared(example.reference) for example in examples]
        for depth, learner in enumerate(self._learners):
            loss = learner.learn([chunk for layered in ready for chunk in layered[depth]], drop)
            losses[self.name] = losses.get(self.name, 0.0) + loss
        self._voting = None
        return losses

    def score(self, examples: Iterable[Any], **_: Any) -> dict[str, Any]:
        """Return precision, recall and F of spans with exact bounds: ``dateline_p``, ``dateline_r``, ``dateline_f``."""
        hits = found = coded = 0
        for example in examples:
            gold = set(_gold(example.reference, overlap=self.overlap))
            mine = {_triple(span) for span in example.predicted.spans.get(FOUND, ())}
            hits, found, coded = hits + len(gold & mine), found + len(mine), coded + len(gold)
        shares = hits / max(1, found), hits / max(1, coded), 2 * hits / max(1, found + coded)
        return dict(zip(("dateline_p", "dateline_r", "dateline_f"), shares, strict=True))

    def to_disk(self, path: Path | str, **_: Any) -> None:
        """Write it into a folder: JSON and arrays."""
        folder, members = Path(path), self._committee()
        folder.mkdir(parents=True, exist_ok=True)
        told = {"names": self._known.names, "lists": self._known.lists, "labels": self._labels, "members": len(members)}
        (folder / "known.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        arrays: dict[str, Any] = {f"centres.{at}": centres for at, centres in enumerate(self._centres)}
        for at, member in enumerate(members):
            for depth, crf in enumerate(member):
                arrays |= {f"weights.{at}.{depth}": crf.weights, f"moves.{at}.{depth}": crf.moves}
        np.savez_compressed(folder / "weights.npz", features=self._features, **arrays)

    def from_disk(self, path: Path | str, **_: Any) -> NamePipe:
        """Read what `to_disk` wrote."""
        told = json.loads((Path(path) / "known.json").read_text(encoding="utf-8"))
        self._known, self._labels = Known(told["names"], told["lists"]), told["labels"]
        with np.load(Path(path) / "weights.npz", allow_pickle=False) as file:
            arrays = dict(file)
        self._features = arrays["features"]
        self._centres = [arrays[name] for name in sorted(arrays) if name.startswith("centres.")]
        self.members = [
            [
                Crf(labels, arrays[f"weights.{at}.{depth}"], arrays[f"moves.{at}.{depth}"])
                for depth, labels in enumerate(self._labels)
            ]
            for at in range(told["members"])
        ]
        return self

    def _committee(self) -> list[list[Crf]]:
        """Return the members, with the one that is being trained as it stands."""
        if not self._learners:
            return self.members
        if self._voting is None:
            self._voting = [*self.members, [learner.average() for learner in self._learners]]
        return self._voting

    def _plain(self, doc: Doc) -> Doc:
        """Return a doc with the same words and what the parts before this one say of them, without its coding."""
        from spacy.tokens import Doc

        plain = Doc(doc.vocab, [token.text for token in doc], [bool(token.whitespace_) for token in doc])
        for part in self._before:
            plain = part(plain)
        return plain

    def _seen(self, doc: Doc, coded: Sequence[Triple] | None = None) -> Hashes:
        """Return the hashed features of each token, 0 for none; `coded`: what a doc to learn from holds itself."""
        from spacy.strings import get_string_id

        rows = word_features(doc)
        spread(rows, self._known.marks(doc, None if coded is None else self._known.own(doc, coded)))
        spread(rows, [[*_said(token), *self._near(token)] for token in doc])
        wide = max((len(row) for row in rows), default=0)
        hashed = [[*map(get_string_id, row)] + [0] * (wide - len(row)) for row in rows]
        return np.array(hashed, np.uint64).reshape(len(rows), wide)

    def _near(self, token: Token) -> list[str]:
        """Return the clusters of a token's vector."""
        if not self._centres or not token.has_vector:
            return []
        return [f"v{len(centres)}:{int(np.argmax(centres @ _unit(token.vector)))}" for centres in self._centres]

    def _commonest(self, seen: Sequence[Hashes]) -> Hashes:
        """Return the features in ascending order, when they are too many the commonest; their place is their number."""
        keys, counts = np.unique(np.concatenate([np.zeros(0, np.uint64), *map(np.ravel, seen)]), return_counts=True)
        keys, counts = keys[keys > 0], counts[keys > 0]
        most = _MOST_WEIGHTS // max((1 + 2 * len(labels) for labels in self._labels), default=1)
        return np.sort(keys[np.argsort(-counts, kind="stable")[:most]])

    def _numbered(self, seen: Hashes) -> Ints:
        """Return the numbers of features, from 1; 0 for those not known."""
        if not len(self._features):
            return np.zeros(seen.shape, np.int32)
        at = np.minimum(np.searchsorted(self._features, seen), len(self._features) - 1)
        return np.where(self._features[at] == seen, at + 1, 0).astype(np.int32)

    def _prepared(self, doc: Doc) -> list[list[Chunk]]:
        """Return what there is to learn from a doc; what was not there at `initialize` is looked at now."""
        if doc.text not in self._ready:
            coded = _gold(doc, overlap=self.overlap)
            rows = self._numbered(self._seen(self._plain(doc), coded))
            self._ready[doc.text] = self._tagged(doc, rows, layers(coded, self._most_layers))
        return self._ready[doc.text]

    def _tagged(self, doc: Doc, rows: Ints, layered: list[list[Triple]]) -> list[list[Chunk]]:
        """Return features and tags of each chunk, for each layer; chunks with tokens of unknown tag are left out."""
        chunks = [(start, end) for start, end in chunks_of(doc) if not _missing(doc, start, end)]
        tags = [_tags(len(doc), spans, labels, chunks) for spans, labels in zip(layered, self._labels, strict=True)]
        return [[(rows[start:end], line[start:end]) for start, end in chunks] for line in tags]


def layers(spans: Iterable[Triple], count: int) -> list[list[Triple]]:
    """Deal spans out so that none overlap within a layer, the longest first; what finds no room is left out."""
    dealt: list[list[Triple]] = [[] for _ in range(count)]
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        for layer in dealt:
            if all(end <= other or start >= until for other, until, _ in layer):
                layer.append((start, end, label))
                break
    return dealt


def _gold(doc: Doc, *, overlap: bool) -> list[Triple]:
    return [_triple(span) for span in (doc.spans.get(CODED, ()) if overlap else doc.ents)]


def _triple(span: Span) -> Triple:
    return span.start, span.end, span.label_


def alike(doc: Doc, chances: Mapping[Triple, float]) -> dict[Triple, float]:
    """Raise the chance of each span half the way to the best that the same words have, with the same label, in the doc.

    Within one article a name mostly means one thing (Gale, Church & Yarowsky 1992, "One sense per discourse").
    """
    best: dict[tuple[str, str], float] = {}
    words = {span: (doc[span[0] : span[1]].text, span[2]) for span in chances}
    for span, chance in chances.items():
        best[words[span]] = max(chance, best.get(words[span], 0.0))
    return {span: chance + _ALIKE * (best[words[span]] - chance) for span, chance in chances.items()}


def _blank_ended(doc: Doc, span: Triple) -> bool:
    """Say whether a span begins or ends with white space, which spaCy does not take."""
    return bool(doc[span[0]].is_space or doc[span[1] - 1].is_space)


def _missing(doc: Doc, start: int, end: int) -> bool:
    """Say whether a chunk has tokens of which nothing is known, in a doc of which something is."""
    return doc.has_annotation("ENT_IOB") and any(doc[at].ent_iob == 0 for at in range(start, end))


def _tags(length: int, spans: Iterable[Triple], labels: list[str], chunks: Iterable[tuple[int, int]]) -> Ints:
    tags = np.zeros(length, np.int64)
    for start, end, label in spans:
        if label in labels:
            tags[start:end] = 2 + 2 * labels.index(label)
            tags[start] -= 1
    for start, _ in chunks:
        if tags[start] and tags[start] % 2 == 0:  # the span began in the chunk before
            tags[start] -= 1
    return tags


def _said(token: Token) -> list[str]:
    """Return what the parts before ours, of a base pipeline, say of a token."""
    said = (("e", f"{token.ent_iob_}{token.ent_type_}"), ("t", token.tag_), ("o", token.pos_), ("d", token.dep_))
    return [f"{kind}:{value}" for kind, value in said if value]


def _known(docs: Sequence[Doc], coded: Sequence[list[Triple]], further: str | None) -> Known:
    """Return the names of the coded docs with their counts, and what a file has beside them."""
    data = json.loads(Path(further).read_text(encoding="utf-8")) if further else {"names": {}, "lists": {}}
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for doc, spans in zip(docs, coded, strict=True):
        for start, end, label in spans:
            found[" ".join(token.lower_ for token in doc[start:end])][label] += 1
    plain = Known({name: dict.fromkeys(labels, (0, 0)) for name, labels in found.items()}, {})
    seen = Counter(name for doc in docs for name in plain.occurrences(doc))
    names = {
        name: {label: (count, max(0, seen[name] - count)) for label, count in labels.items()}
        for name, labels in found.items()
    }
    return Known(data["names"] | names, data["lists"])


def _clusters(docs: Iterable[Doc], count: int) -> Floats:
    """Return the centres of the vectors of the words in the docs (spherical k-means, Dhillon & Modha 2001)."""
    words = {token.lower_: _unit(token.vector) for doc in docs for token in doc if token.has_vector}
    rows = np.stack([words[word] for word in sorted(words)]) if words else np.zeros((1, 1), np.float32)
    centres = rows[:: max(1, len(rows) // count)][:count].copy()
    for _ in range(_MOST_TURNS):
        nearest = (rows @ centres.T).argmax(1)
        for at in range(len(centres)):
            if (nearest == at).any():
                centres[at] = _unit(rows[nearest == at].sum(0))
    return np.asarray(centres, np.float32)


def _unit(vector: Any) -> Floats:
    return np.asarray(vector / (float(np.linalg.norm(vector)) or 1.0), np.float32)


def make(nlp: Language, name: str, overlap: bool, layers: int, least: float, rate: float) -> NamePipe:
    """Return an empty part: the factory."""
    return NamePipe(name, overlap=overlap, layers=layers, least=least, rate=rate)


def register() -> None:
    """Make the factory known to spaCy."""
    from spacy.language import Language

    if not Language.has_factory(FACTORY):
        usual = {"overlap": False, "layers": 2, "least": LEAST, "rate": 0.05}
        weights: dict[str, float | None] = {"dateline_f": 1.0, "dateline_p": 0.0, "dateline_r": 0.0}
        Language.factory(
            FACTORY,
            assigns=["doc.ents", "doc.spans"],
            default_config=usual,
            default_score_weights=weights,
            func=make,
        )


register()
