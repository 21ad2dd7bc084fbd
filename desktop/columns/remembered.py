"""What was said of tables with the same headings, for the next time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from corpus.readers.columns import DAY, FIELDS, MONTH, ORDER
from desktop.settings import Settings


def recall(settings: Settings, header: Sequence[str]) -> dict[str, str] | None:
    """Return the column of each field as said before of tables with these headings, None when nothing was."""
    try:
        found = json.loads(settings.text(_key(header)))
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(_fits(key, value, header) for key, value in found.items()):
        return None
    return found if found.get("text") else None


def remember(settings: Settings, header: Sequence[str], columns: Mapping[str, str]) -> None:
    """Keep what was said of tables with these headings."""
    settings.set(_key(header), json.dumps(dict(columns)))


def forget(settings: Settings, header: Sequence[str]) -> None:
    """Ask again for tables with these headings."""
    settings.remove(_key(header))


def _key(header: Sequence[str]) -> str:
    """The same whatever the order of the columns."""
    return "columns/" + hashlib.sha256(json.dumps(sorted(header)).encode("ascii")).hexdigest()[:32]


def _fits(key: str, value: object, header: Sequence[str]) -> bool:
    return value in ("", DAY, MONTH) if key == ORDER else key in FIELDS and (value == "" or value in header)
