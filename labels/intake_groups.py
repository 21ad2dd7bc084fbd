"""After an import: the articles that came in are grouped with their near-copies, as a part of the same step."""

from __future__ import annotations

from pyroaring import BitMap

from corpus.progress import Cancelled, Progress, silent
from corpus.store import Store
from labels.intake_report import IntakeReport

MOST = 20_000  # new articles; more are grouped when somebody asks for it, since it takes minutes
_LARGEST = 100_000  # articles of the project; in a larger one the comparison takes longer than the import


def group_new(store: Store, report: IntakeReport, *, progress: Progress = silent) -> IntakeReport:
    """Group what an import brought with what is there, and add to its report how many near-copies there are.

    Stopped, the import stands without its groups.

    Raises:
        UserError: the project cannot be written.
    """
    if report.step_id is None or report.cancelled or not 0 < report.added <= MOST or _is_large(store):
        return report
    from corpus import near_copies  # numpy, which only who imports waits for

    new = _articles(store, report.step_id)
    try:
        found = near_copies.group(store, only=list(new), into=report.step_id, progress=progress)
    except Cancelled:
        return report
    report.changes |= found.changes
    report.copies = len(new & _grouped(store))
    return report


def _is_large(store: Store) -> bool:
    """Whether looking through the project would take long: it is large, or was never looked through."""
    articles = int(store.value("SELECT count(*) FROM article"))
    unread = articles - int(store.value("SELECT count(*) FROM signature"))
    return articles > _LARGEST or unread > MOST


def _articles(store: Store, step_id: int) -> BitMap:
    rows = store.rows("SELECT id FROM article WHERE batch_id = (SELECT batch_id FROM step WHERE id = ?)", (step_id,))
    return BitMap([row[0] for row in rows])


def _grouped(store: Store) -> BitMap:
    return BitMap([row[0] for row in store.rows("SELECT id FROM article WHERE group_id IS NOT NULL AND removed = 0")])
