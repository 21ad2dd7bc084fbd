"""Spans and events that an import put aside, because the project lacks their labels or types, added after all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import journal
from corpus.article import RawArticle, RawEvent, RawSpan
from corpus.changes import Changes
from corpus.progress import Cancelled, Progress, silent
from corpus.store import Store
from corpus.uid import now
from corpus.wording import counted
from labels import labels
from labels.intake_events import EventIntake, SpanIndex
from labels.intake_report import IntakeReport
from labels.intake_spans import add_if_new, row_of

_CHUNK = 200  # events added in one transaction
_HELD = 1_000  # spans added in one transaction: the window must not wait for it


def add_held(
    store: Store,
    held: Sequence[tuple[int, RawSpan]],
    *,
    events: Sequence[tuple[int, RawEvent]] = (),
    progress: Progress = silent,
) -> Changes:
    """Add spans and events that were held back, and what they need, as one undoable step that is committed in parts.

    Spans of articles that were removed meanwhile are passed over. When `progress` stops it, what is in stays.
    """
    changes, step_id = Changes(), None
    try:
        for start in range(0, len(held), _HELD):
            progress(start, len(held), "spans")
            with journal.step(store, "import", "Add spans with new labels", into=step_id) as step:
                _add_held(step, held[start : start + _HELD])
                step_id = step.id if step.changes else step_id
                changes |= step.changes
        for start in range(0, len(events), _CHUNK):
            progress(start, len(events), "events")
            with journal.step(store, "import", "Add events", into=step_id) as step:
                _add_held_events(step, events[start : start + _CHUNK])
                step_id = step.id if step.changes else step_id
                changes |= step.changes
    except Cancelled:
        pass  # asked for: the parts that are in are whole, and are told of below
    if step_id is None:
        return Changes()
    parts = [counted(len(changes.spans), "span")] if changes.spans else []
    parts += [counted(len(changes.events), "event")] if changes.events else []
    summary = f"Add {' and '.join(parts)} with new labels"
    with store.transaction():
        store.db.conn.execute("UPDATE step SET summary = ? WHERE id = ?", (summary, step_id))
    return replace(changes, summary=summary)


def _add_held(step: journal.Step, held: Sequence[tuple[int, RawSpan]]) -> None:
    store, at = step.store, now()
    known = {name: label.id for name, label in labels.by_name(store).items()}
    texts: dict[int, str | None] = {}
    for article_id, span in held:
        if article_id not in texts:
            texts[article_id] = _text(store, article_id)
        if (text := texts[article_id]) is None:
            continue
        name = labels.plain_name(span.label)
        if name not in known:
            known[name] = labels.insert(step, name)
        bounds = (span.start, span.end)  # moved to the cleaned text when the span was put aside
        row = row_of(span, bounds, article_id, known[name], store.ensure_coder(span.coder), text, at)
        if add_if_new(step, row):
            add_work(step, article_id, row.coder_id, "in progress")


def _add_held_events(step: journal.Step, held: Sequence[tuple[int, RawEvent]]) -> None:
    """Add events; their ranges were moved to the cleaned text when they were put aside."""
    store = step.store
    intake = EventIntake(store, IntakeReport(), "add", store.ensure_coder)
    intake.begin(step, [RawArticle(text="", events=tuple(event for _, event in held))])
    for article_id, event in held:
        if (text := _text(store, article_id)) is None:
            continue
        raw = RawArticle(text=text, events=(event,))
        for row in intake.rows(raw, text, article_id, SpanIndex.of_article(store, article_id)):
            if intake.add_if_new(step, row):
                add_work(step, article_id, row.event["coder_id"], "in progress")


def _text(store: Store, article_id: int) -> str | None:
    """Return an article's text, None when it was removed."""
    found = store.value(
        "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article.id = ? AND removed = 0",
        (article_id,),
    )
    return None if found is None else str(found)


def add_work(step: journal.Step, article_id: int, coder_id: int, status: str) -> None:
    """Say where a coder stands whose first spans in an article came in; what stands already is left."""
    known = (article_id, coder_id)
    if not step.store.value("SELECT 1 FROM work WHERE article_id = ? AND coder_id = ?", known):
        step.insert("work", {"article_id": article_id, "coder_id": coder_id, "status": status, "changed": now()})
