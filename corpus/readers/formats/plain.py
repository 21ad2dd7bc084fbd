"""Plain text: one file, one article, kept whole. JSON that goes by the name of .txt is read as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.article import RawArticle
from corpus.readers.encodings import Encoding, NotText, encoding_of_bytes
from corpus.readers.format import Format, Item, Job, too_long
from corpus.readers.formats import jsonl
from corpus.readers.headline import find_headline

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"]")


def read(job: Job) -> Iterator[Item]:
    """Yield the one article of a text file, or the articles of a JSON file with a text file's ending.

    Raises:
        OSError: it cannot be read.
    """
    if not (size := job.path.stat().st_size):
        yield job.refuse("is empty.")
        return
    with job.path.open("rb") as file:
        if _JSON.match(file.read(1024)) and jsonl.is_json(job):
            yield from jsonl.read(job)
            return
    if size > 4 * job.limits.text + 4:  # no encoding needs more than four bytes for a code point
        yield job.refuse(too_long("", size // 4, job.limits.text, about="at least ").lstrip())
        return
    yield _one(job, job.path.read_bytes())


def _one(job: Job, data: bytes) -> Item:
    try:
        encoding = encoding_of_bytes(data)
    except NotText as error:
        return job.refuse(f"is {error}, not text, although it ends in {job.path.suffix}.")
    text = data.decode(encoding.name, "replace")
    if len(text) > job.limits.text:
        return job.refuse(too_long("", len(text), job.limits.text).lstrip())
    if not text.strip("\ufeff \t\r\n\x00"):
        return job.refuse("holds nothing but blanks.")
    return story(text, job.name, encoding)


def story(text: str, where: str, encoding: Encoding) -> RawArticle:
    """Return a whole plain text as an article, with what its first lines state."""
    head = find_headline(text)
    return RawArticle(
        text=text,
        title=head.title,
        published=head.published,
        source=head.source,
        where=where,
        meta={"encoding": encoding.assumed} if encoding.assumed else {},
        warnings=(encoding.warning,) if encoding.warning else (),
    )


FORMAT = Format("plain text", (".txt", ".text", ".md"), read)
