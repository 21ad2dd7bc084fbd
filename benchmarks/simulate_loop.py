"""Simulates an analyst who codes what the program says is most useful, and one who codes by chance.

    OMP_NUM_THREADS=1 nice python benchmarks/simulate_loop.py re3d ../shared/data/re3d --json curves.json
    ... uner ../shared/data/uner_ewt --batch 20 --json curves.json --svg docs/pictures/simulation.svg

A quarter of a corpus is kept for the test. All orders begin with the same five articles drawn by chance and go on in
batches of five (`--batch`); after each a preset (`--preset`) is trained on what is coded, and scored on the test (exact
spans). The program's order is made by the very functions: the doubts and suggestions of the model just trained go into
a project, and `corpus.sampling` draws from there, its share of chance included; of
near-copies one takes part. Chance is the mean of several orders (`--chances`), since one may be lucky.

Told is after how many articles the program's order has the F that chance has at N, as a share of N; and the same by
words, since an order that prefers long articles has more to read in each. The rule was chosen on other seeds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, NamedTuple

from pyroaring import BitMap

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.coded_corpora import CORPORA  # noqa: E402
from benchmarks.simulate_loop_svg import drawn  # noqa: E402
from corpus import near_copies, sampling  # noqa: E402
from corpus.store import Store  # noqa: E402
from labels.intake import take_in  # noqa: E402
from labels.suggest import tagging, tagging_child  # noqa: E402
from labels.training import docs, parts, recipe, scores  # noqa: E402

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FIRST = 5  # articles to begin with
LEAST_WORDS = 60  # shorter ones are left out: most of UNER's are single reviews of a line or two
ORDERS = ("random", "gain")
SHARES = (0.5, 0.75, 1.0)  # of all articles: the N at which the orders are compared
_WORD = re.compile(r"[^\W\d_]{3,}")
_SUGGESTION = (
    "INSERT INTO suggestion (article_id, start, \"end\", label_id, origin, score) VALUES (?, ?, ?, ?, 'model 1', ?)"
)
_MODEL = {"id": 1, "uid": "m", "number": 1, "preset": "quick", "language": "en", "folder": "f", "fingerprint": "x"}


class Point(NamedTuple):
    """How good a model is after so many articles, and words, were coded; F 0 to 1."""

    articles: int
    words: int
    f: float


Curve = list[Point]
Runs = dict[str, list[list[Curve]]]  # of each order and seed one curve or, by chance, several


class Loop:
    """A corpus in a project, and the models that are trained on parts of it.

    Attributes:
        ids: articles that take part, one of each group of near-copies.
    """

    def __init__(self, store: Store, preset: recipe.Recipe, batch: int) -> None:
        self._store, self._batch = store, batch
        self._recipe = preset
        everything = BitMap(row[0] for row in store.rows("SELECT id FROM article"))
        self.ids = [*sampling.one_of_each_group(store, everything)]
        _remember()
        self._docs = {docs.article_of(doc): doc for doc in docs.docs_of(store, self.ids)}
        self._gold = {key: docs.gold(doc) for key, doc in self._docs.items()}
        self._labels = {name: number for number, name in store.rows("SELECT id, name FROM label")}

    def run(self, order: str, seed: int, *, again: int = 0) -> Curve:
        """Code the whole pool in an order, and return F on the test after each batch; `again`: another by chance."""
        mixed = random.Random(seed).sample(self.ids, len(self.ids))
        tests, pool = mixed[: len(mixed) // 4], mixed[len(mixed) // 4 :]
        if again:
            pool[FIRST:] = random.Random(f"{seed} {again}").sample(pool[FIRST:], len(pool) - FIRST)
        coded, curve = pool[:FIRST], []
        while True:
            nlp = self._trained(coded, seed)
            words = sum(len(self._docs[key]) for key in coded)
            curve.append(Point(len(coded), words, self._score(nlp, tests)))
            left = [key for key in pool if key not in coded]
            if not left:
                return curve
            coded = coded + (left[: self._batch] if order == "random" else self._most_useful(nlp, coded, left, seed))

    def _trained(self, coded: Sequence[int], seed: int) -> Language:
        learnt = [self._docs[key] for key in coded]
        known = recipe.Knowledge()
        return recipe.train(learnt, [], lang="en", recipe=self._recipe, knowledge=known, seed=seed, told=lambda _: None)

    def _score(self, nlp: Language, tests: Sequence[int]) -> float:
        found = [[each[:3] for each in tagging_child.scored(doc)] for doc in self._tagged(nlp, tests)]
        return scores.score([self._gold[key] for key in tests], found).exact.f

    def _tagged(self, nlp: Language, ids: Iterable[int]) -> Iterator[Doc]:
        return nlp.pipe(self._docs[key].text for key in ids)

    def _most_useful(self, nlp: Language, coded: Sequence[int], left: Sequence[int], seed: int) -> list[int]:
        """Draw a batch as the program does: by what this model says, and what is new to the articles coded."""
        known = frozenset(word.lower() for key in coded for word in _WORD.findall(self._docs[key].text))
        with self._store.transaction():
            for table in ("doubt", "suggestion"):
                self._store.db.execute(f"DELETE FROM {table}")
            for key, doc in zip(left, self._tagged(nlp, left), strict=True):
                self._look(key, doc, known)
        return sampling.draw(self._store, BitMap(left), count=self._batch, how="gain", seed=seed)

    def _look(self, key: int, doc: Doc, known: frozenset[str]) -> None:
        """Keep what a model says of an article."""
        found, conn = [*tagging_child.scored(doc)], self._store.db.conn
        doubt = key, 1, tagging_child.doubt(doc, found), tagging.novelty(doc.text, known)
        conn.execute("INSERT INTO doubt VALUES (?, ?, ?, ?)", doubt)
        conn.executemany(
            _SUGGESTION,
            [(key, *bounds, self._labels[label], score) for *bounds, label, score in found if score >= tagging.LEAST],
        )


def _remember() -> None:
    """Work out what depends on the words alone once for all trainings: the models are the same."""
    import spacy.strings

    strings: Any = spacy.strings
    features: dict[tuple[str, int], list[list[str]]] = {}
    strings.get_string_id, plain = cache(strings.get_string_id), parts.word_features

    def word_features(doc: Doc) -> list[list[str]]:
        key = doc.text, len(doc)
        if key not in features:
            features[key] = plain(doc)
        return [[*row] for row in features[key]]

    parts.word_features = word_features


def corpus_in(folder: Path, name: str, source: str) -> Store:
    """Return a project that holds a corpus, near-copies grouped."""
    store = Store.create(folder / f"{name}.dateline", name=name, coder="simulation")
    take_in(store, (each for each in CORPORA[name](Path(source)) if len(each.text.split()) >= LEAST_WORDS))
    near_copies.group(store)
    with store.transaction():
        store.db.table("model").insert(
            _MODEL | {"articles": 1, "spans": 1, "seconds": 1.0, "size": 1, "created": "2024-12-06T00:00:00Z"}
        )
    return store


def rising(values: Sequence[float]) -> list[float]:
    """Return the nearest values that never fall (pool adjacent violators, Ayer et al. 1955): a lucky batch is none."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, more = pools.pop()
            total, count = total + before, count + more
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]


