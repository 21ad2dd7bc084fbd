"""What one key does to an event, whatever it has to write: one step, so that one undo takes all of it back.

Words are labelled, put into the event, and what they mean is settled (a place that the gazetteer knows becomes one of
the project's) inside the same step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.wording import short
from labels import event_rows, events, spans
from labels.event import ArgumentDraft, EventDraft
from labels.event_rows import Settle as Settle
from labels.event_rows import as_it_is as as_it_is
from labels.role import Role
from labels.span import Span


def add(store: Store, article_id: int, draft: EventDraft, *, settle: Settle = as_it_is) -> Changes:
    """Write an event, its arguments settled, as one step; `Changes.events` has its id.

    Args:
        settle: makes what an argument needs in the open step (a place of the gazetteer) and returns it linked to that.

    Raises:
        UserError: its evidence lies outside the text, a value contradicts itself, or the project cannot be written.
    """
    words = events.draft_words(store, draft)
    with journal.step(store, "event", f"Add event “{words}”" if words else "Add event", article_id=article_id) as step:
        _insert(step, article_id, draft, settle)
        return step.changes


def add_from_words(
    store: Store,
    article_id: int,
    start: int,
    end: int,
    label_id: int,
    draft_of: Callable[[Span], EventDraft],
    *,
    exact: bool = False,
    settle: Settle = as_it_is,
) -> Changes:
    """Label a range (code points, half-open) and make the event that it triggers, as one step.

    Args:
        draft_of: what the event says, given the trigger; a span that the coder has there already is taken as it is.

    Raises:
        UserError: the range lies outside the text, or the event cannot be written; nothing was changed.
    """
    text = articles.get(store, article_id).text
    _check(text, start, end)
    with journal.step(store, "event", f"Add event “{short(text[start:end])}”", article_id=article_id) as step:
        span = _labelled(step, article_id, text, start, end, label_id, exact=exact)
        _insert(step, article_id, draft_of(span), settle)
        return step.changes


def fill(store: Store, event_id: int, role: Role, draft: ArgumentDraft, *, settle: Settle = as_it_is) -> Changes:
    """Fill a role, settled, as one step, as `event_rows.put` does; empty `Changes` when these words fill it already.

    Raises:
        UserError: the event is another coder's or gone, or the value contradicts itself.
    """
    event = events.own(store, event_id)
    with journal.step(store, "event", _filling(role, draft.text), article_id=event.article_id) as step:
        event_rows.put(step, event, replace(draft, role_id=role.id), settle=settle)
        return step.changes


def fill_from_words(
    store: Store,
    event_id: int,
    role: Role,
    start: int,
    end: int,
    label_id: int,
    draft_of: Callable[[Span], ArgumentDraft],
    *,
    exact: bool = False,
    settle: Settle = as_it_is,
) -> Changes:
    """Label a range (code points, half-open) and put it into a role of an event, as one step.

    Raises:
        UserError: the event is another coder's or gone, the range lies outside the text, or the value cannot be.
    """
    event = events.own(store, event_id)
    text = articles.get(store, event.article_id).text
    _check(text, start, end)
    with journal.step(store, "event", _filling(role, text[start:end]), article_id=event.article_id) as step:
        span = _labelled(step, event.article_id, text, start, end, label_id, exact=exact)
        event_rows.put(step, event, replace(draft_of(span), role_id=role.id), settle=settle)
        return step.changes


def _insert(step: journal.Step, article_id: int, draft: EventDraft, settle: Settle) -> None:
    settled = tuple(settle(step, argument) for argument in draft.arguments)
    events.insert(step, article_id, replace(draft, arguments=settled))
    if articles.status(step.store, article_id) == "new":
        articles.put_status(step, article_id, "in progress")


def _labelled(
    step: journal.Step, article_id: int, text: str, start: int, end: int, label_id: int, *, exact: bool
) -> Span:
    """Return the coder's span with that label on that very range, made when it is not there."""
    there = (
        span
        for span in spans.of_article(step.store, article_id, coder_id=step.coder_id)
        if span.range == (start, end) and span.label_id == label_id
    )
    span_id = next((span.id for span in there), None)
    if span_id is None:
        event_rows.check_there(step.store, "label", label_id)
        row = spans.span_row(article_id, start, end, label_id, step.coder_id, text[start:end])
        span_id = step.insert("span", row | {"exact": int(exact)})
    return spans.get(step.store, span_id)


def _check(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise UserError(f"The range {start} to {end} lies outside the article; nothing was labelled.")


def _filling(role: Role, words: str) -> str:
    return f"{role.name} of the event: “{short(words)}”"
