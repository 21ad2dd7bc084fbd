"""Identifiers that stay unique when files are merged: 32 hexadecimal digits, growing with time.

The first twelve digits are milliseconds since 1970 (as in UUID version 7), so that new rows go to
the end of their index; the rest is random.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime


def new_uid() -> str:
    """Return one new identifier."""
    return new_uids(1)[0]


def new_uids(count: int) -> list[str]:
    """Return `count` new identifiers, sharing one time stamp and growing in order."""
    lead = f"{time.time_ns() // 1_000_000:012x}"
    noise = os.urandom(7 * count).hex()
    return [f"{lead}{index & 0xFFFFFF:06x}{noise[14 * index : 14 * index + 14]}" for index in range(count)]


def now() -> str:
    """Return the time in UTC as ISO 8601 with seconds: ``2026-11-23T09:55:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
