"""The ledger of an export: one JSON line per span with what became of it and its way back, and a page in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from labels.formats.docbin_spans import REASONS, SNAPPED, FittedSpans, Ints
from labels.formats.docbin_tokens import TokenBatch
from labels.formats.report import ExportReport
from labels.formats.selection import Item, LeftOut, SpanRow

_MOST = 200  # articles named on the page
_CHUNK = 1 << 20  # bytes copied at a time


def lines(
    batch: Sequence[Item],
    texts: Sequence[str],
    rows: Sequence[SpanRow],
    article: Ints,
    fitted: FittedSpans,
    tokens: TokenBatch,
    labels: Mapping[int, str],
    split: str,
) -> Iterator[str]:
    """Yield the ledger line of each span.

    Written by hand, because a project has hundreds of thousands of spans and `json.dumps` would take as long as all
    the rest.

    Args:
        article: index of each span's article in the batch.
        labels: name of every label by its id.
    """
    names = {number: json.dumps(name, ensure_ascii=False) for number, name in labels.items()}
    heads = {
        item.id: (f'"article":{_quoted(item.uid)},"title":{_quoted(item.title)},"split":"{split}"', text)
        for item, text in zip(batch, texts, strict=True)
    }
    for (article_id, uid, start, end, label), tail in zip(
        rows, _tails(fitted, tokens, tokens.bases[article]), strict=True
    ):
        head, text = heads[article_id]
        yield (
            f'{{"span":{_quoted(uid)},{head},"label":{names[label]},"start":{start},"end":{end},'
            f'"text":{_quoted(text[start:end])},{tail}'
        )


def _tails(fitted: FittedSpans, tokens: TokenBatch, bases: Ints) -> list[str]:
    """Return how the line of each span ends: with its outcome, and whether it is in `doc.ents`.

    Args:
        bases: where each span's text starts in the count of `tokens`.
    """
    outcomes = ['"kept"', "", *(f'"dropped","reason":"{reason}"' for reason in REASONS[2:])]
    fixed = [f'"outcome":{outcome},"ents":{ents}}}\n' for outcome in outcomes for ents in ("false", "true")]
    tails = [fixed[number] for number in (2 * fitted.reasons + fitted.flat).tolist()]
    for row in np.flatnonzero(fitted.reasons == REASONS.index(SNAPPED)).tolist():
        place = tokens.starts[fitted.first[row]] - bases[row], tokens.ends[fitted.last[row]] - bases[row]
        ents = "true" if fitted.flat[row] else "false"
        tails[row] = f'"outcome":"snapped","reason":"{SNAPPED}","to":[{place[0]},{place[1]}],"ents":{ents}}}\n'
    return tails


class Parts:
    """The ledger of the last export, whose parts can be copied into the new one."""

    def __init__(self, path: Path, manifest: Mapping[str, Any]) -> None:
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        start = 0
        for name, shard in manifest.get("shards", {}).items():
            size = int(shard.get("ledger_size", 0))
            self._places[name] = (start, size)
            start += size

    def copy(self, name: str, sha256: str, target: BinaryIO) -> bool:
        """Append the part that belongs to a file, if it is still what it was; say whether."""
        start, size = self._places.get(name, (0, -1))
        if size < 0 or not self._path.is_file() or self._checksum(start, size) != sha256:
            return False
        for chunk in self._read(start, size):
            target.write(chunk)
        return True

    def _checksum(self, start: int, size: int) -> str:
        check = hashlib.sha256()
        for chunk in self._read(start, size):
            check.update(chunk)
        return check.hexdigest()

    def _read(self, start: int, size: int) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            file.seek(start)
            while size and (chunk := file.read(min(size, _CHUNK))):
                size -= len(chunk)
                yield chunk


def page(report: ExportReport, left_out: Sequence[LeftOut], *, overlapping: int = 0) -> str:
    """Return the ledger in words, for people (Markdown).

    Args:
        overlapping: spans that are in `doc.spans` only, as they overlap a longer one.
    """
    dropped = set(REASONS[REASONS.index(SNAPPED) + 1 :])
    rows = [
        ("spans in the articles exported", report.spans),
        ("kept as they were", report.kept),
        ("snapped: fitted to whole words", report.snapped),
        *((f"dropped: {reason}", count) for reason, count in sorted(report.reasons.items()) if reason in dropped),
    ]
    if overlapping:
        rows.append(("kept or snapped, but not in `doc.ents`: they overlap a longer span", overlapping))
    text = (
        "# Ledger\n\nWhat became of every span. `ledger.jsonl` has a line for each, with its way back to the article.\n"
    )
    text += "\n| | spans |\n|---|---:|\n" + "".join(f"| {name} | {count:,} |\n" for name, count in rows)
    if report.left_out:
        text += f"\n{report.left_out:,} articles are not done and were left out"
        text += (
            "; those with spans:\n\n| article | title | status | spans |\n|---|---|---|---:|\n" if left_out else ".\n"
        )
        text += "".join(
            f"| {item.uid} | {cell(item.title)} | {item.status} | {item.spans:,} |\n" for item in left_out[:_MOST]
        )
    if len(left_out) > _MOST:
        text += f"\n... and {len(left_out) - _MOST:,} more.\n"
    return text + "".join(f"\n**Note:** {warning}\n" for warning in report.warnings)


def cell(text: str) -> str:
    """Return text that stays inside one cell of a Markdown table and is nothing but text there."""
    plain = " ".join(text.split())
    for sign in "\\`*_{}[]<>|#&":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
