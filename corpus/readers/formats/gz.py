"""A file packed by gzip: unpacked and read by what its name says without the .gz (wires.jsonl.gz)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from pathlib import PurePath

from corpus.readers import inside
from corpus.readers.format import Format, Found, Job
from corpus.readers.formats import warc
from corpus.readers.gunzip import MAGIC, Gunzip
from corpus.readers.walk import is_readable, unreadable


def read(job: Job) -> Iterator[Found]:
    """Yield what the packed file holds.

    Raises:
        OSError: it cannot be read.
        TooMuch: of a file inside another.
    """
    yield from inside.bounded(job, _items(job))


def _items(job: Job) -> Iterator[Found]:
    with job.path.open("rb") as file:
        start = file.read(2)
    if start != MAGIC:
        yield job.refuse("is empty." if not start else "is not packed by gzip, although it ends in .gz.")
        return
    name = PurePath(job.name).stem  # the path of a file inside another has another name
    if job.name.lower().endswith((".tar.gz", ".tgz")):
        yield job.refuse("is a TAR archive, which Dateline does not read; unpack it, or pack it again as a ZIP.")
    elif name.lower().endswith(".warc"):
        yield from warc.read(job)
    elif job.depth > inside.DEEPEST:
        yield job.refuse("lies in too many archives, one in another, and was not opened.")
    elif not is_readable(name):
        yield unreadable(job.name, name)
    else:
        yield from _unpack(job, name)


def _unpack(job: Job, name: str) -> Iterator[Found]:
    """Yield what is in it; `job.position` follows the reading of what was unpacked, which takes the time."""
    with job.path.open("rb") as file:
        stream = Gunzip(file, Job(job.path, job.name))
        with BufferedReader(stream, 1 << 18) as unpacked:
            share = job.path.stat().st_size
            yield from inside.read(job, unpacked, name, title=job.name, share=share)
    if stream.trouble:
        yield job.refuse(f"{stream.trouble}; what stands before that was read.")


FORMAT = Format("gzip", "files packed by gzip", (".gz", ".tgz"), read)
