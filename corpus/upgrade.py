"""Bringing an older project file to the present format: room first, then a checked copy, then the steps.

A large project takes minutes. All of it tells how far it is and can be stopped; then the project is as it was.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus.backup import copy_project, watched
from corpus.errors import UserError
from corpus.migrations import LATEST, migrations
from corpus.profile import APPLICATION_ID
from corpus.progress import Progress, silent
from corpus.sqlite import Database

_SHORT = 30_000_000  # bytes: a smaller project is brought to the present format in a moment
_MEGABYTE = 1_000_000


def is_older(path: Path) -> bool:
    """Whether a file is a project of an older format."""
    try:
        with path.open("rb") as file:
            header = file.read(72)  # https://sqlite.org/fileformat.html: the format at 60, whose it is at 68
    except (OSError, ValueError):
        return False  # `Store.open` says why
    return int.from_bytes(header[68:72]) == APPLICATION_ID and int.from_bytes(header[60:64]) < LATEST


def takes_long(path: Path) -> bool:
    """Whether a file is a project of an older format that is too large to be waited for at the window."""
    return is_older(path) and path.stat().st_size >= _SHORT


def upgrade(db: Database, path: Path, *, progress: Progress = silent) -> None:
    """Bring an open project to the present format, with a checked copy of the older one left beside it.

    Raises:
        UserError: there is no room for the copy, the disk is full, or the result is not sound.
        Cancelled: `progress` asked to stop; nothing was changed, and no copy is left.
    """
    version = db.conn.execute("PRAGMA user_version").fetchone()[0]
    backup = path.with_name(f"{path.name}.format{version}.backup")
    size = path.stat().st_size
    _need_room(path, size)
    part = backup.with_name(f"{backup.name}.part")
    done = False

    def copied() -> None:
        written = part.stat().st_size if part.exists() else 0
        progress(min(written, size) // _MEGABYTE, size // _MEGABYTE, f"copying, {written // _MEGABYTE:,} MB so far")

    try:
        with watched(db.conn, copied):
            copy_project(db.conn, backup, progress=lambda *_: progress(0, None, "checking the copy"))
        with watched(db.conn, lambda: progress(0, None, "changing the project")):
            _take_steps(db, path)
        done = True
    finally:
        if not done and db.conn.execute("PRAGMA user_version").fetchone()[0] == version:
            backup.unlink(missing_ok=True)  # of what was not changed


def _need_room(path: Path, size: int) -> None:
    """Say at once, not after minutes, that the copy will not fit."""
    free = shutil.disk_usage(path.parent).free
    if free < size + size // 10:
        raise UserError(
            f"{path} is of an older format, and a copy of it is made first: {size * 1.1 / 1e9:,.1f} GB of room are "
            f"needed on its disk and {free / 1e9:,.1f} GB are free; nothing was changed."
        )


def _take_steps(db: Database, path: Path) -> None:
    db.conn.execute("PRAGMA foreign_keys=OFF")
    migrations.apply(db)
    broken = db.conn.execute("PRAGMA foreign_key_check").fetchone()
    db.conn.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise UserError(f"{path} could not be brought to the present format; the backup beside it is unharmed.")
