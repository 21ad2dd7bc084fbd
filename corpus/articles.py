"""All SQL on articles: lists, one article, status, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from corpus import facets, journal, listing, stored_json
from corpus.article import STATUSES, Article, ArticleRow, Status
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.id_list import IdList
from corpus.query import Query
from corpus.standing import by_status
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import now

# Where the present coder stands (joined as `work`); on articles they have not touched, where the others stand.
_STATUS = (
    "coalesce(work.status, (SELECT other.status FROM work other WHERE other.article_id = article.id "
    "ORDER BY instr('done flagged in progress skipped new', other.status) LIMIT 1), 'new')"
)
_DATE_AND_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9]{2}[0-9:.,+Z -]*)?")
_UID_START = re.compile("[0-9a-fA-F]{4,32}")
_MAX_PARAMETERS = 10_000  # SQLite takes 32,766
_WAITING = (
    f"CASE WHEN {_STATUS} IN ('done', 'skipped') THEN 0 ELSE "
    "(SELECT count(DISTINCT start) FROM suggestion AS other WHERE article_id = article.id AND (origin NOT GLOB "
    "'model *' OR origin = (SELECT 'model ' || number FROM model JOIN setting ON setting.value = model.uid "
    "WHERE setting.key = 'model')) AND NOT EXISTS (SELECT 1 "
    "FROM span WHERE span.article_id = article.id AND span.start = other.start) AND NOT EXISTS (SELECT 1 "
    "FROM verdict WHERE verdict.article_id = article.id AND verdict.start = other.start)) END"
)
_ARTICLE_COLUMNS = ("id", "uid", "title", "text", "source", "url", "published", "language", "meta", "sha256")


def ids(store: Store, query: Query = Query()) -> IdList:
    """Return the ids of the articles a query lists, in queue order (the order they came in)."""
    return IdList(listing.find(store, query))


def rows(store: Store, article_ids: Sequence[int]) -> list[ArticleRow]:
    """Return list rows for the ids given, in that order; ids that are gone are left out."""
    by_id: dict[int, ArticleRow] = {}
    for start in range(0, len(article_ids), _MAX_PARAMETERS):
        some = article_ids[start : start + _MAX_PARAMETERS]
        marks = ",".join("?" * len(some))
        found = store.rows(
            f"SELECT article.id, uid, title, source, published, language, length, span_count, {_STATUS}, event_count, "
            f"{_WAITING} FROM article LEFT JOIN work ON work.article_id = article.id AND coder_id = ? "
            f"WHERE article.id IN ({marks}) AND removed = 0",
            (store.coder_id, *some),
        )
        by_id |= {row[0]: ArticleRow(*row) for row in found}
    return [by_id[article_id] for article_id in article_ids if article_id in by_id]


def get(store: Store, article_id: int) -> Article:
    """Return one article with its text.

    Raises:
        UserError: there is no such article.
    """
    row = store.row(
        f"SELECT article.{', '.join(_ARTICLE_COLUMNS)} FROM article JOIN article_text ON article_id = article.id "
        "WHERE article.id = ? AND removed = 0",
        (article_id,),
    )
    if row is None:
        raise UserError(f"There is no article {article_id} in {store.path}.")
    known = dict(zip(_ARTICLE_COLUMNS, row, strict=True))
    return Article(**{**known, "meta": read_meta(known["meta"]) or {}})


def read_meta(text: str) -> dict[str, Any] | None:
    """Return what a file said beyond the known fields; None when it is damaged, which hinders nobody from reading."""
    found = stored_json.anything(text)
    return found if isinstance(found, dict) else None


def exists(store: Store, article_id: int) -> bool:
    """Whether an article is in the project and not removed."""
    return bool(store.value("SELECT 1 FROM article WHERE id = ? AND removed = 0", (article_id,)))


def find(store: Store, ref: str) -> int:
    """Return the id meant by `ref`: an id, or the first characters of a uid (at least four).

    Raises:
        UserError: nothing, or more than one article, is meant.
    """
    if ref.isdecimal() and len(ref) < 19 and exists(store, int(ref)):
        return int(ref)
    found = (
        store.rows("SELECT id FROM article WHERE uid GLOB ? AND removed = 0 LIMIT 2", (f"{ref.lower()}*",))
        if _UID_START.fullmatch(ref)
        else []
    )
    if len(found) != 1:
        problem = "more than one article begins with" if found else "there is no article"
        raise UserError(f"In {store.path} {problem} {ref}; `dateline list` shows the numbers.")
    return int(found[0][0])


def status(store: Store, article_id: int) -> Status:
    """Return where an article stands: for the present coder, or when they have not touched it, for the others."""
    found = store.value(
        f"SELECT {_STATUS} FROM article LEFT JOIN work ON work.article_id = article.id AND coder_id = ? "
        "WHERE article.id = ?",
        (store.coder_id, article_id),
    )
    return found or "new"


def set_status(store: Store, article_id: int, value: Status, *, seconds: int = 0) -> Changes:
    """Say where the present coder stands with an article; undoable.

    Args:
        seconds: time spent on it since the status was set last; it is added to what is known.

    Raises:
        UserError: `value` is none of `STATUSES`, there is no such article, or the project cannot be written.
    """
    if value not in STATUSES:
        raise UserError(f"{value} is not a status; use one of {', '.join(STATUSES)}.")
    title = store.value("SELECT title FROM article WHERE id = ? AND removed = 0", (article_id,))
    if title is None:
        raise UserError(f"There is no article {article_id} in {store.path}.")
    with journal.step(store, "status", f"Mark “{title}” as {value}", article_id=article_id) as step:
        put_status(step, article_id, value, seconds=seconds)
        return step.changes


def put_status(step: journal.Step, article_id: int, value: Status, *, seconds: int = 0) -> None:
    """Write the present coder's status inside a step that is open already."""
    row = step.store.row(
        "SELECT id, status, seconds FROM work WHERE article_id = ? AND coder_id = ?", (article_id, step.coder_id)
    )
    if row is None:
        values = {"article_id": article_id, "coder_id": step.coder_id, "status": value}
        step.insert("work", {**values, "seconds": seconds, "changed": now()})
    elif row[1] != value:
        step.update("work", int(row[0]), status=value, seconds=row[2] + seconds, changed=now())


