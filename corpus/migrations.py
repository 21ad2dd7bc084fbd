"""The ordered steps that bring a project file to the present format; nothing else.

A released step is never edited: a change is a new step. Each runs in a transaction that also raises `user_version`.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from corpus import facets, names
from corpus.fold import fold
from corpus.profile import APPLICATION_ID
from corpus.sqlite import Migrations

if TYPE_CHECKING:
    from corpus.sqlite import Database

# No json_valid in a CHECK: SQLite 3.40 holds it unsafe under trusted_schema=OFF.
migrations = Migrations("dateline")
LATEST = 4


@migrations()
def first_format(db: Database) -> None:
    """Articles, labels, spans, work, journal, token cache."""
    run(db, script(1))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def events(db: Database) -> None:
    """Event types with their roles, actors, places, event records, canonical events."""
    run(db, script(2))
    db.execute("PRAGMA user_version = 2")


@migrations()
def whole_corpora(db: Database) -> None:
    """Files that articles came from, notes of imports, near-copies, saved searches, assignments, kept sets of ids."""
    run(db, script(3))
    _fold_index(db)
    facets.build(db.conn)
    db.execute("PRAGMA user_version = 3")


@migrations()
def learning(db: Database) -> None:
    """Kept names, patterns, verdicts on suggestions, suggestions, models and what training found."""
    run(db, script(4))
    names.build(db.conn)
    db.execute("PRAGMA user_version = 4")


def _fold_index(db: Database) -> None:
    """Write the index of older articles as `fold` would write it today."""
    rows = db.conn.execute(
        "SELECT article.id, title, source, text FROM article JOIN article_text ON article_id = article.id"
    )
    for article_id, *fields in rows:
        folded = [*map(fold, fields)]
        if folded != fields:
            db.conn.execute(
                "INSERT INTO article_fts (article_fts, rowid, title, source, text) VALUES ('delete', ?, ?, ?, ?)",
                (article_id, *fields),
            )
            db.conn.execute(
                "INSERT INTO article_fts (rowid, title, source, text) VALUES (?, ?, ?, ?)", (article_id, *folded)
            )


def script(number: int) -> str:
    """Return the SQL that makes format `number` out of the one before."""
    return files("corpus.schema").joinpath(f"format{number}.sql").read_text(encoding="utf-8")


def run(db: Database, script: str) -> None:
    """Execute a script statement by statement (`executescript` would commit the step's transaction)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and ("CREATE TRIGGER" not in statement or "END;" in line):
            db.execute(statement)
            statement = ""
