"""The main job without a display: `python -m desktop.tour OUT` builds the sample project, exports it, trains, shows.

What the window would let a person see is printed, and pictures of the window are rendered off screen.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from corpus import articles, near_copies
from corpus.query import parse
from corpus.store import Store
from desktop.sample import make_sample
from labels import concordance, kwic, labels
from labels.concordance import Wanted
from labels.formats import ExportOptions, export

_LINES, _WIDTH = 4, 32  # of the concordance: lines, and code points to each side
_STEPS = 400  # of training: about a minute on two cores
_SALT = "sample"  # the same nine articles to learn from and three to be scored on, each time


def main(arguments: list[str] | None = None) -> int:
    """Do it all into the folder named on the command line and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    out = Path(given[0] if given else "out")
    out.mkdir(parents=True, exist_ok=True)
    project = _project(out)
    _look_through(project)
    folder = _export(project, out)
    trained = _train(folder, out / "model")
    _pictures(out / "pictures")
    return 0 if trained else 1


def _project(out: Path) -> Path:
    path = out / "sample.dateline"
    path.unlink(missing_ok=True)
    make_sample(path)
    with Store.open(path, read_only=True) as store:
        counted = labels.counts(store)
        _say(f"{path}: {len(articles.ids(store))} articles, {sum(counted.values())} spans, {len(counted)} labels.")
    return path


def _look_through(project: Path) -> None:
    """Search, list hits in their context, and group near-copies."""
    asked = "(Hama OR Rastan) -prison label:FATALITIES"
    with Store.open(project) as store:
        _say(f"{asked}: {len(articles.ids(store, parse(asked)))} articles.")
        found = [hit for batch in concordance.search(store, Wanted("rocket*")) for hit in _places(batch)]
        _say(f"rocket*: {len(found)} hits.")
        for line in kwic.lines(store, found[:_LINES]):
            if line is not None:
                _say(f"  {line.before[-_WIDTH:]:>{_WIDTH}}[{line.hit}]{line.after[:_WIDTH]}")
        _say(near_copies.group(store).sentence)


def _places(batch: concordance.Batch) -> list[kwic.Place]:
    return list(zip(batch.articles, batch.starts, batch.ends, strict=True))


def _export(project: Path, out: Path) -> Path:
    with Store.open(project) as store:
        report = export(store, "spacy", out / "spacy", options=ExportOptions(split=(0.7, 0.3, 0.0), salt=_SALT))
    _say(report.summary)
    return report.path


def _train(folder: Path, model: Path) -> bool:
    """Train on the export exactly as an outsider would, with `spacy train`, and print the scores."""
    _say("Training a small model for about a minute …")
    started = time.monotonic()
    steps = ("--training.max_steps", str(_STEPS), "--training.eval_frequency", str(_STEPS // 4))
    line = [sys.executable, "-m", "spacy", "train", "config.cfg", "--output", str(model.resolve()), *steps]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        _say(f"spacy train failed:\n{(done.stderr or done.stdout)[-2000:]}")
        return False
    scores = json.loads((model / "model-best" / "meta.json").read_text("utf-8"))["performance"]
    _say(f"Trained in {time.monotonic() - started:.0f} s; {model / 'model-best'} on the dev articles:")
    _print_scores(scores)
    return True


def _print_scores(scores: dict[str, Any]) -> None:
    _say(f"  {'label':<14}{'precision':>10}{'recall':>10}{'F':>8}")
    by_label = scores.get("ents_per_type") or {}
    rows = {name: (row["p"], row["r"], row["f"]) for name, row in sorted(by_label.items())}
    rows["all"] = (scores["ents_p"], scores["ents_r"], scores["ents_f"])
    for name, (precision, recall, f_score) in rows.items():
        _say(f"  {name:<14}{100 * (precision or 0):>10.1f}{100 * (recall or 0):>10.1f}{100 * (f_score or 0):>8.1f}")


def _pictures(out: Path) -> None:
    from desktop.screenshots import take

    for path in take(out):
        _say(f"Picture: {path}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
