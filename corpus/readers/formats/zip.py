"""ZIP archives of files that we read: each member by its own reader, in the order of the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from corpus.readers import inside, safe_zip
from corpus.readers.format import Format, Found, Job
from corpus.readers.walk import OUR_ARTICLES, OUR_EXPORT, is_hidden, is_readable, unreadable

_ENTRIES = 100_000
_TOO_DEEP = f"lies in more than {inside.DEEPEST} archives, one in another, and was not opened."


def read(job: Job) -> Iterator[Found]:
    """Yield what the files in an archive hold.

    Raises:
        OSError: it cannot be read.
        TooMuch: of an archive inside another.
    """
    yield from inside.bounded(job, _items(job))


def _items(job: Job) -> Iterator[Found]:
    if job.depth > inside.DEEPEST:
        yield job.refuse(_TOO_DEEP)
        return
    budget = inside.budget_of(job)
    try:
        total = max(1, budget.left)
        with inside.together(budget), safe_zip.open(job.path, job.limits, entries=_ENTRIES, total=total) as archive:
            members = _wanted(archive.members)
            if not members:
                yield job.refuse("holds no files.")
            size = job.path.stat().st_size
            whole = sum(member.size for member in members) or 1
            for member in members:
                yield from _member(job, archive, member, budget, size * member.size // whole)
    except safe_zip.BadZip as error:
        yield job.refuse(str(error))


def _member(
    job: Job, archive: safe_zip.Archive, member: safe_zip.Member, budget: inside.Budget, share: int
) -> Iterator[Found]:
    name = job.place(member.name)
    if not is_readable(member.name):
        yield unreadable(name, member.name, briefly=True)
        return
    try:
        with archive.stream(member) as stream:
            yield from inside.read(job, stream, member.name, budget=budget, share=share)
    except safe_zip.BadZip as error:
        yield job.refuse(str(error))


def _wanted(members: Sequence[safe_zip.Member]) -> list[safe_zip.Member]:
    """Leave out what systems keep for themselves and, of our own exports, all but the articles; as in a folder."""
    paths = {member.index: PurePosixPath(member.name) for member in members}
    exports = {path.parent for path in paths.values() if path.name == OUR_EXPORT}
    exports &= {path.parent for path in paths.values() if path.name == OUR_ARTICLES}

    def is_wanted(path: PurePosixPath) -> bool:
        hidden = any(is_hidden(part) for part in path.parts if part not in (".", ".."))
        return not hidden and (path.parent not in exports or path.name == OUR_ARTICLES)

    return [member for member in members if is_wanted(paths[member.index])]


FORMAT = Format("zip", "ZIP archives", (".zip",), read)
