"""The steps of `run.py`: ours, and the floor beside each, which is raw `sqlite3` or spaCy doing as much of the same.

Each runs in a process of its own and returns its seconds; short ones are medians. The floor asks the same file the same
SQL on a bare connection, and writes with the same pragmas to a copy.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import export_spacy, import_jsonl
from corpus.profile import connect
from corpus.store import Store

PAGE = 60
WORDS = {"rare": "", "common": "residents", "prefix": "gener*", "phrase": '"roads to the south"'}
LABELLED = '"state-run hospital"'
_RUNS = 40
_COLUMNS = ", ".join(
    f"article.{name}" for name in ("id", "uid", "title", "source", "published", "language", "length", "span_count")
)
_LIST = f"SELECT {_COLUMNS} FROM article WHERE removed = 0 ORDER BY article.id"


def project(folder: Path) -> Path:
    """Return where our project is."""
    return folder / "ours.dateline"


def wires(folder: Path) -> Path:
    """Return where the articles are."""
    return folder / "wires.jsonl"


def rare_word(folder: Path) -> str:
    """Return a word that few articles hold: the longest name in the middle one's headline."""
    with Store.open(project(folder), coder="bench") as store:
        title = store.value("SELECT title FROM article WHERE id = (SELECT max(id) / 2 FROM article)")
    return max(str(title).partition("near ")[2].split(), key=len)


def timed(action: Callable[[int], object], runs: int = _RUNS) -> float:
    """Return the median of the seconds that an action takes; it is told the number of the run."""
    times = []
    for number in range(runs):
        started = time.perf_counter()
        action(number)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


# Ours


def import_(folder: Path) -> float:
    return import_jsonl.ours(wires(folder), project(folder))["seconds"]


def open_(folder: Path) -> float:
    return timed(lambda _: Store.open(project(folder), coder="bench").close(), 5)


def first_page(folder: Path) -> float:
    return _listed(folder, "", lambda ids: ids[:PAGE])


def by_status(folder: Path) -> float:
    return _listed(folder, "status:done", lambda ids: ids[:PAGE])


def the_end(folder: Path) -> float:
    return _listed(folder, "", lambda ids: ids[len(ids) - PAGE :])


def searched(kind: str) -> Callable[[Path], float]:
    """Return the step that searches for words of a kind."""
    return lambda folder: _listed(folder, WORDS[kind] or rare_word(folder), lambda ids: ids[:PAGE])


def _listed(folder: Path, box: str, page: Callable[..., list[int]]) -> float:
    """All ids that a query finds, and the rows of one page."""
    from corpus import articles
    from corpus.query import parse

    with Store.open(project(folder), coder="bench") as store:
        return timed(lambda _: articles.rows(store, page(articles.ids(store, parse(box)))))


def open_article(folder: Path) -> float:
    from corpus import articles
    from labels import spans

    with Store.open(project(folder), coder="bench") as store:
        ids = _some(store)
        return timed(lambda n: (articles.get(store, ids[n]), spans.of_article(store, ids[n])), len(ids))


def save_span(folder: Path) -> float:
    from labels import spans

    with Store.open(project(folder), coder="bench") as store:
        ids, label = _some(store), store.value("SELECT min(id) FROM label")
        return timed(lambda n: spans.add(store, ids[n], 3, 11, label), len(ids))


def label_all(folder: Path) -> float:
    """Find, plan and write, in one step that can be undone."""
    from labels import concordance, concordance_coding

    with Store.open(project(folder), coder="bench") as store:
        label = store.value("SELECT max(id) FROM label")
        started = time.perf_counter()
        found = concordance.Hits()
        for batch in concordance.search(store, concordance.Wanted(LABELLED)):
            found.add(batch)
        places = zip(found.articles, found.starts, found.ends, strict=True)
        concordance_coding.label_all(store, concordance_coding.plan(store, places, label))
        return time.perf_counter() - started


def export(folder: Path) -> float:
    started = time.perf_counter()
    export_spacy.ours(project(folder), folder / "out", 0)
    return time.perf_counter() - started


def export_cold(folder: Path) -> float:
    export_spacy.forget(project(folder))
    shutil.rmtree(folder / "out", ignore_errors=True)
    return export(folder)


def export_warm(folder: Path) -> float:
    shutil.rmtree(folder / "out", ignore_errors=True)
    return export(folder)


def _some(store: Store) -> list[int]:
    ids = [row[0] for row in store.rows("SELECT id FROM article ORDER BY id")]
    return random.Random(7).sample(ids, min(_RUNS, len(ids)))


