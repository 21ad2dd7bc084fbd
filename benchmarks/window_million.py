"""What a person waits for in the window on a large project: from a key or click until it is painted, off screen.

    python benchmarks/window_million.py PROJECT [--rounds 9] [--only concordance]

Of each deed: the median and the worst time until it is painted; the longest turn of the window's thread, in
milliseconds of processor, since others on the machine do not count there; and how many paintings of the whole window,
in which nothing changed, would take as long. What is written is undone: beside it stands a bare commit of SQLite on the
same disk. The first lines are processes of their own, with the project's file out of the system's memory, and all of
their processor's time.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_PATIENCE = 120.0  # seconds that an answer is waited for
_COLD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from desktop import app
from desktop.settings import Settings
qt = QApplication([])
made = app.make(qt, Settings(QSettings(sys.argv[2], QSettings.Format.IniFormat)))
made.window.show()
qt.processEvents()
opening, before = time.time(), time.process_time()
assert made.files.open(Path(sys.argv[1]))
while not made.articles.model.rowCount():
    qt.processEvents()
made.window.grab()
now = time.time()
used = time.process_time()
print(*(1000 * each for each in (now - float(sys.argv[3]), now - opening, used, used - before)))
made.close()
"""


@dataclass(slots=True)
class Times:
    """Milliseconds: until painted; and of processor, in the longest turn of the window's thread."""

    painted: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to time: it is done as soon as `ready` says so; `after` puts back what it changed, untimed."""

    name: str
    do: Callable[[int], object]
    ready: Callable[[], bool] = lambda: True
    after: Callable[[], object] = lambda: None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="", help="deeds whose name holds these words")
    given = parser.parse_args()
    print(f"{'':44}{'painted':>9}{'worst':>9}{'held':>9}{'worst':>9}{'to paint':>9}")
    with tempfile.TemporaryDirectory() as folder:
        settings = str(Path(folder) / "settings.ini")
        if not given.only:
            _print_cold(given.project, settings)
        window = Window(given.project, settings)
        idle = window.time(Deed("paint the whole window", lambda _: window.app.window.grab()), 20)
        _print(idle, idle, "paint the whole window")
        for deed in window.deeds():
            if given.only in deed.name:
                _print(window.time(deed, given.rounds), idle, deed.name)
        window.app.close()


def _print_cold(project: Path, settings: str) -> None:
    whole, opened = Times(), Times()
    for _ in range(3):
        _forget(project)
        line = [sys.executable, "-c", _COLD, str(project), settings, str(time.time())]
        said = subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
        for times, painted, held in ((whole, said[0], said[2]), (opened, said[1], said[3])):
            times.painted.append(float(painted))
            times.held.append(float(held))
    _print(whole, None, "cold: from the command to the first page")
    _print(opened, None, "cold: from opening to the first page")


def _forget(project: Path) -> None:
    """Take a file out of the system's memory, where the system can."""
    if hasattr(os, "posix_fadvise"):
        with project.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _print(times: Times, idle: Times | None, name: str) -> None:
    line = f"{name:44}{statistics.median(times.painted):9.1f}{max(times.painted):9.1f}"
    held = statistics.median(times.held)
    ratio = f"{held / statistics.median(idle.held):9.1f}" if idle is not None else ""
    print(f"{line}{held:9.1f}{max(times.held):9.1f}{ratio}", flush=True)


