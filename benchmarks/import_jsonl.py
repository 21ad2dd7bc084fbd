"""Importing JSONL with spans and full-text index, beside raw `sqlite3` inserting the same rows and index, streamed.

    python benchmarks/import_jsonl.py 10000

Both write the same rows of the present format: articles, texts, index, spans, work, and how often each name is coded.
Ours starts a child process that parses, cleans every text once, tells duplicates, keeps sets of articles and reports;
the floor does none of that.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import generate, measure
from corpus.profile import connect
from corpus.readers import read_paths
from corpus.store import Store
from corpus.text import fingerprint
from labels import codebook
from labels.intake import take_in


def floor(wires: Path, project: Path) -> dict[str, float]:
    """Insert the same rows into the same tables and index: one transaction, streamed, nothing checked."""
    Store.create(project, coder="rima").close()
    conn = connect(project)
    labels, at = dict[str, int](), "2026-01-01T00:00:00Z"
    started = time.perf_counter()
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("INSERT INTO coder (id, uid, name, created) VALUES (1, 'c', 'rima', ?)", (at,))
    conn.execute("INSERT INTO batch (id, uid, kind, summary, at) VALUES (1, 'b', 'import', 'Import', ?)", (at,))
    conn.execute("INSERT INTO file (id, batch_id, name) VALUES (1, 1, 'wires.jsonl')")
    with wires.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            one = json.loads(line)
            _insert_labels(conn, one["spans"], labels, at)
            _insert_article(conn, number, one, at)
            _insert_spans(conn, number, one, labels, at)
    conn.execute("INSERT INTO name SELECT surface, label_id, count(*) FROM span GROUP BY surface, label_id")
    conn.execute("COMMIT")
    return {"seconds": time.perf_counter() - started}


def _insert_labels(conn: sqlite3.Connection, spans: list[dict[str, Any]], labels: dict[str, int], at: str) -> None:
    for span in spans:
        if span["label"] not in labels:
            labels[span["label"]] = len(labels) + 1
            row = (labels[span["label"]], span["label"], span["label"], len(labels), at, at)
            sql = "INSERT INTO label (id, uid, name, kind, colour, position, created, changed)"
            conn.execute(sql + " VALUES (?, ?, ?, 'other', '#000000', ?, ?, ?)", row)


def _insert_article(conn: sqlite3.Connection, number: int, one: dict[str, Any], at: str) -> None:
    text, title, source, uid = one["text"], one["title"], one["source"], f"{number:032x}"
    about = (one["url"], one["published"], one["language"], json.dumps(one.get("meta", {})))
    conn.execute(
        "INSERT INTO article (id, uid, sha256, title, length, source, url, published, language, meta, batch_id, "
        "span_count, added, file_id, file_part) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 1, ?)",
        (number, uid, fingerprint(text), title, len(text), source, *about, len(one["spans"]), at, f"line {number}"),
    )
    conn.execute("INSERT INTO article_text (article_id, text) VALUES (?, ?)", (number, text))
    conn.execute(
        "INSERT INTO article_fts (rowid, title, source, text) VALUES (?, ?, ?, ?)", (number, title, source, text)
    )
    conn.execute(
        "INSERT INTO work (article_id, coder_id, status, changed) VALUES (?, 1, 'in progress', ?)", (number, at)
    )


def _insert_spans(conn: sqlite3.Connection, number: int, one: dict[str, Any], labels: dict[str, int], at: str) -> None:
    text = one["text"]
    conn.executemany(
        'INSERT OR IGNORE INTO span (uid, article_id, start, "end", label_id, coder_id, origin, surface, created, '
        "changed) VALUES (?, ?, ?, ?, ?, 1, 'import', ?, ?, ?)",
        [
            (
                f"{number:016x}{index:016x}", number, span["start"], span["end"], labels[span["label"]],
                text[span["start"] : span["end"]], at, at,
            )
            for index, span in enumerate(one["spans"])
        ],
    )  # fmt: skip


def ours(wires: Path, project: Path) -> dict[str, float]:
    """Import as the program does."""
    first: list[float] = []
    started = time.perf_counter()

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if done and not first:
            first.append(time.perf_counter() - started)

    with Store.create(project) as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        started = time.perf_counter()
        report = take_in(store, read_paths([wires]), progress=progress)
        print(report.sentence, file=sys.stderr)
    return {"seconds": time.perf_counter() - started, "first": first[0]}


def main() -> None:
    """Generate, run both in processes of their own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--step", nargs=3, metavar=("NAME", "WIRES", "PROJECT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        name, wires, project = given.step
        result = {"floor": floor, "ours": ours}[name](Path(wires), Path(project))
        print(json.dumps(result))
        return
    with tempfile.TemporaryDirectory() as folder:
        wires = Path(folder) / "wires.jsonl"
        with wires.open("w", encoding="utf-8") as out:
            out.writelines(generate.lines(given.count))
        results = {name: _in_child(name, wires, Path(folder) / f"{name}.dateline") for name in ("floor", "ours")}
    print(f"{given.count:,} articles, JSONL with spans, full-text index")
    for name, result in results.items():
        rate = given.count / result["seconds"]
        figures = f"{result['seconds']:7.2f} s  {rate:7,.0f} articles/s  {result['cpu']:7.2f} CPU s"
        print(f"  {name:<6} {figures}  {result['megabytes']:6.0f} MB")
    wall, cpu = (results["ours"][what] / results["floor"][what] for what in ("seconds", "cpu"))
    print(f"  ours / floor: {wall:.2f}, by CPU seconds {cpu:.2f}")
    print(f"  first rows visible after {results['ours']['first']:.2f} s")


def _in_child(name: str, wires: Path, project: Path) -> dict[str, float]:
    """Run one way in a process of its own; CPU seconds and memory are those of its children too."""
    cost = measure.run([sys.executable, __file__, "1", "--step", name, str(wires), str(project)])
    return dict(json.loads(cost.output)) | {"cpu": cost.cpu, "megabytes": cost.megabytes}


if __name__ == "__main__":
    main()
