"""Times our training by a custom configuration against `spacy train` with the same configuration, on the same data.

    python benchmarks/training.py --articles 400 --rounds 2

Both train on the files that the export writes, with the export's own configuration, for a fixed number of steps. Ours
is whole: the child's start, reading the coding from the project, training, scoring beside the baseline, writing and
checking the folder. `spacy train` is given its files ready-made, and its time is that of the whole command.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import measure  # noqa: E402
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
            theirs.append(_spacy_train(config, out, folder / f"model{number}"))
            ours.append(_dateline_train(store, config))
            print(f"round {number + 1}: spacy train {theirs[-1]:.1f} s, ours {ours[-1]:.1f} s", file=sys.stderr)
    ratio = median(ours) / median(theirs)
    print(f"\n| {articles:,} articles, {steps:,} steps | s |\n|---|---:|")
    print(f"| spacy train | {median(theirs):.1f} |\n| ours, whole | {median(ours):.1f} |\n| ratio | {ratio:.2f} |")
    return 0


def _spacy_train(config: Path, data: Path, out: Path) -> float:
    line = [sys.executable, "-m", "spacy", "train", str(config), "--output", str(out)]
    line += ["--paths.train", str(data / "train.spacy"), "--paths.dev", str(data / "dev.spacy")]
    return measure.run(line).seconds


def _dateline_train(store: Store, config: Path) -> float:
    began = time.perf_counter()
    train(store, TrainOptions(preset="custom", config=str(config)))
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