def correct(
    store: Store,
    article_id: int,
    *,
    title: str | None = None,
    source: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Changes:
    """Correct what is known about an article (never its text); undoable. None leaves a field as it is.

    Raises:
        UserError: `published` is not an ISO date.
    """
    given = {"title": title, "source": source, "published": published, "url": url, "language": language}
    values = {name: " ".join(clean_text(value).split()) for name, value in given.items() if value is not None}
    if values.get("published") and not is_iso(values["published"]):
        raise UserError(f"{values['published']} is not a date; write it as 2024-12-06.")
    with journal.step(store, "article", "Correct the article's details", article_id=article_id) as step:
        step.update("article", article_id, **values)
        return step.changes


def is_iso(value: str) -> bool:
    """Whether `value` is a real day as ISO 8601 writes it, with or without a time of day."""
    found = _DATE_AND_TIME.fullmatch(value)
    if found is None:
        return False
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return False
    return True


def remove(store: Store, article_ids: Iterable[int]) -> Changes:
    """Take articles out of the project with their coding; undoable (the rows stay in the file, out of sight)."""
    wanted = list(article_ids)
    alone = wanted[0] if len(wanted) == 1 else None
    title = store.value("SELECT title FROM article WHERE id = ?", (alone,)) if alone else None
    summary = f"Remove “{title}”" if title else f"Remove {len(wanted):,} articles"
    with journal.step(store, "article", summary, article_id=alone) as step:
        for article_id in wanted:
            step.update("article", article_id, removed=1)
        return step.changes


def status_counts(store: Store) -> dict[Status, int]:
    """Return how many articles stand where (see `status`); every status is there."""
    return {name: len(ids) for name, ids in by_status(store).items()}


def sources(store: Store) -> list[tuple[str, int]]:
    """Return the outlets with their numbers of articles, most first; articles without one are under ""."""
    present = facets.ids(store, "article")
    counts = [(source, (ids & present)) for source, ids in facets.keys(store, "source").items()]
    return sorted(((name, len(ids)) for name, ids in counts if ids), key=lambda found: (-found[1], found[0]))
