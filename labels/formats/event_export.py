"""What every export of events does: read them in portions, write them, account for each, put the folder in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TextIO

from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import Store
from labels.formats import event_ledger, event_selection, folder, selection
from labels.formats.collector import without_collector
from labels.formats.event_canonical import Joiner
from labels.formats.event_record import EventOut
from labels.formats.lines import escape_line_ends
from labels.formats.report import ExportOptions, ExportReport
from labels.formats.selection import Item

LEDGER = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event.

    Attributes:
        reason: why it was left out, "" when it was written.
        row: number of its row or record in the file, from 1.
        safe, cut: names of columns whose text was made safe, or was too long for the format.
    """

    reason: str = ""
    row: int = 0
    safe: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


class EventWriter(Protocol):
    """One file being written."""

    def write(self, event: EventOut) -> Outcome:
        """Take one event; say what became of it."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of export: how its folder is told from others, its file, how that is written, and what it holds.

    Attributes:
        opened: makes the writer of the file at a path.
        about: a paragraph, or several, for README.md.
    """

    kind: str
    file: str
    opened: Callable[[Path], AbstractContextManager[EventWriter]]
    about: str


def write_events(store: Store, out: Path, form: Form, *, options: ExportOptions, progress: Progress) -> ExportReport:
    """Write the events of the articles chosen into the folder `out`, whole or not at all.

    Raises:
        UserError: nothing to export, or `out` holds something else or cannot be written.
        Cancelled: `progress` asked to stop; `out` is as it was.
    """
    items = selection.items(store, options)
    events, by_others = event_selection.count_by_article(store, items)
    _check(store, items, events)
    out = out.resolve()
    folder.former(out, form.kind)
    task = _Task(store, items, Joiner(store, items) if options.canonical else None)
    with folder.replacing(out) as new:
        with (
            (new / LEDGER).open("w", encoding="utf-8", newline="\n") as ledger,
            form.opened(new / form.file) as writer,
            without_collector(),
        ):
            task.write(writer, ledger, progress)
        report = task.report(out, form.file, selection.left_out(store, options)[0], by_others)
        texts = {
            "README.md": event_ledger.readme(store.name, report, form.file, form.about),
            "ledger.md": event_ledger.page(report, joined=task.joined),
        }
        for name, text in texts.items():
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        names = (form.file, LEDGER, *texts)
        folder.write_manifest(new, form.kind, {name: folder.checksum(new / name) for name in names}, {})
    return report


def _check(store: Store, items: Sequence[Item], events: int) -> None:
    if not items:
        raise UserError("No article is done yet: finish some articles, or export the unfinished ones as well.")
    if not events:
        raise UserError(
            "There are no events in these articles; code some first, or export unfinished articles as well."
        )


@dataclass
class _Task:
    """One export: its source, and the counts as they grow."""

    store: Store
    items: Sequence[Item]
    joiner: Joiner | None
    articles: int = 0
    written: int = 0
    joined: int = 0
    left_out: int = 0
    made_safe: int = 0
    cut: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)

    def write(self, writer: EventWriter, ledger: TextIO, progress: Progress) -> None:
        """Write the events and a line on each."""
        done = 0
        progress(0, len(self.items), "articles")
        for batch in selection.batches(self.items):
            for line in self._lines(writer, batch):
                ledger.write(escape_line_ends(json.dumps(line, ensure_ascii=False)) + "\n")
            done += len(batch)
            progress(done, len(self.items), "articles")

    def _lines(self, writer: EventWriter, batch: Sequence[Item]) -> Iterator[dict[str, Any]]:
        reader = self._reader
        found = reader.read(batch)
        merged = self.joiner.joined(found, reader) if self.joiner else {}
        for events in found.values():
            self.articles += bool(events)
            for event in events:
                if self.joiner and event.canonical_id is not None and event.id not in merged:
                    self.joined += 1
                    yield event_ledger.line(event, "joined", into=event.canonical)
                else:
                    yield self._one(writer, merged.get(event.id, event), event)

    def _one(self, writer: EventWriter, event: EventOut, told: EventOut) -> dict[str, Any]:
        outcome = writer.write(event)
        if outcome.reason:
            self.left_out += 1
            self.reasons[outcome.reason] += 1
            return event_ledger.line(told, "left out", reason=outcome.reason)
        self.written += 1
        self.types[event.type or "no type"] += 1
        self.made_safe += len(outcome.safe)
        self.cut += len(outcome.cut)
        more = {"row": outcome.row, "safe": [*outcome.safe], "cut": [*outcome.cut], "reports": event.reports}
        kept = {name: value for name, value in more.items() if value and (name, value) != ("reports", 1)}
        return event_ledger.line(told, "written", **kept)

    def __post_init__(self) -> None:
        self._reader = event_selection.EventReader(self.store)

    def report(self, out: Path, file: str, left_out: int, by_others: int) -> ExportReport:
        """Return what came of it."""
        return ExportReport(
            path=out,
            articles=self.articles,
            kept=self.written,
            dropped=self.left_out,
            written=(file, LEDGER),
            reasons=+self.reasons,
            labels=self.types,
            left_out=left_out,
            warnings=tuple(self._warnings(by_others)),
            unit="event",
            events=self.written,
            made_safe=self.made_safe,
        )

    def _warnings(self, by_others: int) -> Iterator[str]:
        if by_others:
            noun = "event" if by_others == 1 else "events"
            yield f"{by_others:,} {noun} by second coders left out: an article's coding here is one coder's."
        if self.cut:
            yield f"{self.cut:,} texts were too long for a cell and were cut; ledger.jsonl names them."
