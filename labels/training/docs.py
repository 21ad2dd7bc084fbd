"""The coding as spaCy docs for training: the very data that the export writes, read back from the very same files.

Runs in the child; the window's process has no spaCy. Selection, token boundaries, what becomes of a span and the split
are the export's (`labels.formats`): articles of the test split, those held out, and near-copies of either never train.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from corpus.errors import UserError
from corpus.store import Store
from labels import labels as label_rows
from labels.formats import event_selection, selection
from labels.formats.docbin_spans import KEPT, SNAPPED
from labels.formats.docbin_writer import SPANS_KEY
from labels.formats.report import ExportOptions
from labels.formats.selection import Item
from labels.formats.spacy_marks import coding_marks
from labels.formats.spacy_shards import Made, Shard, ShardMaker, plan
from labels.formats.splits import SPLITS, assign
from labels.test_share import is_test
from labels.tokens import Tokenizer
from labels.training.scores import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ARTICLE = "article"  # key of `doc.user_data`: the article's id


@dataclass(frozen=True)
class Split:
    """The docs of a project, dealt out.

    Attributes:
        train, dev, test: each doc has its article's id in ``user_data["article"]``, spans that do not overlap in `ents`
            (the longest first), all of them in ``spans["sc"]``, event types in `cats`, events in ``user_data``.
        fingerprint: SHA-256 that changes when anything in train or dev changes.
        overlapping: spans of train that are in ``spans["sc"]`` only. spans: all of train.
        stand_ins: articles of train or dev whose place is in the test share: the project was too small to do without.
        counts: coded spans of train by label.
    """

    train: list[Doc]
    dev: list[Doc]
    test: list[Doc]
    fingerprint: str
    overlapping: int = 0
    spans: int = 0
    stand_ins: tuple[int, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    lang: str = "en"


@dataclass(frozen=True)
class Written:
    """The files of a split: `.spacy` files by split, with what is in them."""

    folder: Path
    shards: tuple[tuple[Shard, Made], ...]
    lang: str
    fingerprint: str

    def path(self, split: str) -> Path:
        """Return where a split lies: a file, or a folder of files when it is large."""
        name = next(shard.name for shard, _ in self.shards if shard.split == split)
        return self.folder / name.partition("/")[0]

    def items(self, split: str) -> list[Item]:
        """Return the articles of a split, in the order of its files."""
        return [item for shard, _ in self.shards if shard.split == split for item in shard.items]


def write_split(
    store: Store,
    folder: Path,
    *,
    finished_only: bool = True,
    labels: tuple[str, ...] | None = None,
    step: Callable[[int], None] = lambda _: None,
) -> Written:
    """Write the files that the export would write, without what is around them.

    Raises:
        UserError: no article is there to learn from.
    """
    options = ExportOptions(finished_only=finished_only, labels=labels)
    items = _items(store, options)
    splits = assign((item.group for item in items), store.setting("uid"), options.split)
    maker = _maker(store, items, labels)
    settings = [maker.tokenizer.name, sorted(maker.labels.items()), sorted(maker.chosen), [*maker.types]]
    shards = plan(items, splits, coding_marks(store, items), settings)
    learnt = "".join(shard.fingerprint for shard in shards if shard.split != "test")
    made = tuple((shard, maker.make(shard, folder, io.BytesIO(), step)) for shard in shards)
    return Written(folder, made, maker.tokenizer.lang, hashlib.sha256(learnt.encode()).hexdigest())


def read_split(store: Store, written: Written, vocab: Vocab | None = None) -> Split:
    """Return the docs of these files."""
    vocab = vocab or _vocab(written.lang)
    docs: dict[str, list[Doc]] = {split: [] for split in SPLITS}
    for shard, _ in written.shards:
        docs[shard.split] += _read(written.folder / shard.name, shard.items, vocab)
    train = [made for shard, made in written.shards if shard.split == "train"]
    spans = sum(made.reasons[KEPT] + made.reasons[SNAPPED] for made in train)
    salt, learnt = store.setting("uid"), [*written.items("train"), *written.items("dev")]
    return Split(
        docs["train"],
        docs["dev"],
        docs["test"],
        written.fingerprint,
        overlapping=spans - sum(made.flat for made in train),
        spans=spans,
        stand_ins=tuple(item.id for item in learnt if is_test(item.group, salt)),
        counts=sum((made.labels for made in train), Counter[str]()),
        lang=written.lang,
    )


def split_docs(store: Store, *, finished_only: bool = True, labels: tuple[str, ...] | None = None) -> Split:
    """Return the project's coding as docs.

    Args:
        labels: names of the labels wanted, None for all.

    Raises:
        UserError: no article is there to learn from.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-docs-") as folder:
        return read_split(store, write_split(store, Path(folder), finished_only=finished_only, labels=labels))


def docs_of(store: Store, article_ids: Iterable[int], *, labels: tuple[str, ...] | None = None) -> list[Doc]:
    """Return the docs of these articles, finished or not, in the order of their ids; those removed are left out."""
    wanted = BitMap(article_ids)
    options = ExportOptions(finished_only=False, labels=labels)
    items = [item for item in selection.items(store, options) if item.id in wanted]
    maker = _maker(store, items, labels)
    shard = Shard("docs.spacy", "train", items, "")
    with tempfile.TemporaryDirectory(prefix="dateline-docs-") as folder:
        maker.make(shard, Path(folder), io.BytesIO(), lambda _: None)
        return _read(Path(folder) / shard.name, items, _vocab(maker.tokenizer.lang))


def gold(doc: Doc) -> list[Found]:
    """Return the coded spans of a doc: start and end in code points, label; those that overlap too."""
    return [(span.start_char, span.end_char, span.label_) for span in doc.spans.get(SPANS_KEY, ())]


def article_of(doc: Doc) -> int:
    """Return the id of the article that a doc was made from."""
    return int(doc.user_data[ARTICLE])


def _items(store: Store, options: ExportOptions) -> list[Item]:
    held = selection.held_out(store)
    found = [item for item in selection.items(store, options) if item.id not in held]
    if not found:
        raise UserError("No article is done yet, so there is nothing to learn from: finish some articles first.")
    return found


def _maker(store: Store, items: Sequence[Item], labels: tuple[str, ...] | None) -> ShardMaker:
    everything = label_rows.all_labels(store, retired=True)
    chosen = [label.id for label in everything if labels is None or label.name in labels]
    names = {label.id: label.name for label in everything}
    return ShardMaker(store, Tokenizer(store), names, chosen, event_selection.types_used(store, items))


def _read(path: Path, items: Sequence[Item], vocab: Vocab) -> list[Doc]:
    from spacy.tokens import DocBin

    docs: list[Any] = list(DocBin().from_disk(path).get_docs(vocab))
    for doc, item in zip(docs, items, strict=True):
        doc.user_data[ARTICLE] = item.id
    return docs


def _vocab(lang: str) -> Vocab:
    import spacy

    return spacy.blank(lang).vocab
