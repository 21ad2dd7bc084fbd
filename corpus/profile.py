"""The one way a project file is opened by SQLite: pragmas set, read back, and errors put into plain words.

Why these values: docs/decisions/0002-sqlite-profile.md.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

from corpus.errors import ReadOnlyError, UserError

APPLICATION_ID = 0x44544C4E  # "DTLN"
BUSY_SECONDS = 5.0
_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("synchronous", "EXTRA", 3),
    ("temp_store", "MEMORY", 2),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("recursive_triggers", "OFF", 0),
)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection to an existing file with the profile set and verified.

    Raises:
        UserError: the file is missing, is no SQLite file, or a pragma did not take.
    """
    try:
        conn = sqlite3.connect(_uri(path, read_only=read_only), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    except sqlite3.OperationalError as error:
        raise UserError(f"{path} could not be opened: {error}.") from error
    try:
        _set_pragmas(conn)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        conn.close()
        raise opening(error, path) from error
    except UserError:
        conn.close()
        raise
    return conn


def take_back(path: Path) -> None:
    """Let SQLite take back what a killed program left half written: a connection that only reads cannot.

    A journal that belongs to a program still writing is left to that program.

    Raises:
        UserError: the file is no SQLite file.
    """
    conn = connect(path)  # reads the header, and that is when SQLite looks for a journal
    conn.close()


def _uri(path: Path, *, read_only: bool) -> str:
    """Return the file's address for SQLite, byte for byte: a name on Linux need not be text."""
    return f"file:{quote(os.fsencode(path.resolve()))}?mode={'ro' if read_only else 'rw'}"


def _set_pragmas(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA schema_version").fetchone()  # reads the header, so that a foreign file fails here
    conn.execute("PRAGMA mmap_size=0")
    if sys.platform == "darwin":
        conn.execute("PRAGMA fullfsync=ON")
    for name, value, expected in _PRAGMAS:
        conn.execute(f"PRAGMA {name}={value}")
        found = conn.execute(f"PRAGMA {name}").fetchone()
        if found is not None and found[0] != expected:
            raise UserError(f"This computer's SQLite refused the setting {name}={value}; Dateline needs it.")


def sqlite_version() -> str:
    """Return the version of the SQLite library in use."""
    return sqlite3.sqlite_version


def use_rollback_journal(conn: sqlite3.Connection) -> None:
    """Set the journal mode, which is written into the file: only once it is known to be ours.

    Raises:
        UserError: the file stays in another mode.
    """
    mode = conn.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if mode != "delete":
        raise UserError(f"The project stays in SQLite's journal mode {mode}; close other programs that use it.")


def opening(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> UserError:
    """Return `error` as a plain sentence: while a file is being opened, what is not known better is damage."""
    known = plain(error, path)
    return known if isinstance(known, UserError) else _damaged(path)


def plain(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> UserError | sqlite3.Error:
    """Return `error` as a plain sentence naming the file, or unchanged when it is no trouble of the user's."""
    if isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode"):
        return _damaged(path)  # a text is no longer UTF-8, or the message that quotes it is not
    code = getattr(error, "sqlite_errorcode", None) or 0
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_READONLY:
        if code == sqlite3.SQLITE_READONLY_DBMOVED:
            return UserError(f"{path} was moved, replaced or deleted while open; nothing was changed. Open it again.")
        if code == sqlite3.SQLITE_READONLY_ROLLBACK:
            return ReadOnlyError(
                f"{path} was left half written by a program that was cut off; copy it with {path.name}-journal to a "
                "folder you may write to, and open it there."
            )
        return ReadOnlyError(f"{path} is read-only; nothing was changed. Copy it to a folder you may write to.")
    return UserError(_SENTENCES[primary].replace("{path}", str(path))) if primary in _SENTENCES else error


def _damaged(path: Path) -> UserError:
    return UserError(_SENTENCES[sqlite3.SQLITE_CORRUPT].replace("{path}", str(path)))


_BUSY = "{path} is being written by another program; nothing was changed. Try again in a moment."
_SENTENCES: dict[int, str] = {
    sqlite3.SQLITE_FULL: "The disk that holds {path} is full; nothing was changed. Free some space and do it again.",
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_IOERR: "The disk that holds {path} failed or is full; nothing was changed.",
    sqlite3.SQLITE_CANTOPEN: "{path} or its folder cannot be reached or written; nothing was changed.",
    sqlite3.SQLITE_NOTADB: "{path} is not a Dateline project.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged; restore it from a backup (the .backup files beside it).",
    sqlite3.SQLITE_TOOBIG: "A text is too large for {path}; nothing was changed.",
}
