"""The .spacy files of an export: which articles are in which, when one can be kept, and how one is made."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from corpus.store import Store
from labels.formats import ledger, selection
from labels.formats.docbin_events import EventParts
from labels.formats.docbin_spans import REASONS, FittedSpans, Ints, entities, fit
from labels.formats.docbin_tokens import BatchTokenizer, TokenBatch
from labels.formats.docbin_writer import DocBinBuilder
from labels.formats.lines import escape_line_ends
from labels.formats.selection import Item
from labels.formats.splits import SPLITS, Split
from labels.tokens import Tokenizer

_FORMAT = 2  # raised when the same coding would give other files
_MOST_ARTICLES = 20_000  # in one file; spaCy reads a file as a whole
_MOST_LENGTH = 150_000_000  # code points in one file
_USUAL_ARTICLES = 5_000  # in each file of a split that needs several
_MANY_ARTICLES = 1_000  # for which it pays to read all remembered pieces at once
_MOST_PIECES = 200_000  # held beside that, some 40 MB
_MOST_STRINGS = 120_000  # different tokens held from one file to the next: some 50 MB with what belongs to them


@dataclass(frozen=True)
class Shard:
    """One .spacy file to be: its name in the export's folder and its articles.

    Attributes:
        fingerprint: changes when anything that goes into the file or its part of the ledger changes.
    """

    name: str
    split: Split
    items: Sequence[Item]
    fingerprint: str


@dataclass
class Made:
    """What is in a .spacy file that has been written; kept in the manifest, so that the file need not be read.

    Attributes:
        flat: spans in `doc.ents`.
        lengths: number of spans by length in tokens.
        ledger_size, ledger_sha256: its part of ledger.jsonl, bytes.
        events, relations, unrelated: see `docbin_events.BatchEvents`; `relations_sha256` is "" without such a file.
    """

    fingerprint: str
    articles: int = 0
    tokens: int = 0
    flat: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    sha256: str = ""
    ledger_size: int = 0
    ledger_sha256: str = ""
    events: int = 0
    relations: int = 0
    unrelated: int = 0
    relations_sha256: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-able values."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, given: Any) -> Made | None:
        """Undo `to_json`; None when that is not what was given."""
        try:
            made = cls(**given)
            made.reasons, made.labels = Counter(made.reasons), Counter(made.labels)
            made.lengths = Counter({int(length): count for length, count in made.lengths.items()})
        except (TypeError, ValueError, AttributeError):
            return None
        return made


def relations_name(name: str) -> str:
    """Return where the relations of a .spacy file are: ``relations/train.jsonl``."""
    return f"relations/{name.removesuffix('.spacy')}.jsonl"


def plan(
    items: Sequence[Item], splits: Mapping[str, Split], marks: Mapping[int, bytes], settings: Sequence[object]
) -> list[Shard]:
    """Deal the articles out to files: `train.spacy`, `dev.spacy`, `test.spacy`, always, however few there are.

    A split too large for one file becomes a folder of that name instead (`train/0000.spacy` ...), dealt by the
    articles' hashes, so that a new article changes one file only.

    Args:
        splits: split of every group.
        marks: of each article with coding; changes with its coding.
        settings: whatever else decides what the files look like.
    """
    head = json.dumps([_FORMAT, *settings])
    shards = []
    for split in SPLITS:
        mine = [item for item in items if splits[item.group] == split]
        for name, dealt in _deal(split, mine):
            shards.append(Shard(name, split, dealt, _fingerprint(f"{head}{split}", dealt, marks)))
    return shards


def _deal(split: Split, items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    if len(items) <= _MOST_ARTICLES and sum(item.length for item in items) <= _MOST_LENGTH:
        return [(f"{split}.spacy", [*items])]
    parts = 1
    while parts * _USUAL_ARTICLES < len(items) or parts * _MOST_LENGTH < sum(item.length for item in items):
        parts *= 2
    dealt: list[list[Item]] = [[] for _ in range(parts)]
    for item in items:
        dealt[int(item.sha256[:8], 16) % parts].append(item)
    return [(f"{split}/{number:04}.spacy", part) for number, part in enumerate(dealt)]


def _fingerprint(head: str, items: Sequence[Item], marks: Mapping[int, bytes]) -> str:
    check = hashlib.sha256(head.encode())
    for item in items:
        about = (item.id, item.uid, item.sha256, item.title, item.source, item.published, item.status == "done")
        check.update(f"{about}{marks.get(item.id, b'').hex()}\n".encode())
    return check.hexdigest()


@dataclass
class ShardMaker:
    """Makes .spacy files one after the other, with their parts of the ledger.

    Attributes:
        labels: names of all labels by id.
        chosen: ids of the labels that are exported.
        types: paths of the event types that are categories.
    """

    store: Store
    tokenizer: Tokenizer
    labels: Mapping[int, str]
    chosen: Sequence[int]
    types: Sequence[str] = ()

    def __post_init__(self) -> None:
        self._cut, self._recalled = BatchTokenizer(self.tokenizer), False
        self._numbers = np.full(max(self.labels) + 1 if self.labels else 0, -1)
        self._numbers[[*self.chosen]] = np.arange(len(self.chosen))
        self._names = [self.labels[label] for label in self.chosen]
        self._events = EventParts(self.store, self.types)

    @classmethod
    def for_request(cls, store: Store, given: Mapping[str, Any]) -> ShardMaker:
        """Return a maker like the one in another process that made this request."""
        return cls(store, Tokenizer(store), dict(given["labels"]), given["chosen"], given["types"])

    def request(self, folder: Path) -> dict[str, Any]:
        """Return what another process must know to make files as this one does; JSON-able."""
        return {
            "project": str(self.store.path.resolve()),
            "coder": self.store.coder_given,
            "read_only": self.store.read_only,
            "folder": str(folder.resolve()),
            "labels": [*self.labels.items()],
            "chosen": [*self.chosen],
            "types": [*self.types],
        }

    def make(self, shard: Shard, folder: Path, ledger_file: BinaryIO, step: Callable[[int], None]) -> Made:
        """Write the file into the export's folder, its relations too, append to the ledger, and say what is in them.

        `step` is told the number of articles of each batch; it may raise to stop the work.
        """
        made = Made(shard.fingerprint, articles=len(shard.items))
        builder = DocBinBuilder(self._names, self.tokenizer.facts().symbols)
        check, lines = hashlib.sha256(), _Lines(folder / relations_name(shard.name))
        if len(self._cut.strings) > _MOST_STRINGS:
            self._cut = BatchTokenizer(self.tokenizer)
        if len(shard.items) >= _MANY_ARTICLES and not self._recalled:
            self._recalled = self.tokenizer.recall(most=_MOST_PIECES)
        for batch in selection.batches(shard.items):
            part = self._add(batch, shard.split, builder, made, lines)
            check.update(part)
            made.ledger_size += ledger_file.write(part)
            step(len(batch))
        made.relations_sha256 = lines.close()
        path = folder / shard.name
        path.parent.mkdir(parents=True, exist_ok=True)
        made.sha256 = builder.write(path, self._cut.strings)
        made.ledger_sha256 = check.hexdigest()
        return made

    def _add(self, batch: Sequence[Item], split: str, builder: DocBinBuilder, made: Made, relations: _Lines) -> bytes:
        """Add a batch of articles to a file; return its part of the ledger."""
        texts = selection.texts(self.store, batch)
        rows = selection.spans(self.store, batch)
        tokens = self._cut(texts)
        if not self._recalled or self.tokenizer.held > _MOST_PIECES:
            self.tokenizer.forget()  # what it knows of the pieces is in `_cut` now; held twice it takes 100 MB
        columns = [*zip(*rows, strict=True)] or [()] * 5
        article = np.searchsorted([item.id for item in batch], np.array(columns[0], dtype=np.int64))
        start, end = np.array(columns[2], dtype=np.int64), np.array(columns[3], dtype=np.int64)
        label = self._numbers[np.array(columns[4], dtype=np.int64)]
        fitted = fit(tokens, np.array([*map(len, texts)]), article, start, end, label)
        finished = np.array([item.status == "done" for item in batch])
        parts = entities(tokens, fitted, label, finished)
        events = self._events.of(batch, texts, tokens)
        user_data = [_user_data(item, told) for item, told in zip(batch, events.user_data, strict=True)]
        builder.add(tokens, parts, fitted, label, article, user_data, events.cats)
        relations.write(events.lines)
        made.events += events.events
        made.relations += events.relations
        made.unrelated += events.unrelated
        self._count(made, tokens, fitted, label)
        lines = ledger.lines(batch, texts, rows, article, fitted, tokens, self.labels, split)
        return escape_line_ends("".join(lines)).encode()

    def _count(self, made: Made, tokens: TokenBatch, fitted: FittedSpans, label: Ints) -> None:
        made.tokens += len(tokens.types)
        made.flat += int(fitted.flat.sum())
        for reason, count in enumerate(np.bincount(fitted.reasons, minlength=len(REASONS)).tolist()):
            made.reasons[REASONS[reason]] += count
        used = fitted.used
        for name, count in zip(self._names, np.bincount(label[used], minlength=len(self._names)).tolist(), strict=True):
            made.labels[name] += count
        made.lengths.update((fitted.last - fitted.first + 1)[used].tolist())


def _user_data(item: Item, events: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    known = {"uid": item.uid, "title": item.title, "source": item.source, "published": item.published}
    return {**known, "events": events} if events else {**known}


class _Lines:
    """A file that is only there when it has lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._check = hashlib.sha256()

    def write(self, lines: Sequence[str]) -> None:
        if not lines:
            return
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        data = "".join(lines).encode()
        self._check.update(data)
        self._file.write(data)

    def close(self) -> str:
        """Return the SHA-256 of the file, "" when there is none."""
        if self._file is None:
            return ""
        self._file.close()
        return self._check.hexdigest()
