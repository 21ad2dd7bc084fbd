"""One window per project file: a lock beside it that names who has it open."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLockFile

from corpus.errors import UserError


class ProjectLock:
    """Holds the lock of one project file until released."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            UserError: another window has the project open.
        """
        path = path.resolve()  # the same file under another name is the same project
        self._lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, never for its age
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            return  # where nothing can be written, or the folder is not even there, nothing needs a lock
        if not os.access(path.parent, os.W_OK):
            return  # nor does it where a lock left by a window long gone cannot be taken away
        raise UserError(f"{path} is open in another window{self._owner()}; close it there first.")

    def release(self) -> None:
        """Give the lock back."""
        self._lock.unlock()

    def _owner(self) -> str:
        found: object = self._lock.getLockInfo()  # its stub leaves out the results
        match found:
            case (*_, int(pid), str(host), str(_)) if pid and host:
                return f" (process {pid} on {host})"
        return ""
