"""The journal: every write of coding is a step with its rows before and after, so it can be undone and read.

Steps live in the project file and survive a restart. A coder undoes only their own steps, newest first.
Derived data (kept counts, the search index) is brought up to date here, whoever writes and in which direction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

from corpus import derived, names, stored_json
from corpus.backup import watched
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.journal_rows import CARRIED, WATCHED, Row, columns, find, make_way, read, write
from corpus.journal_rows import fresh_id as fresh_id
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now

State = Literal["done", "undone", "abandoned"]
_DONE, _UNDONE, _ABANDONED, _PASSED_OVER = 0, 1, 2, 3
_AT_ONCE = 1_000  # rows, or articles of an import, that are gone back over while the window waits


class _Stale(UserError):
    """A step whose rows are no longer as it left them."""


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One line of history. `at` is UTC in ISO 8601; `state` says whether the step stands."""

    id: int
    kind: str
    summary: str
    article_id: int | None
    coder: str
    at: str
    state: State


class Step:
    """Collects the rows one action writes. Made by `step`; every write goes through it."""

    def __init__(self, store: Store, step_id: int, coder_id: int, summary: str, article_id: int | None) -> None:
        self.store = store
        self.id = step_id
        self.coder_id = coder_id
        self._summary = summary
        self._tables: set[str] = set()
        self._articles: set[int] = {article_id} if article_id else set()
        self._spans: list[int] = []
        self._events: list[int] = []

    @property
    def changes(self) -> Changes:
        """What the step has touched so far."""
        return Changes(
            frozenset(self._tables),
            frozenset(self._articles),
            self._summary,
            tuple(self._spans),
            tuple(dict.fromkeys(self._events)),
        )

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its id, one never used before (undo must find its own row, not a later one)."""
        row = {"id": fresh_id(self.store, table), **row}
        write(self.store, table, None, row)
        self._note(table, row["id"], None, read(self.store, table, row["id"]))  # whole: defaults may be changed later
        return int(row["id"])

    def update(self, table: str, row_id: int, **values: Any) -> None:
        """Change columns of a row; values that are the same already are not recorded."""
        old = read(self.store, table, row_id)
        after = {key: value for key, value in values.items() if old[key] != value}
        if not after:
            return
        before = {key: old[key] for key in after}
        write(self.store, table, {**before, "id": row_id}, {**after, "id": row_id})
        self._note(table, row_id, before, after, article_id=old.get("article_id"))

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row; the journal keeps it whole."""
        old = read(self.store, table, row_id)
        write(self.store, table, old, None)
        self._note(table, row_id, old, None)

    def touch(self, table: str, articles: set[int]) -> None:
        """Say that rows were written outside the journal (an import's batch)."""
        self._tables.add(table)
        self._articles |= articles

    def _note(
        self, table: str, row_id: int, before: Row | None, after: Row | None, *, article_id: int | None = None
    ) -> None:
        self.store.db.conn.execute(
            "INSERT INTO change (step_id, tbl, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            (self.id, table, row_id, _dump(before), _dump(after)),
        )
        self._tables.add(table)
        if table == "span" and after is not None:
            self._spans.append(row_id)
        if table == "event" and after is not None:
            self._events.append(row_id)
        found = article_id or _article_of(table, row_id, before, after)
        if found:
            self._articles.add(found)


@contextmanager
def step(
    store: Store,
    kind: str,
    summary: str,
    *,
    article_id: int | None = None,
    batch_id: int | None = None,
    into: int | None = None,
) -> Iterator[Step]:
    """Open a journal step: all writes in the block are one transaction and one undo.

    Args:
        kind: what sort of action, for filters of the history (``"span"``, ``"label"``, ``"status"`` ...).
        summary: the action in words, for the undo menu: "Label 3 mentions of Hama".
        article_id: the article the action belongs to, shown again when it is undone.
        batch_id: rows written in bulk outside the step (an import) that go and come back with it.
        into: id of a step opened before, to which this block is added: long work commits in parts, one undo takes all.

    Raises:
        UserError: the project cannot be written, or the step `into` was undone meanwhile; nothing was changed.
    """
    summary = clean_text(summary)
    with store.transaction():
        coder_id = store.ensure_coder()
        step_id = into or _open(store, coder_id, kind, summary, article_id, batch_id)
        if store.value("SELECT state FROM step WHERE id = ?", (step_id,)) != _DONE:
            raise UserError(f"“{summary}” was undone while it was going on, so it was stopped.")
        before = int(store.value("SELECT coalesce(max(id), 0) FROM change"))
        current = Step(store, step_id, coder_id, summary, article_id)
        yield current
        if current.changes and not into:
            _abandon(store, coder_id)
        elif not current.changes and batch_id is None and not into:
            store.db.conn.execute("DELETE FROM step WHERE id = ?", (step_id,))
        derived.recount(store, current.changes)
        derived.follow(store, step_id, after=before)


