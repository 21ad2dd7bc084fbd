"""Runs addresses through the child that fetches and the one that reads; a page that breaks either costs that page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.child import Child, ChildEnded, LineTooLong
from corpus.errors import UserError
from corpus.progress import Cancelled, Progress
from corpus.readers.limits import Limits
from corpus.readers.reading import Reading
from corpus.readers.registry import by_suffix
from corpus.readers.walk import File
from corpus.uid import now
from corpus.web import wire
from corpus.web.address import Address, BadAddress, parse, short
from corpus.web.feed_child import BadFeed, read_in_child
from corpus.web.feeds import Entry
from corpus.web.pages import KINDS, host_of
from corpus.web.rules import Rules
from corpus.web.wire import Failed, Got, Malformed, Waiting

_TICK = 0.1  # seconds between two looks at whether we should stop
_GRACE = 30.0  # seconds over its time after which the child is thought to hang (a name server that does not answer)
_START_SECONDS = 60.0
_TOGETHER = 8  # pages read by one reading child
_PATIENCE = 1.0  # seconds a page waits for others to be read with it
_LINE = 1 << 16  # bytes


@dataclass(slots=True)
class _Asked:
    """An address on its way.

    Attributes:
        entry: what a feed says of it. outlet, language: of that feed, and `feed` itself as it was read.
        since: when work on it began, 0 while it waits for its turn.
    """

    address: Address
    entry: Entry | None = None
    outlet: str = ""
    language: str = ""
    feed: FileRead | None = None
    since: float = 0.0


class Fetching:
    """The fetching of some addresses, done by `items`."""

    def __init__(self, addresses: Sequence[Address], rules: Rules, limits: Limits, progress: Progress) -> None:
        """Nothing is started yet. `progress` counts addresses."""
        self._rules = rules
        self._limits = limits
        self._progress = progress
        self._asked: dict[int, _Asked] = {}  # on their way, by number
        self._got: list[Got] = []  # fetched, not read yet
        self._seen: set[str] = set()
        self._total = self._number = self._reading = 0
        self._note = ""
        self._child: Child | None = None
        self._up = False
        self._began = self._first = 0.0
        self._folder = Path()
        for address in addresses:
            self._add(_Asked(address))

    def items(self) -> Iterator[Item]:
        """Yield what the addresses give, as it comes. Closing the iterator kills the children.

        Raises:
            UserError: the child cannot be started.
        """
        with TemporaryDirectory(prefix="dateline-web-") as folder:
            self._folder = Path(folder)
            try:
                while self._asked:
                    yield from self._step()
                self._report()
            except Cancelled:  # what was yielded is to be kept; whoever asked for the stop knows of it
                return
            finally:
                self._stop()

    def _add(self, asked: _Asked) -> None:
        if asked.address.url in self._seen:
            return
        self._seen.add(asked.address.url)
        self._number += 1
        self._total += 1
        self._asked[self._number] = asked
        if self._child is not None:
            self._child.send(wire.job_line(self._number, asked.address.url))

    def _step(self) -> Iterator[Item]:
        self._report()
        child = self._child or self._start()
        try:
            lines = child.receive(_TICK)
        except (ChildEnded, LineTooLong):
            yield from self._give_up("made the fetching go wrong")
            return
        for line in lines:
            try:
                yield from self._take(wire.read_told(line))
            except Malformed:
                yield from self._give_up("made the fetching go wrong")
                return
        if self._due():
            yield from self._read()
        if not lines and self._hangs():
            yield from self._give_up("took too long to answer")

    def _start(self) -> Child:
        try:
            child = self._child = Child("web", line_bytes=_LINE)
        except OSError as error:
            raise UserError(f"The fetching could not be started: {error.strerror}.") from error
        self._began = time.monotonic()
        child.send(wire.start_line(self._rules, str(self._folder)))
        fetched = {each.number for each in self._got}
        for number, asked in self._asked.items():
            asked.since = 0.0
            if number not in fetched:
                child.send(wire.job_line(number, asked.address.url))
        return child

    def _take(self, told: wire.Told) -> Iterator[Item]:
        if isinstance(told, wire.Up):
            self._up = True
        elif isinstance(told, Waiting) and told.number in self._asked:
            self._asked[told.number].since = 0.0 if told.seconds else time.monotonic()
            self._note = self._words(told)
        elif isinstance(told, Failed) and told.number in self._asked:
            yield from _instead(self._asked.pop(told.number), told.reason)
        elif isinstance(told, Got) and told.number in self._asked:
            self._asked[told.number].since = 0.0
            self._first = self._first or time.monotonic()
            self._got.append(told)

    def _words(self, told: Waiting) -> str:
        host = host_of(self._asked[told.number].address.url)
        return f"{host}, in {told.seconds:.0f} s" if told.seconds > 2 else host

    def _due(self) -> bool:
        """Whether the pages fetched are to be read now."""
        if not self._got:
            return False
        waited = time.monotonic() - self._first
        return len(self._got) >= min(_TOGETHER, len(self._asked)) or waited > _PATIENCE

    def _read(self) -> Iterator[Item]:
        got, self._got, self._first = self._got, [], 0.0
        files: list[File] = []
        pages: dict[str, tuple[Got, _Asked]] = {}
        for page in got:
            asked = self._asked.pop(page.number)
            path, name = self._path(page), asked.address.url
            if page.kind == "feed":
                yield from self._open_feed(page, asked, path)
            elif path.suffix not in by_suffix():
                yield from _instead(asked, f"is a {page.kind.upper()}, which Dateline does not read yet")
            else:
                files.append(File(path, name, page.size))
                pages[name] = page, asked
        self._reading, self._note = len(files), f"reading {host_of(files[0].name)}" if files else ""
        for item in Reading(files, self._limits, self._look).items() if files else ():
            name = item.name if isinstance(item, FileRead) else item.where
            yield from _completed(item, *pages[name]) if name in pages else (item,)
        self._reading = 0
        for page in got:
            with suppress(OSError):
                self._path(page).unlink()

    def _path(self, page: Got) -> Path:
        return self._folder / f"{page.number}{KINDS[page.kind]}"

    def _open_feed(self, page: Got, asked: _Asked, path: Path) -> Iterator[Item]:
        name, look = asked.address.url, self._report
        if asked.entry is not None:
            yield from _instead(asked, "is another feed")
            return
        try:
            feed = read_in_child(path, page.url, most=self._rules.feed_articles, limits=self._limits, look=look)
        except BadFeed as error:
            yield Refusal(name, f"{short(name)} {error}.")
            return
        except OSError as error:
            raise UserError(f"The reader of feeds could not be started: {error.strerror}.") from error
        read = FileRead(name, page.size, page.sha256, "feed 1")
        yield replace(read, sha256="", reader="")
        for entry in feed.entries:
            one = _Asked(asked.address, entry, feed.title or host_of(page.url), feed.language, read)
            yield from self._enter(one, entry, name)
        yield read

    def _enter(self, one: _Asked, entry: Entry, feed: str) -> Iterator[Item]:
        """Take on one article of a feed."""
        address = _address(entry.link, any_port=self._rules.local)
        if address is not None and self._rules.pages:
            self._add(replace(one, address=address))
        elif entry.text:
            yield _from_entry(replace(one, address=address or one.address), entry)
        else:
            title = f"“{short(entry.title, 80)}”" if entry.title else "An article"
            yield Refusal(feed, f"{short(feed)}: {title} has neither a link that can be followed nor a text.")

    def _hangs(self) -> bool:
        if not self._up:
            return time.monotonic() - self._began > _START_SECONDS
        allowed = self._rules.seconds + _GRACE
        return any(asked.since and time.monotonic() - asked.since > allowed for asked in self._asked.values())

    def _give_up(self, reason: str) -> Iterator[Item]:
        """Kill the child and refuse what it was busy with; a new child goes on with the rest."""
        up = self._up
        self._stop()
        if not up:
            raise UserError("The fetching could not be started; Dateline may have to be installed again.")
        busy = [number for number, asked in self._asked.items() if asked.since]
        for number in busy:
            yield from _instead(self._asked.pop(number), reason)

    def _stop(self) -> None:
        child, self._child, self._up = self._child, None, False
        if child is not None:
            child.stop()

    def _look(self, done: int, total: int | None = None, note: str = "") -> None:
        """Stand in for the reading's progress, which counts bytes."""
        self._report()

    def _report(self) -> None:
        self._progress(self._total - len(self._asked) - self._reading, self._total, self._note)


