"""All SQL on verdicts: what coders said to words that something proposed, so that nobody is asked twice.

``rejected``: these words do not carry that label (or are no event of that type). ``confirmed``: the coder looked, and
their own coding stands though a model differs. Verdicts are coding: journaled, undone, and each coder's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import new_uid, now
from corpus.wording import short

Said = Literal["rejected", "confirmed"]
SAID: tuple[Said, ...] = get_args(Said)
_COLUMNS = 'id, article_id, coder_id, verdict, start, "end", label_id, event_type_id, surface, origin, created'
_SAME = (
    'SELECT 1 FROM verdict WHERE article_id = ? AND coder_id = ? AND verdict = ? AND start = ? AND "end" = ? '
    "AND label_id IS ? AND event_type_id IS ?"
)
_TEXT = "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article_id = ? AND removed = 0"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of table `verdict`.

    Attributes:
        start, end: code points of the article's text, half-open.
        label_id, event_type_id: what was proposed; both None for an event of no type.
        surface: the words at that time.
        origin: what had proposed it ("model 3", "pattern names").
        created: UTC, ISO 8601.
    """

    id: int
    article_id: int
    coder_id: int
    verdict: Said
    start: int
    end: int
    label_id: int | None
    event_type_id: int | None
    surface: str
    origin: str
    created: str


def of_article(store: Store, article_id: int, *, coder_id: int | None = None) -> list[Verdict]:
    """Return what a coder (None: the present one) said in an article, in reading order."""
    return _read(
        store,
        'WHERE article_id = ? AND coder_id = ? ORDER BY start, "end" DESC, id',
        (article_id, store.coder_id if coder_id is None else coder_id),
    )


def all_verdicts(store: Store, *, said: Said | None = None) -> list[Verdict]:
    """Return everything the present coder said, oldest first; only what was rejected or confirmed when asked."""
    where, params = "WHERE coder_id = ?", [store.coder_id]
    return _read(store, where + (" AND verdict = ? ORDER BY id" if said else " ORDER BY id"), [*params, *_given(said)])


def rejected(store: Store, article_id: int, *, coder_id: int | None = None) -> set[tuple[int, int, int]]:
    """Return start, end (code points) and label of what a coder (None: the present one) rejected in an article."""
    rows = store.rows(
        'SELECT start, "end", label_id FROM verdict WHERE article_id = ? AND coder_id = ? AND verdict = ? '
        "AND label_id IS NOT NULL",
        (article_id, store.coder_id if coder_id is None else coder_id, "rejected"),
    )
    return {(row[0], row[1], row[2]) for row in rows}


def rejections(store: Store) -> dict[tuple[str, int], list[str]]:
    """Return when (UTC, ISO 8601, oldest first) the present coder rejected which words with which label."""
    found: dict[tuple[str, int], list[str]] = {}
    rows = store.rows(
        "SELECT surface, label_id, created FROM verdict WHERE coder_id = ? AND verdict = 'rejected' "
        "AND label_id IS NOT NULL AND article_id NOT IN (SELECT id FROM article WHERE removed = 1) ORDER BY id",
        (store.coder_id,),
    )
    for surface, label_id, created in rows:
        found.setdefault((surface, label_id), []).append(created)
    return found


def add(
    store: Store,
    article_id: int,
    start: int,
    end: int,
    said: Said,
    *,
    origin: str,
    label_id: int | None = None,
    event_type_id: int | None = None,
) -> Changes:
    """Keep what the present coder says to a range (code points, half-open) as one undoable step.

    Empty `Changes` when they have said so already.

    Raises:
        UserError: the range lies outside the article, or the project cannot be written.
    """
    summary = f"{'Reject' if said == 'rejected' else 'Confirm'} “{short(words(store, article_id, start, end))}”"
    with journal.step(store, "verdict", summary, article_id=article_id) as step:
        put(step, article_id, start, end, said, origin=origin, label_id=label_id, event_type_id=event_type_id)
        return step.changes


def put(
    step: journal.Step,
    article_id: int,
    start: int,
    end: int,
    said: Said,
    *,
    origin: str,
    label_id: int | None = None,
    event_type_id: int | None = None,
) -> bool:
    """Write a verdict inside a step that is open already; False when the coder has said so before.

    Raises:
        UserError: the range lies outside the article.
    """
    key = article_id, step.coder_id, said, start, end, label_id, event_type_id
    if step.store.value(_SAME, key):
        return False
    row: dict[str, Any] = {
        "uid": new_uid(), "article_id": article_id, "coder_id": step.coder_id, "verdict": said, "start": start,
        "end": end, "label_id": label_id, "event_type_id": event_type_id,
        "surface": words(step.store, article_id, start, end), "origin": origin, "created": now(),
    }  # fmt: skip
    step.insert("verdict", row)
    return True


def remove(store: Store, verdict_ids: Iterable[int]) -> Changes:
    """Take back verdicts of the present coder as one step, so that the words may be proposed again."""
    with journal.step(store, "verdict", "Take back a verdict") as step:
        for verdict_id in dict.fromkeys(verdict_ids):
            if store.value("SELECT 1 FROM verdict WHERE id = ? AND coder_id = ?", (verdict_id, step.coder_id)):
                step.delete("verdict", verdict_id)
        return step.changes


def words(store: Store, article_id: int, start: int, end: int) -> str:
    """Return the words of a range (code points, half-open).

    Raises:
        UserError: there is no such article, or the range lies outside its text.
    """
    text = store.value(_TEXT, (article_id,))
    if text is None:
        raise UserError(f"There is no article {article_id} in {store.path}.")
    if not 0 <= start < end <= len(text):
        raise UserError(f"The range {start} to {end} lies outside the article; nothing was changed.")
    return str(text)[start:end]


def _read(store: Store, where: str, params: Iterable[object]) -> list[Verdict]:
    return [Verdict(*row) for row in store.rows(f"SELECT {_COLUMNS} FROM verdict {where}", list(params))]


def _given(said: Said | None) -> list[str]:
    return [said] if said else []
