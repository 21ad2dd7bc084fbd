"""Files found inside another (an archive, a message): unpacked one at a time, and read as if they had been given.

They lie in a folder of their own under a name of ours while they are read, and are gone after that. How much one
given file may unpack to, with all that lies in what lies in it, is counted together.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.readers.format import Found, Job
from corpus.readers.registry import by_suffix

DEEPEST = 2  # archives that an archive may lie in
RATIO = 100  # times its own size that a file may unpack to
_SMALL = 50_000_000  # bytes that any file may unpack to, however well it is packed
_CHUNK = 1 << 18
_PREFIX = "dateline-reader-"


class TooMuch(Exception):
    """It unpacks to more than it may; the message continues "wires.zip ...", with its full stop."""


@dataclass(slots=True)
class Budget:
    """Bytes that may still be unpacked from a given file and from what lies in it.

    Attributes:
        folder: where its parts lie while they are read, once there is one; making one for each takes time.
    """

    left: int
    limit: int
    folder: Path | None = None

    def take(self, count: int) -> None:
        """Note that so many bytes have been unpacked.

        Raises:
            TooMuch: they are too many.
        """
        self.left -= count
        if self.left < 0:
            raise TooMuch(f"unpacks to more than {self.limit:,} bytes, the most for a file of its size; split it.")


@dataclass(slots=True)
class InnerJob(Job):
    """The job of a file inside another."""

    budget: Budget | None = None


def budget_of(job: Job) -> Budget:
    """Return what a job may unpack: what is left of the file it lies in, or what its own size allows."""
    if isinstance(job, InnerJob) and job.budget:
        return job.budget
    limit = min(job.limits.file_bytes, max(_SMALL, RATIO * job.path.stat().st_size))
    return Budget(limit, limit)


def read(
    job: Job, stream: IO[bytes], name: str, *, title: str = "", budget: Budget | None = None, share: int = 0
) -> Iterator[Found]:
    """Unpack a file that lies in the file of `job` and yield what it holds.

    `name` is the file's own, with an ending we read; `title` what to call it, by default "wires.zip, march/12.txt".
    `budget` is that of `job`, for a file that holds many. `share` is how many bytes of the outer file this one takes
    up: `job.position` moves on by that much meanwhile.

    Raises:
        TooMuch: it holds too much. What `stream` raises is raised too.
    """
    budget = budget or budget_of(job)
    began = job.position
    with _scratch(budget, PurePosixPath(name).suffix.lower(), job.depth) as path:
        with path.open("wb") as file:
            size = _copy(job, stream, file, budget)
        title = title or job.place(name)
        depth, columns = job.depth + 1, job.columns
        inner = InnerJob(path, title, job.limits, columns=columns, depth=depth, beat=job.beat, budget=budget)
        for item in safely(inner):
            job.position = began + min(share, share * inner.position // (size or 1))
            yield item
    job.position = began + share


def safely(job: Job) -> Iterator[Found]:
    """Yield what the reader of a file yields; whatever it raises becomes a sentence.

    Raises:
        TooMuch: of a file inside another, so that the outermost stops.
    """
    try:
        yield from bounded(job, by_suffix()[job.path.suffix.lower()].read(job))
    except TooMuch:
        raise
    except MemoryError:
        yield job.refuse(f"needs more memory than the {job.limits.memory >> 20:,} MB allowed; split it.")
    except OSError as error:
        yield job.refuse(f"cannot be read: {error.strerror or type(error).__name__}.")
    except RecursionError:
        yield job.refuse("nests its parts too deeply to be read.")
    except Exception as error:  # noqa: BLE001 (the border of a part: told, and only this part is lost)
        yield job.refuse(f"could not be read ({type(error).__name__}); it may be damaged.")


def bounded(job: Job, items: Iterator[Found]) -> Iterator[Found]:
    """Yield `items`; that the file unpacks to too much is said once, of the outermost.

    Raises:
        TooMuch: of a file inside another.
    """
    try:
        yield from items
    except TooMuch as error:
        if job.depth:
            raise
        yield job.refuse(str(error))


def clean(pid: int) -> None:
    """Remove what a reader that was killed left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}{pid}-*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _scratch(budget: Budget, suffix: str, depth: int) -> Iterator[Path]:
    """Give a path to write a part to, and remove what is there afterwards."""
    made = budget.folder is None
    folder = budget.folder or Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    path = folder / f"part{depth}{suffix}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        if made:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def together(budget: Budget) -> Iterator[None]:
    """Let all parts of an archive lie in one folder, one after the other."""
    if budget.folder:
        yield
        return
    budget.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield
    finally:
        shutil.rmtree(budget.folder, ignore_errors=True)
        budget.folder = None


def _copy(job: Job, stream: IO[bytes], file: IO[bytes], budget: Budget) -> int:
    size = 0
    while chunk := stream.read(_CHUNK):
        job.beat()
        budget.take(len(chunk))
        size += file.write(chunk)
    return size
