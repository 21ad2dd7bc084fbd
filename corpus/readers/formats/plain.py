"""Plain text: one file, one article, kept whole; but an export of a news service holds many.

JSON that goes by the name of .txt is read as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.article import RawArticle
from corpus.readers import news_services
from corpus.readers.encodings import Encoding, NotText, encoding_of_bytes
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.formats import jsonl
from corpus.readers.headline import find_headline

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"]")

_START = 1 << 18  # bytes that show whether a large file may be an export


def read(job: Job) -> Iterator[Found]:
    """Yield the one article of a text file, or those of an export or of JSON with a text file's ending.

    Raises:
        OSError: it cannot be read.
    """
    if not (size := job.path.stat().st_size):
        yield job.refuse("is empty.")
        return
    with job.path.open("rb") as file:
        start = file.read(_START)
    if _JSON.match(start[:1024]) and jsonl.is_json(job):
        yield from jsonl.read(job)
        return
    many = news_services.HINT.search(start.decode("utf-8", "replace"))
    if size > (job.limits.whole_bytes if many else 4 * job.limits.text + 4):  # no code point needs more than 4 bytes
        yield job.refuse(too_long("", size // 4, job.limits.text, about="at least ").lstrip())
        return
    yield from _items(job, job.path.read_bytes())


def _items(job: Job, data: bytes) -> Iterator[Found]:
    try:
        encoding = encoding_of_bytes(data)
    except NotText as error:
        yield job.refuse(f"is {error}, not text, although it ends in {job.path.suffix}.")
        return
    text = data.decode(encoding.name, "replace")
    if many := news_services.found(job, text):
        for each in many:
            yield assumed(each, encoding) if isinstance(each, RawArticle) else each
    elif len(text) > job.limits.text:
        yield job.refuse(too_long("", len(text), job.limits.text).lstrip())
    elif not text.strip("\ufeff \t\r\n\x00"):
        yield job.refuse("holds nothing but blanks.")
    else:
        yield story(text, job.name, encoding)


def story(text: str, where: str, encoding: Encoding) -> RawArticle:
    """Return a whole plain text as an article, with what its first lines state."""
    head = find_headline(text)
    article = RawArticle(text=text, title=head.title, published=head.published, source=head.source, where=where)
    return assumed(article, encoding)


def assumed(article: RawArticle, encoding: Encoding) -> RawArticle:
    """Return an article that says how its file had to be decoded, if that was assumed."""
    if not encoding.warning:
        return article
    meta = article.meta | ({"encoding": encoding.assumed} if encoding.assumed else {})
    return replace(article, meta=meta, warnings=(*article.warnings, encoding.warning))


FORMAT = Format("text", "plain text", (".txt", ".text", ".md"), read, version=2)
