"""The records of a web archive (WARC), one after the other, whatever their headers promise.

Nothing is believed without a bound: lines, headers and contents have their longest, a wrong length costs the records
up to the next beginning, and a file that ends in the middle gives what stands before.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from typing import IO

from corpus.readers.inside import RATIO, Budget

_SMALL = 1 << 20  # bytes that any content may unpack to
_BOMB = 20_000_000  # bytes that a content counts for which packs better than any page
_LINE = 1 << 16  # bytes of a line of headers
_HEADERS = 500  # lines
_CHUNK = 1 << 16
_BEGIN = re.compile(rb"WARC/\d+\.\d+\s*$")
_WANTED = frozenset({"response", "resource", "conversion"})
_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?\r?$")


@dataclass(slots=True)
class Record:
    """One record that may be a page.

    Attributes:
        number: its place among all records, from 1.
        status: of the answer, 200 where none is stated.
        kind: media type of the content ("text/html"), "" when not stated.
        body: the content, unpacked; None when it is over the limit.
        whole: false when the file ends before it does.
    """

    number: int
    url: str = ""
    date: str = ""
    status: int = 200
    kind: str = ""
    charset: str = ""
    body: bytes | None = b""
    whole: bool = True


@dataclass(slots=True)
class Counts:
    """What was met on the way.

    Attributes:
        records: all of them, also those that are never a page.
        lost: places where no record began although one should have.
        cut: whether the file ends within a record.
    """

    records: int = 0
    lost: list[int] = field(default_factory=list)
    cut: bool = False


def records(file: BufferedReader, counts: Counts, budget: Budget, *, limit: int) -> Iterator[Record]:
    """Yield the records that may be pages; `limit` is the most bytes a content may have, packed or unpacked.

    Raises:
        TooMuch: contents unpack to more than the budget.
    """
    in_step = True
    while line := file.readline(_LINE):
        if not line.strip():
            continue
        if not _BEGIN.match(line):
            if in_step:
                counts.lost.append(counts.records + 1)
            in_step = False
            continue
        in_step = True
        counts.records += 1
        headers = _headers(file)
        length = int(headers.get("content-length", "")[:15]) if headers.get("content-length", "").isdigit() else 0
        if headers.get("warc-type", "").lower() in _WANTED:
            yield _record(file, headers, length, counts, budget, limit)
        else:
            counts.cut |= _skip(file, length)


def _headers(file: IO[bytes]) -> dict[str, str]:
    """Headers by their name in lower case, up to the empty line."""
    found: dict[str, str] = {}
    for _ in range(_HEADERS):
        line = file.readline(_LINE).decode("utf-8", "replace")
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
        elif not line.strip():
            break
    return found


def _record(
    file: BufferedReader, headers: dict[str, str], length: int, counts: Counts, budget: Budget, limit: int
) -> Record:
    record = Record(counts.records, headers.get("warc-target-uri", "").strip("<>"), headers.get("warc-date", ""))
    data = file.read(min(length, limit))
    counts.cut |= len(data) < min(length, limit) or _skip(file, length - len(data))
    record.whole = not counts.cut
    if length > limit:
        record.body = None
    elif "http" in headers.get("content-type", "").lower():
        _answer(record, data, budget, limit)
    else:
        record.body = data
        _kind(record, headers.get("content-type", ""))
    return record


def _skip(file: BufferedReader, length: int) -> bool:
    """Read over so many bytes; return whether the file ends before."""
    while length > 0:
        if not (data := file.read(min(length, _CHUNK))):
            return True
        length -= len(data)
    return False


def _answer(record: Record, data: bytes, budget: Budget, limit: int) -> None:
    """Take the answer of a server apart: status, headers, content in pieces or packed."""
    head, _, body = data.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    lines = head.decode("latin-1")[: _HEADERS * 200].splitlines()
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    status = lines[0].split()[1:2] if lines and lines[0].startswith("HTTP/") else []
    record.status = int(status[0]) if status and status[0].isdigit() and len(status[0]) < 4 else 0
    _kind(record, headers.get("content-type", ""))
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    record.body = _unpacked(body, headers.get("content-encoding", "").lower().strip(), budget, limit)


def _kind(record: Record, stated: str) -> None:
    kind, _, rest = stated.partition(";")
    record.kind = kind.strip().lower()
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest, re.IGNORECASE)
    record.charset = charset[1] if charset else ""


def _joined(body: bytes) -> bytes:
    """Put together what was sent in pieces. Some crawlers did so already and kept the header: then it stays."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at, at + 200)
        size = _SIZE.match(body[at:end]) if end >= 0 else None
        if not size:
            return b"".join(parts) if parts else body
        length = int(size[1], 16)
        if not length:
            break
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(parts)


def _unpacked(body: bytes, encoding: str, budget: Budget, limit: int) -> bytes | None:
    """Unpack a content; None when it is over the limit. What is packed otherwise than stated stays as it is."""
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return body
    limit = min(limit, max(_SMALL, RATIO * len(body)))  # no page packs better
    for bits in (16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            data = zlib.decompressobj(bits).decompress(body, limit + 1)
        except zlib.error:
            continue
        budget.take(len(data))
        if len(data) <= limit:
            return data
        budget.take(min(budget.left, _BOMB))  # a hundred of these are no accident
        return None
    return body