def _abandon(store: Store, coder_id: int) -> None:
    """What was undone before can no longer be redone; a step that changed nothing leaves it as it is."""
    store.db.conn.execute("UPDATE step SET state = ? WHERE coder_id = ? AND state = ?", (_ABANDONED, coder_id, _UNDONE))


def _open(store: Store, coder_id: int, kind: str, summary: str, article_id: int | None, batch_id: int | None) -> int:
    cursor = store.db.conn.execute(
        "INSERT INTO step (uid, kind, summary, article_id, coder_id, at, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (new_uid(), kind, summary, article_id, coder_id, now(), batch_id),
    )
    return int(cursor.lastrowid or 0)


def undo(store: Store, progress: Progress = silent) -> Changes:
    """Take back the present coder's newest standing step; empty `Changes` when there is none.

    Raises:
        Cancelled: `progress`, which is asked often, said so; nothing was changed.
        UserError: somebody has changed the same rows since. The step stands and is passed over from now on, or the
            steps before it could never be undone.
    """
    found = _next(store, _DONE)
    if found is None:
        return Changes()
    try:
        return _play(store, found, _UNDONE, progress)
    except _Stale as error:
        with store.transaction():
            store.db.conn.execute("UPDATE step SET state = ? WHERE id = ?", (_PASSED_OVER, found[0]))
        raise UserError(f"{error} It is passed over; undo again for what was before it.") from error


def redo(store: Store, progress: Progress = silent) -> Changes:
    """Do again the step undone last; empty `Changes` when there is none. `progress`: see `undo`."""
    found = _next(store, _UNDONE)
    return _play(store, found, _DONE, progress) if found else Changes()


def undo_summary(store: Store) -> str:
    """Return what `undo` would take back, in words; "" when nothing."""
    found = _next(store, _DONE)
    return str(found[1]) if found else ""


def redo_summary(store: Store) -> str:
    """Return what `redo` would do again, in words; "" when nothing."""
    found = _next(store, _UNDONE)
    return str(found[1]) if found else ""


def undo_article(store: Store, *, redo: bool = False) -> int | None:
    """Return the article that `undo` (or `redo`) would change, to show it; None when it belongs to none."""
    found = _next(store, _UNDONE if redo else _DONE)
    return found[2] if found else None


def undo_takes_long(store: Store, *, redo: bool = False) -> bool:
    """Whether `undo` (or `redo`) writes more rows, or hides or shows more articles of an import, than one waits for."""
    found = _next(store, _UNDONE if redo else _DONE)
    if found is None:
        return False
    many = "SELECT 1 FROM {} LIMIT 1 OFFSET ?"
    rows = store.value(many.format("change WHERE step_id = ?"), (found[0], _AT_ONCE))
    batch = store.value(many.format("article WHERE batch_id = ?"), (found[3], _AT_ONCE))
    return bool(rows or batch)


def history(store: Store, *, article_id: int | None = None, limit: int = 200) -> list[StepInfo]:
    """Return the newest steps of all coders, newest first, of one article or of the project."""
    where = "WHERE step.article_id = ?" if article_id else ""
    rows = store.rows(
        "SELECT step.id, kind, summary, article_id, coder.name, at, state FROM step "
        f"JOIN coder ON coder.id = coder_id {where} ORDER BY step.id DESC LIMIT ?",
        (article_id, limit) if article_id else (limit,),
    )
    states: tuple[State, ...] = ("done", "undone", "abandoned", "done")  # what is passed over stands, too
    return [StepInfo(row[0], row[1], row[2], row[3], row[4], row[5], states[row[6]]) for row in rows]


def _next(store: Store, state: int) -> tuple[int, str, int | None, int | None] | None:
    order = "DESC" if state == _DONE else "ASC"
    row = store.row(
        "SELECT id, summary, article_id, batch_id FROM step "
        f"WHERE coder_id = ? AND state = ? ORDER BY id {order} LIMIT 1",
        (store.coder_id, state),
    )
    return (row[0], row[1], row[2], row[3]) if row else None


