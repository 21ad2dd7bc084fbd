"""Studies of the coding by training on parts of it, as the window and the command line see them.

The trainings run in the training child; what came of them is written here, at the end, in one transaction. So a study
that is stopped, crashes or hangs leaves the project as it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus import stored_json
from corpus.errors import ReadOnlyError
from corpus.progress import Progress, silent
from labels import labels
from labels.training import curve_report
from labels.training.crossing import FOLDS
from labels.training.curve_report import CurveReport
from labels.training.training import in_child, record_run

if TYPE_CHECKING:
    from corpus.store import Store
    from labels.training.options import Teller

_PREDICTED = (
    'INSERT INTO cross_prediction (run_id, article_id, start, "end", label_id, score) VALUES (?, ?, ?, ?, ?, ?)'
)
_CROSSED = "INSERT INTO crossed (run_id, article_id) VALUES (?, ?)"
Row = tuple[int, int, int, int, int, float]


def curve(
    store: Store,
    *,
    seeds: int = 1,
    seed: int = 0,
    finished_only: bool = True,
    told: Teller | None = None,
    progress: Progress = silent,
) -> CurveReport:
    """Measure the learning curve: trainings on 25, 50, 75 and 100 % of the coding; the report is kept as a run.

    Args:
        seeds: trainings of each share; more make the curve surer. seed: of the first.

    Raises:
        UserError: there is too little coding, or the child failed.
        Cancelled: `progress` asked to stop; nothing is kept.
    """
    asked: dict[str, Any] = {"seeds": seeds, "seed": seed, "finished_only": finished_only}
    values = in_child(store, {"kind": "curve", **asked}, told=told, progress=progress)
    fingerprint = values.pop("fingerprint", "")
    report = curve_report.from_dict(values)
    if not store.read_only:
        settings = {**asked, "fingerprint": fingerprint}
        record_run(store, "curve", report=report.as_dict(), seconds=report.seconds, **settings)
    return report


def newest_curve(store: Store) -> CurveReport | None:
    """Return the curve that was measured last, None when there is none."""
    row = store.row("SELECT report FROM training_run WHERE kind = 'curve' ORDER BY id DESC LIMIT 1")
    try:
        return curve_report.from_dict(stored_json.mapping(row[0])) if row else None
    except ValueError:  # not what we wrote: measure it again
        return None


def cross(
    store: Store,
    *,
    folds: int = FOLDS,
    seed: int = 0,
    finished_only: bool = True,
    told: Teller | None = None,
    progress: Progress = silent,
) -> int:
    """Predict every article by a model that has not learnt from it; return the id of the run that keeps the result.

    Predictions of former runs are deleted: nobody looks at them again.

    Raises:
        UserError: there is too little coding, the file is read-only, or the child failed.
        Cancelled: `progress` asked to stop; nothing is kept.
    """
    if store.read_only:
        raise ReadOnlyError(f"{store.path} is read-only, so what is found cannot be kept; copy it elsewhere first.")
    began = time.monotonic()
    named = {name: label.id for name, label in labels.by_name(store).items()}  # a label may be renamed meanwhile
    asked: dict[str, Any] = {"folds": folds, "seed": seed, "finished_only": finished_only}
    values = in_child(store, {"kind": "errors", **asked}, told=told, progress=progress)
    predicted = {int(article): spans for article, spans in values.pop("predicted").items()}
    with store.transaction():
        run = record_run(store, "errors", report=values, seconds=time.monotonic() - began, **asked)
        _keep(store, run, predicted, named)
    return run


def _keep(store: Store, run: int, predicted: Mapping[int, Sequence[Sequence[Any]]], named: Mapping[str, int]) -> None:
    """Write the predictions of a run in place of those before; the caller holds the transaction.

    What was deleted while the trainings ran, articles and labels, is left out.
    """
    conn = store.db.conn
    for table in ("cross_prediction", "crossed"):
        conn.execute(f"DELETE FROM {table} WHERE run_id <> ?", (run,))
    there = {row[0] for row in store.rows("SELECT id FROM article")}
    ids = {row[0] for row in store.rows("SELECT id FROM label")}
    labelled = {name: number for name, number in named.items() if number in ids}
    kept = {article: spans for article, spans in sorted(predicted.items()) if article in there}
    conn.executemany(_CROSSED, [(run, article) for article in kept])
    conn.executemany(_PREDICTED, _rows(run, kept, labelled))


def _rows(run: int, predicted: Mapping[int, Sequence[Sequence[Any]]], named: Mapping[str, int]) -> Iterator[Row]:
    for article, spans in predicted.items():
        for start, end, label, score in spans:
            if label in named:
                yield run, article, start, end, named[label], min(1.0, max(0.0, score))
