"""Exports one JSON line per article, as Prodigy writes it, with everything this program knows besides.

Reading the file back gives the same articles and spans of all coders, with their notes, dates and identities.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.articles import read_meta
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import event_json, folder, selection
from labels.formats.event_selection import EventReader
from labels.formats.ledger import page
from labels.formats.lines import escape_line_ends
from labels.formats.report import USUAL, ExportOptions, ExportReport
from labels.formats.selection import FullSpan, Item
from labels.token import Tokens
from labels.tokens import Tokenizer

KIND = "jsonl"
FILE, LEDGER = "articles.jsonl", "ledger.jsonl"
NOT_ON_BORDERS = "not on token borders"

_README = """# {name}

{articles:,} articles with {spans:,} spans and {events:,} events by all coders, exported from Dateline.

`articles.jsonl` has an article a line, as Prodigy writes it: `text`, `tokens`, `spans`, `meta`; besides these, title,
source, date and status, and for each span its coder, origin, note, certainty and identity (`uid`). All offsets count
characters (Unicode code points), half-open; `token_end` counts tokens and is inclusive. A span that does not begin and
end with a token has no `token_start` and `token_end`. `events` has the event records, each with its type and what fills
its roles: the words, where they stand, the value, the actor or place. Dateline reads the file back without loss.

The texts belong to their publishers; pass them on only with the right to do so.
"""


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the articles with the coding of all coders into the folder `out`, whole or not at all.

    Every span goes out with the characters it has: nothing is snapped or dropped. The status is that of
    the coder who is done, or has begun; the split and the labels chosen do not matter here.

    Raises:
        UserError: nothing to export, or `out` holds something else or cannot be written.
        Cancelled: `progress` asked to stop; `out` is as it was.
    """
    items = selection.items(store, options)
    if not items:
        raise UserError("No article is done yet: finish some articles, or export the unfinished ones as well.")
    out = out.resolve()
    folder.former(out, KIND)
    task = _Task(store, Tokenizer(store))
    with folder.replacing(out) as new:
        task.write(new, items, progress)
        left, named = selection.left_out(store, options)
        report = ExportReport(
            path=out,
            articles=len(items),
            kept=task.spans,
            written=(FILE, LEDGER),
            reasons=+task.reasons,
            labels=task.labels,
            left_out=left,
            events=task.events,
        )
        readme = _README.format(name=store.name, articles=len(items), spans=task.spans, events=task.events)
        (new / "README.md").write_text(readme, encoding="utf-8", newline="\n")
        (new / "ledger.md").write_text(page(report, named), encoding="utf-8", newline="\n")
        names = (FILE, LEDGER, "README.md", "ledger.md")
        folder.write_manifest(new, KIND, {name: folder.checksum(new / name) for name in names}, {})
    return report


@dataclass
class _Task:
    """One export: its source, and the counts as they grow."""

    store: Store
    tokenizer: Tokenizer
    spans: int = 0
    events: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._reader = EventReader(self.store)

    def write(self, new: Path, items: Sequence[Item], progress: Progress) -> None:
        """Write the articles and the ledger."""
        done = 0
        progress(0, len(items), "articles")
        with (
            (new / FILE).open("w", encoding="utf-8", newline="\n") as file,
            (new / LEDGER).open("w", encoding="utf-8", newline="\n") as ledger_file,
        ):
            for batch in selection.batches(items):
                for item, line, spans in self._lines(batch):
                    file.write(_json(line))
                    ledger_file.writelines(map(_json, self._ledger(item, spans)))
                    ledger_file.writelines(_json(_told(item, event)) for event in line["events"])
                done += len(batch)
                progress(done, len(items), "articles")

    def _lines(self, batch: Sequence[Item]) -> Iterator[tuple[Item, dict[str, Any], list[dict[str, Any]]]]:
        texts = selection.texts(self.store, batch)
        self.tokenizer.prepare(texts)
        more = selection.further_fields(self.store, batch)
        work = selection.work(self.store, batch)
        by_article: dict[int, list[FullSpan]] = {item.id: [] for item in batch}
        for span in selection.all_spans(self.store, batch):
            by_article[span.article_id].append(span)
        events = self._reader.read(batch, everyone=True)
        for item, text in zip(batch, texts, strict=True):
            tokens = self.tokenizer.boundaries(text)
            spans = [_span(span, text, tokens) for span in by_article[item.id]]
            line = _line(item, text, tokens, spans, work.get(item.id, {}), *more[item.id])
            line["events"] = [event_json.whole(event, text) for event in events[item.id]]
            self.events += len(line["events"])
            yield item, line, spans

    def _ledger(self, item: Item, spans: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield what became of each span: all are kept; those between token borders are told apart."""
        for span in spans:
            about = {"span": span["uid"], "article": item.uid, "title": item.title, "label": span["label"]}
            about |= {name: span[name] for name in ("start", "end", "text", "coder")} | {"outcome": "kept"}
            self.spans += 1
            self.labels[span["label"]] += 1
            if "token_start" not in span:
                self.reasons[NOT_ON_BORDERS] += 1
                about["reason"] = NOT_ON_BORDERS
            yield about


def _told(item: Item, event: dict[str, Any]) -> dict[str, Any]:
    """Return the ledger line of an event: all are kept."""
    about = {"event": event["uid"], "article": item.uid, "title": item.title}
    return about | {name: event[name] for name in ("type", "start", "end", "text", "coder")} | {"outcome": "kept"}


def _line(
    item: Item, text: str, tokens: Tokens, spans: list[dict[str, Any]], work: dict[str, str], language: str, meta: str
) -> dict[str, Any]:
    return {
        "text": text,
        "tokens": _tokens(text, tokens),
        "spans": spans,
        "events": [],
        "meta": read_meta(meta) or {},
        "title": item.title,
        "source": item.source,
        "published": item.published,
        "url": item.url,
        "language": language,
        "uid": item.uid,
        "status": item.status,
        "work": work,
        "answer": "accept",
        "_input_hash": _number(item.sha256),
        "_task_hash": _number(hashlib.sha256(f"{item.sha256}{item.uid}".encode()).hexdigest()),
        "_view_id": "spans_manual",
    }


def _tokens(text: str, tokens: Tokens) -> list[dict[str, Any]]:
    after = [*tokens.starts[1:], len(text)]
    return [
        {"text": text[start:end], "start": start, "end": end, "id": index, "ws": following > end}
        for index, (start, end, following) in enumerate(zip(tokens.starts, tokens.ends, after, strict=True))
    ]


def _span(span: FullSpan, text: str, tokens: Tokens) -> dict[str, Any]:
    first, last = tokens.starting(span.start), tokens.ending(span.end)
    aligned = {} if first is None or last is None else {"token_start": first, "token_end": last}
    return {
        "start": span.start,
        "end": span.end,
        **aligned,
        "label": span.label,
        "text": text[span.start : span.end],
        "coder": span.coder,
        "origin": span.origin,
        "note": span.note,
        "certainty": span.certainty,
        "exact": bool(span.exact),
        "uid": span.uid,
        "created": span.created,
        "changed": span.changed,
    }


def _number(digits: str) -> int:
    """Return a number of 31 bits, as Prodigy's hashes are."""
    return int(digits[:8], 16) & 0x7FFFFFFF


def _json(value: dict[str, Any]) -> str:
    return escape_line_ends(json.dumps(value, ensure_ascii=False)) + "\n"
