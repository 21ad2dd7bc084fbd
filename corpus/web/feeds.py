"""What a feed says: its outlet, and for each article a link, a headline, a date and perhaps a text, all of it plain."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from corpus.article import RawArticle
from corpus.readers.formats import feed

_LONG = 2_000  # code points of a title or a link


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as its feed tells of it.

    Attributes:
        link: whole address, "" when it states none. text: what the feed carries of it, "" for nothing.
    """

    link: str
    title: str
    published: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its first entries."""

    title: str
    language: str
    entries: tuple[Entry, ...]


def read_feed(data: bytes, base: str, *, most: int, longest: int) -> Feed:
    """Return a feed with at most `most` entries; a text over `longest` code points is dropped. Never asks the network.

    `base` is where the feed lay: its links may begin from there.

    Raises:
        corpus.readers.formats.feed.NoFeed: it is none.
    """
    found = feed.read_feed(data, base=base)
    entries = [_entry(each, longest) for each in islice(found.articles, most)]
    return Feed(found.title[:_LONG], found.language, tuple(entries))


def _entry(article: RawArticle, longest: int) -> Entry:
    return Entry(
        link=article.url if len(article.url) <= _LONG else "",
        title=article.title[:_LONG],
        published=article.published,
        author=str(article.meta.get("author", ""))[:_LONG],
        text=article.text if len(article.text) <= longest else "",
    )
