"""Feeds that were saved as files (RSS, Atom): an article for each item, as much of it as the feed gives."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from corpus.article import RawArticle
from corpus.readers import markup
from corpus.readers.dates import to_iso
from corpus.readers.encodings import NotText, encoding_of_bytes
from corpus.readers.format import Format, Found, Job, within
from corpus.readers.record import language_code
from corpus.readers.tally import Tally

_BYTES = 25_000_000  # of a feed; its parser needs seconds for each million, and tells nothing meanwhile
_DEEPEST = 500  # elements, of a story in XHTML too
_ELEMENTS = 250_000  # its parser needs 20 microseconds for each; a day of a large newspaper has 10,000
_MANY = f"holds more than {_ELEMENTS:,} elements, too many to read; split it."
_HEAD = 1 << 16  # bytes before the first element
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|RDF)[\s>]")
_ELEMENT = re.compile(r"<[A-Za-z_][\w:.-]*[\s/>]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[)?", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ENTITIES = "declares entities of its own, which no feed needs and Dateline does not read."
_PROLOG = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class NoFeed(Exception):
    """It is no feed that may be read; the message continues "x.rss ...", with its full stop."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        title: of the whole: the outlet.
        articles: made as they are asked for, once; an item of which the feed gives no text is one with an empty text.
    """

    title: str
    language: str
    articles: Iterator[RawArticle]


def read(job: Job) -> Iterator[Found]:
    """Yield the articles of a feed.

    Raises:
        OSError: it cannot be read.
    """
    size = job.path.stat().st_size
    if size > min(_BYTES, job.limits.whole_bytes):
        yield job.refuse(f"is a feed of {size:,} bytes, too much to read.")
        return
    try:
        feed = read_feed(job.path.read_bytes())
    except NoFeed as error:
        yield job.refuse(str(error))
    else:
        yield from _checked(job, feed)


def read_feed(data: bytes, *, base: str = "") -> Feed:
    """Return the feed that bytes are; never asks the network. Links may begin from `base`, where the feed lay.

    Raises:
        NoFeed: they are none, or one that must not be read.
    """
    if reason := _reason(data):
        raise NoFeed(reason)
    import feedparser  # 0.15 s, wanted for feeds only

    where = {"content-location": base} if base else {}
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=where)
    if not found.entries:
        damaged = bool(found.bozo) and not found.feed
        raise NoFeed("is damaged: it cannot be read as a feed." if damaged else "is a feed without articles.")
    title, language = _line(found.feed.get("title_detail")), language_code(_string(found.feed, "language"))
    return Feed(title, language, (_article(title, language, entry) for entry in found.entries))


def _checked(job: Job, feed: Feed) -> Iterator[Found]:
    """Yield the articles; those of which the feed gives no text, only title and address, are told together."""
    tally, taken = Tally("item"), 0
    for number, article in enumerate(feed.articles, start=1):
        job.beat()
        article = replace(article, where=job.place(f"item {number}"))
        if not article.text:
            tally.add("has no text, only a title and an address", number)
            continue
        kept = within(article, job.limits)
        taken += isinstance(kept, RawArticle)
        yield kept
    yield from tally.refusals(job, taken=taken)


def _reason(data: bytes) -> str:
    """Why bytes are no feed that may be read, "" when they are one; looked at before any parser sees them."""
    if not data.strip():
        return "is empty."
    try:
        encoding = encoding_of_bytes(data)
    except NotText as error:
        return f"is {error}, not a feed."
    text = data.decode(encoding.name, "replace")
    start = _PROLOG.sub("", text[:_HEAD])
    doctype = _DOCTYPE.search(start)
    if (doctype and doctype[1]) or _ENTITY.search(text):
        return _ENTITIES
    if reason := _too_much(data):
        return reason
    first = _ELEMENT.search(start)
    if not first or not _ROOT.match(start, first.start()):
        return "is XML, but not a feed (RSS or Atom)." if first else "is not a feed."
    return ""


def _too_much(data: bytes) -> str:
    """Why its parser would need minutes: elements lie in one another as in no feed, or are too many; "" if neither."""
    depth, count, parser = 0, 0, ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST:
            raise NoFeed("nests its parts too deeply to be read.")
        if count > _ELEMENTS:
            raise NoFeed(_MANY)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except NoFeed as error:
        return str(error)
    except (ExpatError, ValueError):  # its parser mends what is broken
        return _MANY if data.count(b"<") > 2 * _ELEMENTS else ""
    return ""


def _refuse_entity(*_: object) -> None:
    raise NoFeed(_ENTITIES)


def _article(outlet: str, language: str, entry: Any) -> RawArticle:
    title, text = _line(entry.get("title_detail")), _text(entry)
    about = {"author": _line(entry.get("author_detail"), "name") or _string(entry, "author"), "entry": _id(entry)}
    tags = [_string(tag, "term") for tag in entry.get("tags") or []]
    return RawArticle(
        text="" if text == title else text,
        title=title,
        source=_line((entry.get("source") or {}).get("title_detail")) or outlet,
        published=_date(entry),
        url=_address(entry),
        language=language,
        meta={key: value for key, value in {**about, "tags": [tag for tag in tags if tag]}.items() if value},
    )


def _text(entry: Any) -> str:
    """The longest that an item holds of its story: its content, or a summary."""
    given = [*(entry.get("content") or []), entry.get("summary_detail") or {}]
    return max(map(_plain, given), key=len, default="")


def _line(detail: Any, key: str = "value") -> str:
    return " ".join(_plain(detail, key).split())


def _plain(detail: Any, key: str = "value") -> str:
    """The words of an element, also of one that says it is no HTML: few feeds know, and "<b>" is seldom meant."""
    return markup.plain(_string(detail or {}, key))


def _date(entry: Any) -> str:
    for key in ("published", "updated", "created"):
        if iso := to_iso(_string(entry, key)):
            return iso
        if isinstance(at := entry.get(f"{key}_parsed"), time.struct_time):  # a form that only its parser knows
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", at)
    return ""


def _address(entry: Any) -> str:
    link = _string(entry, "link") or _string(entry, "id")
    return link if link.startswith(("http://", "https://")) else ""


def _id(entry: Any) -> str:
    return _string(entry, "id") if _string(entry, "id") != _string(entry, "link") else ""


def _string(values: Any, key: str) -> str:
    value = values.get(key)
    return " ".join(value.split()) if isinstance(value, str) and key != "value" else value or ""


FORMAT = Format("feed", "feeds (RSS, Atom)", (".rss", ".atom", ".xml"), read)
