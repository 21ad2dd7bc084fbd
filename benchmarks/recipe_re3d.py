"""Scores our recipe against spaCy's quickstart on the re3d articles: the same splits by article, no pretrained weights.

    python benchmarks/recipe_re3d.py ../shared/data/re3d --splits 3

Printed: F on the test articles (exact bounds and label, micro, of spans that do not overlap), in percent, its mean over
the splits, seconds of training, and words tagged a second. The baseline is what `spacy train` does with the
configuration of `spacy init config --pipeline ner --optimize efficiency`; it takes minutes a run, so its figures are
kept in a file (``--keep``). `quick, dev apart`: the recipe learns from train alone, as the quickstart does.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus.errors import UserError  # noqa: E402
from labels.gazetteer.reader import open_default  # noqa: E402
from labels.training import recipe as recipes  # noqa: E402
from labels.training.recipe import Knowledge, Recipe  # noqa: E402

TRAIN, DEV = 62, 9  # articles of 88; the rest is test
FEW = 20  # articles of the smaller training
_PLACES = "SELECT name FROM place WHERE kind <> 'town' OR population >= 15000 ORDER BY name"
_ACTORS = ("Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt", "Phoenix.Countries.actors.txt")


@dataclass(frozen=True, slots=True)
class Result:
    """A training's F in percent, its seconds, and the words a second that the pipeline tags."""

    f: float
    seconds: float
    pace: float


@dataclass(frozen=True, slots=True)
class Parts:
    """The docs of one split."""

    train: list[Any]
    dev: list[Any]
    test: list[Any]


Way = Callable[[Parts], Any]  # returns a pipeline


def read(folder: Path) -> list[Any]:
    """Return the articles as docs, by their ids; of spans that overlap the longest."""
    import spacy
    from spacy.util import filter_spans

    nlp, docs = spacy.blank("en"), {}
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        coded: dict[str, list[Any]] = {}
        for row in _rows(source / "entities.json"):
            coded.setdefault(row["documentId"], []).append(row)
        for row in _rows(source / "documents.json"):
            doc = docs[row["_id"]] = nlp.make_doc(row["text"])
            found = [
                doc.char_span(int(each["begin"]), int(each["end"]), each["type"], alignment_mode="expand")
                for each in coded.get(row["_id"], [])
            ]
            doc.ents = filter_spans([span for span in found if span])
    return [docs[key] for key in sorted(docs)]


def split(docs: Sequence[Any], number: int, few: int | None) -> Parts:
    """Return split `number`, with so few training articles, None for all."""
    order = list(docs)
    random.Random(number).shuffle(order)
    return Parts(order[:TRAIN][:few], order[TRAIN : TRAIN + DEV], order[TRAIN + DEV :])


def quickstart(parts: Parts) -> Any:
    """Train as `spacy train` does with the quickstart's configuration."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.tokens import DocBin
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = init_config(lang="en", pipeline=["ner"], optimize="efficiency", gpu=False)
        for key, docs in (("train", parts.train), ("dev", parts.dev)):
            DocBin(docs=docs).to_disk(folder / f"{key}.spacy")
            config["paths"][key] = str(folder / f"{key}.spacy")
        (folder / "out").mkdir()
        train(init_nlp(config), folder / "out", stdout=io.StringIO(), stderr=io.StringIO())
        return spacy.load(folder / "out" / "model-best")


def by(recipe: Recipe, knowledge: Knowledge) -> Way:
    """Return the way to train by a recipe."""
    return lambda parts: recipes.train(
        parts.train, parts.dev, lang="en", recipe=recipe, knowledge=knowledge, told=lambda told: None
    )


def known(actors: Path) -> Knowledge:
    """Return what the program would know: places of the gazetteer, actors of the dictionaries, where there are some."""
    gazetteer = open_default()
    places = [row[0] for row in gazetteer._rows(_PLACES, ())] if gazetteer else []
    return Knowledge(places=places, actors=[name for file in _ACTORS for name in _actors(actors / file)])


def run(way: Way, parts: Parts) -> Result:
    """Train once and score on the test articles."""
    began = time.monotonic()
    nlp = way(parts)
    trained = time.monotonic()
    found = list(nlp.pipe(doc.text for doc in parts.test))
    seconds = time.monotonic() - trained
    pairs = [(_spans(doc), _spans(gold)) for doc, gold in zip(found, parts.test, strict=True)]
    hits = sum(len(one & other) for one, other in pairs)
    total = sum(len(one) + len(other) for one, other in pairs)
    return Result(200 * hits / total, trained - began, sum(map(len, parts.test)) / seconds)


def main() -> None:
    """Train everything on every split and print a table."""
    options = _options()
    docs, knowledge = read(options.re3d), known(options.actors)
    quick = recipes.quick()
    ways = {
        "quickstart": quickstart,
        "quick, nothing known": by(quick, Knowledge()),
        "quick, dev apart": by(replace(quick, fold_dev=False), knowledge),
        "quick": by(quick, knowledge),
        "thorough": by(recipes.thorough(), knowledge),
    }
    kept = json.loads(options.keep.read_text(encoding="utf-8")) if options.keep.is_file() else {}
    print(f"{'':22} {'articles':>8} {'F':>6}  {'s':>5} {'words/s':>8}  F of each split")
    for few in (FEW, None):
        for name, way in ways.items():
            print(f"{name:22} {few or 'all':>8} ", end="", flush=True)
            results = []
            for number in range(options.splits):
                key = f"{name} {few or 'all'} {number}"
                if key not in kept or name != "quickstart":
                    result = run(way, split(docs, number, few))
                    kept[key] = [result.f, result.seconds, result.pace]
                    options.keep.write_text(json.dumps(kept, indent=1), encoding="utf-8")
                results.append(Result(*kept[key]))
            _print(results)


def _print(results: Sequence[Result]) -> None:
    f, seconds, pace = (
        sum(row) / len(results) for row in zip(*((r.f, r.seconds, r.pace) for r in results), strict=True)
    )
    print(f"{f:6.1f}  {seconds:5.0f} {pace:8.0f}  {' '.join(f'{each.f:.1f}' for each in results)}", flush=True)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip())


def _spans(doc: Any) -> set[tuple[int, int, str]]:
    return {(span.start, span.end, span.label_) for span in doc.ents}


def _actors(path: Path) -> list[str]:
    """Return the names in a dictionary of actors."""
    from labels.entity_petrarch import read_petrarch

    if not path.is_file():
        return []
    drafts = [draft for _, draft, _ in read_petrarch(path.read_text(encoding="utf-8", errors="replace"), path.name)]
    found = [draft for draft in drafts if not isinstance(draft, str)]
    return [name for draft in found for name in (draft.name, *(alias.name for alias in draft.aliases))]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("re3d", type=Path, help="the folder of re3d, with a folder for each source")
    parser.add_argument("--splits", type=int, default=3)
    parser.add_argument("--actors", type=Path, help="folder of the PETRARCH dictionaries; beside re3d")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "recipe_re3d.json")
    options = parser.parse_args()
    options.actors = options.actors or options.re3d.parent / "actor_dictionaries"
    if not options.re3d.is_dir():
        raise UserError(f"{options.re3d} is not there.")
    return options


if __name__ == "__main__":
    main()
