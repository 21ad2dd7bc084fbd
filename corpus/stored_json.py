"""JSON that lies in a project file: whoever made or damaged it may have put anything there, and nothing may crash."""

from __future__ import annotations

import json
from typing import Any


def anything(text: object) -> Any:
    """Return what a text says; None where it is no JSON, or nested so deep that it cannot be read."""
    if not isinstance(text, str | bytes):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def mapping(text: object) -> dict[str, Any]:
    """Return the object that a text says; an empty one where it says something else."""
    found = anything(text)
    return found if isinstance(found, dict) else {}


def items(text: object) -> list[Any]:
    """Return the list that a text says; an empty one where it says something else."""
    found = anything(text)
    return found if isinstance(found, list) else []