def _address(link: str, *, any_port: bool) -> Address | None:
    try:
        return parse(link, any_port=any_port)
    except BadAddress:
        return None


def _instead(asked: _Asked, reason: str) -> Iterator[Item]:
    """Yield what is left of an address that gave nothing: the feed's own words, or a refusal."""
    yield from _of_feed(asked, Refusal(asked.address.url, f"{short(asked.address.url)} {reason}."))


def _of_feed(asked: _Asked, refusal: Refusal) -> Iterator[Item]:
    if asked.entry is None or asked.feed is None or not asked.entry.text:
        yield refusal
        return
    yield replace(asked.feed, sha256="", reader="")
    yield _from_entry(asked, asked.entry, f"{refusal.reason} The text is the feed's.")
    yield asked.feed


def _from_entry(asked: _Asked, entry: Entry, warning: str = "") -> RawArticle:
    meta = {"author": entry.author, "fetched": now()}
    return RawArticle(
        text=entry.text,
        title=entry.title,
        source=asked.outlet,
        published=entry.published,
        url=asked.address.url,
        language=asked.language,
        meta={key: value for key, value in meta.items() if value},
        where=asked.address.url,
        warnings=(warning,) if warning else (),
    )


def _completed(item: Item, page: Got, asked: _Asked) -> Iterator[Item]:
    """Yield what the reader found, with what the address and the feed say that the page does not."""
    if isinstance(item, FileRead):
        yield replace(item, size=page.size, sha256=page.sha256) if item.sha256 else item
    elif isinstance(item, Refusal):
        yield from _of_feed(asked, item)
    else:
        yield _with_what_is_known(item, page, asked)


def _with_what_is_known(item: RawArticle, page: Got, asked: _Asked) -> RawArticle:
    entry: Callable[[str], str] = lambda name: str(getattr(asked.entry, name, ""))  # noqa: E731
    return replace(
        item,
        title=item.title or entry("title"),
        source=item.source or asked.outlet or host_of(page.url),
        published=item.published or entry("published"),
        language=item.language or asked.language,
        url=item.url if item.url and host_of(item.url) == host_of(page.url) else page.url,
        meta={**item.meta, "fetched": now()},
    )
