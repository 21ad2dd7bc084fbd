"""How long the window's thread is held where the project learns: the error queue, pages, keys while a model trains.

    python benchmarks/window_learning.py [--articles 1200] [--only train] [--who]

The program's own event loop runs off screen. A *turn* is what it does from waking until it would sleep or look again;
of each deed stand the longest turn in milliseconds of processor (of the window's thread alone: others on the machine do
not count), the longest by the clock (with what threads beside it held it up), and the time until all was painted.
`--who` says which Python functions the longest turns of processor went to.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_NO_GLIB"] = "1"  # Qt's own loop tells of each round

_PATIENCE = 300.0  # seconds that a deed is waited for
_ITEMS = 10_000
_KEYS = 30
_IDLE = 5_000  # milliseconds that a person looks at the first article
_QUIET = 0.3  # seconds without a turn of more than a millisecond after which a deed is over
Deed = tuple[str, Callable[[], object], Callable[[], bool]]  # name, what is done, and whether it is over


@dataclass
class Probe:
    """Watches the turns of the window's event loop; the longest since `begin`, in milliseconds."""

    processor: float = 0.0
    clock: float = 0.0
    _cpu: float = 0.0
    _at: float = 0.0
    busy_at: float = 0.0

    def watch(self) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher

        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._awake)
        dispatcher.aboutToBlock.connect(self._end)

    def begin(self) -> None:
        self.processor = self.clock = 0.0
        self._awake()

    def _awake(self) -> None:
        self._end()
        self._cpu, self._at = time.thread_time(), time.perf_counter()

    def _end(self) -> None:
        if not self._at:
            return
        now = time.perf_counter()
        held = 1000 * (time.thread_time() - self._cpu)
        self.processor, self.clock = max(self.processor, held), max(self.clock, 1000 * (now - self._at))
        self._at = 0.0
        if held > 1:
            self.busy_at = now


class Bench:
    """The window, and deeds done one after another from its own event loop."""

    def __init__(self, project: Path, *, only: str, who: bool) -> None:
        from PySide6.QtCore import QSettings, QTimer
        from PySide6.QtWidgets import QApplication

        from desktop import app
        from desktop.settings import Settings
        from desktop.warming import PAGES, Loader

        self.qt = QApplication([])
        settings = Settings(QSettings(str(project.with_name("s.ini")), QSettings.Format.IniFormat))
        self.app: Any = app.make(self.qt, settings)
        self.app.window.resize(1280, 800)
        self.app.window.show()
        assert self.app.files.open(project)
        Loader(PAGES, self.app.window).start_later()
        self.probe, self._only, self._who = Probe(), only, who
        self._deeds = self.deeds()
        self._present: Deed | None = None
        self._since = 0.0
        self._profile: cProfile.Profile | None = None
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._look)

    def run(self) -> None:
        """Do everything and print it."""
        from PySide6.QtCore import QTimer

        print(f"{'':58}{'processor':>10}{'clock':>8}{'until done':>11}")
        self.probe.watch()
        self._since = self.probe.busy_at = time.perf_counter()
        QTimer.singleShot(_IDLE, self._timer.start)
        self.qt.exec()
        self.app.close()

    def _look(self) -> None:
        """Print the deed that is over, and begin the next."""
        now = time.perf_counter()
        if self._present is not None:
            assert now - self._since < _PATIENCE, self._present[0]
            if not self._present[2]() or now - max(self.probe.busy_at, self._since) < _QUIET:
                return
            self._print()
        self._present = next(self._deeds, None)
        if self._present is None:
            self.qt.quit()
            return
        self._since = now
        self._begin(self._present[1])

    def _begin(self, do: Callable[[], object]) -> None:
        self.probe.begin()
        if self._who and self._only in (self._present or ("",))[0]:
            self._profile = cProfile.Profile(time.thread_time)
            self._profile.enable()
        do()

    def _print(self) -> None:
        if self._profile is not None:
            self._profile.disable()
        assert self._present is not None
        name, probe = self._present[0], self.probe
        if self._only in name and (self._who or not name.startswith("(")):
            took = 1000 * (max(probe.busy_at, self._since) - self._since)
            print(f"{name:58}{probe.processor:10.1f}{probe.clock:8.1f}{took:11.0f}", flush=True)
            if self._profile is not None:
                pstats.Stats(self._profile).sort_stats("cumulative").print_stats(32)
        self._profile = None

    def deeds(self) -> Iterator[Deed]:
        """Yield all that is timed."""
        yield from self._pages()
        yield from self._errors()
        yield from self._coding("no model trains")
        yield from self._training()

    def _pages(self) -> Iterator[Deed]:
        from desktop import pages

        names = ("CODEBOOK", "INTAKE", "QUEUE", "CONCORDANCE", "EVENTS", "PATTERNS", "MODEL")
        for time_ in ("first", "again"):
            for name in names:
                action = getattr(pages, name)
                yield f"page {name.lower()}, {time_}", lambda action=action: self.app.run(action), _at_once
                yield f"back from page {name.lower()}, {time_}", lambda: self.app.run("page_code"), _at_once

    def _errors(self) -> Iterator[Deed]:
        from PySide6.QtCore import Qt

        app = self.app
        over = lambda: not app.pages.errors.worker.is_busy  # noqa: E731
        yield "open the Errors page with 10,000 items", lambda: app.run("page_errors"), over
        for number in range(3):
            yield f"decide there, {number}", lambda: self._key(app.pages.errors.list, Qt.Key.Key_H), _at_once
        for number in range(3):
            yield f"undo there, {number}", app.undo, _at_once
        yield "the next item", lambda: self._key(app.pages.errors.list, Qt.Key.Key_Right), _at_once
        yield "the page below", lambda: self._key(app.pages.errors.list, Qt.Key.Key_PageDown), _at_once
        yield "leave the Errors page", lambda: app.run("page_code"), _at_once
        yield "open the Errors page again", lambda: app.run("page_errors"), over
        yield "(back)", lambda: app.run("page_code"), _at_once

    def _coding(self, when: str) -> Iterator[Deed]:
        """Thirty keys, each when the window is still again: labels and suggestions accepted, by turns."""
        from PySide6.QtCore import Qt

        app = self.app
        ids = app.session.article_ids()
        yield "(open)", lambda: app.session.show(ids[len(ids) - 5]), _at_once
        for name, do in (
            ("label key", lambda number: self._label(number)),
            ("accept key", lambda _: self._accept()),
            ("next article", lambda number: app.session.show(ids[len(ids) - 6 - number])),
            ("Tab", lambda _: self._key(app.reader, Qt.Key.Key_Tab)),
        ):
            worst = [0.0, 0.0]
            for number in range(_KEYS):
                yield f"({name})", lambda do=do, number=number: do(number), _at_once
                worst = [max(worst[0], self.probe.processor), max(worst[1], self.probe.clock)]
            if self._only in f"{_KEYS} times {name}, {when}":
                print(f"{f'{_KEYS} times {name}, {when}':58}{worst[0]:10.1f}{worst[1]:8.1f}", flush=True)
            if name == "label key":
                yield "(open)", lambda: app.session.show(ids[len(ids) - 6]), _at_once

    def _training(self) -> Iterator[Deed]:
        app = self.app
        yield "(page)", lambda: app.run("page_model"), lambda: not app.files.lessons.current
        begun = lambda: app.pages.model.body.training.isVisible()  # noqa: E731
        yield "begin to train", lambda: app.run("train"), begun
        yield "train, the page in front, five seconds", lambda: None, self._later(5.0)
        yield "(back)", lambda: app.run("page_code"), _at_once
        yield from self._coding("a model trains")
        assert app.files.lessons.current is not None, "the training was over too soon"
        yield "train, coding in front, five seconds", lambda: None, self._later(5.0)
        yield "(page)", lambda: app.run("page_model"), _at_once
        ended = lambda: app.files.lessons.current is None  # noqa: E731
        yield "stop the training, and show the model", app.files.lessons.current.cancel, ended

    def _later(self, seconds: float) -> Callable[[], bool]:
        return lambda: time.perf_counter() - self._since > seconds

    def _key(self, widget: Any, key: Any) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClick(widget, key)

    def _label(self, number: int) -> None:
        from PySide6.QtCore import Qt

        self.app.reader.select(40 * number, 40 * number + 5, exact=True)
        self._key(self.app.reader, (Qt.Key.Key_4, Qt.Key.Key_3)[number % 2])

    def _accept(self) -> None:
        app = self.app
        if app.review.in_hand() is None:
            app.review.step(1) or app.reader.tab(1)
        app.review.accept()


