"""Suggestions on news-like articles: how long an article takes, how many go by in a second, what a model costs.

    python benchmarks/suggest.py 2000 --names 50000 --model

Articles are those of benchmarks/generate.py (600 words, 40 spans). Half of them are coded; further names are invented
up to the number asked for, a tenth of them on the list of actors. `--model` trains a small pipeline, badly, and
compares `tagging.suggest` with plain `nlp.pipe` over the same texts. `--trained FILE` does so with the model in use of
a project (a copy of it is given the articles), as `dateline train` made it:

    python benchmarks/suggest.py 1000 --trained re3d.dateline
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import articles as generated
from corpus.article import RawArticle, RawSpan
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import labels, models, patterns, spans, suggestions
from labels.intake import take_in
from labels.model import Model
from labels.suggest import tagging
from labels.suggest.lexicon import Lexicon
from labels.suggest.sweep import sweep

SEED = 7
_SYLLABLES = ("ba", "dar", "el", "gha", "hom", "is", "ja", "ka", "lat", "ma", "nab", "qa", "ras", "sal", "tar", "zu")


def make(folder: Path, articles: int, names: int) -> Path:
    """Make a project in which every second article is coded, and that knows so many names."""
    path = folder / "suggest.dateline"
    with Store.create(path, coder="bench") as store:
        take_in(store, (_raw(each, coded=at % 2 == 0) for at, each in enumerate(generated(articles))))
        ids = [label.id for label in labels.all_labels(store)]
        have = int(store.value("SELECT count(*) FROM name"))
        rng = random.Random(SEED)
        invented = sorted({_name(rng) for _ in range(max(0, names - have))})
        with store.transaction():
            store.db.conn.executemany(
                "INSERT INTO name (surface, label_id, coded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                ((name, rng.choice(ids), rng.randint(1, 9)) for name in invented),
            )
            _listed(store, invented[::10])
        for body in ("rebel forces", "the coalition"):
            patterns.add(store, ids[0], "words", body)
    return path


def per_article(path: Path) -> None:
    """Time what the window asks for when an article opens, and after a span was accepted."""
    with Store.open(path) as store:
        began = time.perf_counter()
        lexicon = Lexicon.of(store)
        print(f"lexicon of {len(lexicon):,} names: {1000 * (time.perf_counter() - began):.0f} ms")
        ids = [row[0] for row in store.rows("SELECT id FROM article WHERE span_count = 0 LIMIT 300")]
        took, found = [], 0
        for article_id in ids:
            began = time.perf_counter()
            found += len(suggestions.of_article(store, article_id, lexicon=lexicon))
            took.append(1000 * (time.perf_counter() - began))
        print(f"an article: {_spread(took)}; {found / len(ids):.1f} suggestions each")
        label_id = labels.all_labels(store)[0].id
        took = []
        for article_id in ids[:50]:
            changes = spans.add(store, article_id, 0, 5, label_id)
            lexicon.follow(changes)
            began = time.perf_counter()
            suggestions.of_article(store, article_id, lexicon=lexicon)
            took.append(1000 * (time.perf_counter() - began))
        print(f"an article after a span was coded: {_spread(took)}")


def all_articles(path: Path) -> None:
    """Count how many articles a second are gone through, in one process."""
    with Store.open(path, read_only=True) as store:
        lexicon = Lexicon.of(store)
        ids = [row[0] for row in store.rows("SELECT id FROM article")]
        began = time.perf_counter()
        portions = (ids[at : at + 100] for at in range(0, len(ids), 100))
        some = (suggestions.in_articles(store, portion, lexicon=lexicon) for portion in portions)
        found = sum(bool(each) for portion in some for each in portion)
        took = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"all articles: {len(ids) / took:,.0f} a second in one process, {found:,} with suggestions, {memory:.0f} MB"
        )


def swept(path: Path) -> None:
    """Count how many articles a second two processes go through, as `dateline suggest --names` does."""
    with Store.open(path, read_only=True) as store:
        before, began = _children(), time.perf_counter()
        found = sweep(store, processes=2)
        took, processor = time.perf_counter() - began, _children() - before
        print(
            f"two processes: {found.articles / took:,.0f} a second by the clock with start, "
            f"{2 * found.articles / processor:,.0f} by processor time; {found.suggestions:,} suggestions"
        )


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def model(path: Path) -> None:
    """Compare a model's suggestions with plain `nlp.pipe` over the same texts."""
    import spacy

    from labels.training.measuring import make_known

    with Store.open(path) as store:
        made = models.used(store) or _model(store)
        began = time.perf_counter()
        report = tagging.suggest(store, made)
        ours = time.perf_counter() - began
        ids = [row[0] for row in store.rows("SELECT article_id FROM doubt ORDER BY article_id")]
        texts = [store.value("SELECT text FROM article_text WHERE article_id = ?", (key,)) for key in ids]
        began = time.perf_counter()
        make_known()
        nlp = spacy.load(models.verify(store, made))
        loaded = time.perf_counter() - began
        began = time.perf_counter()
        spans_found = sum(len(doc.ents) for doc in nlp.pipe(texts, batch_size=256))
        plain = time.perf_counter() - began
        print(
            f"model: {report.articles:,} articles in {ours:.1f} s with start, nlp.pipe {plain:.1f} s "
            f"(and {loaded:.1f} s to load, without spaCy's own start); ratio {ours / plain:.2f}; "
            f"{report.suggestions:,} suggestions of {spans_found:,} spans"
        )


