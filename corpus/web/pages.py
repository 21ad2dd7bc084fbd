"""A page from its address: robots.txt asked, redirects followed and checked, kind found out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from corpus.web import robots
from corpus.web.address import Address, BadAddress, follow, short
from corpus.web.connection import Connector, Trouble
from corpus.web.exchange import Answer, ask
from corpus.web.robots import Robots
from corpus.web.rules import NAME, Rules
from corpus.web.turns import Turns

KINDS = {"page": ".html", "feed": ".rss", "pdf": ".pdf", "text": ".txt"}  # what a page may be, and its file's ending
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_BYTES = 500 << 10  # RFC 9309 wants as many read at least
_TYPES = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/pdf": "pdf",
    "text/plain": "text",
}
# Comments are taken whole or not at all (?>): what begins with a hundred of them must not take for ever.
_BEFORE = rb"\s*(?:(?><\?.{0,2000}?\?>|<!--.{0,4000}?-->|<!doctype\s+(?:rss|rdf)[^>]{0,400}>)\s*)*+"
_FEED = re.compile(_BEFORE + rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(_BEFORE + rb"<(?:!doctype\s+html|html)", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_WORDS = {
    401: "may not be read without signing in",
    402: "is for sale only",
    403: "may not be read without signing in, or refuses programs",
    404: "is not there",
    410: "is not there any more",
    429: "says that it is asked too often; try again later",
    451: "may not be shown for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave.

    Attributes:
        url: where it was, after redirects. charset: what the server says, "" when it does not.
    """

    url: str
    kind: str
    body: bytes
    charset: str = ""


@dataclass(slots=True)
class Visit:
    """One address being fetched.

    Attributes:
        tell: called with the seconds before a wait for our turn, and with 0 when work goes on.
    """

    address: Address
    tell: Callable[[float, str], None]
    deadline: float = field(default=0.0)


class Site:
    """Fetches pages by the rules; remembers what each site's robots.txt says. May be used from several threads."""

    def __init__(self, rules: Rules, connector: Connector, turns: Turns) -> None:
        self._rules = rules
        self._connector = connector
        self._turns = turns
        self._robots: dict[tuple[str, str, int], Robots] = {}

    def get(self, visit: Visit) -> Page:
        """Return the page at an address.

        Raises:
            Trouble: it cannot be had.
        """
        visit.deadline = time.monotonic() + self._rules.seconds
        address = visit.address
        for _ in range(self._rules.redirects + 1):
            if not self._rules_of(address, visit).allows(address.target):
                raise Trouble(f"may not be fetched by programs, says robots.txt of {address.host}")
            self._wait(address.host, visit)
            answer = self._ask(address, visit.deadline)
            if answer.status not in _REDIRECTS:
                return self._page(address, answer)
            address = self._next(address, answer)
        raise Trouble(f"leads on to other addresses more than {self._rules.redirects} times")

    def _page(self, address: Address, answer: Answer) -> Page:
        if answer.status != 200:
            trouble = "belongs to a site in trouble" if answer.status >= 500 else "gives no page"
            raise Trouble(f"{_WORDS.get(answer.status, trouble)} ({answer.status})")
        if not answer.body.strip():
            raise Trouble("is empty")
        declared = answer.header("Content-Type")
        charset = _CHARSET.search(declared)
        return Page(address.url, kind_of(declared, answer.body), answer.body, charset[1] if charset else "")

    def _next(self, address: Address, answer: Answer) -> Address:
        location = answer.header("Location").strip()
        if not location:
            raise Trouble("says that it has moved, but not where")
        try:
            # Headers are bytes; what is not ASCII in them is UTF-8 as a rule.
            location = location.encode("latin-1").decode("utf-8", "replace")
            return follow(address, location, any_port=self._rules.local)
        except (BadAddress, UnicodeError) as error:
            raise Trouble(f"leads on to {short(location, 80)}, which {error}") from error

    def _ask(self, address: Address, deadline: float, *, most: int = 0) -> Answer:
        return ask(self._connector.connect(address, deadline), address, deadline, self._rules, most=most)

    def _wait(self, host: str, visit: Visit) -> None:
        seconds = self._turns.reserve(host)
        if seconds <= 0:
            return
        visit.tell(seconds, host)
        time.sleep(seconds)
        visit.deadline += seconds
        visit.tell(0, host)

    def _rules_of(self, address: Address, visit: Visit) -> Robots:
        found = self._robots.get(address.origin)
        if found is None:
            found = self._robots[address.origin] = self._read_robots(address, visit.deadline)
            if found.delay:
                self._turns.ask_for(address.host, min(found.delay, self._rules.longest_pause))
        return found

    def _read_robots(self, address: Address, deadline: float) -> Robots:
        """As RFC 9309 has it: a site without one allows everything, one in trouble nothing."""
        at = follow(address, "/robots.txt", any_port=True)  # of the address itself, which was checked
        for _ in range(self._rules.redirects + 1):
            try:
                answer = self._ask(at, deadline, most=4 * _ROBOTS_BYTES)
            except Trouble:
                if at.host == address.host:
                    raise  # the page would fail in the same way
                return robots.NOTHING
            if answer.status not in _REDIRECTS:
                break
            at = self._next(at, answer)
        if answer.status >= 500:
            raise Trouble(f"is not fetched, because robots.txt of {address.host} cannot be read ({answer.status})")
        text = answer.body[:_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return robots.parse(text, NAME)


def kind_of(declared: str, body: bytes) -> str:
    """Return which of `KINDS` a body is, by its first bytes, then by what the server says.

    Raises:
        Trouble: it is nothing that holds an article.
    """
    start = body[:8192].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"%PDF-"):
        return "pdf"
    for kind, beginning in (("feed", _FEED), ("page", _PAGE)):
        if beginning.match(start):
            return kind
    stated = declared.partition(";")[0].strip().lower()
    if stated in _TYPES:
        return _TYPES[stated]
    if stated in ("", "application/octet-stream", "text/xml", "application/xml") and b"<" in start:
        return "page"
    raise Trouble(f"is no page or feed but {_called(stated)}")


def _called(stated: str) -> str:
    kinds = {"image": "a picture", "video": "a film", "audio": "a sound", "font": "a font"}
    words = kinds.get(stated.partition("/")[0], "something else")
    return f"{words} ({short(stated, 60)})" if stated else words


def host_of(url: str) -> str:
    """Return the host of an address for words on screen, without its www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
