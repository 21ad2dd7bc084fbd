"""All SQL on spans. Every write is one journal step; a coder changes only their own spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from corpus.wording import short
from labels import evidence
from labels.span import HUMAN, Span

_COLUMNS = (
    'span.id, span.uid, article_id, start, "end", label_id, label.name, coder_id, coder.name, origin, surface, '
    "note, certainty, exact, span.created, span.changed"
)
_FROM = "FROM span JOIN label ON label.id = label_id JOIN coder ON coder.id = coder_id"
CERTAINTIES = ("", "reported as fact", "claimed", "suspected", "possible", "denied")


def of_article(store: Store, article_id: int, *, coder_id: int | None = None) -> list[Span]:
    """Return an article's spans in reading order, an enclosing span before what it holds; of all coders or of one."""
    where = "article_id = ?" + ("" if coder_id is None else " AND coder_id = ?")
    params = (article_id,) if coder_id is None else (article_id, coder_id)
    found = store.rows(f'SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY start, "end" DESC, span.id', params)
    return [_span(row) for row in found]


def get(store: Store, span_id: int) -> Span:
    """Return one span.

    Raises:
        UserError: it is gone.
    """
    row = store.row(f"SELECT {_COLUMNS} {_FROM} WHERE span.id = ?", (span_id,))
    if row is None:
        raise UserError("That span is gone; somebody has removed it.")
    return _span(row)


def coders(store: Store) -> dict[str, int]:
    """Return the coders who have spans, with how many, in articles that are not removed."""
    found = store.rows(
        "SELECT coder.name, count(*) FROM span JOIN coder ON coder.id = coder_id "
        "JOIN article ON article.id = article_id WHERE removed = 0 GROUP BY coder.id ORDER BY 2 DESC"
    )
    return {str(row[0]): int(row[1]) for row in found}


def add(
    store: Store,
    article_id: int,
    start: int,
    end: int,
    label_id: int,
    *,
    origin: str = HUMAN,
    exact: bool = False,
    note: str = "",
) -> Changes:
    """Label one range (code points, half-open); empty `Changes` when the coder has that very span already.

    Raises:
        UserError: the range lies outside the text, the label is gone, or the project cannot be written.
    """
    return add_many(store, article_id, [(start, end)], label_id, origin=origin, exact=exact, note=note)


def add_many(
    store: Store,
    article_id: int,
    ranges: Sequence[tuple[int, int]],
    label_id: int,
    *,
    origin: str = HUMAN,
    exact: bool = False,
    note: str = "",
    instead_of: int | None = None,
) -> Changes:
    """Label several ranges as one undoable step; those the coder has labelled so already are passed over.

    Args:
        instead_of: a label's id; the coder's spans that carry it on those very ranges are relabelled.
    """
    text = _text(store, article_id)
    name = _label_name(store, label_id)
    for start, end in ranges:
        if not 0 <= start < end <= len(text):
            raise UserError(f"The range {start} to {end} lies outside the article; nothing was labelled.")
    with journal.step(store, "span", _summary(name, text, ranges), article_id=article_id) as step:
        for start, end in ranges:
            if _exists(store, article_id, step.coder_id, label_id, start, end):
                continue
            old = _find(store, article_id, step.coder_id, instead_of, start, end)
            if old is not None:
                step.update("span", old, label_id=label_id, changed=now())
            else:
                row = span_row(article_id, start, end, label_id, step.coder_id, text[start:end])
                step.insert("span", row | {"origin": origin, "exact": int(exact), "note": clean_text(note)})
        if step.changes and articles.status(store, article_id) == "new":
            articles.put_status(step, article_id, "in progress")
        return step.changes


def span_row(article_id: int, start: int, end: int, label_id: int, coder_id: int, surface: str) -> dict[str, Any]:
    """Return a new row of table `span` with an identifier and times, ready to insert."""
    at = now()
    return {
        "uid": new_uid(),
        "article_id": article_id,
        "start": start,
        "end": end,
        "label_id": label_id,
        "coder_id": coder_id,
        "origin": HUMAN,
        "surface": surface,
        "created": at,
        "changed": at,
    }


def relabel(store: Store, span_id: int, label_id: int) -> Changes:
    """Give a span another label; empty `Changes` when it has that one."""
    span, name = _own(store, span_id), _label_name(store, label_id)
    if span.label_id == label_id:
        return Changes()
    _refuse_twin(store, span, label_id, span.start, span.end)
    with journal.step(store, "span", f"Relabel “{short(span.surface)}” as {name}", article_id=span.article_id) as step:
        step.update("span", span_id, label_id=label_id, changed=now())
        return step.changes


