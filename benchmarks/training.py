"""Times our training by a custom configuration against `spacy train` with the same configuration, on the same data.

    python benchmarks/training.py --articles 400 --rounds 2

Both train on the files that the export writes, with the export's own configuration, for a fixed number of steps. Ours
is whole: the child's start, reading the coding from the project, training, scoring beside the baseline, writing and
checking the folder. `spacy train` is given its files ready-made, and its time is that of the whole command.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.export_spacy import build  # noqa: E402
from corpus.store import Store  # noqa: E402
from labels.formats import ExportOptions, export  # noqa: E402
from labels.training.options import TrainOptions  # noqa: E402
from labels.training.training import train  # noqa: E402


def main() -> int:
    """Run both in turn and print a table with the ratio."""
    parser = argparse.ArgumentParser(description="Time our training against spacy train.")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        return _run(Path(folder), given.articles, given.steps, given.rounds)


def _run(folder: Path, articles: int, steps: int, rounds: int) -> int:
    project, out = folder / "bench.dateline", folder / "out"
    build(project, out, articles)
    with Store.open(project, coder="bench") as store:
        export(store, "spacy", out, options=ExportOptions())
        config = out / "config.cfg"
        text = config.read_text(encoding="utf-8").replace("max_steps = 20000", f"max_steps = {steps}")
        config.write_text(text.replace("patience = 1600", "patience = 0"), encoding="utf-8")
        theirs, ours = [], []
        for number in range(rounds):
            theirs.append(_timed(lambda number=number: _spacy_train(config, out, folder / f"model{number}")))
            ours.append(_timed(lambda: train(store, TrainOptions(preset="custom", config=str(config)))))
            told = (f"{name} {took.seconds:.1f} s" for name, took in (("spacy train", theirs[-1]), ("ours", ours[-1])))
            print(f"round {number + 1}: {', '.join(told)}", file=sys.stderr)
    print(f"\n| {articles:,} articles, {steps:,} steps | s | s of processor |\n|---|---:|---:|")
    for name, rows in (("spacy train", theirs), ("ours, whole", ours)):
        print(f"| {name} | {median(row.seconds for row in rows):.1f} | {median(row.processor for row in rows):.1f} |")
    ratios = zip(theirs, ours, strict=True)
    pairs = [(mine.seconds / other.seconds, mine.processor / other.processor) for other, mine in ratios]
    print(
        f"| ratio, median of rounds | {median(row[0] for row in pairs):.2f} | {median(row[1] for row in pairs):.2f} |"
    )
    return 0


@dataclass(frozen=True, slots=True)
class Took:
    """What a training took. `processor`: seconds of user and system, of this process and its children."""

    seconds: float
    processor: float


def _timed(work: Callable[[], object]) -> Took:
    began, before = time.perf_counter(), _processor()
    work()
    return Took(time.perf_counter() - began, _processor() - before)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _spacy_train(config: Path, data: Path, out: Path) -> None:
    line = [sys.executable, "-m", "spacy", "train", str(config), "--output", str(out)]
    line += ["--paths.train", str(data / "train.spacy"), "--paths.dev", str(data / "dev.spacy")]
    subprocess.run(line, check=True, capture_output=True)


if __name__ == "__main__":
    raise SystemExit(main())
