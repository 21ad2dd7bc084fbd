"""What a person waits for at the window, off screen: start, opening an article, a span from key to painted, the list.

    python benchmarks/window.py

The floor of the start is Qt alone: an application and an empty main window. Times are medians, in milliseconds.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_BARE = (
    "import sys; from PySide6.QtWidgets import QApplication, QMainWindow; "
    "a = QApplication([]); w = QMainWindow(); w.resize(1440, 900); w.show(); a.processEvents(); w.grab()"
)
_OURS = (
    "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; from desktop import app; "
    "a = QApplication([]); made = app.make(a); made.window.show(); made.files.open(Path(sys.argv[1])); "
    "a.processEvents(); made.window.grab(); assert 'spacy' not in sys.modules; made.close()"
)


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        sample, large = Path(folder) / "sample.dateline", Path(folder) / "large.dateline"
        _make_sample(sample)
        _make_large(large, Path(folder))
        floor, ours = _start([_BARE]), _start([_OURS, str(sample)])
        print(f"start: Qt alone {floor:.0f} ms, Dateline with a project {ours:.0f} ms ({ours / floor:.1f} times)")
        print(f"dateline --version: {_start_module():.0f} ms")
        for name, value in _inside(large).items():
            print(f"{name}: {value}")


def _start(arguments: list[str], *, runs: int = 7) -> float:
    """Return the median wall time of a whole process, from its start to its first picture and its end."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", *arguments], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def _start_module() -> float:
    times = []
    for _ in range(7):
        started = time.perf_counter()
        line = [sys.executable, "-m", "desktop", "--version"]
        subprocess.run(line, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def _make_sample(path: Path) -> None:
    from desktop.sample import make_sample

    make_sample(path, coder="rima")


def _make_large(path: Path, folder: Path) -> None:
    from benchmarks.generate import articles
    from corpus.readers import read_paths
    from corpus.store import Store
    from labels import codebook
    from labels.intake import take_in

    wires = folder / "wires.jsonl"
    with wires.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in articles(10_000))
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, read_paths([wires]), as_coder="rima")


def _inside(project: Path) -> dict[str, str]:
    """Time what happens inside one window on 10,000 articles."""
    from PySide6.QtCore import QSettings, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop import app as composition
    from desktop.settings import Settings
    from labels.tokens import Tokenizer

    qt = QApplication([])
    app = composition.make(qt, Settings(QSettings(str(project.parent / "s.ini"), QSettings.Format.IniFormat)))
    app.window.show()
    app.window.resize(1440, 900)
    found: dict[str, str] = {}
    started = time.perf_counter()
    app.files.open(project)
    app.window.grab()
    found["open a project of 10,000 articles, painted"] = f"{1000 * (time.perf_counter() - started):.0f} ms"
    ids = app.session.article_ids()
    assert app.session.store is not None
    for article_id in ids[:60]:
        Tokenizer(app.session.store).boundaries(app.session.store.value(_TEXT, (article_id,)))
    app.tokens.use(app.session.store)
    found["open an article, painted"] = _times(lambda n: _open(app, ids[n]), 50)
    app.session.show(ids[0])
    app.reader.setFocus()
    words = [word for word in _words(app.session.article.text) if word[1] - word[0] > 3][20:110:2]
    timed: list[float] = []
    for start, end in words:
        app.reader.select(start, end)
        qt.processEvents()
        began = time.perf_counter()
        QTest.keyClick(app.reader, Qt.Key.Key_4)
        qt.processEvents()  # paints what the key changed: reader, palette, list of spans, card, article row
        timed.append(1000 * (time.perf_counter() - began))
    spans, before = len(app.session.spans), 42
    found[f"a span, from key to painted, commit included ({spans - len(words)} to {spans} spans)"] = _summary(timed)
    assert spans > before
    found["of that, the core's write with its commit"] = _times(lambda n: _write(app, ids[1], n), 30)
    bar = app.articles.list.verticalScrollBar()
    found["scroll the list of 10,000 by a page, painted"] = _times(lambda n: _scroll(app, bar, n), 60)
    app.close()
    return found


def _open(app: object, article_id: int) -> None:
    app.session.show(article_id)  # type: ignore[attr-defined]
    app.window.grab()  # type: ignore[attr-defined]


def _scroll(app: object, bar: object, number: int) -> None:
    bar.setValue(bar.maximum() * number // 60)  # type: ignore[attr-defined]
    app.articles.list.grab()  # type: ignore[attr-defined]


def _times(action: Callable[[int], None], runs: int) -> str:
    times = []
    for number in range(runs):
        started = time.perf_counter()
        action(number)
        times.append(1000 * (time.perf_counter() - started))
    return _summary(times)


def _summary(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} ms (95th of 100: {ordered[int(0.95 * len(ordered))]:.1f})"


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+", text)]


def _write(app: object, article_id: int, number: int) -> None:
    from labels import spans

    session = app.session  # type: ignore[attr-defined]
    spans.add(session.store, article_id, 10 * number, 10 * number + 9, session.labels[0].id)


_TEXT = "SELECT text FROM article_text WHERE article_id = ?"

if __name__ == "__main__":
    main()