def reached(curve: Curve, wanted: float, *, by: str) -> float:
    """Return after how many articles, or words, a curve (smoothed by `rising`) comes to an F; between points, a line.

    A hair below counts too: both orders end with the same articles.
    """
    values, at = rising([point.f for point in curve]), [float(getattr(point, by)) for point in curve]
    found = min(bisect_left(values, wanted - 1e-9), len(values) - 1)
    if found == 0 or values[found] <= values[found - 1]:
        return at[found]
    part = min(1.0, max(0.0, (wanted - values[found - 1]) / (values[found] - values[found - 1])))
    return at[found - 1] + part * (at[found] - at[found - 1])


def share(random_curve: Curve, gain_curve: Curve, of_all: float, *, by: str = "articles") -> float:
    """Return what the program's order needs to reach the F that chance has at a share of all, as part of that."""
    smooth, total = rising([point.f for point in random_curve]), random_curve[-1].articles
    at = next(i for i, point in enumerate(random_curve) if point.articles >= of_all * total)
    first = reached(random_curve, smooth[at], by=by) if of_all == 1 else float(getattr(random_curve[at], by))
    return reached(gain_curve, smooth[at], by=by) / first


def main() -> int:
    """Run the simulation, print a table for each corpus, and draw."""
    parser = argparse.ArgumentParser(description="Simulate what coding the most useful articles first brings.")
    parser.add_argument("corpora", nargs="*", metavar="NAME FOLDER", help="re3d, uner and where they lie")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=5, help="articles that are coded between two trainings")
    parser.add_argument("--chances", type=int, default=3, help="orders by chance for each seed")
    parser.add_argument("--preset", choices=("quick", "thorough"), default="quick")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--json", type=Path, help="keep the curves here, and go on from those that are there")
    given = parser.parse_args()
    preset = recipe.quick() if given.preset == "quick" else recipe.thorough()
    results = _read(given.json) if given.json and given.json.exists() else {}
    for name, folder in zip(given.corpora[::2], given.corpora[1::2], strict=True):
        with tempfile.TemporaryDirectory(prefix="dateline-loop-") as work, corpus_in(Path(work), name, folder) as store:
            runs = results.setdefault(name, {order: [] for order in ORDERS})
            for told in _simulated(Loop(store, preset, given.batch), runs, given.seeds, given.chances):
                print(f"{name}: {told}", file=sys.stderr, flush=True)
                if given.json:
                    given.json.write_text(json.dumps(results), encoding="utf-8")
    found = {name: {order: [*map(_mean, seeds)] for order, seeds in runs.items()} for name, runs in results.items()}
    for name, curves in found.items():
        print("\n".join(table(name, curves)))
    if given.svg:
        given.svg.write_text(drawn({name: medians(curves) for name, curves in found.items()}), encoding="utf-8")
    return 0


