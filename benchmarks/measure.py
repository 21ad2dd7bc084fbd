"""What a command costs: seconds, seconds of processor, and the memory of it and all it starts, as the system counts.

    python benchmarks/measure.py python -c "print(1)"

Memory is the largest sum of resident sizes over the tree of processes, looked at ten times a second where there is
/proc; pages that two processes share count twice. Elsewhere it is the peak of the largest process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.1  # seconds
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took; `output` is what it wrote to its standard output."""

    seconds: float
    cpu: float
    megabytes: float
    output: str


class Failed(Exception):
    """The command ended badly; the message is the end of what it said."""


def run(line: Sequence[str], *, timeout: float | None = None, folder: Path | None = None, **environment: str) -> Cost:
    """Run a command in a folder to its end and return what it cost.

    Raises:
        Failed: it ended with an error, or took longer than `timeout` seconds.
    """
    started, before = time.perf_counter(), _children_cpu()
    process = subprocess.Popen(
        line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    with Watch(process.pid) as watch:
        try:
            output, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.communicate()
            raise Failed(f"not done after {timeout:.0f} s") from error
    if process.returncode:
        raise Failed((errors or output).strip()[-600:] or f"exit code {process.returncode}")
    seconds = time.perf_counter() - started
    return Cost(seconds, _children_cpu() - before, watch.megabytes, output)


class Watch:
    """Looks at the memory of a process and all it starts, while the block runs."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()
        if not _PROC.is_dir():
            self.megabytes = _largest_child()

    def _look(self) -> None:
        while not self._done.wait(_LOOK) and _PROC.is_dir():
            self.megabytes = max(self.megabytes, tree_megabytes(self._pid))


def tree_megabytes(pid: int) -> float:
    """Return the resident size of a process and all below it now (0.0 without /proc)."""
    pages, tree = 0, [pid]
    for each in tree:
        try:
            pages += int((_PROC / str(each) / "statm").read_text().split()[1])
            for thread in os.listdir(_PROC / str(each) / "task"):
                tree += map(int, (_PROC / str(each) / "task" / thread / "children").read_text().split())
        except (OSError, IndexError):  # it is gone
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _largest_child() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    cost = run(sys.argv[1:])
    print(f"{cost.output}{cost.seconds:.2f} s, {cost.cpu:.2f} s of processor, {cost.megabytes:.0f} MB")
