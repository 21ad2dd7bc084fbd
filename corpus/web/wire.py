"""What the fetching child and its parent tell each other: one JSON array a line. The parent checks every type."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from corpus.web.pages import KINDS
from corpus.web.rules import Rules

_REASON = 2_000  # code points
_URL = 5_000
_HASH = re.compile("[0-9a-f]{64}")


class Malformed(Exception):
    """A line is not what our child would have sent."""


@dataclass(frozen=True, slots=True)
class Up:
    """The child runs."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Address `number` waits `seconds` for its turn at `host`; 0: it goes on."""

    number: int
    seconds: float = 0.0
    host: str = ""


@dataclass(frozen=True, slots=True)
class Got:
    """Address `number` gave a page, which lies in the folder as `<number><ending of its kind>`."""

    number: int
    url: str
    kind: str
    size: int
    sha256: str
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """Address `number` gave nothing; `reason` continues a sentence that begins with it."""

    number: int
    reason: str


Told = Up | Waiting | Got | Failed
_KINDS: dict[str, type[Up] | type[Waiting] | type[Got] | type[Failed]] = {
    "up": Up,
    "wait": Waiting,
    "got": Got,
    "no": Failed,
}
_TEXTS = ("host", "url", "kind", "reason", "sha256", "charset")
_NAMES = {kind: name for name, kind in _KINDS.items()}


def told_line(told: Told) -> bytes:
    """Return what the child tells as a line."""
    values = [getattr(told, name) for name in told.__slots__]
    return json.dumps([_NAMES[type(told)], *values]).encode("ascii")


def read_told(line: bytes) -> Told:
    """Return what a line from the child says.

    Raises:
        Malformed: it is no line of our child.
    """
    try:
        name, *values = json.loads(line)
        told = _KINDS[name](*values)
        _check(told)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Malformed from error
    return told


def _check(told: Told) -> None:
    numbers = [getattr(told, name) for name in ("number", "size") if hasattr(told, name)]
    texts = [getattr(told, name) for name in _TEXTS if hasattr(told, name)]
    if any(type(each) is not int or each < 0 for each in numbers):
        raise TypeError
    if any(type(each) is not str or len(each) > _URL for each in texts):
        raise TypeError
    if isinstance(told, Waiting) and type(told.seconds) not in (int, float):
        raise TypeError
    if isinstance(told, Failed) and len(told.reason) > _REASON:
        raise ValueError
    if isinstance(told, Got) and (told.kind not in KINDS or not _HASH.fullmatch(told.sha256)):
        raise ValueError


def start_line(rules: Rules, folder: str) -> bytes:
    """Return the first line to the child: by which rules, and where pages are to be put."""
    return json.dumps([asdict(rules), folder]).encode("ascii")


def read_start(line: bytes) -> tuple[Rules, str]:
    """Return what the first line says."""
    rules, folder = json.loads(line)
    return Rules(**rules), folder


def job_line(number: int, url: str) -> bytes:
    """Return an address to be fetched as a line."""
    return json.dumps([number, url]).encode("ascii")


def read_job(line: bytes) -> tuple[int, str]:
    """Return the address of a line the parent sent."""
    found: list[Any] = json.loads(line)
    return int(found[0]), str(found[1])
