"""Times the spaCy export against the plain way (tokenise, char_span, DocBin.add), on the same articles in one run.

    python benchmarks/export_spacy.py --articles 100000

Each step runs in a process of its own, so that its peak memory can be told, that of its helpers with it. *Cold*: the
project has never seen a token. *Warm*: what it learnt is kept. *Unchanged*: the export is there already. *One changed*:
one span less than there. The plain way holds everything in memory, so it is run on 10,000 articles at most, and ours
on as many too; more articles are compared with that by article, and made with one process and with two.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import measure  # noqa: E402
from benchmarks.generate import LABELS, articles  # noqa: E402
from corpus.store import Store  # noqa: E402
from corpus.text import fingerprint  # noqa: E402
from corpus.uid import new_uids, now  # noqa: E402

MOST_PLAIN = 10_000  # articles that the plain way is given: it needs 3.6 GB for so many
FEW = ("build", "plain", "plain, lean", "cold", "warm", "unchanged", "one changed")
MANY = (
    *("build", "cold, 1 process", "warm, 1 process", "cold, 2 processes", "warm, 2 processes", "unchanged"),
    "one changed",
)


def build(project: Path, out: Path, count: int) -> None:
    """Make the project by plain SQL, unless it is there: importing is not what is timed here."""
    if project.exists():
        return
    store, at = Store.create(project, coder="bench"), now()
    conn = store.db.conn
    with store.transaction():
        coder = store.ensure_coder()
        for position, name in enumerate(LABELS):
            conn.execute(
                "INSERT INTO label (uid, name, kind, colour, position, created, changed) VALUES (?,?,?,?,?,?,?)",
                (new_uids(1)[0], name, "other", "#475569", position, at, at),
            )
        labels = dict(store.rows("SELECT name, id FROM label"))
        for number, one in enumerate(articles(count), 1):
            _insert(conn, number, one, coder, labels, at)
    store.close()


def _insert(conn: Any, number: int, one: dict[str, Any], coder: int, labels: dict[str, int], at: str) -> None:
    text, uids = one["text"], new_uids(1 + len(one["spans"]))
    conn.execute(
        "INSERT INTO article (id, uid, sha256, title, length, source, url, published, language, span_count, added) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(number, uids[0], fingerprint(text), one["title"], len(text), one["source"], one["url"]),
            *(one["published"], one["language"], len(one["spans"]), at),
        ),
    )
    conn.execute("INSERT INTO article_text (article_id, text) VALUES (?,?)", (number, text))
    conn.execute("INSERT INTO work (article_id, coder_id, status, changed) VALUES (?,?,'done',?)", (number, coder, at))
    conn.executemany(
        'INSERT OR IGNORE INTO span (uid, article_id, start, "end", label_id, coder_id, origin, surface, created, '
        "changed) VALUES (?,?,?,?,?,?,'human',?,?,?)",
        [
            (uid, number, s["start"], s["end"], labels[s["label"]], coder, text[s["start"] : s["end"]], at, at)
            for uid, s in zip(uids[1:], one["spans"], strict=True)
        ],
    )


def plain(project: Path, out: Path, count: int, *, attrs: tuple[str, ...] = ()) -> None:
    """Export everything to one file the way spaCy's manual shows, with spaCy's usual columns or only `attrs`."""
    import spacy
    from spacy.tokens import DocBin
    from spacy.util import filter_spans

    store, nlp = Store.open(project, coder="bench"), spacy.blank("en")
    docs = DocBin(attrs=attrs, store_user_data=True) if attrs else DocBin(store_user_data=True)
    for uid, text, spans in _coding(store):
        doc = nlp.make_doc(text)
        found = [doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in spans]
        doc.spans["sc"] = [span for span in found if span is not None]
        doc.ents = filter_spans(doc.spans["sc"])
        doc.user_data["uid"] = uid
        docs.add(doc)
    out.mkdir(exist_ok=True)
    docs.to_disk(out / "all.spacy")


def _coding(store: Store) -> Iterator[tuple[str, str, list[tuple[int, int, str]]]]:
    spans = 'SELECT start, "end", name FROM span JOIN label ON label.id = label_id WHERE article_id = ? ORDER BY 1, 2'
    for number, uid, text in store.rows("SELECT id, uid, text FROM article JOIN article_text ON article_id = id"):
        yield uid, text, [(row[0], row[1], row[2]) for row in store.rows(spans, (number,))]


def ours(project: Path, out: Path, count: int, *, processes: int = 0) -> None:
    """Export with the program."""
    from labels.formats import spacy_docbin

    with Store.open(project, coder="bench") as store:
        print(spacy_docbin.export(store, out, processes=processes).summary, file=sys.stderr)


def forget(project: Path) -> None:
    """Empty the token cache."""
    with Store.open(project, coder="bench") as store, store.transaction():
        store.db.execute("DELETE FROM piece")


def change_one(project: Path) -> None:
    """Remove one span."""
    with Store.open(project, coder="bench") as store, store.transaction():
        store.db.execute("DELETE FROM span WHERE id = (SELECT min(id) FROM span)")


def run_step(name: str, project: Path, out: Path, count: int) -> None:
    """Run one step in this process."""
    work: dict[str, Callable[[Path, Path, int], None]] = {
        "build": build,
        "plain": plain,
        "plain, lean": lambda *given: plain(*given, attrs=("ENT_IOB", "ENT_TYPE")),
    }
    processes = int(name.partition(", ")[2][:1] or 1) if name in MANY else 1
    work.get(name, lambda *given: ours(*given, processes=processes))(project, out, count)


def main() -> int:
    """Run all steps and print a table."""
    parser = argparse.ArgumentParser(description="Time the spaCy export against the plain way.")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--step", choices=(*FEW, *MANY), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="dateline-bench-"))
    if given.step:
        run_step(given.step, folder / "bench.dateline", folder / "out", given.articles)
        return 0
    few = min(given.articles, MOST_PLAIN)
    small = _run(FEW, folder / "small", few)
    _table(small, few, plain_each=small["plain"].seconds / few)
    if given.articles > few:
        large = _run(MANY, folder / "large", given.articles)
        _table(large, given.articles, plain_each=small["plain"].seconds / few)
        _compare(small, few, large, given.articles)
    if not given.folder:
        shutil.rmtree(folder)
    return 0


def _run(steps: tuple[str, ...], folder: Path, count: int) -> dict[str, measure.Cost]:
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _in_child(name, folder, count) for name in steps}


def _in_child(name: str, folder: Path, count: int) -> measure.Cost:
    """Prepare and run one step in a process of its own."""
    if name.startswith("cold"):
        forget(folder / "bench.dateline")
    if name == "one changed":
        change_one(folder / "bench.dateline")
    elif name != "unchanged":
        shutil.rmtree(folder / "out", ignore_errors=True)
    line = [sys.executable, __file__, "--articles", str(count), "--folder", str(folder), "--step", name]
    cost = measure.run(line)
    print(f"{count:,} articles, {name}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB", file=sys.stderr)
    return cost


def _table(results: Mapping[str, measure.Cost], count: int, *, plain_each: float) -> None:
    print(f"\n| {count:,} articles | s | CPU s | articles/s | times plain | peak MB |\n|---|---:|---:|---:|---:|---:|")
    for name, one in results.items():
        ratio = "" if name == "build" else f"{plain_each * count / one.seconds:.1f}"
        figures = f"{one.seconds:.2f} | {one.cpu:.2f} | {count / one.seconds:,.0f} | {ratio} | {one.megabytes:.0f}"
        print(f"| {name} | {figures} |")


def _compare(small: Mapping[str, measure.Cost], few: int, large: Mapping[str, measure.Cost], many: int) -> None:
    for state in ("cold", "warm"):
        one, two, base = large[f"{state}, 1 process"], large[f"{state}, 2 processes"], small[state]
        each, cpu = one.seconds / many / (base.seconds / few), one.cpu / many / (base.cpu / few)
        print(f"{state}: an article of {many:,} takes {each:.2f} times that of {few:,} ({cpu:.2f} by CPU seconds)")
        print(f"{state}: two processes are {one.seconds / two.seconds:.2f} times as fast as one")


if __name__ == "__main__":
    raise SystemExit(main())