def _at_once() -> bool:
    return True


def make(path: Path, articles: int) -> None:
    """Make a project: finished articles with coding, ten thousand differences to a model's, and some to code."""
    import json

    from benchmarks.generate import articles as made
    from corpus import articles as core
    from corpus.readers import read_paths
    from corpus.store import Store
    from labels import codebook
    from labels.intake import take_in

    wires = path.with_name("wires.jsonl")
    with wires.open("w", encoding="utf-8") as out:
        for number, one in enumerate(made(articles)):
            if number >= articles - 60:
                one = {name: value for name, value in one.items() if name not in ("spans", "label", "entities")}
            out.write(json.dumps(one, ensure_ascii=False) + "\n")
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, read_paths([wires]), as_coder="rima", unknown="add")
        for article_id in range(1, articles - 59):
            core.set_status(store, article_id, "done")
        _cross(store, articles - 60)


def _cross(store: Any, done: int) -> None:
    """Write predictions: the coding, but for every so many spans, which are missing, moved or labelled otherwise."""
    from corpus.uid import new_uid, now

    spans = store.rows('SELECT article_id, start, "end", label_id FROM span ORDER BY article_id, start')
    every = max(1, len(spans) // _ITEMS)
    rows = []
    for number, (article, start, end, label) in enumerate(spans):
        if number % every or number // every >= _ITEMS:
            rows.append((article, start, end, label, 0.9))
        elif (way := number // every % 3) < 2:
            rows.append((article, start, end - 1 if way else end, label if way else label % 5 + 1, number % 97 / 97))
    with store.transaction():
        conn = store.db.conn
        sql = "INSERT INTO training_run (uid, kind, seconds, at) VALUES (?, 'errors', 1.0, ?)"
        run = int(conn.execute(sql, (new_uid(), now())).lastrowid or 0)
        conn.executemany("INSERT INTO crossed VALUES (?, ?)", [(run, each) for each in range(1, done + 1)])
        conn.executemany(
            'INSERT OR IGNORE INTO cross_prediction (run_id, article_id, start, "end", label_id, score) '
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(run, *row) for row in rows],
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1200)
    parser.add_argument("--only", default="", help="deeds whose name holds these words")
    parser.add_argument("--who", action="store_true", help="say where the time went")
    parser.add_argument("--project", type=Path, help="made there, or used as it is when it is there already")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = given.project or Path(folder) / "learning.dateline"
        if not project.exists():
            make(project, given.articles)
        Bench(project, only=given.only, who=given.who).run()


if __name__ == "__main__":
    main()
