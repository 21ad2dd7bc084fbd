"""Web archives (WARC), also packed by gzip: each page an article, read record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO

from corpus.article import RawArticle
from corpus.readers import inside
from corpus.readers.encodings import NotText, encoding_of_bytes
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.formats import html, plain
from corpus.readers.gunzip import Gunzip
from corpus.readers.tally import Tally
from corpus.readers.walk import is_readable
from corpus.readers.warc_records import Counts, Record, records

_BYTES = 20_000_000  # of one page
_BUFFER = 1 << 18
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(job: Job) -> Iterator[Found]:
    """Yield the articles of a web archive.

    Raises:
        OSError: it cannot be read.
        TooMuch: of an archive inside another.
    """
    yield from inside.bounded(job, _items(job))


def _items(job: Job) -> Iterator[Found]:
    if not job.path.stat().st_size:
        yield job.refuse("is empty.")
        return
    budget, counts, tally, taken = inside.budget_of(job), Counts(), Tally("record"), 0
    with job.path.open("rb") as file:
        stream = Gunzip(file, job, budget)
        for record in records(BufferedReader(stream, _BUFFER), counts, budget, limit=_BYTES):
            for item in _record(job, record, tally):
                taken += isinstance(item, RawArticle)
                yield item
    for number in counts.lost:
        tally.add("does not begin where the one before it says it ends", number)
    if not counts.records:
        yield job.refuse(f"{stream.trouble}." if stream.trouble else "holds no records of a web archive.")
        return
    yield from tally.refusals(job, taken=taken)
    if stream.trouble or counts.cut:
        trouble = stream.trouble or "is not complete: it ends too early"
        yield job.refuse(f"{trouble}, in record {counts.records:,}; what stands before that was read.")


def _record(job: Job, record: Record, tally: Tally) -> Iterator[Found]:
    """Yield the article of a record, or note why there is none."""
    if reason := _reason(record):
        tally.add(reason, record.number)
        return
    body = record.body or b""
    about = inside.InnerJob(job.path, job.place(f"record {record.number}"), job.limits, depth=job.depth)
    if record.kind == "application/pdf":
        items = inside.read(job, BytesIO(body), "page.pdf", title=about.name)
    elif record.kind == "text/plain":
        items = _plain(about, body)
    else:
        items = html.articles(about, body, url=record.url, charset=record.charset)
    for item in items:
        if isinstance(item, RawArticle):
            crawled = {"crawled": record.date} if record.date else {}
            item = replace(item, url=item.url or record.url, meta=item.meta | crawled)
        yield item


def _reason(record: Record) -> str:
    """Why a record is no article, "" when it may be one."""
    if record.status != 200:
        return "is an error or leads elsewhere"
    if record.kind not in _PAGES and record.kind not in ("text/plain", "application/pdf"):
        return "is no page but a picture, a script or the like"
    if record.kind == "application/pdf" and not is_readable("page.pdf"):
        return "is a PDF"
    if record.body is None:
        return f"is longer than {_BYTES:,} bytes, or packed as no page is"
    if not record.whole:
        return "is broken off"
    return "" if record.body.strip() else "is empty"


def _plain(job: Job, body: bytes) -> Iterator[Found]:
    """Yield the article of a page of which only the text was kept."""
    try:
        encoding = encoding_of_bytes(body)
    except NotText as error:
        yield job.refuse(f"is {error}, not text.")
        return
    text = body.decode(encoding.name, "replace")
    if len(text) > job.limits.text:
        yield job.refuse(too_long("", len(text), job.limits.text).lstrip())
        return
    yield plain.story(text, job.name, encoding)


FORMAT = Format("warc", "web archives (WARC)", (".warc",), read)
