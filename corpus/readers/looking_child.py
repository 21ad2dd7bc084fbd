"""The child that looks at the first rows of tables: files come in, their beginnings go out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from corpus.confinement import detach, restrict, stay_inside
from corpus.readers import cas, columns, label_studio, news_json, plover
from corpus.readers.format import Job
from corpus.readers.formats import parquet, table, xlsx
from corpus.readers.record import text_key
from corpus.readers.rows import SAMPLE, Row
from corpus.readers.wire import read_job

_SHOWN = 20  # rows that are sent
_CELL = 300  # code points of a cell that are sent
_COLUMNS = 200
_JSON = 1 << 22  # bytes at the start of a JSON file that are looked at
_WRAPPERS = ("articles", "documents", "items", "results", "data", "docs", "records")

Head = tuple[Sequence[str], Sequence[Sequence[str]]]  # headings, rows
Answer = list[Any]


def main() -> int:
    """Answer jobs on standard input until it ends."""
    jobs, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    sys.addaudithook(stay_inside)
    with suppress(BrokenPipeError):
        for line in jobs:
            job = read_job(line)
            restrict(memory=job.limits.memory, seconds=job.limits.file_seconds)
            output.write(json.dumps(answer(job)).encode("ascii") + b"\n")
            output.flush()
    return 0


def answer(job: Job) -> Answer | None:
    """Return headings, rows, guessed columns, whether they are sure, unclear dates; None when there is no table."""
    try:
        heads = list(_heads(job))
    except Exception:  # noqa: BLE001 (the border of the process; the import itself will say what is wrong)
        return None
    answers = [_told(*head) for head in heads if head[0]]
    return next((each for each in answers if not each[3] and each[2].get("text")), answers[0] if answers else None)


def _told(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Answer:
    guess = columns.guess(header, rows)
    width = min(len(header), _COLUMNS)
    shown = [[_short(row[n]) if n < len(row) else "" for n in range(width)] for row in rows[:_SHOWN]]
    chosen = {field: name for field, name in guess.columns.items() if name in header[:width]}
    return [list(header[:width]), shown, chosen, guess.sure, [each for each in guess.unclear if each in header[:width]]]


def _short(text: str) -> str:
    return text if len(text) <= _CELL else text[:_CELL] + "…"


def _heads(job: Job) -> Iterator[Head]:
    """The beginning of each table in a file."""
    suffix = job.path.suffix.lower()
    if suffix == ".parquet":
        yield parquet.head(job, SAMPLE)
    elif suffix in (".xlsx", ".xlsm"):
        yield from (_head(rows) for _, rows in xlsx.head(job, SAMPLE) if rows)
    elif suffix in (".csv", ".tsv"):
        yield _head(table.head(job, SAMPLE))
    elif records := _records(job):
        yield _of_records(records)


def _head(rows: Sequence[Row]) -> Head:
    cells = [row.cells for row in rows if not row.broken and any(row.cells)]
    found = columns.layout(cells, {})
    return found.header, cells[found.start :]


def _records(job: Job) -> list[dict[str, Any]]:
    """The first objects of a JSON file of which nobody knows where their text is."""
    with job.path.open("rb") as file:
        text = file.read(_JSON).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if _is_answer(text):
        return []
    found = [each for each in islice(_objects(text), SAMPLE) if isinstance(each, dict)]
    return [] if any(_is_known(each) for each in found) else found


def _is_known(record: dict[str, Any]) -> bool:
    flat, _ = news_json.flat(record)
    if not cas.KEYS.isdisjoint(record):
        return True
    return plover.is_record(record) or label_studio.is_task(record) or bool(text_key(list(flat)))


def _is_answer(text: str) -> bool:
    """Whether the whole of a short file is the answer of a news interface, which has ways of its own."""
    try:
        return news_json.inner(json.loads(text)) is not None
    except (ValueError, RecursionError):
        return False


def _objects(text: str) -> Iterator[Any]:
    """The objects of an array, of one inside an object, or one after the other, as far as the text reaches."""
    decoder, at = json.JSONDecoder(strict=False), 0
    for name in _WRAPPERS:
        found = text.find(f'"{name}"', 0, 4096)
        if text.startswith("{") and found >= 0 and (start := text.find("[", found, found + len(name) + 16)) >= 0:
            at = start
            break
    while at < len(text):
        if text[at] in "[, \t\r\n":
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _of_records(records: Sequence[dict[str, Any]]) -> Head:
    header = list(dict.fromkeys(key for record in records for key in record))
    rows = [[_cell(record.get(key)) for key in header] for record in records]
    return (header, rows) if "text" in columns.guess(header, rows).columns else ((), ())


def _cell(value: Any) -> str:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
