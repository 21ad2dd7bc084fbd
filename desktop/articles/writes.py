"""Writes on several articles at once, each one step of the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus import articles, journal
from corpus.article import Status
from corpus.changes import Changes
from corpus.progress import Cancelled, Progress, silent
from corpus.store import Store

MANY = 200  # articles: more are written beside the window
_AT_ONCE = 500  # articles in one transaction


def set_statuses(store: Store, article_ids: Sequence[int], status: Status, *, progress: Progress = silent) -> Changes:
    """Say where the present coder stands with several articles; undone in one go.

    Stopped on the way, it returns what was marked until then.
    """
    if len(article_ids) == 1:
        return articles.set_status(store, article_ids[0], status)
    summary = f"Mark {len(article_ids):,} articles as {status}"

    def mark(step: journal.Step, article_id: int) -> None:
        articles.put_status(step, article_id, status)

    return _write(store, "status", summary, article_ids, progress, mark)


def remove(store: Store, article_ids: Sequence[int], *, progress: Progress = silent) -> Changes:
    """Take articles out of the project with their coding; undone in one go.

    Stopped on the way, it returns what was removed until then.
    """
    if len(article_ids) == 1:
        return articles.remove(store, article_ids)
    summary = f"Remove {len(article_ids):,} articles"

    def take_out(step: journal.Step, article_id: int) -> None:
        step.update("article", article_id, removed=1)

    return _write(store, "article", summary, article_ids, progress, take_out)


def _write(
    store: Store,
    kind: str,
    summary: str,
    article_ids: Sequence[int],
    progress: Progress,
    write: Callable[[journal.Step, int], object],
) -> Changes:
    """Write article after article into one step, in several transactions.

    Raises:
        Cancelled: it was stopped before anything was written.
    """
    step_id: int | None = None
    changes = Changes()
    for start in range(0, len(article_ids), _AT_ONCE):
        try:
            progress(start, len(article_ids), summary)
        except Cancelled:
            if changes:
                break
            raise
        with journal.step(store, kind, summary, into=step_id) as step:
            for article_id in article_ids[start : start + _AT_ONCE]:
                write(step, article_id)
            changed = step.changes
        if changed:
            step_id = step.id
            changes |= changed
    return changes
