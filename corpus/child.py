"""Child processes: what may crash, hang or eat memory runs here, where it can be killed.

A child is started by name. Parent and child exchange lines; what they mean is the two ends' business.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO

ENTRIES = {
    "readers": "corpus.readers.worker:main",
    "tokens": "labels.tokens_worker:main",
    "shards": "labels.formats.spacy_worker:main",
    "export": "labels.export_child:main",
    "columns": "corpus.readers.looking_child:main",
    "concordance": "labels.concordance_child:main",
    "web": "corpus.web.worker:main",
    "feeds": "corpus.web.feed_child:main",
    "training": "labels.training.child:main",
    "packaging": "labels.training.package_child:main",
    "tagging": "labels.suggest.tagging_child:main",
    "patterns": "labels.suggest.pattern_child:main",
}
_CHUNK = 1 << 18  # bytes a single read takes at most
_CHUNKS = 8  # chunks that may wait unread: with the pipe itself, about 3 MB
_PATIENCE = 300  # hundredths of a second for the output of a killed child to end
# -P keeps the working folder off the path (a stray json.py there must not run); the package may lie in a
# source tree that only this process knows of, hence the root.
_BOOT = (
    "import sys; root, name = sys.argv[1:]; root in sys.path or sys.path.insert(0, root); "
    "from corpus.child import main; sys.exit(main(name))"
)


class ChildEnded(Exception):
    """The child closed its output: it is done, crashed or was killed."""


class LineTooLong(Exception):
    """The child wrote a line over the agreed size: it is not to be trusted any more."""


def command(name: str) -> list[str]:
    """Return the command line that runs the child `name`, from source, wheel or a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", name]
    root = str(Path(__file__).resolve().parent.parent)
    return [sys.executable, "-P", "-c", _BOOT, root, name]


def main(name: str) -> int:
    """Run the child `name` in this process and return its exit code.

    Raises:
        KeyError: there is no such child.
    """
    module, _, function = ENTRIES[name].partition(":")
    return int(getattr(import_module(module), function)() or 0)


class Child:
    """A running child: lines in, lines out, killed with all it started by `stop`."""

    def __init__(self, name: str, *, line_bytes: int = 1 << 26) -> None:
        """Start it. `line_bytes` is the longest line it may send.

        Raises:
            OSError: it could not be started.
        """
        self._process = _start(command(name))
        self._line_bytes = line_bytes
        self._rest: list[bytes] = []
        self._rest_bytes = 0
        self._stopping = False
        self._chunks: queue.Queue[bytes] = queue.Queue(_CHUNKS)
        self._reader = threading.Thread(target=self._drain, name=f"child-{name}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def send(self, line: bytes) -> None:
        """Write one line. That the child is gone is told by `receive`, not here."""
        with suppress(OSError, ValueError):
            _pipe(self._process.stdin).write(line + b"\n")
            _pipe(self._process.stdin).flush()

    def receive(self, seconds: float) -> list[bytes]:
        """Return the lines that have come, after at most `seconds`; [] when none is complete yet.

        Raises:
            ChildEnded: nothing more will come.
            LineTooLong: a line is over the size agreed.
        """
        try:
            chunk = self._chunks.get(timeout=seconds)
        except queue.Empty:
            return []
        if not chunk:
            raise ChildEnded
        return self._lines(chunk)

    def stop(self) -> int:
        """Kill it and whatever it started, free everything, and return its exit code (negative: signal)."""
        ended = self._process.poll()
        _kill(self._process)
        self._stopping = True
        for _ in range(_PATIENCE):
            with suppress(queue.Empty):
                self._chunks.get_nowait()
            self._reader.join(0.01)
            if not self._reader.is_alive():
                break
        code = self._process.wait()
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        if not self._reader.is_alive():  # else something that left the group holds the pipe open: closing would hang
            _pipe(self._process.stdout).close()
        return code if ended is None else ended

    def wait(self, seconds: float) -> int | None:
        """Return the exit code of a child that ends by itself within `seconds`, else None."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def _lines(self, chunk: bytes) -> list[bytes]:
        head, newline, tail = chunk.rpartition(b"\n")
        self._rest_bytes += len(chunk)
        if not newline and self._rest_bytes > self._line_bytes:
            raise LineTooLong
        if not newline:
            self._rest.append(tail)
            return []
        lines = b"".join((*self._rest, head)).split(b"\n")
        self._rest, self._rest_bytes = [tail], len(tail)
        return lines

    def _drain(self) -> None:
        """Pass on what the child writes, a chunk at a time; when nobody takes it, the child has to wait."""
        output = self._process.stdout
        chunk = b"-"
        while chunk and not self._stopping:
            chunk = output.read1(_CHUNK) if output else b""  # type: ignore[attr-defined]
            self._put(chunk)

    def _put(self, chunk: bytes) -> None:
        while not self._stopping:
            try:
                return self._chunks.put(chunk, timeout=0.2)
            except queue.Full:
                continue


def _start(line: list[str]) -> subprocess.Popen[bytes]:
    """Start in a session (POSIX) or process group (Windows) of its own, without a console window."""
    try:
        return _popen(line, 1 << 20)
    except PermissionError:  # this machine allows only smaller pipes
        return _popen(line, -1)


def _popen(line: list[str], pipe_bytes: int) -> subprocess.Popen[bytes]:
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(
        line,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback may quote an article; nothing of it may reach a log
        start_new_session=os.name == "posix",
        creationflags=flags,
        pipesize=pipe_bytes,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        return process.kill()
    with suppress(ProcessLookupError, PermissionError):  # macOS says EPERM of a group that is only a zombie
        os.killpg(process.pid, signal.SIGKILL)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the child has no such pipe")
    return pipe


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
