"""Spreadsheets saved as text: one article a row, what each column holds told by its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper

from corpus.readers.csv_rows import delimiter_of, rows
from corpus.readers.encodings import Encoding, NotText, encoding_of_bytes, encoding_of_file
from corpus.readers.format import Format, Found, Job
from corpus.readers.rows import Row, Shape, articles

_TOKENS = re.compile(r"#FORMAT=WebAnno| ?# ?[\w.]+\.\w+ \||#id=\d|# (sent_id|text|newdoc)\b")  # WebAnno TSV, CoNLL-U
_LOOK = 1 << 22  # bytes at the start that tell the encoding well enough for a look


def read(job: Job) -> Iterator[Found]:
    """Yield the articles of a table.

    Raises:
        OSError: it cannot be read.
    """
    if not job.path.stat().st_size:
        yield job.refuse("is empty.")
        return
    try:
        encoding = encoding_of_file(job.path, beat=job.beat)
    except NotText as error:
        yield job.refuse(f"is {error}, not a table.")
        return
    with job.path.open("rb") as raw, TextIOWrapper(raw, encoding.name, "replace", newline="") as file:
        first = file.readline(1 << 20)
        file.seek(0)
        if _is_of_tokens(first):
            yield job.refuse(
                "is a file of tokens, a word a line, not a table of articles; Dateline does not read it yet."
            )
            return
        yield from _table(job, raw, file, encoding, delimiter_of(first, job.path.suffix))


def head(job: Job, most: int) -> list[Row]:
    """Return the first rows of a table.

    Raises:
        NotText: it is a picture, an archive or other binary data.
        OSError: it cannot be read.
    """
    found: list[Row] = []
    with job.path.open("rb") as raw:
        encoding = encoding_of_bytes(raw.read(_LOOK))
    with job.path.open("rb") as raw, TextIOWrapper(raw, encoding.name, "replace", newline="") as file:
        first = file.readline(1 << 20)
        if _is_of_tokens(first):
            return []
        delimiter = delimiter_of(first, job.path.suffix)
        file.seek(0)
        for row in rows(file, delimiter, longest(job)):
            found.append(row)
            if len(found) == most:
                break
    return found


def _is_of_tokens(first: str) -> bool:
    return bool(_TOKENS.match(first.lstrip("\ufeff")))


def longest(job: Job) -> int:
    """Return how many characters a row may have: the text, and as much again of everything else."""
    return 2 * job.limits.text + (1 << 20)


def _table(job: Job, raw: BufferedReader, file: TextIOWrapper, encoding: Encoding, delimiter: str) -> Iterator[Found]:
    shape = Shape("line", joint=delimiter, encoding=encoding)
    found = False
    for item in articles(job, _followed(job, raw, rows(file, delimiter, longest(job))), shape):
        found = True
        yield item
    if not found:
        yield job.refuse("holds no rows.")


def _followed(job: Job, raw: BufferedReader, found: Iterator[Row]) -> Iterator[Row]:
    for row in found:
        job.position = raw.tell()
        job.beat()
        yield row


FORMAT = Format("table", "tables (CSV, TSV)", (".csv", ".tsv"), read, version=2)