def _copied(trained: Path, folder: Path, articles: int) -> Path:
    """Return a copy of a project with its models, and with so many articles more."""
    path = folder / trained.name
    shutil.copy(trained, path)
    shutil.copytree(trained.with_suffix(".models"), path.with_suffix(".models"))
    with Store.open(path) as store:
        take_in(store, (_raw(each, coded=False) for each in generated(articles)))
    return path


def _model(store: Store) -> Model:
    """Train a small named-entity pipeline on some of the coding, badly."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    docs = []
    for (article_id,) in store.rows("SELECT id FROM article WHERE span_count > 0 LIMIT 20"):
        doc = nlp.make_doc(store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,)))
        found = (doc.char_span(span.start, span.end, span.label) for span in spans.of_article(store, article_id))
        entities = [
            (span.start_char, span.end_char, span.label_) for span in spacy.util.filter_spans(filter(None, found))
        ]
        docs.append(Example.from_dict(doc, {"entities": entities}))
    for label in labels.all_labels(store):
        ner.add_label(label.name)
    nlp.initialize(lambda: docs)
    for _ in range(3):
        nlp.update(docs)
    folder = models.home(store) / "model-1"
    folder.mkdir(parents=True)
    nlp.to_disk(folder)
    return models.insert(
        store,
        Model(0, new_uid(), 1, "bench", "", "en", folder.name, "0" * 64, 20, 800, 1.0, 1, now(),
              manifest=models.manifest(folder)),
    )  # fmt: skip


def _raw(record: dict[str, object], *, coded: bool) -> RawArticle:
    given = record.get("spans") if coded else None
    found = tuple(RawSpan(each["start"], each["end"], each["label"]) for each in given or ())  # type: ignore[attr-defined]
    return RawArticle(text=str(record["text"]), title=str(record.get("title", "")), spans=found)


def _name(rng: random.Random) -> str:
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))).title() for _ in range(rng.randint(1, 3)))


def _listed(store: Store, names: Sequence[str]) -> None:
    """Put names on the list of actors."""
    for at, name in enumerate(names, start=1):
        store.db.conn.execute(
            "INSERT INTO entity (id, uid, name, created, changed) VALUES (?, ?, ?, ?, ?)",
            (at, new_uid(), name, now(), now()),
        )
        store.db.conn.execute(
            "INSERT INTO alias (entity_id, name, folded) VALUES (?, ?, ?)", (at, name, name.casefold())
        )


def _spread(took: list[float]) -> str:
    return f"median {statistics.median(took):.1f} ms, 95th percentile {sorted(took)[int(len(took) * 0.95)]:.1f} ms"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=2_000)
    parser.add_argument("--names", type=int, default=50_000)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--trained", type=Path, metavar="FILE")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.trained:
            model(_copied(given.trained, Path(folder), given.articles))
            return
        path = make(Path(folder), given.articles, given.names)
        per_article(path)
        all_articles(path)
        swept(path)
        if given.model:
            model(path)


if __name__ == "__main__":
    main()
