"""Reads what gzip packed, piece by piece: all that can be had of a broken file, and never more than is allowed."""

from __future__ import annotations

import zlib
from io import RawIOBase
from typing import IO

from corpus.readers.format import Job
from corpus.readers.inside import Budget

MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 16
_EMPTY = 1_000  # pieces without anything in them, one after the other, that are no accident any more
_GZIP = 16 + zlib.MAX_WBITS


class Gunzip(RawIOBase):
    """The content of an open file, unpacked where gzip packed it (also in many pieces, one after the other).

    Attributes:
        trouble: what is wrong with the file, "" as long as nothing is; continues "wires.jsonl.gz ...". What could be
            unpacked before that has been given.
    """

    def __init__(self, file: IO[bytes], job: Job, budget: Budget | None = None) -> None:
        """`job.position` follows the reading; `budget`, if given, counts what comes out."""
        super().__init__()
        self.trouble = ""
        self._file, self._job, self._budget = file, job, budget
        self._packed = file.read(2) == MAGIC
        file.seek(0)
        self._zlib = zlib.decompressobj(_GZIP)
        self._left = b""  # packed bytes that wait
        self._began = False  # with a piece that is not complete
        self._empty = 0  # pieces since there was anything in one

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # typed as any buffer; it is always one
        """Fill as much of `buffer` as is at hand and return how much; 0 at the end.

        Raises:
            TooMuch: the budget is used up.
        """
        data = self._unpack(len(buffer)) if self._packed else self._file.read(len(buffer))
        self._job.beat()
        self._job.position = max(self._job.position, self._file.tell())
        if self._packed and self._budget:
            self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def _unpack(self, size: int) -> bytes:
        while not self.trouble:
            self._left = self._left or self._file.read(_CHUNK)
            if not self._left:
                self.trouble = "is not complete: it ends too early" if self._began else ""
                break
            if not self._began and not self._begin():
                break
            try:
                data = self._zlib.decompress(self._left, size)
            except zlib.error:
                self.trouble = "is damaged"
                break
            self._left = self._zlib.unconsumed_tail
            if self._zlib.eof:
                self._left, self._began = self._zlib.unused_data, False
                self._empty += 1
            if data:
                self._empty = 0
                return data
            if self._empty > _EMPTY:
                self.trouble = "holds nothing but empty pieces from some point on"
        return b""

    def _begin(self) -> bool:
        """Begin with the next piece; what else follows a piece (zeros, as tapes need them) is the end."""
        self._left += self._file.read(1) if len(self._left) == 1 else b""
        self._zlib = zlib.decompressobj(_GZIP)
        self._began = self._left.startswith(MAGIC)
        return self._began