def move(store: Store, span_id: int, start: int, end: int, *, exact: bool | None = None) -> Changes:
    """Move a span's ends (code points, half-open); empty `Changes` when they are where they were.

    Raises:
        UserError: the new range is empty or outside the text, or the coder has that very span already.
    """
    span = _own(store, span_id)
    text = _text(store, span.article_id)
    if not 0 <= start < end <= len(text):
        raise UserError("A span needs at least one word inside the article; its ends were left where they were.")
    if (start, end) == span.range:
        return Changes()
    _refuse_twin(store, span, span.label_id, start, end)
    summary = f"Move the ends of “{short(span.surface)}”"
    with journal.step(store, "span", summary, article_id=span.article_id) as step:
        keep = span.exact if exact is None else exact
        step.update("span", span_id, start=start, end=end, surface=text[start:end], exact=int(keep), changed=now())
        evidence.moved(step, span_id, start, end, old=span.surface, new=text[start:end])
        return step.changes


def remove(store: Store, span_ids: Iterable[int]) -> Changes:
    """Remove spans as one undoable step."""
    found = [_own(store, span_id) for span_id in dict.fromkeys(span_ids)]
    if not found:
        return Changes()
    summary = f"Remove “{short(found[0].surface)}”" if len(found) == 1 else f"Remove {len(found)} spans"
    with journal.step(store, "span", summary, article_id=found[0].article_id) as step:
        for span in found:
            evidence.let_go(step, span.id)
            step.delete("span", span.id)
        return step.changes


def annotate(store: Store, span_id: int, *, note: str | None = None, certainty: str | None = None) -> Changes:
    """Set a span's note or certainty; None leaves it."""
    span = _own(store, span_id)
    given = {"note": note, "certainty": certainty}
    values = {name: clean_text(value).strip() for name, value in given.items() if value is not None}
    if all(getattr(span, name) == value for name, value in values.items()):
        return Changes()
    with journal.step(store, "span", f"Note on “{short(span.surface)}”", article_id=span.article_id) as step:
        step.update("span", span_id, **values, changed=now())
        return step.changes


def _span(row: tuple[Any, ...]) -> Span:
    values = list(row)
    values[13] = bool(values[13])
    return Span(*values)


def _own(store: Store, span_id: int) -> Span:
    span = get(store, span_id)
    if span.coder_id != store.coder_id:
        raise UserError(f"That span was coded by {span.coder}; only {span.coder} can change it.")
    return span


def _refuse_twin(store: Store, span: Span, label_id: int, start: int, end: int) -> None:
    if _exists(store, span.article_id, span.coder_id, label_id, start, end, other_than=span.id):
        raise UserError(f"These words already carry {_label_name(store, label_id)}.")


def _exists(
    store: Store, article_id: int, coder_id: int, label_id: int, start: int, end: int, *, other_than: int = 0
) -> bool:
    found = _find(store, article_id, coder_id, label_id, start, end)
    return found is not None and found != other_than


def _find(store: Store, article_id: int, coder_id: int, label_id: int | None, start: int, end: int) -> int | None:
    """Return the id of the coder's span with that label on that very range."""
    found = store.value(
        'SELECT id FROM span WHERE article_id = ? AND coder_id = ? AND label_id = ? AND start = ? AND "end" = ?',
        (article_id, coder_id, label_id, start, end),
    )
    return None if found is None else int(found)


def _text(store: Store, article_id: int) -> str:
    found = store.value(
        "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article_id = ? AND removed = 0",
        (article_id,),
    )
    if found is None:
        raise UserError(f"There is no article {article_id} in {store.path}.")
    return str(found)


def _label_name(store: Store, label_id: int) -> str:
    name = store.value("SELECT name FROM label WHERE id = ?", (label_id,))
    if name is None:
        raise UserError("That label is gone; choose another.")
    return str(name)


def _summary(label: str, text: str, ranges: Sequence[tuple[int, int]]) -> str:
    words = short(text[slice(*ranges[0])]) if ranges else ""
    return (
        f"Label “{words}” as {label}" if len(ranges) == 1 else f"Label {len(ranges)} mentions of “{words}” as {label}"
    )