# The floor


def raw_import(folder: Path) -> float:
    return import_jsonl.floor(wires(folder), folder / "floor.dateline")["seconds"]


def raw_open(folder: Path) -> float:
    return timed(lambda _: sqlite3.connect(project(folder)).execute("SELECT max(id) FROM article").fetchone(), 5)


def raw_list(order: str = "", join: str = "") -> Callable[[Path], float]:
    """Return the step that asks for one page."""
    sql = f"{_LIST.replace(' WHERE', f' {join} WHERE')} {order} LIMIT {PAGE}"
    return lambda folder: _asked(folder, sql)


def raw_search(kind: str) -> Callable[[Path], float]:
    """Return the step that asks the index for one page."""
    sql = (
        f"SELECT {_COLUMNS} FROM article_fts JOIN article ON article.id = article_fts.rowid "
        f"WHERE article_fts MATCH ? AND removed = 0 ORDER BY article_fts.rowid LIMIT {PAGE}"
    )
    return lambda folder: _asked(folder, sql, WORDS[kind] or rare_word(folder))


def _asked(folder: Path, sql: str, *params: str) -> float:
    conn = sqlite3.connect(project(folder))
    return timed(lambda _: conn.execute(sql, params).fetchall())


def raw_article(folder: Path) -> float:
    with Store.open(project(folder), coder="bench") as store:
        ids = _some(store)
    conn = sqlite3.connect(project(folder))
    text = "SELECT * FROM article JOIN article_text ON article_id = id WHERE id = ?"
    spans = "SELECT * FROM span JOIN label ON label.id = label_id WHERE article_id = ? ORDER BY start"
    return timed(
        lambda n: (conn.execute(text, (ids[n],)).fetchall(), conn.execute(spans, (ids[n],)).fetchall()), len(ids)
    )


def raw_span(folder: Path) -> float:
    with _copy(folder) as conn:
        ids = [row[0] for row in conn.execute(f"SELECT id FROM article ORDER BY id LIMIT {_RUNS}")]
        return timed(lambda n: _write(conn, [(ids[n], 3, 11)]), len(ids))


def raw_label_all(folder: Path) -> float:
    """Insert as many spans as ours labelled, in one transaction; nothing is looked for."""
    with _copy(folder) as conn:
        labelled = "FROM span WHERE label_id = (SELECT max(id) FROM label) AND origin <> 'import'"
        places = conn.execute(f'SELECT article_id, start, "end" {labelled}').fetchall()
        conn.execute(f"DELETE {labelled}")
        started = time.perf_counter()
        _write(conn, places)
        return time.perf_counter() - started


def raw_export(folder: Path) -> float:
    started = time.perf_counter()
    export_spacy.plain(project(folder), folder / "plain", 0)
    return time.perf_counter() - started


def _copy(folder: Path) -> sqlite3.Connection:
    shutil.copyfile(project(folder), folder / "copy.dateline")
    return connect(folder / "copy.dateline")


def _write(conn: sqlite3.Connection, places: list[tuple[int, int, int]]) -> None:
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany(
        'INSERT INTO span (uid, article_id, start, "end", label_id, coder_id, origin, surface, created, changed) '
        "VALUES (lower(hex(randomblob(16))), ?, ?, ?, (SELECT max(id) FROM label), 1, 'human', '', '', '')",
        places,
    )
    conn.execute("COMMIT")


STEPS: dict[str, tuple[Callable[[Path], float], Callable[[Path], float] | None]] = {
    "import, with spans and search index": (import_, raw_import),
    "open the project": (open_, raw_open),
    "first page of the list": (first_page, raw_list()),
    "filter by status, first page": (
        by_status,
        raw_list(join="JOIN work ON work.article_id = article.id AND work.status = 'done'"),
    ),
    "jump to the end of the list": (the_end, raw_list("DESC")),
    "search a rare word, first page": (searched("rare"), raw_search("rare")),
    "search a common word, first page": (searched("common"), raw_search("common")),
    "search a prefix, first page": (searched("prefix"), raw_search("prefix")),
    "search a phrase, first page": (searched("phrase"), raw_search("phrase")),
    "open an article with its spans": (open_article, raw_article),
    "save a span, with its commit": (save_span, raw_span),
    "label all hits of a phrase": (label_all, raw_label_all),
    "export for spaCy, cold": (export_cold, raw_export),
    "export for spaCy, warm": (export_warm, None),
    "export for spaCy, unchanged": (export, None),
}
