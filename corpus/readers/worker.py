"""The child that reads files: jobs come in, articles go out, and nothing it does can harm the program.

It may be killed at any moment. It makes no connections, starts no programs and writes no large files.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import IO

from corpus.article import FileRead, RawArticle, Refusal
from corpus.confinement import detach, restrict, stay_inside
from corpus.readers.format import Found, Job
from corpus.readers.inside import safely
from corpus.readers.language import find_language
from corpus.readers.registry import by_suffix
from corpus.readers.wire import Mark, item_line, mark_line, read_job

_BATCH = 1 << 16  # bytes sent at once
_PATIENCE = 0.25  # seconds a line waits at most for others to go with it
_BEAT = 5.0  # seconds between two signs of life of a reader that has nothing to give yet
_HASHED = 1 << 22  # bytes between two signs of life while a file is hashed


def main() -> int:
    """Answer jobs on standard input until it ends."""
    jobs, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    sys.addaudithook(stay_inside)
    gc.set_threshold(100_000, 50, 50)  # articles make many small objects and no cycles
    sender = _Sender(output)
    sender.send(mark_line(Mark("up")), now=True)
    with suppress(BrokenPipeError):
        for line in jobs:
            _answer(read_job(line), sender)
    return 0


class _Sender:
    """Collects lines, so that thousands of short ones do not make thousands of writes."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._lines: list[bytes] = []
        self._bytes = 0
        self._sent = time.monotonic()

    def send(self, line: bytes, *, now: bool = False) -> bool:
        """Take a line; return whether it and those before it have gone out."""
        self._lines.append(line)
        self._bytes += len(line)
        due = now or self._bytes > _BATCH or time.monotonic() - self._sent > _PATIENCE
        if due:
            self._output.write(b"\n".join((*self._lines, b"")))
            self._output.flush()
            self._lines, self._bytes, self._sent = [], 0, time.monotonic()
        return due


def _answer(job: Job, sender: _Sender) -> None:
    limits = job.limits
    seconds = limits.allowed(_size(job))
    restrict(memory=limits.memory, seconds=seconds, file_bytes=limits.file_bytes)  # bytes: of what it unpacks
    job.beat = _Beat(job, sender)
    for item in safely(job):
        if sender.send(_sendable(job, _with_language(item) if job.languages else item)):
            sender.send(mark_line(Mark("at", job.position)))
    with suppress(OSError):  # gone, or no longer ours to read: told above
        sender.send(item_line(_identity(job)))
    sender.send(mark_line(Mark("end")), now=True)


def _identity(job: Job) -> FileRead:
    """Return what was read, by which reader."""
    reader = by_suffix()[job.path.suffix.lower()]
    sha256, size = hashlib.sha256(), 0
    with job.path.open("rb") as file:
        while chunk := file.read(_HASHED):
            sha256.update(chunk)
            size += len(chunk)
            job.beat()  # from a slow disk, 2 GB take minutes
    return FileRead(job.name, size, sha256.hexdigest(), f"{reader.name} {reader.version}")


def _size(job: Job) -> int:
    """Bytes of the file, 0 when it cannot be asked: its reader will say so."""
    try:
        return job.path.stat().st_size
    except OSError:
        return 0


class _Beat:
    """Tells, now and then, that a reader is at work."""

    def __init__(self, job: Job, sender: _Sender) -> None:
        self._job, self._sender = job, sender
        self._last = time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self._last > _BEAT:
            self._last = time.monotonic()
            self._sender.send(mark_line(Mark("at", self._job.position)), now=True)


def _with_language(item: Found) -> Found:
    """Say an article's language where the file does not, when it is sure enough."""
    if isinstance(item, RawArticle) and not item.language:
        return replace(item, language=find_language(item.text))
    return item


def _sendable(job: Job, item: Found) -> bytes:
    try:
        line = item_line(item)
    except (ValueError, TypeError, RecursionError):
        where = item.where or job.name
        return item_line(Refusal(where, f"{where} holds a value that cannot be stored and was left out."))
    if len(line) > job.limits.frame_bytes:
        return item_line(Refusal(item.where, f"{item.where} holds too much beside its text and was left out."))
    return line
