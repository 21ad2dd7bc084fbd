"""The child that fetches: addresses come in, pages go into a folder. It reads nothing of them but headers.

It may be killed at any moment. It connects only to addresses that were checked, and starts no programs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from corpus.confinement import detach, restrict
from corpus.readers.encodings import browser_codec
from corpus.web import wire
from corpus.web.address import parse
from corpus.web.connection import Connector, Gate, Trouble
from corpus.web.pages import KINDS, Page, Site, Visit
from corpus.web.turns import Turns

_THREADS = 4  # hosts that are asked at the same time
_MEMORY = 1 << 30  # bytes: each thread holds a page twice at most
_SECONDS = 3600  # of processor time; a day of polite fetching takes less


def main() -> int:
    """Answer jobs on standard input until it ends."""
    jobs, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    gate = Gate()
    sys.addaudithook(gate.audit)
    restrict(memory=_MEMORY, seconds=_SECONDS)
    rules, folder = wire.read_start(jobs.readline())
    turns = Turns(rules.pause)
    worker = _Worker(Site(rules, Connector(rules, gate), turns), turns, Path(folder), output, any_port=rules.local)
    threads = [threading.Thread(target=worker.run, daemon=True) for _ in range(_THREADS)]
    for thread in threads:
        thread.start()
    worker.tell(wire.Up())
    for line in jobs:
        worker.add(*wire.read_job(line))
    turns.close()
    for thread in threads:
        thread.join()
    return 0


class _Worker:
    """What the threads share."""

    def __init__(self, site: Site, turns: Turns, folder: Path, output: IO[bytes], *, any_port: bool) -> None:
        self._site = site
        self._turns = turns
        self._folder = folder
        self._output = output
        self._any_port = any_port
        self._lock = threading.Lock()
        self._urls: dict[int, str] = {}

    def add(self, number: int, url: str) -> None:
        """Take on an address."""
        self._urls[number] = url
        self._turns.add(parse(url, any_port=self._any_port).host, number)

    def run(self) -> None:
        """Fetch until there is nothing more to fetch."""
        while taken := self._turns.take():
            host, number = taken
            try:
                self._fetch(number)
            finally:
                self._turns.done(host)

    def tell(self, told: wire.Told) -> None:
        """Send a line; a parent that is gone will not miss it."""
        with self._lock, suppress(BrokenPipeError):
            self._output.write(wire.told_line(told) + b"\n")
            self._output.flush()

    def _fetch(self, number: int) -> None:
        address = parse(self._urls.pop(number), any_port=self._any_port)
        self.tell(wire.Waiting(number))
        visit = Visit(address, lambda seconds, host: self.tell(wire.Waiting(number, seconds, host)))
        try:
            page = self._site.get(visit)
            self._keep(number, page)
        except Trouble as error:
            self.tell(wire.Failed(number, str(error)[:1000]))
        except MemoryError:
            self.tell(wire.Failed(number, "is more than there is memory for"))
        except Exception as error:  # noqa: BLE001 (the border of the process: told, and only this page is lost)
            self.tell(wire.Failed(number, f"could not be fetched ({type(error).__name__})"))

    def _keep(self, number: int, page: Page) -> None:
        (self._folder / f"{number}{KINDS[page.kind]}").write_bytes(_readable(page))
        sha256 = hashlib.sha256(page.body).hexdigest()
        self.tell(wire.Got(number, page.url, page.kind, len(page.body), sha256, page.charset))


def _readable(page: Page) -> bytes:
    """Return a page's bytes; where only the server says how its letters are encoded, in UTF-8 with its mark."""
    charset = browser_codec(page.charset)
    if page.kind not in ("page", "text") or not charset:
        return page.body
    with suppress(UnicodeDecodeError):
        page.body.decode("utf-8")
        return page.body
    return page.body.decode(charset, "replace").encode("utf-8-sig", "replace")
