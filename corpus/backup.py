"""Copies of a project file made by SQLite itself: written aside, checked, then given their name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from corpus.errors import UserError
from corpus.profile import plain
from corpus.progress import Cancelled, Progress, silent

_EVERY = 50_000  # of SQLite's instructions, some milliseconds


def copy_project(conn: sqlite3.Connection, target: Path, *, progress: Progress = silent) -> None:
    """Write a checked copy of the open project to `target` (replaced only once the copy is whole).

    `progress` is called while the copy is checked.

    Raises:
        UserError: no room, no permission, `target` is the project itself, or the copy does not pass SQLite's own check.
        Cancelled: `progress` asked to stop; nothing is left.
    """
    source = Path(conn.execute("PRAGMA database_list").fetchone()[2])
    if target.exists() and target.samefile(source):
        raise UserError(f"{target} is the project itself; give the copy another name.")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        conn.execute("VACUUM INTO ?", (str(part),))
        _check(part, progress)
        _sync(part)
        os.replace(part, target)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise plain(error, target) from error
    except OSError as error:
        raise UserError(f"{target} could not be written: {error.strerror}.") from error
    except Cancelled:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


@contextmanager
def watched(conn: sqlite3.Connection, tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` often while SQLite works on a connection; what it raises stops SQLite and comes out of the block."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            tell()
        except BaseException as error:  # noqa: BLE001 - carried past SQLite, which would swallow it
            raised.append(error)
        return bool(raised)

    conn.set_progress_handler(look, _EVERY)
    try:
        yield
    except sqlite3.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        conn.set_progress_handler(None, 0)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable where the system lets a folder be synced (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync(file: Path) -> None:
    """Bring a finished copy to the disk before it gets its name."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check(copy: Path, progress: Progress = silent) -> None:
    conn = sqlite3.connect(f"file:{quote(os.fsencode(copy))}?mode=ro", uri=True)
    try:
        with watched(conn, lambda: progress(0)):
            verdict = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    finally:
        conn.close()
    if verdict != "ok":
        copy.unlink(missing_ok=True)
        raise UserError(f"A backup of the project did not pass its check ({verdict}); nothing was changed.")