def _simulated(loop: Loop, runs: Runs, seeds: int, chances: int) -> Iterator[str]:
    """Add the curves that are not there yet, and yield which after each."""
    for often, seed, order in product(range(1, chances + 1), range(seeds), ORDERS):
        runs[order].extend([] for _ in range(seed + 1 - len(runs[order])))
        of_seed = runs[order][seed]
        if len(of_seed) < (often if order == "random" else 1):
            of_seed.append(loop.run(order, seed, again=len(of_seed)))
            yield f"{order} {len(of_seed)}, seed {seed}"


def _mean(runs: Sequence[Curve]) -> Curve:
    return joined(runs, fmean)


def joined(runs: Sequence[Curve], by: Callable[[Iterable[float]], float]) -> Curve:
    """Return one curve for several, by their mean or median."""
    return [
        Point(each[0].articles, round(by([p.words for p in each])), by([p.f for p in each]))
        for each in zip(*runs, strict=True)
    ]


def medians(curves: dict[str, list[Curve]]) -> dict[str, Curve]:
    """Return the median curve of each order."""
    return {order: joined(runs, median) for order, runs in curves.items()}


def table(name: str, curves: dict[str, list[Curve]]) -> Iterator[str]:
    """Yield lines of Markdown."""
    both = medians(curves)
    yield f"\n### {name}: median of {len(curves['random'])} seeds\n"
    yield "| articles | F, by chance | F, most useful | words, by chance | words, most useful |"
    yield "|---:|---:|---:|---:|---:|"
    for chance, gain in zip(both["random"], both["gain"], strict=True):
        yield f"| {chance.articles} | {100 * chance.f:.1f} | {100 * gain.f:.1f} | {chance.words:,} | {gain.words:,} |"
    yield ""
    for part in SHARES:
        for by in ("articles", "words"):
            found = [share(*pair, part, by=by) for pair in zip(curves["random"], curves["gain"], strict=True)]
            each = ", ".join(f"{value:.0%}" for value in found)
            yield f"F of chance at {part:.0%} of all articles: with {median(found):.0%} of its {by} ({each})"


def _read(path: Path) -> dict[str, Runs]:
    told = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {order: [[[Point(*p) for p in run] for run in seed] for seed in seeds] for order, seeds in runs.items()}
        for name, runs in told.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
