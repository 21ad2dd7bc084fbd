"""Simulates an analyst who codes what the program says is most useful, and one who codes by chance.

    OMP_NUM_THREADS=1 nice python benchmarks/simulate_loop.py re3d ../shared/data/re3d uner ../shared/data/uner_ewt
    ... --svg docs/pictures/simulation.svg

A quarter of a corpus is kept for the test. Both begin with the same five articles drawn by chance and go on in batches
of five (`--batch`); after each the quick recipe is trained on what is coded, and scored on the test (exact spans). The
program's order is made by the very functions: the doubts of the model just trained go into the table `doubt` of a
project, and `corpus.sampling` draws from there, its share of chance included; of near-copies one takes part.

Told is after how many articles the program's order has the F that chance has at N, as a share of N; and the same by
words, since an order that prefers long articles has more to read in each.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.coded_corpora import CORPORA  # noqa: E402
from benchmarks.simulate_loop_svg import drawn  # noqa: E402
from corpus import near_copies, sampling  # noqa: E402
from corpus.store import Store  # noqa: E402
from labels.intake import take_in  # noqa: E402
from labels.suggest import tagging, tagging_child  # noqa: E402
from labels.training import docs, recipe, scores  # noqa: E402

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FIRST = 5  # articles to begin with
LEAST_WORDS = 60  # shorter ones are left out: most of UNER's are single reviews of a line or two
ORDERS = ("random", "gain")
SHARES = (0.5, 0.75, 1.0)  # of all articles: the N at which the orders are compared
_WORD = re.compile(r"[^\W\d_]{3,}")
_MODEL = {"id": 1, "uid": "m", "number": 1, "preset": "quick", "language": "en", "folder": "f", "fingerprint": "x"}


@dataclass(frozen=True, slots=True)
class Point:
    """How good a model is after so many articles, and words, were coded; F 0 to 1."""

    articles: int
    words: int
    f: float


Curve = list[Point]


class Loop:
    """A corpus in a project, and the models that are trained on parts of it.

    Attributes:
        ids: articles that take part, one of each group of near-copies.
    """

    def __init__(self, store: Store, rounds: int, batch: int) -> None:
        self._store, self._batch = store, batch
        self._recipe = replace(recipe.quick(), rounds=rounds, members=1)
        everything = BitMap(row[0] for row in store.rows("SELECT id FROM article"))
        self.ids = [*sampling.one_of_each_group(store, everything)]
        self._docs = {docs.article_of(doc): doc for doc in docs.docs_of(store, self.ids)}
        self._gold = {key: docs.gold(doc) for key, doc in self._docs.items()}

    def run(self, order: str, seed: int) -> Curve:
        """Code the whole pool in an order, and return F on the test after each batch."""
        mixed = random.Random(seed).sample(self.ids, len(self.ids))
        tests, pool = mixed[: len(mixed) // 4], mixed[len(mixed) // 4 :]
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
        """Draw a batch as the program does: by the doubts of this model, and what is new to the articles coded."""
        known = frozenset(word.lower() for key in coded for word in _WORD.findall(self._docs[key].text))
        rows = [
            (key, 1, tagging_child.doubt(doc, [*tagging_child.scored(doc)]), tagging.novelty(doc.text, known))
            for key, doc in zip(left, self._tagged(nlp, left), strict=True)
        ]
        with self._store.transaction():
            self._store.db.execute("DELETE FROM doubt")
            self._store.db.conn.executemany("INSERT INTO doubt VALUES (?, ?, ?, ?)", rows)
        return sampling.draw(self._store, BitMap(left), count=self._batch, how="gain", seed=1000 * seed + len(coded))


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
    parser.add_argument("--rounds", type=int, default=recipe.quick().rounds, help="fewer are faster")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--json", type=Path, help="keep the curves here, and go on from those that are there")
    given = parser.parse_args()
    results = _read(given.json) if given.json and given.json.exists() else {}
    for name, folder in zip(given.corpora[::2], given.corpora[1::2], strict=True):
        with tempfile.TemporaryDirectory(prefix="dateline-loop-") as work, corpus_in(Path(work), name, folder) as store:
            curves = results.setdefault(name, {order: [] for order in ORDERS})
            for _ in _simulated(Loop(store, given.rounds, given.batch), curves, range(given.seeds)):
                print(f"{name}: {len(curves['gain'])} seeds", file=sys.stderr, flush=True)
                if given.json:
                    given.json.write_text(json.dumps(_plain(results)), encoding="utf-8")
    for name, curves in results.items():
        print("\n".join(table(name, curves)))
    if given.svg:
        given.svg.write_text(drawn({name: medians(curves) for name, curves in results.items()}), encoding="utf-8")
    return 0


def _simulated(loop: Loop, curves: dict[str, list[Curve]], seeds: Sequence[int]) -> Iterator[None]:
    """Add the curves of the seeds that are not there yet, and yield after each."""
    for seed in seeds[len(curves["gain"]) :]:
        found = {order: loop.run(order, seed) for order in ORDERS}
        for order, curve in found.items():
            curves[order].append(curve)
        yield


def medians(curves: dict[str, list[Curve]]) -> dict[str, Curve]:
    """Return the median curve of each order."""
    return {
        order: [
            Point(each[0].articles, round(median(p.words for p in each)), median(p.f for p in each))
            for each in zip(*runs, strict=True)
        ]
        for order, runs in curves.items()
    }


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


def _plain(results: dict[str, dict[str, list[Curve]]]) -> dict[str, Any]:
    return {
        name: {order: [[(p.articles, p.words, p.f) for p in run] for run in runs] for order, runs in curves.items()}
        for name, curves in results.items()
    }


def _read(path: Path) -> dict[str, dict[str, list[Curve]]]:
    told = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {order: [[Point(*p) for p in run] for run in runs] for order, runs in curves.items()}
        for name, curves in told.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
