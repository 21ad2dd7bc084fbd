"""How much a site may ask of us, and we of a site."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import __version__

NAME = "Dateline"  # what robots.txt may call us
AGENT = f"{NAME}/{__version__} (desktop program; reads the pages that its analyst asks for)"


@dataclass(frozen=True, slots=True)
class Rules:
    """Bounds of one fetching.

    Attributes:
        page_bytes: of one page, after unpacking.
        seconds: for one address with its redirects; waiting for our turn is not counted.
        idle: seconds without a byte.
        redirects: followed for one address; each is checked like the first.
        pause: seconds between two requests to one host.
        longest_pause: seconds that a site may ask for (Crawl-delay); one that asks for more is waited for so long.
        feed_articles: taken from one feed, those it names first.
        pages: whether the pages a feed links to are fetched, or only its own texts taken.
        local: whether this computer may be asked. For tests against a server of their own, nothing else.
    """

    page_bytes: int = 20_000_000
    seconds: float = 60.0
    idle: float = 15.0
    redirects: int = 5
    pause: float = 1.0
    longest_pause: float = 30.0
    feed_articles: int = 100
    pages: bool = True
    local: bool = False