def _play(store: Store, found: tuple[int, str, int | None, int | None], state: int, progress: Progress) -> Changes:
    step_id, summary, article_id, batch_id = found
    back = state == _UNDONE
    articles: set[int] = {article_id} if article_id else set()
    tables: set[str] = set()
    with watched(store.db.conn, lambda: progress(0, None, "one moment")), store.transaction():
        rows = _entries(store, step_id, summary)
        for table, row_id, before, after in reversed(rows) if back else rows:
            old, new = (after, before) if back else (before, after)
            touched = _replay(store, table, row_id, old, new)
            if touched is None:
                raise _Stale(
                    f"“{summary}” cannot be {'undone' if back else 'done again'}: "
                    "somebody has changed the same thing since."
                )
            articles |= touched
            tables.add(table)
        if batch_id is not None:
            _show_batch(store, batch_id, back=back)
            tables |= {"article", "span"}
        store.db.conn.execute("UPDATE step SET state = ? WHERE id = ?", (state, step_id))
        changes = Changes(frozenset(tables), frozenset(articles), summary)
        derived.recount(store, changes)
        events = derived.follow(store, step_id)
    return replace(changes, articles=changes.articles | derived.articles_of(store, events))


def _entries(store: Store, step_id: int, summary: str) -> list[tuple[str, int, Row | None, Row | None]]:
    """Return the rows of a step, before and after; what a file from elsewhere says here is not taken on trust."""
    known: dict[str, frozenset[str]] = {}
    found: list[tuple[str, int, Row | None, Row | None]] = []
    rows = store.rows("SELECT tbl, row_id, before, after FROM change WHERE step_id = ? ORDER BY id", (step_id,))
    for table, row_id, *texts in rows:
        before, after = (_load(text) for text in texts)
        if table not in known:
            known[table] = columns(store, table) if table in WATCHED else frozenset()
        if not known[table].issuperset(before or ()) or not known[table].issuperset(after or ()):
            raise _Stale(f"“{summary}” cannot be gone back over: what the project keeps of it is damaged.")
        found.append((table, row_id, before, after))
    return found


def _show_batch(store: Store, batch_id: int, *, back: bool) -> None:
    """Hide the articles of an import taken back, or show them again but for those that somebody removed."""
    conn = store.db.conn
    if back:
        names.show_batch(conn, batch_id, back=True)
    conn.execute("UPDATE article SET removed = ? WHERE batch_id = ?", (int(back), batch_id))
    if back:
        derived.show_batch(store, batch_id)
        return
    standing = store.rows(
        "SELECT row_id, after FROM change JOIN step ON step.id = step_id JOIN article ON article.id = row_id "
        "WHERE tbl = 'article' AND state = ? AND article.batch_id = ? ORDER BY change.id",
        (_DONE, batch_id),
    )
    removed = {row_id: values["removed"] for row_id, after in standing if "removed" in (values := _load(after) or {})}
    conn.executemany("UPDATE article SET removed = ? WHERE id = ?", [(value, key) for key, value in removed.items()])
    names.show_batch(conn, batch_id, back=False)
    derived.show_batch(store, batch_id)


def _replay(store: Store, table: str, row_id: int, old: Row | None, new: Row | None) -> set[int] | None:
    """Bring one row from `old` to `new` and return its article; None when it is no longer as it was left."""
    present = find(store, table, row_id)
    if old is None and new and present and table in CARRIED and present["uid"] == new["uid"]:
        old, new = present, {**new, "retired": 0}  # it was retired by `_delete`, and now comes back
    untouched = present is None if old is None else present is not None and all(present[k] == v for k, v in old.items())
    if not untouched:
        return None
    article_id = _article_of(table, row_id, present, new)
    before = {**old, "id": row_id} if old is not None else None
    if new is not None:
        make_way(store, table, row_id, {**(present or {}), **new})
    try:
        write(store, table, before, {**new, "id": row_id} if new is not None else None)
    except (sqlite3.IntegrityError, OverflowError):
        return None  # somebody has since taken its name, or removed what it belongs to
    return {article_id} if article_id else set()


def _article_of(table: str, row_id: int, *rows: Row | None) -> int | None:
    if table == "article":
        return row_id
    return next((int(row["article_id"]) for row in rows if row and row.get("article_id")), None)


def _dump(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _load(text: str | None) -> Row | None:
    """Return a row as the journal keeps it, and one with a column that no table has where that is damaged."""
    if text is None:
        return None
    found = stored_json.anything(text)
    whole = isinstance(found, dict) and not any(isinstance(value, dict | list) for value in found.values())
    return found if whole else {"": None}
