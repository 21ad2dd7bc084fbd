"""One open project file. One `Store` per thread; a job opens its own."""

from __future__ import annotations

import getpass
import os
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.errors import ReadOnlyError, UserError
from corpus.migrations import LATEST, migrations
from corpus.profile import APPLICATION_ID, connect, opening, plain, take_back, use_rollback_journal
from corpus.progress import Cancelled, Progress, silent
from corpus.sqlite import Database
from corpus.text import clean_text
from corpus.uid import new_uid, now
from corpus.upgrade import upgrade

SUFFIX = ".dateline"
Params = Sequence[Any] | Mapping[str, Any]
_TRIGGERS = {"article_text_frozen"}


class Store:
    """A project file, open for one thread.

    Attributes:
        path: where the file lies.
        db: the sqlite-utils database; `db.conn` is the connection below it.
        read_only: whether writes are refused (file or folder may not be written).
        coder_given: the coder somebody named when opening, "" when it was left to the project.
    """

    def __init__(self, path: Path, db: Database, *, coder: str = "", read_only: bool = False) -> None:
        self.path = path
        self.db = db
        self.read_only = read_only
        self.coder_given = plain_name(coder)
        self._coder_name = self.coder_given or self._usual_coder()

    @classmethod
    def create(cls, path: Path | str, *, name: str = "", coder: str = "") -> Self:
        """Make a new project file and open it.

        Raises:
            UserError: something lies at `path` already, or its folder cannot be written.
        """
        path = Path(path)
        if _exists(path):
            raise UserError(f"{path} exists already; choose another name or open it.")
        try:
            sqlite3.connect(path).close()
        except sqlite3.OperationalError as error:
            raise UserError(f"{path} cannot be made: its folder is missing or may not be written.") from error
        try:
            return cls._first(path, clean_text(name or path.stem), coder)  # a file name need not be text
        except (UserError, sqlite3.Error):
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def _first(cls, path: Path, name: str, coder: str) -> Self:
        db = Database(connect(path), execute_plugins=False, recursive_triggers=False)
        try:
            migrations.apply(db)
            store = cls(path, db, coder=coder)
            with store.transaction():
                store.set_setting("uid", new_uid())
                store.set_setting("name", name)
                if store.coder_given:
                    store.set_setting("coder", store.coder_given)
        except sqlite3.Error as error:
            db.conn.close()
            raise plain(error, path) from error
        except UserError:
            db.conn.close()
            raise
        return store

    @classmethod
    def open(cls, path: Path | str, *, coder: str = "", read_only: bool = False, progress: Progress = silent) -> Self:
        """Open an existing project, bringing an older one to the present format after a checked backup.

        Raises:
            UserError: the file is missing, empty, not a project, from a newer Dateline, damaged or tampered with.
            Cancelled: `progress` asked to stop while an older one was brought up; it is as it was.
        """
        path = Path(path)
        locked = _check_file(path)
        if read_only and not locked and _exists(path.with_name(f"{path.name}-journal")):
            take_back(path)
        read_only = locked or read_only
        conn = connect(path, read_only=read_only)
        try:
            _check_format(conn, path, read_only=read_only)
            _refuse_strange_parts(conn, path)
            if not read_only:
                use_rollback_journal(conn)
            db = Database(conn, execute_plugins=False, recursive_triggers=False)
            if int(conn.execute("PRAGMA user_version").fetchone()[0]) < LATEST:
                upgrade(db, path, progress=progress)
            _check_schema(conn, path)
            return cls(path, db, coder=coder, read_only=read_only)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            conn.close()
            raise plain(error, path) from error
        except (UserError, Cancelled):
            conn.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        self.db.conn.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in one write transaction; joins the one that is open already.

        Raises:
            UserError: the file is read-only, moved or locked by another program, or the disk is full;
                nothing is changed then.
        """
        conn = self.db.conn
        if conn.in_transaction:
            yield
            return
        if self.read_only:
            raise ReadOnlyError(f"{self.path} is read-only; nothing was changed. Copy it to a folder you may write to.")
        try:
            conn.execute("BEGIN IMMEDIATE")
            yield
            conn.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise plain(error, self.path) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.db.conn.in_transaction:
            self.db.conn.execute("ROLLBACK")

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query as tuples."""
        try:
            return self.db.conn.execute(sql, params).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise plain(error, self.path) from error

    def stream(self, sql: str, params: Params = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one by one, for answers too long to hold; until the last is taken nobody writes."""
        try:
            yield from self.db.conn.execute(sql, params)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise plain(error, self.path) from error

    def pages(self, sql: str, *, at_once: int = 5_000, **params: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a long answer, a page at a time: between two pages others may write to the project.

        Args:
            sql: its first column is an id above 0, by which it is ordered; it names ``:after`` and ``:at_once``.
        """
        found = self.rows(sql, {**params, "after": 0, "at_once": at_once})
        while found:
            yield from found
            found = self.rows(sql, {**params, "after": found[-1][0], "at_once": at_once})

    def row(self, sql: str, params: Params = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params = ()) -> Any:
        """Return the first column of the first row, or None."""
        found = self.row(sql, params)
        return found[0] if found else None

    def setting(self, key: str, default: str = "") -> str:
        """Return a setting that travels with the project."""
        found = self.value("SELECT value FROM setting WHERE key = ?", (key,))
        return default if found is None else str(found)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting with the project."""
        with self.transaction():
            self.db.table("setting").upsert({"key": key, "value": value}, pk="key")

    @property
    def name(self) -> str:
        """The project's name as people call it."""
        return self.setting("name", self.path.stem)

    @property
    def coder_name(self) -> str:
        """Whose coding is being done through this store."""
        return self._coder_name

    @property
    def coder_id(self) -> int:
        """Row id of the present coder; 0 while that coder has not written anything yet."""
        return int(self.value("SELECT id FROM coder WHERE name = ?", (self._coder_name,)) or 0)

    def ensure_coder(self, name: str = "") -> int:
        """Return the id of the named (or present) coder, adding the row when it is the first time."""
        name = plain_name(name) or self._coder_name
        found = self.value("SELECT id FROM coder WHERE name = ?", (name,))
        if found:
            return int(found)
        with self.transaction():
            row = {"uid": new_uid(), "name": name, "created": now()}
            return int(self.db.table("coder").insert(row, pk="id").last_pk or 0)

    def refresh_coder(self) -> None:
        """Look again whose coding this is: another store may have brought the first coding into the file."""
        self._coder_name = self.coder_given or self._usual_coder()

    def adopt_coder(self, name: str) -> None:
        """Become `name` when nobody has coded here yet and no coder was named: coding brought in first is one's own."""
        name = plain_name(name)
        named = self.coder_given or self.setting("coder")
        if name and not named and not self.value("SELECT 1 FROM work LIMIT 1"):
            self._coder_name = name

    def _usual_coder(self) -> str:
        """Whoever was named when the project was made, or is logged in, unless only others have coded here.

        A lone analyst is never asked who they are.
        """
        coded = "EXISTS (SELECT 1 FROM work WHERE coder_id = coder.id)"
        found = self.rows(f"SELECT name FROM coder WHERE {coded} ORDER BY id")
        names = [str(row[0]) for row in found]
        for name in (self.setting("coder"), _login()):
            if name and (name in names or not names):
                return name
        return names[0]


def plain_name(name: str) -> str:
    """Return a coder's name as it is kept: one person is not two by a blank more or another Unicode form."""
    return unicodedata.normalize("NFC", " ".join(clean_text(name).split()))


def _login() -> str:
    try:
        return getpass.getuser() or "coder"
    except (OSError, KeyError, ImportError):  # no such account, as in some containers
        return "coder"


def _exists(path: Path) -> bool:
    """Whether something lies at `path`.

    Raises:
        UserError: no file can have that name, or the folder may not be looked into.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise UserError(f"{path} cannot be reached: {error.strerror}.") from error
    except ValueError as error:  # a NUL in it
        raise UserError(f"{path} is no name a file can have.") from error
    return True


def _check_file(path: Path) -> bool:
    """Refuse what cannot be a project by its size alone; return whether it may only be read."""
    if not _exists(path):
        raise UserError(f"{path} does not exist; check the name, or make a new project.")
    if not path.is_file():
        raise UserError(f"{path} is a folder, not a Dateline project.")
    if path.stat().st_size == 0:
        raise UserError(f"{path} is empty, not a Dateline project; restore it from a backup.")
    return not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK))


def _check_format(conn: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(f"{path} is not a Dateline project.")
    version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise UserError(f"{path} is not a Dateline project, or was never finished; restore it from a backup.")
    if version > LATEST:
        raise UserError(
            f"{path} was made by a newer Dateline (format {version}, this one reads up to {LATEST}); "
            "install the newer version. Nothing was changed."
        )
    if version < LATEST and read_only:
        raise ReadOnlyError(f"{path} is of an older format and read-only; copy it to a folder you may write to.")


def _refuse_strange_parts(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse triggers and views that are not ours: in a stranger's file they could run with our writes."""
    found = conn.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name").fetchall()
    strange = next((row[0] for row in found if row[0] not in _TRIGGERS), None)
    if strange:
        raise UserError(f"{path} holds parts that Dateline did not make ({strange}); it was not opened.")


def _check_schema(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file without our tables, or whose trigger only bears the name of ours."""
    try:
        tables, triggers = _schema(conn)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise opening(error, path) from error
    own_tables, own_triggers = _own_schema()
    lacking = next((name for name, columns in own_tables.items() if not columns <= tables.get(name, set())), None)
    if lacking:
        raise UserError(f"{path} is not a whole Dateline project (its {lacking} is missing); restore it from a backup.")
    if triggers != own_triggers:
        raise UserError(f"{path} holds triggers that Dateline did not make; it was not opened.")


def _schema(conn: sqlite3.Connection) -> tuple[dict[str, set[str]], dict[str, str]]:
    """Return the columns of each table, and the text of each trigger."""
    columns = conn.execute(
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE '%sqlite%'"
    )
    tables: dict[str, set[str]] = {}
    for table, column in columns:
        tables.setdefault(table, set()).add(column)
    return tables, dict(conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())


@cache
def _own_schema() -> tuple[dict[str, set[str]], dict[str, str]]:
    """What a new project has."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.apply(Database(conn, execute_plugins=False, recursive_triggers=False))
        return _schema(conn)
    finally:
        conn.close()
