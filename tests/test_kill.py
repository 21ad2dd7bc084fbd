"""A process killed in the middle of its work loses nothing that it acknowledged, and leaves nothing half done."""

import contextlib
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from corpus import articles, journal
from corpus.article import RawArticle
from corpus.store import Store
from labels import events, labels, roles, spans
from labels.check import check
from labels.intake import take_in

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")

CODING_KILLS, EVENT_KILLS, IMPORT_KILLS = 100, 40, 15
# Forks a worker for each line read, so that nothing is imported anew; says its number, and when it is gone.
SERVER = """
import os, sys
from corpus import journal
from corpus.article import RawArticle, RawSpan
from corpus.store import Store
from labels import events, labels, roles, spans
from labels.event import ArgumentDraft, EventDraft
from labels.intake import take_in

def record(path, seed):
    store = Store.open(path, coder="rima")
    role = roles.by_name(store)["Deaths"].id
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        start = seed % 4000
        filled = tuple(ArgumentDraft(role, "%d" % n, start, start + 4, value={"best": n}) for n in range(seed % 4))
        (event,) = events.add(store, 1, EventDraft(start=start, end=start + 9, arguments=filled)).events
        os.write(1, b"ack %d\\n" % event)
        events.fill(store, event, ArgumentDraft(role, "more", value={"low": 7}))
        if event % 5 == 0:
            copy = events.duplicate(store, event).events
            events.remove(store, copy)
            journal.undo(store)
            journal.undo(store)
            journal.redo(store)

def code(path, seed):
    store = Store.open(path, coder="rima")
    label = labels.by_name(store)["EVENT"].id
    article = 1
    done = 0
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        start = seed % 4000
        changes = spans.add(store, article, start, start + 3 + seed % 7, label, note="n" * (seed % 600))
        for span in changes.spans:
            os.write(1, b"ack %d\\n" % span)
        done += 1
        if changes.spans and done % 7 == 0:
            spans.annotate(store, changes.spans[0], certainty="claimed")
            journal.undo(store)
            journal.redo(store)

def bring(path, seed):
    store = Store.open(path, coder="rima")
    raws = (
        RawArticle(text=f"Article {number}. " + "Hama was shelled. " * (number % 40), spans=(RawSpan(0, 7, "WORD"),))
        for number in range(seed * 100_000, (seed + 1) * 100_000)
    )
    take_in(store, raws, progress=lambda done, total=None, note="": os.write(1, b"ack %d\\n" % done))

for line in sys.stdin:
    work, seed, path = line.rstrip("\\n").split(" ", 2)
    child = os.fork()
    if child == 0:
        try:
            {"code": code, "bring": bring, "record": record}[work](path, int(seed))
        finally:
            os._exit(1)
    os.write(1, b"pid %d\\n" % child)
    _, status = os.waitpid(child, 0)
    os.write(1, b"gone %d\\n" % (os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0))
"""


class Workers:
    """Workers that are started in turn and killed."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._rest = b""

    def run(self, work: str, seed: int, path: Path, *, seconds: float) -> list[int]:
        """Let one worker work, kill it `seconds` after its first acknowledgement, and return all it acknowledged."""
        assert self._process.stdin
        self._process.stdin.write(f"{work} {seed} {path}\n".encode())
        self._process.stdin.flush()
        acknowledged: list[int] = []
        pid, end = 0, monotonic() + 60
        while line := self._line(end if pid else monotonic() + 60):
            word, number = line.split()
            if word == b"pid":
                pid = int(number)
            elif word == b"ack":
                end = end if acknowledged else monotonic() + seconds
                acknowledged.append(int(number))
            else:
                pytest.fail("the worker ended before it was killed")
        os.kill(pid, signal.SIGKILL)
        while not (line := self._line(monotonic() + 60)).startswith(b"gone"):
            acknowledged += [int(line.split()[1])] if line.startswith(b"ack") else []
        assert line == b"gone 9"
        return acknowledged

    def _line(self, end: float) -> bytes:
        """Return the next line, or nothing when none has come by `end` (monotonic seconds)."""
        assert self._process.stdout
        while b"\n" not in self._rest:
            if not select.select([self._process.stdout], [], [], max(0.0, end - monotonic()))[0]:
                return b""
            some = os.read(self._process.stdout.fileno(), 65536)
            assert some, "the server of workers is gone"
            self._rest += some
        if monotonic() > end:
            return b""
        line, self._rest = self._rest.split(b"\n", 1)
        return line


@pytest.fixture
def workers(root: Path) -> Iterator[Workers]:
    """The server of workers; it ends with the test."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        try:
            yield Workers(process)
        finally:
            assert process.stdin
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()


@pytest.mark.slow
def test_no_acknowledged_span_is_lost_when_the_program_is_killed(store: Store, workers: Workers) -> None:
    take_in(store, [RawArticle(text="Hama was shelled. " * 300)])
    labels.add(store, "EVENT")
    store.close()
    chance = random.Random(20241206)
    acknowledged: set[int] = set()
    for trial in range(CODING_KILLS):
        seconds = chance.uniform(0, 0.1)
        acknowledged |= set(workers.run("code", chance.randrange(2**31), store.path, seconds=seconds))
        with Store.open(store.path, coder="rima") as again:
            kept = {span.id for span in spans.of_article(again, 1)}
            assert acknowledged <= kept, f"lost in trial {trial}"
            assert check(again) == [], f"damaged in trial {trial}"
    assert len(acknowledged) > CODING_KILLS
    with Store.open(store.path, coder="rima") as again:
        again.set_setting("after", "all")  # a journal that was never needed goes with the next write
    assert [path for path in store.path.parent.iterdir() if path != store.path] == []


@pytest.mark.slow
def test_no_acknowledged_event_is_lost_or_half_written(store: Store, workers: Workers) -> None:
    take_in(store, [RawArticle(text="Hama was shelled. " * 300)])
    roles.add(store, "Deaths", kind="number", many=True)
    store.close()
    chance = random.Random(20241208)
    acknowledged: set[int] = set()
    for trial in range(EVENT_KILLS):
        seconds = chance.uniform(0, 0.1)
        acknowledged |= set(workers.run("record", chance.randrange(2**31), store.path, seconds=seconds))
        with Store.open(store.path, coder="rima") as again:
            kept = {event.id for event in events.of_article(again, 1)}
            assert acknowledged <= kept, f"lost in trial {trial}"
            assert check(again) == [], f"damaged in trial {trial}"
    assert len(acknowledged) > EVENT_KILLS


@pytest.mark.slow
def test_an_import_that_is_killed_leaves_whole_articles_that_one_undo_removes(store: Store, workers: Workers) -> None:
    store.close()
    chance = random.Random(7)
    for trial in range(IMPORT_KILLS):
        acknowledged = max(workers.run("bring", trial, store.path, seconds=chance.uniform(0, 0.15)))
        with Store.open(store.path, coder="rima") as again:
            found = articles.ids(again)
            assert len(found) >= acknowledged
            assert all(row.spans == 1 for row in articles.rows(again, found))
            assert check(again) == []
            assert journal.undo(again).summary == "Import articles"
            assert len(articles.ids(again)) == 0
