"""ZIP archives, also those that are documents: looked over before anything is unpacked, never unpacked by name.

What a hostile archive could do, and what stops it: a bomb (sizes, ratio, number of parts, parts that share
their bytes), sizes that lie (reading ends at the size stated), names that lead elsewhere (nothing is written by
name), links, passwords.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.readers.limits import Limits

ENTRIES = 10_000
RATIO = 100
_SMALL = 20_000_000  # bytes that any part may have, however well it is packed
_DIRECTORY = 16_000_000  # bytes of the list of parts; more would take seconds before the first one can be counted
_TAIL = 65_557  # bytes at the end within which that list is announced
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_LOCAL = 30  # bytes at least before the content of a part
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_ENCRYPTED = 0x1
_UTF8 = 0x800
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class BadZip(Exception):
    """The archive cannot be read or must not be; the message continues "wires.zip ...", with its full stop."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Attributes:
        name: its path in there, with "/"; to be shown or compared, never to be written to.
        size: bytes unpacked, as stated (no more can be read).
        index: its place in the archive, unique where names are not.
    """

    name: str
    size: int
    index: int


class Archive:
    """An open archive that has been looked over; see `open`.

    Attributes:
        members: its files in their order, without folders and links.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = archive.infolist()
        self.members = tuple(
            Member(_name(info), info.file_size, index) for index, info in enumerate(self._infos) if _is_file(info)
        )
        self._by_name = {member.name: member for member in reversed(self.members)}  # of two, the first

    def find(self, name: str) -> Member | None:
        """Return the file of that name, if there is one."""
        return self._by_name.get(name)

    @contextmanager
    def stream(self, member: Member) -> Iterator[IO[bytes]]:
        """Give a file to read from, to be read piece by piece.

        Raises:
            BadZip: its content is damaged, or not what the archive says of it.
        """
        try:
            with self._archive.open(self._infos[member.index]) as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError) as error:
            raise BadZip(f"is damaged: its part “{member.name}” cannot be unpacked.") from error

    def read(self, member: Member) -> bytes:
        """Return the whole content of a file.

        Raises:
            BadZip: it is damaged, or not what the archive says of it.
        """
        with self.stream(member) as file:
            return file.read()


@contextmanager
def open(  # noqa: A001 (called as safe_zip.open)
    path: Path, limits: Limits, *, entries: int = ENTRIES, total: int = 0, ratio: int = RATIO
) -> Iterator[Archive]:
    """Open an archive after it has been looked over; nothing is unpacked yet.

    `total` is how many bytes it may hold unpacked, by default `limits.whole_bytes`; `ratio` how many times its
    own size a part may have.

    Raises:
        BadZip: it is damaged, needs a password, or could be a bomb.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        _check_directory(file)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
            raise BadZip("is damaged or not complete.") from error
        with archive:
            _check(archive.infolist(), entries, total or limits.whole_bytes, ratio)
            yield Archive(archive)


def _check_directory(file: IO[bytes]) -> None:
    """Refuse what is no archive, and a list of parts that is itself too long to be read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise BadZip("is damaged or not complete.")
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if length == 0xFFFFFFFF and (large := tail.rfind(_END64, 0, end)) >= 0:
        length = int.from_bytes(tail[large + 40 : large + 48], "little")
    if length > min(_DIRECTORY, size):
        raise BadZip("holds far too many parts." if length <= size else "is damaged or not complete.")
    file.seek(0)


def _check(infos: list[zipfile.ZipInfo], entries: int, total: int, ratio: int) -> None:
    """Refuse bombs by what the archive says of itself; `Archive.read` takes no more than that."""
    if len(infos) > entries:
        raise BadZip(f"holds {len(infos):,} parts, over the limit of {entries:,}; split it.")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise BadZip("is protected with a password; save it without one.")
    if (unpacked := sum(info.file_size for info in infos)) > total:
        raise BadZip(f"would have {unpacked:,} bytes unpacked, over the limit of {total:,}; split it.")
    for info in infos:
        if info.file_size > max(_SMALL, ratio * info.compress_size):
            raise BadZip(f"is packed more than {ratio} times over, as no real file is; it was not unpacked.")
        if info.compress_type not in _METHODS:
            raise BadZip("is packed in a way that Dateline does not know; pack it again as an ordinary ZIP.")
    _check_overlap(infos)


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that share their bytes: so a small file can hold a great many large ones."""
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < end:
            raise BadZip("holds parts that lie upon one another, as in no real file; it was not unpacked.")
        end = info.header_offset + _LOCAL + info.compress_size


def _is_file(info: zipfile.ZipInfo) -> bool:
    mode = info.external_attr >> 16
    return not info.is_dir() and not stat.S_ISLNK(mode)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 and do not say so."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return _CONTROL.sub("", name.replace("\\", "/")).lstrip("/")
