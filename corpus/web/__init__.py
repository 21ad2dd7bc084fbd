"""Articles from the web, only when somebody asks: addresses of pages and feeds to articles.

A child process fetches and parses nothing but headers and robots.txt; what it saved is read by the reading child, which
has no network. `fetch` is the way in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.article import Item
from corpus.progress import Progress, silent
from corpus.readers.limits import Limits
from corpus.web.address import Address, Pasted, find_addresses
from corpus.web.fetching import Fetching
from corpus.web.rules import Rules

USUAL = Rules()

__all__ = ["USUAL", "Address", "Pasted", "Rules", "fetch", "find_addresses"]


def fetch(
    addresses: Sequence[Address],
    *,
    rules: Rules = USUAL,
    limits: Limits = Limits(),
    progress: Progress = silent,
) -> Iterator[Item]:
    """Yield the articles at these addresses as they come, a refusal for each address that gave none, and the pages.

    A feed gives the articles it links to, or with `rules.pages` off the texts it carries itself. `progress` counts
    addresses and is asked ten times a second; when it says `Cancelled` the fetching ends quietly, so that what
    was yielded before can still be kept. Closing the iterator kills both children at once.

    Raises:
        UserError: the fetching process cannot be started.
    """
    yield from Fetching(addresses, rules, limits, progress).items()
