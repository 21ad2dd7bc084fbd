"""What this person's Dateline remembers between starts: on this computer, never in the project."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from corpus import article

_RECENT = 12
OPEN_LAST = "start/open_last"  # "yes" or "no": open the last project at start
MAX_TEXT = "import/max_text"  # longest text that an import takes, in code points
TEXT_RANGE = (10_000, 20_000_000)  # what MAX_TEXT may be: a reading child must hold it several times over


@dataclass(frozen=True, slots=True)
class Recent:
    """A project opened before. `opened` is in seconds since 1970."""

    path: Path
    opened: float


class Settings:
    """Typed access to the user's settings file; a value that is not of its type counts as absent."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dateline", "dateline")

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        found = self._store.value(key)
        return found if isinstance(found, str) else default

    def number(self, key: str, default: float) -> float:
        """Return a number."""
        found = self._store.value(key)
        try:
            number = float(found) if isinstance(found, str | int | float) else default
        except ValueError:
            return default
        return number if math.isfinite(number) else default

    def max_text(self) -> int:
        """Return the longest text that an import takes, in code points."""
        least, most = TEXT_RANGE
        return min(max(int(self.number(MAX_TEXT, article.MAX_TEXT)), least), most)

    def state(self, key: str) -> QByteArray | None:
        """Return what Qt saved of a window or splitter."""
        found = self._store.value(key)
        return found if isinstance(found, QByteArray) else None

    def set(self, key: str, value: Any) -> None:
        """Remember a value."""
        self._store.setValue(key, value)

    def remove(self, key: str) -> None:
        """Forget a value."""
        self._store.remove(key)

    def recent(self) -> list[Recent]:
        """Return the projects opened before, latest first."""
        found = self._store.value("recent")
        entries = found if isinstance(found, list) else [found] if isinstance(found, str) else []
        parts = [str(entry).partition("|") for entry in entries]
        return [Recent(Path(path), float(at)) for at, bar, path in parts if bar and _is_number(at)]

    def remember(self, path: Path) -> None:
        """Put a project first among the recent ones."""
        path = path.resolve()
        others = [recent for recent in self.recent() if recent.path != path]
        self._set_recent([Recent(path, time.time()), *others][:_RECENT])

    def forget(self, path: Path) -> None:
        """Take a project off the recent ones."""
        self._set_recent([recent for recent in self.recent() if recent.path != path])

    def _set_recent(self, recent: list[Recent]) -> None:
        self._store.setValue("recent", [f"{entry.opened:.0f}|{entry.path}" for entry in recent])


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdecimal()
