"""What the tests of the readers share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import child
from corpus.article import RawArticle, Refusal
from corpus.readers import reading
from corpus.readers.format import Found, Job
from corpus.readers.limits import Limits
from corpus.readers.registry import by_suffix

_FAKE = """
import json, os, signal, sys, time
def say(*parts):
    sys.stdout.buffer.write(json.dumps(parts).encode() + b"\\n")
    sys.stdout.buffer.flush()
def article(text):
    say("a", text, "", "", "", "", "", name, "", "", {}, [], {}, [], [])
say("up", 0)
for line in sys.stdin.buffer:
    path, name, *_ = json.loads(line)
    if not name.startswith("good"):
%s
    article(name)
    say("end", 0)
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Found]]:
    """Writes a file and reads it in this process: `read("a.txt", b"...")`."""

    def read(name: str, data: bytes, limits: Limits = Limits()) -> list[Found]:
        path = tmp_path / name
        path.write_bytes(data)
        return list(by_suffix()[path.suffix.lower()].read(Job(path, name, limits)))

    return read


@pytest.fixture
def article(read: Callable[..., list[Found]]) -> Callable[..., RawArticle]:
    """The same for a file that holds one article and no trouble."""

    def article(name: str, data: bytes) -> RawArticle:
        (item,) = read(name, data)
        assert isinstance(item, RawArticle), item
        return item

    return article


@pytest.fixture
def reason(read: Callable[..., list[Found]]) -> Callable[..., str]:
    """The same for a file that is refused: the sentence that says so."""

    def reason(name: str, data: bytes, limits: Limits = Limits()) -> str:
        (item,) = read(name, data, limits)
        assert isinstance(item, Refusal), item
        return item.reason

    return reason


@pytest.fixture
def fake_child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a child of our own in the reader's place; `body` is what it does with a file not called good...."""

    def fake_child(body: str) -> None:
        code = _FAKE % "\n".join(f"        {line}" for line in body.splitlines())
        monkeypatch.setattr(child, "command", lambda name: [sys.executable, "-c", code])

    return fake_child


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Writes small text files of these names and returns their paths."""

    def files(*names: str) -> list[Path]:
        for name in names:
            (tmp_path / name).write_text(f"This is {name}.", encoding="utf-8")
        return [tmp_path / name for name in names]

    return files


@pytest.fixture
def pids(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process ids of all children started for reading, in order."""
    found: list[int] = []

    class Recorded(child.Child):
        def __init__(self, name: str, *, line_bytes: int = 1 << 26) -> None:
            super().__init__(name, line_bytes=line_bytes)
            found.append(self.pid)

    monkeypatch.setattr(reading, "Child", Recorded)
    return found


@pytest.fixture
def is_alive() -> Callable[[int], bool]:
    """Whether a process of that id exists (POSIX)."""

    def is_alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True

    return is_alive


@pytest.fixture
def real() -> Callable[[str], Path]:
    """Paths in the folder of real files named by DATELINE_DATA; they are not ours to pass on, so most skip this."""

    def real(name: str) -> Path:
        path = Path(os.environ.get("DATELINE_DATA", "no such folder")) / name
        if not path.exists():
            pytest.skip("DATELINE_DATA names no folder with the real files")
        return path

    return real
