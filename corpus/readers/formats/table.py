"""Spreadsheets saved as text: one article a row, what each column holds told by its heading."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, TextIOWrapper

from corpus.article import RawArticle, Refusal
from corpus.readers.encodings import Encoding, NotText, encoding_of_file
from corpus.readers.format import Format, Item, Job, too_long
from corpus.readers.record import NoText, field_count, text_key, to_article
from corpus.readers.tally import Tally

_DELIMITERS = ",;\t|"
_SHOWN = 12  # headings named in a refusal
_FIELD = min(sys.maxsize, 2**31 - 1)  # what the csv module takes on every system


def read(job: Job) -> Iterator[Item]:
    """Yield the articles of a table.

    Raises:
        OSError: it cannot be read.
    """
    if not job.path.stat().st_size:
        yield job.refuse("is empty.")
        return
    try:
        encoding = encoding_of_file(job.path)
    except NotText as error:
        yield job.refuse(f"is {error}, not a table.")
        return
    csv.field_size_limit(_FIELD)  # ours is the text's length, and costs the row only
    with job.path.open("rb") as raw, TextIOWrapper(raw, encoding.name, "replace", newline="") as file:
        yield from _table(job, raw, file, encoding)


def _table(job: Job, raw: BufferedReader, file: TextIOWrapper, encoding: Encoding) -> Iterator[Item]:
    first = file.readline(1 << 20)
    delimiter = delimiter_of(first, job.path.suffix)
    file.seek(0)
    rows = csv.reader(file, delimiter=delimiter)
    try:
        header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    except csv.Error:
        yield job.refuse("is not a table that can be read.")
        return
    if not text_key(header):
        yield job.refuse(_no_text_column(header))
        return
    tally, taken = Tally("line"), 0
    try:
        for row in rows:
            if any(row):
                item = _row(job, header, row, rows.line_num, tally, encoding)
                taken += isinstance(item, RawArticle)
                if item is not None:
                    yield item
            job.position = raw.tell()
    except csv.Error:
        yield job.refuse(f"could not be read beyond line {rows.line_num:,}; a quotation mark may be missing there.")
    yield from tally.refusals(job, taken=taken)


def delimiter_of(header: str, suffix: str) -> str:
    """Return which character parts the columns: the one that makes most headings we know, then most columns."""

    def fitness(delimiter: str) -> tuple[int, int, bool]:
        names = [name.strip().lstrip("\ufeff") for name in next(csv.reader([header], delimiter=delimiter), [])]
        return field_count(names), len(names), (delimiter == "\t") == (suffix.lower() == ".tsv")

    return max(_DELIMITERS, key=fitness)


def _no_text_column(header: list[str]) -> str:
    shown = ", ".join(f"“{name[:40]}”" for name in header[:_SHOWN])
    more = f" and {len(header) - _SHOWN:,} more" if len(header) > _SHOWN else ""
    return f"has no column for the text of the articles; name it “text”. Its columns are {shown}{more}."


def _row(job: Job, header: list[str], row: list[str], line: int, tally: Tally, encoding: Encoding) -> Item | None:
    if len(header) == 1:
        row = [",".join(row)]  # nobody quotes a comma in a table of one column
    where = job.place(f"line {line}")
    try:
        article = to_article(dict(zip(header, row, strict=False)), where)
    except NoText:
        tally.add("holds no text", line)
        return None
    if len(article.text) > job.limits.text:
        return Refusal(where, too_long(where, len(article.text), job.limits.text))
    return _finished(article, encoding, extra=len(row) - len(header))


def _finished(article: RawArticle, encoding: Encoding, *, extra: int) -> RawArticle:
    warnings = [encoding.warning] if encoding.warning else []
    if extra > 0:
        warnings.append("The row has more cells than the table has columns; those beyond were left out.")
    if not warnings:
        return article
    meta = article.meta | ({"encoding": encoding.assumed} if encoding.assumed else {})
    return replace(article, meta=meta, warnings=(*article.warnings, *warnings))


FORMAT = Format("tables (CSV, TSV)", (".csv", ".tsv"), read)