class Window:
    """The program's window with a project open, and turns of its event loop that are timed."""

    def __init__(self, project: Path, settings: str) -> None:
        from PySide6.QtCore import QSettings
        from PySide6.QtWidgets import QApplication

        from desktop import app
        from desktop.settings import Settings

        self.qt = QApplication([])
        self.app: Any = app.make(self.qt, Settings(QSettings(settings, QSettings.Format.IniFormat)))
        self.app.window.resize(1280, 800)
        self.app.window.show()
        assert self.app.files.open(project)
        self.settle(1.0)
        self.ids = self.app.session.article_ids()
        assert len(self.ids), "this project has no articles"

    def time(self, deed: Deed, rounds: int) -> Times:
        """Do something several times, each until it is ready and painted."""
        times = Times()
        for number in range(rounds):
            started = time.perf_counter()
            held = _cpu(lambda: deed.do(number))  # noqa: B023
            held = max(held, _cpu(self.qt.processEvents))
            while not deed.ready():
                assert time.perf_counter() - started < _PATIENCE, f"no answer: {deed.name}"
                time.sleep(0.0002)
                held = max(held, _cpu(self.qt.processEvents))
            held = max(held, _cpu(self.qt.processEvents))  # paints
            times.painted.append(1000 * (time.perf_counter() - started))
            times.held.append(held)
            deed.after()
            self.settle()
        return times

    def settle(self, seconds: float = 0.25) -> None:
        """Let pass what is still going on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.app.articles.searcher.busy:
            self.qt.processEvents()
            time.sleep(0.002)

    def deeds(self) -> Iterator[Deed]:
        """Yield all that is timed."""
        yield from self._in_the_list()
        yield from self._searches()
        yield from self._coding()
        yield from self._pages()
        yield from self._hits()

    def _in_the_list(self) -> Iterator[Deed]:
        articles, session = self.app.articles, self.app.session
        bar, count = articles.list.verticalScrollBar(), articles.model.rowCount()
        yield Deed("scroll to anywhere in the list", lambda n: bar.setValue(bar.maximum() * (3 * n + 1) // 40))
        yield Deed("jump to the end of the list", lambda _: bar.setValue(bar.maximum()), after=lambda: bar.setValue(0))
        yield Deed("open an article", lambda n: session.show(self.ids[(n + 1) * count // 41]))
        listed = lambda: not articles.searcher.busy  # noqa: E731
        clear = articles.nothing_found.clear_wanted.emit
        yield Deed("filter by status", lambda n: articles.chips.chosen.emit(("todo", "done")[n % 2]), listed, clear)
        names = [name for name, _ in session.sources()] or [""]
        yield Deed("filter by outlet", lambda n: articles.outlets.chosen.emit(names[n % len(names)]), listed, clear)

    def _searches(self) -> Iterator[Deed]:
        articles = self.app.articles
        listed = lambda: not articles.searcher.busy  # noqa: E731
        begun = lambda: not articles.searcher.busy or articles.model.rowCount() < len(self.ids)  # noqa: E731
        clear = articles.nothing_found.clear_wanted.emit
        rare, common = _rare(self.app.session), _common(self.app.session)
        for name, word, ready in (
            ("search for a rare word, all of it", lambda n: f'"{rare[n % len(rare)]}"', listed),
            ("search for a common word, first page", lambda n: common[n % len(common)], begun),
            ("search for a common word, all of it", lambda n: common[n % len(common)], listed),
            ("search for two letters, first page", lambda n: ("be", "sh", "al")[n % 3], begun),
        ):
            yield Deed(name, lambda n, word=word: self._type(word(n)), ready, clear)

    def _type(self, words: str) -> None:
        from corpus.query import parse

        self.app.articles.searcher.forget()  # else the second round would be remembered
        self.app.session.set_query(parse(words))

    def _coding(self) -> Iterator[Deed]:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from labels import spans

        app, session = self.app, self.app.session
        session.show(self.ids[len(self.ids) // 2])
        yield from self._bare_commit()
        label, at = session.labels[0].id, len(session.article.text) // 2
        add = lambda n: session.do(spans.add, session.article.id, at + n, at + n + 1, label, exact=True)  # noqa: E731
        yield Deed("save a span, commit included, all panels", add, after=self._undo)
        add(0)
        yield Deed("undo a span", lambda _: self._undo(), after=lambda: add(0))
        self._undo()

        def press(number: int) -> None:
            app.reader.select(at + 2 * number, at + 2 * number + 1, exact=True)
            QTest.keyClick(app.reader, Qt.Key.Key_4)

        yield Deed("a span by its label's key", press, after=self._undo)

    def _bare_commit(self) -> Iterator[Deed]:
        with tempfile.TemporaryDirectory(dir=self.app.session.store.path.parent) as folder:
            conn = sqlite3.connect(Path(folder) / "bare.sqlite", isolation_level=None)
            conn.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, words TEXT)")
            yield Deed("a bare commit of SQLite", lambda _: conn.execute("INSERT INTO one (words) VALUES ('a span')"))
            conn.close()

    def _undo(self) -> None:
        """Take back a span; never what stood before, an import for instance."""
        assert self.app.session.undo_summary().startswith("Label")
        self.app.undo()

    def _pages(self) -> Iterator[Deed]:
        from desktop import pages

        names = (pages.CODEBOOK, pages.EVENTS, pages.INTAKE, pages.QUEUE, pages.CONCORDANCE)
        for name in names:
            yield Deed(f"{name.replace('page_', 'page ')}", lambda _, name=name: self.app.run(name), after=self._code)

    def _code(self) -> None:
        self.settle(0.5)
        self.app.run("page_code")

    def _hits(self) -> Iterator[Deed]:
        from labels.concordance import Wanted

        self.app.run("page_concordance")
        page = self.app.pages.concordance
        first = lambda: bool(page.model.rowCount())  # noqa: E731
        all_found = lambda: not page.worker.is_busy  # noqa: E731
        rare, common = _rare(self.app.session), _common(self.app.session)
        for name, words, ready in (
            ("concordance of a rare word, all hits", lambda n: rare[n % len(rare)], all_found),
            ("concordance of a common word, first hits", lambda n: common[n % len(common)], first),
        ):
            yield Deed(name, lambda n, words=words: page.search(Wanted(words(n))), ready, page.stop)
        self.time(Deed("", lambda _: page.search(Wanted(common[0])), first, lambda: self.settle(3.0)), 1)
        bar = page.table.verticalScrollBar()
        yield Deed("scroll to anywhere in the hits", lambda n: bar.setValue(bar.maximum() * (3 * n + 1) // 40))
        yield Deed("tick all hits", lambda _: page.table.all_wanted.emit())
        page.search(Wanted(""))
        self.app.run("page_code")


def _rare(session: Any) -> list[str]:
    """Return words of titles that few articles hold."""
    from corpus import listing
    from corpus.query import parse

    ids = session.article_ids()
    rows = session.article_rows([ids[number * len(ids) // 60] for number in range(60)])
    words = sorted({word.strip("(),.") for row in rows for word in row.title.split()}, key=lambda word: -len(word))
    found = [word for word in words[:20] if word.isalpha() and len(listing.find(session.store, parse(word))) <= 2_000]
    return found or ["Hama"]


def _common(session: Any) -> list[str]:
    """Return words that most articles hold."""
    ids = session.article_ids()
    session.show(ids[len(ids) // 3])
    words = Counter(word.lower() for word in session.article.text.split() if len(word) > 4 and word.isalpha())
    session.show(ids[2 * len(ids) // 3])
    others = set(session.article.text.lower().split())
    return [word for word, _ in words.most_common() if word in others][:3] or ["the"]


def _cpu(do: Callable[[], object]) -> float:
    started = time.thread_time()
    do()
    return 1000 * (time.thread_time() - started)


if __name__ == "__main__":
    main()
