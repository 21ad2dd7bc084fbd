"""Exports training data that `spacy train` accepts as it is; see docs/decisions/0003-export-layout.md."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from pyroaring import BitMap

from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.wording import counted
from labels import labels as label_rows
from labels.formats import data_card, event_selection, folder, ledger, selection, spacy_config
from labels.formats.collector import without_collector
from labels.formats.docbin_spans import KEPT, SNAPPED
from labels.formats.report import USUAL, ExportOptions, ExportReport
from labels.formats.selection import Item
from labels.formats.spacy_helpers import Helpers, processes
from labels.formats.spacy_marks import coding_marks
from labels.formats.spacy_shards import Made, Shard, ShardMaker, plan, relations_name
from labels.formats.splits import SPLITS, assign
from labels.label import Label
from labels.tokens import Tokenizer

KIND = "spacy"
LEDGER = "ledger.jsonl"
_Key = TypeVar("_Key")


def export(
    store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent, processes: int = 0
) -> ExportReport:
    """Write the project's coding as training data into the folder `out`, whole or not at all.

    Files whose articles and spans are the same as at the last export are kept.

    Args:
        processes: how many to make the files with; 0: two, when there are many articles and as many cores.

    Raises:
        UserError: nothing to export, or `out` holds something else or cannot be written.
        Cancelled: `progress` asked to stop; `out` is as it was.
    """
    task = _Task(store, out.resolve(), options, processes)
    manifest = folder.former(task.out, KIND) or {}
    kept = task.kept(manifest)
    if len(kept) == len(task.shards) and task.is_unchanged(manifest, kept):
        return task.report(kept)
    with folder.replacing(task.out) as new, without_collector():
        return task.write(new, manifest, kept, progress)


@dataclass
class _Task:
    """One export: what goes in, and how it is put together."""

    store: Store
    out: Path
    options: ExportOptions
    processes: int = 0

    @cached_property
    def tokenizer(self) -> Tokenizer:
        return Tokenizer(self.store)

    @cached_property
    def items(self) -> list[Item]:
        items = [item for item in self._everything if item.id not in self._held_out]
        if not items:
            raise UserError("No article is done yet: finish some articles, or export the unfinished ones as well.")
        return items

    @cached_property
    def _everything(self) -> list[Item]:
        return selection.items(self.store, self.options)

    @cached_property
    def _held_out(self) -> BitMap:
        return selection.held_out(self.store)

    @cached_property
    def all_labels(self) -> list[Label]:
        return label_rows.all_labels(self.store, retired=True)

    @cached_property
    def labels(self) -> list[Label]:
        """The labels to export."""
        wanted = self.options.labels
        unknown = set(wanted or ()) - {label.name for label in self.all_labels}
        if unknown:
            raise UserError(f"There is no label {min(unknown)} in this project; check the name.")
        return [label for label in self.all_labels if wanted is None or label.name in wanted]

    @cached_property
    def left_out(self) -> tuple[int, list[selection.LeftOut]]:
        return selection.left_out(self.store, self.options)

    @cached_property
    def shards(self) -> list[Shard]:
        salt = self.options.salt or self.store.setting("uid")
        splits = assign((item.group for item in self.items), salt, self.options.split)
        settings = [self.tokenizer.name, [[label.id, label.name] for label in self.labels], self._about_types]
        return plan(self.items, splits, coding_marks(self.store, self.items), settings)

    @cached_property
    def types(self) -> list[str]:
        """The event types that are categories: those of the events that go out, and what is above them."""
        return event_selection.types_used(self.store, self.items)

    @property
    def _about_types(self) -> list[list[object]]:
        """Id, path and code of each of these types: events name them by id, and two may swap their names."""
        paths = event_selection.type_paths(self.store) if self.types else {}
        return [[number, path, code] for number, (path, code) in paths.items() if path in self.types]

    def kept(self, manifest: Mapping[str, Any]) -> dict[str, Made]:
        """Return what is in the files of the last export that are still right."""
        before = {name: Made.from_json(given) for name, given in manifest.get("shards", {}).items()}
        found: dict[str, Made] = {}
        for shard in self.shards:
            made = before.get(shard.name)
            if made and made.fingerprint == shard.fingerprint and self._is_intact(manifest, shard.name, made):
                found[shard.name] = made
        return found

    def _is_intact(self, manifest: Mapping[str, Any], name: str, made: Made) -> bool:
        names = [name, relations_name(name)] if made.relations_sha256 else [name]
        return all(folder.is_intact(self.out, manifest, each) for each in names)

    def is_unchanged(self, manifest: Mapping[str, Any], made: Mapping[str, Made]) -> bool:
        """Whether nothing at all need be written; text files that somebody has edited since are left to them."""
        files, texts = manifest["files"], self.texts(made)
        if set(files) != {*texts, *made, *_relations(made), LEDGER} or not all(
            (self.out / name).is_file() for name in texts
        ):
            return False
        same = all(files[name].get("sha256") == _sha256(text) for name, text in texts.items())
        return same and folder.is_intact(self.out, manifest, LEDGER)

    def write(
        self, new: Path, manifest: Mapping[str, Any], kept: Mapping[str, Made], progress: Progress
    ) -> ExportReport:
        """Write everything into the folder `new`."""
        with (new / LEDGER).open("wb") as ledger_file:
            made = self._write_shards(new, ledger.Parts(self.out / LEDGER, manifest), kept, ledger_file, progress)
        texts = self.texts(made)
        for name, text in texts.items():
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        checks = {name: one.sha256 for name, one in made.items()}
        checks |= {name: _sha256(text) for name, text in texts.items()}
        checks |= _relations(made)
        checks[LEDGER] = folder.checksum(new / LEDGER)
        folder.write_manifest(new, KIND, checks, {"shards": {name: one.to_json() for name, one in made.items()}})
        fresh = [name for name, one in made.items() if one is not kept.get(name)]
        return self.report(made, (*fresh, LEDGER, *texts))

    def _write_shards(
        self,
        new: Path,
        parts: ledger.Parts,
        kept: Mapping[str, Made],
        ledger_file: BinaryIO,
        progress: Progress,
    ) -> dict[str, Made]:
        made: dict[str, Made] = {}
        fresh = [shard for shard in self.shards if shard.name not in kept]
        count = processes(fresh, self.processes)
        step = _steps(progress, len(self.items))
        with Helpers(self.maker.request(new), fresh, new, step, count=count) as helpers:
            for shard in self.shards:
                one = kept.get(shard.name)
                if one and parts.copy(shard.name, one.ledger_sha256, ledger_file):
                    self._reuse(shard.name, one, new)
                    helpers.step(len(shard.items))
                else:
                    one = helpers.made(shard, ledger_file) or self.maker.make(shard, new, ledger_file, helpers.step)
                made[shard.name] = one
        return made

    def _reuse(self, name: str, one: Made, new: Path) -> None:
        for each in (name, relations_name(name)) if one.relations_sha256 else (name,):
            folder.reuse(self.out / each, new / each)

    @cached_property
    def maker(self) -> ShardMaker:
        names = {label.id: label.name for label in self.all_labels}
        return ShardMaker(self.store, self.tokenizer, names, [label.id for label in self.labels], self.types)

    def texts(self, made: Mapping[str, Made]) -> dict[str, str]:
        """Return the files that are text, by name."""
        report = self.report(made)
        sizes = spacy_config.span_sizes(_sum(one.lengths for name, one in made.items() if name.startswith("train")))
        setup = self._setup(has_dev=bool(report.splits["dev"]))
        overlapping = report.kept + report.snapped - sum(one.flat for one in made.values())
        return {
            "config.cfg": spacy_config.ner(setup),
            "config_spancat.cfg": spacy_config.spancat(setup, sizes),
            "project.yml": spacy_config.project(setup),
            "README.md": data_card.card(report, self._card_facts(made, overlapping, sizes[-1])),
            "ledger.md": ledger.page(report, self.left_out[1], overlapping=overlapping),
        }

    def _setup(self, *, has_dev: bool) -> spacy_config.Setup:
        paths = {split: self._path(split) for split in SPLITS}
        return spacy_config.Setup(
            title=self.store.name,
            lang=self.tokenizer.lang,
            train=paths["train"],
            dev=paths["dev"] if has_dev else paths["train"],
            test=paths["test"],
            seed=int(_sha256(self.store.setting("uid"))[:4], 16),
            usual_tokenizer=self.tokenizer.facts().by_piece,
            categories=self.options.categories and bool(self.types),
        )

    def report(self, made: Mapping[str, Made], written: Sequence[str] = ()) -> ExportReport:
        """Return what came of the export."""
        reasons = _sum(one.reasons for one in made.values())
        kept, snapped = reasons.pop(KEPT, 0), reasons[SNAPPED]
        articles: dict[str, int] = dict.fromkeys(SPLITS, 0)
        for shard in self.shards:
            articles[shard.split] += made[shard.name].articles
        return ExportReport(
            path=self.out,
            articles=len(self.items),
            kept=kept,
            snapped=snapped,
            dropped=sum(reasons.values()) - snapped,
            written=tuple(written),
            reasons=+reasons,
            splits=articles,
            labels=_sum(one.labels for one in made.values()),
            left_out=self.left_out[0],
            events=sum(one.events for one in made.values()),
            warnings=tuple(self._warnings(articles)),
        )

    def _warnings(self, articles: Mapping[str, int]) -> Iterator[str]:
        if not articles["dev"]:
            yield (
                "There are too few articles for a dev set, so training scores itself on the articles it learns from; "
                "such scores mean nothing."
            )
        elif not articles["test"]:
            yield "There are too few articles for a test set yet."
        if not self.options.finished_only and any(item.status != "done" for item in self.items):
            yield (
                'Articles that are not done are in; doc.spans["sc"] cannot tell what was not looked at yet from what '
                "is no span, so train a span categoriser on finished articles only."
            )
        if held := len(self._everything) - len(self.items):
            yield f"{counted(held, 'article')} held out for a test, or a near-copy of one held out, left out."
        if self._by_others:
            noun = "span" if self._by_others == 1 else "spans"
            yield f"{self._by_others:,} {noun} by second coders left out: an article's coding here is one coder's."

    @cached_property
    def _by_others(self) -> int:
        return selection.spans_by_others(self.store, self.items)

    def _path(self, split: str) -> str:
        """Return the name of a split's file, or of its folder."""
        first = next(shard.name for shard in self.shards if shard.split == split)
        return first.partition("/")[0]

    def _card_facts(self, made: Mapping[str, Made], overlapping: int, longest: int) -> data_card.Facts:
        tokens: Counter[str] = Counter()
        for shard in self.shards:
            tokens[shard.split] += made[shard.name].tokens
        return data_card.Facts(
            project=self.store.name,
            coders=selection.coders(self.store, self.items),
            lang=self.tokenizer.lang,
            tokenizer=self.tokenizer.name,
            labels=self.labels,
            tokens=tokens,
            overlapping=overlapping,
            longest=longest,
            finished_only=self.options.finished_only,
            types=self.types,
            relations=sum(one.relations for one in made.values()),
            unrelated=sum(one.unrelated for one in made.values()),
        )


def _steps(progress: Progress, total: int) -> Callable[[int], None]:
    """Return a function that is told of each batch done and passes on the sum."""
    done = 0
    progress(0, total, "articles")

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total, "articles")

    return step


def _sum(counters: Iterable[Counter[_Key]]) -> Counter[_Key]:
    total: Counter[_Key] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def _relations(made: Mapping[str, Made]) -> dict[str, str]:
    """Return the files of relations with their SHA-256."""
    return {relations_name(name): one.relations_sha256 for name, one in made.items() if one.relations_sha256}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
