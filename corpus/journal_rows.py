"""Rows of the tables that the journal watches: read, written and numbered. Only the journal writes with these."""

from __future__ import annotations

from typing import Any

from corpus import names as kept_names
from corpus import search
from corpus.errors import UserError
from corpus.store import Store

Row = dict[str, Any]
# The tables whose rows a step may hold; a file from elsewhere may name any.
WATCHED = frozenset(
    (
        "article", "label", "span", "work", "event_type", "role", "role_label", "type_role", "field_check", "entity",
        "alias", "entity_code", "place", "place_name", "event", "argument", "canonical_event", "report_link",
        "canonical_choice", "saved_search", "assignment", "assignment_coder", "not_copy", "pattern", "verdict",
    )
)  # fmt: skip
# What coding carries, and where: such a row cannot go while it is carried.
CARRIED = {
    "label": (
        "(SELECT label_id AS id FROM span UNION ALL SELECT label_id FROM pattern "
        "UNION ALL SELECT label_id FROM verdict) WHERE id"
    ),
    "event_type": (
        "(SELECT event_type_id AS id FROM event UNION ALL SELECT parent_id FROM event_type "
        "UNION ALL SELECT event_type_id FROM verdict) WHERE id"
    ),
    "role": "argument WHERE role_id",
    "entity": "(SELECT entity_id AS id FROM argument UNION ALL SELECT parent_id FROM entity) WHERE id",
    "place": "argument WHERE place_id",
}
# What stands once among those rows, and where coding is that carries one.
_OF_ARGUMENT = "argument JOIN event ON event.id = event_id JOIN article ON article.id = article_id"
_ONCE = {
    "label": ("name = :name", "span JOIN article ON article.id = article_id"),
    "event_type": ("name = :name AND parent_id IS :parent_id", "event JOIN article ON article.id = article_id"),
    "role": ("name = :name", _OF_ARGUMENT),
    "entity": ("name = :name", _OF_ARGUMENT),
    "place": ("geonameid = :geonameid", _OF_ARGUMENT),
}
_LAST = 2**62


def write(store: Store, table: str, old: Row | None, new: Row | None) -> None:
    """Insert (no old), delete (no new) or update a row: the one place where journaled rows change."""
    conn = store.db.conn
    if table == "span":
        kept_names.follow(store, old, new)
    if new is None:
        assert old is not None
        _delete(store, table, old["id"])
    elif old is None:
        names = ", ".join(f'"{name}"' for name in new)
        conn.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(new))})', tuple(new.values()))
    else:
        if table == "article" and ("title" in new or "source" in new):
            _retitle(store, new)
        if table == "article" and new.get("removed"):
            kept_names.show_article(conn, new["id"], back=True)
        names = ", ".join(f'"{name}" = ?' for name in new if name != "id")
        values = [value for name, value in new.items() if name != "id"]
        conn.execute(f'UPDATE "{table}" SET {names} WHERE id = ?', (*values, new["id"]))
        if table == "article" and new.get("removed") == 0:
            kept_names.show_article(conn, new["id"], back=False)


def _delete(store: Store, table: str, row_id: int) -> None:
    """Delete a row; one that hidden coding (of an import taken back) still carries is retired instead."""
    conn = store.db.conn
    if (carried := CARRIED.get(table)) and store.value(f"SELECT 1 FROM {carried} = ? LIMIT 1", (row_id,)):
        conn.execute(f'UPDATE "{table}" SET retired = 1 WHERE id = ?', (row_id,))
    else:
        conn.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))


def make_way(store: Store, table: str, row_id: int, row: Row) -> None:
    """Give another name to what only coding out of sight still carries (see `_delete`): its import is taken back.

    `row` is about to stand with that name. A redo of the import brings its own name back with the rest of its row.
    """
    if table not in _ONCE:
        return
    taken, carried = _ONCE[table]
    aside = (
        "geonameid = NULL" if table == "place" else "name = substr(name, 1, 40) || ' (' || substr(uid, 1, 16) || ')'"
    )
    store.db.conn.execute(
        f"UPDATE {table} SET {aside} WHERE {taken} AND id <> :row_id AND retired = 1 "
        f"AND NOT EXISTS (SELECT 1 FROM {carried} WHERE {table}_id = {table}.id AND removed = 0)",
        {**row, "row_id": row_id},
    )


def _retitle(store: Store, new: Row) -> None:
    row = read(store, "article", new["id"])
    old = (row["title"], row["source"])
    search.retitle(store, new["id"], old=old, new=(str(new.get("title", old[0])), str(new.get("source", old[1]))))


def fresh_id(store: Store, table: str) -> int:
    """Return an id that no row has, nor had while the journal watched: a row that undo brings back needs its own.

    Raises:
        UserError: a damaged file has numbers so large that none comes after them.
    """
    last = store.value(
        f'SELECT max(coalesce((SELECT max(id) FROM "{table}"), 0), '
        "coalesce((SELECT max(row_id) FROM change WHERE tbl = ?), 0))",
        (table,),
    )
    if last >= _LAST:
        raise UserError(f"{store.path} is damaged: a {table} has the number {last}, so no other can come after it.")
    return int(last) + 1


def columns(store: Store, table: str) -> frozenset[str]:
    """Return the names of a table's columns."""
    return frozenset(column[0] for column in store.db.conn.execute(f'SELECT * FROM "{table}" LIMIT 0').description)


def find(store: Store, table: str, row_id: int) -> Row | None:
    """Return a row by its columns, None when it is gone."""
    cursor = store.db.conn.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None


def read(store: Store, table: str, row_id: int) -> Row:
    """Return a row by its columns.

    Raises:
        UserError: it is gone.
    """
    row = find(store, table, row_id)
    if row is None:
        raise UserError(f"That {table} is gone; somebody has removed it since.")
    return row
