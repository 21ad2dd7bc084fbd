"""The Events page on 100,000 records all over the world, off screen: opening, filters, sorting, frames of the map.

    python benchmarks/events_page.py [RECORDS]

Times are medians with the 95th of 100, in milliseconds. A filter is timed from the query to all parts told (table, map,
timeline, totals), and again with everything painted.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    """Print all figures."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.dateline"
        _make(path, number)
        _measure(path, Path(folder))


def _make(path: Path, number: int) -> None:
    from benchmarks.records import fill
    from corpus.store import Store

    with Store.create(path, coder="rima") as store:
        fill(store, number, worldwide=True)


def _measure(path: Path, folder: Path) -> None:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from desktop import theme
    from desktop.events import EventsPage
    from desktop.session import Session
    from desktop.settings import Settings

    qt = QApplication([])
    theme.apply(qt, theme.light())
    session = Session()
    session.open(path)
    settings = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
    for words in ("first (loads numpy and pyqtgraph)", "again"):
        started = time.perf_counter()
        page = EventsPage(session, theme.light(), settings=settings)
        page.resize(1280, 760)
        page.show()
        page.grab()
        board: Any = page.board
        table = 1000 * (time.perf_counter() - started)
        pictures = [_time(board.parts.make_next) + _time(page.grab) for _ in range(2)]
        print(f"open, {words}: {table:.0f} ms; with map and timeline {table + sum(pictures):.0f} ms")
        slices = _warmed(board)
        if words == "again":
            print(f"read in for filters, in slices: {_summary(slices)}, all {sum(slices):.0f} ms")
        _settle(qt, page)
        if words != "again":
            page.hide()
    _filters(board, page)
    _sorts(board)
    _selections(board)
    _map(qt, page, board.parts.map)
    session.close()


def _warmed(board: Any) -> list[float]:
    times, more = list[float](), True
    while more:
        started = time.perf_counter()
        more = board._frame.warm()
        times.append(1000 * (time.perf_counter() - started))
    return times


def _filters(board: Any, page: Any) -> None:
    from labels.record import Box, RecordQuery

    queries = {
        "nothing": RecordQuery(), "a word": RecordQuery(text="hama"), "two words": RecordQuery(text="army mali"),
        "country": RecordQuery(country="Mali"), "actor": RecordQuery(actor="Police"),
        "status (80 in 100)": RecordQuery(status="happened"),
        "half a year": RecordQuery(since="2020-01-01", until="2020-06-30"),
        "a type": RecordQuery(types=(1,)), "coder": RecordQuery(coder="omar"),
        "part of the map": RecordQuery(box=Box(30, 30, 40, 40)),
    }  # fmt: skip
    for name, query in queries.items():
        bare, painted = list[float](), list[float]()
        for _ in range(9):
            board.ask(RecordQuery(text="zzz"), only=None)
            page.grab()
            bare.append(_time(partial(board.ask, query, only=None)))
            painted.append(bare[-1] + _time(page.grab))
        print(f"filter, {name} ({len(board.parts.model.ids()):,}): {_summary(bare)}, painted {_summary(painted)}")
    board.ask(RecordQuery(), only=None)


def _sorts(board: Any) -> None:
    key: Any
    for key in ("type", "actor", "fatalities", "article", "date"):
        first, again = _time(partial(board._sort_by, key)), _time(partial(board._sort_by, key))
        print(f"sort by {key}: {first:.0f} ms, the other way {again:.0f} ms")


def _selections(board: Any) -> None:
    ids: Any = board.parts.model.ids()
    print(f"choose every seventh: {_summary([_time(lambda: board.choose(ids[::7])) for _ in range(5)])}")
    print(f"choose all: {_summary([_time(lambda: board.choose(ids)) for _ in range(5)])}")
    board.choose([])
    print(f"read one article's records anew: {_summary([_time(lambda: board.refresh({1})) for _ in range(5)])}")


def _map(qt: Any, page: Any, view: Any) -> None:
    """Pan over the busiest part at several levels, tiles painted as they come into view; then zoom."""
    from PySide6.QtGui import QPixmap

    page.hide()
    view.setParent(None)
    view.resize(1280, 760)
    view.show()
    picture = QPixmap(view.size())
    for degrees in (120, 40, 12, 4):
        view.focus_on(34.0, 38.0, degrees)
        _settle(qt, view)
        frames = []
        for number in range(300):
            step = 15 if number % 100 < 50 else -15
            view._look(view.camera().moved(step, step // 3))
            frames.append(_time(lambda: view.render(picture)))
            view._paint_ahead()
        print(f"map, a frame while panning {degrees} degrees: {_summary(frames)}, longest {max(frames):.1f}")
    view.focus_on(34.0, 38.0, 120)
    _settle(qt, view)
    firsts = [_time(lambda: (view.zoom(1), view.render(picture))) for _ in range(12)]
    print(f"map, first frame of a new zoom level: {_summary(firsts)}, longest {max(firsts):.1f}")


def _settle(qt: Any, widget: Any) -> None:
    for _ in range(60):
        widget.grab()
        qt.processEvents()


def _time(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - started)


def _summary(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} ms ({ordered[int(0.95 * (len(ordered) - 1))]:.1f})"


if __name__ == "__main__":
    main()
